package xliff

import (
	"fmt"
	"strings"

	"truchement/workflow/bitext"
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
	// ends counts, by what they call their start, the ends of pairs on this side of the unit;
	// closers, by code id, those still to come for pairs that are open.
	ends, closers map[string]int
	own           bool // this program wrote the file
	// facts are what an own XLIFF 1.2 file tells in context elements; nil for another's.
	facts map[string]string
	err   error // the first text that Clean refused
}

func newReader(report *Report, block string) *reader {
	return &reader{data: map[string]string{}, known: map[string]bitext.Code{},
		taken: map[string]bitext.Code{}, report: report, block: block}
}

// side makes r ready for the source or the target elements of a unit.
func (r *reader) side(parts []*element) {
	r.ends, r.closers = map[string]int{}, map[string]int{}
	for _, p := range parts {
		if p == nil {
			continue
		}
		p.each(func(e *element) {
			switch e.name {
			case "ec", "ex", "ept":
				r.ends[endKeys(e)[0]]++
			}
		})
	}
}

func (r *reader) problem(k Kind, code string) { r.report.add(k, r.block, r.seg, code) }

// clean passes s through the one gate for texts.
func (r *reader) clean(s string) string {
	s, err := lang.Clean(s)
	if err != nil && r.err == nil {
		r.err = fmt.Errorf("segment %q: %w", r.seg, err)
	}
	return s
}

// line is text under construction. Pending are pairs that an earlier segment left open.
type line struct {
	out  bitext.Text
	open []bitext.Code
	torn map[string]bool
}

// content reads the inline content of e. Pairs listed in carried are open when it starts; the
// answer lists those that are open where it ends and are closed further on.
func (r *reader) content(e *element, carried []bitext.Code) (bitext.Text, []bitext.Code) {
	l := &line{torn: map[string]bool{}}
	for _, c := range carried {
		l.push(c)
	}
	r.walk(l, e)
	var on []bitext.Code
	for _, c := range l.open {
		if r.closers[c.ID] > 0 {
			on = append(on, c)
		} else {
			l.torn[c.ID] = true
		}
	}
	for len(l.open) > 0 {
		l.pop()
	}
	for id := range l.torn {
		r.problem(CodeTorn, id)
	}
	return r.finish(l.out, e.keep), on
}

func (r *reader) finish(t bitext.Text, keep bool) bitext.Text {
	if !keep {
		t = collapse(t)
	}
	t, err := t.Map(func(s string) (string, error) { return r.clean(s), nil })
	if err != nil {
		return nil
	}
	return t
}

// collapse makes one space of the white space around a line end, and none of that at the ends:
// a file that does not say preserve may be indented at will.
func collapse(t bitext.Text) bitext.Text {
	out := make(bitext.Text, len(t))
	for i, run := range t {
		if strings.Contains(run.Chars, "\n") {
			run.Chars = joinLines(run.Chars, i == 0, i == len(t)-1)
		}
		out[i] = run
	}
	return out
}

func joinLines(s string, first, last bool) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		if i > 0 {
			lines[i] = strings.TrimLeft(lines[i], " \t\r")
		}
		if i < len(lines)-1 {
			lines[i] = strings.TrimRight(lines[i], " \t\r")
		}
	}
	for first && len(lines) > 1 && lines[0] == "" {
		lines = lines[1:]
	}
	for last && len(lines) > 1 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return strings.Join(lines, " ")
}

func (r *reader) walk(l *line, e *element) {
	for _, k := range e.kids {
		switch k := k.(type) {
		case string:
			l.out = append(l.out, bitext.Run{Chars: k})
		case *element:
			r.inline(l, k)
		}
	}
}

// inline reads one inline element of either version.
func (r *reader) inline(l *line, e *element) {
	switch e.name {
	case "pc", "g":
		r.pair(l, e)
	case "ph", "x":
		r.placeholder(l, e)
	case "sc", "bx", "bpt":
		r.start(l, e)
	case "ec", "ex", "ept":
		r.closeEnd(l, e)
	case "it":
		if e.attrs["pos"] == "close" {
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

func (r *reader) pair(l *line, e *element) {
	c, ok := r.code(e)
	if !ok || c.Type.Standalone() {
		r.walk(l, e)
		return
	}
	depth := l.push(c)
	r.walk(l, e)
	l.closeTo(depth)
}

func (r *reader) placeholder(l *line, e *element) {
	c, ok := r.code(e)
	if ok && c.Type.Standalone() {
		l.out = append(l.out, bitext.Run{Kind: bitext.Lone, Code: c})
		return
	}
	// What stands for it in plain text is the best there is.
	for _, name := range []string{"equiv", "equiv-text", "disp"} {
		if s := e.attrs[name]; s != "" && !strings.HasPrefix(s, "base64:") {
			l.out = append(l.out, bitext.Run{Chars: s})
			return
		}
	}
}

// start opens a pair whose end is an element of its own.
func (r *reader) start(l *line, e *element) {
	c, ok := r.code(e)
	if !ok || c.Type.Standalone() {
		return
	}
	key := e.attrs["id"]
	if rid := e.attrs["rid"]; rid != "" {
		key = "rid " + rid
	}
	r.closers[c.ID] += r.ends[key]
	r.ends[key] = 0
	l.push(c)
}

func (r *reader) closeEnd(l *line, e *element) {
	for _, key := range endKeys(e) {
		if c, ok := r.known[key]; ok {
			if r.closers[c.ID] > 0 {
				r.closers[c.ID]--
			}
			l.end(c)
			return
		}
	}
}

// endKeys is how the end of a pair may name its start.
func endKeys(e *element) []string {
	switch {
	case e.attrs["startRef"] != "":
		return []string{e.attrs["startRef"]}
	case e.attrs["rid"] != "":
		return []string{"rid " + e.attrs["rid"], e.attrs["id"], e.attrs["rid"]}
	}
	return []string{e.attrs["id"]}
}

// push opens a code and says how many were open before.
func (l *line) push(c bitext.Code) int {
	l.out = append(l.out, bitext.Run{Kind: bitext.Open, Code: c})
	l.open = append(l.open, c)
	return len(l.open) - 1
}

func (l *line) pop() {
	c := l.open[len(l.open)-1]
	l.open = l.open[:len(l.open)-1]
	l.out = append(l.out, bitext.Run{Kind: bitext.Close, Code: c})
}

// closeTo closes what is open above depth; more than one means that a pair was torn in it.
func (l *line) closeTo(depth int) {
	for len(l.open) > depth {
		if len(l.open) > depth+1 {
			l.torn[l.open[len(l.open)-1].ID] = true
		}
		l.pop()
	}
}

// end closes c. Pairs that opened after it are closed first and opened again after, so that all
// nest. One that is not open began before this text.
func (l *line) end(c bitext.Code) {
	at := len(l.open) - 1
	for at >= 0 && l.open[at].ID != c.ID {
		at--
	}
	if at < 0 {
		l.torn[c.ID] = true
		l.out = append(bitext.Text{{Kind: bitext.Open, Code: c}}, l.out...)
		l.open = append([]bitext.Code{c}, l.open...)
		at = 0
	}
	again := append([]bitext.Code{}, l.open[at+1:]...)
	for len(l.open) > at {
		l.pop()
	}
	for _, c := range again {
		l.torn[c.ID] = true
		l.push(c)
	}
}
