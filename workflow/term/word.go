package term

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"truchement/workflow/lang"
)

// word is one word of a text or of a term, as it is compared.
type word struct {
	start, end int    // bytes of the text
	letters    []rune // lower case, NFKC, œ as oe, without marks, tatweel and apostrophes
	keys       []rune // letters as the index knows them, one for one
	unsure     uint64 // a bit for each letter that may have lost its accent, as capitals do
	capitals   capitals
	first      bool // begins a sentence
	nunation   bool // has the mark of nunation, which the ا at its end is for
	link       link // what kind of small French word it is; zero: none
}

// capitals says which letters of a word are capitals.
type capitals uint8

const (
	lower capitals = iota
	capitalised
	upper // all of at least two letters, an acronym or a headline
	mixed
)

// cutter cuts texts into words; its room is used again for the next text.
type cutter struct {
	tag   string
	words []word
	runes []rune // of all words
}

// cut returns the words of a text, until the next cut.
func (c *cutter) cut(text, tag string) []word {
	c.tag, c.words, c.runes = lang.Base(tag), c.words[:0], c.runes[:0]
	first := true
	for _, tok := range lang.Tokens(text) {
		if !tok.Word {
			first = first || endsSentence(tok.Text)
			continue
		}
		w := word{start: tok.Start, end: tok.End, first: first}
		c.spell(&w, tok.Text)
		if len(w.letters) > 0 {
			c.add(w, text)
			first = false
		}
	}
	return c.words
}

// add appends a word, as two where it is one of the compounds that are written together or apart.
func (c *cutter) add(w word, text string) {
	switch c.tag {
	case "ar":
		if at := joinedName(w.letters); at > 0 {
			second := w
			middle := w.start + letterOffset(text[w.start:w.end], at)
			w.end, second.start, second.first = middle, middle, false
			w.letters, second.letters = w.letters[:at], w.letters[at:]
			w.keys, second.keys = w.keys[:at], w.keys[at:]
			c.words = append(c.words, w, second)
			return
		}
	case "fr":
		w.link = linkOf(string(w.letters))
		if w.link.preposition == 0 {
			w.link.articleAt = w.start
		}
		if n := len(c.words); n > 0 && c.words[n-1].link.takes(w.link) &&
			isGap(text[c.words[n-1].end:w.start], "") {
			c.words[n-1].link = c.words[n-1].link.with(w)
			c.words[n-1].end = w.end
			return
		}
	}
	c.words = append(c.words, w)
}

// endsSentence reports whether after a sign a word begins a sentence, and may have a capital that
// says nothing.
func endsSentence(sign string) bool {
	r, _ := utf8.DecodeRuneInString(sign)
	switch r {
	case '.', '!', '?', '…', ':', '«', '“', '"', '(', '–', '—', '•':
		return true
	}
	return false
}

// spell sets the letters of a word from the text of its token.
func (c *cutter) spell(w *word, text string) {
	if !isPlain(text) {
		text = norm.NFKC.String(text)
	}
	from := len(c.runes)
	uppers, lowers := 0, 0
	firstUpper := false
	for _, r := range text {
		isUpper := unicode.IsUpper(r)
		switch {
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r), r == 'ـ',
			r == '\'', r == '’', r == 'ʼ':
			w.nunation = w.nunation || r == '\u064B'
			continue
		case isUpper:
			uppers++
			firstUpper = firstUpper || len(c.runes) == from
			r = unicode.ToLower(r)
		case unicode.IsLower(r):
			lowers++
		}
		at := len(c.runes) - from
		c.runes = appendSpelled(c.runes, r)
		if isUpper && r < utf8.RuneSelf && at < 64 {
			w.unsure |= 1 << at
		}
	}
	w.letters = c.runes[from:len(c.runes):len(c.runes)]
	from = len(c.runes)
	for _, r := range w.letters {
		c.runes = append(c.runes, keyOf(r))
	}
	w.keys = c.runes[from:len(c.runes):len(c.runes)]
	w.capitals = capitalsOf(uppers, lowers, firstUpper)
}

func capitalsOf(uppers, lowers int, first bool) capitals {
	switch {
	case uppers == 0:
		return lower
	case uppers == 1 && first:
		return capitalised
	case lowers == 0:
		return upper
	}
	return mixed
}

// isPlain reports, at once for most words, that a text is in NFKC.
func isPlain(text string) bool {
	for _, r := range text {
		if r >= utf8.RuneSelf && (r < 'À' || r > 'ÿ') && (r < 'ء' || r > 'ي') {
			return false
		}
	}
	return true
}

// appendSpelled appends a letter in its one spelling: letters that only look different, or that a
// keyboard lacks, become the usual ones.
func appendSpelled(letters []rune, r rune) []rune {
	switch r {
	case 'œ':
		return append(letters, 'o', 'e')
	case 'æ':
		return append(letters, 'a', 'e')
	case 'ß':
		return append(letters, 's', 's')
	case 'ی':
		r = 'ي'
	case 'ٱ':
		r = 'ا'
	case 'ک':
		r = 'ك'
	}
	return append(letters, r)
}

// keyOf returns the letter of the index's keys: that of lang.Fold, and one for the letters of
// Arabic that are written for each other: ؤ and ئ (مسؤول, مسئول), and the letters of foreign sounds.
func keyOf(r rune) rune {
	switch r {
	case 'ؤ':
		return 'ئ'
	case 'گ', 'ڭ', 'ݣ':
		return 'ك'
	case 'پ':
		return 'ب'
	case 'ڤ', 'ڥ':
		return 'ف'
	case 'چ':
		return 'ج'
	}
	if int(r) < len(folds()) {
		return folds()[r]
	}
	return r
}

// folds is lang.Fold of the letters of Latin and Arabic.
var folds = sync.OnceValue(func() *[0x700]rune {
	var table [0x700]rune
	for r := range table {
		table[r] = rune(r)
		folded := []rune(lang.Fold(string(rune(r)), ""))
		if len(folded) == 1 {
			table[r] = folded[0]
		}
	}
	return &table
})

// letterOffset returns the byte offset of the letter number n in a word as written; marks belong to
// the letter before them.
func letterOffset(text string, n int) int {
	if n == 0 {
		return 0
	}
	_, spans := lang.FoldSpans(text, "")
	for i := 0; i < len(spans); {
		if n == 0 {
			return spans[i].From
		}
		n--
		// The bytes of one folded letter have one range.
		next := i + 1
		for next < len(spans) && spans[next] == spans[i] {
			next++
		}
		i = next
	}
	return len(text)
}

// isGap reports whether two words with this text between them may be neighbours in a term: spaces,
// hyphens, quotation marks, or the very signs that the term has there.
func isGap(gap, ofTerm string) bool {
	if gap == " " || gap == "" {
		return true
	}
	signs := 0
	for _, r := range gap {
		switch r {
		case '-', '‐', '‑', '–':
			signs++
		case '«', '»', '“', '”', '„', '"', '\'', '’', '‘', '\u200B':
		default:
			if !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) {
				return ofTerm != "" && lang.Fold(gap, "") == ofTerm
			}
		}
	}
	spaced := utf8.RuneCountInString(gap) > 1
	return signs == 0 || !spaced
}
