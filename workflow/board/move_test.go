package board_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/board"
	"truchement/workflow/story"
)

const (
	arrived, translating, reviewing = workflow.Arrived, workflow.Translating, workflow.Reviewing
	ready, published                = workflow.Ready, workflow.Published
)

func TestAnArticleMovesAcrossTheBoard(t *testing.T) {
	r := story.New(t)
	r.As("amina").Add("خبر أول", "خبر ثان").At(arrived)
	r.Refused("move.untranslated").To(reviewing)
	r.To(translating).At(translating).As("youssef").Refused("assign.of-another").To(arrived)
	r.As("amina").To(arrived).At(arrived).To(translating)
	r.Refused("move.untranslated").To(reviewing)
	r.Draft(1, "Un").Refused("move.begun").To(arrived)
	r.Refused("move.untranslated").To(reviewing).Draft(2, "Deux")
	r.As("youssef").Refused("segment.of-another").To(reviewing).Want("draft draft")
	r.As("amina").To(reviewing).At(reviewing).Want("translated translated")
	r.Refused("move.not-able").To(translating)
	r.As("luc").Refused("review.no-reason").To(translating)
	r.To(translating, board.MoveTo{Reason: "ton"}).Want("returned returned").At(translating)
	r.As("amina").Refused("move.returned").To(reviewing).Translate(1, "Un.").Translate(2, "Deux.")
	r.As("luc").Refused("move.unreviewed").To(ready).Approve(1).Approve(2).At(reviewing)
	r.Refused("publish.unsigned").To(published).Refused("move.all-reviewed").To(translating)
	r.To(ready).At(ready).To(reviewing).At(reviewing).To(ready)
	r.Refused("move.begun").To(arrived).Refused("move.signed").To(translating)
	r.To(published).At(published).Refused("move.published").To(ready)
	r.Whole()
}

func TestAnEditorGivesAnArticleByMovingIt(t *testing.T) {
	r := story.New(t)
	r.As("luc").Add("خبر").To(translating, board.MoveTo{Person: r.People["amina"].ID})
	if got := r.View().Translators; !cmp.Equal(got, []string{r.People["amina"].ID}) {
		t.Fatalf("the article is with %v", got)
	}
	r.Refused("move.changed").To(translating, board.MoveTo{From: arrived})
	r.Refused("move.nowhere").To(translating)
	r.As("lea").Refused("error.forbidden").To(arrived)
}

// The drafts that a move confirmed, and the texts that it returned, come back as one.
func TestAMoveIsTakenBackAsOne(t *testing.T) {
	r := story.New(t)
	r.As("amina").Add("خبر أول", "خبر ثان").To(translating).Draft(1, "Un").Draft(2, "Deux")
	r.To(reviewing).Undo(1).Want("draft draft").To(reviewing)
	r.As("luc").To(translating, board.MoveTo{Reason: "ton"}).Undo(2)
	r.Want("translated translated").At(reviewing).Whole()
}

// What a page offers is what the desk does: every move that is not refused beforehand works.
func TestMovesAreKnownBeforehand(t *testing.T) {
	r := story.New(t)
	r.As("amina").Add("خبر")
	want := map[string]string{"translating": "take", "reviewing": "move.untranslated",
		"ready": "move.untranslated", "published": "move.untranslated"}
	got := map[string]string{}
	for _, m := range board.MovesOf(r.View().Summary, r.Who) {
		got[string(m.To)] = string(m.Step)
		if m.Refused != nil {
			got[string(m.To)] = refusalOf(m.Refused)
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func refusalOf(err error) string {
	var e *workflow.Error
	if errors.As(err, &e) {
		return e.ID
	}
	return err.Error()
}
