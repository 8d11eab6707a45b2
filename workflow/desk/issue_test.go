package desk_test

import (
	"errors"
	"slices"
	"testing"

	"truchement/workflow"
	"truchement/workflow/desk"
	"truchement/workflow/mqm"
	"truchement/workflow/story"
)

const (
	twoFrench = "Le ministre est arrivé ce matin à Rabat. Il a signé l’accord\u202f; le ministre repart."
	twoArabic = "وصل الوزير إلى الرباط صباح اليوم. وقع الاتفاق وغادر الوزير."
)

// An editor marks passages, changes one's mind, and every step stays.
func TestIssuesAreMarkedChangedAndWithdrawn(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one)
	r.As("luc").Refused("issue.no-text").Mark(1, "", "accuracy", mqm.Minor)
	r.As("amina").Translate(1, twoFrench)
	r.Refused("error.forbidden").Mark(1, "Rabat", "mistranslation", mqm.Minor)
	r.As("luc").Mark(1, "l'accord ;", "punctuation", mqm.Minor).WantMarks(1, "l’accord\u202f;")
	r.Mark(1, "l'accord ;", "punctuation", mqm.Minor).WantMarks(1, "l’accord\u202f;")
	r.Refused("issue.ambiguous").Mark(1, "ministre", "wrong-term", mqm.Major)
	r.Refused("issue.not-there").Mark(1, "Fès", "wrong-term", mqm.Major)
	r.Refused("issue.no-type").Mark(1, "Rabat", "kerning", mqm.Major)
	r.Refused("issue.no-severity").Mark(1, "Rabat", "wrong-term", "fatal")
	r.MarkIssue(1, desk.NewIssue{Side: workflow.SourceSide, From: 4, To: 10,
		Verdict: workflow.Verdict{Type: "spelling", Severity: mqm.Neutral}})
	r.WantMarks(1, "l’accord\u202f;", "الوزير")
	if i, source := r.Issue(1), r.Issue(2); i.Author != r.People["amina"].ID || source.Author != "" {
		t.Errorf("laid to %q and %q, want amina and nobody", i.Author, source.Author)
	}

	first := r.Issue(1)
	changed, err := r.Desk.ChangeIssue(r.Ctx(), r.People["salma"], first.ID,
		workflow.Verdict{Type: "punctuation", Severity: mqm.Major, Note: "espace fine"})
	r.Check("change", err)
	if changed.Replaces != first.ID || changed.Quote() != first.Quote() || changed.By != r.People["salma"].ID {
		t.Errorf("changed to %+v", changed)
	}
	_, err = r.Desk.WithdrawIssue(r.Ctx(), r.People["luc"], first.ID)
	r.Refused("issue.ended").Check("withdraw what was changed", err)
	_, err = r.Desk.WithdrawIssue(r.Ctx(), r.People["luc"], changed.ID)
	r.Check("withdraw", err)
	r.WantMarks(1, "الوزير")
	all, err := r.Quality.Issues(r.Ctx(), r.People["amina"], workflow.IssueFilter{Segment: first.Segment})
	r.Check("list", err)
	if len(all) != 3 {
		t.Errorf("%d issues are kept, want all three", len(all))
	}
	kinds := map[workflow.FeedKind]int{}
	entries, err := r.Plan.Feed(r.Ctx(), r.People["luc"], workflow.FeedFilter{Article: r.ArticleID})
	r.Check("feed", err)
	for _, e := range entries {
		kinds[e.Kind]++
	}
	if kinds[workflow.IssueMarked] != 2 || kinds[workflow.IssueChanged] != 1 || kinds[workflow.IssueWithdrawn] != 1 {
		t.Errorf("the feed tells %v", kinds)
	}
}

// A mark is found again after edits as long as its words are there.
func TestMarksSurviveEdits(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one)
	r.As("amina").Translate(1, twoFrench)
	r.As("luc")
	s := r.Segment(1)
	r.MarkIssue(1, desk.NewIssue{Side: workflow.TargetSide, From: 66, To: 74,
		Verdict: workflow.Verdict{Type: "wrong-term", Severity: mqm.Major}})
	r.WantMarks(1, "ministre")
	r.As("amina").Translate(1, "Hier, l’émissaire du ministre est arrivé. Il a signé l’accord\u202f; le ministre repart.")
	i := r.Issue(1)
	if from, _, _ := i.Find(r.Segment(1)); from != 67 {
		t.Errorf("the mark stands at %d, want 67: the second of two", from)
	}
	r.Translate(1, "Son émissaire repart.").WantMarks(1, "-")
	// An issue can be marked in the version that the page shows, though there is a newer one.
	_, err := r.Desk.MarkIssue(r.Ctx(), r.People["luc"], desk.NewIssue{Segment: s.ID, Version: s.Version,
		Side: workflow.TargetSide, Words: "ce matin", Verdict: workflow.Verdict{Type: "omission", Severity: mqm.Minor}})
	r.Check("mark an older version", err)
	r.WantMarks(1, "-", "-")
	if q := r.Issue(2).Quote(); q != "ce matin" {
		t.Errorf("the quote is %q", q)
	}
}

// Marks go where their words go: a split parts them, a merge joins them, undoing either brings
// them back, and one across the cut is found again.
func TestMarksFollowTheCut(t *testing.T) {
	r := story.New(t)
	r.As("nadia").AddDocument(story.OneBlock(twoArabic))
	if r.View().Segments[0].Position != 1 || len(r.View().Segments) != 2 {
		t.Fatalf("%d segments, want 2", len(r.View().Segments))
	}
	r.As("luc").Merge(1)
	r.As("amina").Translate(1, twoFrench)
	r.As("luc").Mark(1, "ce matin", "awkward", mqm.Minor).Mark(1, "le ministre repart", "mistranslation", mqm.Major).
		Mark(1, "Rabat. Il", "textual-conventions", mqm.Neutral)
	r.MarkIssue(1, desk.NewIssue{Side: workflow.SourceSide, Words: "وقع الاتفاق",
		Verdict: workflow.Verdict{Type: "grammar", Severity: mqm.Neutral}})
	whole := []string{"ce matin", "le ministre repart", "Rabat. Il", "وقع الاتفاق"}
	r.WantMarks(1, whole...)
	r.Split(1, 34).WantTarget(1, "Le ministre est arrivé ce matin à Rabat.")
	r.WantMarks(1, "ce matin", "-").WantMarks(2, "le ministre repart", "وقع الاتفاق")
	r.Undo(1).WantMarks(1, whole...).Whole()
	r.Split(1, 34).Merge(1).WantMarks(1, whole...)
	r.Undo(1).WantMarks(1, "ce matin", "-").WantMarks(2, "le ministre repart", "وقع الاتفاق")
	r.Mark(2, "signé", "wrong-term", mqm.Minor).Mark(1, "Rabat", "spelling", mqm.Minor)
	r.Merge(1).WantMarks(1, "ce matin", "le ministre repart", "Rabat. Il", "وقع الاتفاق", "signé", "Rabat").Whole()
}

// Comments made on the second part of a split are not left behind when it is undone.
func TestCommentsFollowAnUndoneSplit(t *testing.T) {
	r := story.New(t)
	r.As("nadia").AddDocument(story.OneBlock(twoArabic)).Merge(1).Split(1, 34)
	_, err := r.Desk.Comment(r.Ctx(), r.Who, r.ArticleID, r.Segment(2).ID, "لماذا؟")
	r.Check("comment", err)
	if r.Undo(1); r.Segment(1).Comments != 1 {
		t.Errorf("%d comments on the segment, want 1", r.Segment(1).Comments)
	}
}

// A critical issue blocks an approval until it is resolved.
func TestCriticalIssuesBlockApproval(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one, two, three)
	r.As("amina").Translate(1, "Un.").Translate(2, "Deux.").Translate(3, "Trois.")
	r.As("luc").Mark(1, "Un", "omission", mqm.Critical).Mark(2, "Deux", "omission", mqm.Major)
	r.Refused("review.critical").Approve(1).Approve(2)
	r.As("amina").Translate(1, "Un, corrigé.")
	r.As("luc").Approve(1).Want("reviewed reviewed translated")
	r.Mark(3, "Trois", "untranslated", mqm.Critical)
	i := r.Issue(3)
	_, err := r.Desk.WithdrawIssue(r.Ctx(), r.Who, i.ID)
	r.Check("withdraw", err)
	r.Approve(3).Want("reviewed reviewed reviewed")
}

// A bulk action passes over what it may not do and says why; what it did is undone as one.
func TestBulkSkipsAndIsUndone(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one, two, three, one, two)
	r.As("amina").Translate(1, "Un.").Translate(2, "Deux.").Translate(3, "Trois.").Translate(4, "Quatre.")
	r.As("luc").Mark(2, "Deux", "mistranslation", mqm.Critical).Return(4, "à revoir").Translate(5, "Cinq.")
	in := desk.BulkReview{Article: r.ArticleID, Decision: workflow.Approve}
	for _, s := range r.View().Segments {
		in.Segments = append(in.Segments, desk.SegmentVersion{Segment: s.ID, Version: s.Version})
	}
	in.Segments[2].Version--
	out, err := r.Desk.ReviewMany(r.Ctx(), r.Who, in)
	r.Check("approve all", err)
	var why []string
	for _, k := range out.Skipped {
		var e *workflow.Error
		if errors.As(k.Why, &e) {
			why = append(why, e.ID)
		} else {
			why = append(why, string(workflow.KindOf(k.Why)))
		}
	}
	want := []string{"review.critical", "conflict", "review.unconfirmed", "review.four-eyes"}
	if len(out.Done) != 1 || !slices.Equal(why, want) {
		t.Fatalf("%d done, skipped for %q, want 1 and %q", len(out.Done), why, want)
	}
	r.Want("reviewed translated translated returned translated")
	_, err = r.Desk.Undo(r.Ctx(), r.Who, out.Batch)
	r.Check("undo", err)
	r.Want("translated translated translated returned translated").Whole()
}
