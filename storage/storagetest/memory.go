package storagetest

import (
	"context"
	"errors"
	"fmt"

	"truchement/workflow"
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
		},
	}
}

// encoded is the body of an alignment as it is kept.
func encoded(d *desk, b workflow.AlignmentBody) (e workflow.EncodedBody) {
	d.Helper()
	if err := errors.Join(e.EncodeSentences(b), e.EncodeBeads(b.Beads)); err != nil {
		d.Fatal(err)
	}
	return e
}

// addAlignment is a step that adds an alignment with its body.
func addAlignment(d *desk, a workflow.Alignment) func(workflow.Tx) error {
	return func(tx workflow.Tx) error { return tx.AddAlignment(a, encoded(d, a.AlignmentBody)) }
}

func updateAlignment(a workflow.Alignment, e workflow.EncodedBody) func(workflow.Tx) error {
	return func(tx workflow.Tx) error { return tx.UpdateAlignment(a, e) }
}

func testAlignments(d *desk) {
	d.basics()
	d.must(step(workflow.Tx.AddPublication, workflow.Publication{ID: "p1", Name: "P"}))
	a, b := alignment("l1"), alignment("l2")
	b.Publication, b.Article, b.By, b.Updated = "", "", "", at(9)
	d.must(addAlignment(d, a), addAlignment(d, b))
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
	d.must(updateAlignment(a, workflow.EncodedBody{}))
	checkEqual(d, "updated without its body", read("l1"), a)
	a.Beads[0].Accepted, a.Version = false, 3
	d.must(updateAlignment(a, workflow.EncodedBody{Beads: encoded(d, a.AlignmentBody).Beads}))
	checkEqual(d, "updated with its beads", read("l1"), a)
	a.Source[0].Text = "نص آخر"
	d.must(updateAlignment(a, workflow.EncodedBody{Sentences: encoded(d, a.AlignmentBody).Sentences}))
	checkEqual(d, "updated with its sentences", read("l1"), a)
	checkEqual(d, "AlignmentVersion", view(d, func(tx workflow.Tx) (int64, error) {
		return tx.AlignmentVersion("l1")
	}), int64(3))
	checkKind(d, "an alignment that is not there",
		d.try(updateAlignment(alignment("none"), workflow.EncodedBody{})), workflow.NotFound)
	bad := alignment("l3")
	bad.Name = "a\x00b"
	checkKind(d, "NUL", d.try(addAlignment(d, bad)), workflow.Invalid)
}

func testBeadUndos(d *desk) {
	d.basics()
	d.must(step(workflow.Tx.AddPublication, workflow.Publication{ID: "p1", Name: "P"}),
		addAlignment(d, alignment("l1")), addAlignment(d, alignment("l2")))
	last := func(alignment string) (u workflow.BeadUndo, err error) {
		err = d.View(context.Background(), func(tx workflow.Tx) (err error) {
			u, err = tx.LastBeadUndo(alignment)
			return err
		})
		return u, err
	}
	for seq := range int64(4) {
		u := workflow.BeadUndo{Alignment: "l1", Seq: seq, Patch: fmt.Sprint("p", seq)}
		d.must(func(tx workflow.Tx) error { return tx.AddBeadUndo(u, 3) })
	}
	count := func() int {
		return view(d, func(tx workflow.Tx) (int, error) {
			a, err := tx.Alignment("l1")
			return a.Undo, err
		})
	}
	checkEqual(d, "kept of four", count(), 3)
	for seq := int64(3); seq > 0; seq-- {
		u, err := last("l1")
		checkEqual(d, "LastBeadUndo", u, workflow.BeadUndo{Alignment: "l1", Seq: seq, Patch: fmt.Sprint("p", seq)})
		if err != nil {
			d.Error(err)
		}
		d.must(step(workflow.Tx.RemoveBeadUndo, u))
		checkKind(d, "a BeadUndo removed twice", d.try(step(workflow.Tx.RemoveBeadUndo, u)), workflow.NotFound)
	}
	checkEqual(d, "kept of none", count(), 0)
	for _, id := range []string{"l1", "l2"} {
		_, err := last(id)
		checkKind(d, "LastBeadUndo of "+id, err, workflow.NotFound)
	}
}
