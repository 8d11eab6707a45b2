package workflow

import (
	"context"
	"strings"
	"time"

	"truchement/workflow/lang"
)

// MaxComment is the longest comment, in bytes.
const MaxComment = 8 << 10

// Comment adds a remark to a segment, or to the article when segment is empty.
func (d *Desk) Comment(
	ctx context.Context, who Actor, article, segment, text string,
) (Comment, error) {
	if err := who.may(Discuss); err != nil {
		return Comment{}, err
	}
	text, err := lang.Clean(strings.TrimSpace(text))
	if err != nil {
		return Comment{}, textFault(err)
	}
	switch {
	case text == "":
		return Comment{}, Fail(Invalid, "comment.empty")
	case len(text) > MaxComment:
		return Comment{}, Fail(TooLarge, "comment.too-large", "Limit", MaxComment/1024)
	}
	var c Comment
	err = d.update(ctx, who, func(u *unit) error {
		if segment != "" {
			s, err := u.Segment(segment)
			if err != nil {
				return err
			}
			if s.Article != article || s.Gone {
				return Fail(Conflict, "segment.gone")
			}
		} else if _, err := u.Article(article); err != nil {
			return err
		}
		c = Comment{
			ID: u.NewID(), Article: article, Segment: segment, MadeOn: segment,
			By: who.ID, At: u.Now, Text: text,
		}
		if err := u.AddComment(c); err != nil {
			return err
		}
		return u.AppendFeed(CommentAdded, article, segment, map[string]any{"comment": c.ID})
	})
	return c, err
}

// ResolveComment closes a comment, or opens it again.
func (d *Desk) ResolveComment(ctx context.Context, who Actor, id string, resolved bool) (
	Comment, error,
) {
	if err := who.may(Discuss); err != nil {
		return Comment{}, err
	}
	var c Comment
	err := d.update(ctx, who, func(u *unit) error {
		var err error
		if c, err = u.HistoryTx.Comment(id); err != nil {
			return err
		}
		if c.Resolved.IsZero() == !resolved {
			return nil
		}
		c.Resolved, c.ResolvedBy = time.Time{}, ""
		if resolved {
			c.Resolved, c.ResolvedBy = u.Now, who.ID
		}
		if err := u.UpdateComment(c); err != nil {
			return err
		}
		return u.AppendFeed(CommentResolved, c.Article, c.Segment, map[string]any{
			"comment": c.ID, "resolved": resolved,
		})
	})
	return c, err
}

// Comments lists the comments of an article, oldest first, open and resolved.
func (d *Desk) Comments(ctx context.Context, who Actor, article string) ([]Comment, error) {
	if err := who.may(ReadDesk); err != nil {
		return nil, err
	}
	var all []Comment
	err := d.view(ctx, func(tx *unit) error {
		var err error
		all, err = tx.Comments(article)
		return err
	})
	return all, err
}
