package storagetest

import (
	"truchement/workflow"
)

func testRuleEdits(d *desk) {
	d.do(add(workflow.Tx.AddPerson, person("amina")),
		add(workflow.Tx.AddPublication, workflow.Publication{ID: "p1", Name: "P"}),
		add(workflow.Tx.AddPublication, workflow.Publication{ID: "p2", Name: "Q"}))
	none := d.try(func(tx workflow.Tx) error { _, err := tx.RulesOf("p1"); return err })
	kind(d, "RulesOf before any edit", none, workflow.NotFound)
	// The order is that of keeping, whatever clock and ids say.
	first := workflow.RuleEdit{ID: "e9", Publication: "p1", SRX: "<srx>؟</srx>", Note: "أول",
		Proposals: true, At: at(5), By: "amina"}
	second := workflow.RuleEdit{ID: "e1", Publication: "p1", At: at(1)}
	other := workflow.RuleEdit{ID: "e2", Publication: "p2", SRX: "x"}
	for _, e := range []workflow.RuleEdit{first, second, other} {
		d.do(add(workflow.Tx.AddRuleEdit, e))
	}
	read := func(id string) workflow.RuleEdit {
		return get(d, func(tx workflow.Tx) (workflow.RuleEdit, error) { return tx.RuleEdit(id) })
	}
	same(d, "RuleEdit", read("e9"), first)
	same(d, "RulesOf", get(d, func(tx workflow.Tx) (workflow.RuleEdit, error) {
		return tx.RulesOf("p1")
	}), second)
	first.SRX = ""
	same(d, "RuleEdits", get(d, func(tx workflow.Tx) ([]workflow.RuleEdit, error) {
		return tx.RuleEdits("p1")
	}), []workflow.RuleEdit{second, first})
	lost := d.try(add(workflow.Tx.AddRuleEdit, workflow.RuleEdit{ID: "e3", Publication: "none"}))
	kind(d, "rules of no publication", lost, workflow.NotFound)
}
