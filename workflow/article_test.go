package workflow_test

import (
	"slices"
	"testing"
	"time"

	"truchement/workflow"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func TestCountsAddUp(t *testing.T) {
	c := workflow.Counts{Initial: 1, Draft: 2, Translated: 4, Returned: 8, Reviewed: 16, Final: 32}
	if got := c.Total(); got != 63 {
		t.Errorf("total %d, want 63", got)
	}
	if got := c.Done(); got != 4+16+32 {
		t.Errorf("done %d, want 52: translated, reviewed and final", got)
	}
	if got := c.Approved(); got != 16+32 {
		t.Errorf("approved %d, want 48: reviewed and final", got)
	}
}

func TestStageIsDerivedFromTheSegments(t *testing.T) {
	type counts = workflow.Counts
	amina := []string{"amina"}
	for _, c := range []struct {
		name        string
		segments    counts
		translators []string
		signed      bool
		published   bool
		retracted   string
		want        workflow.Stage
	}{
		{"nothing done", counts{Initial: 3}, nil, false, false, "", workflow.Arrived},
		{"no segments", counts{}, nil, false, false, "", workflow.Arrived},
		{"given to a translator", counts{Initial: 3}, amina, false, false, "", workflow.Translating},
		{"a draft", counts{Initial: 2, Draft: 1}, nil, false, false, "", workflow.Translating},
		{"one of two translated", counts{Initial: 1, Translated: 1}, nil, false, false, "",
			workflow.Translating},
		{"one returned", counts{Translated: 2, Returned: 1}, amina, false, false, "",
			workflow.Translating},
		{"all translated", counts{Translated: 3}, amina, false, false, "", workflow.Reviewing},
		{"some approved", counts{Translated: 1, Reviewed: 2}, amina, false, false, "",
			workflow.Reviewing},
		{"all approved", counts{Reviewed: 3}, amina, false, false, "", workflow.Reviewing},
		{"signed off", counts{Reviewed: 3}, amina, true, false, "", workflow.Ready},
		{"signed off, one lost its approval", counts{Reviewed: 2, Translated: 1}, amina, true,
			false, "", workflow.Reviewing},
		{"published", counts{Final: 3}, amina, true, true, "", workflow.Published},
		{"published without segments", counts{}, nil, true, true, "", workflow.Published},
		{"final and never published", counts{Final: 3}, amina, true, false, "", workflow.Ready},
		{"edited after publication", counts{Final: 2, Translated: 1}, amina, false, true, "",
			workflow.Reviewing},
		{"approved anew after publication", counts{Final: 2, Reviewed: 1}, amina, false, true, "",
			workflow.Reviewing},
		{"signed off anew after publication", counts{Final: 2, Reviewed: 1}, amina, true, true, "",
			workflow.Ready},
		{"stale after publication", counts{Final: 2, Returned: 1}, amina, false, true, "",
			workflow.Translating},
		{"retracted", counts{Initial: 3}, nil, false, false, "wrong", workflow.Blocked},
		{"retracted after publication", counts{Final: 3}, amina, true, true, "wrong",
			workflow.Blocked},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := workflow.Summary{Segments: c.segments, Translators: c.translators}
			s.Retracted = c.retracted
			if c.signed {
				s.SignedOff = noon
			}
			if c.published {
				s.Published = noon
			}
			if got := s.Stage(); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestStagesAreInTheOrderOfTheBoard(t *testing.T) {
	want := []workflow.Stage{workflow.Arrived, workflow.Translating, workflow.Reviewing,
		workflow.Ready, workflow.Published, workflow.Blocked}
	if got := workflow.Stages(); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestPlaceGapBearsFortySplits halves the distance between neighbours as a split does.
func TestPlaceGapBearsFortySplits(t *testing.T) {
	splits := 0
	for gap := workflow.PlaceGap / 2; gap > 0; gap /= 2 {
		splits++
	}
	if splits != 40 {
		t.Errorf("%d splits of one spot, want 40", splits)
	}
}

func TestUrgenciesAreOrdered(t *testing.T) {
	var zero workflow.Urgency
	if zero != workflow.Normal || workflow.Normal >= workflow.Urgent ||
		workflow.Urgent >= workflow.Flash {
		t.Error("want normal (the zero value) below urgent below flash")
	}
}
