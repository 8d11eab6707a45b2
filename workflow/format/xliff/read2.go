package xliff

import (
	"strconv"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/xliff/xmlfile"
)

// metadata reads the metadata module at file level.
func (f *file) metadata(e *xmlfile.Element) {
	for _, g := range e.All("metaGroup") {
		m := metas(g)
		switch strings.TrimPrefix(g.Attrs["category"], own) {
		case "article":
			f.own = m.one("tool") == toolID
			if f.own {
				f.doc.Origin = ""
			}
			for name, all := range m {
				f.fact(name, all[0])
			}
		case "credit":
			if f.files == 1 {
				f.doc.Credits = append(f.doc.Credits, credit(m.one("role"), m["name"]))
			}
		}
	}
}

func credit(role string, names []string) bitext.Credit {
	c := bitext.Credit{Role: tidy(role)}
	for _, n := range names {
		if n = tidy(n); n != "" {
			c.Names = append(c.Names, n)
		}
	}
	return c
}

// meta is the values of a metaGroup by type.
type meta map[string][]string

func metas(g *xmlfile.Element) meta {
	m := meta{}
	for _, e := range g.All("meta") {
		t := e.Attrs["type"]
		m[t] = append(m[t], e.Text())
	}
	return m
}

// one is the first value of a type; "" for none.
func (m meta) one(name string) string {
	if all := m[name]; len(all) > 0 {
		return all[0]
	}
	return ""
}

// unit reads an XLIFF 2 unit as a block.
func (f *file) unit(e *xmlfile.Element) error {
	b, err := f.unitBlock(e)
	if len(b.Segments) > 0 {
		f.doc.Blocks = append(f.doc.Blocks, b)
	}
	return err
}

func (f *file) unitBlock(e *xmlfile.Element) (bitext.Block, error) {
	b := bitext.Block{ID: e.Attrs["id"]}
	if e.Attrs["translate"] == "no" {
		return b, nil
	}
	b.Kind, b.Level = kindOf(strings.TrimPrefix(e.Attrs["type"], own))
	r := newReader(f.report, b.ID)
	r.own = f.own
	if o := e.First("originalData"); o != nil {
		for _, d := range o.All("data") {
			r.data[d.Attrs["id"]] = d.Text()
		}
	}
	p := partsOf(e)
	b.Segments = r.sources(p)
	f.annotate(e, &b, p.names, r)
	r.targets(p, b)
	return b, r.err
}

// parts is the content of a unit: per segment its elements, and the gaps after it.
type parts struct {
	before   []*xmlfile.Element // sources of ignorables before the first segment
	segments []*xmlfile.Element
	gaps     [][]*xmlfile.Element
	names    map[string]int // of the segments
}

func partsOf(e *xmlfile.Element) parts {
	p := parts{names: map[string]int{}}
	for _, k := range e.Kids {
		k, ok := k.(*xmlfile.Element)
		if !ok || k.Space != e.Space {
			continue
		}
		switch n := len(p.segments); {
		case k.Name == "segment":
			p.names[k.Attrs["id"]] = n
			p.segments, p.gaps = append(p.segments, k), append(p.gaps, nil)
		case k.Name == "ignorable" && n == 0:
			p.before = append(p.before, k.First("source"))
		case k.Name == "ignorable":
			p.gaps[n-1] = append(p.gaps[n-1], k.First("source"))
		}
	}
	return p
}

// sources reads the source side of a unit.
func (r *reader) sources(p parts) []bitext.Segment {
	side := append([]*xmlfile.Element{}, p.before...)
	for i, s := range p.segments {
		side = append(append(side, s.First("source")), p.gaps[i]...)
	}
	r.side(side)
	var segments []bitext.Segment
	lead, on := r.joined(p.before, nil)
	for i, e := range p.segments {
		s := bitext.Segment{ID: e.Attrs["id"]}
		r.seg = s.ID
		s.Source, on = r.joined([]*xmlfile.Element{e.First("source")}, on)
		s.After, on = r.joined(p.gaps[i], on)
		s.After = withoutPairs(s.After)
		if i == 0 && !lead.Empty() {
			s.Source = bitext.Join(lead, s.Source)
		}
		segments = append(segments, s)
	}
	return segments
}

// joined reads elements as one text.
func (r *reader) joined(all []*xmlfile.Element, on []bitext.Code) (bitext.Text, []bitext.Code) {
	var texts []bitext.Text
	for _, e := range all {
		if e == nil {
			continue
		}
		var t bitext.Text
		t, on = r.content(e, on)
		texts = append(texts, t)
	}
	return bitext.Join(texts...), on
}

// withoutPairs leaves characters and standalone codes: a gap is never formatted.
func withoutPairs(t bitext.Text) bitext.Text {
	var out bitext.Text
	for _, run := range t {
		if run.Kind == bitext.Chars || run.Kind == bitext.Lone {
			out = append(out, run)
		}
	}
	return out
}

// targets reads the target side of a unit into the segments of b.
func (r *reader) targets(p parts, b bitext.Block) {
	var side []*xmlfile.Element
	for _, s := range p.segments {
		side = append(side, s.First("target"))
	}
	r.side(side)
	var on []bitext.Code
	for i, e := range p.segments {
		s := &b.Segments[i]
		r.seg = s.ID
		s.Target, on = r.joined(side[i:i+1], on)
		if len(s.Target) > 0 {
			r.compare(s.Source, s.Target)
		}
		r.state2(s, e)
	}
}

// state2 reads state and subState. A target in state initial is a draft, whoever made it.
func (r *reader) state2(s *bitext.Segment, e *xmlfile.Element) {
	s.State = bitext.State(e.Attrs["state"])
	sub, ours := strings.CutPrefix(e.Attrs["subState"], own)
	if ours && belongs(bitext.SubState(sub), s.State) {
		s.SubState = bitext.SubState(sub)
	}
	switch s.State {
	case bitext.Initial, bitext.Translated, bitext.Reviewed, bitext.Final:
	default:
		if s.State != "" {
			r.problem(StateUnknown, string(s.State))
		}
		s.State = bitext.Initial
	}
	if s.State == bitext.Initial && s.SubState == bitext.None && len(s.Target) > 0 {
		s.SubState = bitext.Draft
	}
}

// belongs says whether sub tells more of state.
func belongs(sub bitext.SubState, state bitext.State) bool {
	switch sub {
	case bitext.Draft, bitext.FromMemory, bitext.FromMachine:
		return state == bitext.Initial
	case bitext.Returned, bitext.Stale:
		return state == bitext.Translated
	}
	return false
}

// annotate reads a unit's metadata and notes into the segments of b. A note that names no
// segment, as other tools write it, is the first one's.
func (f *file) annotate(e *xmlfile.Element, b *bitext.Block, names map[string]int, r *reader) {
	if len(b.Segments) == 0 {
		return
	}
	about := map[string]meta{} // by note
	for _, k := range e.Kids {
		k, ok := k.(*xmlfile.Element)
		if !ok || k.Space != nsMeta || k.Name != "metadata" {
			continue
		}
		for _, g := range k.All("metaGroup") {
			m := metas(g)
			switch g.Attrs["category"] {
			case own + "segment":
				if i, ok := names[m.one("segment")]; ok {
					r.segmentMeta(&b.Segments[i], m)
				}
			case own + "note":
				about[m.one("note")] = m
			}
		}
	}
	notes := e.First("notes")
	if notes == nil {
		return
	}
	for _, n := range notes.All("note") {
		m := about[n.Attrs["id"]]
		r.note(&b.Segments[names[m.one("segment")]], n, m)
	}
}

func (r *reader) segmentMeta(s *bitext.Segment, m meta) {
	r.seg = s.ID
	if id := m.one("id"); id != "" {
		s.ID = id
	}
	s.Version = r.version(m.one("version"))
}

// version is the number v says; 0 for none.
func (r *reader) version(v string) int64 {
	if v == "" {
		return 0
	}
	n, err := strconv.ParseInt(v, 10, 64)
	if err != nil || n < 0 {
		r.problem(VersionBroken, v)
		return 0
	}
	return n
}

func (r *reader) note(s *bitext.Segment, n *xmlfile.Element, m meta) {
	text := r.clean(n.Text())
	switch n.Attrs["category"] {
	case translator:
		s.Translator = text
	case reviewer:
		s.Reviewer = text
	case override:
		s.Override = text
	default:
		s.Notes = append(s.Notes, bitext.Remark{Author: tidy(m.one("author")),
			Time: instant(m.one("time")), Text: text})
	}
}
