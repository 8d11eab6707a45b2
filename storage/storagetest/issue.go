package storagetest

import (
	"fmt"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/mqm"
)

func issue(id, segment string, n int) workflow.Issue {
	return workflow.Issue{
		ID: id, Article: "a1", Segment: segment, MadeOn: segment, By: "luc", At: at(n),
		Author: "amina",
		Passage: workflow.Passage{
			Side: workflow.TargetSide, Version: 1, Text: "Le ministre\u202f! وصل\nici", From: 3, To: 11,
		},
		Verdict: workflow.Verdict{Type: "wrong-term", Severity: mqm.Major, Note: "« vizir », non"},
	}
}

func readIssues(d *desk, f workflow.IssueFilter) []workflow.Issue {
	d.Helper()
	return view(d, func(tx workflow.Tx) ([]workflow.Issue, error) { return tx.Issues(f) })
}

func testIssues(d *desk) {
	d.basics()
	d.must(step(workflow.Tx.AddArticle, article("a2")), add(workflow.Tx.AddBlocks, block("b2", "a2", 1)),
		add(workflow.Tx.AddSegments, segment("s3", "a2", "b2", 1)))
	// They are listed as they were made, though the clock was set back after the first.
	late, early, other := issue("i1", "s1", 9), issue("i2", "s2", 2), issue("i3", "s3", 4)
	early.Side, early.Author, early.Note = workflow.SourceSide, "", ""
	other.Article = "a2"
	d.must(step(workflow.Tx.AddIssue, late), step(workflow.Tx.AddIssue, early),
		step(workflow.Tx.AddIssue, other))
	next := issue("i4", "s1", 12)
	next.Replaces, next.Severity = "i1", mqm.Critical
	late.Ended, late.EndedBy = at(12), "amina"
	late.Segment, late.Version, late.From, late.To, late.Text = "s2", 7, 0, 4, "Deux"
	d.must(step(workflow.Tx.UpdateIssue, late), step(workflow.Tx.AddIssue, next))
	tests := []struct {
		filter workflow.IssueFilter
		want   []workflow.Issue
	}{
		{workflow.IssueFilter{}, []workflow.Issue{late, early, other, next}},
		{workflow.IssueFilter{Open: true}, []workflow.Issue{early, other, next}},
		{workflow.IssueFilter{Article: "a1"}, []workflow.Issue{late, early, next}},
		{workflow.IssueFilter{Article: "a1", Open: true}, []workflow.Issue{early, next}},
		{workflow.IssueFilter{Segment: "s2"}, []workflow.Issue{late, early}},
		{workflow.IssueFilter{Segment: "s2", Open: true}, []workflow.Issue{early}},
		{workflow.IssueFilter{Segment: "s2", Article: "a2"}, nil},
		{workflow.IssueFilter{Since: at(4), Until: at(12)}, []workflow.Issue{late, other}},
		{workflow.IssueFilter{Since: at(4), Until: at(13), Open: true}, []workflow.Issue{other, next}},
		{workflow.IssueFilter{Article: "a1", Since: at(9), Open: true}, []workflow.Issue{next}},
		{workflow.IssueFilter{Segment: "s1", Until: at(12)}, nil},
	}
	for _, tt := range tests {
		checkEqual(d, fmt.Sprintf("Issues %+v", tt.filter), readIssues(d, tt.filter), tt.want)
	}
	checkEqual(d, "Issue", view(d, func(tx workflow.Tx) (workflow.Issue, error) { return tx.Issue("i1") }), late)
	nobody := issue("i5", "s1", 1)
	nobody.By = "nobody"
	checkKind(d, "an issue of nobody", d.try(step(workflow.Tx.AddIssue, nobody)), workflow.NotFound)
	checkKind(d, "a missing issue", d.try(step(workflow.Tx.UpdateIssue, issue("none", "s1", 1))),
		workflow.NotFound)
}

func testMilestones(d *desk) {
	d.basics()
	var want []workflow.Change
	kinds := []workflow.ChangeKind{workflow.ChangeCreated, workflow.ChangeSaved, workflow.ChangeConfirmed, workflow.ChangeRefused,
		workflow.ChangeTouched, workflow.ChangeReturned, workflow.ChangeApproved, workflow.ChangeRestored,
		workflow.ChangeSplit, workflow.ChangeMerged, workflow.ChangeUndone}
	for i, k := range kinds {
		c := change(fmt.Sprint("c", 99-i), "s1", int64(i+1))
		c.Kind = k
		d.must(add(workflow.Tx.AddChanges, c))
		if i == 2 || i > 3 && i < 10 {
			want = append(want, c)
		}
	}
	other := change("o", "s2", 1)
	other.Kind = workflow.ChangeImported
	d.must(add(workflow.Tx.AddChanges, other))
	read := func(article string) []workflow.Change {
		return view(d, func(tx workflow.Tx) ([]workflow.Change, error) {
			return tx.Milestones(article)
		})
	}
	checkEqual(d, "Milestones", read("a1"), append(want, other))
	checkEqual(d, "of another article", read("a2"), []workflow.Change{})
	gone := readSegment(d, "s2")
	gone.Version, gone.Gone = gone.Version+1, true
	d.must(step(workflow.Tx.UpdateSegment, gone))
	checkEqual(d, "without those of a segment that was merged away", read("a1"), want)
}

func testJudgedSegments(d *desk) {
	d.basics()
	d.must(step(workflow.Tx.AddPublication, workflow.Publication{ID: "u1", Name: "U", Created: at(0)}),
		add(workflow.Tx.AddSegments, segment("s3", "a1", "b1", 3)))
	a := article("a1")
	a.Publication = "u1"
	s := readSegment(d, "s1")
	s.Version, s.State, s.Target, s.Authors = 2, bitext.Translated, bitext.Plain("Un"), []string{"amina"}
	given := workflow.Assignment{ID: "x", Article: "a1", Person: "amina", Role: workflow.Translator, Created: at(0)}
	d.must(step(workflow.Tx.UpdateArticle, a), step(workflow.Tx.UpdateSegment, s),
		step(workflow.Tx.AddAssignment, given), func(tx workflow.Tx) error {
			return tx.AssignSegments(given, []string{"s1"})
		})
	approved, withdrawn, source := change("c1", "s1", 1), issue("i2", "s3", 20), issue("i3", "s3", 20)
	approved.Kind, approved.At = workflow.ChangeApproved, at(10)
	withdrawn.Ended, withdrawn.EndedBy, source.Side = at(21), "luc", workflow.SourceSide
	draft := change("c2", "s3", 1)
	draft.At = at(10)
	d.must(add(workflow.Tx.AddChanges, approved), add(workflow.Tx.AddChanges, draft),
		step(workflow.Tx.AddIssue, issue("i1", "s2", 20)), step(workflow.Tx.AddIssue, withdrawn),
		step(workflow.Tx.AddIssue, source))
	one := workflow.Judged{Segment: "s1", Article: "a1", Publication: "u1", Translator: "amina",
		Authors: []string{"amina"}, Words: 3}
	two := workflow.Judged{Segment: "s2", Article: "a1", Publication: "u1", Words: 3}
	for _, tt := range []struct {
		since, until int
		want         []workflow.Judged
	}{
		{0, 30, []workflow.Judged{one, two}}, {10, 20, []workflow.Judged{one}},
		{11, 21, []workflow.Judged{two}}, {11, 20, nil},
	} {
		got := view(d, func(tx workflow.Tx) ([]workflow.Judged, error) {
			return tx.Judged(at(tt.since).UnixMilli(), at(tt.until).UnixMilli())
		})
		checkEqual(d, fmt.Sprintf("Judged %d to %d", tt.since, tt.until), got, tt.want)
	}
}
