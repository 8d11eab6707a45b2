package checking

import (
	"context"

	"truchement/workflow"
)

// Selection chooses articles that are in work; zero fields choose all.
type Selection struct {
	Publication string // id
	Stage       workflow.Stage
}

// DeskReport counts what is open in the articles in work.
type DeskReport struct {
	Articles int `json:"articles"` // that were looked at
	Open     int `json:"open"`
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
	return u.lookAtAll(ctx, who, in, func(int, int) {}, func(_ workflow.Summary, c Checked) error { return each(c) })
}

// lookAtAll looks at the articles of a selection. It calls progress before each, with how many there are.
func (u *UseCases) lookAtAll(
	ctx context.Context, who workflow.Actor, in Selection, progress func(done, all int),
	each func(workflow.Summary, Checked) error,
) (out DeskReport, err error) {
	articles, err := u.inWork(ctx, in)
	if err != nil {
		return out, err
	}
	for i, a := range articles {
		progress(i, len(articles))
		open, err := u.lookAt(ctx, who, a.ID, func(c Checked) error { return each(a, c) })
		if workflow.KindOf(err) == workflow.NotFound {
			continue // it was removed meanwhile
		}
		if err != nil {
			return out, err
		}
		out.Articles++
		out.Open += open
	}
	progress(len(articles), len(articles))
	return out, nil
}

// inWork lists the articles of a selection with something left to do.
func (u *UseCases) inWork(ctx context.Context, in Selection) (all []workflow.Summary, err error) {
	if in.Publication != "" {
		err := u.View(ctx, func(t *txn) error {
			_, err := t.Publication(in.Publication)
			return err
		})
		if workflow.KindOf(err) == workflow.NotFound {
			return nil, workflow.Fail(workflow.NotFound, "intake.no-publication")
		} else if err != nil {
			return nil, err
		}
	}
	filter := workflow.ArticleFilter{Publication: in.Publication, Left: workflow.Something, Limit: deskPage}
	for {
		var some []workflow.Summary
		err := u.View(ctx, func(t *txn) error {
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

// lookAt looks at an article, and counts what is open in it.
func (u *UseCases) lookAt(
	ctx context.Context, who workflow.Actor, article string, each func(Checked) error,
) (open int, err error) {
	var v workflow.ArticleView
	err = u.View(ctx, func(t *txn) (err error) {
		v, err = workflow.LoadArticle(t, article)
		return err
	})
	if err != nil {
		return 0, err
	}
	found, err := u.Article(ctx, who, &v)
	if err != nil {
		return 0, err
	}
	for _, c := range found {
		open += c.Open()
		if err := each(c); err != nil {
			return 0, err
		}
	}
	return open, nil
}
