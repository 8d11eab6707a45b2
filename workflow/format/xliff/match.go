package xliff

import (
	"slices"

	"truchement/workflow/bitext"
)

// Match combines the desk's own document, have, with one that came back from outside, got. The
// result has the blocks of have and those of their segments that got has too, by id: the sources
// and gaps are those of have; the targets, states, versions, people and notes those of got. A code
// of a target whose id the source of have knows is that of have, with its address; other codes
// are kept and reported.
//
// Segments that have lacks, and second copies, are not in the result; each is a Problem with its
// target as Markup in Text. Neither document is changed.
func Match(have, got *bitext.Document) (*bitext.Document, []Problem) {
	m := matcher{got: map[string]bitext.Segment{}}
	for _, b := range got.Blocks {
		for _, s := range b.Segments {
			if _, twice := m.got[s.ID]; twice {
				m.unmatched(SegmentTwice, b.ID, s)
				continue
			}
			m.got[s.ID] = s
		}
	}
	out := *have
	out.Blocks = nil
	for _, b := range have.Blocks {
		if b = m.block(b); len(b.Segments) > 0 {
			out.Blocks = append(out.Blocks, b)
		}
	}
	for _, b := range got.Blocks {
		for _, s := range b.Segments {
			if left, ok := m.got[s.ID]; ok {
				m.unmatched(SegmentUnknown, b.ID, left)
				delete(m.got, s.ID)
			}
		}
	}
	return &out, m.problems
}

// matcher holds the segments of a file that are not matched yet.
type matcher struct {
	got      map[string]bitext.Segment
	problems []Problem
}

func (m *matcher) unmatched(k Kind, block string, s bitext.Segment) {
	p := Problem{Kind: k, Block: block, Segment: s.ID, Text: s.Target.Markup()}
	m.problems = append(m.problems, p)
}

func (m *matcher) block(b bitext.Block) bitext.Block {
	have := b.Segments
	b.Segments = nil
	for _, s := range have {
		g, ok := m.got[s.ID]
		if !ok {
			m.problems = append(m.problems, Problem{Kind: SegmentMissing, Block: b.ID, Segment: s.ID})
			continue
		}
		delete(m.got, s.ID)
		b.Segments = append(b.Segments, m.segment(b.ID, s, g))
	}
	return b
}

func (m *matcher) segment(block string, have, got bitext.Segment) bitext.Segment {
	report := Report{}
	r := newReader(&report, block)
	r.seg = have.ID
	if have.Source.Markup() != got.Source.Markup() {
		r.problem(SourceChanged, "")
	}
	got.Source, got.After = have.Source, have.After
	got.Target = slices.Clone(got.Target)
	codes := map[string]bitext.Code{}
	for _, c := range have.Source.Codes() {
		codes[c.ID] = c
	}
	for i, run := range got.Target {
		if c, ok := codes[run.Code.ID]; ok && c.Type == run.Code.Type {
			got.Target[i].Code = c
		}
	}
	if len(got.Target) > 0 {
		r.compareCodes(have.Source, got.Target)
	}
	m.problems = append(m.problems, report.Problems...)
	return got
}
