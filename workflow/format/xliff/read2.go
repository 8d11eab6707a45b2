package xliff

import (
	"strconv"
	"strings"

	"truchement/workflow/bitext"
)

// metadata reads the metadata module at file level.
func (f *file) metadata(e *element) {
	for _, g := range e.all("metaGroup") {
		m := metas(g)
		switch strings.TrimPrefix(g.attrs["category"], own) {
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

func metas(g *element) meta {
	m := meta{}
	for _, e := range g.all("meta") {
		t := e.attrs["type"]
		m[t] = append(m[t], e.text())
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
func (f *file) unit(e *element) error {
	if e.attrs["translate"] == "no" {
		return nil
	}
	b := bitext.Block{ID: e.attrs["id"]}
	b.Kind, b.Level = kindOf(strings.TrimPrefix(e.attrs["type"], own))
	r := newReader(f.report, b.ID)
	r.own = f.own
	if o := e.first("originalData"); o != nil {
		for _, d := range o.all("data") {
			r.data[d.attrs["id"]] = d.text()
		}
	}
	p := partsOf(e)
	b.Segments = r.sources(p)
	f.annotate(e, &b, p.names, r)
	r.targets(p, b)
	if len(b.Segments) > 0 {
		f.doc.Blocks = append(f.doc.Blocks, b)
	}
	return r.err
}

// parts is the content of a unit: per segment its elements, and the gaps after it.
type parts struct {
	before   []*element // sources of ignorables before the first segment
	segments []*element
	gaps     [][]*element
	names    map[string]int // of the segments
}

func partsOf(e *element) parts {
	p := parts{names: map[string]int{}}
	for _, k := range e.kids {
		k, ok := k.(*element)
		if !ok || k.space != e.space {
			continue
		}
		switch n := len(p.segments); {
		case k.name == "segment":
			p.names[k.attrs["id"]] = n
			p.segments, p.gaps = append(p.segments, k), append(p.gaps, nil)
		case k.name == "ignorable" && n == 0:
			p.before = append(p.before, k.first("source"))
		case k.name == "ignorable":
			p.gaps[n-1] = append(p.gaps[n-1], k.first("source"))
		}
	}
	return p
}

// sources reads the source side of a unit.
func (r *reader) sources(p parts) []bitext.Segment {
	side := append([]*element{}, p.before...)
	for i, s := range p.segments {
		side = append(append(side, s.first("source")), p.gaps[i]...)
	}
	r.side(side)
	var segments []bitext.Segment
	lead, on := r.joined(p.before, nil)
	lead = lead.Trim()
	for i, e := range p.segments {
		s := bitext.Segment{ID: e.attrs["id"]}
		r.seg = s.ID
		s.Source, on = r.joined([]*element{e.first("source")}, on)
		s.After, on = r.joined(p.gaps[i], on)
		s.After = withoutPairs(s.After)
		if i == 0 && len(lead) > 0 {
			s.Source = bitext.Join(lead, s.Source)
		}
		segments = append(segments, s)
	}
	return segments
}

// joined reads elements as one text.
func (r *reader) joined(all []*element, on []bitext.Code) (bitext.Text, []bitext.Code) {
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
	var side []*element
	for _, s := range p.segments {
		side = append(side, s.first("target"))
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
func (r *reader) state2(s *bitext.Segment, e *element) {
	s.State = bitext.State(e.attrs["state"])
	sub, ours := strings.CutPrefix(e.attrs["subState"], own)
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
func (f *file) annotate(e *element, b *bitext.Block, names map[string]int, r *reader) {
	if len(b.Segments) == 0 {
		return
	}
	about := map[string]meta{} // by note
	for _, k := range e.kids {
		k, ok := k.(*element)
		if !ok || k.space != nsMeta || k.name != "metadata" {
			continue
		}
		for _, g := range k.all("metaGroup") {
			m := metas(g)
			switch g.attrs["category"] {
			case own + "segment":
				if i, ok := names[m.one("segment")]; ok {
					r.segmentMeta(&b.Segments[i], m)
				}
			case own + "note":
				about[m.one("note")] = m
			}
		}
	}
	notes := e.first("notes")
	if notes == nil {
		return
	}
	for _, n := range notes.all("note") {
		m := about[n.attrs["id"]]
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

func (r *reader) note(s *bitext.Segment, n *element, m meta) {
	text := r.clean(n.text())
	switch n.attrs["category"] {
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
