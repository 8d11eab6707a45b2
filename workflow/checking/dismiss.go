package checking

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"truchement/workflow"
	"truchement/workflow/check"
)

// MaxReason is the longest reason of a dismissal, in characters.
const MaxReason = 600

// Dismiss says, with a reason, that a finding of a segment is none. A translator may do so in a segment that they may write,
// for it and for its article; an editor in all, also for a word in all texts of the publication. The segment must be of
// in.Article, where that is named. Asking again gives the same dismissal, as long as it is not taken back.
func (u *UseCases) Dismiss(
	ctx context.Context, who workflow.Actor, in workflow.Dismissal,
) (out workflow.Dismissal, err error) {
	verb := workflow.Translate
	switch in.Scope {
	case workflow.DismissOnce, workflow.DismissArticle:
	case workflow.DismissWord:
		verb = workflow.ReviewSegments
	default:
		return out, workflow.Fail(workflow.Invalid, "check.no-scope")
	}
	if err := who.May(verb); err != nil {
		return out, err
	}
	if in.Reason, err = workflow.CleanRemark(in.Reason); err != nil {
		return out, err
	}
	if in.Reason == "" {
		return out, workflow.Fail(workflow.Invalid, "check.no-reason")
	}
	if n := utf8.RuneCountInString(in.Reason); n > MaxReason {
		return out, workflow.Fail(workflow.Invalid, "check.long-reason", "Length", n, "Limit", MaxReason)
	}
	known := slices.ContainsFunc(check.Checks(), func(k *check.Check) bool { return string(k.ID) == in.Check })
	if !known || in.Word == "" || len(in.Word) > maxKey {
		return out, workflow.Fail(workflow.Invalid, "check.no-finding")
	}
	if in.Scope == workflow.DismissWord && strings.HasSuffix(in.Word, "||") {
		return out, workflow.Fail(workflow.Invalid, "check.no-word") // it would dismiss all that the check finds
	}
	err = u.Update(ctx, who, func(t *txn) error {
		s, err := t.WritableSegment(in.Segment)
		if err != nil {
			return err
		}
		if in.Article != "" && in.Article != s.Article {
			return workflow.Fail(workflow.NotFound, "error.not-found")
		}
		if err := workflow.CheckWriter(t, t.Who, s); err != nil {
			return err
		}
		a, err := t.Article(s.Article)
		if err != nil {
			return err
		}
		out = workflow.Dismissal{ID: t.NewID(), Scope: in.Scope, Check: in.Check, Word: in.Word, Article: a.ID, Segment: s.ID,
			Reason: in.Reason, By: who.ID, At: t.Now}
		if in.Scope == workflow.DismissWord {
			out.Publication = a.Publication
		}
		there, err := t.Dismissals(workflow.DismissalFilter{Article: a.ID, Publication: a.Publication})
		if err != nil {
			return err
		}
		again := out
		for _, d := range there {
			if again.ID, again.At = d.ID, d.At; d == again {
				out = d
				return nil
			}
		}
		if err := t.AddDismissal(out); err != nil {
			return err
		}
		return t.AppendFeed(workflow.FindingDismissed, a.ID, s.ID, map[string]any{"dismissal": out.ID})
	})
	return out, err
}

// MayTakeBack reports whether a person may take a dismissal back: the one who dismissed, and every editor.
func MayTakeBack(who workflow.Actor, d workflow.Dismissal) bool {
	return who.Can(workflow.ReviewSegments) || who.Can(workflow.Translate) && d.By == who.ID
}

// TakeBack opens a finding again that was dismissed. The dismissal is named by its id, and must have been made in d.Article,
// where that is named.
func (u *UseCases) TakeBack(ctx context.Context, who workflow.Actor, d workflow.Dismissal) (out workflow.Dismissal, err error) {
	if err := who.May(workflow.Translate); err != nil {
		return out, err
	}
	err = u.Update(ctx, who, func(t *txn) error {
		if out, err = t.Dismissal(d.ID); err != nil {
			return err
		}
		if d.Article != "" && d.Article != out.Article {
			return workflow.Fail(workflow.NotFound, "error.not-found")
		}
		if !MayTakeBack(who, out) {
			return who.May(workflow.ReviewSegments)
		}
		if out.Gone {
			return nil
		}
		out.Gone = true
		if err := t.UpdateDismissal(out); err != nil {
			return err
		}
		return t.AppendFeed(workflow.FindingDismissed, out.Article, out.Segment, map[string]any{"dismissal": out.ID})
	})
	return out, err
}

// DismissalList are dismissals with what they refer to by ids.
type DismissalList struct {
	Dismissals   []workflow.Dismissal // newest first
	People       map[string]string    // names by ids
	Publications map[string]string
	Articles     map[string]workflow.Article
}

// mostListed is how many dismissals are listed.
const mostListed = 200

// Dismissals are the last ones that were not taken back, for a review.
func (u *UseCases) Dismissals(ctx context.Context, who workflow.Actor) (out DismissalList, err error) {
	if err := who.May(workflow.ReviewSegments); err != nil {
		return out, err
	}
	err = u.View(ctx, func(t *txn) error {
		out = DismissalList{Articles: map[string]workflow.Article{}}
		if out.Dismissals, err = t.Dismissals(workflow.DismissalFilter{Limit: mostListed}); err != nil {
			return err
		}
		if out.People, out.Publications, err = workflow.NamesOf(t, t); err != nil {
			return err
		}
		for _, d := range out.Dismissals {
			if _, there := out.Articles[d.Article]; there {
				continue
			}
			if out.Articles[d.Article], err = t.Article(d.Article); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}
