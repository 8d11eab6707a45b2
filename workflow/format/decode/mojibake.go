package decode

import (
	"regexp"
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
	for _, c := range misreadings() {
		u := mojibakeDecoder{page: c.page}
		if u.decode(text); u.hits >= 2 && u.hits >= beyondASCII(text)/c.rarity {
			return true
		}
	}
	return isMisreadArabic(text)
}

// Repair undoes a wrong decoding of the whole text and names the encoding that it had been
// taken for. Unless every character beyond ASCII can be repaired it changes nothing and returns
// false, since half a repair would be harder to see than none.
func Repair(text string) (fixed, via string, ok bool) {
	for _, c := range misreadings() {
		u := mojibakeDecoder{page: c.page, strict: true}
		if u.decode(text); !u.failed && u.hits >= 2 {
			return u.out.String(), c.name, true
		}
	}
	return repairArabic(text)
}

// repairArabic undoes the reading of windows-1256 as windows-1252 (ÇáæÒíÑ), which pages of old systems declare.
func repairArabic(text string) (fixed, via string, ok bool) {
	if !isMisreadArabic(text) {
		return text, "", false
	}
	data, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		return text, "", false
	}
	if fixed, err = charmap.Windows1256.NewDecoder().String(data); err != nil {
		return text, "", false
	}
	return fixed, "windows-1252", true
}

// misreading is an encoding that UTF-8 is taken for. Sound text has the pairs of characters
// that this gives at most once in rarity characters beyond ASCII: in Arabic, a word may well
// end in ط with a comma after it, and windows-1256 makes the same pair of UTF-8.
type misreading struct {
	name   string
	page   *charmap.Charmap
	rarity int
}

func misreadings() []misreading {
	return []misreading{
		{"windows-1252", charmap.Windows1252, 1 << 30},
		{"windows-1256", charmap.Windows1256, 3},
		{"macintosh", charmap.Macintosh, 1 << 30},
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

// mojibakeDecoder undoes a misreading: it replaces every sequence of characters that page
// makes of the UTF-8 of an Arabic or French character by that character, and counts the hits.
// When strict, it fails at the first character beyond ASCII outside of such a sequence.
type mojibakeDecoder struct {
	page   *charmap.Charmap
	strict bool

	out      strings.Builder
	hits     int
	failed   bool
	pending  []byte // the bytes that page encodes the pending characters as
	original []rune // the pending characters, one for each byte
}

func (u *mojibakeDecoder) decode(text string) {
	ascii := 0 // where the current run of ASCII starts
	for i := 0; i < len(text); {
		if text[i] < 0x80 {
			i++
			continue
		}
		if ascii < i {
			u.flush()
			u.out.WriteString(text[ascii:i])
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		ascii = i
		if c, ok := byteOf(r, u.page); ok {
			u.pending, u.original = append(u.pending, c), append(u.original, r)
		} else {
			u.flush()
			u.keep(r)
		}
		if u.failed {
			return
		}
	}
	u.flush()
	u.out.WriteString(text[ascii:])
}

// keep writes a character unchanged.
func (u *mojibakeDecoder) keep(r rune) {
	u.out.WriteRune(r)
	u.failed = u.strict
}

// flush writes the pending bytes as UTF-8 where they encode a character that Arabic or French
// uses, and the original characters elsewhere.
func (u *mojibakeDecoder) flush() {
	for i := 0; i < len(u.pending) && !u.failed; {
		r, n := utf8.DecodeRune(u.pending[i:])
		if n > 1 && (isArabic(r) || isFrench(r) || isTypographic(r)) {
			u.out.WriteRune(r)
			u.hits++
			i += n
			continue
		}
		u.keep(u.original[i])
		i++
	}
	u.pending, u.original = u.pending[:0], u.original[:0]
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

func isTypographic(r rune) bool {
	return unicode.Is(unicode.Arabic, r) ||
		strings.ContainsRune("«»‘’“”–—…\u00A0\u202F\u200E\u200F€°", r)
}

// markup is a tag, with the names and addresses in it.
var markup = regexp.MustCompile(`<[^<>]*>`)

// isMisreadArabic reports whether most words of text, beside those of its tags, consist of the accented letters that
// windows-1252 shows for Arabic of windows-1256.
func isMisreadArabic(text string) bool {
	var words, misread int
	if !strings.ContainsAny(text, "ÇáÉÊ") {
		return false
	}
	for _, w := range strings.Fields(markup.ReplaceAllString(text, " ")) {
		w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
		if utf8.RuneCountInString(w) < 3 {
			continue
		}
		words++
		if strings.IndexFunc(w, func(r rune) bool { return r < 0xC0 || r > 0xFF }) < 0 {
			misread++
		}
	}
	return misread >= 2 && misread*2 > words
}
