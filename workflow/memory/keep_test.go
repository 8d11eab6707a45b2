package memory_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/memory"
	"truchement/workflow/story"
)

// edit edits an alignment as a page does that shows it.
func edit(r *story.Runner, a workflow.Alignment, e memory.BeadEdit, bead int) workflow.Alignment {
	r.T.Helper()
	a, err := r.Memory.EditBeads(r.Ctx(), r.Who, a.ID, memory.BeadChange{Version: a.Version,
		Edit: e, Bead: bead})
	r.Check(string(e), err)
	return a
}

func keep(r *story.Runner, a workflow.Alignment) workflow.Alignment {
	r.T.Helper()
	a, err := r.Memory.KeepBeads(r.Ctx(), r.Who, a.ID, a.Version)
	r.Check("keep", err)
	return a
}

// units are those of the memory from Arabic into French, newest first.
func units(r *story.Runner) (all []workflow.Unit) {
	r.T.Helper()
	r.CheckNow("units", r.Store.View(r.Ctx(), func(tx workflow.Tx) (err error) {
		all, err = tx.Units(workflow.UnitFilter{SourceLang: "ar", TargetLang: "fr"})
		return err
	}))
	return all
}

// TestUnitSaysWhereItComesFrom holds every field, the confidence of the aligner among them.
func TestUnitSaysWhereItComesFrom(t *testing.T) {
	r := story.New(t).As("amina")
	publication := r.AddPublication()
	r.AddTo(publication, "وصل الوزير إلى الرباط يوم الاثنين.")
	a, err := r.Memory.AlignTexts(r.Ctx(), r.Who, memory.NewAlignment{Article: r.ArticleID,
		Target: story.Paragraphs("Le ministre est arrivé lundi à Rabat."), SourceLang: "ar",
		TargetLang: "fr", Date: "2024-05", Licence: "CC BY"})
	r.Check("align", err)
	confidence := a.Beads[0].Confidence
	if confidence <= 0 || confidence >= 1 {
		t.Fatalf("confidence %v, want one that shows", confidence)
	}
	before := r.Clock
	r.As("luc")
	keep(r, edit(r, a, memory.AcceptBead, 0))
	all := units(r)
	if len(all) != 1 {
		t.Fatalf("%d units, want one", len(all))
	}
	got := all[0]
	if got.ID == "" || !got.At.After(before) {
		t.Errorf("unit %q of %v", got.ID, got.At)
	}
	want := workflow.Unit{ID: got.ID, SourceLang: "ar", TargetLang: "fr",
		Source: bitext.Plain("وصل الوزير إلى الرباط يوم الاثنين."),
		Target: bitext.Plain("Le ministre est arrivé lundi à Rabat."), State: workflow.UnitApproved,
		UnitOrigin: workflow.UnitOrigin{Alignment: a.ID, Article: r.ArticleID, Publication: publication,
			Origin: a.Name, Bead: "0:0", Date: "2024-05", Licence: "CC BY", Confidence: confidence},
		By: r.Who.ID, At: got.At, Seq: got.Seq}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if a.Name == "" || a.Name != r.View().Title {
		t.Errorf("the origin is %q, want the article's title %q", a.Name, r.View().Title)
	}
}

func TestKeepTakesAcceptedBeadsWithTwoSides(t *testing.T) {
	r := story.New(t).As("amina")
	a := r.Align()
	a = edit(r, a, memory.AcceptBead, 0)
	a = edit(r, a, memory.SplitBead, 2) // now the source and the target are unpaired
	a = edit(r, a, memory.AcceptBead, 2)
	a = edit(r, a, memory.AcceptBead, 3)
	a = keep(r, edit(r, a, memory.DropBead, 1))
	if got := linksOf(a); got != "0-1:0-1+ 1-2:1-2- 2-3:2-2+ 3-3:2-3+" {
		t.Fatalf("beads %s", got)
	}
	if all := units(r); a.Kept != 1 || len(all) != 1 || all[0].Bead != "0:0" {
		t.Errorf("kept %d and %v", a.Kept, all)
	}
	a = edit(r, a, memory.OpenBead, 0)
	a = keep(r, edit(r, a, memory.AcceptBead, 1))
	if all := units(r); a.Kept != 1 || len(all) != 1 || all[0].Bead != "1:1" {
		t.Errorf("kept %d and %v, want the new choice in place of the old", a.Kept, all)
	}
	a = keep(r, edit(r, a, memory.OpenBead, 1))
	if all := units(r); a.Kept != 0 || len(all) != 0 {
		t.Errorf("kept %d and %v, want none", a.Kept, all)
	}
}

func TestKeepLeavesTheUnitsOfOtherAlignments(t *testing.T) {
	r := story.New(t).As("amina")
	first := keep(r, edit(r, r.Align(), memory.AcceptBead, 0))
	second := keep(r, edit(r, r.Align(), memory.AcceptBead, 1))
	keep(r, second)
	by := map[string]int{}
	for _, u := range units(r) {
		by[u.Alignment]++
	}
	if by[first.ID] != 1 || by[second.ID] != 1 || len(by) != 2 {
		t.Errorf("units by alignment: %v", by)
	}
}

func TestKeepIsToldAndIsAVersion(t *testing.T) {
	r := story.New(t).As("amina")
	a := edit(r, r.Align(), memory.AcceptBead, 0)
	r.WantAppended(func() {
		kept := keep(r, a)
		if kept.Version != a.Version+1 || !kept.Updated.After(a.Updated) {
			t.Errorf("version %d of %v", kept.Version, kept.Updated)
		}
	}, `units.changed {"units":100}`, `units.changed {"units":1}`,
		fmt.Sprintf(`units.kept {"alignment":"%s","units":1}`, a.ID))
	_, err := r.Memory.KeepBeads(r.Ctx(), r.Who, a.ID, a.Version)
	r.Refused("align.changed").Check("keep an old version", err)
	_, err = r.Memory.KeepBeads(r.Ctx(), r.Who, "none", 1)
	r.Refused("error.not-found").Check("keep of no alignment", err)
	_, err = r.Memory.KeepBeads(r.Ctx(), r.People["lea"], a.ID, a.Version+1)
	r.Refused("error.forbidden").Check("keep, by a reader", err)
	if all := units(r); len(all) != 1 {
		t.Errorf("%d units, want 1", len(all))
	}
}
