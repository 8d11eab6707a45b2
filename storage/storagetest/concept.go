package storagetest

import (
	"strings"

	"truchement/workflow"
	"truchement/workflow/term"
)

// concept is a concept with a value in every field.
func concept(id string) workflow.Concept {
	return workflow.Concept{State: workflow.ConceptProposed, By: "amina", At: at(3), Seq: 4,
		Concept: term.Concept{ID: id, Type: term.Person, Domain: "gouvernement", Note: "Ministre", Source: "MAP",
			Publication: "p1", Terms: []term.Term{
				{Lang: "ar", Text: "عبد الوافي لفتيت", Status: term.Preferred, Gender: term.Masculine,
					Number: term.Singular, Short: "لفتيت"},
				{Lang: "fr", Text: "Abdelouafi Laftit", Status: term.Preferred, Plural: "x ; y", Note: "ainsi"},
				{Lang: "fr", Text: "Abdelwafi Lefteet", Status: term.Deprecated},
			}}}
}

// otherConcept is one that little is known of.
func otherConcept(id, text string, seconds int) workflow.Concept {
	return workflow.Concept{State: workflow.ConceptSettled, At: at(seconds), Concept: term.Concept{ID: id,
		Type: term.General, Terms: []term.Term{{Lang: "fr", Text: text, Status: term.Admitted}}}}
}

func (d *desk) withConcepts(concepts ...workflow.Concept) {
	d.Helper()
	d.basics()
	d.must(step(workflow.Tx.AddPublication, workflow.Publication{ID: "p1", Name: "P"}),
		add(workflow.Tx.AddConcepts, concepts...))
}

func (d *desk) concept(id string) workflow.Concept {
	d.Helper()
	return view(d, func(tx workflow.Tx) (workflow.Concept, error) { return tx.Concept(id) })
}

func testConcepts(d *desk) {
	c, other := concept("c1"), otherConcept("c2", "Été", 5)
	d.withConcepts(c, other)
	checkEqual(d, "Concept", d.concept("c1"), c)
	checkEqual(d, "Concept of which little is known", d.concept("c2"), other)
	c.Type, c.Domain, c.Note, c.Source, c.Publication = term.Place, "d", "n", "s", ""
	c.Terms, c.State, c.By, c.At, c.Seq, c.Gone = c.Terms[:1], workflow.ConceptSettled, "", at(9), 12, true
	d.must(step(workflow.Tx.UpdateConcept, c))
	checkEqual(d, "UpdateConcept", d.concept("c1"), c)
	checkKind(d, "an update of none", d.try(step(workflow.Tx.UpdateConcept, concept("none"))), workflow.NotFound)
	found := view(d, func(tx workflow.Tx) ([]workflow.Concept, error) { return tx.ConceptsByID([]string{"none", "c1"}) })
	checkEqual(d, "ConceptsByID", found, []workflow.Concept{c})
	count := func(s workflow.ConceptState) int {
		return view(d, func(tx workflow.Tx) (int, error) { return tx.CountConcepts(s) })
	}
	checkEqual(d, "CountConcepts", [2]int{count(workflow.ConceptSettled), count(workflow.ConceptProposed)}, [2]int{1, 0})
	wrong := concept("c3")
	wrong.Publication = "none"
	checkKind(d, "a concept of no publication", d.try(add(workflow.Tx.AddConcepts, wrong)), workflow.NotFound)
	wrong = concept("c3")
	wrong.Terms[0].Note = "a\x00b"
	checkKind(d, "a forbidden character", d.try(add(workflow.Tx.AddConcepts, wrong)), workflow.Invalid)
	long := otherConcept("c4", strings.Repeat("très long ", 2000), 1)
	d.must(add(workflow.Tx.AddConcepts, long))
	checkEqual(d, "a long term", d.concept("c4"), long)
}

func testConceptFilters(d *desk) {
	a, b, c, gone := concept("c1"), otherConcept("c2", "Été 100%_!", 5), otherConcept("c3", "an", 6), otherConcept("c4", "an", 7)
	b.Domain, gone.Gone, gone.Domain = "saisons", true, "rien"
	d.withConcepts(a, b, c, gone)
	tests := map[string]struct {
		filter workflow.ConceptFilter
		want   []string
	}{
		"all, by their terms": {workflow.ConceptFilter{}, []string{"c3", "c2", "c1"}},
		"the first":           {workflow.ConceptFilter{Limit: 1}, []string{"c3"}},
		"after the first":     {workflow.ConceptFilter{After: "c3"}, []string{"c2", "c1"}},
		"after a gone one":    {workflow.ConceptFilter{After: "c4"}, []string{"c2", "c1"}},
		"after none":          {workflow.ConceptFilter{After: "none"}, nil},
		"a part of a term":    {workflow.ConceptFilter{Key: "lefteet"}, []string{"c1"}},
		"signs of patterns":   {workflow.ConceptFilter{Key: "0%_!"}, []string{"c2"}},
		"no pattern":          {workflow.ConceptFilter{Key: "e%e"}, nil},
		"publication":         {workflow.ConceptFilter{Publication: "p1"}, []string{"c1"}},
		"type":                {workflow.ConceptFilter{Type: term.Person}, []string{"c1"}},
		"domain":              {workflow.ConceptFilter{Domain: "saisons"}, []string{"c2"}},
		"state":               {workflow.ConceptFilter{State: workflow.ConceptProposed}, []string{"c1"}},
		"who added it":        {workflow.ConceptFilter{By: "amina"}, []string{"c1"}},
	}
	for name, test := range tests {
		all := view(d, func(tx workflow.Tx) ([]workflow.Concept, error) { return tx.Concepts(test.filter) })
		var ids []string
		for _, c := range all {
			ids = append(ids, c.ID)
		}
		checkEqual(d, name, ids, test.want)
	}
	checkEqual(d, "ConceptDomains", view(d, workflow.Tx.ConceptDomains), []string{"gouvernement", "saisons"})
}

func testDeclinedConcepts(d *desk) {
	first, last, settled, theirs := concept("c1"), concept("c2"), concept("c3"), otherConcept("c4", "an", 1)
	last.Seq, settled.State, theirs.State = 9, workflow.ConceptSettled, workflow.ConceptProposed
	first.Gone, last.Gone, settled.Gone, theirs.Gone = true, true, true, true
	d.withConcepts(first, last, settled, theirs, concept("c5"))
	declined := func(limit int) []workflow.Concept {
		return view(d, func(tx workflow.Tx) ([]workflow.Concept, error) { return tx.DeclinedConcepts("amina", limit) })
	}
	checkEqual(d, "DeclinedConcepts", declined(9), []workflow.Concept{last, first})
	checkEqual(d, "the last of them", declined(1), []workflow.Concept{last})
}

func testConceptsSince(d *desk) {
	var all []workflow.Concept
	for i, seq := range []int64{0, 3, 3, 9} {
		c := concept("c" + string(rune('1'+i)))
		c.Seq, c.Gone = seq, i == 2
		all = append(all, c)
	}
	d.withConcepts(all...)
	since := func(seq int64, id string, limit int) []workflow.Concept {
		return view(d, func(tx workflow.Tx) ([]workflow.Concept, error) { return tx.ConceptsSince(seq, id, limit) })
	}
	checkEqual(d, "all", since(-1, "", 10), all)
	checkEqual(d, "in the middle of a sequence", since(3, "c2", 1), all[2:3])
	checkEqual(d, "none", since(9, "c4", 2), []workflow.Concept{})
}

func testConceptEdits(d *desk) {
	d.withConcepts(concept("c1"), otherConcept("c2", "a", 1))
	edit := func(id, of, batch string, kind workflow.ConceptEditKind) workflow.ConceptEdit {
		return workflow.ConceptEdit{ID: id, Concept: of, Batch: batch, Kind: kind, At: at(7), By: "amina", Reason: "non",
			Was: concept(of).Concept, State: workflow.ConceptProposed, Gone: true}
	}
	one, two, three := edit("e1", "c1", "b1", workflow.ConceptAdded), edit("e2", "c2", "b1", workflow.ConceptDeclined),
		edit("e3", "c1", "b2", workflow.ConceptEdited)
	three.By, three.Gone = "", false
	d.must(add(workflow.Tx.AddConceptEdits, three, two, one))
	checkEqual(d, "ConceptEdits", view(d, func(tx workflow.Tx) ([]workflow.ConceptEdit, error) {
		return tx.ConceptEdits("c1")
	}), []workflow.ConceptEdit{one, three})
	checkEqual(d, "CountConceptEdits", view(d, func(tx workflow.Tx) (int, error) {
		return tx.CountConceptEdits("b1")
	}), 2)
	checkEqual(d, "ConceptEditsOf", view(d, func(tx workflow.Tx) ([]workflow.ConceptEdit, error) {
		return tx.ConceptEditsOf("b1")
	}), []workflow.ConceptEdit{one, two})
	wrong := edit("e4", "none", "b3", workflow.ConceptAdded)
	checkKind(d, "an edit of no concept", d.try(add(workflow.Tx.AddConceptEdits, wrong)), workflow.NotFound)
}
