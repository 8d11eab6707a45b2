package plan_test

import (
	"sync"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/newsroom"
	"truchement/workflow/plan"
	"truchement/workflow/story"
)

const one, two, three = story.One, story.Two, story.Three

func TestAssignment(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one, two, three)
	r.As("luc").Assign("amina", workflow.Translator, 1, 2)
	r.As("youssef").Refused("segment.of-another").Translate(1, "À moi ?")
	r.Claim(0, 0).Translate(3, "Trois.")
	if got := r.Segment(3).Translator; got != r.People["youssef"].ID {
		t.Error("the claim took nothing")
	}
	r.As("amina").Refused("claim.taken").Claim(0, 0)
	r.As("luc").Refused("assign.not-able").Assign("lea", workflow.Translator, 0, 0)
	r.Refused("assign.not-able").Assign("amina", workflow.Editor, 0, 0)
	r.Refused("assign.range").Assign("amina", workflow.Translator, 2, 9)
	r.Assign("salma", workflow.Translator, 1, 1)
	r.Refused("assign.four-eyes").Assign("salma", workflow.Editor, 0, 0)
	_, err := r.Plan.Assign(r.Ctx(), r.Who, plan.NewAssignment{
		Article: r.ArticleID, Person: r.People["salma"].ID, Role: workflow.Editor,
		Override: "personne d’autre ce soir",
	})
	r.Check("assign with override", err)
}

func TestHandOverAndTakeBack(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one, two)
	r.As("amina").Claim(0, 0)
	mine := r.View().Assignments[0]
	r.As("youssef").Refused("assign.of-another")
	_, err := r.Plan.HandOver(r.Ctx(), r.Who, mine.ID, r.People["youssef"].ID, "")
	r.Check("hand over another's", err)
	a, err := r.Plan.HandOver(r.Ctx(), r.People["amina"], mine.ID, r.People["youssef"].ID, "train")
	r.Check("hand over", err)
	if got := r.Segment(1).Translator; got != r.People["youssef"].ID || a.Note != "train" {
		t.Errorf("handed over to %s with note %q", got, a.Note)
	}
	if n := len(r.View().Assignments); n != 1 {
		t.Errorf("%d assignments stand, want 1: an empty one ends", n)
	}
	r.Check("take back", r.Plan.TakeBack(r.Ctx(), r.People["luc"], a.ID))
	if v := r.View(); v.Unassigned != 2 || len(v.Assignments) != 0 {
		t.Errorf("%d unassigned, %d assignments; want 2, 0", v.Unassigned, len(v.Assignments))
	}
}

// TestClaimOnce lets everybody claim the same segments at once: each is claimed
// by exactly one.
func TestClaimOnce(t *testing.T) {
	r := story.New(t)
	r.As("nadia").AddRealArticle()
	desk := newsroom.New(r.Store, newsroom.Options{})
	var wg sync.WaitGroup
	for range 8 {
		for _, name := range []string{"amina", "youssef", "luc", "salma"} {
			wg.Go(func() {
				for p := 1; p <= 14; p++ {
					_, err := desk.Plan.Claim(r.Ctx(), r.People[name], r.ArticleID, p, p)
					if err != nil && workflow.KindOf(err) != workflow.Conflict {
						t.Error(err)
					}
				}
			})
		}
	}
	wg.Wait()
	v := r.View()
	if v.Unassigned != 0 || len(v.Assignments) != len(v.Segments) {
		t.Errorf("%d unassigned, %d assignments for %d segments",
			v.Unassigned, len(v.Assignments), len(v.Segments))
	}
}

func TestLoads(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one, two)
	_, err := r.Plan.Assign(r.Ctx(), r.People["luc"], plan.NewAssignment{
		Article: r.ArticleID, Person: r.People["amina"].ID, Role: workflow.Translator,
		Due: r.Clock.Add(2 * time.Hour),
	})
	r.Check("assign", err)
	loads, err := r.Plan.Loads(r.Ctx(), r.People["luc"], r.Clock.Add(12*time.Hour))
	if err != nil || len(loads) != 1 {
		t.Fatalf("loads %v (%v), want one", loads, err)
	}
	words := r.Segment(1).Words + r.Segment(2).Words
	if l := loads[0]; l.Translate != words || l.DueToday != words || l.Late != 0 {
		t.Errorf("load %+v, want %d words due today", l, words)
	}
	r.As("amina").Translate(1, "Un.").Translate(2, "Deux.")
	loads, err = r.Plan.Loads(r.Ctx(), r.People["luc"], r.Clock.Add(12*time.Hour))
	if err != nil || len(loads) > 0 && loads[0].Translate != 0 {
		t.Errorf("loads after translating %+v (%v)", loads, err)
	}
}
