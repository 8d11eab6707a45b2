package lang

import (
	"strings"
	"unicode"

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
	var b strings.Builder
	b.Grow(len(text))
	space := false
	for _, r := range norm.NFKC.String(strings.ToValidUTF8(text, "\uFFFD")) {
		if unicode.IsSpace(r) {
			space = b.Len() > 0
			continue
		}
		key := foldRune(r, turkic)
		if key == "" {
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteString(key)
	}
	return b.String()
}

func foldRune(r rune, turkic bool) string {
	switch {
	case r < 0x80:
		return foldASCII(r, turkic)
	case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r) || r == 'ـ':
		return ""
	case unicode.IsDigit(r):
		return string('0' + digitValue(r))
	case r >= 0x600 && r <= 0x6FF:
		return foldArabic(r)
	}
	if key := foldSign(r); key != "" {
		return key
	}
	return foldLetter(r, turkic)
}

func foldASCII(r rune, turkic bool) string {
	switch {
	case turkic && r == 'I':
		return "ı"
	case r >= 'A' && r <= 'Z':
		r += 'a' - 'A'
	case r == '`':
		r = '\''
	}
	return string(r)
}

func foldArabic(r rune) string {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return "ا"
	case 'ى', 'ی':
		return "ي"
	case 'ة', 'ہ', 'ۃ', 'ە':
		return "ه"
	case 'ک':
		return "ك"
	case '٫':
		return "."
	case '٬', '،':
		return ","
	case '؛':
		return ";"
	case '؟':
		return "?"
	case '٪':
		return "%"
	}
	return string(r)
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

// foldLetter drops accents and case of a letter beyond ASCII.
func foldLetter(r rune, turkic bool) string {
	if turkic && r == 'ı' {
		return "ı"
	}
	var b strings.Builder
	for _, d := range norm.NFD.String(string(r)) {
		switch {
		case unicode.Is(unicode.Mn, d):
		case d == 'ı':
			b.WriteByte('i')
		case foldSign(d) != "":
			b.WriteString(foldSign(d))
		default:
			b.WriteRune(unicode.ToLower(d))
		}
	}
	return b.String()
}

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
