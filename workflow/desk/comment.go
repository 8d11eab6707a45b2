package desk

import (
	"context"
	"strings"
	"time"

	"truchement/workflow"
	"truchement/workflow/lang"
)

// MaxComment is the longest comment, in bytes.
const MaxComment = 8 << 10

// Comment adds a remark to a segment, or to the article when segment is empty.
func (u *UseCases) Comment(
	ctx context.Context, who workflow.Actor, article, segment, text string,
) (workflow.Comment, error) {
	if err := who.May(workflow.Discuss); err != nil {
		return workflow.Comment{}, err
	}
	text, err := lang.Clean(strings.TrimSpace(text))
	if err != nil {
		return workflow.Comment{}, workflow.TextError(err)
	}
	switch {
	case text == "":
		return workflow.Comment{}, workflow.Fail(workflow.Invalid, "comment.empty")
	case len(text) > MaxComment:
		return workflow.Comment{}, workflow.Fail(workflow.TooLarge, "comment.too-large", "Limit", MaxComment/1024)
	}
	var c workflow.Comment
	err = u.Update(ctx, who, func(t *txn) error {
		if segment != "" {
			s, err := t.Segment(segment)
			if err != nil {
				return err
			}
			if s.Article != article || s.Gone {
				return workflow.Fail(workflow.Conflict, "segment.gone")
			}
		} else if _, err := t.Article(article); err != nil {
			return err
		}
		c = workflow.Comment{
			ID: t.NewID(), Article: article, Segment: segment, MadeOn: segment,
			By: who.ID, At: t.Now, Text: text,
		}
		if err := t.AddComment(c); err != nil {
			return err
		}
		return t.AppendFeed(workflow.CommentAdded, article, segment, map[string]any{"comment": c.ID})
	})
	return c, err
}

// ResolveComment closes a comment, or opens it again.
func (u *UseCases) ResolveComment(ctx context.Context, who workflow.Actor, id string, resolved bool) (
	workflow.Comment, error,
) {
	if err := who.May(workflow.Discuss); err != nil {
		return workflow.Comment{}, err
	}
	var c workflow.Comment
	err := u.Update(ctx, who, func(t *txn) error {
		var err error
		if c, err = t.HistoryTx.Comment(id); err != nil {
			return err
		}
		if c.Resolved.IsZero() == !resolved {
			return nil
		}
		c.Resolved, c.ResolvedBy = time.Time{}, ""
		if resolved {
			c.Resolved, c.ResolvedBy = t.Now, who.ID
		}
		if err := t.UpdateComment(c); err != nil {
			return err
		}
		return t.AppendFeed(workflow.CommentResolved, c.Article, c.Segment, map[string]any{
			"comment": c.ID, "resolved": resolved,
		})
	})
	return c, err
}

// Comments lists the comments of an article, oldest first, open and resolved.
func (u *UseCases) Comments(ctx context.Context, who workflow.Actor, article string) ([]workflow.Comment, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return nil, err
	}
	var all []workflow.Comment
	err := u.View(ctx, func(tx *txn) error {
		var err error
		all, err = tx.Comments(article)
		return err
	})
	return all, err
}
