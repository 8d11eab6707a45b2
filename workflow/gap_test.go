package workflow_test

import (
	"fmt"
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// gapsOf writes the gaps of segments: kind and positions, ! for those that block.
func gapsOf(v workflow.ArticleView) string {
	var all []string
	for _, g := range workflow.GapsOf(v) {
		word := string(g.Kind)
		for _, p := range g.Positions {
			word += fmt.Sprintf(" %d", p)
		}
		if g.Kind.Blocks() {
			word += "!"
		}
		all = append(all, word)
	}
	return strings.Join(all, ", ")
}

func TestGapsOfOneSegment(t *testing.T) {
	bold := bitext.Code{ID: "1", Type: bitext.Bold}
	coded := bitext.Text{{Kind: bitext.Open, Code: bold}, {Chars: "نص"},
		{Kind: bitext.Close, Code: bold}}
	done := workflow.Snapshot{Source: coded, Target: coded, State: bitext.Reviewed}
	for _, c := range []struct {
		name   string
		change func(*workflow.Segment)
		want   string
	}{
		{"approved", func(*workflow.Segment) {}, ""},
		{"final", func(s *workflow.Segment) { s.State = bitext.Final }, ""},
		{"without a target", func(s *workflow.Segment) { s.State, s.Target = bitext.Initial, nil },
			"untranslated 1!"},
		{"a draft", func(s *workflow.Segment) {
			s.State, s.SubState = bitext.Initial, bitext.Draft
		}, "untranslated 1!"},
		{"translated", func(s *workflow.Segment) { s.State = bitext.Translated }, "unreviewed 1!"},
		{"returned", func(s *workflow.Segment) {
			s.State, s.SubState = bitext.Translated, bitext.Returned
		}, "returned 1!"},
		{"stale", func(s *workflow.Segment) {
			s.State, s.SubState = bitext.Translated, bitext.Stale
		}, "stale 1!"},
		{"a code left out", func(s *workflow.Segment) { s.Target = bitext.Plain("texte") },
			"missing-codes 1"},
		{"a code left out of no target", func(s *workflow.Segment) {
			s.State, s.Target = bitext.Initial, nil
		}, "untranslated 1!"},
		{"an open comment", func(s *workflow.Segment) { s.Comments = 2 }, "open-comments 1"},
		{"approved by its author", func(s *workflow.Segment) { s.Override = "alone" },
			"own-approvals 1"},
		{"several", func(s *workflow.Segment) {
			s.State, s.Comments, s.Target = bitext.Translated, 1, bitext.Plain("texte")
		}, "unreviewed 1!, missing-codes 1, open-comments 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := workflow.Segment{Snapshot: done, Position: 1}
			c.change(&s)
			if got := gapsOf(workflow.ArticleView{Segments: []workflow.Segment{s}}); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestGapsListTheBlockingOnesFirst has every gap there is, in an article that is read backwards.
func TestGapsListTheBlockingOnesFirst(t *testing.T) {
	note := bitext.Text{{Chars: "نص"}, {Kind: bitext.Lone,
		Code: bitext.Code{ID: "1", Type: bitext.NoteMark}}}
	text := bitext.Plain("texte")
	var v workflow.ArticleView
	for i, s := range []workflow.Segment{
		{Snapshot: workflow.Snapshot{Target: text, State: bitext.Reviewed, Override: "alone"}},
		{Snapshot: workflow.Snapshot{Target: text, State: bitext.Reviewed}, Comments: 1},
		{Snapshot: workflow.Snapshot{Source: note, Target: text, State: bitext.Reviewed}},
		{Snapshot: workflow.Snapshot{Target: text, State: bitext.Translated}},
		{Snapshot: workflow.Snapshot{Target: text, State: bitext.Translated,
			SubState: bitext.Stale}},
		{Snapshot: workflow.Snapshot{Target: text, State: bitext.Translated,
			SubState: bitext.Returned}},
		{Snapshot: workflow.Snapshot{State: bitext.Initial}},
		{Snapshot: workflow.Snapshot{State: bitext.Initial}},
	} {
		s.Position = i + 1
		v.Segments = append(v.Segments, s)
	}
	v.Retracted = "withdrawn"
	want := "retracted!, untranslated 7 8!, returned 6!, stale 5!, unreviewed 4!, " +
		"missing-codes 3, open-comments 2, own-approvals 1"
	if got := gapsOf(v); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestGapsOfAnEmptyArticleAreNone(t *testing.T) {
	if got := workflow.GapsOf(workflow.ArticleView{}); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

func TestMissingCodesAreThoseTheTargetLacks(t *testing.T) {
	bold, note := bitext.Code{ID: "1", Type: bitext.Bold}, bitext.Code{ID: "2", Type: bitext.NoteMark, Equiv: "*"}
	codes := []bitext.Code{bold, note}
	for _, c := range []struct{ name, source, target, want string }{
		{"all are there", "⟦1⟧الوزير⟦/1⟧⟦2/⟧", "Le ⟦1⟧ministre⟦/1⟧⟦2/⟧", ""},
		{"a pair", "قال ⟦1⟧الوزير⟦/1⟧⟦2/⟧", "Le ministre⟦2/⟧", "bold الوزير"},
		{"a pair and a note", "⟦1⟧الوزير⟦/1⟧⟦2/⟧", "Le ministre", "bold الوزير, note "},
		{"no target", "⟦1⟧الوزير⟦/1⟧⟦2/⟧", "", ""},
		{"no codes", "الوزير", "Le ministre", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			source, err := bitext.Parse(c.source, codes)
			if err != nil {
				t.Fatal(err)
			}
			target, err := bitext.Parse(c.target, codes)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, m := range workflow.MissingCodes(workflow.Segment{
				Snapshot: workflow.Snapshot{Source: source, Target: target}}) {
				got = append(got, string(m.Type)+" "+m.Words)
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("missing %q, want %q", got, c.want)
			}
		})
	}
}
