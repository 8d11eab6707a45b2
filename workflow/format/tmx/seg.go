package tmx

import (
	"strconv"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/limit"
	"truchement/workflow/format/xliff/inline"
	"truchement/workflow/format/xmlpull"
	"truchement/workflow/lang"
)

// codeRegistry knows the codes of one unit, whose segs share them.
type codeRegistry struct {
	unit  *Unit
	known map[string]bitext.Code // by identity
	taken map[string]bool        // ids of codes
	kinds map[string]described   // what elements say of their codes, of all units
}

// described is what an element says of its code.
type described struct {
	code bitext.Code
	ok   bool // bitext has codes of its type
}

// maxCodes is how many codes a unit may have: to nest pairs that cross may cost the square of
// their number.
const maxCodes = 10_000

// segReader reads one seg after the other.
type segReader struct {
	x     *xmlpull.Reader
	codes codeRegistry
	line  inline.Line
	pairs map[string]bitext.Code // by i; those that are open
	count map[string]int         // elements without x, by name
	text  []byte                 // of a code
	from  int64                  // where the unit starts
	added int                    // codes of the unit so far
	// odd has what is taken out of texts of a document that is read; nil for units of a memory, whose texts with bidi
	// overrides are refused and whose codes that bitext does not have are dropped.
	odd *bitext.Document
}

// clean is lang.Clean; of a document overrides are taken out.
func (g *segReader) clean(s string) (string, error) {
	if g.odd != nil {
		taken, at := lang.TakeOverrides(s)
		for _, offset := range at {
			g.odd.Odd(bitext.OddOverride, g.x.Line(), s[:offset])
		}
		s = taken
	}
	return lang.Clean(s)
}

// start makes g ready for the segs of a unit.
func (g *segReader) start(u *Unit) {
	g.codes.unit, g.from, g.added = u, g.x.Offset(), 0
	if len(g.codes.taken) > 0 {
		clear(g.codes.known)
		clear(g.codes.taken)
	}
}

// tooLarge reports whether the unit is larger than it may be.
func (g *segReader) tooLarge() bool { return g.x.Offset()-g.from > maxUnit }

// read reads the seg whose start was read last, to its end. Spare is a slice that the text may
// use.
func (g *segReader) read(spare bitext.Text) (bitext.Text, error) {
	k, err := g.x.Next()
	if err != nil || k == xmlpull.End {
		return spare, err
	}
	chars := ""
	if k == xmlpull.Text {
		chars = string(g.x.Text())
		if k, err = g.x.Next(); err != nil {
			return nil, err
		}
		if k == xmlpull.End { // as most are
			if chars, err = g.clean(chars); err != nil || chars == "" {
				return spare, err
			}
			return append(spare, bitext.Run{Chars: chars}), nil
		}
	}
	g.line.Reset()
	clear(g.pairs)
	clear(g.count)
	if chars != "" {
		g.line.Chars(chars)
	}
	if err := g.walk(k); err != nil {
		return nil, err
	}
	text, open, torn := g.line.End()
	g.codes.unit.Torn += len(torn) + len(open)
	return g.appendClean(spare, text)
}

// appendClean appends the runs of t with their characters cleaned.
func (g *segReader) appendClean(to, t bitext.Text) (bitext.Text, error) {
	for i, r := range t {
		if r.Kind == bitext.Chars {
			if i > 0 && t[i-1].Kind == bitext.Chars {
				return t.Map(g.clean) // it joins neighbours, however many
			}
			var err error
			if r.Chars, err = g.clean(r.Chars); err != nil {
				return to, err
			}
			if r.Chars == "" {
				continue
			}
		}
		to = append(to, r)
	}
	return to, nil
}

// walk reads what is in an element, from the token k on, to its end.
func (g *segReader) walk(k xmlpull.Kind) error {
	for {
		var err error
		switch k {
		case xmlpull.End:
			return nil
		case xmlpull.Text, xmlpull.CData:
			g.line.Chars(string(g.x.Text()))
		case xmlpull.Start:
			err = g.element()
		}
		if g.tooLarge() {
			return &limit.Error{Kind: limit.TooLarge, Max: maxUnit, Line: g.x.Line()}
		}
		if err == nil {
			k, err = g.x.Next()
		}
		if err != nil {
			return err
		}
	}
}

// element is a code while it is read.
type element struct {
	name         string
	i, x         string
	typ, content string
	end          bool // an it that closes
}

func (g *segReader) element() error {
	e := element{name: string(g.x.Local())}
	switch e.name {
	case "bpt", "ept", "it", "ph", "ut":
	default: // hi, and what other tools put around text
		k, err := g.x.Next()
		if err != nil {
			return err
		}
		return g.walk(k)
	}
	for _, a := range g.x.Attrs() {
		switch string(a.Name) {
		case "i":
			e.i = string(a.Value)
		case "x":
			e.x = string(a.Value)
		case "type":
			e.typ = string(a.Value)
		case "pos":
			e.end = string(a.Value) == "end"
		}
	}
	var err error
	if g.text, err = g.x.AppendText(g.text[:0]); err != nil {
		return err
	}
	e.content = string(g.text)
	if g.added++; g.added > maxCodes {
		return &limit.Error{Kind: limit.TooMany, Max: maxCodes, Line: g.x.Line()}
	}
	g.add(e)
	return nil
}

// add adds the code of e to the line.
func (g *segReader) add(e element) {
	switch e.name {
	case "bpt":
		if c, ok := g.code(e, false); ok {
			if g.pairs == nil {
				g.pairs = map[string]bitext.Code{}
			}
			g.pairs[e.i] = c
			g.line.Open(c)
		}
	case "ept":
		if c, ok := g.pairs[e.i]; ok {
			g.line.Close(c)
			delete(g.pairs, e.i)
		}
	case "it":
		c, ok := g.code(e, false)
		switch {
		case !ok:
		case e.end:
			g.line.Close(c)
		default:
			g.line.Open(c)
		}
	default:
		if c, ok := g.code(e, true); ok {
			g.line.Lone(c)
		}
	}
}

// code is the code of e. A code that the seg of an earlier language had is returned unchanged.
func (g *segReader) code(e element, standalone bool) (bitext.Code, bool) {
	identity := g.identity(e)
	if c, ok := g.codes.known[identity]; ok && c.Type.Standalone() == standalone {
		return c, true
	}
	c, ok := g.codes.describe(e)
	if !ok || c.Type.Standalone() != standalone {
		if g.odd == nil || e.name == "it" {
			g.codes.unit.Dropped++
			return c, false
		}
		c = bitext.Code{Type: bitext.Span}
		if standalone {
			c = bitext.Code{Type: bitext.Placeholder, Equiv: label(e.content)}
		}
	}
	want := e.x
	if want == "" {
		want = e.i
	}
	c.ID = g.codes.newCodeID(want)
	if g.codes.known == nil {
		g.codes.known = map[string]bitext.Code{}
	}
	g.codes.known[identity] = c
	return c, true
}

// label is what a placeholder is called: what it is in the original.
func label(content string) string {
	const most = 120 // characters
	s := strings.Join(strings.Fields(cleanOrEmpty(content)), " ")
	if r := []rune(s); len(r) > most {
		s = string(r[:most-1]) + "…"
	}
	return s
}

// identity identifies the code of e in all languages of the unit: by its x; without one by its
// i, or by its place among the elements of the same name.
func (g *segReader) identity(e element) string {
	if e.x != "" {
		return "x " + e.x
	}
	if e.i != "" {
		return "i " + e.i
	}
	if g.count == nil {
		g.count = map[string]int{}
	}
	g.count[e.name]++
	return e.name + " " + strconv.Itoa(g.count[e.name])
}

// describe reads type, address and equivalent of a code. Most codes of a file are alike, so that
// their tags are read once.
func (c *codeRegistry) describe(e element) (bitext.Code, bool) {
	const most = 1024
	key := e.typ + "\x00" + e.content
	d, known := c.kinds[key]
	if !known {
		d = describe(e)
		if c.kinds == nil || len(c.kinds) == most {
			c.kinds = map[string]described{}
		}
		c.kinds[key] = d
	}
	return d.code, d.ok
}

func describe(e element) described {
	c, isTag := inline.Parse(e.content)
	typ, said := codeType(e.typ)
	if said && !(isTag && c.Type == typ) {
		return described{bitext.Code{Type: typ}, true}
	}
	c.Data, c.Equiv = cleanOrEmpty(c.Data), cleanOrEmpty(c.Equiv)
	return described{c, isTag}
}

// newCodeID makes an unused code id of letters and digits, like want if possible.
func (c *codeRegistry) newCodeID(want string) string {
	id := strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
			return c
		}
		return -1
	}, want)
	for n := 1; id == "" || c.taken[id]; n++ {
		id = strconv.Itoa(n)
	}
	if c.taken == nil {
		c.taken = map[string]bool{}
	}
	c.taken[id] = true
	return id
}
