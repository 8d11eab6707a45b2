package checking

import (
	"cmp"
	"context"
	"slices"
	"time"

	"truchement/workflow"
	"truchement/workflow/check"
)

const (
	ratedDays     = 90
	ratedArticles = 200
	ratedSegments = 3000 // a few seconds of one core at most
)

// Rate is how often a check finds something, and how often that was dismissed.
type Rate struct {
	Check     check.ID
	Found     int // in the segments that were looked at, with those dismissed
	Dismissed int // of them
}

// Share is the part that was dismissed, from 0 to 1.
func (r Rate) Share() float64 {
	if r.Found == 0 {
		return 0
	}
	return float64(r.Dismissed) / float64(r.Found)
}

// Rates counts what each check finds in the articles of the last 90 days, and what was dismissed of it. It looks at the
// latest articles, at some 3,000 segments, and answers how many these were. The checks that are dismissed most often come
// first; those that find nothing are left out.
func (u *UseCases) Rates(ctx context.Context, who workflow.Actor) (rates []Rate, segments int, err error) {
	if err := who.May(workflow.ReviewSegments); err != nil {
		return nil, 0, err
	}
	var articles []workflow.Summary
	err = u.View(ctx, func(t *txn) error {
		articles, err = t.Articles(workflow.ArticleFilter{Limit: ratedArticles})
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	byCheck := map[check.ID]Rate{}
	since := u.Time().Add(-ratedDays * 24 * time.Hour)
	for _, a := range articles {
		if a.Created.Before(since) || segments >= ratedSegments {
			break // the latest come first
		}
		n, err := u.rateArticle(ctx, who, a.ID, byCheck)
		if err != nil {
			return nil, 0, err
		}
		segments += n
	}
	for _, k := range check.Checks() {
		if r, found := byCheck[k.ID]; found {
			rates = append(rates, r)
		}
	}
	slices.SortStableFunc(rates, func(a, b Rate) int {
		return cmp.Or(cmp.Compare(b.Share(), a.Share()), cmp.Compare(b.Found, a.Found))
	})
	return rates, segments, nil
}

// rateArticle adds what checks find in an article, and answers how many segments it has.
func (u *UseCases) rateArticle(
	ctx context.Context, who workflow.Actor, id string, byCheck map[check.ID]Rate,
) (segments int, err error) {
	var v workflow.ArticleView
	err = u.View(ctx, func(t *txn) error {
		v, err = workflow.LoadArticle(t, id)
		return err
	})
	if err != nil {
		return 0, err
	}
	found, err := u.Article(ctx, who, &v)
	for _, c := range found {
		for _, f := range c.Findings {
			r := byCheck[f.Check]
			r.Check, r.Found = f.Check, r.Found+1
			if f.Dismissed != nil {
				r.Dismissed++
			}
			byCheck[f.Check] = r
		}
	}
	return len(v.Segments), err
}
