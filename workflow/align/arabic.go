package align

import "strings"

// arabicStems returns the forms under which a lexicon may have a folded Arabic word, the longest
// first: the word, then without its proclitics and its suffixes. A stem has at least two letters,
// and three if both ends were removed.
func arabicStems(word string) []string {
	stems := []string{word}
	heads := []string{word}
	for _, p := range arabicPrefixes {
		if rest, ok := strings.CutPrefix(word, p.remove); ok && runeCount(rest) >= p.minLetters {
			heads = append(heads, p.replacement+rest)
		}
	}
	for _, h := range heads {
		stems = appendUnique(stems, h)
		for _, s := range arabicSuffixes {
			if rest, ok := strings.CutSuffix(h, s); ok && runeCount(rest) >= 3 {
				stems = appendUnique(stems, rest)
			}
		}
	}
	return appendUnique(stems, arabicStem(word))
}

// prefix is a proclitic or a verb prefix: remove is taken away, replacement is put in its place.
type prefix struct {
	remove, replacement string
	minLetters          int // of the rest
}

var arabicPrefixes = []prefix{
	{"وال", "", 2}, {"فال", "", 2}, {"بال", "", 2}, {"كال", "", 2}, {"ولل", "", 2},
	{"وبال", "", 2}, {"ال", "", 2}, {"لل", "", 2}, {"وب", "", 3}, {"ول", "", 3},
	{"وس", "", 3}, {"فس", "", 3}, {"وي", "ي", 3}, {"وت", "ت", 3}, {"و", "", 2},
	{"ف", "", 3}, {"ب", "", 3}, {"ك", "", 3}, {"ل", "", 3}, {"س", "", 4},
	{"ي", "", 3}, {"ت", "", 3}, {"سي", "", 3}, {"ست", "", 3},
}

var arabicSuffixes = []string{"تهما", "تها", "تهم", "تنا", "هما", "ها", "هم", "هن", "نا", "كم", "ته",
	"ات", "ون", "ين", "ان", "وا", "يه", "تي", "ه", "ي", "ت", "ا"}

// arabicStem returns the counting stem of a folded Arabic word, by which IBM model 1 counts it.
func arabicStem(word string) string {
	for _, p := range arabicPrefixes {
		if p.replacement != "" {
			continue
		}
		if rest, ok := strings.CutPrefix(word, p.remove); ok && runeCount(rest) >= max(p.minLetters, 3) &&
			(len(p.remove) > 2 || p.remove == "و" && runeCount(rest) >= 4) {
			word = rest
			break
		}
	}
	for _, s := range arabicSuffixes {
		if rest, ok := strings.CutSuffix(word, s); ok && runeCount(rest) >= 3 {
			return rest
		}
	}
	return word
}
