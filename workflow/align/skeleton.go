package align

import "strings"

// A skeleton is a name without its vowels, each consonant one letter of a small alphabet that
// both scripts share, so that شكسبير and Shakespeare are both "Cksbr". Sounds that one of the
// scripts does not keep apart are one letter: b and p, f and v, s and z, k and q, g and j.

// vowelStart is the first letter of the skeleton of a name that begins with a vowel.
const vowelStart = 'a'

func arabicSkeleton(word string) string {
	var b []byte
	prev := rune(0)
	for i, r := range word {
		c := arabicConsonant(r)
		switch {
		case i == 0 && (c == 0 || c == 'h'):
			b = append(b, vowelStart)
		case r == 'ش' && prev == 'ت' && len(b) > 0 && b[len(b)-1] == 't':
			b[len(b)-1] = 'C'
		case r == 'س' && prev == 'ك' || r == 'س' && prev == 'ق':
			b = append(b, 's')
		case c != 0 && c != 'h' && (len(b) == 0 || b[len(b)-1] != c):
			b = append(b, c)
		}
		prev = r
	}
	return string(b)
}

// arabicConsonant returns the skeleton letter of an Arabic consonant, 'h' for one that translations
// of names may drop, and 0 for a vowel.
func arabicConsonant(r rune) byte {
	switch r {
	case 'ب', 'پ':
		return 'b'
	case 'ت', 'ط', 'ث':
		return 't'
	case 'ج', 'غ', 'گ', 'ڠ':
		return 'g'
	case 'ح', 'ه':
		return 'h'
	case 'خ', 'ق', 'ك':
		return 'k'
	case 'د', 'ذ', 'ض':
		return 'd'
	case 'ر':
		return 'r'
	case 'ز', 'س', 'ص', 'ظ':
		return 's'
	case 'ش', 'چ', 'ژ':
		return 'C'
	case 'ف', 'ڤ':
		return 'f'
	case 'ل':
		return 'l'
	case 'م':
		return 'm'
	case 'ن':
		return 'n'
	}
	return 0
}

// latinSkeleton returns the skeleton of a folded Latin word.
func latinSkeleton(word string) string {
	var b []byte
	for i := 0; i < len(word); {
		c, n := latinConsonant(word[i:])
		switch {
		case i == 0 && (c == 0 || c == 'h'):
			b = append(b, vowelStart)
		case c == 'x':
			b = append(b, 'k', 's')
		case c != 0 && c != 'h' && (len(b) == 0 || b[len(b)-1] != c):
			b = append(b, c)
		}
		i += n
	}
	return string(b)
}

// latinConsonant returns the skeleton letter of the first sound of s and its length in bytes.
func latinConsonant(s string) (byte, int) {
	for _, g := range latinGroups {
		if strings.HasPrefix(s, g.text) {
			return g.letter, len(g.text)
		}
	}
	soft := len(s) > 1 && strings.IndexByte("eiy", s[1]) >= 0
	switch s[0] {
	case 'b', 'p':
		return 'b', 1
	case 't':
		return 't', 1
	case 'c':
		if soft {
			return 's', 1
		}
		return 'k', 1
	case 'k', 'q':
		return 'k', 1
	case 'g', 'j':
		return 'g', 1
	case 'f', 'v':
		return 'f', 1
	case 's', 'z':
		return 's', 1
	case 'd', 'r', 'l', 'm', 'n', 'x', 'h':
		return s[0], 1
	}
	return 0, 1
}

type latinGroup struct {
	text   string
	letter byte
}

var latinGroups = []latinGroup{
	{"tch", 'C'}, {"sch", 'C'}, {"dj", 'g'}, {"dg", 'g'}, {"ch", 'C'}, {"sh", 'C'},
	{"kh", 'k'}, {"gh", 'g'}, {"ph", 'f'}, {"th", 't'}, {"dh", 'd'}, {"ck", 'k'},
	{"qu", 'k'}, {"gu", 'g'},
}
