package edition

import (
	"context"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// SignOff notes that an editor stands for the article. It is refused while
// anything blocking is missing.
func (u *UseCases) SignOff(ctx context.Context, who workflow.Actor, article string) error {
	return u.updateWithoutGaps(ctx, who, article, func(t *txn, v workflow.ArticleView) error {
		if !v.SignedOff.IsZero() {
			return nil
		}
		v.SignedOff, v.SignedOffBy = t.Now, who.ID
		if err := t.UpdateArticle(v.Article); err != nil {
			return err
		}
		return t.AppendFeed(workflow.ArticleSigned, article, "", nil)
	})
}

// Publish makes every segment of a signed-off article final.
func (u *UseCases) Publish(ctx context.Context, who workflow.Actor, article string) error {
	return u.updateWithoutGaps(ctx, who, article, func(t *txn, v workflow.ArticleView) error {
		if v.SignedOff.IsZero() {
			return workflow.Fail(workflow.Invalid, "publish.unsigned")
		}
		for _, s := range v.Segments {
			if s.State == bitext.Final {
				continue
			}
			to := s.Snapshot
			to.State, to.SubState = bitext.Final, bitext.None
			if err := t.ChangeSegment(&s, to, workflow.Change{Kind: workflow.ChangePublished}); err != nil {
				return err
			}
		}
		v.Published, v.PublishedBy = t.Now, who.ID
		if err := t.UpdateArticle(v.Article); err != nil {
			return err
		}
		return t.AppendFeed(workflow.ArticlePublished, article, "", nil)
	})
}

// updateWithoutGaps runs fn on an article that lacks nothing blocking.
func (u *UseCases) updateWithoutGaps(
	ctx context.Context, who workflow.Actor, article string, fn func(*txn, workflow.ArticleView) error,
) error {
	if err := who.May(workflow.Publish); err != nil {
		return err
	}
	return u.update(ctx, who, func(t *txn) error {
		v, err := workflow.LoadArticle(t, article)
		if err != nil {
			return err
		}
		n := 0
		for _, g := range workflow.GapsOf(v) {
			if g.Kind.Blocks() {
				n += max(len(g.Positions), 1)
			}
		}
		if n > 0 {
			return workflow.Fail(workflow.Invalid, "publish.gaps", "Count", n)
		}
		return fn(t, v)
	})
}

// WithdrawSignOff takes back the sign-off of an article that is not published.
func (u *UseCases) WithdrawSignOff(ctx context.Context, who workflow.Actor, article string) error {
	if err := who.May(workflow.Publish); err != nil {
		return err
	}
	return u.update(ctx, who, func(t *txn) error {
		v, err := workflow.LoadArticle(t, article)
		if err != nil {
			return err
		}
		if v.Stage() != workflow.Ready {
			return workflow.Fail(workflow.Conflict, "move.changed")
		}
		v.SignedOff, v.SignedOffBy = time.Time{}, ""
		if err := t.UpdateArticle(v.Article); err != nil {
			return err
		}
		return t.AppendFeed(workflow.ArticleReopened, article, "", nil)
	})
}
