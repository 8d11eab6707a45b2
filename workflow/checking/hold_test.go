package checking_test

import (
	"errors"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/check"
	"truchement/workflow/desk"
	"truchement/workflow/story"
)

// The source says 12: a text with 13 keeps its segment from being confirmed.
const (
	right = "12 ministres sont arrivés."
	wrong = "13 ministres sont arrivés."
)

// Whatever writes a text into a confirmed segment leaves it a draft, if checks keep the text from being confirmed.
func TestConfirmedSegmentIsADraftWithAWrongText(t *testing.T) {
	file := func(r *story.Runner, state bitext.State) *bitext.Document {
		s := r.Segment(1)
		doc := &bitext.Document{SourceLang: "ar", TargetLang: "fr", Blocks: []bitext.Block{{Segments: []bitext.Segment{{ID: s.ID,
			Version: s.Version, State: state, Source: s.Source, Target: bitext.Plain(wrong)}}}}}
		return doc
	}
	for _, c := range []struct {
		name    string
		write   func(r *story.Runner) error
		refused string
	}{
		{"saved by API", func(r *story.Runner) error {
			_, err := r.Desk.Save(r.Ctx(), r.Who, desk.Save{Segment: r.Segment(1).ID, Version: r.Segment(1).Version, Target: wrong})
			return err
		}, "segment.blocked"},
		{"confirmed by API", func(r *story.Runner) error {
			_, err := r.Desk.Save(r.Ctx(), r.Who, desk.Save{Segment: r.Segment(1).ID, Version: r.Segment(1).Version, Target: wrong,
				Confirm: true})
			return err
		}, "segment.blocked"},
		{"saved by a page", func(r *story.Runner) error {
			out, err := r.Desk.SaveField(r.Ctx(), r.Who, desk.FieldSave{Save: desk.Save{Segment: r.Segment(1).ID,
				Version: r.Segment(1).Version, Target: wrong}})
			if len(out.Blocking) != 1 || out.Blocking[0].Check != "number" {
				t.Errorf("the page gets %+v", out.Blocking)
			}
			return err
		}, ""},
		{"imported", func(r *story.Runner) error {
			rep, err := r.Desk.ImportTargets(r.Ctx(), r.People["luc"], r.ArticleID, file(r, bitext.Initial))
			if len(rep.Held) != 1 || len(rep.Updated) != 1 {
				t.Errorf("held %d of %d", len(rep.Held), len(rep.Updated))
			}
			return err
		}, ""},
		{"imported as reviewed", func(r *story.Runner) error {
			_, err := r.Desk.ImportTargets(r.Ctx(), r.People["luc"], r.ArticleID, file(r, bitext.Reviewed))
			return err
		}, ""},
		{"taken from a reviewer's file", func(r *story.Runner) error {
			s := r.Segment(1)
			rep, err := r.Desk.Proposals.Decide(r.Ctx(), r.People["luc"], r.ArticleID, []desk.Proposal{{Segment: s.ID,
				Version: s.Version, Target: wrong, Take: true}})
			if len(rep.Held) != 1 {
				t.Errorf("held %d", len(rep.Held))
			}
			return err
		}, ""},
		{"replaced", func(r *story.Runner) error {
			s := r.Segment(1)
			out, err := r.Replacements.Replace(r.Ctx(), r.Who, desk.Replacement{Article: r.ArticleID, Find: "12", With: "13",
				Exact: true}, []desk.SegmentVersion{{Segment: s.ID, Version: s.Version}})
			if out.Held != 1 {
				t.Errorf("held %d", out.Held)
			}
			return err
		}, ""},
		{"restored", func(r *story.Runner) error {
			for _, ch := range r.History(1) {
				if ch.To.Target.Flat() == wrong {
					_, err := r.Desk.Restore(r.Ctx(), r.Who, desk.SegmentVersion{Segment: r.Segment(1).ID, Version: r.Segment(1).Version}, ch.ID)
					return err
				}
			}
			return errors.New("there is no older text")
		}, ""},
	} {
		for _, state := range []string{"translated", "reviewed"} {
			t.Run(c.name+" over "+state, func(t *testing.T) {
				r := checked(t, nil)
				r.Draft(1, wrong).Translate(1, right)
				if state == "reviewed" {
					r.As("luc").Approve(1).As("amina")
				}
				r.Refused(c.refused).Check(c.name, c.write(r))
				r.WantTarget(1, wrong).Want("draft initial initial").Whole()
				r.Translate(1, right).Want("translated initial initial")
			})
		}
	}
}

// What checks have nothing against stays confirmed, and so does a text that a save does not change.
func TestConfirmedSegmentStaysConfirmed(t *testing.T) {
	r := checked(t, nil).Translate(1, right).Draft(1, "Les "+right).Want("translated initial initial")
	letPass(r)
	r.As("amina").Draft(1, wrong).Want("translated initial initial")
	takeBack(r)
	r.As("amina").Draft(1, wrong).Want("translated initial initial") // nothing is written
	r.Refused("segment.blocked").Translate(1, wrong).Want("draft initial initial")
}

// letPass has an editor dismiss what is found in the wrong text of the first segment.
func letPass(r *story.Runner) {
	r.T.Helper()
	r.As("luc")
	v, typed := r.View(), wrong
	c, err := r.Checking.Segment(r.Ctx(), r.Who, &v, v.Segments[0], &typed)
	r.CheckNow("segment", err)
	_, err = r.Checking.Dismiss(r.Ctx(), r.Who, workflow.Dismissal{Scope: workflow.DismissOnce, Check: "number",
		Word: c.Findings[0].Key, Segment: r.Segment(1).ID, Reason: "La dépêche dit 13."})
	r.CheckNow("dismiss", err)
}

// takeBack has an editor take the last dismissal back.
func takeBack(r *story.Runner) {
	r.T.Helper()
	r.As("luc")
	d, err := r.Checking.Dismissals(r.Ctx(), r.Who)
	r.CheckNow("dismissals", err)
	_, err = r.Checking.TakeBack(r.Ctx(), r.Who, workflow.Dismissal{ID: d.Dismissals[0].ID})
	r.CheckNow("take back", err)
}

// A text that was confirmed before the checks blocked it is not approved until what they find is
// dismissed, and a review of many passes it over.
func TestApprovalIsHeldBack(t *testing.T) {
	r := checked(t, nil)
	r.Translate(1, right).Translate(2, right)
	letPass(r)
	r.As("amina").Draft(1, wrong)
	takeBack(r)
	r.As("luc").Refused("review.blocked").Approve(1).Want("translated translated initial")
	_, err := r.Desk.Review(r.Ctx(), r.Who, desk.Review{Segment: r.Segment(1).ID, Version: r.Segment(1).Version, Decision: workflow.Approve})
	var held *desk.BlockedError
	if !errors.As(err, &held) || len(held.Findings) != 1 || held.Findings[0].Check != "number" || held.Findings[0].Severity != check.Error {
		t.Errorf("approval: %v", err)
	}
	many := desk.BulkReview{Decision: workflow.Approve}
	preview := r.PreviewReview(many, 1, 2)
	if len(preview.Done) != 1 || len(preview.Skipped) != 1 || !errors.Is(preview.Skipped[0].Why, &workflow.Error{ID: "review.blocked"}) {
		t.Errorf("preview: %d, left alone %+v", len(preview.Done), preview.Skipped)
	}
	r.ReviewMany(many, 1, 2)
	r.Want("translated reviewed initial")
	_, err = dismiss(r, workflow.DismissOnce, 1, "La dépêche dit 13.")
	r.CheckNow("dismiss", err)
	r.Approve(1).Want("reviewed reviewed initial")
	r.As("amina").Draft(2, "Les "+right).As("luc").Return(1, "style") // what is returned is not looked at
}
