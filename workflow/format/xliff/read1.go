package xliff

import (
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/xliff/xmlfile"
)

// header reads the notes about the article that 1.2 files of this program have.
func (f *file) header(e *xmlfile.Element) error {
	if f.major != '1' || !f.own || f.files > 1 {
		return nil
	}
	f.doc.Origin = ""
	for _, n := range e.All("note") {
		name, ok := strings.CutPrefix(n.Attr("from"), ownPrefix)
		if !ok {
			continue
		}
		if role, ok := strings.CutPrefix(name, "credit:"); ok {
			c := credit(role, strings.Split(n.Text(), "\n"))
			f.doc.Credits = append(f.doc.Credits, c)
			continue
		}
		f.fact(name, n.Text())
	}
	return nil
}

// group reads a group that this program made: a block whose segments are the trans-units, or in
// a flat file of 2.1 the units.
func (f *file) group(e *xmlfile.Element) error {
	b := bitext.Block{ID: e.Attr("id")}
	b.Kind, b.Level = kindOf(strings.TrimPrefix(e.Attr("restype"), ownRestype))
	if f.major == '2' {
		b.Kind, b.Level = kindOf(strings.TrimPrefix(e.Attr("type"), ownPrefix))
	}
	for _, u := range e.All("unit") {
		one, err := f.unitBlock(u)
		if err := f.refuse(err, len(b.Segments), len(b.Segments)+len(one.Segments)); err != nil {
			return err
		}
		b.Segments = append(b.Segments, one.Segments...)
	}
	for _, u := range e.All("trans-unit") {
		if u.Attr("translate") == "no" {
			f.leaveOut(f.readerOf(u), u)
			continue
		}
		segments, err := f.segments(u, b.ID)
		if err := f.refuse(err, len(b.Segments), len(b.Segments)+len(segments)); err != nil {
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
func (f *file) transUnit(e *xmlfile.Element) error {
	if f.major != '1' {
		return nil
	}
	if e.Attr("translate") == "no" {
		f.leaveOut(f.readerOf(e), e)
		return nil
	}
	b := bitext.Block{ID: e.Attr("id")}
	b.Kind, b.Level = kindOf(strings.TrimPrefix(e.Attr("restype"), ownRestype))
	var err error
	b.Segments, err = f.segments(e, b.ID)
	err = f.refuse(err, 0, len(b.Segments))
	if len(b.Segments) > 0 {
		f.doc.Blocks = append(f.doc.Blocks, b)
	}
	return err
}

// segments reads the segments of a trans-unit: the mrks of its seg-source where there are more
// than one, else all of it. The error is that of a text which lang.Clean refuses.
func (f *file) segments(e *xmlfile.Element, block string) ([]bitext.Segment, error) {
	r := f.readerOf(e)
	r.block, r.seg = block, e.Attr("id")
	if f.own {
		r.facts = facts(e)
	}
	pairs := r.cutUnit(e, f.own)
	var sources, targets []*xmlfile.Element
	for _, p := range pairs {
		sources = append(append(sources, p.source), p.gap)
		targets = append(targets, p.targets...)
	}
	r.side(sources)
	var segments []bitext.Segment
	var stillOpen []bitext.Code
	for _, p := range pairs {
		s := bitext.Segment{ID: p.id, State: bitext.Initial}
		s.Source, stillOpen = r.joinContent([]*xmlfile.Element{p.source}, stillOpen)
		s.After, stillOpen = r.joinContent([]*xmlfile.Element{p.gap}, stillOpen)
		s.After = withoutPairs(s.After)
		segments = append(segments, s)
	}
	r.side(targets)
	stillOpen = nil
	for i, p := range pairs {
		r.seg = p.id
		segments[i].Target, stillOpen = r.joinContent(p.targets, stillOpen)
		f.state1(r, &segments[i], e)
		r.dialect(&segments[i], e, p.mid)
		if len(segments[i].Target) > 0 {
			r.compareCodes(segments[i].Source, segments[i].Target)
		}
	}
	if len(segments) > 0 {
		f.remarks(r, &segments[0], e)
	}
	if f.spots != nil {
		for i := range pairs {
			*f.spots = append(*f.spots, spot{unit: e, reader: r, pairs: pairs, at: i})
		}
	}
	if f.spots == nil {
		r.matches1(e, pairs, segments)
	}
	return segments, r.err
}

// pair is one segment of a trans-unit; gap is what follows it before the next.
type pair struct {
	id, mid     string // mid: of its mrk; empty where the unit is not cut
	source, gap *xmlfile.Element
	targets     []*xmlfile.Element
}

// cutUnit finds the pairs of a trans-unit. One that this program wrote is one pair, even when
// another tool has cut it since.
func (r *reader) cutUnit(e *xmlfile.Element, own bool) []pair {
	source, target := e.First("source"), e.First("target")
	seg := e.First("seg-source")
	marks := marksOf(seg)
	whole := pair{id: e.Attr("id"), source: source}
	if target != nil {
		whole.targets = []*xmlfile.Element{target}
	}
	switch {
	case source == nil:
		if text := target.Text(); hasWords(text) {
			r.problem(NoSource, text)
		}
		return nil
	case len(marks) == 0 || own:
		return []pair{whole}
	case len(marks) == 1:
		whole.source, whole.mid = seg, marks[0].Attr("mid")
		return []pair{whole}
	case len(marksOf(target)) == 0 && hasWords(target.Text()):
		r.problem(TargetWhole, target.Text())
		whole.source = seg
		return []pair{whole}
	}
	var pairs []pair
	for i, m := range marks {
		mid := m.Attr("mid")
		pairs = append(pairs, pair{id: e.Attr("id") + "." + mid, mid: mid, source: m, gap: gapAfter(seg, marks, i)})
	}
	r.pairTargets(pairs, target)
	return pairs
}

// pairTargets gives pairs the pieces of a target. A piece that no pair has, and words around the pieces, are joined to the
// pair before them, so that nothing is lost.
func (r *reader) pairTargets(pairs []pair, target *xmlfile.Element) {
	last := 0
	join := func(e *xmlfile.Element) {
		r.problem(TargetJoined, e.Text())
		if len(pairs[last].targets) > 0 {
			pairs[last].targets = append(pairs[last].targets, &xmlfile.Element{Name: "gap", Space: e.Space, Kids: []any{" "}, Keep: true})
		}
		pairs[last].targets = append(pairs[last].targets, e)
	}
	var walk func(e *xmlfile.Element)
	walk = func(e *xmlfile.Element) {
		for _, k := range e.Kids {
			switch k := k.(type) {
			case string:
				if hasWords(k) {
					join(&xmlfile.Element{Name: "gap", Space: e.Space, Kids: []any{strings.TrimSpace(k)}})
				}
			case *xmlfile.Element:
				if k.Name != "mrk" || k.Attr("mtype") != "seg" {
					walk(k)
					continue
				}
				at := slices.IndexFunc(pairs, func(p pair) bool { return p.mid == k.Attr("mid") && len(p.targets) == 0 })
				if at >= 0 {
					last, pairs[at].targets = at, []*xmlfile.Element{k}
				} else if hasWords(k.Text()) {
					join(k)
				}
			}
		}
	}
	if target != nil {
		walk(target)
	}
}

// marksOf lists the segments that e is cut into.
func marksOf(e *xmlfile.Element) []*xmlfile.Element {
	var marks []*xmlfile.Element
	if e != nil {
		e.Each(func(m *xmlfile.Element) {
			if m.Name == "mrk" && m.Attr("mtype") == "seg" {
				marks = append(marks, m)
			}
		})
	}
	return marks
}

// gapAfter is the content of seg between two marks that are its own children.
func gapAfter(seg *xmlfile.Element, marks []*xmlfile.Element, i int) *xmlfile.Element {
	gap := &xmlfile.Element{Name: "gap", Space: seg.Space, Keep: seg.Keep}
	in := false
	for _, k := range seg.Kids {
		if k, ok := k.(*xmlfile.Element); ok && k.Name == "mrk" && k.Attr("mtype") == "seg" {
			in = k == marks[i]
			continue
		}
		if in {
			gap.Kids = append(gap.Kids, k)
		}
	}
	return gap
}

// facts are the texts of the context elements by type, without the x- of the types.
func facts(e *xmlfile.Element) map[string]string {
	found := map[string]string{}
	for _, g := range e.All("context-group") {
		for _, c := range g.All("context") {
			found[strings.TrimPrefix(c.Attr("context-type"), "x-")] = c.Text()
		}
	}
	return found
}

// remarks reads version, people and notes of a trans-unit into its first segment.
func (f *file) remarks(r *reader, s *bitext.Segment, e *xmlfile.Element) {
	if v, ok := strings.CutPrefix(e.Attr("extradata"), ownPrefix+"version="); ok {
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
	for _, n := range e.All("note") {
		text := r.clean(n.Text())
		if text == "" {
			continue
		}
		remark := bitext.Remark{Author: cleanOrEmpty(n.Attr("from")), Text: text}
		author, at := remark.Author, ""
		if i := strings.LastIndex(author, ", "); i >= 0 {
			author, at = author[:i], author[i+2:]
		} else {
			author, at = "", author
		}
		if t := parseTime(at); !t.IsZero() {
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
		return nil // it was changed; the desk's own gap is better
	}
	return t
}

// state1 reads state, state-qualifier and approved. An unchanged copy of the source, which write1
// makes, is no target.
func (f *file) state1(r *reader, s *bitext.Segment, unit *xmlfile.Element) {
	target := unit.First("target")
	if target == nil {
		return
	}
	state, qualifier := target.Attr("state"), target.Attr("state-qualifier")
	if len(s.Target) == 0 && state == "" {
		return
	}
	if state == "needs-translation" || state == "new" && qualifier == "" {
		if sameWords(s.Target, s.Source) {
			s.Target = nil
			return
		}
	}
	s.State, s.SubState = f.stateOf(r, state, qualifier)
	if len(s.Target) == 0 && s.State == bitext.Initial {
		s.SubState = bitext.None
	}
	switch unit.Attr("approved") {
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

// sameWords compares texts without their codes and the amount of white space, which tools change
// on their own.
func sameWords(a, b bitext.Text) bool {
	return slices.Equal(strings.Fields(a.String()), strings.Fields(b.String()))
}

// stateOf maps the states of XLIFF 1.2. A target in a file of this program that differs from the
// source although its state is still needs-translation was filled by a tool that leaves states
// alone, as OmegaT does: it is translated.
func (f *file) stateOf(r *reader, state, qualifier string) (bitext.State, bitext.SubState) {
	switch state {
	case "final":
		return bitext.Final, bitext.None
	case "signed-off":
		return bitext.Reviewed, bitext.None
	case "translated", "":
		return bitext.Translated, rejectedSubState(qualifier)
	case "needs-review-translation", "needs-review-l10n", "needs-review-adaptation",
		"needs-adaptation", "needs-l10n":
		return bitext.Translated, rejectedSubState(qualifier)
	case "needs-translation":
		if f.own && qualifier == "" {
			return bitext.Translated, bitext.None
		}
		return bitext.Initial, suggestedSubState(qualifier)
	case "new":
		return bitext.Initial, suggestedSubState(qualifier)
	}
	if !strings.HasPrefix(state, "x-") {
		r.problem(StateUnknown, state)
	}
	return bitext.Initial, suggestedSubState(qualifier)
}

func rejectedSubState(qualifier string) bitext.SubState {
	switch {
	case qualifier == "x-"+string(bitext.Stale):
		return bitext.Stale
	case qualifier == "x-"+string(bitext.Returned), strings.HasPrefix(qualifier, "rejected-"):
		return bitext.Returned
	}
	return bitext.None
}

func suggestedSubState(qualifier string) bitext.SubState {
	switch qualifier {
	case "leveraged-mt", "mt-suggestion":
		return bitext.FromMachine
	case "leveraged-tm", "leveraged-repository", "leveraged-inherited", "tm-suggestion",
		"exact-match", "fuzzy-match", "id-match":
		return bitext.FromMemory
	}
	return bitext.Draft
}
