package checking

import (
	"cmp"
	"context"
	"slices"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/check"
)

// RatedDays is of how many days the articles are whose findings are rated.
const RatedDays = 90

const (
	ratedArticles = 200
	ratedSegments = 3000 // a few seconds of one core at most
)

// Rate is how often a check finds something, and how often that was dismissed.
type Rate struct {
	Check     check.ID
	Found     int // in texts that were confirmed and in those there are now, with those dismissed
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
	since := u.Time().Add(-RatedDays * 24 * time.Hour)
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
	if err != nil {
		return 0, err
	}
	counted := map[string]bool{} // a segment with what one of its findings says
	count := func(all []Checked, again bool) {
		for _, c := range all {
			for _, f := range c.Findings {
				key := c.Segment.ID + string(f.Check) + f.Key
				if again && counted[key] {
					continue
				}
				counted[key] = true
				r := byCheck[f.Check]
				r.Check, r.Found = f.Check, r.Found+1
				if f.Dismissed != nil {
					r.Dismissed++
				}
				byCheck[f.Check] = r
			}
		}
	}
	count(found, false)
	earlier, err := u.earlier(ctx, &v)
	count(earlier, true)
	return len(v.Segments), err
}

// mostEarlier is how many earlier texts of a segment are looked at.
const mostEarlier = 3

// earlier looks at the texts with which the segments of an article were confirmed before they were changed: what was found
// there and mended is no finding now, but the check was right.
func (u *UseCases) earlier(ctx context.Context, v *workflow.ArticleView) (all []Checked, err error) {
	past := *v
	err = u.View(ctx, func(t *txn) error {
		past.Segments, err = t.confirmedBefore(v.Segments)
		return err
	})
	if err != nil || len(past.Segments) == 0 {
		return nil, err
	}
	around, err := u.settingOf(ctx, v)
	if err != nil {
		return nil, err
	}
	around.fillings = nil // how a text came that is not there any more
	pairs, err := u.pairs(ctx, &past, around)
	if err != nil {
		return nil, err
	}
	checker := u.checkerOf(v)
	for i, s := range past.Segments {
		all = append(all, newChecked(s, pairs[i], checker.Pair(pairs[i]), around.dismissed))
	}
	return all, nil
}

// confirmedBefore are segments as they were confirmed with other targets, the last first.
func (t *txn) confirmedBefore(segments []workflow.Segment) (past []workflow.Segment, err error) {
	now, ids := map[string]workflow.Segment{}, make([]string, len(segments))
	for i, s := range segments {
		now[s.ID], ids[i] = s, s.ID
	}
	changes, err := t.Changes(ids...)
	if err != nil {
		return nil, err
	}
	texts := map[string][]bitext.Text{}
	for _, c := range slices.Backward(changes) {
		s := now[c.Segment]
		if c.Kind == workflow.ChangeRefused || c.To.State.Rank() < bitext.Translated.Rank() || c.To.Target.Empty() ||
			len(texts[s.ID]) == mostEarlier || c.To.Target.Equal(s.Target) ||
			slices.ContainsFunc(texts[s.ID], c.To.Target.Equal) {
			continue
		}
		texts[s.ID] = append(texts[s.ID], c.To.Target)
		s.Source, s.Target = c.To.Source, c.To.Target
		past = append(past, s)
	}
	return past, nil
}
