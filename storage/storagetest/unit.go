package storagetest

import (
	"truchement/workflow"
	"truchement/workflow/bitext"
)

// unit is a unit with a value in every field.
func unit(id string) workflow.Unit {
	return workflow.Unit{ID: id, SourceLang: "ar", TargetLang: "fr", Source: bitext.Plain("نص"),
		Target: bitext.Plain("Un texte"), State: workflow.UnitTranslated, Before: -1 << 63, After: 7,
		By: "amina", At: at(3), Seq: 4,
		UnitOrigin: workflow.UnitOrigin{Alignment: "l1", Article: "a1", Publication: "p1",
			Origin: "x.docx", Bead: "0,1:0", Date: "2024", Licence: "CC BY", Translator: "Luc",
			Approver: "أمينة", Confidence: 0.97}}
}

// otherUnit is one that nothing is known of.
func otherUnit(id string, seconds int) workflow.Unit {
	return workflow.Unit{ID: id, SourceLang: "ar", TargetLang: "fr", Source: bitext.Plain("آخر"),
		Target: bitext.Plain("Autre"), State: workflow.UnitApproved, At: at(seconds)}
}

// withUnits adds what units refer to, and units.
func (d *desk) withUnits(units ...workflow.Unit) {
	d.Helper()
	d.basics()
	d.must(step(workflow.Tx.AddPublication, workflow.Publication{ID: "p1", Name: "P"}),
		addAlignment(d, alignment("l1")), add(workflow.Tx.AddUnits, units...))
}

func (d *desk) unit(id string) workflow.Unit {
	d.Helper()
	return view(d, func(tx workflow.Tx) (workflow.Unit, error) { return tx.Unit(id) })
}

func (d *desk) units(f workflow.UnitFilter) (ids []string) {
	d.Helper()
	f.SourceLang, f.TargetLang = "ar", "fr"
	all := view(d, func(tx workflow.Tx) ([]workflow.Unit, error) { return tx.Units(f) })
	for _, u := range all {
		if !f.Has(&u) {
			d.Errorf("%v lists %s, which it does not choose", f, u.ID)
		}
		ids = append(ids, u.ID)
	}
	return ids
}

func testUnits(d *desk) {
	u, other := unit("u1"), otherUnit("u2", 5)
	d.withUnits(u, other)
	checkEqual(d, "Unit", d.unit("u1"), u)
	checkEqual(d, "Unit of nothing known", d.unit("u2"), other)
	u.SourceLang, u.TargetLang, u.Source, u.Target = "ar-MA", "fr-MA", bitext.Plain("ن"), bitext.Plain("U")
	u.State, u.Before, u.After, u.At, u.Seq = workflow.UnitApproved, 0, -3, at(9), 12
	u.Origin, u.Date, u.Licence, u.Translator, u.Approver = "y", "2025", "CC0", "Léa", "Youssef"
	u.Confidence, u.Publication, u.Gone = 0.5, "", true
	d.must(step(workflow.Tx.UpdateUnit, u))
	checkEqual(d, "UpdateUnit", d.unit("u1"), u)
	checkKind(d, "an update of none", d.try(step(workflow.Tx.UpdateUnit, otherUnit("none", 1))), workflow.NotFound)
	ids := []string{"none"}
	for range 70 { // more than one statement asks for
		ids = append(ids, "u2")
	}
	found := view(d, func(tx workflow.Tx) ([]workflow.Unit, error) {
		return tx.UnitsByID(append(ids, "u1"))
	})
	byID := map[string]workflow.Unit{}
	for _, u := range found {
		byID[u.ID] = u
	}
	checkEqual(d, "UnitsByID", byID, map[string]workflow.Unit{"u1": u, "u2": other})
	checkEqual(d, "CountUnits", view(d, workflow.Tx.CountUnits), 1)
	wrong := unit("u3")
	wrong.Confidence = 2
	if err := d.try(add(workflow.Tx.AddUnits, wrong)); err == nil {
		d.Error("a confidence of 2 is kept")
	}
	wrong.Confidence, wrong.Alignment = 1, "none"
	checkKind(d, "a unit of no alignment", d.try(add(workflow.Tx.AddUnits, wrong)), workflow.NotFound)
	wrong.Alignment, wrong.Segment = "", "none"
	checkKind(d, "a unit of no segment", d.try(add(workflow.Tx.AddUnits, wrong)), workflow.NotFound)
}

func testUnitsInRange(d *desk) {
	gone := otherUnit("u3", 5)
	gone.Gone = true
	d.withUnits(unit("u1"), otherUnit("u2", 5), gone, otherUnit("u4", 1))
	for _, c := range []struct {
		after, until string
		limit, count int
		want         []string
	}{
		{"", "u9", 9, 3, []string{"u1", "u2", "u3", "u4"}}, {"u1", "u3", 9, 1, []string{"u2", "u3"}},
		{"u1", "u9", 2, 2, []string{"u2", "u3"}}, {"u4", "u9", 9, 0, nil},
	} {
		var ids []string
		for _, u := range view(d, func(tx workflow.Tx) ([]workflow.Unit, error) {
			return tx.UnitsInRange(c.after, c.until, c.limit)
		}) {
			ids = append(ids, u.ID)
		}
		checkEqual(d, "UnitsInRange "+c.after+" "+c.until, ids, c.want)
		checkEqual(d, "CountUnitsInRange "+c.after+" "+c.until, view(d, func(tx workflow.Tx) (int, error) {
			return tx.CountUnitsInRange(c.after, c.until)
		}), c.count)
	}
}

func testUnitFilters(d *desk) {
	u, b, c, turned, gone := unit("u1"), otherUnit("u2", 5), otherUnit("u3", 5), unit("u4"), unit("u5")
	followed := unit("s1")
	followed.Alignment, followed.Segment, followed.At = "", "s1", at(8)
	turned.SourceLang, turned.TargetLang, gone.Gone = "fr", "ar", true
	d.withUnits(u, b, c, turned, gone, followed)
	tests := map[string]struct {
		filter workflow.UnitFilter
		want   []string
	}{
		"all, newest first": {workflow.UnitFilter{}, []string{"s1", "u2", "u3", "u1"}},
		"the first":         {workflow.UnitFilter{Limit: 1}, []string{"s1"}},
		"after one of two at a time": {workflow.UnitFilter{
			After: workflow.UnitPlace{At: at(5), ID: "u2"}}, []string{"u3", "u1"}},
		"the first after one": {workflow.UnitFilter{Limit: 1,
			After: workflow.UnitPlace{At: at(5), ID: "u2"}}, []string{"u3"}},
		"after the last of a time": {workflow.UnitFilter{Limit: 1,
			After: workflow.UnitPlace{At: at(5), ID: "u3"}}, []string{"u1"}},
		"after one, from a time": {workflow.UnitFilter{From: at(5),
			After: workflow.UnitPlace{At: at(5), ID: "u2"}}, []string{"u3"}},
		"after one, until its time": {workflow.UnitFilter{Until: at(5),
			After: workflow.UnitPlace{At: at(5), ID: "u2"}}, []string{"u1"}},
		"after one before the time": {workflow.UnitFilter{From: at(6),
			After: workflow.UnitPlace{At: at(5), ID: "u2"}}, nil},
		"alignment":       {workflow.UnitFilter{Alignment: "l1"}, []string{"u1"}},
		"article":         {workflow.UnitFilter{Article: "a1"}, []string{"s1", "u1"}},
		"publication":     {workflow.UnitFilter{Publication: "p1"}, []string{"s1", "u1"}},
		"translator":      {workflow.UnitFilter{Translator: "Luc"}, []string{"s1", "u1"}},
		"state":           {workflow.UnitFilter{State: workflow.UnitApproved}, []string{"u2", "u3"}},
		"from segments":   {workflow.UnitFilter{Kind: workflow.FromSegment}, []string{"s1"}},
		"from alignments": {workflow.UnitFilter{Kind: workflow.FromAlignment}, []string{"u1"}},
		"from files":      {workflow.UnitFilter{Kind: workflow.FromImport}, []string{"u2", "u3"}},
		"from a time":     {workflow.UnitFilter{From: at(5)}, []string{"s1", "u2", "u3"}},
		"until a time":    {workflow.UnitFilter{Until: at(5)}, []string{"u1"}},
		"none":            {workflow.UnitFilter{Alignment: "l1", Kind: workflow.FromSegment}, nil},
	}
	for name, test := range tests {
		checkEqual(d, name, d.units(test.filter), test.want)
		f := test.filter
		f.SourceLang, f.TargetLang = "ar", "fr"
		if f.After.ID == "" && f.Limit == 0 {
			checkEqual(d, "CountUnitsOf "+name, view(d, func(tx workflow.Tx) (int, error) { return tx.CountUnitsOf(f) }), len(test.want))
		}
	}
	checkEqual(d, "UnitPairs", view(d, workflow.Tx.UnitPairs), []workflow.UnitPair{
		{SourceLang: "ar", TargetLang: "fr", Units: 4, Approved: 2},
		{SourceLang: "fr", TargetLang: "ar", Units: 1}})
	checkEqual(d, "UnitsOfSegments", view(d, func(tx workflow.Tx) ([]workflow.Unit, error) {
		return tx.UnitsOfSegments("a1")
	}), []workflow.Unit{followed})
}

func testUnitsSince(d *desk) {
	var units []workflow.Unit
	for i, seq := range []int64{0, 0, 3, 3, 9} {
		u := unit("u" + string(rune('1'+i)))
		u.Seq, u.Gone = seq, i == 3
		units = append(units, u)
	}
	d.withUnits(units...)
	for i, u := range units {
		units[i] = workflow.Unit{ID: u.ID, SourceLang: u.SourceLang, TargetLang: u.TargetLang,
			Source: u.Source, Target: u.Target, UnitOrigin: workflow.UnitOrigin{Alignment: u.Alignment},
			State: u.State, Before: u.Before, After: u.After, Seq: u.Seq, Gone: u.Gone}
	}
	since := func(seq int64, id string, limit int) []workflow.Unit {
		return view(d, func(tx workflow.Tx) ([]workflow.Unit, error) {
			return tx.UnitsSince(seq, id, limit)
		})
	}
	checkEqual(d, "all", since(-1, "", 10), units)
	checkEqual(d, "after one", since(0, "u2", 10), units[2:])
	checkEqual(d, "in the middle of a sequence", since(3, "u3", 10), units[3:])
	checkEqual(d, "some", since(0, "u1", 2), units[1:3])
	checkEqual(d, "none", since(9, "u5", 2), []workflow.Unit{})
}

func testRemoveUnits(d *desk) {
	other := otherUnit("u2", 5)
	d.withUnits(unit("u1"), other, unit("u3"))
	var removed []int
	for seq := range int64(3) {
		d.must(func(tx workflow.Tx) error {
			n, err := tx.RemoveUnits("l1", 20+seq, 1)
			removed = append(removed, n)
			return err
		})
	}
	checkEqual(d, "RemoveUnits", removed, []int{1, 1, 0})
	checkEqual(d, "without those of an alignment", d.units(workflow.UnitFilter{}), []string{"u2"})
	for _, id := range []string{"u1", "u3"} {
		if u := d.unit(id); !u.Gone || u.Seq < 20 || u.Seq > 21 {
			d.Errorf("%s: gone %v at %d", id, u.Gone, u.Seq)
		}
	}
}

func testUnitEdits(d *desk) {
	d.withUnits(unit("u1"), otherUnit("u2", 5))
	edit := func(id, unit, batch string, kind workflow.UnitEditKind) workflow.UnitEdit {
		return workflow.UnitEdit{ID: id, Unit: unit, Batch: batch, Kind: kind, At: at(7), By: "amina",
			Source: bitext.Plain("نص"), Target: bitext.Plain("Texte"), Gone: kind == workflow.UnitRestored}
	}
	a, b := edit("e1", "u1", "b1", workflow.UnitEdited), edit("e2", "u2", "b1", workflow.UnitRemoved)
	c := edit("e3", "u1", "b2", workflow.UnitRestored)
	c.By = ""
	d.must(add(workflow.Tx.AddUnitEdits, c, a, b))
	checkEqual(d, "UnitEdits", view(d, func(tx workflow.Tx) ([]workflow.UnitEdit, error) {
		return tx.UnitEdits("u1")
	}), []workflow.UnitEdit{a, c})
	checkEqual(d, "CountUnitEdits", view(d, func(tx workflow.Tx) (int, error) {
		return tx.CountUnitEdits("b1")
	}), 2)
	checkEqual(d, "UnitEditsOf", view(d, func(tx workflow.Tx) ([]workflow.UnitEdit, error) {
		return tx.UnitEditsOf("b1", "", 9)
	}), []workflow.UnitEdit{a, b})
	checkEqual(d, "UnitEditsOf after one", view(d, func(tx workflow.Tx) ([]workflow.UnitEdit, error) {
		return tx.UnitEditsOf("b1", "e1", 9)
	}), []workflow.UnitEdit{b})
	checkEqual(d, "UnitEditsOf, the first", view(d, func(tx workflow.Tx) ([]workflow.UnitEdit, error) {
		return tx.UnitEditsOf("b1", "", 1)
	}), []workflow.UnitEdit{a})
	checkEqual(d, "CountLastingUnitEdits", view(d, func(tx workflow.Tx) (int, error) {
		return tx.CountLastingUnitEdits("b1")
	}), 2)
	was := unit("u1")
	was.Source, was.Target = a.Source, a.Target
	d.must(step(workflow.Tx.UpdateUnit, was))
	checkEqual(d, "CountLastingUnitEdits, one undone", view(d, func(tx workflow.Tx) (int, error) {
		return tx.CountLastingUnitEdits("b1")
	}), 1)
	checkKind(d, "an edit of no unit", d.try(add(workflow.Tx.AddUnitEdits,
		edit("e9", "none", "b", workflow.UnitEdited))), workflow.NotFound)
}

func testMemoryPosition(d *desk) {
	checkEqual(d, "at the beginning", view(d, workflow.Tx.MemoryPosition), int64(0))
	d.must(step(workflow.Tx.SetMemoryPosition, int64(42)))
	checkEqual(d, "later", view(d, workflow.Tx.MemoryPosition), int64(42))
}
