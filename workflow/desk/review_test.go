package desk_test

import (
	"errors"
	"fmt"
	"testing"

	"truchement/workflow"
	"truchement/workflow/desk"
	"truchement/workflow/mqm"
	"truchement/workflow/story"
)

func TestReviewIsForEditors(t *testing.T) {
	r := story.New(t).As("amina").Add(one).Translate(1, "Un.")
	page := r.Segment(1)
	writing := r.People["luc"]
	writing.Scope = workflow.ReadScope
	for _, c := range []struct {
		name string
		who  workflow.Actor
		want string
	}{
		{"signed out", workflow.Actor{}, "error.signed-out"},
		{"a reader", r.People["lea"], "error.forbidden"},
		{"another translator", r.People["youssef"], "error.forbidden"},
		{"a token that only reads", writing, "error.forbidden"},
	} {
		r.Who = c.who
		r.Refused(c.want).ReviewFrom(page, desk.Review{Decision: workflow.Approve})
		_, err := r.Desk.ReviewMany(r.Ctx(), c.who, desk.BulkReview{Article: r.ArticleID,
			Segments: []desk.SegmentVersion{{Segment: page.ID, Version: page.Version}},
			Decision: workflow.Approve})
		r.Refused(c.want).Check("review many", err)
	}
	r.Want("translated")
}

func TestApprove(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two, three).Translate(1, "Un.").Draft(2, "Deux.")
	r.As("luc")
	r.WantAppended(func() { r.Approve(1) },
		`segment.approved {"state":"reviewed","sub_state":"","version":3}`)
	if s := r.Segment(1); s.ApprovedBy != r.Who.ID || s.Override != "" || s.Version != 3 {
		t.Errorf("approved by %q for %q at version %d", s.ApprovedBy, s.Override, s.Version)
	}
	r.WantChange(1, workflow.ChangeApproved)
	r.WantAppended(func() { r.As("salma").Approve(1) }) // it is approved already
	if s := r.Segment(1); s.ApprovedBy != r.People["luc"].ID || s.Version != 3 {
		t.Error("a second approval took the place of the first")
	}
	r.Refused("review.untranslated").Approve(2)
	r.Refused("review.untranslated").Approve(3)
	r.Refused("review.no-decision").Review(desk.Review{Decision: "publish"}, 1)
	r.Want("reviewed draft initial").Whole()
}

func TestApproveByAnAuthorNeedsAReason(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two).Translate(2, "Deux.")
	r.As("luc").Translate(1, "Un.")
	r.Refused("review.four-eyes").Approve(1)
	r.Refused("review.four-eyes").Override(1, " \n ")
	r.WantAppended(func() { r.Override(1, " seul au desk ") }, `segment.approved `+
		`{"override":"seul au desk","state":"reviewed","sub_state":"","version":3}`)
	s, c := r.Segment(1), r.LastChange(1)
	if s.Override != "seul au desk" || c.Reason != "seul au desk" || s.ApprovedBy != r.Who.ID {
		t.Errorf("override %q in the segment, %q in the history", s.Override, c.Reason)
	}
	// An editor who is not an author needs no reason, and none is kept.
	r.Override(2, "pour rien")
	if s := r.Segment(2); s.Override != "" {
		t.Errorf("override %q of an editor who is no author", s.Override)
	}
}

func TestApproveClearsAReturn(t *testing.T) {
	r := story.New(t).As("amina").Add(one).Translate(1, "Un.").As("luc").Return(1, "style")
	r.Approve(1).Want("reviewed")
	if s := r.Segment(1); s.Reason != "" {
		t.Errorf("the reason of the return is still %q", s.Reason)
	}
}

func TestReturn(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two, three).Translate(1, "Un.").Draft(2, "Deux.")
	r.As("luc").Approve(1)
	r.Refused("review.no-reason").Return(1, " \t")
	entries := r.Appended(func() { r.Return(1, " style ") })
	s, c := r.Segment(1), r.LastChange(1)
	want := fmt.Sprintf(`{"batch":%q,"reason":"style","state":"translated","sub_state":"returned",`+
		`"version":4}`, c.Batch)
	if len(entries) != 1 || entries[0].Kind != workflow.SegmentReturned || string(entries[0].Payload) != want {
		t.Errorf("appended to the feed: %+v, want %s", entries, want)
	}
	if s.Reason != "style" || c.Reason != "style" || s.ApprovedBy != "" ||
		c.Kind != workflow.ChangeReturned {
		t.Errorf("segment %+v, change %s for %q", s.Snapshot, c.Kind, c.Reason)
	}
	r.Refused("review.untranslated").Return(2, "style")
	r.Refused("review.untranslated").Return(3, "style")
	r.Return(1, "encore").Want("returned draft initial").WantAuthors(1, "amina").Whole()
}

func TestReturnAfterTheSignOffReopensTheArticle(t *testing.T) {
	r := story.New(t).As("luc").Add(one).Translate(1, "Un.").Override(1, "seul").SignOff()
	if got := r.Kinds(func() { r.Return(1, "style") }); got != "article.reopened segment.returned" {
		t.Errorf("the feed says %s", got)
	}
	if s := r.Segment(1); s.Override != "" || !r.View().SignedOff.IsZero() {
		t.Errorf("override %q, signed off %v", s.Override, r.View().SignedOff)
	}
}

func TestReviewOfAnotherVersionIsAConflict(t *testing.T) {
	r := story.New(t).As("amina").Add(one).Translate(1, "Un.")
	page := r.Segment(1)
	r.Draft(1, "Un deux.").As("luc")
	n := len(r.History(1))
	_, err := r.Desk.Review(r.Ctx(), r.Who, desk.Review{Segment: page.ID, Version: page.Version,
		Decision: workflow.Approve})
	var c *workflow.ConflictError
	if !errors.As(err, &c) || c.Base.Target.String() != "Un." ||
		c.Current.Target.String() != "Un deux." || c.Yours.Target.String() != "Un." {
		t.Errorf("got %v with %+v, want both texts", err, c)
	}
	r.Refused("conflict").ReviewFrom(page, desk.Review{Decision: workflow.Return, Reason: "x"})
	page.Version = 9
	r.Refused("segment.no-version").ReviewFrom(page, desk.Review{Decision: workflow.Approve})
	if r.Want("translated"); len(r.History(1)) != n {
		t.Error("a refused review is in the history")
	}
}

func TestReviewOfWhatCannotBeWritten(t *testing.T) {
	r := story.New(t).As("luc").Add(one, two, three)
	r.As("amina").Translate(1, "Un.").Translate(2, "Deux.").Translate(3, "Trois.")
	second := r.Segment(2)
	r.As("luc").Merge(1)
	r.Refused("segment.gone").ReviewFrom(second, desk.Review{Decision: workflow.Approve})
	r.Correct(1, "", workflow.Retraction)
	r.Refused("article.retracted").Approve(2)
	r.Refused("article.retracted").Return(2, "style")
}

// TestCriticalIssueOfAnotherTextBlocksNothing has one in the source, one that is only major, and
// one in a text that was changed since.
func TestCriticalIssueOfAnotherTextBlocksNothing(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two, three)
	r.Translate(1, "Un.").Translate(2, "Deux.").Translate(3, "Trois.").As("luc")
	r.MarkIssue(1, desk.NewIssue{Side: workflow.SourceSide,
		Verdict: workflow.Verdict{Type: "spelling", Severity: mqm.Critical}})
	r.Mark(2, "Deux", "omission", mqm.Major).Mark(3, "Trois", "omission", mqm.Critical)
	r.Approve(1).Approve(2).Refused("review.critical").Approve(3)
	r.Refused("review.critical").Override(3, "il le faut")
	changed, err := r.Desk.ChangeIssue(r.Ctx(), r.Who, r.Issue(3).ID,
		workflow.Verdict{Type: "omission", Severity: mqm.Major})
	r.Check("change", err)
	r.Approve(3).Want("reviewed reviewed reviewed")
	if !changed.Open() {
		t.Error("the issue that took the place of the other is closed")
	}
	// Returning is possible whatever is marked.
	r.Mark(3, "Trois", "omission", mqm.Critical).Return(3, "omission").Want("reviewed reviewed returned")
}

func TestBulkReviewIsOneBatch(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two, three)
	r.Translate(1, "Un.").Translate(2, "Deux.").Translate(3, "Trois.").As("luc")
	out := r.ReviewMany(desk.BulkReview{Decision: workflow.Approve}, 1, 3)
	r.Want("reviewed translated reviewed")
	if len(out.Done) != 2 || len(out.Skipped) != 0 || out.Batch == "" {
		t.Fatalf("%d done, %d skipped in batch %q", len(out.Done), len(out.Skipped), out.Batch)
	}
	for i, p := range []int{1, 3} {
		if c := r.LastChange(p); c.Batch != out.Batch || out.Done[i].ID != r.Segment(p).ID {
			t.Errorf("segment %d is of batch %s and at place %d", p, c.Batch, i)
		}
	}
	back := r.ReviewMany(desk.BulkReview{Decision: workflow.Return, Reason: "style"})
	r.Want("returned returned returned").UndoBatch(back.Batch).Want("reviewed translated reviewed")
	r.Refused("undo.changed-since").UndoBatch(out.Batch) // the undo was a change since
}

func TestBulkReviewPreviewSaysWhatWouldBe(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two, three).Translate(1, "Un.").As("luc")
	r.Translate(2, "Deux.")
	in := desk.BulkReview{Decision: workflow.Approve}
	var would desk.BulkOutcome
	entries := r.Appended(func() { would = r.PreviewReview(in) })
	r.Want("translated translated initial").WantVersion(1, 2)
	if len(entries) != 0 || would.Batch != "" {
		t.Errorf("a preview wrote %v in batch %q", entries, would.Batch)
	}
	did := r.ReviewMany(in)
	if len(would.Done) != 1 || len(did.Done) != 1 || would.Done[0].ID != did.Done[0].ID {
		t.Errorf("would do %d and did %d", len(would.Done), len(did.Done))
	}
	want := []string{"review.four-eyes", "review.untranslated"}
	for i, list := range [][]desk.Skipped{would.Skipped, did.Skipped} {
		for k, s := range list {
			if !errors.Is(s.Why, &workflow.Error{ID: want[k]}) || s.Segment.ID != r.Segment(k+2).ID {
				t.Errorf("outcome %d skips %d for %v, want %s", i, s.Segment.Position, s.Why, want[k])
			}
		}
		if len(list) != 2 {
			t.Errorf("outcome %d skips %d, want 2", i, len(list))
		}
	}
}

// TestBulkReviewPassesOverWhatATranslatorOwes: returned and stale segments are approved alone or
// not at all, and may be returned by the dozen.
func TestBulkReviewPassesOverWhatATranslatorOwes(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two).Translate(1, "Un.").Translate(2, "Deux.").As("luc")
	r.Return(1, "style").Correct(2, three, workflow.Fact)
	out := r.ReviewMany(desk.BulkReview{Decision: workflow.Approve})
	for _, s := range out.Skipped {
		if !errors.Is(s.Why, &workflow.Error{ID: "review.unconfirmed"}) {
			t.Errorf("skipped for %v", s.Why)
		}
	}
	if r.Want("returned stale"); len(out.Skipped) != 2 || len(out.Done) != 0 {
		t.Errorf("%d skipped and %d done, want both skipped", len(out.Skipped), len(out.Done))
	}
	r.ReviewMany(desk.BulkReview{Decision: workflow.Return, Reason: "encore"})
	r.Want("returned returned").Approve(1).Approve(2).Want("reviewed reviewed")
}

func TestBulkReviewWithAnOverride(t *testing.T) {
	r := story.New(t).As("luc").Add(one, two).Translate(1, "Un.")
	r.As("amina").Translate(2, "Deux.").As("luc")
	out := r.ReviewMany(desk.BulkReview{Decision: workflow.Approve, Override: "seul au desk"})
	if r.Want("reviewed reviewed"); len(out.Done) != 2 {
		t.Errorf("%d done, want 2", len(out.Done))
	}
	if a, b := r.Segment(1).Override, r.Segment(2).Override; a != "seul au desk" || b != "" {
		t.Errorf("overrides %q and %q, want one for the own segment alone", a, b)
	}
}

func TestBulkReviewOfNoSegment(t *testing.T) {
	r := story.New(t).As("amina").Add(one).Translate(1, "Un.").As("luc")
	_, err := r.Desk.ReviewMany(r.Ctx(), r.Who, desk.BulkReview{Article: r.ArticleID,
		Segments: []desk.SegmentVersion{{Segment: "no-such-segment", Version: 1}},
		Decision: workflow.Approve})
	r.Refused("error.not-found").Check("a segment that does not exist", err)
	r.Want("translated")
}

func TestMilestonesAreTheChangesByWhichATextPassesOn(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two)
	r.Draft(1, "U.").Draft(1, "Un.").Translate(1, "Un.").Translate(2, "Deux.")
	r.As("luc").Draft(1, "Un deux.").Return(1, "style")
	by, err := r.Desk.Milestones(r.Ctx(), r.People["amina"], r.ArticleID)
	r.Check("milestones", err)
	kinds := func(p int) (all []workflow.ChangeKind) {
		for _, c := range by[r.Segment(p).ID] {
			all = append(all, c.Kind)
		}
		return all
	}
	if got := kinds(1); len(got) != 3 || got[0] != workflow.ChangeConfirmed ||
		got[1] != workflow.ChangeTouched || got[2] != workflow.ChangeReturned {
		t.Errorf("of the first: %v", got)
	}
	if got := kinds(2); len(got) != 1 || got[0] != workflow.ChangeConfirmed || len(by) != 2 {
		t.Errorf("of the second: %v", got)
	}
	_, err = r.Desk.Milestones(r.Ctx(), r.People["lea"], r.ArticleID)
	r.Refused("error.forbidden").Check("by a reader", err)
}

// A choice by a filter leaves out what the person unticked, what the filter does not have, and what another
// changed since the page was shown.
func TestChoiceIsOfWhatWasShown(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two, three, one)
	for i := range 4 {
		r.Translate(i+1, fmt.Sprint("Texte ", i+1))
	}
	seen := r.View().Head
	r.Translate(3, "Texte 3, changé depuis")
	r.As("luc")
	choice := desk.BulkReview{Article: r.ArticleID, Decision: workflow.Approve, Choice: &desk.Choice{
		Filter: workflow.SegmentFilter{Query: "texte"}, Seen: seen, Except: []string{r.Segment(2).ID}}}
	out, err := r.Desk.ReviewMany(r.Ctx(), r.Who, choice)
	r.Check("review many", err)
	if len(out.Done) != 2 || len(out.Skipped) != 1 || out.Skipped[0].Segment.ID != r.Segment(3).ID {
		t.Errorf("%d done, %d skipped", len(out.Done), len(out.Skipped))
	}
	r.Want("reviewed translated translated reviewed")
	choice.Choice.Filter.Query = "introuvable"
	choice.Choice.Except = nil
	if out, err = r.Desk.ReviewMany(r.Ctx(), r.Who, choice); len(out.Done) != 0 {
		t.Errorf("%d decided on of a filter that has none (%v)", len(out.Done), err)
	}
}
