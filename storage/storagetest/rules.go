package storagetest

import (
	"truchement/workflow"
)

func testRuleEdits(d *desk) {
	d.must(step(workflow.Tx.AddPerson, person("amina")),
		step(workflow.Tx.AddPublication, workflow.Publication{ID: "p1", Name: "P"}),
		step(workflow.Tx.AddPublication, workflow.Publication{ID: "p2", Name: "Q"}))
	none := d.try(func(tx workflow.Tx) error { _, err := tx.RulesOf("p1"); return err })
	checkKind(d, "RulesOf before any edit", none, workflow.NotFound)
	// The edits are ordered as they were kept, and not by time or id.
	first := workflow.RuleEdit{ID: "e9", Publication: "p1", SRX: "<srx>؟</srx>", Note: "أول",
		Proposals: true, At: at(5), By: "amina"}
	second := workflow.RuleEdit{ID: "e1", Publication: "p1", At: at(1)}
	other := workflow.RuleEdit{ID: "e2", Publication: "p2", SRX: "x"}
	for _, e := range []workflow.RuleEdit{first, second, other} {
		d.must(step(workflow.Tx.AddRuleEdit, e))
	}
	read := func(id string) workflow.RuleEdit {
		return view(d, func(tx workflow.Tx) (workflow.RuleEdit, error) { return tx.RuleEdit(id) })
	}
	checkEqual(d, "RuleEdit", read("e9"), first)
	checkEqual(d, "RulesOf", view(d, func(tx workflow.Tx) (workflow.RuleEdit, error) {
		return tx.RulesOf("p1")
	}), second)
	first.SRX = ""
	checkEqual(d, "RuleEdits", view(d, func(tx workflow.Tx) ([]workflow.RuleEdit, error) {
		return tx.RuleEdits("p1")
	}), []workflow.RuleEdit{second, first})
	lost := d.try(step(workflow.Tx.AddRuleEdit, workflow.RuleEdit{ID: "e3", Publication: "none"}))
	checkKind(d, "rules of no publication", lost, workflow.NotFound)
}
