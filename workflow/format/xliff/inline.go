package xliff

import (
	"fmt"
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/xliff/inline"
	"truchement/workflow/format/xliff/xmlfile"
	"truchement/workflow/lang"
)

// reader turns the content of source and target elements into texts. It serves one unit.
type reader struct {
	data   map[string]string // original data by id; XLIFF 2
	known  map[string]bitext.Code
	taken  map[string]bitext.Code // by code id
	report *Report
	block  string // ids of what is being read, for the report
	seg    string
	line   int  // of the file, for the report; 0: not known
	units  bool // only units are read: a text that lang.Clean refuses is, and codes that bitext does not have are dropped
	// ends counts the ends of pairs on this side of the unit, by the name they have for their
	// start; closers counts, by code id, the ends still to come for pairs that are open.
	ends, closers map[string]int
	own           bool // this program wrote the file
	// facts are the context elements of an XLIFF 1.2 file of this program; nil for other files.
	facts map[string]string
	// spelled and closings are the elements of the codes and of the ends of pairs in the file, by code id.
	spelled, closings map[string]*xmlfile.Element
	err               error // the first text that Clean refused
}

func newReader(report *Report, block string) *reader {
	return &reader{data: map[string]string{}, known: map[string]bitext.Code{},
		taken: map[string]bitext.Code{}, report: report, block: block,
		spelled: map[string]*xmlfile.Element{}, closings: map[string]*xmlfile.Element{}}
}

// readerOf is a reader for a unit.
func (f *file) readerOf(unit *xmlfile.Element) *reader {
	r := newReader(f.report, unit.Attr("id"))
	r.line, r.units = unit.Line, f.refused != nil
	return r
}

// side makes r ready for the source or the target elements of a unit.
func (r *reader) side(parts []*xmlfile.Element) {
	r.ends, r.closers = map[string]int{}, map[string]int{}
	for _, p := range parts {
		if p == nil {
			continue
		}
		p.Each(func(e *xmlfile.Element) {
			switch e.Name {
			case "ec", "ex", "ept":
				r.ends[endKeys(e)[0]]++
			}
		})
	}
}

func (r *reader) problem(k Kind, code string) {
	r.report.add(Problem{Kind: k, Block: r.block, Segment: r.seg, Code: code, Line: r.line})
}

// clean cleans s, and takes overrides out of it. It keeps the first error.
func (r *reader) clean(s string) string {
	if !r.units {
		taken, at := lang.TakeOverrides(s)
		for _, offset := range at {
			r.problem(Override, s[:offset])
		}
		s = taken
	}
	s, err := lang.Clean(s)
	if err != nil && r.err == nil {
		r.err = fmt.Errorf("segment %q: %w", r.seg, err)
	}
	return s
}

// content reads the inline content of e. The pairs in carried are open when it starts; the
// second result lists those that are open where it ends and are closed further on.
func (r *reader) content(e *xmlfile.Element, carried []bitext.Code) (bitext.Text, []bitext.Code) {
	l := &inline.Line{}
	for _, c := range carried {
		l.Open(c)
	}
	r.walk(l, e)
	t, open, torn := l.End()
	var stillOpen []bitext.Code
	for _, c := range open {
		if r.closers[c.ID] > 0 {
			stillOpen = append(stillOpen, c)
		} else if !slices.Contains(torn, c.ID) {
			torn = append(torn, c.ID)
		}
	}
	for _, id := range torn {
		r.problem(CodeTorn, id)
	}
	if !e.Keep {
		t = inline.Tidy(t)
	}
	t, err := t.Map(func(s string) (string, error) { return r.clean(s), nil })
	if err != nil {
		return nil, stillOpen
	}
	return t, stillOpen
}

func (r *reader) walk(l *inline.Line, e *xmlfile.Element) {
	for _, k := range e.Kids {
		switch k := k.(type) {
		case string:
			l.Chars(k)
		case *xmlfile.Element:
			r.element(l, k)
		}
	}
}

// element reads one inline element of either version.
func (r *reader) element(l *inline.Line, e *xmlfile.Element) {
	switch e.Name {
	case "pc", "g":
		r.pair(l, e)
	case "ph", "x":
		r.placeholder(l, e)
	case "sc", "bx", "bpt":
		r.start(l, e)
	case "ec", "ex", "ept":
		r.closeEnd(l, e)
	case "it":
		if e.Attr("pos") == "close" {
			r.closeEnd(l, e)
		} else {
			r.start(l, e)
		}
	case "cp", "sm", "em":
	default:
		// mrk, and what other tools put around text.
		r.walk(l, e)
	}
}

func (r *reader) pair(l *inline.Line, e *xmlfile.Element) {
	c, ok := r.code(e)
	if !ok {
		r.walk(l, e)
		return
	}
	depth := l.Open(c)
	r.walk(l, e)
	l.CloseTo(depth)
}

func (r *reader) placeholder(l *inline.Line, e *xmlfile.Element) {
	c, ok := r.code(e)
	if ok {
		l.Lone(c)
		return
	}
	// Units of the memory have no such codes. The best replacement is its text equivalent.
	for _, name := range []string{"equiv", "equiv-text", "disp"} {
		if s := e.Attr(name); s != "" && !strings.HasPrefix(s, "base64:") {
			l.Chars(s)
			return
		}
	}
}

// start opens a pair whose end is an element of its own.
func (r *reader) start(l *inline.Line, e *xmlfile.Element) {
	c, ok := r.code(e)
	if !ok {
		return
	}
	key := e.Attr("id")
	if rid := e.Attr("rid"); rid != "" {
		key = "rid " + rid
	}
	r.closers[c.ID] += r.ends[key]
	r.ends[key] = 0
	l.Open(c)
}

// closeEnd closes the pair that e names, or is the end of where it names none.
func (r *reader) closeEnd(l *inline.Line, e *xmlfile.Element) {
	for _, key := range endKeys(e) {
		if c, ok := r.known[key]; ok {
			if r.closers[c.ID] > 0 {
				r.closers[c.ID]--
			}
			if r.closings[c.ID] == nil {
				r.closings[c.ID] = e
			}
			l.Close(c)
			return
		}
	}
	if e.Attr("isolated") != "yes" && e.Name != "it" {
		return // its start was of a type that bitext does not have
	}
	if c, ok := r.code(e); ok {
		l.Close(c)
	}
}

// endKeys is how the end of a pair may name its start.
func endKeys(e *xmlfile.Element) []string {
	switch {
	case e.Attr("startRef") != "":
		return []string{e.Attr("startRef")}
	case e.Attr("rid") != "":
		return []string{"rid " + e.Attr("rid"), e.Attr("id"), e.Attr("rid")}
	}
	return []string{e.Attr("id")}
}
