package desk_test

import (
	"errors"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/story"
)

// TestSaveOnAnOlderVersion: another text in the meantime is a conflict, unless what is there is
// the writer's own text.
func TestSaveOnAnOlderVersion(t *testing.T) {
	r := story.New(t).As("nadia").Add(one)
	page := r.Segment(1)
	r.As("amina").Draft(1, "Un.")

	r.As("youssef").Refused("conflict").Send(page, desk.Save{Target: "Deux."})
	r.WantTarget(1, "Un.").WantVersion(1, 2)
	r.Refused("conflict").Send(page, desk.Save{Target: "Un.", Confirm: true})
	r.Want("draft") // the text is the same, but not youssef's

	s := r.As("amina").Send(page, desk.Save{Target: "Un.", Confirm: true})
	if s.Version != 3 || s.State != bitext.Translated {
		t.Errorf("confirming one's own text: version %d, %s", s.Version, s.State)
	}
	// The texts that were refused are no later changes of the segment.
	r.As("youssef").Refused("conflict").Send(page, desk.Save{Target: "Trois."})
	r.As("luc").Return(1, "style")
	r.As("amina").Refused("conflict").Send(page, desk.Save{Target: "Un.", Confirm: true})
	r.Want("returned").Whole()
}

// TestSaveOfTheSameTextChangesNothing though it is based on an older version, by another.
func TestSaveOfTheSameTextChangesNothing(t *testing.T) {
	r := story.New(t).As("nadia").Add(one)
	page := r.Segment(1)
	r.As("amina").Translate(1, "Un.")
	s := r.As("youssef").Send(page, desk.Save{Target: "Un.", Confirm: true})
	if s.Version != 2 {
		t.Errorf("version %d, want 2", s.Version)
	}
	r.WantAuthors(1, "amina").WantVersion(1, 2)
	if n := len(r.History(1)); n != 2 {
		t.Errorf("%d changes, want 2", n)
	}
}

func TestRefusedTextIsKeptAndTold(t *testing.T) {
	r := story.New(t).As("amina").Add(one)
	page := r.Segment(1)
	r.Draft(1, "D’Amina.").Draft(1, "D’Amina, encore.")
	r.As("youssef")
	entries := r.Appended(func() {
		r.Refused("conflict").Send(page, desk.Save{Target: "De Youssef.", Op: "k"})
	})
	c := r.LastChange(1)
	if c.Kind != workflow.ChangeRefused || c.Version != page.Version || c.Op != "k" ||
		c.By != r.Who.ID || c.To.Target.String() != "De Youssef." ||
		!c.To.Source.Equal(page.Source) {
		t.Errorf("kept %+v", c)
	}
	if len(entries) != 1 || entries[0].Kind != workflow.SegmentRefused ||
		string(entries[0].Payload) != `{"change":"`+c.ID+`","state":"initial","sub_state":"draft",`+
			`"version":3}` {
		t.Errorf("the feed says %v", entries)
	}
	r.WantTarget(1, "D’Amina, encore.").WantVersion(1, 3).Whole()
	r.Restore(r.Segment(1), c.ID).WantTarget(1, "De Youssef.").WantAuthors(1, "amina", "youssef").
		Whole()
}

func TestConflictCarriesBaseCurrentAndRefused(t *testing.T) {
	r := story.New(t).As("amina").Add(one)
	r.Draft(1, "Un.")
	page := r.Segment(1)
	r.Draft(1, "Un deux.").Draft(1, "Un deux trois.")
	_, err := r.Desk.Save(r.Ctx(), r.People["luc"], desk.Save{Segment: page.ID,
		Version: page.Version, Target: "Un quatre."})
	var c *workflow.ConflictError
	if !errors.As(err, &c) {
		t.Fatalf("got %v, want a conflict", err)
	}
	if got := []string{c.Base.Target.String(), c.Current.Target.String(), c.Yours.Target.String()}; got[0] !=
		"Un." || got[1] != "Un deux trois." || got[2] != "Un quatre." {
		t.Errorf("base, current and refused are %q", got)
	}
	if c.Current.Version != 4 || c.Change != r.LastChange(1).ID {
		t.Errorf("current version %d, change %s", c.Current.Version, c.Change)
	}
}

// TestKeyGivesTheFirstAnswerAgain repeats requests after others have changed the segment.
func TestKeyGivesTheFirstAnswerAgain(t *testing.T) {
	r := story.New(t).As("amina").Add(one)
	page := r.Segment(1)
	in := desk.Save{Target: "Un.", Confirm: true, Op: "k"}
	r.Send(page, in)
	r.As("luc").Draft(1, "Un deux.")
	r.As("amina")
	entries := r.Appended(func() {
		s := r.Send(page, in)
		if s.Version != 2 || s.Target.String() != "Un." || s.State != bitext.Translated {
			t.Errorf("again: version %d of %q, %s", s.Version, s.Target, s.State)
		}
	})
	if len(entries) != 0 {
		t.Errorf("the feed says %v", entries)
	}
	r.WantTarget(1, "Un deux.").WantVersion(1, 3)

	page = r.Segment(1)
	review := desk.Review{Decision: workflow.Return, Reason: "style", Op: "r"}
	r.As("luc").ReviewFrom(page, review)
	r.As("amina").Translate(1, "Un trois.")
	s := r.As("luc").ReviewFrom(page, review)
	if s.Version != 4 || s.SubState != bitext.Returned {
		t.Errorf("the review again: version %d, %s", s.Version, s.SubState)
	}
	r.Want("translated")
}

func TestKeyIsOfOnePerson(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two)
	r.Send(r.Segment(1), desk.Save{Target: "Un.", Op: "k"})
	r.As("youssef").Send(r.Segment(2), desk.Save{Target: "Deux.", Op: "k"})
	r.WantTarget(1, "Un.").WantTarget(2, "Deux.")
}

func TestKeyThatComesBackWithAnotherRequest(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two)
	page, other := r.Segment(1), r.Segment(2)
	r.Send(page, desk.Save{Target: "Un e\u0301te\u0301.", Op: "k"})
	r.Send(page, desk.Save{Target: "Un été.", Op: "k"}) // the same text, written otherwise
	r.Refused("op.reused").Send(page, desk.Save{Target: "Un été.", Confirm: true, Op: "k"})
	r.Refused("op.reused").Send(page, desk.Save{Target: "", Op: "k"})
	r.Refused("op.reused").Send(other, desk.Save{Target: "Un été.", Op: "k"})
	r.Refused("op.reused").Send(page, desk.Save{Target: "a\u202e", Op: "k"})
	r.Want("draft initial").WantVersion(1, 2).WantVersion(2, 1)

	r.Send(r.Segment(1), desk.Save{Target: "", Op: "c"})
	r.Send(page, desk.Save{Target: "  ", Op: "c"})
	r.Refused("op.reused").Send(page, desk.Save{Target: "Un.", Op: "c"})
	r.Refused("op.reused").Send(page, desk.Save{Target: "⟦1⟧", Op: "c"})
	r.Want("initial initial")

	r.Translate(1, "Un.").Translate(2, "Deux.").As("luc")
	page, other = r.Segment(1), r.Segment(2)
	r.ReviewFrom(page, desk.Review{Decision: workflow.Approve, Op: "r"})
	r.Refused("op.reused").ReviewFrom(other, desk.Review{Decision: workflow.Approve, Op: "r"})
	r.Refused("op.reused").ReviewFrom(page, desk.Review{Decision: workflow.Return, Reason: "x",
		Op: "r"})
	r.Refused("op.reused").Send(other, desk.Save{Target: "Trois.", Op: "r"})
	r.Want("reviewed translated")
}

// TestKeyOfARefusedSaveIsRefusedAgain though a save by its text would be possible by now.
func TestKeyOfARefusedSaveIsRefusedAgain(t *testing.T) {
	r := story.New(t).As("amina").Add(one)
	page := r.Segment(1)
	r.Draft(1, "D’Amina.")
	in := desk.Save{Target: "De Youssef.", Op: "k"}
	r.As("youssef").Refused("conflict").Send(page, in)
	n := len(r.History(1))
	r.Refused("conflict").Send(page, in)
	if got := len(r.History(1)); got != n {
		t.Errorf("the refused text is kept %d times more", got-n)
	}
}

func TestConfirmDraftsConfirmsAllAsOneBatch(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two, three)
	r.Draft(1, "Un.").Translate(2, "Deux.").Draft(3, "Trois.")
	batch, err := r.Desk.ConfirmDrafts(r.Ctx(), r.Who, r.ArticleID)
	r.Check("confirm", err)
	r.Want("translated translated translated").WantVersion(2, 2)
	for _, p := range []int{1, 3} {
		if c := r.LastChange(p); c.Batch != batch || c.Kind != workflow.ChangeConfirmed {
			t.Errorf("segment %d: %s in batch %s", p, c.Kind, c.Batch)
		}
	}
	r.UndoBatch(batch).Want("draft translated draft").Whole()
}

func TestConfirmDraftsRefuses(t *testing.T) {
	confirm := func(r *story.Runner) error {
		_, err := r.Desk.ConfirmDrafts(r.Ctx(), r.Who, r.ArticleID)
		return err
	}
	r := story.New(t).As("amina").Add(one, two, three)
	r.Draft(1, "Un.").Draft(3, "Trois.")
	r.Refused("move.untranslated").Check("one without a target", confirm(r))
	r.Want("draft initial draft")
	r.Draft(2, "Deux.").As("luc").Assign("youssef", workflow.Translator, 3, 3)
	r.As("amina").Refused("segment.of-another").Check("one of another translator", confirm(r))
	r.As("lea").Refused("error.forbidden").Check("by a reader", confirm(r))
	r.As("luc").Correct(1, "", workflow.Retraction)
	r.Refused("article.retracted").Check("of a retracted article", confirm(r))
}
