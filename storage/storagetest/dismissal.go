package storagetest

import (
	"truchement/workflow"
)

func testDismissals(d *desk) {
	d.basics()
	d.must(step(workflow.Tx.AddArticle, article("a2")))
	one := func(id string, scope workflow.DismissalScope, n int) workflow.Dismissal {
		return workflow.Dismissal{ID: id, Scope: scope, Check: "number", Word: "12|13", Article: "a1", Segment: "s1",
			Reason: "سنة أخرى", By: "amina", At: at(n)}
	}
	once, word, gone := one("d1", workflow.DismissOnce, 1), one("d2", workflow.DismissWord, 2), one("d3", workflow.DismissArticle, 3)
	for _, x := range []workflow.Dismissal{once, word, gone} {
		d.must(step(workflow.Tx.AddDismissal, x))
	}
	gone.Gone, gone.Reason = true, "autre"
	changed := gone
	changed.Word, changed.Check = "not to be written", "not to be written"
	d.must(step(workflow.Tx.UpdateDismissal, changed))
	list := func(f workflow.DismissalFilter) []workflow.Dismissal {
		return view(d, func(tx workflow.Tx) ([]workflow.Dismissal, error) { return tx.Dismissals(f) })
	}
	checkEqual(d, "Dismissals", list(workflow.DismissalFilter{}), []workflow.Dismissal{word, once})
	checkEqual(d, "the last", list(workflow.DismissalFilter{Limit: 1}), []workflow.Dismissal{word})
	checkEqual(d, "since", list(workflow.DismissalFilter{Since: at(2)}), []workflow.Dismissal{word})
	checkEqual(d, "in their article", list(workflow.DismissalFilter{Article: "a1"}), []workflow.Dismissal{word, once})
	checkEqual(d, "in another article", list(workflow.DismissalFilter{Article: "a2", Publication: "u1"}),
		[]workflow.Dismissal{word})
	checkEqual(d, "Dismissal", view(d, func(tx workflow.Tx) (workflow.Dismissal, error) { return tx.Dismissal("d3") }), gone)
	wrong := one("d4", workflow.DismissOnce, 4)
	wrong.Segment = "none"
	checkKind(d, "AddDismissal in no segment", d.try(step(workflow.Tx.AddDismissal, wrong)), workflow.NotFound)
	checkKind(d, "UpdateDismissal of none", d.try(step(workflow.Tx.UpdateDismissal, one("d9", "word", 1))), workflow.NotFound)
}
