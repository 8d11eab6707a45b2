package decode

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Suspicious reports whether text shows that it was decoded wrongly before it came here: UTF-8
// read as windows-1252 or windows-1256 (Ã©, Ø§, ط§), Arabic of windows-1256 read as
// windows-1252 (ÇáÑÈÇØ), or characters that a program could not read and replaced (U+FFFD).
func Suspicious(text string) bool {
	if strings.ContainsRune(text, utf8.RuneError) {
		return true
	}
	for _, c := range disguises() {
		if _, hits := unmask(text, c.page); hits >= 2 && hits >= beyondASCII(text)/c.rarity {
			return true
		}
	}
	return maskedArabic(text)
}

// Repair undoes a wrong decoding of the whole text and names the encoding that it had been
// taken for. It changes nothing, and answers false, unless every character beyond ASCII takes
// part, since half a repair would be harder to see than none.
func Repair(text string) (fixed, via string, ok bool) {
	for _, c := range disguises() {
		fixed, hits := unmask(text, c.page)
		if hits >= 2 && hits == beyondASCII(fixed) && !strings.ContainsRune(fixed, utf8.RuneError) {
			return fixed, c.name, true
		}
	}
	return text, "", false
}

// disguise is an encoding that UTF-8 is taken for. Sound text has the pairs of characters it
// shows in at most one of rarity characters beyond ASCII: in Arabic, a word may well end in
// ط and a comma follow, and windows-1256 makes that of UTF-8 too.
type disguise struct {
	candidate
	rarity int
}

func disguises() []disguise {
	return []disguise{
		{candidate{"windows-1252", charmap.Windows1252}, 1 << 30},
		{candidate{"windows-1256", charmap.Windows1256}, 3},
		{candidate{"macintosh", charmap.Macintosh}, 1 << 30},
	}
}

func beyondASCII(s string) (n int) {
	for _, r := range s {
		if r >= 0x80 {
			n++
		}
	}
	return n
}

// unmask reads every sequence of characters that page would have made of a character of
// Arabic or French in UTF-8 as that character, and counts those.
func unmask(text string, page *charmap.Charmap) (fixed string, hits int) {
	var b strings.Builder
	var pending []byte  // the bytes that the characters in hand stand for
	var original []rune // those characters, one a byte
	flush := func() {
		hits += reread(&b, pending, original)
		pending, original = pending[:0], original[:0]
	}
	for _, r := range text {
		c, ok := byteOf(r, page)
		if r < 0x80 || !ok {
			flush()
			b.WriteRune(r)
			continue
		}
		pending, original = append(pending, c), append(original, r)
	}
	flush()
	return b.String(), hits
}

// byteOf is the byte that page reads as r. Bytes that a page leaves undefined come through
// most programs as the control characters of the same number.
func byteOf(r rune, page *charmap.Charmap) (byte, bool) {
	if c, ok := page.EncodeRune(r); ok {
		return c, true
	}
	if r >= 0x80 && r <= 0x9F {
		return byte(r), true
	}
	return 0, false
}

// reread writes bytes as UTF-8 where that gives a character that our languages use, and the
// original elsewhere.
func reread(b *strings.Builder, bytes []byte, original []rune) (hits int) {
	for i := 0; i < len(bytes); {
		r, n := utf8.DecodeRune(bytes[i:])
		if n > 1 && (isArabic(r) || isFrench(r) || isTypographic(r)) {
			b.WriteRune(r)
			hits++
			i += n
			continue
		}
		b.WriteRune(original[i])
		i++
	}
	return hits
}

func isTypographic(r rune) bool {
	return unicode.Is(unicode.Arabic, r) ||
		strings.ContainsRune("«»‘’“”–—…\u00A0\u202F\u200E\u200F€°", r)
}

// maskedArabic reports whether most words of text are made of accented capitals and letters
// that windows-1252 shows for Arabic.
func maskedArabic(text string) bool {
	var words, masked int
	for _, w := range strings.Fields(text) {
		w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
		if utf8.RuneCountInString(w) < 3 {
			continue
		}
		words++
		if strings.IndexFunc(w, func(r rune) bool { return r < 0xC0 || r > 0xFF }) < 0 {
			masked++
		}
	}
	return masked >= 2 && masked*2 > words
}
