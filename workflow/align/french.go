package align

import "strings"

// frenchStems answers the forms under which a French word may stand in a lexicon, the longest
// first. The word is folded: lower case, without accents.
func frenchStems(word string) []string {
	stems := []string{word}
	bare := word
	if len(word) > 3 {
		switch {
		case strings.HasSuffix(word, "aux"):
			stems = appendNew(stems, word[:len(word)-3]+"al")
			bare = word[:len(word)-1]
		case strings.HasSuffix(word, "s"), strings.HasSuffix(word, "x"):
			bare = word[:len(word)-1]
		}
	}
	stems = appendNew(stems, bare)
	if strings.HasSuffix(bare, "e") && len(bare) > 4 {
		stems = appendNew(stems, bare[:len(bare)-1])
	}
	return appendNew(stems, frenchStem(word))
}

func frenchEndings() []string {
	return []string{"eraient", "issaient", "issait", "issant", "erions", "erait", "erais",
		"eront", "irait", "iront", "aient", "assent", "irent", "erent", "antes", "ions",
		"erai", "eras", "erez", "ante", "ants", "ait", "ais", "ant", "ent", "ons",
		"ont", "era", "ira", "iez", "ees", "ee", "er", "ez", "ir", "is", "it", "ie",
		"es", "e", "s", "x", "a", "i"}
}

// frenchStem is the one stem by which words of a text are counted together: without the endings
// of number, gender, person and tense, four letters at least being left.
func frenchStem(word string) string {
	for _, e := range frenchEndings() {
		if rest, ok := strings.CutSuffix(word, e); ok && len(rest) >= 4 {
			word = rest
			break
		}
	}
	return word
}
