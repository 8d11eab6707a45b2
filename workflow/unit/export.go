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
		q.Cursor = ""
		for {
			page, err := u.page(ctx, q, searchPage)
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
			if q.Cursor = page.Next; q.Cursor == "" {
				return
			}
		}
	}
}
