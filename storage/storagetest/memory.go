package storagetest

import (
	"truchement/workflow"
	"truchement/workflow/bitext"
)

func alignment(id string) workflow.Alignment {
	return workflow.Alignment{
		ID: id, Name: "n " + id, SourceLang: "ar", TargetLang: "fr", Publication: "p1",
		Article: "a1", Date: "2024-05-12", Licence: "CC BY", By: "amina", At: at(1),
		Updated: at(2), Version: 1, Count: 2, Doubtful: 1, Kept: 0,
		AlignmentBody: workflow.AlignmentBody{
			Source: []workflow.AlignedSentence{{Text: "نص", Start: true, Heading: true}},
			Target: []workflow.AlignedSentence{{Text: "Un texte"}, {Text: "<b>"}},
			Beads: []workflow.AlignedBead{{Source: [2]int{0, 1}, Target: [2]int{0, 1},
				Confidence: 0.5, Accepted: true}, {Source: [2]int{1, 1}, Target: [2]int{1, 2}, Dropped: true}},
			Before: [][]workflow.AlignedBead{{{Target: [2]int{0, 2}}}},
		},
	}
}

func testAlignments(d *desk) {
	d.basics()
	d.must(step(workflow.Tx.AddPublication, workflow.Publication{ID: "p1", Name: "P"}))
	a, b := alignment("l1"), alignment("l2")
	b.Publication, b.Article, b.By, b.Updated = "", "", "", at(9)
	d.must(step(workflow.Tx.AddAlignment, a), step(workflow.Tx.AddAlignment, b))
	read := func(id string) workflow.Alignment {
		return view(d, func(tx workflow.Tx) (workflow.Alignment, error) { return tx.Alignment(id) })
	}
	checkEqual(d, "Alignment", read("l1"), a)
	all := view(d, func(tx workflow.Tx) ([]workflow.Alignment, error) { return tx.Alignments(10, 0) })
	a.AlignmentBody, b.AlignmentBody = workflow.AlignmentBody{}, workflow.AlignmentBody{}
	checkEqual(d, "Alignments", all, []workflow.Alignment{b, a})
	all = view(d, func(tx workflow.Tx) ([]workflow.Alignment, error) { return tx.Alignments(10, 1) })
	checkEqual(d, "Alignments after the first", all, []workflow.Alignment{a})
	a = alignment("l1")
	a.Version, a.Kept, a.Doubtful, a.Updated, a.Licence = 2, 7, 0, at(20), ""
	a.Beads[0].Accepted = false
	d.must(step(workflow.Tx.UpdateAlignment, a))
	checkEqual(d, "updated", read("l1"), a)
	checkKind(d, "an alignment that is not there",
		d.try(step(workflow.Tx.UpdateAlignment, alignment("none"))), workflow.NotFound)
	bad := alignment("l3")
	bad.Source[0].Text = "a\x00b"
	checkKind(d, "NUL", d.try(step(workflow.Tx.AddAlignment, bad)), workflow.Invalid)
}

func testUnits(d *desk) {
	d.basics()
	d.must(step(workflow.Tx.AddPublication, workflow.Publication{ID: "p1", Name: "P"}),
		step(workflow.Tx.AddAlignment, alignment("l1")))
	u := workflow.Unit{ID: "u1", SourceLang: "ar", TargetLang: "fr", Source: bitext.Plain("نص"),
		Target: bitext.Plain("Un texte"), Alignment: "l1", Article: "a1", Publication: "p1",
		Origin: "x.docx", Bead: "0,1:0", Date: "2024", Licence: "CC BY", Confidence: 0.97,
		By: "amina", At: at(3)}
	other := workflow.Unit{ID: "u2", SourceLang: "ar", TargetLang: "fr",
		Source: bitext.Plain("آخر"), Target: bitext.Plain("Autre"), At: at(5)}
	turned := other
	turned.ID, turned.SourceLang, turned.TargetLang = "u3", "fr", "ar"
	d.must(step(workflow.Tx.AddUnit, u), step(workflow.Tx.AddUnit, other),
		step(workflow.Tx.AddUnit, turned))
	units := func(f workflow.UnitFilter) []workflow.Unit {
		f.SourceLang, f.TargetLang = "ar", "fr"
		return view(d, func(tx workflow.Tx) ([]workflow.Unit, error) { return tx.Units(f) })
	}
	checkEqual(d, "Units", units(workflow.UnitFilter{}), []workflow.Unit{other, u})
	checkEqual(d, "the newest", units(workflow.UnitFilter{Limit: 1}), []workflow.Unit{other})
	checkEqual(d, "of an alignment", units(workflow.UnitFilter{Alignment: "l1"}), []workflow.Unit{u})
	d.must(step(workflow.Tx.RemoveUnits, "l1"))
	checkEqual(d, "without those of an alignment", units(workflow.UnitFilter{}), []workflow.Unit{other})
	wrong := u
	wrong.Confidence = 2
	if err := d.try(step(workflow.Tx.AddUnit, wrong)); err == nil {
		d.Error("a confidence of 2 is kept")
	}
	wrong.Confidence, wrong.Alignment = 1, "none"
	checkKind(d, "a unit of no alignment", d.try(step(workflow.Tx.AddUnit, wrong)), workflow.NotFound)
}
