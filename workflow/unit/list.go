package unit

import (
	"context"
	"strconv"
	"strings"
	"time"

	"truchement/workflow"
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
	// Looked is how many units were searched for the text, when the page is not full and there may be
	// more after them, which is where Next begins. 0 else.
	Looked int
	Shared
}

// Shared are the names that units refer to by their ids.
type Shared struct {
	Publications map[string]string
	People       map[string]string
}

// List lists units, the newest first: of those that have a text the ones that came last into the desk.
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
	found := u.newFinding(q)
	err = u.View(ctx, func(t *txn) (err error) {
		out, _, err = t.list(q, found, size)
		return err
	})
	return out, err
}

// list reads a page of so many units: of a query with a text, whose finding it is, the next ones that are
// found. The finding that continues after them is returned, since the transaction may run again.
func (t *txn) list(q UnitQuery, f finding, size int) (out UnitList, next finding, err error) {
	if out.Seq, err = t.FeedHead(); err != nil {
		return out, f, err
	}
	if out.People, out.Publications, err = workflow.NamesOf(t, t); err != nil {
		return out, f, err
	}
	if !q.hasText() {
		return out, f, listAll(t, q, size, &out)
	}
	out.Units, out.Looked, err = f.page(t, size, &out.Next)
	return out, f, err
}

// hasText reports whether the query asks for a text.
func (q *UnitQuery) hasText() bool { return lang.Fold(q.Text, "") != "" }

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
