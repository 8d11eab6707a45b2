package workflow_test

import (
	"testing"
	"time"

	"truchement/workflow"
)

// What others do while somebody is away is news when they come back, also after the page was
// loaded anew, until they leave again.
func TestNewsSinceTheLastVisit(t *testing.T) {
	r := newRunner(t)
	r.As("luc").Add("A.\n\nB.\n\nC.")
	amina := r.people["amina"]
	come := func() { r.check("visit", r.desk.Enter(r.ctx(), amina, r.article)) }
	leave := func() { r.check("visit", r.desk.Leave(r.ctx(), amina, r.article, r.clock)) }
	news := func(what string, want ...int) {
		t.Helper()
		got, known, err := r.desk.News(r.ctx(), amina, r.article)
		r.check("visit", err)
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
		got, err := r.desk.Missed(r.ctx(), amina)
		r.check("visit", err)
		if got[r.article] != want {
			t.Errorf("%s: missed %d, want %d", what, got[r.article], want)
		}
	}
	if _, known, err := r.desk.News(r.ctx(), amina, r.article); known || err != nil {
		t.Errorf("before the first visit: known %v, %v", known, err)
	}
	r.As("luc").Translate(1, "Un.")
	come()
	news("the first visit")
	r.As("amina").Translate(2, "Deux.")
	leave()
	heard := r.clock
	r.As("luc").Translate(3, "Trois.")
	missed("on the desk", 1)
	come()
	news("back at once: the same visit", 3)
	leave()
	r.clock = r.clock.Add(time.Minute)
	come()
	news("the page loaded anew", 3)
	r.As("luc").Translate(1, "Un, corrigé.")
	news("while there", 1, 3)
	leave()
	missed("after leaving", 0)
	r.clock = r.clock.Add(workflow.VisitGap)
	come()
	news("another visit")
	// A browser that said nothing any more: what came after its last sign of life is news.
	r.As("luc").Translate(2, "Deux, corrigé.")
	r.check("visit", r.desk.Leave(r.ctx(), amina, r.article, heard))
	r.clock = r.clock.Add(workflow.VisitGap)
	news("after a crash", 1, 2, 3)
}
