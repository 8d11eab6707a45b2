// Package decode converts a text whose encoding may not be declared to UTF-8, with Arabic and
// French in mind, and finds text that was once decoded wrongly.
package decode

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"truchement/workflow/format/limit"
)

// UTF8 is the name of the encoding that needs no conversion.
const UTF8 = "utf-8"

// Text decodes data and names the encoding it found, in lower case as the WHATWG does: utf-8,
// utf-16le, utf-16be, utf-32le, utf-32be, windows-1252, windows-1256, iso-8859-6, iso-8859-15, macintosh, cp720, x-mac-arabic, or the
// declared one. When UTF-8 had been taken for another encoding before and could be put right,
// the name says so: "utf-8 via windows-1252".
//
// A byte order mark decides; then valid UTF-8; then what is declared, by its label, which may
// be empty; then which encoding gives plausible Arabic or French. The error is a *limit.Error
// of Kind NotText, Legacy, Encrypted, Encoding or Empty.
func Text(data []byte, declared string) (text, name string, err error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return "", "", &limit.Error{Kind: limit.Empty}
	}
	if err := limit.Binary(data); err != nil {
		return "", "", err
	}
	text, name, err = decode(data, declared)
	if err != nil {
		return "", "", err
	}
	if mostlyControls(text) {
		return "", "", &limit.Error{Kind: limit.NotText}
	}
	if fixed, via, ok := Repair(text); ok {
		return fixed, UTF8 + " via " + via, nil
	}
	return text, name, nil
}

func decode(data []byte, declared string) (text, name string, err error) {
	if rest, ok := bytes.CutPrefix(data, []byte("\xEF\xBB\xBF")); ok && utf8.Valid(rest) {
		return string(rest), UTF8, nil
	}
	if e, name := detectUTF32(data); e != nil {
		return decodeAs(e, name, data)
	}
	if e, name := detectUTF16(data); e != nil {
		return decodeAs(e, name, data)
	}
	if utf8.Valid(data) {
		return string(data), UTF8, nil
	}
	if e, name := charset.Lookup(declared); e != nil && name != UTF8 && name != "replacement" {
		return decodeAs(e, name, data)
	}
	if mostlyUTF8(data) {
		return strings.ToValidUTF8(string(data), "\uFFFD"), UTF8, nil
	}
	return guessEncoding(data)
}

func decodeAs(e encoding.Encoding, name string, data []byte) (string, string, error) {
	out, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return "", "", &limit.Error{Kind: limit.Encoding, Found: name, Err: err}
	}
	return string(out), name, nil
}

// detectUTF32 finds UTF-32 by its byte order mark, or by the zeros that nearly all its characters have.
func detectUTF32(data []byte) (encoding.Encoding, string) {
	little := utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	big := utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	switch {
	case len(data)%4 != 0 || len(data) < 8:
		return nil, ""
	case bytes.HasPrefix(data, []byte("\xFF\xFE\x00\x00")):
		return little, "utf-32le"
	case bytes.HasPrefix(data, []byte("\x00\x00\xFE\xFF")):
		return big, "utf-32be"
	}
	low, high := 0, 0
	for i := 0; i < len(data); i += 4 {
		if data[i] == 0 && data[i+1] == 0 {
			high++
		}
		if data[i+2] == 0 && data[i+3] == 0 {
			low++
		}
	}
	switch n := len(data) / 4; {
	case low*20 > n*19 && high < low:
		return little, "utf-32le"
	case high*20 > n*19 && low < high:
		return big, "utf-32be"
	}
	return nil, ""
}

// detectUTF16 finds UTF-16 by its byte order mark or, without one, by the zero bytes of spaces
// and line ends: every text has some, and no text in another encoding has a zero byte.
func detectUTF16(data []byte) (encoding.Encoding, string) {
	little := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	big := unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	switch {
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		return little, "utf-16le"
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return big, "utf-16be"
	case len(data)%2 != 0 || len(data) < 4:
		return nil, ""
	}
	var even, odd int // spaces and line ends of either byte order
	for i := 0; i+1 < len(data); i += 2 {
		switch {
		case data[i] == 0 && isSpace(data[i+1]):
			even++
		case data[i+1] == 0 && isSpace(data[i]):
			odd++
		}
	}
	switch pairs := len(data) / 2; {
	case odd > even*4 && odd*50 > pairs:
		return little, "utf-16le"
	case even > odd*4 && even*50 > pairs:
		return big, "utf-16be"
	}
	return nil, ""
}

func isSpace(b byte) bool { return b == ' ' || b == '\n' || b == '\r' }

// mostlyUTF8 reports whether data is UTF-8 with a torn character here and there, as a file
// that was cut by bytes has at its end.
func mostlyUTF8(data []byte) bool {
	var good, bad int
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		data = data[n:]
	}
	return good >= 20*bad
}

// mostlyControls reports whether text has more control characters than any text has, as the
// bytes of a program do. In a short text a few are no sign of one.
func mostlyControls(text string) bool {
	controls := 0
	for i := range len(text) {
		if isControl(text[i]) {
			controls++
		}
	}
	return controls > max(min(8, len(text)/20), len(text)/100)
}

// isControl reports whether b is a control character that texts seldom have.
func isControl(b byte) bool {
	return b == 0x7F || b < 0x20 && strings.IndexByte("\t\n\v\f\r\x1a\x1b", b) < 0
}

// candidate is an encoding that only the plausibility of its text can tell from others.
type candidate struct {
	name  string
	least float64 // how plausible its text must be
	page  interface {
		encoding.Encoding
		DecodeByte(b byte) rune
	}
}

// candidates lists the encodings of old Arabic and French texts, the likelier first: the first
// wins where several read the text alike.
func candidates() []candidate {
	return []candidate{
		{"windows-1252", 0.4, charmap.Windows1252},
		{"windows-1256", 0.4, charmap.Windows1256},
		{"iso-8859-15", 0.4, charmap.ISO8859_15},
		{"iso-8859-6", 0.4, charmap.ISO8859_6},
		{"macintosh", 0.4, charmap.Macintosh},
		{"cp720", 0.8, &cp720}, // rare, and without many signs that a text may not have
		{"x-mac-arabic", 0.8, &macArabic},
	}
}

// guessEncoding takes the encoding whose reading of data is the most plausible Arabic or French.
func guessEncoding(data []byte) (text, name string, err error) {
	best := 0.0
	for _, c := range candidates() {
		runes, judged := make([]rune, len(data)), make([]rune, len(data))
		for i, b := range data {
			runes[i] = c.page.DecodeByte(b)
			if judged[i] = runes[i]; b >= utf8.RuneSelf && runes[i] < utf8.RuneSelf {
				judged[i] = '\u00A0' // a sign that is there twice proves as little
			}
		}
		if p := plausible(judged); p > best && p >= c.least {
			best, name, text = p, c.name, string(runes)
		}
	}
	if name == "" {
		return "", "", &limit.Error{Kind: limit.Encoding}
	}
	return text, name, nil
}
