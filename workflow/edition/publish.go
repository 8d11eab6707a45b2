package edition

import (
	"context"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/ledger"
)

// SignOff records that an editor answers for the article. It is refused while
// anything blocking is missing.
func (u *UseCases) SignOff(ctx context.Context, who workflow.Actor, article string) error {
	if err := who.May(workflow.Publish); err != nil {
		return err
	}
	return u.Update(ctx, who, func(t *txn) error {
		a, err := t.articleWithoutGaps(article)
		if err != nil || !a.SignedOff.IsZero() {
			return err
		}
		a.SignedOff, a.SignedOffBy = t.Now, who.ID
		if err := t.UpdateArticle(a.Article); err != nil {
			return err
		}
		return t.AppendFeed(workflow.ArticleSigned, article, "", nil)
	})
}

// articleWithoutGaps reads an article, and refuses one that lacks anything blocking.
func (t *txn) articleWithoutGaps(id string) (workflow.Summary, error) {
	a, err := t.Counted(id)
	if err != nil {
		return a, err
	}
	gaps := a.Segments.Total() - a.Segments.Approved()
	if a.Retracted != "" {
		gaps++
	}
	if gaps > 0 {
		return a, workflow.Fail(workflow.Invalid, "publish.gaps", "Count", gaps)
	}
	return a, nil
}

// Publish makes every segment of a signed-off article final, in slices: the article is published
// when all are. Publishing again continues one that was stopped half-way.
func (u *UseCases) Publish(ctx context.Context, who workflow.Actor, article string) error {
	if err := who.May(workflow.Publish); err != nil {
		return err
	}
	var segments []workflow.Segment
	err := u.View(ctx, func(t *txn) error {
		if _, err := t.publishable(article); err != nil {
			return err
		}
		var err error
		segments, err = t.Segments(article)
		return err
	})
	if err != nil {
		return err
	}
	_, err = u.UpdateInSlices(ctx, who, len(segments)+1, func(t *txn, i int) error {
		if i < len(segments) {
			return t.publishSegment(segments[i])
		}
		return t.publishArticle(article)
	})
	return err
}

// publishable reads an article that may be published now.
func (t *txn) publishable(id string) (workflow.Summary, error) {
	a, err := t.articleWithoutGaps(id)
	if err == nil && a.SignedOff.IsZero() {
		err = workflow.Fail(workflow.Invalid, "publish.unsigned")
	}
	return a, err
}

// publishSegment makes a segment final, as long as its article is signed off: the sign-off ends
// with the approval of any segment.
func (t *txn) publishSegment(s workflow.Segment) error {
	a, err := t.Article(s.Article)
	if err != nil {
		return err
	}
	if a.SignedOff.IsZero() {
		return workflow.Fail(workflow.Invalid, "publish.unsigned")
	}
	version, err := t.SegmentVersion(s.ID)
	if err != nil {
		return err
	}
	if version != s.Version {
		if s, err = t.Segment(s.ID); err != nil {
			return err
		}
	}
	if s.State != bitext.Reviewed || s.Gone {
		return nil
	}
	to := s.Snapshot
	to.State, to.SubState = bitext.Final, bitext.None
	return t.ChangeSegment(&s, to, workflow.Change{Kind: workflow.ChangePublished})
}

// publishArticle publishes an article whose segments are all final.
func (t *txn) publishArticle(id string) error {
	a, err := t.publishable(id)
	if err != nil {
		return err
	}
	if a.Segments.Final < a.Segments.Total() {
		return workflow.Fail(workflow.Conflict, "move.changed")
	}
	a.Published, a.PublishedBy = t.Now, t.Who.ID
	if err := t.UpdateArticle(a.Article); err != nil {
		return err
	}
	if err := t.Ledger.Note(ledger.ArticlePublished, id, "", ""); err != nil {
		return err
	}
	return t.AppendFeed(workflow.ArticlePublished, id, "", nil)
}

// WithdrawSignOff takes back the sign-off of an article that is not published.
func (u *UseCases) WithdrawSignOff(ctx context.Context, who workflow.Actor, article string) error {
	if err := who.May(workflow.Publish); err != nil {
		return err
	}
	return u.Update(ctx, who, func(t *txn) error {
		a, err := t.Counted(article)
		if err != nil {
			return err
		}
		if a.Stage() != workflow.Ready {
			return workflow.Fail(workflow.Conflict, "move.changed")
		}
		a.SignedOff, a.SignedOffBy = time.Time{}, ""
		if err := t.UpdateArticle(a.Article); err != nil {
			return err
		}
		return t.AppendFeed(workflow.ArticleReopened, article, "", nil)
	})
}
