package plan_test

import (
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/plan"
	"truchement/workflow/story"
)

func TestFeedGoesOnFromASequence(t *testing.T) {
	r := story.New(t)
	r.As("luc").Add(one, two)
	first := r.ArticleID
	r.Translate(1, "Un.").Add(three)
	r.Draft(1, "Trois")
	kinds := func(f workflow.FeedFilter) (out string, last int64) {
		t.Helper()
		all, err := r.Plan.Feed(r.Ctx(), r.People["amina"], f)
		r.CheckNow("feed", err)
		for _, e := range all {
			if e.Seq <= last {
				t.Errorf("sequence %d after %d", e.Seq, last)
			}
			out, last = out+string(e.Kind)+" ", e.Seq
		}
		return out, last
	}
	got, last := kinds(workflow.FeedFilter{Article: first})
	if want := "article.added segment.confirmed "; got != want {
		t.Errorf("feed of the first article %q, want %q", got, want)
	}
	if got, _ = kinds(workflow.FeedFilter{After: last}); got != "article.added segment.saved " {
		t.Errorf("feed after %d: %q", last, got)
	}
	if got, _ = kinds(workflow.FeedFilter{After: last, Limit: 1}); got != "article.added " {
		t.Errorf("one entry after %d: %q", last, got)
	}
	_, last = kinds(workflow.FeedFilter{})
	if head, err := r.Plan.FeedHead(r.Ctx()); err != nil || head != last {
		t.Errorf("the feed's head is %d (%v), want its last entry %d", head, err, last)
	}
	_, err := r.Plan.Feed(r.Ctx(), r.People["lea"], workflow.FeedFilter{})
	r.Refused("error.forbidden").Check("a reader", err)
}

func TestLoadsAndVisitsAreOfTheDesk(t *testing.T) {
	r := story.New(t)
	r.As("amina").Add(one).Claim(0, 0)
	id := standing(r)[0].ID
	for _, tt := range []struct {
		who     workflow.Actor
		refused string
	}{{r.People["lea"], "error.forbidden"}, {workflow.Actor{}, "error.signed-out"},
		{r.People["youssef"], ""}} {
		who := tt.who
		_, err := r.Plan.Loads(r.Ctx(), who, r.Clock)
		r.Refused(tt.refused).Check("loads", err)
		_, err = r.Plan.Assignment(r.Ctx(), who, id)
		r.Refused(tt.refused).Check("assignment", err)
		r.Refused(tt.refused).Check("enter", r.Plan.Enter(r.Ctx(), who, r.ArticleID))
		r.Refused(tt.refused).Check("leave", r.Plan.Leave(r.Ctx(), who, r.ArticleID, r.Clock))
		_, _, err = r.Plan.News(r.Ctx(), who, r.ArticleID)
		r.Refused(tt.refused).Check("news", err)
		_, err = r.Plan.Missed(r.Ctx(), who)
		r.Refused(tt.refused).Check("missed", err)
	}
	r.Refused("error.not-found").Check("enter none", r.Plan.Enter(r.Ctx(), r.Who, "none"))
	r.Refused("error.not-found").Check("leave none", r.Plan.Leave(r.Ctx(), r.Who, "none", r.Clock))
}

func TestLoadSaysWhatIsLateAndDueToday(t *testing.T) {
	r := story.New(t)
	r.As("luc").Add(one, two, three)
	words := func(positions ...int) (n int) {
		for _, p := range positions {
			n += r.Segment(p).Words
		}
		return n
	}
	for i, due := range []time.Duration{-time.Hour, 2 * time.Hour, 20 * time.Hour} {
		_, err := r.Plan.Assign(r.Ctx(), r.Who, plan.NewAssignment{Article: r.ArticleID,
			Person: r.People["amina"].ID, Role: workflow.Translator, From: i + 1,
			Due: r.Clock.Add(due)})
		r.Check("assign", err)
	}
	r.Assign("salma", workflow.Editor, 0, 0)
	loads, err := r.Plan.Loads(r.Ctx(), r.Who, r.Clock.Add(10*time.Hour))
	r.Check("loads", err)
	for _, l := range loads {
		want := workflow.Load{Person: r.People["salma"].ID, Review: words(1, 2, 3), Assignment: 1}
		if l.Person == r.People["amina"].ID {
			want = workflow.Load{Person: l.Person, Translate: words(1, 2, 3), Assignment: 3,
				Late: words(1), DueToday: words(1, 2)}
		}
		l.Work, l.NextDue = nil, time.Time{}
		if l.Person != want.Person || l.Translate != want.Translate || l.Review != want.Review ||
			l.Late != want.Late || l.DueToday != want.DueToday || l.Assignment != want.Assignment {
			t.Errorf("load %+v, want %+v", l, want)
		}
	}
	if len(loads) != 2 {
		t.Errorf("%d loads, want 2: people with nothing are left out", len(loads))
	}
}

func TestVisitsAreOfOnePersonAtOneArticle(t *testing.T) {
	r := story.New(t)
	first := r.As("luc").Add(one).ArticleID
	other := r.Add(two, three).ArticleID
	amina, youssef := r.People["amina"], r.People["youssef"]
	r.Check("leave", r.Plan.Leave(r.Ctx(), amina, other, r.Clock)) // without having entered
	r.Clock = r.Clock.Add(workflow.VisitGap)
	r.Translate(1, "Deux.").Translate(2, "Trois.").Translate(2, "Trois !")
	r.ArticleID = first
	r.Translate(1, "Un.")
	for _, tt := range []struct {
		who     workflow.Actor
		article string
		known   bool
		news    int
	}{{amina, other, true, 2}, {amina, first, false, 0}, {youssef, other, false, 0}} {
		news, known, err := r.Plan.News(r.Ctx(), tt.who, tt.article)
		r.Check("news", err)
		if known != tt.known || len(news) != tt.news {
			t.Errorf("%s: known %v, news of %d segments; want %v, %d", tt.who.Name, known, len(news),
				tt.known, tt.news)
		}
	}
	for who, want := range map[string]int{"amina": 2, "youssef": 0} {
		missed, err := r.Plan.Missed(r.Ctx(), r.People[who])
		r.Check("missed", err)
		if missed[other] != want || missed[first] != 0 {
			t.Errorf("%s missed %v, want %d of the second article", who, missed, want)
		}
	}
}

// The last sign of life begins the absence, not the moment when the desk notes it: who was away
// for longer than VisitGap by then comes back to another visit.
func TestAbsenceBeginsWithTheLastSignOfLife(t *testing.T) {
	for after, want := range map[time.Duration]int{workflow.VisitGap - time.Minute: 1,
		workflow.VisitGap + time.Minute: 0} {
		r := story.New(t)
		amina := r.People["amina"]
		r.As("luc").Add(one)
		r.Check("enter", r.Plan.Enter(r.Ctx(), amina, r.ArticleID))
		r.Translate(1, "Un.")
		seen := r.Clock
		r.Clock = r.Clock.Add(after)
		r.Check("leave", r.Plan.Leave(r.Ctx(), amina, r.ArticleID, seen))
		news, _, err := r.Plan.News(r.Ctx(), amina, r.ArticleID)
		if r.Check("news", err); len(news) != want {
			t.Errorf("back %v after the last sign: news of %d segments, want %d", after, len(news), want)
		}
	}
}
