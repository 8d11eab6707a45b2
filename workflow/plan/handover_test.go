package plan_test

import (
	"strings"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/plan"
	"truchement/workflow/story"
)

func handOver(r *story.Runner, id, name, note string) workflow.Assignment {
	r.T.Helper()
	a, err := r.Plan.HandOver(r.Ctx(), r.Who, id, r.People[name].ID, note)
	r.Check("hand over to "+name, err)
	return a
}

// A segment has one translator and one reviewer; who had it before keeps the rest, and an
// assignment ends with its last segment.
func TestAssigningAnewEndsWhatIsEmpty(t *testing.T) {
	r := story.New(t)
	r.As("luc").Add(one, two, three).Assign("amina", workflow.Translator, 1, 2)
	r.Assign("luc", workflow.Editor, 0, 0)
	first := standing(r)
	r.Assign("youssef", workflow.Translator, 2, 3)
	wantWhose(r, "amina/luc youssef/luc youssef/luc")
	if got := standing(r); len(got) != 3 {
		t.Errorf("%d assignments are open, want 3: amina has a segment left", len(got))
	}
	r.Assign("youssef", workflow.Translator, 1, 1)
	wantWhose(r, "youssef/luc youssef/luc youssef/luc")
	for _, a := range first {
		if ended := !assignment(r, a.ID).Ended.IsZero(); ended != (a.Role == workflow.Translator) {
			t.Errorf("the assignment of the %s has ended: %v", a.Role, ended)
		}
	}
	r.Assign("salma", workflow.Editor, 3, 3)
	wantWhose(r, "youssef/luc youssef/luc youssef/salma")
}

func TestClaimTakesWhatIsFree(t *testing.T) {
	r := story.New(t)
	r.As("luc").Add(one, two, three).Assign("amina", workflow.Translator, 2, 2)
	r.Assign("salma", workflow.Editor, 1, 1)
	r.As("lea").Refused("error.forbidden").Claim(0, 0)
	r.As("salma").Refused("claim.taken").Claim(1, 2) // to review the one, and of another the other
	wantWhose(r, "-/salma amina/- -/-")
	entries := r.Appended(func() { r.Claim(0, 0) })
	wantWhose(r, "-/salma amina/- salma/-")
	a := standing(r)[2]
	want := `{"assignment":"` + a.ID + `","from":3,"override":"","person":"` + r.Who.ID +
		`","role":"translator","to":3}`
	if len(entries) != 1 || string(entries[0].Payload) != want || a.By != r.Who.ID {
		t.Errorf("feed %+v by %s, want %s", entries, a.By, want)
	}
	r.As("youssef").Claim(0, 0)
	wantWhose(r, "youssef/salma amina/- salma/-")
	_, err := r.Plan.Claim(r.Ctx(), r.Who, r.ArticleID, 1, 3)
	if r.Refused("claim.taken").Check("all taken", err); workflow.KindOf(err) != workflow.Conflict {
		t.Errorf("%v, want a conflict", err)
	}
}

func TestHandOverKeepsTheTask(t *testing.T) {
	r := story.New(t)
	r.As("luc").Add(one, two, three)
	due := r.Clock.Add(3 * time.Hour).Truncate(time.Minute)
	old, err := r.Plan.Assign(r.Ctx(), r.Who, plan.NewAssignment{Article: r.ArticleID,
		Person: r.People["amina"].ID, Role: workflow.Translator, From: 2, To: 3, Due: due,
		Urgency: workflow.Urgent, Note: "de luc"})
	r.Check("assign", err)
	r.As("amina")
	got := handOver(r, old.ID, "youssef", " je pars ")
	want := old
	want.ID, want.Person, want.By = got.ID, r.People["youssef"].ID, r.Who.ID
	want.Note, want.Created = "je pars", got.Created
	if got != want || assignment(r, got.ID) != want {
		t.Errorf("handed over as %+v, want %+v", got, want)
	}
	wantWhose(r, "-/- youssef/- youssef/-")
	if assignment(r, old.ID).Ended.IsZero() {
		t.Error("the old assignment has not ended")
	}
	r.Refused("assign.ended")
	handOver(r, old.ID, "youssef", "")
	r.Refused("assign.of-another")
	handOver(r, got.ID, "amina", "")
	r.As("luc") // an editor may pass anybody's on
	back := handOver(r, got.ID, "amina", "")
	wantWhose(r, "-/- amina/- amina/-")
	r.Refused("assign.not-able")
	handOver(r, back.ID, "lea", "")
	r.Refused("text.too-long")
	handOver(r, back.ID, "youssef", strings.Repeat("x", workflow.MaxRemark+1))
	r.Refused("error.not-found")
	handOver(r, "none", "youssef", "")
	r.As("lea").Refused("error.forbidden")
	handOver(r, back.ID, "youssef", "")
	wantWhose(r, "-/- amina/- amina/-")
}

func TestReviewIsHandedOverAsReview(t *testing.T) {
	r := story.New(t)
	r.As("luc").Add(one, two).Assign("salma", workflow.Translator, 1, 1)
	r.Assign("luc", workflow.Editor, 1, 2)
	review := standing(r)[1]
	r.Refused("assign.not-able")
	handOver(r, review.ID, "amina", "")
	r.Refused("assign.four-eyes")
	handOver(r, review.ID, "salma", "")
	handOver(r, review.ID, "nadia", "")
	wantWhose(r, "salma/nadia -/nadia")
}

func TestTakingBackEndsOneAssignment(t *testing.T) {
	r := story.New(t)
	r.As("luc").Add(one, two).Assign("amina", workflow.Translator, 0, 0)
	r.Assign("luc", workflow.Editor, 0, 0)
	translation, review := standing(r)[0], standing(r)[1]
	takeBack := func(who, id string) error { return r.Plan.TakeBack(r.Ctx(), r.People[who], id) }
	r.Refused("error.forbidden").Check("a reader", takeBack("lea", translation.ID))
	r.Refused("assign.of-another").Check("another", takeBack("youssef", translation.ID))
	r.Refused("error.not-found").Check("none", takeBack("luc", "none"))
	wantWhose(r, "amina/luc amina/luc")
	r.WantAppended(func() { r.Check("one’s own", takeBack("amina", translation.ID)) },
		`assignment.ended {"assignment":"`+translation.ID+`","person":"`+translation.Person+`"}`)
	wantWhose(r, "-/luc -/luc")
	if a := assignment(r, translation.ID); a.Ended.IsZero() {
		t.Errorf("taken back, it has not ended: %+v", a)
	}
	r.Refused("assign.ended").Check("twice", takeBack("amina", translation.ID))
	r.Check("an editor, a colleague’s", takeBack("salma", review.ID))
	wantWhose(r, "-/- -/-")
}

func TestReleaseGivesBackWhatIsNotBegun(t *testing.T) {
	r := story.New(t)
	r.As("luc").Add(one, two).Assign("amina", workflow.Translator, 1, 1)
	r.Assign("youssef", workflow.Translator, 2, 2).Assign("luc", workflow.Editor, 0, 0)
	release := func(who workflow.Actor) error { return r.Plan.ReleaseArticle(r.Ctx(), who, r.ArticleID) }
	r.Refused("assign.of-another").Check("with another’s part", release(r.People["amina"]))
	r.As("amina").Draft(1, "Un")
	r.Refused("move.begun").Check("begun", release(r.People["luc"]))
	r.Draft(1, "")
	entries := r.Appended(func() { r.Check("an editor", release(r.People["luc"])) })
	if len(entries) != 2 || entries[0].Kind != workflow.AssignmentEnded {
		t.Errorf("feed %+v, want the end of both translations", entries)
	}
	wantWhose(r, "-/luc -/luc")
	r.Claim(0, 0)
	r.Check("one’s own", release(r.People["amina"]))
	wantWhose(r, "-/luc -/luc")
	r.Refused("error.not-found")
	r.Check("none", r.Plan.ReleaseArticle(r.Ctx(), r.Who, "none"))
}

// A token that only reads gives nothing back, its owner's segments neither.
func TestReleaseNeedsARightToTranslate(t *testing.T) {
	r := story.New(t)
	r.As("amina").Add(one).Claim(0, 0)
	token := r.Who
	token.Scope = workflow.ReadScope
	for name, who := range map[string]workflow.Actor{"a token that reads": token,
		"a reader": r.People["lea"]} {
		r.Refused("error.forbidden").Check(name, r.Plan.ReleaseArticle(r.Ctx(), who, r.ArticleID))
	}
	wantWhose(r, "amina/-")
}
