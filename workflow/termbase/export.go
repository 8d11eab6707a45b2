package termbase

import (
	"cmp"
	"context"
	"io"
	"iter"

	"truchement/workflow"
	"truchement/workflow/format/terms"
	"truchement/workflow/format/terms/table"
	"truchement/workflow/lang"
	"truchement/workflow/term"
)

// exportPage is how many concepts an export reads at once.
const exportPage = 1000

// Export writes the concepts that a query chooses: without a state, those that hold. Language is that of the
// headings of a table. Concepts are read before the first byte goes out, since w may be slow.
func (u *UseCases) Export(
	ctx context.Context, who workflow.Actor, q Query, f terms.Format, language string, w io.Writer,
) error {
	if err := who.May(workflow.ReadDesk); err != nil {
		return err
	}
	q.Key, q.Limit, q.After = lang.Fold(q.Text, ""), exportPage, ""
	q.State = cmp.Or(q.State, workflow.ConceptSettled)
	var all []term.Concept
	for {
		var page []workflow.Concept
		var names map[string]string
		err := u.View(ctx, func(t *txn) (err error) {
			if err := t.checkPublication(q.Publication); err != nil {
				return err
			}
			if _, names, err = workflow.NamesOf(t, t); err != nil {
				return err
			}
			page, err = t.Concepts(q.ConceptFilter)
			return err
		})
		if err != nil {
			return err
		}
		for _, c := range page {
			c.Publication = names[c.Publication]
			all = append(all, c.Concept)
		}
		if len(page) < exportPage {
			break
		}
		q.After = page[len(page)-1].ID
	}
	return terms.Write(w, f, terms.Options{Title: "Termbase", Pair: table.Pair{Source: "ar", Target: "fr"},
		Table: table.Options{Lang: language}}, each(all))
}

func each(all []term.Concept) iter.Seq2[term.Concept, error] {
	return func(yield func(term.Concept, error) bool) {
		for _, c := range all {
			if !yield(c, nil) {
				return
			}
		}
	}
}
