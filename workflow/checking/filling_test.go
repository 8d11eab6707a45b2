package checking_test

import (
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/pretranslate"
)

// A text that was filled in for another source, or by a machine, is pointed out until a person changes it.
func TestUneditedFillingsAreFound(t *testing.T) {
	r := checked(t, nil)
	r.Add("وصل الوزير إلى الرباط صباح اليوم.", "نعم، سيدي الرئيس.").Translate(1, "Le ministre est à Rabat ce matin.").
		Translate(2, "Oui, Monsieur le Président.").As("luc").Approve(1).Approve(2).As("amina")
	r.Add("وصل الوزير إلى فاس صباح اليوم.", "نعم، سيدي الرئيس.", "شيء آخر.", "شيء ثالث.")
	r.CheckNow("current", r.Memory.Current(r.Ctx()))
	out, err := r.Pretranslate.Fill(r.Ctx(), r.Who, pretranslate.Order{Article: r.ArticleID, Floor: 50}, nil)
	r.Check("fill", err)
	if out.Filled != 2 {
		t.Fatalf("filled %d", out.Filled)
	}
	s := r.Segment(3)
	filled, err := r.Fills.FillEmpty(r.Ctx(), r.Who, r.ArticleID, []desk.Fill{{Segment: s.ID, Version: s.Version,
		Target: bitext.Plain("Autre chose."), Origin: workflow.ByMachine}})
	if err != nil || len(filled.Filled) != 1 {
		t.Fatalf("%+v, %v", filled, err)
	}
	unedited := func() (positions []int) {
		t.Helper()
		v := r.View()
		all, err := r.Checking.Article(r.Ctx(), r.Who, &v)
		r.CheckNow("article", err)
		for _, c := range all {
			for _, f := range c.Findings {
				if f.Check == "unedited" {
					positions = append(positions, c.Segment.Position)
				}
			}
		}
		return positions
	}
	isFound := func(what string, want ...int) {
		t.Helper()
		if got := unedited(); len(got) != len(want) || len(got) > 0 && got[0] != want[0] {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	isFound("filled", 1, 3)
	r.Translate(3, "Autre chose.").Translate(2, "Oui, Monsieur le Président.")
	isFound("confirmed", 1, 3)
	r.Draft(1, "Le ministre est à Fès ce matin.")
	isFound("changed", 3)
	unit := r.LastChange(2).Unit
	if unit == "" {
		unit = r.History(2)[1].Unit
	}
	s = r.Segment(4) // a person takes a match of another source by hand
	r.Send(s, desk.Save{Target: "Oui, Monsieur le Président.", Origin: workflow.FromUnit, Unit: unit, Confirm: true})
	isFound("taken by hand", 3, 4)
}
