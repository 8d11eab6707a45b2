package stem

import (
	"unicode"

	"truchement/workflow/lang"
)

// maxLetters is the length beyond which a word is no word but something written together, and is
// kept whole.
const maxLetters = 32

// Key returns the light stem key of one word, a token as lang.Tokens cuts it. It begins as
// lang.Fold. Of an Arabic word the clitics are taken off, and nothing else; of a French word the
// endings of number and gender. In other languages it is lang.Fold.
//
// Key(Key(w)) is Key(w). A key is for comparing only, and may be no word.
func Key(word, tag string) string {
	key := lang.Fold(word, tag)
	switch lang.Base(tag) {
	case "ar":
		return arabicKey(key)
	case "fr":
		return frenchKey(key)
	}
	return key
}

// Parts are the parts of a word, as they are written in it: joined together they are the word
// again.
type Parts struct {
	// Proclitics are those before the stem, one each in their order: و, ب, ال. The two letters of
	// للكتاب are ل and the article's ل; where the stem begins with a ل too (للجنة) one is left.
	Proclitics []string
	Stem       string // never empty unless the word is
	Enclitic   string // the pronoun after the stem, or empty
}

// StemAt returns the byte offsets of the stem inside the word.
func (p Parts) StemAt() (start, end int) {
	for _, c := range p.Proclitics {
		start += len(c)
	}
	return start, start + len(p.Stem)
}

// Split cuts an Arabic word into its clitics and its stem. A word of another language, or one with
// anything but Arabic letters and marks, is all stem.
func Split(word, tag string) Parts {
	if lang.Base(tag) != "ar" {
		return Parts{Stem: word}
	}
	folded, at := letterOffsets(word, tag)
	if !isArabic(folded) {
		return Parts{Stem: word}
	}
	return cutArabic(folded, typedAs(word)).parts(word, at)
}

// parts cuts the word as written, whose folded letters begin at the offsets at. A ligature that
// would be cut through keeps the word whole.
func (c cut) parts(word string, at []int) Parts {
	p := Parts{}
	from := 0
	for _, n := range c.proclitics() {
		start, end := at[from], at[from+n]
		if start == end {
			return Parts{Stem: word}
		}
		p.Proclitics = append(p.Proclitics, word[start:end])
		from += n
	}
	end := at[len(at)-1-c.enclitic/letter]
	if end <= at[from] || c.enclitic > 0 && end == len(word) {
		return Parts{Stem: word}
	}
	p.Stem, p.Enclitic = word[at[from]:end], word[end:]
	return p
}

// letterOffsets folds a word and returns where each folded letter begins in it, and the length of
// the word last. Marks belong to the letter before them, and those at the beginning to the first.
func letterOffsets(word, tag string) (folded string, at []int) {
	folded, spans := lang.FoldSpans(word, tag)
	for i := 0; i < len(spans); i += letter {
		at = append(at, spans[i].From)
	}
	if len(at) > 0 {
		at[0] = 0
	}
	return folded, append(at, len(word))
}

// typedAs reads from a word as typed what its folded letters no longer say.
func typedAs(word string) typed {
	as := unknownTyping
	last, letters := rune(0), 0
	for _, r := range word {
		switch {
		case r >= '\u064B' && r <= '\u064D':
			as.whole = true
		case !unicode.IsLetter(r) || r == 'ـ':
			continue
		case as.hamza < 0 && (r == 'أ' || r == 'إ' || r == 'آ'):
			as.hamza = letters * letter
		}
		if unicode.IsLetter(r) {
			last, letters = r, letters+1
		}
	}
	as.whole = as.whole || last == 'ة' || last == 'ى'
	as.his = last == 'ه'
	return as
}
