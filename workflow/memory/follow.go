package memory

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/tm"
)

const (
	feedPage    = 200  // entries of the feed that are followed at once
	mostPassed  = 1000 // entries that a restart may read again
	followChunk = 100  // units that one step of a transaction writes
)

// Follow brings the units of segments up to what the feed says has happened since the last time:
// a segment that is translated and holds has a unit with its id. It writes units and how far it has
// come in one transaction, so that any number of nodes may follow.
func (u *UseCases) Follow(ctx context.Context) error {
	for {
		more, err := u.followPage(ctx)
		if err != nil || !more {
			return err
		}
	}
}

// followPage follows one page of the feed, and reports whether there was one. Entries that change
// no unit are passed over in memory: writing the position costs as much as a save.
func (u *UseCases) followPage(ctx context.Context) (more bool, err error) {
	var position, last int64
	var f *following
	err = u.View(ctx, func(t *txn) error {
		f, last = &following{txn: t}, 0
		if position, err = t.MemoryPosition(); err != nil {
			return err
		}
		entries, err := t.Feed(workflow.FeedFilter{After: max(position, u.passed.Load()), Limit: feedPage})
		if err != nil || len(entries) == 0 {
			return err
		}
		last = entries[len(entries)-1].Seq
		return f.read(entries)
	})
	if err != nil || last == 0 {
		return false, err
	}
	if len(f.added)+len(f.updated) == 0 && last-position < mostPassed {
		u.passed.Store(last)
		return true, nil
	}
	return true, u.write(ctx, f, position, last)
}

// errFollowed says that what was found is no longer so: another node was faster, or a person has
// written a unit meanwhile.
var errFollowed = errors.New("memory: units were written meanwhile")

// write keeps what was found between two positions of the feed, unless the memory has changed since:
// then the next page finds it anew. Units that are written again after a stop are the same, so that
// only the last transaction must be one with the position.
func (u *UseCases) write(ctx context.Context, f *following, position, last int64) error {
	added := slices.Collect(slices.Chunk(f.added, followChunk))
	updated := slices.Collect(slices.Chunk(f.updated, followChunk))
	n := len(added) + len(updated) + 1
	_, err := u.UpdateInSlices(ctx, workflow.Actor{}, n, func(t *txn, i int) error {
		now, err := t.MemoryPosition()
		switch {
		case err != nil:
			return err
		case now != position:
			return errFollowed // the next page says what is left
		case i < len(added):
			return t.KeepUnits(added[i])
		case i < n-1:
			return t.changeUnwritten(updated[i-len(added)])
		}
		return t.SetMemoryPosition(last)
	})
	if errors.Is(err, errFollowed) {
		return nil
	}
	return err
}

// changeUnwritten writes units, whose Seq are those with which they were read, unless one of them was
// written since.
func (t *txn) changeUnwritten(units []workflow.Unit) error {
	ids := make([]string, len(units))
	for i, w := range units {
		ids[i] = w.ID
	}
	now, err := t.UnitsByIDs(ids)
	if err != nil {
		return err
	}
	for _, w := range units {
		if now[w.ID].Seq != w.Seq {
			return errFollowed
		}
	}
	return t.ChangeUnits(slices.Clone(units)) // the transaction may run again
}

// following finds what the entries of the feed change in the memory.
type following struct {
	*txn
	names          map[string]string // of people, by id
	added, updated []workflow.Unit
	seen           map[string]bool // ids of segments
}

// read finds what entries change. What they say is not asked, only what they are about: the
// segments themselves say what they are now.
func (f *following) read(entries []workflow.Entry) (err error) {
	f.seen = map[string]bool{}
	drafts, err := f.draftsWithoutUnit(entries)
	if err != nil || len(drafts) == len(entries) {
		return err
	}
	if f.names, _, err = workflow.NamesOf(f, f); err != nil {
		return err
	}
	for _, e := range entries {
		if drafts[e.Seq] {
			continue
		}
		switch e.Kind {
		case workflow.SegmentRecut:
			err = f.readRecut(e)
		case workflow.SegmentUndone, workflow.SourceCorrected:
			err = f.readAround(e.Segment)
		case workflow.SegmentSaved, workflow.SegmentConfirmed, workflow.SegmentApproved,
			workflow.SegmentReturned:
			err = f.readSegments(e.Segment)
		case workflow.ArticleAdded, workflow.ArticleChanged, workflow.ArticleBlocked,
			workflow.ArticleReopened, workflow.ArticlePublished:
			err = f.readArticle(e.Article)
		}
		if err != nil && workflow.KindOf(err) != workflow.NotFound {
			return err
		}
	}
	return nil
}

// draftsWithoutUnit are the entries, by sequence, that are only typing: saves of segments that
// are initial and have no unit. They are most of a feed, so they are asked for together.
func (f *following) draftsWithoutUnit(entries []workflow.Entry) (map[int64]bool, error) {
	drafts, of := map[int64]bool{}, map[int64]string{}
	var ids []string
	for _, e := range entries {
		var saved struct{ State bitext.State }
		if e.Kind != workflow.SegmentSaved {
			continue
		}
		if err := json.Unmarshal(e.Payload, &saved); err != nil {
			return nil, err
		}
		if saved.State == bitext.Initial {
			of[e.Seq] = e.Segment
			ids = append(ids, e.Segment)
		}
	}
	units, err := f.UnitsByIDs(ids)
	for seq, id := range of {
		if unit, there := units[id]; !there || unit.Gone {
			drafts[seq] = true
		}
	}
	return drafts, err
}

// readRecut reads the segments that were cut anew, those that are gone with it too.
func (f *following) readRecut(e workflow.Entry) error {
	var recut struct{ Batch string }
	if err := json.Unmarshal(e.Payload, &recut); err != nil {
		return err
	}
	changes, err := f.ChangesOf(recut.Batch)
	for i := 0; err == nil && i < len(changes); i++ {
		err = f.readSegments(changes[i].Segment)
	}
	if err != nil {
		return err
	}
	return f.readAround(e.Segment)
}

// readAround reads a segment and its neighbours, whose units name its source.
func (f *following) readAround(id string) error {
	s, err := f.Segment(id)
	if err != nil {
		return err
	}
	ids := []string{id}
	for _, limit := range []int{-1, 1} {
		next, err := f.SegmentsAfter(s, limit)
		if err != nil {
			return err
		}
		for _, n := range next {
			ids = append(ids, n.ID)
		}
	}
	return f.readSegments(ids...)
}

func (f *following) readSegments(ids ...string) error {
	for _, id := range ids {
		if f.seen[id] {
			continue
		}
		f.seen[id] = true
		s, err := f.Segment(id)
		if err != nil {
			return err
		}
		a, err := f.Article(s.Article)
		if err != nil {
			return err
		}
		kept, err := f.UnitsByID([]string{id})
		if err != nil {
			return err
		}
		if err := f.compare(a, s, kept, f.neighbours); err != nil {
			return err
		}
	}
	return nil
}

// neighbours are the sources before and after a segment.
func (t *txn) neighbours(s workflow.Segment) (before, after bitext.Text, err error) {
	b, err := t.SegmentsAfter(s, -1)
	if err != nil {
		return nil, nil, err
	}
	a, err := t.SegmentsAfter(s, 1)
	for _, n := range b {
		before = n.Source
	}
	for _, n := range a {
		after = n.Source
	}
	return before, after, err
}

// readArticle reads all segments of an article.
func (f *following) readArticle(id string) error {
	a, err := f.Article(id)
	if err != nil {
		return err
	}
	segments, err := f.Segments(id)
	if err != nil {
		return err
	}
	units, err := f.UnitsOfSegments(id)
	if err != nil {
		return err
	}
	kept := map[string][]workflow.Unit{}
	for _, u := range units {
		kept[u.ID] = []workflow.Unit{u}
	}
	for i, s := range segments {
		if f.seen[s.ID] {
			continue
		}
		f.seen[s.ID] = true
		around := func(workflow.Segment) (before, after bitext.Text, err error) {
			if i > 0 {
				before = segments[i-1].Source
			}
			if i+1 < len(segments) {
				after = segments[i+1].Source
			}
			return before, after, nil
		}
		if err := f.compare(a, s, kept[s.ID], around); err != nil {
			return err
		}
	}
	return nil
}

// compare notes how the unit that a segment has (kept, empty for none) becomes the one it should
// have.
func (f *following) compare(
	a workflow.Article, s workflow.Segment, kept []workflow.Unit,
	around func(workflow.Segment) (before, after bitext.Text, err error),
) error {
	holds := a.HasUnit(s)
	switch {
	case !holds && (len(kept) == 0 || kept[0].Gone):
		return nil
	case !holds:
		gone := kept[0]
		gone.Gone = true
		f.updated = append(f.updated, gone)
		return nil
	}
	before, after, err := around(s)
	if err != nil {
		return err
	}
	want := f.unitOf(a, s)
	want.Before, want.After = keyOf(before, a.SourceLang), keyOf(after, a.SourceLang)
	if len(kept) == 0 {
		f.added = append(f.added, want)
		return nil
	}
	if want.Gone, err = f.isTakenOut(want, kept[0]); err != nil {
		return err
	}
	if !isSame(want, kept[0]) {
		want.Seq = kept[0].Seq
		f.updated = append(f.updated, want)
	}
	return nil
}

// isTakenOut reports whether a person took the unit out of the memory when it had the texts that it
// should have: it stays out as long as its segment has these.
func (f *following) isTakenOut(want, kept workflow.Unit) (bool, error) {
	if !kept.Gone && sameTexts(want, kept) {
		return false, nil
	}
	edits, err := f.UnitEdits(kept.ID)
	if err != nil || len(edits) == 0 {
		return false, err
	}
	// The unit of a segment is not edited: what was there before an edit, the edit took out.
	last := edits[len(edits)-1]
	return !last.Gone && want.Source.Equal(last.Source) && want.Target.Equal(last.Target), nil
}

func sameTexts(a, b workflow.Unit) bool { return a.Source.Equal(b.Source) && a.Target.Equal(b.Target) }

// isSame reports whether a unit says what is kept. Of one that is gone only the texts matter.
func isSame(want, kept workflow.Unit) bool {
	return sameTexts(want, kept) && want.Gone == kept.Gone && (want.Gone || want.UnitOrigin == kept.UnitOrigin &&
		want.State == kept.State && want.Before == kept.Before && want.After == kept.After)
}

// unitOf is the unit that follows a segment.
func (f *following) unitOf(a workflow.Article, s workflow.Segment) workflow.Unit {
	u := workflow.Unit{ID: s.ID, SourceLang: a.SourceLang, TargetLang: a.TargetLang, Source: s.Source,
		Target: s.Target, State: workflow.UnitTranslated, At: s.Updated,
		UnitOrigin: workflow.UnitOrigin{Article: a.ID, Segment: s.ID, Publication: a.Publication,
			Origin: a.Title, Date: day(a.Published), Confidence: 1}}
	if len(s.Authors) > 0 {
		u.By = s.Authors[len(s.Authors)-1]
		u.Translator = f.names[u.By]
	}
	if s.State.Rank() >= bitext.Reviewed.Rank() {
		u.State, u.Approver = workflow.UnitApproved, f.names[s.ApprovedBy]
	}
	return u
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// keyOf is the key of a text as units keep it; 0 for none.
func keyOf(text bitext.Text, tag string) int64 {
	if text.Empty() {
		return 0
	}
	return int64(tm.Key(text.String(), tag))
}
