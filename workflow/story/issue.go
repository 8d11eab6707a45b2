package story

import (
	"slices"

	"truchement/workflow"
	"truchement/workflow/desk"
	"truchement/workflow/mqm"
)

// Mark marks the words of a target by MQM.
func (r *Runner) Mark(position int, words string, kind mqm.Type, v mqm.Severity) *Runner {
	r.T.Helper()
	return r.MarkIssue(position, desk.NewIssue{Side: workflow.TargetSide, Words: words,
		Verdict: workflow.Verdict{Type: kind, Severity: v}})
}

// MarkIssue marks an issue in a segment by its position.
func (r *Runner) MarkIssue(position int, in desk.NewIssue) *Runner {
	r.T.Helper()
	s := r.Segment(position)
	in.Segment, in.Version = s.ID, s.Version
	_, err := r.Desk.MarkIssue(r.Ctx(), r.Who, in)
	r.Check("mark", err)
	return r
}

// Issue is the n-th open issue of the article, counted from 1.
func (r *Runner) Issue(n int) workflow.Issue {
	r.T.Helper()
	all, err := r.Quality.Issues(r.Ctx(), r.People["nadia"], workflow.IssueFilter{Article: r.ArticleID, Open: true})
	if err != nil || n > len(all) {
		r.T.Fatalf("no issue %d of %d (%v)", n, len(all), err)
	}
	return all[n-1]
}

// WantMarks checks what is marked in the current text of a segment: the words, "-" where they are gone.
func (r *Runner) WantMarks(position int, want ...string) *Runner {
	r.T.Helper()
	s := r.Segment(position)
	all, err := r.Quality.Issues(r.Ctx(), r.People["nadia"], workflow.IssueFilter{Segment: s.ID, Open: true})
	if err != nil {
		r.T.Fatal(err)
	}
	var got []string
	for _, i := range all {
		words := "-"
		text := s.Target
		if i.Side == workflow.SourceSide {
			text = s.Source
		}
		if from, to, ok := i.Find(s); ok {
			words = string([]rune(text.Flat())[from:to])
		}
		got = append(got, words)
	}
	if !slices.Equal(got, want) {
		r.T.Fatalf("marks of %d are %q, want %q", position, got, want)
	}
	return r
}
