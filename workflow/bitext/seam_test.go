package bitext_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/bitext"
)

// twoSentences returns a segment of two sentences, with a bold code across their seam.
func twoSentences(t *testing.T) bitext.Segment {
	t.Helper()
	codes := []bitext.Code{{ID: "1", Type: bitext.Bold}}
	source, err := bitext.Parse("وصل ⟦1⟧أمس. غادر⟦/1⟧ اليوم.", codes)
	if err != nil {
		t.Fatal(err)
	}
	target, err := bitext.Parse("Il est arrivé ⟦1⟧hier. Il part⟦/1⟧ aujourd’hui.", codes)
	if err != nil {
		t.Fatal(err)
	}
	return bitext.Segment{ID: "s", Source: source, Target: target, After: bitext.Plain("\n"),
		Notes: []bitext.Remark{{Text: "non"}}, Version: 3, State: bitext.Reviewed,
		Seams: []bitext.Seam{{len("وصل أمس. "), len("Il est arrivé hier. ")}}}
}

func rows(d *bitext.Document) (out [][5]string) {
	for _, s := range d.Segments() {
		notes := ""
		for _, n := range s.Notes {
			notes += n.Text
		}
		out = append(out, [5]string{s.ID, s.Source.Markup(), s.Target.Markup(), s.After.Markup(), notes})
	}
	return out
}

func TestBySentenceCutsAtSeams(t *testing.T) {
	d := &bitext.Document{Blocks: []bitext.Block{{ID: "b", Segments: []bitext.Segment{twoSentences(t)}}}}
	want := [][5]string{
		{"s.1", "وصل ⟦1⟧أمس.⟦/1⟧", "Il est arrivé ⟦1⟧hier.⟦/1⟧", " ", "non"},
		{"s.2", "⟦1⟧غادر⟦/1⟧ اليوم.", "⟦1⟧Il part⟦/1⟧ aujourd’hui.", "\n", ""},
	}
	if diff := cmp.Diff(want, rows(d.BySentence())); diff != "" {
		t.Error(diff)
	}
}

func TestMatchesIgnoresInvalidSeams(t *testing.T) {
	for _, seams := range [][]bitext.Seam{nil, {{0, 5}}, {{5, 1000}}, {{9, 9}, {9, 9}}, {{9, 9}, {5, 5}}, {{-3, 4}}} {
		s := twoSentences(t)
		s.Seams = seams
		m := s.Matches()
		if len(m) != 1 || !m[0].Source.Text.Equal(s.Source) || !m[0].Target.Text.Equal(s.Target) {
			t.Errorf("%v: %d matches", seams, len(m))
		}
	}
}

func TestByBlockKeepsSeams(t *testing.T) {
	whole, missing := twoSentences(t), twoSentences(t)
	missing.Target, missing.Seams = nil, nil
	plain := bitext.Segment{ID: "p", Source: bitext.Plain("قال."), Target: bitext.Plain("Dit-il.")}
	for _, c := range []struct {
		segments []bitext.Segment
		want     []string // targets of the rows after BySentence
	}{
		{[]bitext.Segment{plain, whole, plain}, []string{"Dit-il.", "Il est arrivé ⟦1⟧hier.⟦/1⟧", "⟦1⟧Il part⟦/1⟧ aujourd’hui.", "Dit-il."}},
		{[]bitext.Segment{plain, missing}, []string{"Dit-il."}},
		{[]bitext.Segment{whole}, []string{"Il est arrivé ⟦1⟧hier.⟦/1⟧", "⟦1⟧Il part⟦/1⟧ aujourd’hui."}},
	} {
		d := &bitext.Document{Blocks: []bitext.Block{{ID: "b", Segments: c.segments}}}
		var got []string
		for _, s := range d.ByBlock().BySentence().Segments() {
			got = append(got, s.Target.Markup())
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Error(diff)
		}
		id := d.ByBlock().Segments()[0].ID
		if want := map[bool]string{true: "s", false: "b"}[len(c.segments) == 1]; id != want {
			t.Errorf("a row of %d segments has the id %q, want %q", len(c.segments), id, want)
		}
	}
}
