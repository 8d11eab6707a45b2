package storagetest

import (
	"errors"
	"fmt"

	"truchement/workflow"
)

func change(id, segment string, version int64) workflow.Change {
	return workflow.Change{
		ID: id, Segment: segment, Article: "a1", Version: version, Kind: workflow.ChangeSaved, By: "amina",
		At: at(int(version)), Origin: workflow.Typed, To: fullSegment().Snapshot, Hash: []byte{byte(version)},
	}
}

func readChanges(d *desk, segment string) []workflow.Change {
	d.Helper()
	return view(d, func(tx workflow.Tx) ([]workflow.Change, error) { return tx.Changes(segment) })
}

func testChanges(d *desk) {
	d.basics()
	var want []workflow.Change
	for i := range 5 {
		c := change(fmt.Sprint("c", 9-i), "s1", int64(i+1)) // ids are in the opposite order
		c.At = at(60 - i)                                   // and so are times
		c.Batch, c.Reason = "b", "parce que"
		c.To.Place = int64(i)
		d.must(add(workflow.Tx.AddChanges, c))
		want = append(want, c)
	}
	refused := change("r", "s1", 2)
	refused.Kind = workflow.ChangeRefused
	other := change("o", "s2", 1)
	other.Batch = "b"
	d.must(add(workflow.Tx.AddChanges, refused), add(workflow.Tx.AddChanges, other))
	checkEqual(d, "Changes", readChanges(d, "s1"), append(want[:5:5], refused))
	checkEqual(d, "ChangesOf", view(d, func(tx workflow.Tx) ([]workflow.Change, error) {
		return tx.ChangesOf("b")
	}), append(want[:5:5], other))
	checkEqual(d, "ChangesOf none", view(d, func(tx workflow.Tx) ([]workflow.Change, error) {
		return tx.ChangesOf("")
	}), []workflow.Change{})
}

func testVersionHasOneChange(d *desk) {
	d.basics()
	d.must(add(workflow.Tx.AddChanges, change("c1", "s1", 1)))
	err := d.try(add(workflow.Tx.AddChanges, change("c2", "s1", 1)))
	if !errors.Is(err, &workflow.Error{Kind: workflow.Conflict, ID: "segment.changed"}) {
		d.Errorf("a second change of a version: %v, want the segment to have changed", err)
	}
	for _, id := range []string{"r1", "r2"} {
		c := change(id, "s1", 1)
		c.Kind = workflow.ChangeRefused
		d.must(add(workflow.Tx.AddChanges, c))
	}
	if n := len(readChanges(d, "s1")); n != 3 {
		d.Errorf("%d changes, want one and two refused ones", n)
	}
}

func testOperationIsDoneOnce(d *desk) {
	d.basics()
	c := change("c1", "s1", 1)
	c.Op = "op-1"
	free := change("c2", "s1", 2) // changes without an operation are not limited
	free3 := change("c3", "s1", 3)
	d.must(add(workflow.Tx.AddChanges, c), add(workflow.Tx.AddChanges, free),
		add(workflow.Tx.AddChanges, free3))
	checkEqual(d, "ChangeByOp", view(d, func(tx workflow.Tx) (workflow.Change, error) {
		return tx.ChangeByOp("amina", "op-1")
	}), c)
	again := change("c4", "s1", 4)
	again.Op = "op-1"
	checkKind(d, "the same operation again", d.try(add(workflow.Tx.AddChanges, again)),
		workflow.Conflict)
	again.By = "luc"
	d.must(add(workflow.Tx.AddChanges, again))
	for _, key := range [][2]string{{"amina", ""}, {"amina", "op-2"}, {"nobody", "op-1"}} {
		checkKind(d, fmt.Sprint("ChangeByOp of ", key), d.try(func(tx workflow.Tx) error {
			_, err := tx.ChangeByOp(key[0], key[1])
			return err
		}), workflow.NotFound)
	}
}

func testComments(d *desk) {
	d.basics()
	late := workflow.Comment{
		ID: "c1", Article: "a1", Segment: "s1", MadeOn: "s2", By: "amina", At: at(9), Text: "لماذا؟",
	}
	early := workflow.Comment{ID: "c2", Article: "a1", By: "luc", At: at(2), Text: "Du titre."}
	solved := workflow.Comment{
		ID: "c3", Article: "a1", Segment: "s1", By: "luc", At: at(3), Text: "ok",
		Resolved: at(4), ResolvedBy: "amina",
	}
	d.must(step(workflow.Tx.AddComment, late), step(workflow.Tx.AddComment, early),
		step(workflow.Tx.AddComment, solved))
	read := func() []workflow.Comment {
		return view(d, func(tx workflow.Tx) ([]workflow.Comment, error) { return tx.Comments("a1") })
	}
	checkEqual(d, "Comments", read(), []workflow.Comment{late, early, solved}) // as they were made
	for _, s := range append(readSegments(d, "a1"), readSegment(d, "s1"), readSegment(d, "s2")) {
		if want := map[string]int{"s1": 1}[s.ID]; s.Comments != want {
			d.Errorf("%s has %d open comments, want %d", s.ID, s.Comments, want)
		}
	}
	late.Segment = "s2" // its segment was merged into this one
	d.must(step(workflow.Tx.UpdateComment, late))
	if s := readSegment(d, "s2"); s.Comments != 1 {
		d.Errorf("%d open comments where one was moved to", s.Comments)
	}
	late.Text, late.Resolved, late.ResolvedBy = "Pourquoi ?", at(10), "luc"
	d.must(step(workflow.Tx.UpdateComment, late))
	checkEqual(d, "Comment", view(d, func(tx workflow.Tx) (workflow.Comment, error) {
		return tx.Comment("c1")
	}), late)
	if s := readSegment(d, "s2"); s.Comments != 0 {
		d.Errorf("%d open comments after the last was resolved", s.Comments)
	}
}

// testGiven has texts of the memory and of a machine in the histories of two of three segments.
func testGiven(d *desk) {
	d.basics()
	d.must(add(workflow.Tx.AddSegments, segment("s8", "a1", "b1", 80), segment("s9", "a1", "b1", 90)))
	var version int64
	for _, c := range []struct {
		segment string
		origin  workflow.Origin
	}{{"s8", workflow.FromUnit}, {"s8", workflow.Typed}, {"s9", workflow.FromUnit},
		{"s9", workflow.ByMachine}, {"s1", workflow.Typed}} {
		version++
		made := change("g"+string(rune('0'+version)), c.segment, version)
		made.Origin, made.Unit = c.origin, "u1"
		d.must(add(workflow.Tx.AddChanges, made))
		checkEqual(d, "a change with its unit", readChanges(d, c.segment)[len(readChanges(d, c.segment))-1], made)
	}
	given := func(article string) map[string]workflow.Origin {
		return view(d, func(tx workflow.Tx) (map[string]workflow.Origin, error) { return tx.Given(article) })
	}
	checkEqual(d, "Given", given("a1"),
		map[string]workflow.Origin{"s8": workflow.FromUnit, "s9": workflow.ByMachine})
	checkEqual(d, "Given of no article", given("none"), map[string]workflow.Origin{})
}
