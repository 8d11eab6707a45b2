package xliff

import (
	"strings"

	"truchement/workflow/bitext"
)

// header reads what our 1.2 files say about the article in notes.
func (f *file) header(e *element) error {
	if f.major != '1' || !f.own || f.files > 1 {
		return nil
	}
	f.doc.Origin = ""
	for _, n := range e.all("note") {
		name, ok := strings.CutPrefix(n.attrs["from"], own)
		if !ok {
			continue
		}
		if role, ok := strings.CutPrefix(name, "credit:"); ok {
			c := credit(role, strings.Split(n.text(), "\n"))
			f.doc.Credits = append(f.doc.Credits, c)
			continue
		}
		f.fact(name, n.text())
	}
	return nil
}

// group reads a group that write1 made: a block whose segments are the trans-units.
func (f *file) group(e *element) error {
	b := bitext.Block{ID: e.attrs["id"]}
	b.Kind, b.Level = kindOf(strings.TrimPrefix(e.attrs["restype"], private))
	for _, u := range e.all("trans-unit") {
		if u.attrs["translate"] == "no" {
			continue
		}
		segments, err := f.segments(u, b.ID)
		if err != nil {
			return err
		}
		b.Segments = append(b.Segments, segments...)
	}
	if len(b.Segments) > 0 {
		f.doc.Blocks = append(f.doc.Blocks, b)
	}
	return nil
}

// transUnit reads a trans-unit of another tool as a block.
func (f *file) transUnit(e *element) error {
	if e.attrs["translate"] == "no" || f.major != '1' {
		return nil
	}
	b := bitext.Block{ID: e.attrs["id"]}
	b.Kind, b.Level = kindOf(strings.TrimPrefix(e.attrs["restype"], private))
	var err error
	b.Segments, err = f.segments(e, b.ID)
	if len(b.Segments) > 0 {
		f.doc.Blocks = append(f.doc.Blocks, b)
	}
	return err
}

// segments reads the segments of a trans-unit: the mrks of its seg-source where there are more
// than one, else all of it.
func (f *file) segments(e *element, block string) ([]bitext.Segment, error) {
	r := newReader(f.report, block)
	r.seg = e.attrs["id"]
	if f.own {
		r.facts = facts(e)
	}
	pairs := cutUnit(e)
	var sources, targets []*element
	for _, p := range pairs {
		sources = append(append(sources, p.source), p.gap)
		targets = append(targets, p.target)
	}
	r.side(sources)
	var segments []bitext.Segment
	var on []bitext.Code
	for _, p := range pairs {
		s := bitext.Segment{ID: p.id, State: bitext.Initial}
		s.Source, on = r.joined([]*element{p.source}, on)
		s.After, on = r.joined([]*element{p.gap}, on)
		s.After = withoutPairs(s.After)
		segments = append(segments, s)
	}
	r.side(targets)
	on = nil
	for i, p := range pairs {
		r.seg = p.id
		segments[i].Target, on = r.joined([]*element{p.target}, on)
		f.state1(r, &segments[i], e)
		if len(segments[i].Target) > 0 {
			r.compare(segments[i].Source, segments[i].Target)
		}
	}
	if len(segments) > 0 {
		f.remarks(r, &segments[0], e)
	}
	return segments, r.err
}

// pair is one segment of a trans-unit; gap is what stands before the next.
type pair struct {
	id                  string
	source, target, gap *element
}

// cutUnit finds the pairs of a trans-unit.
func cutUnit(e *element) []pair {
	source, target := e.first("source"), e.first("target")
	seg := e.first("seg-source")
	marks := marksOf(seg)
	switch {
	case source == nil:
		return nil
	case len(marks) == 0:
		return []pair{{id: e.attrs["id"], source: source, target: target}}
	case len(marks) == 1:
		return []pair{{id: e.attrs["id"], source: seg, target: target}}
	}
	byID := map[string]*element{}
	for _, m := range marksOf(target) {
		byID[m.attrs["mid"]] = m
	}
	var pairs []pair
	for i, m := range marks {
		mid := m.attrs["mid"]
		pairs = append(pairs, pair{id: e.attrs["id"] + "." + mid, source: m, target: byID[mid],
			gap: gapAfter(seg, marks, i)})
	}
	return pairs
}

// marksOf lists the segments that e is cut into.
func marksOf(e *element) []*element {
	var marks []*element
	if e != nil {
		e.each(func(m *element) {
			if m.name == "mrk" && m.attrs["mtype"] == "seg" {
				marks = append(marks, m)
			}
		})
	}
	return marks
}

// gapAfter is what stands in seg between two marks that are its own children.
func gapAfter(seg *element, marks []*element, i int) *element {
	gap := &element{name: "gap", space: seg.space, keep: seg.keep}
	in := false
	for _, k := range seg.kids {
		if k, ok := k.(*element); ok && k.name == "mrk" && k.attrs["mtype"] == "seg" {
			in = k == marks[i]
			continue
		}
		if in {
			gap.kids = append(gap.kids, k)
		}
	}
	return gap
}

// facts are what our context elements say, without the x- of their types.
func facts(e *element) map[string]string {
	found := map[string]string{}
	for _, g := range e.all("context-group") {
		for _, c := range g.all("context") {
			found[strings.TrimPrefix(c.attrs["context-type"], "x-")] = c.text()
		}
	}
	return found
}

// remarks reads version, people and notes of a trans-unit into its first segment.
func (f *file) remarks(r *reader, s *bitext.Segment, e *element) {
	if v, ok := strings.CutPrefix(e.attrs["extradata"], own+"version="); ok {
		s.Version = r.version(v)
	}
	if r.facts != nil {
		s.Translator = r.clean(r.facts[translator])
		s.Reviewer = r.clean(r.facts[reviewer])
		s.Override = r.clean(r.facts[override])
		if after := r.facts["after"]; after != "" {
			s.After = r.after(after)
		}
	}
	for _, n := range e.all("note") {
		text := r.clean(n.text())
		if text == "" {
			continue
		}
		remark := bitext.Remark{Author: tidy(n.attrs["from"]), Text: text}
		author, at := remark.Author, ""
		if i := strings.LastIndex(author, ", "); i >= 0 {
			author, at = author[:i], author[i+2:]
		} else {
			author, at = "", author
		}
		if t := instant(at); !t.IsZero() {
			remark.Author, remark.Time = author, t
		}
		s.Notes = append(s.Notes, remark)
	}
}

// after reads the gap that write1 wrote as markup. Its codes are breaks.
func (r *reader) after(s string) bitext.Text {
	var codes []bitext.Code
	for _, part := range strings.Split(s, "⟦")[1:] {
		id, _, ok := strings.Cut(part, "/⟧")
		if !ok || alnum(id) != id || id == "" {
			continue
		}
		c, there := r.taken[id]
		if !there {
			c = bitext.Code{ID: id, Type: bitext.Break, Data: r.clean(r.facts["data-"+id]),
				Equiv: r.clean(r.facts["equiv-"+id])}
		}
		codes = append(codes, c)
	}
	t, err := bitext.Parse(r.clean(s), codes)
	if err != nil {
		return nil // someone changed it; the desk's own gap is better
	}
	return t
}

// state1 reads state, state-qualifier and approved. A target that write1 copied from the source
// and nobody touched is none.
func (f *file) state1(r *reader, s *bitext.Segment, unit *element) {
	target := unit.first("target")
	if target == nil {
		return
	}
	state, qualifier := target.attrs["state"], target.attrs["state-qualifier"]
	if len(s.Target) == 0 && state == "" {
		return
	}
	if state == "needs-translation" || state == "new" && qualifier == "" {
		if s.Target.String() == s.Source.String() {
			s.Target = nil
			return
		}
	}
	s.State, s.SubState = f.stateOf(r, state, qualifier)
	if len(s.Target) == 0 && s.State == bitext.Initial {
		s.SubState = bitext.None
	}
	switch unit.attrs["approved"] {
	case "yes":
		if len(s.Target) > 0 && s.State.Rank() < bitext.Reviewed.Rank() {
			s.State, s.SubState = bitext.Reviewed, bitext.None
		}
	case "no":
		if s.State.Rank() > bitext.Translated.Rank() {
			s.State = bitext.Translated
		}
	}
}

// stateOf maps the states of XLIFF 1.2. A target of our own file that differs from the source
// although its state is still needs-translation was filled by a tool that leaves states alone,
// as OmegaT does: it is translated.
func (f *file) stateOf(r *reader, state, qualifier string) (bitext.State, bitext.SubState) {
	switch state {
	case "final":
		return bitext.Final, bitext.None
	case "signed-off":
		return bitext.Reviewed, bitext.None
	case "translated", "":
		return bitext.Translated, rejected(qualifier)
	case "needs-review-translation", "needs-review-l10n", "needs-review-adaptation",
		"needs-adaptation", "needs-l10n":
		return bitext.Translated, rejected(qualifier)
	case "needs-translation":
		if f.own && qualifier == "" {
			return bitext.Translated, bitext.None
		}
		return bitext.Initial, suggested(qualifier)
	case "new":
		return bitext.Initial, suggested(qualifier)
	}
	if !strings.HasPrefix(state, "x-") {
		r.problem(StateUnknown, state)
	}
	return bitext.Initial, suggested(qualifier)
}

func rejected(qualifier string) bitext.SubState {
	switch {
	case qualifier == "x-"+string(bitext.Stale):
		return bitext.Stale
	case qualifier == "x-"+string(bitext.Returned), strings.HasPrefix(qualifier, "rejected-"):
		return bitext.Returned
	}
	return bitext.None
}

func suggested(qualifier string) bitext.SubState {
	switch qualifier {
	case "leveraged-mt", "mt-suggestion":
		return bitext.FromMachine
	case "leveraged-tm", "leveraged-repository", "leveraged-inherited", "tm-suggestion",
		"exact-match", "fuzzy-match", "id-match":
		return bitext.FromMemory
	}
	return bitext.Draft
}
