package tm

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"truchement/workflow/lang"
)

// maxWords is how many words of a text are compared; the rest of a longer one is left out.
const maxWords = 1000

// word is a word of a text, with its byte offsets.
type word struct {
	surface  uint64 // the hash of the word as typed; of a number, of its digits 0 to 9
	from, to int
	number   bool
}

// numberClass is the class of every number.
const numberClass = "#"

// Key returns the key of a source: texts have the same key if their words and punctuation are the
// same. White space, bidi controls and other format characters between words do not count, nor
// whether a letter is composed with its accent or not; case, vowel marks and punctuation do. The
// language of the tag is part of the key. 0 is the key of a text without any word or sign.
//
// The key is stored by callers, so it never changes: it is the 64-bit FNV-1a hash of the base
// language and, each after a zero byte, of the tokens of lang.Tokens in NFC, where a token's own
// hash (hashWord) takes the place of its bytes.
func Key(text, tag string) uint64 {
	_, key := scan(text, tag)
	return key
}

// scan returns the words of a text, no more than maxWords, and its key.
func scan(text, tag string) ([]word, uint64) {
	tokens := lang.Tokens(text)
	words := make([]word, 0, min(len(tokens), maxWords))
	start := hashWord(lang.Base(tag))
	key := start
	for _, t := range tokens {
		if !t.Word && isFormat(t.Text) {
			continue
		}
		s := t.Text
		if !isComposed(s) {
			s = norm.NFC.String(s)
		}
		w := word{surface: hashWord(s), from: t.Start, to: t.End}
		key = (key ^ w.surface) * fnvPrime
		if !t.Word || len(words) == maxWords {
			continue
		}
		if isNumber(s) {
			w.number, w.surface = true, hashWord(lang.Fold(s, ""))
		}
		words = append(words, w)
	}
	if key == start {
		return words, 0
	}
	return words, mix(key)
}

const (
	fnvOffset = 0xcbf29ce484222325
	fnvPrime  = 0x100000001b3
)

// hashWord is FNV-1a with 64 bits, mixed once more so that its high bits are as good as its low.
func hashWord(s string) uint64 {
	h := uint64(fnvOffset)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return mix(h)
}

// mix is the finaliser of MurmurHash3.
func mix(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// isNumber reports whether a word has digits and no letter.
func isNumber(s string) bool {
	if r, _ := utf8.DecodeRuneInString(s); !unicode.IsNumber(r) {
		return false
	}
	for _, r := range s {
		if unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

// isFormat reports whether a sign is made of format characters alone, such as bidi controls.
func isFormat(s string) bool {
	for _, r := range s {
		if r < 0xAD || !unicode.Is(unicode.Cf, r) {
			return false
		}
	}
	return true
}

// isComposed reports whether a text is surely in NFC: without marks, and in the scripts of our
// languages. It is there because the tables of NFC take longer than all else.
func isComposed(s string) bool {
	for i := 0; i < len(s); i++ {
		switch b := s[i]; {
		case b < 0xCC:
			// ASCII, Latin letters up to U+02FF, and what follows the first byte of a letter.
		case b == 0xD8 && i+1 < len(s) && s[i+1] >= 0x9B, b == 0xD9 && i+1 < len(s) && s[i+1] <= 0x8A:
			i++
		case b == 0xE2 && i+2 < len(s) && s[i+1] == 0x80:
			i += 2
		case b == 0xD9 && i+1 < len(s) && s[i+1] >= 0xA0 && s[i+1] <= 0xAF:
			i++
		default:
			return norm.NFC.IsNormalString(s)
		}
	}
	return true
}
