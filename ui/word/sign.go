package word

import (
	"encoding/json"
	"html/template"
	"strings"
	"unicode/utf8"
)

// unseenSign is a character that does not show, or not apart from another one.
type unseenSign struct {
	Char  string
	Short string // what is shown in its place: the Unicode abbreviation
	id    string // message with its name
}

// double is the second of two spaces, which is no character of its own.
const double = "  "

// unseenSigns are all of them, by what is typed for them.
func unseenSigns() []unseenSign {
	return []unseenSign{
		{"\u00a0", "NBSP", "sign.nbsp"}, {"\u202f", "NNBSP", "sign.nnbsp"},
		{"\u2009", "THSP", "sign.thin"}, {"\u200b", "ZWSP", "sign.zwsp"},
		{"\u200c", "ZWNJ", "sign.zwnj"}, {"\u200d", "ZWJ", "sign.zwj"},
		{"\u200e", "LRM", "sign.lrm"}, {"\u200f", "RLM", "sign.rlm"}, {"\u061c", "ALM", "sign.alm"},
		{"\u2066", "LRI", "sign.lri"}, {"\u2067", "RLI", "sign.rli"}, {"\u2068", "FSI", "sign.fsi"},
		{"\u2069", "PDI", "sign.pdi"}, {"\u202a", "LRE", "sign.lre"}, {"\u202b", "RLE", "sign.rle"},
		{"\u202c", "PDF", "sign.pdf"}, {"\u202d", "LRO", "sign.lro"}, {"\u202e", "RLO", "sign.rlo"},
		{"\u00ad", "SHY", "sign.shy"}, {"\u2060", "WJ", "sign.wj"}, {"\ufeff", "BOM", "sign.bom"},
		{"\t", "TAB", "sign.tab"}, {double, "SP", "sign.double"},
	}
}

// unseenOf is the sign of a character; false: it shows.
func unseenOf(char string) (unseenSign, bool) {
	for _, s := range unseenSigns() {
		if s.Char == char {
			return s, true
		}
	}
	return unseenSign{}, false
}

// UnseenSigns is what the field's script knows of them: abbreviation and name by character.
func (s *Speech) UnseenSigns() (string, error) {
	signs := map[string][2]string{}
	for _, sign := range unseenSigns() {
		signs[sign.Char] = [2]string{sign.Short, s.T(sign.id)}
	}
	text, err := json.Marshal(signs)
	return string(text), err
}

// paletteSign is a button of the palette; one with an end goes around what is chosen.
type paletteSign struct{ Char, End, Short, Name string }

// Palette are the signs a keyboard may not have, the unseen ones first.
func (s *Speech) Palette() [][]paletteSign {
	var unseen []paletteSign
	for _, char := range []string{"\u202f", "\u00a0", "\u200c", "\u200d", "\u200e", "\u200f", "\u061c"} {
		sign, _ := unseenOf(char)
		unseen = append(unseen, paletteSign{Char: char, Short: sign.Short, Name: s.T(sign.id)})
	}
	for _, char := range []string{"\u2066", "\u2067", "\u2068"} {
		sign, _ := unseenOf(char)
		unseen = append(unseen, paletteSign{char, "\u2069", sign.Short + "…PDI", s.T(sign.id)})
	}
	var seen []paletteSign
	for _, char := range strings.Fields("« » “ ” ‘ ’ – — … ، ؛ ؟ ٪ ° № € À Ç É È Œ œ æ ï") {
		seen = append(seen, paletteSign{Char: char, Short: char})
	}
	return [][]paletteSign{unseen, seen}
}

// Signed writes a plain text with the characters that do not show made visible.
func (s *Speech) Signed(text string) template.HTML {
	return template.HTML(s.signedLines(text)) //nolint:gosec // writeSpaces escapes it
}

// signedLines is lines with the characters that do not show made visible.
func (s *Speech) signedLines(text string) string {
	var out strings.Builder
	s.writeSpaces(&out, text)
	return strings.ReplaceAll(out.String(), "\n", "<br>")
}

// writeSpaces escapes a text and marks the characters that look like a space or like nothing.
func (s *Speech) writeSpaces(out *strings.Builder, text string) {
	before := ""
	for len(text) > 0 {
		_, size := utf8.DecodeRuneInString(text)
		char := text[:size]
		sign, found := unseenOf(char)
		if char == " " && before == " " {
			sign, found = unseenOf(double)
		}
		if found {
			out.WriteString(`<span class="sp" data-mark="` + sign.Short + `" title="` +
				template.HTMLEscapeString(s.T(sign.id)) + `">` + char + "</span>")
		} else {
			out.WriteString(template.HTMLEscapeString(char))
		}
		before, text = char, text[size:]
	}
}
