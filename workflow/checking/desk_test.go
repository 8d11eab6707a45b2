package checking_test

import (
	"testing"

	"truchement/workflow"
	"truchement/workflow/checking"
)

// The articles in work are looked at, those of a selection alone, and what is open is counted.
func TestDeskIsLookedAt(t *testing.T) {
	r := checked(t, nil)
	first := r.ArticleID
	r.Draft(1, "13  ministres sont arrivés.").Translate(2, right)
	r.Add("نعم.")
	r.Add("وصل 12 وزيرا.").Translate(1, right).As("luc").Approve(1).SignOff().Publish().As("amina") // out of work
	publication := r.AddPublication()
	other := r.As("luc").AddTo(publication, "وصل الوالي إلى فاس.")
	var found []string // the articles of what was found, a segment each
	run := func(in checking.Selection) checking.DeskReport {
		t.Helper()
		found = nil
		out, err := r.Checking.Desk(r.Ctx(), r.Who, in, func(c checking.Checked) error { found = append(found, c.Segment.Article); return nil })
		r.CheckNow("desk", err)
		return out
	}
	out := run(checking.Selection{})
	if out.Articles != 2+len(other) || len(found) != 1 || out.Open != 2 {
		t.Fatalf("%+v, segments %v", out, found)
	}
	if found[0] != first {
		t.Errorf("found in %s, want %s", found[0], first)
	}
	for _, c := range []struct {
		in   checking.Selection
		want int
	}{
		{checking.Selection{Publication: publication}, len(other)},
		{checking.Selection{Stage: workflow.Translating}, 1},
	} {
		if got := run(c.in).Articles; got != c.want {
			t.Errorf("%+v: looked at %d, want %d", c.in, got, c.want)
		}
	}
	_, err := r.Checking.Desk(r.Ctx(), r.People["lea"], checking.Selection{}, nil)
	r.Refused("error.forbidden").Check("a reader", err)
	_, err = r.Checking.Desk(r.Ctx(), r.Who, checking.Selection{Publication: "none"}, nil)
	r.Refused("intake.no-publication").Check("a publication that is not there", err)
}
