package exchange

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow"
	"truchement/workflow/lang"
)

// MaxFact is the greatest length in characters of what is known of a unit, such as its origin: what is longer
// is cut.
const MaxFact = 300

// CleanFact is a fact as a unit may have it: one line without controls and bidi overrides, of MaxFact
// characters at most.
func CleanFact(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '\u202D' || r == '\u202E' || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
	s, err := lang.Clean(s)
	if err != nil {
		return ""
	}
	s = strings.Join(strings.Fields(s), " ")
	n := 0
	for at := range s {
		if n++; n > MaxFact {
			return s[:at]
		}
	}
	return s
}

func cleanFacts(u *workflow.Unit) {
	for _, s := range []*string{&u.ID, &u.Origin, &u.Publication, &u.Date, &u.Licence, &u.Translator, &u.Approver, &u.Bead} {
		*s = CleanFact(*s)
	}
}

// misread is what is left of UTF-8 that was read as a Latin encoding: no French has it.
var misread = regexp.MustCompile("[\u00C3\u00C2][\u0080-\u00BF]|\u00E2\u20AC")

// leastWrong is how many letters of another encoding make an Arabic text one that was misread, if most of its letters
// are such: those of French have accents here and there.
const leastWrong = 4

// hasWrongLetters reports whether a text looks as if its bytes had been read in another encoding than
// theirs. Names in plain Latin letters are none.
func hasWrongLetters(text, tag string) bool {
	if lang.Base(tag) != "ar" {
		return misread.MatchString(text)
	}
	letters, wrong := 0, 0
	for _, r := range text {
		switch {
		case !unicode.IsLetter(r):
			continue
		case unicode.Is(unicode.Arabic, r):
			return false
		case r > unicode.MaxASCII && unicode.Is(unicode.Latin, r):
			wrong++
		}
		letters++
	}
	return wrong >= leastWrong && wrong*2 > letters
}
