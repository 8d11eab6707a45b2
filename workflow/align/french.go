package align

import "strings"

// frenchStems returns the forms under which a lexicon may have a folded French word, the longest
// first.
func frenchStems(word string) []string {
	stems := []string{word}
	bare := word
	if len(word) > 3 {
		switch {
		case strings.HasSuffix(word, "aux"):
			stems = appendUnique(stems, word[:len(word)-3]+"al")
			bare = word[:len(word)-1]
		case strings.HasSuffix(word, "s"), strings.HasSuffix(word, "x"):
			bare = word[:len(word)-1]
		}
	}
	stems = appendUnique(stems, bare)
	if strings.HasSuffix(bare, "e") && len(bare) > 4 {
		stems = appendUnique(stems, bare[:len(bare)-1])
	}
	return appendUnique(stems, frenchStem(word))
}

var frenchEndings = []string{"eraient", "issaient", "issait", "issant", "erions", "erait", "erais",
	"eront", "irait", "iront", "aient", "assent", "irent", "erent", "antes", "ions",
	"erai", "eras", "erez", "ante", "ants", "ait", "ais", "ant", "ent", "ons",
	"ont", "era", "ira", "iez", "ees", "ee", "er", "ez", "ir", "is", "it", "ie",
	"es", "e", "s", "x", "a", "i"}

// frenchStem returns the counting stem of a folded French word, by which IBM model 1 counts it:
// without the endings of number, gender, person and tense, with at least four letters.
func frenchStem(word string) string {
	for _, e := range frenchEndings {
		if rest, ok := strings.CutSuffix(word, e); ok && len(rest) >= 4 {
			word = rest
			break
		}
	}
	return word
}
