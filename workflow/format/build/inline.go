package build

import (
	"slices"
	"strings"
	"unicode"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// Format is a format that holds over a stretch of text; Data is the address of a link.
type Format struct {
	Type bitext.CodeType
	Data string
}

// Inline collects the text of one block. The zero Inline is ready.
type Inline struct {
	pieces      []piece
	overrides   []string // what was before each bidi override that was taken out
	endsInSpace bool     // the last thing collected is white space that a browser would show once
}

// piece is characters, or one standalone code, with the formats that hold there.
type piece struct {
	text    string
	lone    bitext.Code // Type is empty for characters
	formats []Format
}

// Add collects characters as they are. A newline in them is a line break. It keeps formats,
// which the caller must not change any more.
func (in *Inline) Add(s string, formats []Format) {
	if s == "" {
		return
	}
	in.endsInSpace = false
	in.pieces = append(in.pieces, piece{text: s, formats: formats})
}

// AddCollapsed collects characters as a browser shows them: any run of spaces, tabs and line
// ends is one space, also across calls.
func (in *Inline) AddCollapsed(s string, formats []Format) {
	var b strings.Builder
	space := in.endsInSpace || len(in.pieces) == 0
	for _, r := range s {
		if r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f' {
			if !space {
				b.WriteByte(' ')
			}
			space = true
			continue
		}
		b.WriteRune(r)
		space = false
	}
	in.Add(b.String(), formats)
	in.endsInSpace = space
}

// Break collects a line break.
func (in *Inline) Break() {
	in.pieces = append(in.pieces, piece{text: "\n"})
	in.endsInSpace = true
}

// Lone collects a standalone code; its Equiv replaces it in plain text.
func (in *Inline) Lone(c bitext.Code, formats []Format) {
	in.pieces = append(in.pieces, piece{lone: c, formats: formats})
	in.endsInSpace = false
}

// Blank reports whether nothing but white space and breaks was collected.
func (in *Inline) Blank() bool {
	for _, p := range in.pieces {
		if p.lone.Type != "" || strings.TrimSpace(p.text) != "" {
			return false
		}
	}
	return true
}

// String is the characters collected so far.
func (in *Inline) String() string {
	var b strings.Builder
	for _, p := range in.pieces {
		b.WriteString(p.text)
	}
	return b.String()
}

// takeText returns the text of the block and empties in. Strict leaves bidi overrides to lang.Clean, which refuses them.
func (in *Inline) takeText(strict bool) (bitext.Text, error) {
	pieces := merge(in.pieces)
	*in = Inline{overrides: in.overrides}
	for i := range pieces {
		if !strict {
			in.takeOverrides(&pieces[i])
		}
		if err := pieces[i].clean(); err != nil {
			return nil, err
		}
	}
	return nest(merge(formatSpaces(split(pieces)))), nil
}

// takeOverrides takes bidi overrides out of a piece, and keeps where they were.
func (in *Inline) takeOverrides(p *piece) {
	for _, s := range []*string{&p.text, &p.lone.Equiv} {
		taken, at := lang.TakeOverrides(*s)
		for _, offset := range at {
			in.overrides = append(in.overrides, (*s)[:offset])
		}
		*s = taken
	}
}

// clean passes all text in p through lang.Clean.
func (p *piece) clean() (err error) {
	if p.text, err = clean(p.text); err != nil {
		return err
	}
	if p.lone.Equiv, err = clean(p.lone.Equiv); err != nil {
		return err
	}
	p.lone.Equiv = strings.Join(strings.Fields(p.lone.Equiv), " ")
	if p.lone.Data, err = clean(p.lone.Data); err != nil {
		return err
	}
	for i, f := range p.formats {
		data, err := clean(f.Data)
		if err != nil {
			return err
		}
		if data != f.Data {
			p.formats = slices.Clone(p.formats)
			p.formats[i].Data = data
		}
	}
	return nil
}

func clean(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	return lang.Clean(s)
}

// merge joins neighbours whose formats are the same, whatever other properties differ in the
// file. A combining mark that begins a piece belongs to the letter before it.
func merge(pieces []piece) []piece {
	var m merger
	for _, p := range pieces {
		p.formats = dedupe(p.formats)
		m.add(p)
	}
	m.flush()
	return m.out
}

// merger holds the characters of the last piece of out in text, since joining strings one by
// one would copy a long paragraph once for every run in it.
type merger struct {
	out  []piece
	text strings.Builder
}

func (m *merger) flush() {
	if n := len(m.out); n > 0 && m.out[n-1].lone.Type == "" {
		m.out[n-1].text = m.text.String()
	}
	m.text.Reset()
}

func (m *merger) add(p piece) {
	if n := len(m.out); n > 0 && p.lone.Type == "" && m.out[n-1].lone.Type == "" {
		rest := strings.TrimLeftFunc(p.text, func(r rune) bool { return unicode.Is(unicode.Mn, r) })
		m.text.WriteString(p.text[:len(p.text)-len(rest)])
		p.text = rest
		if sameFormats(m.out[n-1].formats, p.formats) {
			m.text.WriteString(p.text)
			return
		}
	}
	if p.text == "" && p.lone.Type == "" {
		return
	}
	m.flush()
	m.out = append(m.out, p)
	m.text.WriteString(p.text)
}

// dedupe keeps the innermost of formats of one type.
func dedupe(formats []Format) []Format {
	for i, f := range formats {
		sameType := func(g Format) bool { return g.Type == f.Type }
		if slices.ContainsFunc(formats[i+1:], sameType) {
			return dedupe(slices.Delete(slices.Clone(formats), i, i+1))
		}
	}
	return formats
}

func sameFormats(a, b []Format) bool {
	if len(a) != len(b) {
		return false
	}
	for _, f := range a {
		if !slices.Contains(b, f) {
			return false
		}
	}
	return true
}

// blank reports whether p is white space or a break.
func (p piece) blank() bool {
	return p.lone.Type == "" && strings.TrimSpace(p.text) == ""
}

// split makes pieces of their own of line breaks and of the white space around characters.
func split(pieces []piece) []piece {
	var out []piece
	for _, p := range pieces {
		if p.lone.Type != "" {
			out = append(out, p)
			continue
		}
		for i, line := range strings.Split(p.text, "\n") {
			if i > 0 {
				out = append(out, piece{lone: bitext.Code{Type: bitext.Break}})
			}
			out = append(out, splitLine(line, p.formats)...)
		}
	}
	return trim(out)
}

func splitLine(line string, formats []Format) []piece {
	body := strings.TrimLeftFunc(line, unicode.IsSpace)
	head := line[:len(line)-len(body)]
	tail := body[len(strings.TrimRightFunc(body, unicode.IsSpace)):]
	var out []piece
	for _, s := range []string{head, body[:len(body)-len(tail)], tail} {
		if s != "" {
			out = append(out, piece{text: s, formats: formats})
		}
	}
	return out
}

func (p piece) isBreak() bool { return p.lone.Type == bitext.Break }

// trim drops the white space at both ends and around breaks, and breaks at both ends.
func trim(pieces []piece) []piece {
	var out []piece
	for _, p := range pieces {
		if n := len(out); p.blank() && (n == 0 || out[n-1].isBreak()) {
			continue
		} else if p.isBreak() {
			for n > 0 && out[n-1].blank() {
				n--
			}
			if out = out[:n]; n == 0 {
				continue
			}
		}
		out = append(out, p)
	}
	n := len(out)
	for n > 0 && (out[n-1].blank() || out[n-1].isBreak()) {
		n--
	}
	return out[:n]
}

// formatSpaces gives white space and breaks the formats that make the fewest codes: formats
// that do not show on a space follow the neighbours, and no format ends after a space.
func formatSpaces(pieces []piece) []piece {
	for i := 0; i < len(pieces); i++ {
		j := i
		for j < len(pieces) && (pieces[j].blank() || pieces[j].isBreak()) {
			j++
		}
		if i == j || i == 0 || j == len(pieces) {
			continue
		}
		before, after := pieces[i-1].formats, pieces[j].formats
		for k := i; k < j; k++ {
			pieces[k].formats = formatsBetween(pieces[k], before, after)
		}
		i = j
	}
	return pieces
}

func formatsBetween(p piece, before, after []Format) []Format {
	var out []Format
	for _, f := range before {
		if !slices.Contains(after, f) {
			continue
		}
		if p.isBreak() || !showsOnSpace(f.Type) || slices.Contains(p.formats, f) {
			out = append(out, f)
		}
	}
	return out
}

func showsOnSpace(t bitext.CodeType) bool {
	return t == bitext.Underline || t == bitext.Strike || t == bitext.Link
}
