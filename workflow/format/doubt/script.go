package doubt

import (
	"unicode"

	"golang.org/x/text/language"
)

// script is the letters that a language is written with.
type script []*unicode.RangeTable

// scriptOf are the letters of a language, by the script that its tag names or else its usual one; nil for a language
// whose script is not known.
func scriptOf(tag string) script {
	code, confidence := language.Make(tag).Script()
	if confidence == language.No {
		return nil
	}
	switch code.String() {
	case "Latn":
		return script{unicode.Latin}
	case "Arab":
		return script{unicode.Arabic}
	case "Cyrl":
		return script{unicode.Cyrillic}
	case "Grek":
		return script{unicode.Greek}
	case "Hebr":
		return script{unicode.Hebrew}
	case "Hans", "Hant", "Jpan", "Kore":
		return script{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo}
	case "Deva":
		return script{unicode.Devanagari}
	case "Armn":
		return script{unicode.Armenian}
	case "Geor":
		return script{unicode.Georgian}
	case "Ethi":
		return script{unicode.Ethiopic}
	case "Tfng":
		return script{unicode.Tifinagh}
	}
	return nil
}

// has reports whether a letter is of the script.
func (s script) has(r rune) bool {
	if r < 0x80 { // all of these letters are Latin
		return len(s) == 1 && s[0] == unicode.Latin
	}
	return unicode.In(r, s...)
}

// most is how many letters of a text are looked at: they say what it is written in.
const most = 256

// lettersOf counts the letters of a text, and of these the ones of two scripts.
func lettersOf(text string, own, other script) (all, ofOwn, ofOther int) {
	for _, r := range text {
		if all == most {
			break
		}
		if !unicode.IsLetter(r) {
			continue
		}
		all++
		if own.has(r) {
			ofOwn++
		} else if other.has(r) {
			ofOther++
		}
	}
	return all, ofOwn, ofOther
}
