package tm

import "truchement/workflow/lang/stem"

// classOf returns the class of a word that is no number: what it shares with its other spellings
// and forms.
func classOf(w, tag string) string {
	return stem.Key(w, tag)
}

// classHash is the hash of the class of a word of a text.
func classHash(text string, w word, tag string) uint64 {
	if w.number {
		return hashWord(numberClass)
	}
	return hashWord(classOf(text[w.from:w.to], tag))
}
