package board_test

import (
	"testing"

	"truchement/workflow"
	"truchement/workflow/board"
	"truchement/workflow/desk"
	"truchement/workflow/story"
)

// move moves the article as its page would, and answers what the move did.
func move(r *story.Runner, to workflow.Stage, in board.MoveTo) board.Moved {
	r.T.Helper()
	in.Article, in.From, in.To = r.ArticleID, r.View().Stage(), to
	out, err := r.Board.Move(r.Ctx(), r.Who, in)
	r.Check("move to "+string(to), err)
	return out
}

func TestMoveSaysWhatItDid(t *testing.T) {
	r := story.New(t)
	r.As("luc").Add("خبر أول", "خبر ثان")
	amina := r.People["amina"].ID
	want := func(got board.Moved, step board.Step, from workflow.Stage, person string, batch bool) {
		t.Helper()
		if got.Step != step || got.From != from || got.Person != person || (got.Batch != "") != batch {
			t.Errorf("moved %+v, want %s from %s, of %q, with a batch: %v", got, step, from, person,
				batch)
		}
	}
	want(move(r, translating, board.MoveTo{Person: amina}), "take", arrived, amina, false)
	want(move(r, arrived, board.MoveTo{}), "release", translating, amina, false)
	r.Assign("amina", workflow.Translator, 1, 1).Assign("youssef", workflow.Translator, 2, 2)
	want(move(r, arrived, board.MoveTo{}), "release", translating, "", false)
	r.As("amina")
	want(move(r, translating, board.MoveTo{}), "take", arrived, "", false)
	r.Draft(1, "Un").Draft(2, "Deux")
	submitted := move(r, reviewing, board.MoveTo{})
	want(submitted, "submit", translating, "", true)
	_, err := r.Desk.Undo(r.Ctx(), r.Who, submitted.Batch)
	r.Check("undo the move", err)
	r.Want("draft draft")
	move(r, reviewing, board.MoveTo{})
	r.As("luc")
	returned := move(r, translating, board.MoveTo{Reason: "ton"})
	want(returned, "return", reviewing, "", true)
	_, err = r.Desk.Undo(r.Ctx(), r.Who, returned.Batch)
	r.Check("undo the return", err)
	r.Want("translated translated").Approve(1).Approve(2)
	want(move(r, ready, board.MoveTo{}), "sign", reviewing, "", false)
	want(move(r, reviewing, board.MoveTo{}), "unsign", ready, "", false)
	if v := r.View(); !v.SignedOff.IsZero() || v.SignedOffBy != "" {
		t.Errorf("signed off at %v by %q after taking it back", v.SignedOff, v.SignedOffBy)
	}
	move(r, ready, board.MoveTo{})
	want(move(r, published, board.MoveTo{}), "publish", ready, "", false)
	r.Want("final final").Whole()
}

// Who takes an article takes it for themselves; to give it to another takes an editor.
func TestOnlyEditorsGiveAnArticleToAnother(t *testing.T) {
	r := story.New(t)
	r.As("luc").Add("خبر")
	r.As("amina").Refused("error.forbidden").
		To(translating, board.MoveTo{Person: r.People["youssef"].ID}).At(arrived)
	r.As("luc").Refused("assign.not-able").
		To(translating, board.MoveTo{Person: r.People["lea"].ID}).At(arrived)
	for _, person := range []string{"", r.People["amina"].ID} {
		r.As("amina").To(translating, board.MoveTo{Person: person})
		if got := r.View().Assignments[0]; got.Person != r.Who.ID || got.By != r.Who.ID {
			t.Errorf("taken by %+v, want amina", got)
		}
		r.To(arrived)
	}
}

func TestReturnLeavesWhatIsReviewedOrReturned(t *testing.T) {
	r := story.New(t)
	r.As("amina").Add("خبر أول", "خبر ثان", "خبر ثالث", "خبر رابع")
	for i, target := range []string{"Un.", "Deux.", "Trois.", "Quatre."} {
		r.Translate(i+1, target)
	}
	r.As("luc").Approve(1)
	before := r.Segment(1).Version
	r.Review(desk.Review{Decision: workflow.Return, Reason: "chiffre"}, 2)
	r.As("amina").Translate(2, "Deux !").As("luc")
	r.To(translating, board.MoveTo{Reason: " ton "}).Want("reviewed returned returned returned")
	if got := r.Segment(3).Reason; got != "ton" {
		t.Errorf("returned for %q, want the reason of the move", got)
	}
	if got := r.Segment(1).Version; got != before {
		t.Errorf("the reviewed segment is at version %d, want %d", got, before)
	}
	r.As("amina").Translate(3, "Trois !").Translate(4, "Quatre !").Translate(2, "Deux.").As("luc").
		Approve(2).Return(3, "accord").At(translating)
	r.Refused("move.returned").To(reviewing).Refused("move.returned").To(ready)
	r.Want("reviewed reviewed returned translated")
}

func TestMovesNeedTheRightAndTheArticle(t *testing.T) {
	r := story.New(t)
	r.As("amina").Add("خبر").Translate(1, "Un.")
	r.Refused("move.not-able").To(ready)
	r.As("luc").Approve(1).To(ready)
	r.As("amina").Refused("move.not-able").To(reviewing).Refused("move.not-able").To(published)
	r.At(ready)
	token := r.People["luc"]
	token.Scope = workflow.ReadScope
	for name, tt := range map[string]struct {
		who  workflow.Actor
		in   board.MoveTo
		want string
	}{
		"a token that reads": {token, board.MoveTo{}, "move.not-able"},
		"a reader":           {r.People["lea"], board.MoveTo{}, "error.forbidden"},
		"signed out":         {workflow.Actor{}, board.MoveTo{}, "error.signed-out"},
		"no article":         {r.People["luc"], board.MoveTo{Article: "none"}, "error.not-found"},
		"an old page":        {r.People["luc"], board.MoveTo{From: reviewing}, "move.changed"},
	} {
		in := tt.in
		if in.To = published; in.Article == "" {
			in.Article = r.ArticleID
		}
		if in.From == "" {
			in.From = ready
		}
		_, err := r.Board.Move(r.Ctx(), tt.who, in)
		r.Refused(tt.want).Check(name, err)
	}
	r.At(ready).As("luc").Correct(1, "", workflow.Retraction).At(workflow.Blocked)
	r.Refused("article.retracted").To(published).Refused("article.retracted").To(translating)
}

// A move that could change nothing says why.
func TestReturnOfNothingIsRefused(t *testing.T) {
	r := story.New(t).As("amina").Add("خبر").Translate(1, "Un.").As("luc")
	slow := r.Sliced()
	slow.Before = func(int) error {
		slow.Before = func(int) error { return nil }
		r.As("amina").Translate(1, "Un, autrement.").As("luc")
		return nil
	}
	_, err := slow.Board.Move(r.Ctx(), r.Who, board.MoveTo{
		Article: r.ArticleID, From: reviewing, To: translating, Reason: "ton"})
	r.Refused("conflict").Check("return", err)
}
