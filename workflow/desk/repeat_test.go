package desk

import (
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// TestFindRepetitions has sources that are the same but for their spaces, and others that
// only look so.
func TestFindRepetitions(t *testing.T) {
	bold := func(id, chars string) bitext.Text {
		code := bitext.Code{ID: id, Type: bitext.Bold}
		return bitext.Text{{Kind: bitext.Open, Code: code}, {Chars: chars}, {Kind: bitext.Close, Code: code}}
	}
	link := func(to string) bitext.Text {
		code := bitext.Code{ID: "1", Type: bitext.Link, Data: to}
		return bitext.Text{{Kind: bitext.Open, Code: code}, {Chars: "x"}, {Kind: bitext.Close, Code: code}}
	}
	sources := []bitext.Text{bitext.Plain("اقرأ أيضا"), bitext.Plain("غيره"), bitext.Plain("اقرأ  أيضا"),
		bitext.Plain("اقرأ\u00a0أيضا"), bitext.Plain("اقرأ أيضا."), bold("1", "غيره"), bold("2", "غيره"),
		bold("1", "غيره"), link("a"), link("b")}
	var all []workflow.Segment
	for i, source := range sources {
		all = append(all, workflow.Segment{ID: string(rune('a' + i)), Position: i + 1, Snapshot: workflow.Snapshot{Source: source}})
	}
	got := FindRepetitions(all).first
	want := map[string]int{"c": 1, "d": 1, "h": 6}
	if len(got) != len(want) {
		t.Errorf("%d are repeated, want %d", len(got), len(want))
	}
	for id, position := range want {
		if got[id].Position != position {
			t.Errorf("%s is as in %d, want %d", id, got[id].Position, position)
		}
	}
}
