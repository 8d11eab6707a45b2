package font

import (
	"unicode"

	"golang.org/x/text/unicode/norm"

	"truchement/workflow/format/edition"
)

// Style is how a face differs from the upright text face of its family.
type Style struct {
	Bold    bool
	Slanted bool
	Mono    bool // of equal widths, for Latin only
}

// Script is a writing that a family has faces of its own for.
type Script int

// The scripts. Latin faces have Greek and Cyrillic too where a family has them.
const (
	Latin Script = iota
	Arabic
)

// ScriptOf is the script whose face draws r. Characters of no script, such as digits and spaces,
// are Latin.
func ScriptOf(r rune) Script {
	if unicode.Is(unicode.Arabic, r) || r == '\u060C' || r == '\u061B' || r == '\u061F' ||
		r == '\u0640' || r >= '\u064B' && r <= '\u0655' || r == '\u0670' {
		return Arabic
	}
	return Latin
}

// Family is the faces of a typeface, and those of the others for characters that it lacks. It is
// for one document at a time, and not for concurrent use.
type Family struct {
	typeface edition.Typeface
	loaded   map[string]*Face
	found    map[wanted]*Face
}

// wanted is a character in a style.
type wanted struct {
	r     rune
	style Style
}

// Of returns the family of a typeface; the usual one for a typeface that is not known.
func Of(t edition.Typeface) *Family {
	if !t.Known() {
		t = edition.Book
	}
	return &Family{typeface: t, loaded: map[string]*Face{}, found: map[wanted]*Face{}}
}

// names are the faces of each typeface by script and by style: regular, bold, slanted, both. Naskh
// and the Arabic of the sans have no slanted faces, since neither was ever drawn; see Face.Slanted.
var names = map[edition.Typeface][2][4]string{
	edition.Book: {
		{"amiri-regular", "amiri-bold", "amiri-slanted", "amiri-boldslanted"},
		{"amiri-regular", "amiri-bold", "amiri-slanted", "amiri-boldslanted"},
	},
	edition.Press: {
		{"serif-regular", "serif-bold", "serif-italic", "serif-bolditalic"},
		{"naskh-regular", "naskh-bold", "naskh-regular", "naskh-bold"},
	},
	edition.Modern: {
		{"sans-regular", "sans-bold", "sans-italic", "sans-bolditalic"},
		{"sans-arabic-regular", "sans-arabic-bold", "sans-arabic-regular", "sans-arabic-bold"},
	},
}

const (
	mono     = "mono-regular"
	tifinagh = "tifinagh-regular"
)

// Face returns the face of the family for a script in a style.
func (f *Family) Face(script Script, s Style) *Face {
	if s.Mono && script == Latin {
		return f.load(mono)
	}
	return f.load(nameOf(f.typeface, script, s))
}

func nameOf(t edition.Typeface, script Script, s Style) string {
	i := 0
	if s.Bold {
		i++
	}
	if s.Slanted {
		i += 2
	}
	return names[t][script][i]
}

// For returns the face to draw r with: that of its script, or another face of the family, or one
// of another family. It is nil if no face has r.
func (f *Family) For(r rune, s Style) *Face {
	face, ok := f.found[wanted{r, s}]
	if !ok {
		face = f.search(r, s)
		f.found[wanted{r, s}] = face
	}
	return face
}

func (f *Family) search(r rune, s Style) *Face {
	script := ScriptOf(r)
	if face := f.Face(script, s); face.Covers(r) {
		return face
	}
	for _, name := range f.others(script, s) {
		if face := f.load(name); face.Covers(r) {
			return face
		}
	}
	return nil
}

// others names the faces to try when that of a script lacks a character, nearest first.
func (f *Family) others(script Script, s Style) []string {
	var out []string
	upright := Style{Bold: s.Bold}
	for _, t := range append([]edition.Typeface{f.typeface}, edition.Typefaces()...) {
		for _, script := range []Script{script, 1 - script} {
			out = append(out, nameOf(t, script, s), nameOf(t, script, upright))
		}
	}
	return append(out, mono, tifinagh)
}

// Missing lists the characters of text that no face has, each once, in order of appearance.
// Spaces, controls and characters that only change others are never missing.
func (f *Family) Missing(text string) []rune {
	var missing []rune
	seen := map[rune]bool{}
	for _, r := range norm.NFC.String(text) {
		if seen[r] {
			continue
		}
		seen[r] = true
		if !Invisible(r) && f.For(r, Style{}) == nil {
			missing = append(missing, r)
		}
	}
	return missing
}

// Invisible reports whether r draws nothing itself: a space, a control, a mark of direction, a
// joiner, a variation selector.
func Invisible(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Zs, r) || unicode.Is(unicode.Cc, r) ||
		unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r) ||
		unicode.Is(unicode.Variation_Selector, r) || r == '\u034F'
}
