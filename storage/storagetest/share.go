package storagetest

import (
	"time"

	"truchement/workflow"
)

func testShares(d *desk) {
	d.must(step(workflow.Tx.AddArticle, article("a1")), step(workflow.Tx.AddArticle, article("a2")))
	share := func(id, article string, n int) workflow.Share {
		return workflow.Share{ID: id, Article: article, Hash: []byte{0, 255, byte(n)}, Name: "نشرة CMS",
			By: "operator", Created: at(n), Until: at(n + 600), Indexed: n%2 == 1}
	}
	first, second, other := share("h1", "a1", 1), share("h2", "a1", 2), share("h3", "a2", 3)
	for _, s := range []workflow.Share{first, second, other} {
		d.must(step(workflow.Tx.AddShare, s))
	}
	shares := func(article string) []workflow.Share {
		return view(d, func(tx workflow.Tx) ([]workflow.Share, error) { return tx.Shares(article) })
	}
	checkEqual(d, "Shares", shares("a1"), []workflow.Share{second, first})
	checkEqual(d, "Shares of an article that has none", shares("none"), []workflow.Share{})
	for _, s := range []workflow.Share{first, second, other} {
		checkEqual(d, "ShareByHash", view(d, func(tx workflow.Tx) (workflow.Share, error) {
			return tx.ShareByHash(s.Hash)
		}), s)
	}
	checkKind(d, "AddShare with a hash that is there", d.try(step(workflow.Tx.AddShare, share("h4", "a2", 1))),
		workflow.Conflict)
	checkKind(d, "AddShare of no article", d.try(step(workflow.Tx.AddShare, share("h5", "none", 5))),
		workflow.NotFound)

	first.Revoked, first.RevokedBy = at(90), "luc"
	changed := first
	changed.Name, changed.Until, changed.Indexed = "not to be written", time.Time{}, false
	d.must(step(workflow.Tx.EndShare, changed))
	checkEqual(d, "ShareByHash after EndShare", view(d, func(tx workflow.Tx) (workflow.Share, error) {
		return tx.ShareByHash(first.Hash)
	}), first)
	checkEqual(d, "Shares after EndShare", shares("a1"), []workflow.Share{second, first})
	checkEqual(d, "Shares of another article", shares("a2"), []workflow.Share{other})
	checkKind(d, "EndShare of no link", d.try(step(workflow.Tx.EndShare, share("h9", "a1", 9))),
		workflow.NotFound)
	checkKind(d, "ShareByHash of no link", d.try(func(tx workflow.Tx) error {
		_, err := tx.ShareByHash([]byte{9})
		return err
	}), workflow.NotFound)
}

// testSnapshotsAt has one segment that was changed on and on, one that is gone since, and one that
// was made later.
func testSnapshotsAt(d *desk) {
	d.basics()
	var versions []workflow.Change
	for i, id := range []string{"c1", "c2", "c3"} {
		c := change(id, "s1", int64(i+1))
		c.At, c.To.Place = at(10*(i+1)), int64(i)
		versions = append(versions, c)
		d.must(add(workflow.Tx.AddChanges, c))
	}
	refused := change("r", "s1", 2)
	refused.Kind, refused.At = workflow.ChangeRefused, at(25)
	other := change("o1", "s2", 1)
	other.At = at(12)
	gone := change("o2", "s2", 2)
	gone.At, gone.To.Gone = at(30), true
	d.must(add(workflow.Tx.AddChanges, refused), add(workflow.Tx.AddChanges, other),
		add(workflow.Tx.AddChanges, gone))
	s := view(d, func(tx workflow.Tx) (workflow.Segment, error) { return tx.Segment("s2") })
	s.Gone = true
	s.Version++
	d.must(step(workflow.Tx.UpdateSegment, s))
	for _, c := range []struct {
		second int
		want   []workflow.Change
	}{
		{9, []workflow.Change{}},
		{11, []workflow.Change{versions[0]}},
		{25, []workflow.Change{versions[1], other}},
		{30, []workflow.Change{versions[2], gone}},
	} {
		checkEqual(d, "SnapshotsAt", view(d, func(tx workflow.Tx) ([]workflow.Change, error) {
			return tx.SnapshotsAt("a1", at(c.second))
		}), c.want)
	}
}

// testCorrections has an article that was published twice, and corrected before, between and after.
func testCorrections(d *desk) {
	d.basics()
	first := func() time.Time {
		return view(d, func(tx workflow.Tx) (time.Time, error) { return tx.FirstPublished("a1") })
	}
	if got := first(); !got.IsZero() {
		d.Errorf("FirstPublished before any publication: %v", got)
	}
	var all []workflow.Change
	for i, kind := range []workflow.ChangeKind{workflow.ChangeCorrected, workflow.ChangePublished,
		workflow.ChangeCorrected, workflow.ChangePublished, workflow.ChangeCorrected} {
		c := change("k"+string(rune('0'+i)), "s1", int64(i+1))
		c.Kind, c.At, c.Grade, c.Reason = kind, at(10*(i+1)), workflow.Typo, "سبب"
		all = append(all, c)
		d.must(add(workflow.Tx.AddChanges, c))
	}
	if got := first(); !got.Equal(at(20)) {
		d.Errorf("FirstPublished = %v, want %v", got, at(20))
	}
	checkEqual(d, "Corrections", view(d, func(tx workflow.Tx) ([]workflow.Change, error) {
		return tx.Corrections("a1", at(20))
	}), []workflow.Change{all[2], all[4]})
	checkEqual(d, "Corrections of no article", view(d, func(tx workflow.Tx) ([]workflow.Change, error) {
		return tx.Corrections("none", at(0))
	}), []workflow.Change{})
}

// testAcceptedProposals has changes from files with a name and without, and others with a reason.
func testAcceptedProposals(d *desk) {
	d.basics()
	var all []workflow.Change
	for i, c := range []struct {
		kind   workflow.ChangeKind
		reason string
	}{{workflow.ChangeImported, "Karim"}, {workflow.ChangeImported, ""}, {workflow.ChangeCorrected, "سبب"},
		{workflow.ChangeImported, "ليلى"}} {
		one := change("k"+string(rune('0'+i)), "s1", int64(i+1))
		one.Kind, one.Reason = c.kind, c.reason
		all = append(all, one)
		d.must(add(workflow.Tx.AddChanges, one))
	}
	of := func(article string) []workflow.Change {
		return view(d, func(tx workflow.Tx) ([]workflow.Change, error) { return tx.AcceptedProposals(article) })
	}
	checkEqual(d, "AcceptedProposals", of("a1"), []workflow.Change{all[0], all[3]})
	checkEqual(d, "AcceptedProposals of no article", of("none"), []workflow.Change{})
}
