package workflow_test

import (
	"testing"
	"time"

	"truchement/workflow"
)

func TestNewsIsWhatFollowedTheLastVisit(t *testing.T) {
	v := workflow.Visit{Since: 10, Seq: 25, At: noon}
	for _, c := range []struct {
		name string
		now  time.Time
		want int64
	}{
		{"a page loaded anew", noon.Add(time.Second), 10},
		{"away for ten minutes", noon.Add(10 * time.Minute), 10},
		{"away for longer", noon.Add(10*time.Minute + time.Millisecond), 25},
		{"away for a day", noon.Add(24 * time.Hour), 25},
		{"a clock that was set back", noon.Add(-time.Hour), 10},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := v.News(c.now); got != c.want {
				t.Errorf("news after %d, want %d", got, c.want)
			}
		})
	}
}
