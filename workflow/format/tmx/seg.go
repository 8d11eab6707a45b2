package tmx

import (
	"strconv"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/xliff/inline"
	"truchement/workflow/format/xliff/xmlfile"
	"truchement/workflow/lang"
)

// codeRegistry knows the codes of one unit, whose segs share them.
type codeRegistry struct {
	unit  *Unit
	known map[string]bitext.Code // by identity
	taken map[string]bool        // ids of codes
}

// segReader reads one seg.
type segReader struct {
	*codeRegistry
	line  inline.Line
	pairs map[string]bitext.Code // by i; those that are open
	count map[string]int         // elements without x, by name
}

func (s *codeRegistry) read(e *xmlfile.Element) (bitext.Text, error) {
	g := &segReader{codeRegistry: s, pairs: map[string]bitext.Code{}, count: map[string]int{}}
	g.walk(e)
	text, open, torn := g.line.End()
	s.unit.Torn += len(torn) + len(open)
	return text.Map(lang.Clean)
}

func (g *segReader) walk(e *xmlfile.Element) {
	for _, k := range e.Kids {
		switch k := k.(type) {
		case string:
			g.line.Chars(k)
		case *xmlfile.Element:
			g.element(k)
		}
	}
}

func (g *segReader) element(e *xmlfile.Element) {
	switch e.Name {
	case "bpt":
		if c, ok := g.code(e, false); ok {
			g.pairs[e.Attrs["i"]] = c
			g.line.Open(c)
		}
	case "ept":
		if c, ok := g.pairs[e.Attrs["i"]]; ok {
			g.line.Close(c)
			delete(g.pairs, e.Attrs["i"])
		}
	case "it":
		g.isolated(e)
	case "ph", "ut":
		if c, ok := g.code(e, true); ok {
			g.line.Lone(c)
		}
	default:
		g.walk(e) // hi, and what other tools put around text
	}
}

func (g *segReader) isolated(e *xmlfile.Element) {
	c, ok := g.code(e, false)
	switch {
	case !ok:
	case e.Attrs["pos"] == "end":
		g.line.Close(c)
	default:
		g.line.Open(c)
	}
}

// code is the code of e. A code that the seg of an earlier language had is returned unchanged.
func (g *segReader) code(e *xmlfile.Element, standalone bool) (bitext.Code, bool) {
	identity := g.identity(e)
	if c, ok := g.known[identity]; ok && c.Type.Standalone() == standalone {
		return c, true
	}
	c, ok := describe(e)
	if !ok || c.Type.Standalone() != standalone {
		g.unit.Dropped++
		return c, false
	}
	want := e.Attrs["x"]
	if want == "" {
		want = e.Attrs["i"]
	}
	c.ID = g.newCodeID(want)
	c.Data, c.Equiv = cleanOrEmpty(c.Data), cleanOrEmpty(c.Equiv)
	g.known[identity] = c
	return c, true
}

// identity identifies the code of e in all languages of the unit: by its x; without one by its
// i, or by its place among the elements of the same name.
func (g *segReader) identity(e *xmlfile.Element) string {
	if x := e.Attrs["x"]; x != "" {
		return "x " + x
	}
	if i := e.Attrs["i"]; i != "" {
		return "i " + i
	}
	g.count[e.Name]++
	return e.Name + " " + strconv.Itoa(g.count[e.Name])
}

// describe reads type, address and equivalent of a code.
func describe(e *xmlfile.Element) (bitext.Code, bool) {
	parsed, isTag := inline.Parse(e.Text())
	typ, said := codeType(e.Attrs["type"])
	if said && !(isTag && parsed.Type == typ) {
		return bitext.Code{Type: typ}, true
	}
	return parsed, isTag
}

// newCodeID makes an unused code id of letters and digits, like want if possible.
func (s *codeRegistry) newCodeID(want string) string {
	id := strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
			return c
		}
		return -1
	}, want)
	for n := 1; id == "" || s.taken[id]; n++ {
		id = strconv.Itoa(n)
	}
	s.taken[id] = true
	return id
}
