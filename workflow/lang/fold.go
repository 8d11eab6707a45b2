package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the search key of a text. Spellings that a reader takes for the same word have the
// same key. Tashkeel and tatweel are dropped; أ إ آ ٱ become ا, ى and ی become ي, ة becomes ه;
// digits of all scripts become 0 to 9; case and accents are dropped, œ becomes oe; apostrophes,
// quotes, hyphens and spaces become one each; bidi controls and other format characters are
// dropped. The tag matters only for Turkish and Azeri, where ı and i are two letters.
//
// A key is for comparing only; its offsets are not those of the text.
func Fold(text, tag string) string {
	turkic := Base(tag) == "tr" || Base(tag) == "az"
	key := make([]byte, 0, len(text)+len(text)/4)
	space := false
	if !isNormalized(text) {
		text = norm.NFKC.String(strings.ToValidUTF8(text, "\uFFFD"))
	}
	for _, r := range text {
		if unicode.IsSpace(r) {
			space = len(key) > 0
			continue
		}
		end := len(key)
		if space {
			key = append(key, ' ')
		}
		start := len(key)
		key = appendFold(key, r, turkic)
		if len(key) == start {
			key = key[:end]
			continue
		}
		space = false
	}
	return string(key)
}

// isNormalized reports, at once for most words, that a text is valid and in NFKC: it has only ASCII
// and Arabic letters without marks.
func isNormalized(text string) bool {
	for _, r := range text {
		if r >= utf8.RuneSelf && (r < 'ء' || r > 'ي') {
			return false
		}
	}
	return true
}

// appendFold appends the key of one character of a text in NFKC to key: nothing for a mark.
func appendFold(key []byte, r rune, turkic bool) []byte {
	switch {
	case r < utf8.RuneSelf:
		return utf8.AppendRune(key, foldASCII(r, turkic))
	case r >= 'ء' && r <= 'ي' && r != 'ـ':
		return utf8.AppendRune(key, foldArabic(r))
	case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r) || r == 'ـ':
		return key
	case unicode.IsDigit(r):
		return utf8.AppendRune(key, '0'+digitValue(r))
	case r >= 0x600 && r <= 0x6FF:
		return utf8.AppendRune(key, foldArabic(r))
	}
	if sign := foldSign(r); sign != "" {
		return append(key, sign...)
	}
	return appendLetter(key, r, turkic)
}

func foldASCII(r rune, turkic bool) rune {
	switch {
	case turkic && r == 'I':
		return 'ı'
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A'
	case r == '`':
		return '\''
	}
	return r
}

func foldArabic(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ى', 'ی':
		return 'ي'
	case 'ة', 'ہ', 'ۃ', 'ە':
		return 'ه'
	case 'ک':
		return 'ك'
	case '٫':
		return '.'
	case '٬', '،':
		return ','
	case '؛':
		return ';'
	case '؟':
		return '?'
	case '٪':
		return '%'
	}
	return r
}

func foldSign(r rune) string {
	switch r {
	case '’', '‘', 'ʼ', '´', '′', 'ʻ':
		return "'"
	case '«', '»', '“', '”', '„', '‹', '›', '″':
		return `"`
	case '‐', '‑', '–', '—', '−':
		return "-"
	case 'œ', 'Œ':
		return "oe"
	case 'æ', 'Æ':
		return "ae"
	case 'ß', 'ẞ':
		return "ss"
	}
	return ""
}

// appendLetter appends a letter beyond ASCII without its accents and in lower case.
func appendLetter(key []byte, r rune, turkic bool) []byte {
	if turkic && r == 'ı' {
		return utf8.AppendRune(key, r)
	}
	var room [utf8.UTFMax]byte
	letter := utf8.AppendRune(room[:0], r)
	if r < hangul {
		if parts := norm.NFD.Properties(letter).Decomposition(); parts != nil {
			letter = parts
		}
	} else {
		letter = norm.NFD.Bytes(letter)
	}
	for len(letter) > 0 {
		d, n := utf8.DecodeRune(letter)
		letter = letter[n:]
		switch sign := foldSign(d); {
		case unicode.Is(unicode.Mn, d):
		case d == 'ı':
			key = append(key, 'i')
		case sign != "":
			key = append(key, sign...)
		default:
			key = utf8.AppendRune(key, unicode.ToLower(d))
		}
	}
	return key
}

// hangul is the first of the characters whose decompositions are computed, not listed.
const hangul = 0x1100

// digitValue returns the value of a decimal digit of any script. The ranges of unicode.Nd begin
// with a zero and hold whole sets of ten digits.
func digitValue(r rune) rune {
	for _, rg := range unicode.Nd.R16 {
		if r <= rune(rg.Hi) {
			return (r - rune(rg.Lo)) % 10
		}
	}
	for _, rg := range unicode.Nd.R32 {
		if r <= rune(rg.Hi) {
			return (r - rune(rg.Lo)) % 10
		}
	}
	return 0
}
