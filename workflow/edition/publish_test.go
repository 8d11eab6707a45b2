package edition_test

import (
	"errors"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/story"
)

const one, two, three = story.One, story.Two, story.Three

// approved is an article of three segments that an editor approved.
func approved(t *testing.T) *story.Runner {
	r := story.New(t)
	r.As("amina").Add(one, two, three).Translate(1, "Un.").Translate(2, "Deux.").Translate(3, "Trois.")
	r.As("luc").Approve(1).Approve(2).Approve(3)
	return r
}

// feedOf lists the kinds of entries about articles, without those about segments.
func feedOf(r *story.Runner) (kinds []workflow.FeedKind) {
	r.T.Helper()
	all, err := r.Plan.Feed(r.Ctx(), r.People["nadia"], workflow.FeedFilter{Article: r.ArticleID})
	r.Check("feed", err)
	for _, e := range all {
		if e.Segment == "" {
			kinds = append(kinds, e.Kind)
		}
	}
	return kinds
}

func wantFeed(r *story.Runner, want ...workflow.FeedKind) {
	r.T.Helper()
	want = append([]workflow.FeedKind{workflow.ArticleAdded}, want...)
	got := feedOf(r)
	if len(got) != len(want) {
		r.T.Fatalf("the feed says %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			r.T.Fatalf("the feed says %v, want %v", got, want)
		}
	}
}

func TestPublishMakesEverySegmentFinalAsOneBatch(t *testing.T) {
	r := approved(t)
	r.Refused("publish.unsigned").Publish()
	r.SignOff().SignOff().Publish().Want("final final final").At(workflow.Published).Whole()
	wantFeed(r, workflow.ArticleSigned, workflow.ArticlePublished)
	batches := map[string]bool{}
	for _, s := range r.View().Segments {
		all, err := r.Desk.History(r.Ctx(), r.Who, s.ID)
		r.Check("history", err)
		last := all[len(all)-1]
		if last.Kind != workflow.ChangePublished || last.By != r.Who.ID {
			t.Errorf("the last change of %d is %s by %s", s.Position, last.Kind, last.By)
		}
		batches[last.Batch] = true
	}
	if len(batches) != 1 {
		t.Errorf("%d batches, want 1", len(batches))
	}
	if v := r.View(); v.PublishedBy != r.Who.ID || v.Published.IsZero() {
		t.Errorf("published at %v by %q", v.Published, v.PublishedBy)
	}
}

// What is not approved is counted, each segment once, and a retraction besides.
func TestPublishAndSignOffCountWhatIsMissing(t *testing.T) {
	r := story.New(t)
	r.As("amina").Add(one, two, three, one, two)
	r.Draft(2, "Deux.").Translate(3, "Trois.").Translate(4, "Quatre.").Translate(5, "Cinq.")
	r.As("luc").Return(3, "ton").Approve(5)
	want := func(count int) {
		t.Helper()
		for name, err := range map[string]error{"SignOff": r.Edition.SignOff(r.Ctx(), r.Who, r.ArticleID),
			"Publish": r.Edition.Publish(r.Ctx(), r.Who, r.ArticleID)} {
			var e *workflow.Error
			if !errors.As(err, &e) || e.ID != "publish.gaps" || e.Args["Count"] != count {
				t.Errorf("%s is refused with %v (%v), want %d gaps", name, err, e.Args, count)
			}
		}
	}
	want(4)
	r.Correct(5, "نص", workflow.Retraction)
	want(5)
	r.As("amina").Refused("error.forbidden").SignOff().Refused("error.forbidden").Publish()
}

func TestWithdrawSignOff(t *testing.T) {
	r := approved(t)
	withdraw := func() { r.Check("withdraw", r.Edition.WithdrawSignOff(r.Ctx(), r.Who, r.ArticleID)) }
	r.Refused("move.changed")
	withdraw()
	r.SignOff()
	r.As("amina").Refused("error.forbidden")
	withdraw()
	r.As("luc")
	withdraw()
	r.At(workflow.Reviewing).SignOff().Publish().Refused("move.changed")
	withdraw()
	wantFeed(r, workflow.ArticleSigned, workflow.ArticleReopened, workflow.ArticleSigned,
		workflow.ArticlePublished)
}

// A publication that stops half-way goes on when it is asked for again, and one whose sign-off is
// taken back in between says so.
func TestPublishGoesOnWhereItStopped(t *testing.T) {
	r := approved(t)
	r.SignOff()
	stop := errors.New("no space")
	slow := r.Sliced()
	slow.Before = func(n int) error {
		if n == 3 {
			return stop
		}
		return nil
	}
	if err := slow.Edition.Publish(r.Ctx(), r.Who, r.ArticleID); !errors.Is(err, stop) {
		t.Fatal(err)
	}
	r.Want("final final reviewed").At(workflow.Ready)
	wantFeed(r, workflow.ArticleSigned)
	slow.Before = func(n int) error {
		if n == 5 {
			return r.Edition.WithdrawSignOff(r.Ctx(), r.Who, r.ArticleID)
		}
		return nil
	}
	err := slow.Edition.Publish(r.Ctx(), r.Who, r.ArticleID)
	r.Refused("publish.unsigned").Check("publish", err)
	r.Want("final final reviewed").At(workflow.Reviewing).SignOff()
	slow.Before = func(n int) error {
		if n == 7 { // an editor looks again at what is final already
			r.As("salma").Return(1, "ton")
			r.As("luc")
		}
		return nil
	}
	err = slow.Edition.Publish(r.Ctx(), r.Who, r.ArticleID)
	r.Refused("publish.unsigned").Check("publish", err)
	r.As("amina").Translate(1, "Un.").As("luc").Approve(1).SignOff().Publish()
	for _, s := range r.View().Segments {
		if s.State != bitext.Final {
			t.Errorf("segment %d is %s", s.Position, s.State)
		}
	}
	r.At(workflow.Published).Whole()
}

// An article that was signed off anew in between is published when it is asked for again.
func TestPublishDoesNotLeaveASegmentOut(t *testing.T) {
	r := approved(t)
	r.SignOff()
	slow := r.Sliced()
	slow.Before = func(n int) error {
		if n == 3 { // the first is final, the third is not
			r.Return(1, "ton").As("amina").Translate(1, "Un !").As("luc").Approve(1)
			r.Return(3, "ton").As("amina").Translate(3, "Trois !").As("luc").Approve(3).SignOff()
		}
		return nil
	}
	err := slow.Edition.Publish(r.Ctx(), r.Who, r.ArticleID)
	r.Refused("move.changed").Check("publish", err)
	r.Want("reviewed final final").At(workflow.Ready).Publish().Want("final final final")
}

// A segment that is written anew while its article is being published keeps its state, and the article is
// not published.
func TestWritingDuringAPublicationStopsIt(t *testing.T) {
	r := approved(t).SignOff()
	slow := r.Sliced()
	slow.Before = func(n int) error {
		if n == 2 {
			r.As("amina").Translate(3, "Trois, autrement.").As("luc")
			signed := r.View().Article
			signed.SignedOff, signed.SignedOffBy = r.View().Created, r.Who.ID // as if it had come between
			r.Behind(func(tx workflow.Tx) error { return tx.UpdateArticle(signed) })
		}
		return nil
	}
	err := slow.Edition.Publish(r.Ctx(), r.Who, r.ArticleID)
	r.Refused("publish.gaps").Check("publish", err)
	r.Want("final final translated")
}

// A sign-off that is gone when the last segment has become final is missed by the article.
func TestPublishingNeedsTheSignOffToTheEnd(t *testing.T) {
	r := approved(t).SignOff()
	unsigned := r.View().Article
	if unsigned.SignedOffBy != r.Who.ID {
		t.Errorf("signed off by %q, want %q", unsigned.SignedOffBy, r.Who.ID)
	}
	unsigned.SignedOff = time.Time{}
	slow := r.Sliced()
	slow.Before = func(n int) error {
		if n == 4 {
			r.Behind(func(tx workflow.Tx) error { return tx.UpdateArticle(unsigned) })
		}
		return nil
	}
	r.Refused("publish.unsigned").Check("publish", slow.Edition.Publish(r.Ctx(), r.Who, r.ArticleID))
	r.Want("final final final")
}
