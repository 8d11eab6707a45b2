package name

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Arabize proposes how a foreign name, or an Arabic one in Latin letters, is written in Arabic, the
// likeliest first. There are none for a name without Latin letters.
func Arabize(name string) []Proposal {
	words := latinWords(name)
	var parts [][]string
	listed := true
	for len(words) > 0 {
		taken := 0
		for n := min(len(words), 3); n > 0 && taken == 0; n-- {
			if found := table().foreign[key(strings.Join(words[:n], " "))]; len(found) > 0 {
				parts, taken = append(parts, found), n
			}
		}
		if taken == 0 {
			listed, taken = false, 1
			parts = append(parts, arabizeByRule(words[0]))
		}
		words = words[taken:]
	}
	var proposals []Proposal
	for _, text := range combine(parts) {
		proposals = append(proposals, Proposal{Text: text, Listed: listed})
	}
	return proposals
}

// latinWords cuts a name into words, and compounds at their hyphens.
func latinWords(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool {
		return !unicode.Is(unicode.Latin, r) && !unicode.Is(unicode.Mn, r) && r != '\'' && r != '’'
	})
}

// arabizeByRule writes a word by the sounds of French.
func arabizeByRule(word string) []string {
	if rest, ok := servant(word); ok {
		return []string{"عبد ال" + Arabize(rest)[0].Text}
	}
	letters := strings.ToLower(strings.NewReplacer("'", "", "’", "", "œ", "oe", "Œ", "oe").Replace(word))
	var b strings.Builder
	for at := 0; at < len(letters); {
		s, n := soundAt(letters, at)
		b.WriteString(s)
		at += n
	}
	return []string{b.String()}
}

// servant returns what follows Abdel, or Abde and the doubled letter that its l became.
func servant(word string) (rest string, ok bool) {
	lower := strings.ToLower(word)
	rest, ok = strings.CutPrefix(lower, "abdel")
	if !ok {
		rest, ok = strings.CutPrefix(lower, "abde")
		if ok = ok && len(rest) > 2 && rest[0] == rest[1]; ok {
			rest = rest[1:]
		}
	}
	return rest, ok && len(latinWords(rest)) == 1
}

// soundAt returns what the longest sound at a place is written as, and its length; a letter that no
// list has is left out.
func soundAt(letters string, at int) (arabic string, length int) {
	best := sound{}
	for _, s := range table().sounds {
		if len(s.letters) > len(best.letters) && strings.HasPrefix(letters[at:], s.letters) &&
			!isNasalBeforeVowel(s.letters, letters[at+len(s.letters):]) {
			best = s
		}
	}
	if best.letters == "" {
		_, n := utf8.DecodeRuneInString(letters[at:])
		return "", n
	}
	switch end := at + len(best.letters); {
	case at == 0:
		return best.beginning, len(best.letters)
	case end == len(letters):
		return best.end, len(best.letters)
	}
	return best.inside, len(best.letters)
}

// isNasalBeforeVowel reports whether a vowel and n are none together, since another vowel or n
// follows: Anita, Yannick.
func isNasalBeforeVowel(sound, rest string) bool {
	switch sound {
	case "in", "en", "an", "on":
		next, _ := utf8.DecodeRuneInString(rest)
		return rest != "" && strings.ContainsRune("aeiouyéèêëïîôn", next)
	}
	return false
}
