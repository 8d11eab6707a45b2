package checking_test

import (
	"testing"

	"truchement/workflow"
	"truchement/workflow/checking"
)

// The articles in work are looked at, those of a selection alone, and what is open is counted by article and check.
func TestDeskIsLookedAt(t *testing.T) {
	r := checked(t, nil)
	first := r.ArticleID
	r.Draft(1, "13  ministres sont arrivés.").Translate(2, right)
	r.Add("نعم.")
	r.Add("وصل 12 وزيرا.").Translate(1, right).As("luc").Approve(1).SignOff().Publish().As("amina") // out of work
	publication := r.AddPublication()
	other := r.As("luc").AddTo(publication, "وصل الوالي إلى فاس.")
	segments := 0
	run := func(in checking.Selection) checking.DeskReport {
		t.Helper()
		segments = 0
		out, err := r.Checking.Desk(r.Ctx(), r.Who, in, func(checking.Checked) error { segments++; return nil })
		r.CheckNow("desk", err)
		return out
	}
	out := run(checking.Selection{})
	if out.Looked != 2+len(other) || segments != 1 || out.Open != 2 || out.Blocking != 1 || len(out.Articles) != 1 {
		t.Fatalf("%+v, %d segments", out, segments)
	}
	if a := out.Articles[0]; a.Article != first || a.Stage != workflow.Translating || len(a.Checks) != 2 || a.Title == "" || a.Lang != "ar" {
		t.Errorf("%+v", a)
	}
	for _, c := range []struct {
		in   checking.Selection
		want int
	}{
		{checking.Selection{Publication: publication}, len(other)},
		{checking.Selection{Person: r.People["salma"].ID}, 0},
		{checking.Selection{Stage: workflow.Translating}, 1},
	} {
		if got := run(c.in).Looked; got != c.want {
			t.Errorf("%+v: looked at %d, want %d", c.in, got, c.want)
		}
	}
	_, err := r.Checking.Desk(r.Ctx(), r.People["lea"], checking.Selection{}, nil)
	r.Refused("error.forbidden").Check("a reader", err)
}
