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
		switch strings.TrimPrefix(g.Attr("category"), ownPrefix) {
		case "article":
			f.own = m.first("tool") == toolID
			if f.own {
				f.doc.Origin = ""
			}
			for name, all := range m {
				f.fact(name, all[0])
			}
		case "credit":
			if f.files == 1 {
				f.doc.Credits = append(f.doc.Credits, credit(m.first("role"), m["name"]))
			}
		}
	}
}

func credit(role string, names []string) bitext.Credit {
	c := bitext.Credit{Role: cleanOrEmpty(role)}
	for _, n := range names {
		if n = cleanOrEmpty(n); n != "" {
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
		t := e.Attr("type")
		m[t] = append(m[t], e.Text())
	}
	return m
}

// first is the first value of a type; "" for none.
func (m meta) first(name string) string {
	if all := m[name]; len(all) > 0 {
		return all[0]
	}
	return ""
}

// unit reads an XLIFF 2 unit as a block.
func (f *file) unit(e *xmlfile.Element) error {
	b, err := f.unitBlock(e)
	err = f.refuse(err, 0, len(b.Segments))
	if len(b.Segments) > 0 {
		f.doc.Blocks = append(f.doc.Blocks, b)
	}
	return err
}

// unitBlock is the block of a unit. The error is that of a text which lang.Clean refuses.
func (f *file) unitBlock(e *xmlfile.Element) (bitext.Block, error) {
	b := bitext.Block{ID: e.Attr("id")}
	r := f.readerOf(e)
	if e.Attr("translate") == "no" {
		f.leaveOut(r, e)
		return b, nil
	}
	b.Kind, b.Level = kindOf(strings.TrimPrefix(e.Attr("type"), ownPrefix))
	r.own = f.own
	if o := e.First("originalData"); o != nil {
		for _, d := range o.All("data") {
			r.data[d.Attr("id")] = d.Text()
		}
	}
	p := partsOf(e)
	b.Segments = r.sources(p)
	f.readNotes(e, &b, p.names, r)
	r.targets(p, b)
	if f.spots != nil {
		for _, s := range p.segments {
			*f.spots = append(*f.spots, spot{unit: e, reader: r, segment: s})
		}
	}
	r.ignorables(e)
	if f.spots == nil {
		r.matches2(e, b.Segments)
	}
	return b, r.err
}

// ignorables tells of words between segments: they are none of a segment.
func (r *reader) ignorables(e *xmlfile.Element) {
	for _, k := range e.All("ignorable") {
		if text := k.First("target").Text(); hasWords(text) {
			r.problem(NoSource, text)
		}
	}
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
			p.names[k.Attr("id")] = n
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
	lead, stillOpen := r.joinContent(p.before, nil)
	for i, e := range p.segments {
		s := bitext.Segment{ID: e.Attr("id")}
		r.seg = s.ID
		s.Source, stillOpen = r.joinContent([]*xmlfile.Element{e.First("source")}, stillOpen)
		s.After, stillOpen = r.joinContent(p.gaps[i], stillOpen)
		s.After = withoutPairs(s.After)
		if i == 0 && !lead.Empty() {
			s.Source = bitext.Join(lead, s.Source)
		}
		segments = append(segments, s)
	}
	return segments
}

// joinContent reads elements as one text.
func (r *reader) joinContent(all []*xmlfile.Element, stillOpen []bitext.Code) (bitext.Text, []bitext.Code) {
	if len(all) == 1 && all[0] != nil {
		return r.content(all[0], stillOpen)
	}
	var texts []bitext.Text
	for _, e := range all {
		if e == nil {
			continue
		}
		var t bitext.Text
		t, stillOpen = r.content(e, stillOpen)
		texts = append(texts, t)
	}
	return bitext.Join(texts...), stillOpen
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
	var stillOpen []bitext.Code
	for i, e := range p.segments {
		s := &b.Segments[i]
		r.seg = s.ID
		s.Target, stillOpen = r.joinContent(side[i:i+1], stillOpen)
		if len(s.Target) > 0 {
			r.compareCodes(s.Source, s.Target)
		}
		r.state2(s, e)
	}
}

// state2 reads state and subState. A target in state initial is a draft.
func (r *reader) state2(s *bitext.Segment, e *xmlfile.Element) {
	s.State = bitext.State(e.Attr("state"))
	sub, ours := strings.CutPrefix(e.Attr("subState"), ownPrefix)
	if ours && isSubStateOf(bitext.SubState(sub), s.State) {
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

// isSubStateOf reports whether sub is a sub-state of state.
func isSubStateOf(sub bitext.SubState, state bitext.State) bool {
	switch sub {
	case bitext.Draft, bitext.FromMemory, bitext.FromMachine:
		return state == bitext.Initial
	case bitext.Returned, bitext.Stale:
		return state == bitext.Translated
	}
	return false
}

// readNotes reads a unit's metadata and notes into the segments of b. A note that names no
// segment, as other tools write it, is the first one's.
func (f *file) readNotes(e *xmlfile.Element, b *bitext.Block, names map[string]int, r *reader) {
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
			switch g.Attr("category") {
			case ownPrefix + "segment":
				if i, ok := names[m.first("segment")]; ok {
					r.segmentMeta(&b.Segments[i], m)
				}
			case ownPrefix + "note":
				about[m.first("note")] = m
			}
		}
	}
	notes := e.First("notes")
	if notes == nil {
		return
	}
	for _, n := range notes.All("note") {
		m := about[n.Attr("id")]
		r.note(&b.Segments[names[m.first("segment")]], n, m)
	}
}

func (r *reader) segmentMeta(s *bitext.Segment, m meta) {
	r.seg = s.ID
	if id := m.first("id"); id != "" {
		s.ID = id
	}
	s.Version = r.version(m.first("version"))
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
	switch n.Attr("category") {
	case translator:
		s.Translator = text
	case reviewer:
		s.Reviewer = text
	case override:
		s.Override = text
	default:
		s.Notes = append(s.Notes, bitext.Remark{Author: cleanOrEmpty(m.first("author")),
			Time: parseTime(m.first("time")), Text: text})
	}
}
