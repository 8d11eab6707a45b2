package workflow

import (
	"truchement/workflow/bitext"
)

// Judged is a segment that was judged: whose words count, and for whom.
type Judged struct {
	Segment, Article, Publication string
	Translator                    string // it was given to
	Authors                       []string
	Words                         int
}

// JudgedSegments are the segments that were approved, are returned, or have an open issue in their target.
func JudgedSegments(segments []Segment, issues []Issue) []Segment {
	marked := map[string]bool{}
	for _, i := range issues {
		marked[i.Segment] = marked[i.Segment] || i.Open() && i.Side == TargetSide
	}
	var judged []Segment
	for _, s := range segments {
		if s.State.Rank() >= bitext.Reviewed.Rank() || s.SubState == bitext.Returned || marked[s.ID] {
			judged = append(judged, s)
		}
	}
	return judged
}
