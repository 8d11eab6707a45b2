package unit

import (
	"context"
	"io"
	"iter"

	"truchement/workflow"
	"truchement/workflow/unit/exchange"
)

// Write writes all units of a query as a file, in the order of the list. They are read a page a
// transaction, so that a slow reader of the file holds none.
func (u *UseCases) Write(
	ctx context.Context, who workflow.Actor, q UnitQuery, f exchange.Format, w io.Writer,
) error {
	if err := who.May(workflow.ReadDesk); err != nil {
		return err
	}
	if err := workflow.CheckPair(q.SourceLang, q.TargetLang); err != nil {
		return err
	}
	return exchange.Write(w, f, exchange.Header{SourceLang: q.SourceLang, TargetLang: q.TargetLang,
		Date: u.Time()}, u.all(ctx, q))
}

// all are the units of a query, with the names of their publications.
func (u *UseCases) all(ctx context.Context, q UnitQuery) iter.Seq2[workflow.Unit, error] {
	return func(yield func(workflow.Unit, error) bool) {
		for page, err := range u.pages(ctx, q) {
			if err != nil {
				yield(workflow.Unit{}, err)
				return
			}
			for _, w := range page.Units {
				w.Publication = page.Publications[w.Publication]
				if !yield(w, nil) {
					return
				}
			}
		}
	}
}

// pages are all pages of a query, each read in a transaction of its own. What a command has just brought in
// is among them.
func (u *UseCases) pages(ctx context.Context, q UnitQuery) iter.Seq2[UnitList, error] {
	return func(yield func(UnitList, error) bool) {
		if err := u.index.Current(ctx); err != nil {
			yield(UnitList{}, err)
			return
		}
		q.Cursor = ""
		found := u.newFinding(q)
		for {
			var page UnitList
			var next finding
			err := u.View(ctx, func(t *txn) (err error) {
				page, next, err = t.list(q, found, searchPage)
				return err
			})
			if !yield(page, err) || err != nil {
				return
			}
			found = next
			if q.Cursor = page.Next; q.Cursor == "" {
				return
			}
		}
	}
}
