package checking

import (
	"context"
	"slices"
	"strings"
	"time"

	"truchement/workflow"
	"truchement/workflow/check"
)

// Dismiss says that a finding of a segment is none. Whoever translates may say so for a segment or an article, with a
// reason; for a word in all texts of the publication an editor has to.
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
		a, err := t.Article(s.Article)
		if err != nil {
			return err
		}
		out = workflow.Dismissal{ID: t.NewID(), Scope: in.Scope, Check: in.Check, Word: in.Word, Article: a.ID, Segment: s.ID,
			Reason: in.Reason, By: who.ID, At: t.Now}
		if in.Scope == workflow.DismissWord {
			out.Publication = a.Publication
		}
		if err := t.AddDismissal(out); err != nil {
			return err
		}
		return t.AppendFeed(workflow.FindingDismissed, a.ID, s.ID, map[string]any{"dismissal": out.ID})
	})
	return out, err
}

// TakeBack has a finding stand again that was dismissed: who dismissed it may, and every editor.
func (u *UseCases) TakeBack(ctx context.Context, who workflow.Actor, id string) (out workflow.Dismissal, err error) {
	if err := who.May(workflow.Translate); err != nil {
		return out, err
	}
	err = u.Update(ctx, who, func(t *txn) error {
		if out, err = t.Dismissal(id); err != nil {
			return err
		}
		if out.By != who.ID {
			if err := who.May(workflow.ReviewSegments); err != nil {
				return err
			}
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

// Rate is how often a check finds something, and how often that was dismissed.
type Rate struct {
	Check     check.ID
	Found     int // in the articles that were looked at, with those dismissed
	Dismissed int // of them
}

// Share is the part that was dismissed, from 0 to 1.
func (r Rate) Share() float64 {
	if r.Found == 0 {
		return 0
	}
	return float64(r.Dismissed) / float64(r.Found)
}

const (
	ratedDays     = 90
	ratedSegments = 3000 // a few seconds of one core at most
)

// Rates looks at the articles that came in the last 90 days, at so many of the last that it takes no more than
// seconds, and counts what each check finds and what was dismissed of it. The checks that are dismissed most often come
// first.
func (u *UseCases) Rates(ctx context.Context, who workflow.Actor) (rates []Rate, segments int, err error) {
	if err := who.May(workflow.ReviewSegments); err != nil {
		return nil, 0, err
	}
	var articles []workflow.Summary
	err = u.View(ctx, func(t *txn) error {
		articles, err = t.Articles(workflow.ArticleFilter{Limit: 200})
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	byCheck := map[check.ID]*Rate{}
	since := u.Time().Add(-ratedDays * 24 * time.Hour)
	for _, a := range articles {
		if a.Created.Before(since) || segments >= ratedSegments {
			continue
		}
		var v workflow.ArticleView
		err := u.View(ctx, func(t *txn) error {
			v, err = workflow.LoadArticle(t, a.ID)
			return err
		})
		if err != nil {
			return nil, 0, err
		}
		segments += len(v.Segments)
		found, err := u.Article(ctx, who, &v)
		if err != nil {
			return nil, 0, err
		}
		for _, c := range found {
			for _, f := range c.Findings {
				r := byCheck[f.Check]
				if r == nil {
					r = &Rate{Check: f.Check}
					byCheck[f.Check] = r
				}
				if r.Found++; f.Dismissed != nil {
					r.Dismissed++
				}
			}
		}
	}
	for _, k := range check.Checks() {
		if r := byCheck[k.ID]; r != nil {
			rates = append(rates, *r)
		}
	}
	slices.SortStableFunc(rates, func(a, b Rate) int {
		switch {
		case a.Share() > b.Share():
			return -1
		case a.Share() < b.Share():
			return 1
		}
		return b.Found - a.Found
	})
	return rates, segments, nil
}
