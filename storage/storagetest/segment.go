package storagetest

import (
	"fmt"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// fullSegment is a segment with a value in every field that is written.
func fullSegment() workflow.Segment {
	bold := bitext.Code{ID: "1", Type: bitext.Bold}
	image := bitext.Code{ID: "2", Type: bitext.Image, Data: "https://a/?x&y", Equiv: "صورة"}
	return workflow.Segment{
		ID: "s1", Article: "a1", Version: 1, Words: 7, Updated: at(4), Hash: []byte{1, 0, 255},
		Snapshot: workflow.Snapshot{
			Block: "b1", Place: 5,
			Source: bitext.Text{
				{Chars: "قال \u2067«نعم»\u2069 <b> "}, {Kind: bitext.Open, Code: bold}, {Chars: "x"},
				{Kind: bitext.Close, Code: bold}, {Kind: bitext.Lone, Code: image},
			},
			Target: bitext.Plain("Il a dit « oui »\u00a0!"), After: bitext.Plain(" \t"),
			State: bitext.Translated, SubState: bitext.Returned, Authors: []string{"amina", "luc"},
			ApprovedBy: "luc", Override: "seule au bureau", Reason: "à revoir",
		},
	}
}

func readSegment(d *desk, id string) workflow.Segment {
	d.Helper()
	return view(d, func(tx workflow.Tx) (workflow.Segment, error) { return tx.Segment(id) })
}

func readSegments(d *desk, article string) []workflow.Segment {
	d.Helper()
	return view(d, func(tx workflow.Tx) ([]workflow.Segment, error) { return tx.Segments(article) })
}

func testSegments(d *desk) {
	d.must(step(workflow.Tx.AddPerson, person("luc")), step(workflow.Tx.AddArticle, article("a1")),
		add(workflow.Tx.AddBlocks, block("b1", "a1", 1)), add(workflow.Tx.AddBlocks, block("b2", "a1", 2)))
	want := fullSegment()
	d.must(add(workflow.Tx.AddSegments, want))
	want.Position, want.First = 1, true
	checkEqual(d, "Segment", readSegment(d, "s1"), want)

	want.Version, want.Words, want.Updated, want.Hash = 2, 0, at(9), []byte{2}
	want.Snapshot = workflow.Snapshot{
		Block: "b2", Place: 1, Source: bitext.Plain("جديد"), State: bitext.Initial,
	}
	d.must(step(workflow.Tx.UpdateSegment, want))
	checkEqual(d, "Segment after UpdateSegment", readSegment(d, "s1"), want)
	checkEqual(d, "Segments", readSegments(d, "a1"), []workflow.Segment{want})
}

func testSegmentOrder(d *desk) {
	d.must(step(workflow.Tx.AddArticle, article("a1")), step(workflow.Tx.AddArticle, article("a2")),
		add(workflow.Tx.AddBlocks, block("b1", "a1", 20)), add(workflow.Tx.AddBlocks, block("b2", "a1", 10)),
		add(workflow.Tx.AddBlocks, block("b3", "a2", 1)), add(workflow.Tx.AddBlocks, block("b4", "a1", 20)))
	for i, s := range []struct {
		id, article, block string
		place              int64
		gone               bool
	}{
		{"s1", "a1", "b1", 1, false}, {"s2", "a1", "b1", 2, true}, {"s3", "a1", "b1", 3, false},
		{"s4", "a1", "b2", 900, false}, {"s5", "a1", "b2", 800, false}, {"s6", "a2", "b3", 1, false},
		{"s7", "a1", "b4", 0, false},
	} {
		g := segment(s.id, s.article, s.block, s.place)
		g.Gone, g.Words = s.gone, i
		d.must(add(workflow.Tx.AddSegments, g))
	}
	var got []string
	for _, s := range readSegments(d, "a1") {
		got = append(got, fmt.Sprint(s.ID, "@", s.Position))
		checkEqual(d, "Segment and Segments of "+s.ID, readSegment(d, s.ID), s)
	}
	checkEqual(d, "order", got, []string{"s5@1", "s4@2", "s1@3", "s3@4", "s7@5"})
	all := readSegments(d, "a1")
	for i, s := range all {
		for _, limit := range []int{1, 2, 9, -1, -2, -9} {
			want := []workflow.Segment{}
			for k := 1; k <= max(limit, -limit); k++ {
				at := i + k
				if limit < 0 {
					at = i - k
				}
				if at >= 0 && at < len(all) {
					want = append(want, all[at])
				}
			}
			got := view(d, func(tx workflow.Tx) ([]workflow.Segment, error) {
				return tx.SegmentsAfter(s, limit)
			})
			checkEqual(d, fmt.Sprint("SegmentsAfter ", s.ID, " ", limit), got, want)
		}
	}
	start := view(d, func(tx workflow.Tx) ([]workflow.Segment, error) {
		return tx.SegmentsAfter(workflow.Segment{Article: "a1"}, 2)
	})
	checkEqual(d, "SegmentsAfter the start", start, all[:2])
	version := func(id string) int64 {
		return view(d, func(tx workflow.Tx) (int64, error) { return tx.SegmentVersion(id) })
	}
	checkEqual(d, "SegmentVersion", version("s1"), readSegment(d, "s1").Version)
	checkEqual(d, "SegmentVersion of a gone one", version("s2"), int64(0))
	if gone := readSegment(d, "s2"); !gone.Gone || gone.Position != 0 {
		d.Errorf("the merged segment has Gone %v and position %d", gone.Gone, gone.Position)
	}
}

func testSegmentVersionsFollow(d *desk) {
	d.basics()
	s := readSegment(d, "s1")
	s.Target = bitext.Plain("un")
	for _, version := range []int64{1, 3, 9} {
		s.Version = version
		checkKind(d, fmt.Sprint("UpdateSegment from 1 to ", version),
			d.try(step(workflow.Tx.UpdateSegment, s)), workflow.Conflict)
	}
	if got := readSegment(d, "s1"); got.Version != 1 || !got.Target.Empty() {
		d.Errorf("a refused update was written: version %d, target %q", got.Version, got.Target)
	}
	// After a refused version the transaction can still write.
	d.must(func(tx workflow.Tx) error {
		if err := tx.UpdateSegment(s); err == nil {
			d.Error("a version out of order was written")
		}
		s.Version = 2
		return tx.UpdateSegment(s)
	})
	if got := readSegment(d, "s1"); got.Version != 2 || got.Target.String() != "un" {
		d.Errorf("version %d with %q, want 2 with un", got.Version, got.Target)
	}
	s.ID = "none"
	checkKind(d, "UpdateSegment of none", d.try(step(workflow.Tx.UpdateSegment, s)), workflow.NotFound)
}

func testUnknownStatesAreInvalid(d *desk) {
	d.basics()
	for _, test := range []struct {
		state bitext.State
		sub   bitext.SubState
	}{
		{"approved", ""}, {"", ""}, {bitext.Final, bitext.Draft}, {bitext.Initial, bitext.Stale},
		{bitext.Translated, bitext.FromMemory},
	} {
		s := segment("x", "a1", "b1", 9)
		s.State, s.SubState = test.state, test.sub
		checkKind(d, fmt.Sprintf("state %q/%q", test.state, test.sub),
			d.try(add(workflow.Tx.AddSegments, s)), workflow.Invalid)
	}
}

func testAssignedSegments(d *desk) {
	d.basics()
	d.must(step(workflow.Tx.AddArticle, article("a2")), add(workflow.Tx.AddBlocks, block("b2", "a2", 1)),
		add(workflow.Tx.AddSegments, segment("other", "a2", "b2", 1)))
	work := workflow.Assignment{ID: "x1", Article: "a1", Person: "amina", Role: workflow.Translator}
	review := workflow.Assignment{ID: "x2", Article: "a1", Person: "luc", Role: workflow.Editor}
	d.must(step(workflow.Tx.AddAssignment, work), step(workflow.Tx.AddAssignment, review),
		func(tx workflow.Tx) error { return tx.AssignSegments(work, []string{"s1", "s2"}) },
		func(tx workflow.Tx) error { return tx.AssignSegments(review, []string{"s2"}) })
	s := readSegment(d, "s2")
	got := []string{s.Assignment, s.Translator, s.Review, s.Editor}
	checkEqual(d, "assigned", got, []string{"x1", "amina", "x2", "luc"})
	if s.Version != 1 {
		d.Errorf("assigning made version %d", s.Version)
	}

	changed := s // content without its assignments
	changed.Version, changed.Assignment, changed.Review = 2, "", ""
	d.must(step(workflow.Tx.UpdateSegment, changed))
	if s := readSegment(d, "s2"); s.Assignment != "x1" || s.Review != "x2" {
		d.Errorf("UpdateSegment left assignments %q and %q", s.Assignment, s.Review)
	}
	cut := segment("s3", "a1", "b1", 9)
	cut.Assignment, cut.Review = "x1", "x2"
	d.must(add(workflow.Tx.AddSegments, cut))
	if s := readSegment(d, "s3"); s.Translator != "amina" || s.Editor != "luc" {
		d.Errorf("AddSegments left %q and %q", s.Translator, s.Editor)
	}

	checkEqual(d, "AssignmentsOf", view(d, func(tx workflow.Tx) ([]string, error) {
		translation, review, err := tx.AssignmentsOf("s2")
		return []string{translation, review}, err
	}), []string{"x1", "x2"})
	gone := readSegment(d, "s3")
	gone.Version, gone.Gone = 2, true
	d.must(step(workflow.Tx.UpdateSegment, gone))
	release := func(a workflow.Assignment, limit int) (n int) {
		d.Helper()
		d.must(func(tx workflow.Tx) (err error) {
			n, err = tx.ReleaseSegments(a, limit)
			return err
		})
		return n
	}
	checkEqual(d, "ReleaseSegments of two", []int{release(work, 2), release(work, 2), release(work, 2)},
		[]int{2, 1, 0})
	for _, s := range append(readSegments(d, "a1"), readSegment(d, "s3")) {
		if s.Assignment != "" || s.Translator != "" {
			d.Errorf("%s is still assigned", s.ID)
		}
	}
	if s := readSegment(d, "s2"); s.Review != "x2" {
		d.Errorf("releasing the translation left review %q", s.Review)
	}
	checkEqual(d, "ReleaseSegments of the review", release(review, 9), 2)
	if s := readSegment(d, "s2"); s.Review != "" || s.Editor != "" {
		d.Errorf("releasing the review left %q", s.Review)
	}
	d.must(func(tx workflow.Tx) error { return tx.AssignSegments(work, []string{"s1", "s2"}) },
		func(tx workflow.Tx) error {
			return tx.AssignSegments(workflow.Assignment{Article: "a1", Role: workflow.Translator}, []string{"s1"})
		})
	got = []string{readSegment(d, "s1").Assignment, readSegment(d, "s2").Assignment}
	checkEqual(d, "assigned to nobody", got, []string{"", "x1"})
	for _, id := range []string{"none", "other"} {
		for _, a := range []workflow.Assignment{work, review} {
			checkKind(d, "AssignSegments of "+id, d.try(func(tx workflow.Tx) error {
				return tx.AssignSegments(a, []string{"s1", id})
			}), workflow.NotFound)
		}
	}
}

// testManyAtOnce adds more blocks, segments and changes than one statement does, and some more.
func testManyAtOnce(d *desk) {
	d.basics()
	const many = 75
	var blocks []workflow.Block
	var segments []workflow.Segment
	var changes []workflow.Change
	for i := range many {
		b := block(fmt.Sprint("many-b", many-i), "a1", int64(100+i)) // ids are in the opposite order
		s := segment(fmt.Sprint("many-s", many-i), "a1", b.ID, 1)
		c := change(fmt.Sprint("many-c", many-i), s.ID, 1)
		c.Batch = "many"
		blocks, segments, changes = append(blocks, b), append(segments, s), append(changes, c)
	}
	after := change("after", "s1", 1)
	after.Batch = "many"
	d.must(add(workflow.Tx.AddBlocks, blocks...), add(workflow.Tx.AddSegments, segments...),
		add(workflow.Tx.AddChanges, changes...), add(workflow.Tx.AddChanges, after),
		add(workflow.Tx.AddSegments), add(workflow.Tx.AddChanges))
	kept := view(d, func(tx workflow.Tx) ([]workflow.Block, error) { return tx.Blocks("a1") })
	checkEqual(d, "Blocks", kept[len(kept)-many:], blocks)
	got := readSegments(d, "a1")
	for i, s := range got[len(got)-many:] {
		if s.ID != segments[i].ID || s.Block != blocks[i].ID {
			d.Errorf("segment %d is %s in %s", i, s.ID, s.Block)
		}
	}
	checkEqual(d, "ChangesOf", view(d, func(tx workflow.Tx) ([]workflow.Change, error) {
		return tx.ChangesOf("many")
	}), append(changes, after))
	err := d.try(add(workflow.Tx.AddChanges, change("new", "s2", 1), change("twice", "s1", 1)))
	checkKind(d, "a version's second change among others", err, workflow.Conflict)
	if n := len(readChanges(d, "s2")); n != 0 {
		d.Errorf("%d changes are kept of those that were refused", n)
	}
}

// testUntranslatedAs has segments with the same source: with a target, gone, of another article, and
// two in the reverse order of their ids.
func testUntranslatedAs(d *desk) {
	d.basics()
	same := func(id string, place int64, change func(*workflow.Segment)) workflow.Segment {
		s := segment(id, "a1", "b1", place)
		s.Source, s.Target, s.State, s.SubState = bitext.Plain("نعم"), nil, bitext.Initial, bitext.None
		if change != nil {
			change(&s)
		}
		return s
	}
	of := same("k1", 910, func(s *workflow.Segment) {
		s.Target, s.State = bitext.Plain("oui"), bitext.Translated
	})
	d.must(add(workflow.Tx.AddSegments, of, same("k2", 930, nil), same("k3", 920, nil),
		same("k4", 940, func(s *workflow.Segment) { s.Target, s.SubState = bitext.Plain("si"), bitext.Draft }),
		same("k5", 950, func(s *workflow.Segment) { s.Gone = true }),
		same("k6", 960, func(s *workflow.Segment) { s.Source = bitext.Plain("نعم.") })))
	found := view(d, func(tx workflow.Tx) ([]workflow.Segment, error) { return tx.UntranslatedAs(of) })
	if len(found) != 2 || found[0].ID != "k3" || found[1].ID != "k2" {
		d.Errorf("UntranslatedAs: %v", found)
	}
	checkEqual(d, "UntranslatedAs of no article", view(d, func(tx workflow.Tx) ([]workflow.Segment, error) {
		return tx.UntranslatedAs(workflow.Segment{Article: "none", Snapshot: of.Snapshot})
	}), []workflow.Segment{})
}
