package edition_test

import (
	"errors"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/story"
)

const one, two, three = story.One, story.Two, story.Three

// approved is an article of three segments that are approved: amina translated it, luc approved.
func approved(t *testing.T) *story.Runner {
	t.Helper()
	r := story.New(t).As("amina").Add(one, two, three)
	r.Translate(1, "Un.").Translate(2, "Deux.").Translate(3, "Trois.")
	return r.As("luc").Approve(1).Approve(2).Approve(3)
}

func TestSignOffNamesWhoAndWhen(t *testing.T) {
	r := approved(t).As("salma")
	r.WantAppended(func() { r.SignOff() }, "article.signed")
	v := r.View()
	if v.SignedOffBy != r.Who.ID || v.SignedOff.IsZero() || v.Stage() != workflow.Ready {
		t.Errorf("signed off by %q at %v, %s", v.SignedOffBy, v.SignedOff, v.Stage())
	}
	r.As("luc")
	r.WantAppended(func() { r.SignOff() }) // it is signed off already
	if again := r.View(); again.SignedOffBy != v.SignedOffBy || again.SignedOff != v.SignedOff {
		t.Error("a second sign-off took the place of the first")
	}
	r.Want("reviewed reviewed reviewed")
}

func TestSignOffAndPublishAreForEditors(t *testing.T) {
	r := approved(t).SignOff()
	reading := r.People["luc"]
	reading.Scope = workflow.ReadScope
	for _, c := range []struct {
		name string
		who  workflow.Actor
		want string
	}{
		{"signed out", workflow.Actor{}, "error.signed-out"},
		{"a reader", r.People["lea"], "error.forbidden"},
		{"a translator", r.People["amina"], "error.forbidden"},
		{"a token that only reads", reading, "error.forbidden"},
	} {
		for name, step := range map[string]func() error{
			"sign off": func() error { return r.Edition.SignOff(r.Ctx(), c.who, r.ArticleID) },
			"publish":  func() error { return r.Edition.Publish(r.Ctx(), c.who, r.ArticleID) },
			"withdraw": func() error { return r.Edition.WithdrawSignOff(r.Ctx(), c.who, r.ArticleID) },
		} {
			r.Refused(c.want).Check(name+" by "+c.name, step())
		}
	}
	if v := r.View(); v.Stage() != workflow.Ready {
		t.Errorf("the article is %s", v.Stage())
	}
}

// TestGapsStandInTheWay has every blocking gap, and the three that do not block.
func TestGapsStandInTheWay(t *testing.T) {
	for _, c := range []struct {
		name  string
		step  func(*story.Runner)
		count any // nil: it may be signed off
	}{
		{"one without a target", func(r *story.Runner) { r.Draft(1, "") }, 1},
		{"a draft", func(r *story.Runner) { r.Draft(1, "").Draft(1, "Un.") }, 1},
		{"two unreviewed", func(r *story.Runner) { r.Draft(1, "Un !").Draft(3, "Trois !") }, 2},
		{"one returned", func(r *story.Runner) { r.Return(2, "style") }, 1},
		{"one stale", func(r *story.Runner) { r.Correct(2, one, workflow.Fact) }, 1},
		{"three of three kinds", func(r *story.Runner) {
			r.Draft(1, "").Return(2, "style").Correct(3, one, workflow.Fact)
		}, 3},
		{"a retraction", func(r *story.Runner) { r.Correct(2, "", workflow.Retraction) }, 1},
		{"an open comment", func(r *story.Runner) { r.Comment(1, "?") }, nil},
		{"a typo", func(r *story.Runner) { r.Correct(1, two, workflow.Typo) }, nil},
		{"an approval by its author", func(r *story.Runner) {
			r.Draft(1, "De Luc.").Override(1, "seul")
		}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := approved(t)
			c.step(r)
			err := r.Edition.SignOff(r.Ctx(), r.Who, r.ArticleID)
			if c.count == nil {
				r.Check("sign off", err)
				r.Publish().Want("final final final")
				return
			}
			var e *workflow.Error
			if !errors.As(err, &e) || e.ID != "publish.gaps" || e.Args["Count"] != c.count {
				t.Errorf("refused with %v %v, want %v gaps", err, e.Args, c.count)
			}
			r.Refused("publish.gaps").Publish()
			if v := r.View(); !v.SignedOff.IsZero() || !v.Published.IsZero() {
				t.Error("it was signed off or published all the same")
			}
		})
	}
}

func TestPublishMakesEverySegmentFinal(t *testing.T) {
	r := approved(t).Refused("publish.unsigned").Publish().SignOff().As("salma")
	before := r.Segment(1)
	r.WantAppended(func() { r.Publish() }, "article.published")
	v := r.Want("final final final").View()
	if v.PublishedBy != r.Who.ID || v.Published.IsZero() || v.Stage() != workflow.Published ||
		v.SignedOffBy != r.People["luc"].ID {
		t.Errorf("published by %q at %v, signed off by %q", v.PublishedBy, v.Published, v.SignedOffBy)
	}
	batch := r.LastChange(1).Batch
	for p := 1; p <= 3; p++ {
		s, c := r.Segment(p), r.LastChange(p)
		if c.Kind != workflow.ChangePublished || c.Batch != batch || c.By != r.Who.ID ||
			s.ApprovedBy != r.People["luc"].ID || s.SubState != bitext.None {
			t.Errorf("segment %d: %s by %s in batch %s, approved by %s", p, c.Kind, c.By, c.Batch,
				s.ApprovedBy)
		}
	}
	r.WantVersion(1, before.Version+1).WantAuthors(1, "amina").WantTarget(1, "Un.").Whole()
}

// TestPublishAgainAfterAnEdit makes a version of what was edited alone.
func TestPublishAgainAfterAnEdit(t *testing.T) {
	r := approved(t).SignOff().Publish()
	first := r.View()
	r.As("amina").Translate(2, "Deux, corrigé.").Want("final translated final")
	if v := r.View(); v.Published != first.Published || !v.SignedOff.IsZero() {
		t.Errorf("published %v, signed off %v", v.Published, v.SignedOff)
	}
	r.As("luc").Refused("publish.gaps").Publish()
	r.Approve(2).Refused("publish.unsigned").Publish().SignOff().As("salma").Publish()
	v := r.Want("final final final").View()
	if !v.Published.After(first.Published) || v.PublishedBy != r.Who.ID {
		t.Errorf("published %v by %q", v.Published, v.PublishedBy)
	}
	r.WantVersion(1, first.Segments[0].Version).WantVersion(3, first.Segments[2].Version).Whole()
}

func TestWithdrawSignOff(t *testing.T) {
	r := approved(t)
	withdraw := func() error { return r.Edition.WithdrawSignOff(r.Ctx(), r.Who, r.ArticleID) }
	r.Refused("move.changed").Check("before the sign-off", withdraw())
	r.SignOff()
	r.WantAppended(func() { r.Check("withdraw", withdraw()) }, "article.reopened")
	v := r.View()
	if !v.SignedOff.IsZero() || v.SignedOffBy != "" || v.Stage() != workflow.Reviewing {
		t.Errorf("signed off %v by %q, %s", v.SignedOff, v.SignedOffBy, v.Stage())
	}
	r.Want("reviewed reviewed reviewed")
	r.Refused("publish.unsigned").Publish().SignOff().Publish()
	r.Refused("move.changed").Check("after publication", withdraw())
	for name, step := range map[string]func() error{
		"sign off": func() error { return r.Edition.SignOff(r.Ctx(), r.Who, "none") },
		"publish":  func() error { return r.Edition.Publish(r.Ctx(), r.Who, "none") },
		"withdraw": func() error { return r.Edition.WithdrawSignOff(r.Ctx(), r.Who, "none") },
	} {
		r.Refused("error.not-found").Check(name+" of no article", step())
	}
}
