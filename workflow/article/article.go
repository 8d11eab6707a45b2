package article

import (
	"context"
	"strings"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// List lists articles, newest first. A Reader gets those only that are published and not
// retracted, without what is the desk's own.
func (u *UseCases) List(ctx context.Context, who workflow.Actor, f workflow.ArticleFilter) ([]workflow.Summary, error) {
	if err := who.May(workflow.ReadPublished); err != nil {
		return nil, err
	}
	reader := !who.Can(workflow.ReadDesk)
	f.Published = f.Published || reader
	var out []workflow.Summary
	err := u.View(ctx, func(tx *txn) error {
		var err error
		out, err = tx.Articles(f)
		return err
	})
	if reader {
		for i, s := range out {
			out[i] = s.ForReader()
		}
	}
	return out, err
}

// Summary is one article with its segments counted, and not read.
func (u *UseCases) Summary(ctx context.Context, who workflow.Actor, id string) (s workflow.Summary, err error) {
	if err := who.May(workflow.ReadPublished); err != nil {
		return s, err
	}
	err = u.View(ctx, func(tx *txn) error {
		s, err = tx.Counted(id)
		return err
	})
	if err != nil || who.Can(workflow.ReadDesk) {
		return s, err
	}
	if err := s.CheckReader(); err != nil {
		return workflow.Summary{}, err
	}
	return s.ForReader(), nil
}

// Read is one article with all it holds.
func (u *UseCases) Read(ctx context.Context, who workflow.Actor, id string) (workflow.ArticleView, error) {
	var v workflow.ArticleView
	err := u.View(ctx, func(tx *txn) error {
		var err error
		v, err = workflow.ReadArticle(tx, who, id)
		return err
	})
	return v, err
}

// ReadSegments is one article with only some of its segments, and all of them counted: what it
// costs does not grow with the article. Segments of other articles are left out.
func (u *UseCases) ReadSegments(
	ctx context.Context, who workflow.Actor, id string, segments ...string,
) (workflow.ArticleView, error) {
	var v workflow.ArticleView
	if err := who.May(workflow.ReadDesk); err != nil {
		return v, err
	}
	err := u.View(ctx, func(tx *txn) error {
		var err error
		v, err = workflow.LoadSegments(tx, id, segments...)
		return err
	})
	return v, err
}

// Segments lists the segments of an article in order.
func (u *UseCases) Segments(ctx context.Context, who workflow.Actor, article string) ([]workflow.Segment, error) {
	v, err := u.Read(ctx, who, article)
	return v.Segments, err
}

// Segment is one segment; one that was merged into its neighbour is Gone.
func (u *UseCases) Segment(ctx context.Context, who workflow.Actor, id string) (workflow.Segment, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return workflow.Segment{}, err
	}
	var s workflow.Segment
	err := u.View(ctx, func(tx *txn) error {
		var err error
		s, err = tx.Segment(id)
		return err
	})
	return s, err
}

// Changes changes how the desk handles an article; nil fields are kept.
type Changes struct {
	Title       *string
	Publication *string
	Due         *time.Time
	Urgency     *workflow.Urgency
	Note        *string
}

// Edit changes title, publication, due time, urgency or note.
func (u *UseCases) Edit(ctx context.Context, who workflow.Actor, id string, in Changes) error {
	if err := who.May(workflow.Assign); err != nil {
		return err
	}
	return u.Update(ctx, who, func(t *txn) error {
		a, err := t.Article(id)
		if err != nil {
			return err
		}
		if err := t.edit(&a, in); err != nil {
			return err
		}
		if err := t.UpdateArticle(a); err != nil {
			return err
		}
		return t.AppendFeed(workflow.ArticleChanged, id, "", nil)
	})
}

func (u *txn) edit(a *workflow.Article, in Changes) error {
	if in.Title != nil {
		t, err := workflow.CleanString(strings.Join(strings.Fields(*in.Title), " "), workflow.MaxTitle)
		if err != nil {
			return err
		}
		if t == "" {
			return workflow.Fail(workflow.Invalid, "article.no-title")
		}
		a.Title = t
	}
	if in.Publication != nil {
		if *in.Publication != "" {
			if _, err := u.Publication(*in.Publication); err != nil {
				return err
			}
		}
		a.Publication = *in.Publication
	}
	if in.Due != nil {
		a.Due = in.Due.UTC().Truncate(time.Minute)
	}
	if in.Urgency != nil {
		if err := in.Urgency.Check(); err != nil {
			return err
		}
		a.Urgency = *in.Urgency
	}
	if in.Note != nil {
		note, err := workflow.CleanRemark(*in.Note)
		if err != nil {
			return err
		}
		a.Note = note
	}
	return nil
}

// SetBlockKind corrects what part of the article a block is.
func (u *UseCases) SetBlockKind(
	ctx context.Context, who workflow.Actor, article, block string, kind bitext.BlockKind,
) error {
	if err := who.May(workflow.AddArticles); err != nil {
		return err
	}
	if _, err := workflow.ParseOption("option.kind", string(kind), bitext.Kinds()); err != nil {
		return err
	}
	return u.Update(ctx, who, func(t *txn) error {
		blocks, err := t.Blocks(article)
		if err != nil {
			return err
		}
		for _, b := range blocks {
			if b.ID == block {
				b.Kind = kind
				if err := t.UpdateBlock(b); err != nil {
					return err
				}
				return t.AppendFeed(workflow.ArticleChanged, article, "", nil)
			}
		}
		return workflow.Fail(workflow.NotFound, "error.not-found")
	})
}
