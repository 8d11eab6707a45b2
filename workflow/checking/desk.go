package checking

import (
	"cmp"
	"context"
	"slices"

	"truchement/workflow"
	"truchement/workflow/check"
)

// Selection chooses articles that are in work; zero fields choose all.
type Selection struct {
	Publication string // id
	Person      string // id of a person with an assignment in them
	Stage       workflow.Stage
}

// DeskReport is what is open in the articles in work.
type DeskReport struct {
	Selection
	Looked   int // articles that were looked at
	Segments int
	Open     int
	Blocking int
	Articles []ArticleFindings // with open findings: first those with the most that block
}

// ArticleFindings are the open findings of an article, counted.
type ArticleFindings struct {
	Article  string // id
	Title    string
	Lang     string // of the title
	Stage    workflow.Stage
	Open     int
	Blocking int
	Checks   []CheckCount // those that found most first
}

// CheckCount is how much a check finds.
type CheckCount struct {
	Check check.ID
	Open  int
}

// deskPage is how many articles are read at once.
const deskPage = 200

// Desk looks at the articles in work, the newest first, and counts what is open. Each is called with what was found in a
// segment.
func (u *UseCases) Desk(
	ctx context.Context, who workflow.Actor, in Selection, each func(Checked) error,
) (out DeskReport, err error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return out, err
	}
	out.Selection = in
	all, err := u.inWork(ctx, in)
	if err != nil {
		return out, err
	}
	for _, s := range all {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		if err := u.countArticle(ctx, who, s, &out, each); err != nil {
			return out, err
		}
	}
	slices.SortStableFunc(out.Articles, func(a, b ArticleFindings) int {
		return cmp.Or(cmp.Compare(b.Blocking, a.Blocking), cmp.Compare(b.Open, a.Open))
	})
	return out, nil
}

// inWork lists the articles of a selection with something left to do.
func (u *UseCases) inWork(ctx context.Context, in Selection) (all []workflow.Summary, err error) {
	filter := workflow.ArticleFilter{Publication: in.Publication, Person: in.Person, Left: workflow.Something, Limit: deskPage}
	for {
		var some []workflow.Summary
		err := u.View(ctx, func(t *txn) error {
			if in.Publication != "" {
				if _, err := t.Publication(in.Publication); workflow.KindOf(err) == workflow.NotFound {
					return workflow.Fail(workflow.NotFound, "intake.no-publication")
				} else if err != nil {
					return err
				}
			}
			some, err = t.Articles(filter)
			return err
		})
		if err != nil {
			return nil, err
		}
		for _, s := range some {
			if in.Stage == "" || s.Stage() == in.Stage {
				all = append(all, s)
			}
		}
		if len(some) < deskPage {
			return all, nil
		}
		filter.Before = some[len(some)-1].ID
	}
}

// countArticle adds the open findings of an article to a report.
func (u *UseCases) countArticle(
	ctx context.Context, who workflow.Actor, s workflow.Summary, out *DeskReport, each func(Checked) error,
) error {
	var v workflow.ArticleView
	err := u.View(ctx, func(t *txn) (err error) {
		v, err = workflow.LoadArticle(t, s.ID)
		return err
	})
	if err != nil {
		return err
	}
	found, err := u.Article(ctx, who, &v)
	if err != nil {
		return err
	}
	of := ArticleFindings{Article: v.ID, Title: v.Title, Lang: v.SourceLang, Stage: s.Stage()}
	byCheck := map[check.ID]int{}
	for _, c := range found {
		of.Open += c.Open()
		of.Blocking += c.Blocking()
		for _, f := range c.Findings {
			if f.Dismissed == nil {
				byCheck[f.Check]++
			}
		}
		if err := each(c); err != nil {
			return err
		}
	}
	out.Looked++
	out.Segments += len(v.Segments)
	out.Open += of.Open
	out.Blocking += of.Blocking
	if of.Open == 0 {
		return nil
	}
	for _, k := range check.Checks() {
		if n := byCheck[k.ID]; n > 0 {
			of.Checks = append(of.Checks, CheckCount{k.ID, n})
		}
	}
	slices.SortStableFunc(of.Checks, func(a, b CheckCount) int { return cmp.Compare(b.Open, a.Open) })
	out.Articles = append(out.Articles, of)
	return nil
}
