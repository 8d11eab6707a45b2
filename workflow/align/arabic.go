package align

import "strings"

// arabicStems answers the forms under which an Arabic word may stand in a lexicon, the longest
// first: itself, then without the clitics before it and the endings behind it. The word is
// folded. At least two letters of a stem are left, three when both ends are taken.
func arabicStems(word string) []string {
	stems := []string{word}
	heads := []string{word}
	for _, p := range arabicPrefixes() {
		if rest, ok := strings.CutPrefix(word, p.cut); ok && runes(rest) >= p.least {
			heads = append(heads, p.put+rest)
		}
	}
	for _, h := range heads {
		stems = appendNew(stems, h)
		for _, s := range arabicSuffixes() {
			if rest, ok := strings.CutSuffix(h, s); ok && runes(rest) >= 3 {
				stems = appendNew(stems, rest)
			}
		}
	}
	return appendNew(stems, arabicStem(word))
}

// prefix is what may stand before a word: cut is taken away, put is set in its place.
type prefix struct {
	cut, put string
	least    int // letters that must be left
}

func arabicPrefixes() []prefix {
	return []prefix{
		{"وال", "", 2}, {"فال", "", 2}, {"بال", "", 2}, {"كال", "", 2}, {"ولل", "", 2},
		{"وبال", "", 2}, {"ال", "", 2}, {"لل", "", 2}, {"وب", "", 3}, {"ول", "", 3},
		{"وس", "", 3}, {"فس", "", 3}, {"وي", "ي", 3}, {"وت", "ت", 3}, {"و", "", 2},
		{"ف", "", 3}, {"ب", "", 3}, {"ك", "", 3}, {"ل", "", 3}, {"س", "", 4},
		{"ي", "", 3}, {"ت", "", 3}, {"سي", "", 3}, {"ست", "", 3},
	}
}

func arabicSuffixes() []string {
	return []string{"تهما", "تها", "تهم", "تنا", "هما", "ها", "هم", "هن", "نا", "كم", "ته",
		"ات", "ون", "ين", "ان", "وا", "يه", "تي", "ه", "ي", "ت", "ا"}
}

// arabicStem is the one stem by which words of a text are counted together.
func arabicStem(word string) string {
	for _, p := range arabicPrefixes() {
		if p.put != "" {
			continue
		}
		if rest, ok := strings.CutPrefix(word, p.cut); ok && runes(rest) >= max(p.least, 3) &&
			(len(p.cut) > 2 || p.cut == "و" && runes(rest) >= 4) {
			word = rest
			break
		}
	}
	for _, s := range arabicSuffixes() {
		if rest, ok := strings.CutSuffix(word, s); ok && runes(rest) >= 3 {
			return rest
		}
	}
	return word
}

func appendNew(list []string, s string) []string {
	for _, l := range list {
		if l == s {
			return list
		}
	}
	return append(list, s)
}
