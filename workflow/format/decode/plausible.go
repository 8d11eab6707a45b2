package decode

import (
	"strings"
	"unicode"
)

// plausible scores a reading: 1 when every character beyond ASCII is one that Arabic or French
// uses, in words of one script; below 0 when most are not.
func plausible(runes []rune) float64 {
	var sum float64
	var n int
	for i, r := range runes {
		if r < 0x80 {
			continue
		}
		n++
		sum += runeWeight(r, runeAt(runes, i-1), runeAt(runes, i+1))
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

func runeAt(runes []rune, i int) rune {
	if i < 0 || i >= len(runes) {
		return ' '
	}
	return runes[i]
}

// runeWeight judges one character beyond ASCII by itself and by its neighbours.
func runeWeight(r, before, after rune) float64 {
	switch {
	case isArabic(r):
		if isLatin(before) || isLatin(after) {
			return -1 // no word mixes the two
		}
		return 1
	case isFrench(r):
		return frenchWeight(r, before, after)
	case strings.ContainsRune("«»‘’“”–—…\u00A0€°•·§№×©®™", r):
		if unicode.IsLetter(before) && unicode.IsLetter(after) && r != '’' && r != '·' {
			return -1
		}
		return 0.5
	case r == '\u200C' || r == '\u200D' || r == '\u200E' || r == '\u200F':
		return 0.3
	case r >= 0xC0 && r <= 0xFF && unicode.IsLetter(r) && inASCIIWord(before, after):
		return 0.5 // a neighbour's language: Müller, España
	case unicode.IsLetter(r):
		return -0.5
	}
	return -1
}

// frenchWeight is low for a letter among accented letters, which French words hold few of and
// Arabic read as French is made of, and for a capital after a small letter.
func frenchWeight(r, before, after rune) float64 {
	switch {
	case isArabic(before) || isArabic(after):
		return -1
	case isFrench(before) && isFrench(after):
		return -1
	case unicode.IsUpper(r) && unicode.IsLower(before):
		return -1
	case isFrench(before) || isFrench(after):
		return 0
	case !isLatin(before) && !isLatin(after):
		return 0.2 // the word à, or a single letter of Arabic
	}
	return 1
}

// isArabic reports whether r is a letter, mark, digit or punctuation of Arabic itself, as the
// old encodings have them; those of Persian and Urdu do not count.
func isArabic(r rune) bool {
	return r >= 0x0621 && r <= 0x063A || r >= 0x0640 && r <= 0x0652 ||
		r >= 0x0660 && r <= 0x0669 || r == 0x060C || r == 0x061B || r == 0x061F
}

// inASCIIWord reports whether a letter is within or at the end of a word of ASCII letters.
func inASCIIWord(before, after rune) bool {
	plain := func(r rune) bool { return r < 0x80 && unicode.IsLetter(r) }
	return plain(before) && after < 0x80 || plain(after) && before < 0x80
}

func isFrench(r rune) bool {
	return strings.ContainsRune("àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ", r)
}

func isLatin(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || isFrench(r)
}
