package quality

import (
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

func TestJudgedSegments(t *testing.T) {
	open := workflow.Issue{Segment: "s", Passage: workflow.Passage{Side: workflow.TargetSide}}
	ended := open
	ended.Ended = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	source := open
	source.Side = workflow.SourceSide
	elsewhere := open
	elsewhere.Segment = "other"
	for _, c := range []struct {
		name   string
		state  bitext.State
		sub    bitext.SubState
		issues []workflow.Issue
		want   bool
	}{
		{"untouched", bitext.Initial, bitext.None, nil, false},
		{"a draft", bitext.Initial, bitext.Draft, nil, false},
		{"translated", bitext.Translated, bitext.None, nil, false},
		{"stale", bitext.Translated, bitext.Stale, nil, false},
		{"returned", bitext.Translated, bitext.Returned, nil, true},
		{"approved", bitext.Reviewed, bitext.None, nil, true},
		{"final", bitext.Final, bitext.None, nil, true},
		{"an issue in its target", bitext.Translated, bitext.None, []workflow.Issue{open}, true},
		{"an issue in its source", bitext.Translated, bitext.None, []workflow.Issue{source}, false},
		{"an issue that was withdrawn", bitext.Translated, bitext.None, []workflow.Issue{ended},
			false},
		{"an open issue among others", bitext.Translated, bitext.None,
			[]workflow.Issue{source, open, ended}, true},
		{"an issue of another segment", bitext.Translated, bitext.None,
			[]workflow.Issue{elsewhere}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := workflow.Segment{ID: "s"}
			s.State, s.SubState = c.state, c.sub
			judged := judgedSegments([]workflow.Segment{s}, c.issues)
			if got := len(judged) == 1; got != c.want {
				t.Errorf("judged %v, want %v", got, c.want)
			}
		})
	}
}

func TestJudgedSegmentsKeepTheirOrder(t *testing.T) {
	var all []workflow.Segment
	for _, id := range []string{"c", "a", "b"} {
		s := workflow.Segment{ID: id}
		s.State = bitext.Final
		all = append(all, s)
	}
	all[1].State = bitext.Initial
	got := judgedSegments(all, nil)
	if len(got) != 2 || got[0].ID != "c" || got[1].ID != "b" {
		t.Errorf("got %v", got)
	}
}
