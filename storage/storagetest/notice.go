package storagetest

import (
	"time"

	"truchement/workflow"
)

func notice(id, person string, kind workflow.NoticeKind, source string) workflow.Notice {
	return workflow.Notice{ID: id, Person: person, Kind: kind, Article: "a1", Source: source, Count: 1,
		Actor: "luc", At: at(1)}
}

// noticeIDs are the ids of notices, in their order.
func noticeIDs(all []workflow.Notice) []string {
	var ids []string
	for _, n := range all {
		ids = append(ids, n.ID)
	}
	return ids
}

func notices(d *desk, f workflow.NoticeFilter) []string {
	d.Helper()
	return noticeIDs(view(d, func(tx workflow.Tx) ([]workflow.Notice, error) { return tx.Notices(f) }))
}

func unread(d *desk, f workflow.NoticeFilter) int {
	d.Helper()
	return view(d, func(tx workflow.Tx) (int, error) { return tx.CountUnread(f) })
}

func testNotices(d *desk) {
	d.basics()
	first := workflow.Notice{ID: "n1", Person: "amina", Kind: workflow.NoticeAssigned, Article: "a1",
		Segment: "s1", Actor: "luc", Source: "x1", Count: 2, At: at(1),
		Facts: workflow.NoticeFacts{Text: "عاجل", Assignment: "x1", Comment: "m1",
			Role: workflow.Translator, From: 1, To: 2, Due: at(60)}}
	d.must(step(workflow.Tx.KeepNotice, first),
		step(workflow.Tx.KeepNotice, notice("n2", "amina", workflow.NoticeReturned, "batch")),
		step(workflow.Tx.KeepNotice, notice("n3", "luc", workflow.NoticeReturned, "batch")),
		step(workflow.Tx.KeepNotice, notice("n4", "amina", workflow.NoticePublished, "a1")))
	checkEqual(d, "Notice", view(d, func(tx workflow.Tx) (workflow.Notice, error) {
		return tx.Notice("n1")
	}), first)
	checkEqual(d, "Notices of one person", notices(d, workflow.NoticeFilter{Person: "amina"}),
		[]string{"n4", "n2", "n1"})
	checkEqual(d, "older Notices", notices(d, workflow.NoticeFilter{Person: "amina", Before: "n4", Limit: 1}),
		[]string{"n2"})
	for source, want := range map[string]bool{"batch": true, "other": false} {
		checkEqual(d, "HasNotice "+source, view(d, func(tx workflow.Tx) (bool, error) {
			return tx.HasNotice("amina", workflow.NoticeReturned, source)
		}), want)
	}

	d.must(func(tx workflow.Tx) error { return tx.MarkNotices("amina", "n2", at(9)) })
	checkEqual(d, "unread Notices", notices(d, workflow.NoticeFilter{Person: "amina", Unread: true}),
		[]string{"n4"})
	checkEqual(d, "CountUnread", unread(d, workflow.NoticeFilter{Person: "amina"}), 1)
	checkEqual(d, "CountUnread of another", unread(d, workflow.NoticeFilter{Person: "luc"}), 1)

	// The rest of a batch that was read makes it unread again, and adds to it.
	d.must(step(workflow.Tx.KeepNotice, notice("n9", "amina", workflow.NoticeReturned, "batch")))
	want := notice("n2", "amina", workflow.NoticeReturned, "batch")
	want.Count = 2
	checkEqual(d, "a Notice that was added to", view(d, func(tx workflow.Tx) (workflow.Notice, error) {
		return tx.Notice("n2")
	}), want)

	mark := func(id string, read time.Time) func(workflow.Tx) error {
		return func(tx workflow.Tx) error { return tx.MarkNotice(id, read) }
	}
	d.must(mark("n2", at(9)), mark("n1", time.Time{}))
	checkEqual(d, "unread about an article", noticeIDs(view(d,
		func(tx workflow.Tx) ([]workflow.Notice, error) { return tx.UnreadAbout("a1") })),
		[]string{"n1", "n3", "n4"})
	checkKind(d, "a Notice that is not there", d.try(mark("none", at(9))), workflow.NotFound)
	d.must(step(workflow.Tx.RemoveUnread, "n1"), step(workflow.Tx.RemoveUnread, "n2"),
		step(workflow.Tx.RemoveUnread, "none"))
	checkEqual(d, "Notices after one unread was removed", notices(d, workflow.NoticeFilter{Person: "amina"}),
		[]string{"n4", "n2"})
	for name, bad := range map[string]workflow.Notice{
		"nobody":     notice("n5", "nobody", workflow.NoticeReturned, "b"),
		"no article": {ID: "n5", Person: "amina", Kind: workflow.NoticeReturned, Article: "none"},
	} {
		checkKind(d, "a Notice of "+name, d.try(step(workflow.Tx.KeepNotice, bad)), workflow.NotFound)
	}
	checkKind(d, "a Notice of no kind", d.try(step(workflow.Tx.KeepNotice,
		notice("n5", "amina", "gossip", "b"))), workflow.Invalid)
}

// testNoticesOfReaders has a person who may see published articles alone.
func testNoticesOfReaders(d *desk) {
	d.basics()
	d.must(step(workflow.Tx.KeepNotice, notice("n1", "amina", workflow.NoticePublished, "a1")),
		step(workflow.Tx.KeepNotice, notice("n2", "amina", workflow.NoticeReturned, "b")))
	f := workflow.NoticeFilter{Person: "amina", Published: true}
	a := article("a1")
	for _, tt := range []struct {
		published int
		retracted string
		want      int
	}{{0, "", 0}, {5, "", 1}, {5, "wrong", 0}} {
		a.Published, a.Retracted = time.Time{}, tt.retracted
		if tt.published > 0 {
			a.Published = at(tt.published)
		}
		d.must(step(workflow.Tx.UpdateArticle, a))
		if got := len(notices(d, f)); got != tt.want || unread(d, f) != tt.want {
			d.Errorf("%+v: %d notices, %d unread", tt, got, unread(d, f))
		}
	}
}

func testOldNotices(d *desk) {
	d.basics()
	for i, id := range []string{"n0", "n1", "n2", "n3"} {
		n := notice(id, "amina", workflow.NoticeReturned, id)
		n.At = at(10 * i)
		if i != 1 {
			n.Read = at(50)
		}
		d.must(step(workflow.Tx.KeepNotice, n))
	}
	remove := func(limit int) (n int) {
		d.must(func(tx workflow.Tx) (err error) {
			n, err = tx.RemoveOldNotices(at(25), at(5), limit)
			return err
		})
		return n
	}
	checkEqual(d, "the first removed", remove(1), 1)
	checkEqual(d, "then left", notices(d, workflow.NoticeFilter{Person: "amina"}), []string{"n3", "n2", "n1"})
	checkEqual(d, "the rest removed", remove(9), 1)
	checkEqual(d, "left", notices(d, workflow.NoticeFilter{Person: "amina"}), []string{"n3", "n1"})
}

// testNoticePosition has the notices begin where the feed is, and go on from there.
func testNoticePosition(d *desk) {
	checkEqual(d, "NoticePosition of an empty desk", view(d, workflow.Tx.NoticePosition), int64(0))
	d.must(step(workflow.Tx.SetNoticePosition, int64(7)))
	checkEqual(d, "NoticePosition", view(d, workflow.Tx.NoticePosition), int64(7))
}

func testContributors(d *desk) {
	d.basics()
	write := func(id string, version int64, gone bool, approver string, authors ...string) {
		s := segment(id, "a1", "b1", 1)
		s.Version, s.Authors, s.ApprovedBy, s.Gone = version, authors, approver, gone
		d.must(step(workflow.Tx.UpdateSegment, s))
	}
	read := func() []string {
		return view(d, func(tx workflow.Tx) ([]string, error) { return tx.Contributors("a1") })
	}
	checkEqual(d, "Contributors of what nobody wrote", read(), []string{})
	write("s1", 2, false, "luc", "amina")
	write("s2", 2, false, "", "amina")
	checkEqual(d, "Contributors", read(), []string{"amina", "luc"})
	write("s1", 3, true, "luc", "amina")
	checkEqual(d, "Contributors without a merged segment", read(), []string{"amina"})
}
