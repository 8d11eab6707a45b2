package unit

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// UnitsPage is how many units a page lists.
const UnitsPage = 50

// Side is a language of a unit in which a text is looked for.
type Side string

// The sides.
const (
	EitherSide Side = ""
	SourceSide Side = "source"
	TargetSide Side = "target"
)

// UnitQuery asks for units of a pair of languages.
type UnitQuery struct {
	workflow.UnitFilter
	Text   string // that they have; empty: any
	Side   Side   // on which they have it
	Cursor string // Next of the page before; empty: the first
}

// UnitList is a page of units.
type UnitList struct {
	Units []workflow.Unit
	Next  string // cursor of the page after; empty: there is none
	Seq   int64  // of the feed: the units are as they were then
	// Looked is how many of the newest units were searched for the text; 0: all, or no text was asked for.
	Looked int
	Shared
}

// Shared are the names that units refer to by their ids.
type Shared struct {
	Publications map[string]string
	People       map[string]string
}

// List lists units: those that have a text in the order in which the search finds them, all others newest first.
func (u *UseCases) List(ctx context.Context, who workflow.Actor, q UnitQuery) (out UnitList, err error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return out, err
	}
	if err := workflow.CheckPair(q.SourceLang, q.TargetLang); err != nil {
		return out, err
	}
	return u.page(ctx, q, UnitsPage)
}

// page reads a page of so many units.
func (u *UseCases) page(ctx context.Context, q UnitQuery, size int) (out UnitList, err error) {
	err = u.View(ctx, func(t *txn) error {
		out = UnitList{}
		if out.Seq, err = t.FeedHead(); err != nil {
			return err
		}
		if out.People, out.Publications, err = workflow.NamesOf(t, t); err != nil {
			return err
		}
		if lang.Fold(q.Text, "") != "" {
			return u.listFound(t, q, size, &out)
		}
		return listAll(t, q, size, &out)
	})
	return out, err
}

func listAll(t *txn, q UnitQuery, size int, out *UnitList) (err error) {
	q.UnitFilter.After, q.Limit = placeOf(q.Cursor), size+1
	if out.Units, err = t.Units(q.UnitFilter); err != nil {
		return err
	}
	if len(out.Units) > size {
		out.Units = out.Units[:size]
		last := out.Units[size-1]
		out.Next = cursorOf(workflow.UnitPlace{At: last.At, ID: last.ID})
	}
	return nil
}

func (u *UseCases) listFound(t *txn, q UnitQuery, size int, out *UnitList) error {
	found, err := u.search(t, q)
	if err != nil {
		return err
	}
	from, _ := strconv.Atoi(q.Cursor) // anything else is the beginning
	from = min(max(from, 0), len(found.ids))
	to := min(from+size, len(found.ids))
	if to < len(found.ids) {
		out.Next = strconv.Itoa(to)
	}
	out.Looked = found.looked
	out.Units, err = t.unitsInOrder(found.ids[from:to])
	return err
}

// unitsInOrder are the units of these ids that are there.
func (t *txn) unitsInOrder(ids []string) (all []workflow.Unit, err error) {
	units, err := t.UnitsByIDs(ids)
	for _, id := range ids {
		if unit, there := units[id]; there {
			all = append(all, unit)
		}
	}
	return all, err
}

// cursorOf is a place in a list as addresses have it.
func cursorOf(p workflow.UnitPlace) string {
	return strconv.FormatInt(p.At.UnixMilli(), 10) + "." + p.ID
}

func placeOf(cursor string) workflow.UnitPlace {
	at, id, _ := strings.Cut(cursor, ".")
	ms, err := strconv.ParseInt(at, 10, 64)
	if err != nil || id == "" {
		return workflow.UnitPlace{}
	}
	return workflow.UnitPlace{At: time.UnixMilli(ms).UTC(), ID: id}
}

// UnitView is a unit with what was done to it.
type UnitView struct {
	workflow.Unit
	Edits []workflow.UnitEdit // oldest first
	// Position is the place of the segment that the unit follows in its article; 0: it follows none.
	Position int
	Shared
}

// Read reads a unit, one that was removed too.
func (u *UseCases) Read(ctx context.Context, who workflow.Actor, id string) (v UnitView, err error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return v, err
	}
	err = u.View(ctx, func(t *txn) error {
		v = UnitView{}
		if v.Unit, err = t.Unit(id); err != nil {
			return err
		}
		if v.People, v.Publications, err = workflow.NamesOf(t, t); err != nil {
			return err
		}
		if v.Unit.Segment != "" {
			s, err := t.Segment(v.Unit.Segment)
			if err != nil {
				return err
			}
			v.Position = s.Position
		}
		v.Edits, err = t.UnitEdits(id)
		return err
	})
	return v, err
}

// Pairs are the pairs of languages that the memory has units of, the one with the most first.
func (u *UseCases) Pairs(ctx context.Context, who workflow.Actor) (pairs []workflow.UnitPair, err error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return nil, err
	}
	err = u.View(ctx, func(t *txn) error {
		pairs, err = t.UnitPairs()
		return err
	})
	return pairs, err
}

// found is what a search found: ids of units in order.
type found struct {
	ids    []string
	looked int // how many of the newest units were looked through; 0: all
}

// search finds the units that a query chooses and that have its text, newest first: its words, or where
// no unit has them a part of a word.
func (u *UseCases) search(t *txn, q UnitQuery) (f found, err error) {
	units, err := t.unitsInOrder(u.having(q))
	slices.SortFunc(units, func(a, b workflow.Unit) int {
		return cmp.Or(b.At.Compare(a.At), strings.Compare(a.ID, b.ID))
	})
	for i := range units {
		if q.Has(&units[i]) && len(f.ids) < mostFound {
			f.ids = append(f.ids, units[i].ID)
		}
	}
	if err != nil || len(f.ids) > 0 {
		return f, err
	}
	return searchNewest(t, q)
}

// having are the units that have all words of a query, by the index.
func (u *UseCases) having(q UnitQuery) (ids []string) {
	if q.Side != TargetSide {
		ids = u.index.UnitsHaving(q.Text, q.SourceLang, q.SourceLang, q.TargetLang)
	}
	if q.Side == SourceSide {
		return ids
	}
	for _, id := range u.index.UnitsHaving(q.Text, q.TargetLang, q.SourceLang, q.TargetLang) {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

const (
	mostLooked = 20_000 // units that a search reads
	mostFound  = 1000
	searchPage = 2000 // units that are read at once
)

// searchNewest looks for a text in the newest units, without an index.
func searchNewest(t *txn, q UnitQuery) (f found, err error) {
	seek := map[Side]string{}
	if q.Side != TargetSide {
		seek[SourceSide] = lang.Fold(q.Text, q.SourceLang)
	}
	if q.Side != SourceSide {
		seek[TargetSide] = lang.Fold(q.Text, q.TargetLang)
	}
	has := func(side Side, text bitext.Text, tag string) bool {
		return seek[side] != "" && strings.Contains(lang.Fold(text.String(), tag), seek[side])
	}
	looked := 0
	err = eachPage(t, q.UnitFilter, func(page []workflow.Unit) bool {
		for i := range page {
			w := &page[i]
			if has(SourceSide, w.Source, w.SourceLang) || has(TargetSide, w.Target, w.TargetLang) {
				f.ids = append(f.ids, w.ID)
			}
		}
		looked += len(page)
		if looked >= mostLooked {
			f.looked = looked
		}
		return f.looked == 0 && len(f.ids) < mostFound
	})
	f.ids = f.ids[:min(len(f.ids), mostFound)]
	return f, err
}

// eachPage reads the units of a filter, newest first, until do has enough.
func eachPage(t *txn, f workflow.UnitFilter, do func([]workflow.Unit) (more bool)) error {
	f.Limit, f.After = searchPage, workflow.UnitPlace{}
	for {
		page, err := t.Units(f)
		if err != nil {
			return err
		}
		if !do(page) || len(page) < searchPage {
			return nil
		}
		last := page[len(page)-1]
		f.After = workflow.UnitPlace{At: last.At, ID: last.ID}
	}
}
