package plan_test

import (
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/story"
)

// Changes of others since a person left the article are news when they come back, also after the
// page was loaded again, until they leave again.
func TestNewsSinceTheLastVisit(t *testing.T) {
	r := story.New(t)
	r.As("luc").Add("A.\n\nB.\n\nC.")
	amina := r.People["amina"]
	come := func() { r.Check("visit", r.Plan.Enter(r.Ctx(), amina, r.ArticleID)) }
	leave := func() { r.Check("visit", r.Plan.Leave(r.Ctx(), amina, r.ArticleID, r.Clock)) }
	news := func(what string, want ...int) {
		t.Helper()
		got, known, err := r.Plan.News(r.Ctx(), amina, r.ArticleID)
		r.Check("visit", err)
		if !known || len(got) != len(want) {
			t.Errorf("%s: news of %d segments, want %d; known: %v", what, len(got), len(want), known)
		}
		for _, position := range want {
			if !got[r.Segment(position).ID] {
				t.Errorf("%s: no news of segment %d", what, position)
			}
		}
	}
	missed := func(what string, want int) {
		t.Helper()
		got, err := r.Plan.Missed(r.Ctx(), amina)
		r.Check("visit", err)
		if got[r.ArticleID] != want {
			t.Errorf("%s: missed %d, want %d", what, got[r.ArticleID], want)
		}
	}
	if _, known, err := r.Plan.News(r.Ctx(), amina, r.ArticleID); known || err != nil {
		t.Errorf("before the first visit: known %v, %v", known, err)
	}
	r.As("luc").Translate(1, "Un.")
	come()
	news("the first visit")
	r.As("amina").Translate(2, "Deux.")
	leave()
	heard := r.Clock
	r.As("luc").Translate(3, "Trois.")
	missed("on the desk", 1)
	come()
	news("back at once: the same visit", 3)
	leave()
	r.Clock = r.Clock.Add(time.Minute)
	come()
	news("the page loaded anew", 3)
	r.As("luc").Translate(1, "Un, corrigé.")
	news("while there", 1, 3)
	leave()
	missed("after leaving", 0)
	r.Clock = r.Clock.Add(workflow.VisitGap)
	come()
	news("another visit")
	// A browser that said nothing any more: what came after its last sign of life is news.
	r.As("luc").Translate(2, "Deux, corrigé.")
	r.Check("visit", r.Plan.Leave(r.Ctx(), amina, r.ArticleID, heard))
	r.Clock = r.Clock.Add(workflow.VisitGap)
	news("after a crash", 1, 2, 3)
}
