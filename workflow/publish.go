package workflow

import (
	"context"

	"truchement/workflow/bitext"
)

// GapKind says what an article lacks before it can go out.
type GapKind string

// The gaps. The first four stand in the way of a sign-off, the others are shown.
const (
	Untranslated  GapKind = "untranslated"
	ReturnedGap   GapKind = "returned"
	StaleGap      GapKind = "stale"
	Unreviewed    GapKind = "unreviewed"
	MissingCodes  GapKind = "missing-codes"
	OpenComments  GapKind = "open-comments"
	OwnApprovals  GapKind = "own-approvals"
	RetractedText GapKind = "retracted" // stands in the way too
)

// Gap is one thing an article lacks, and the positions of the segments.
type Gap struct {
	Kind      GapKind
	Positions []int
	Blocking  bool
}

// Gaps lists what an article lacks before it can be signed off.
func (d *Desk) Gaps(ctx context.Context, who Actor, article string) ([]Gap, error) {
	v, err := d.Article(ctx, who, article)
	if err != nil {
		return nil, err
	}
	return GapsOf(v), nil
}

// GapsOf lists what a view of an article lacks, the blocking ones first.
func GapsOf(v ArticleView) []Gap {
	order := []GapKind{RetractedText, Untranslated, ReturnedGap, StaleGap, Unreviewed,
		MissingCodes, OpenComments, OwnApprovals}
	found := map[GapKind][]int{}
	for _, s := range v.Segments {
		for _, k := range gapsOfSegment(s) {
			found[k] = append(found[k], s.Position)
		}
	}
	var gaps []Gap
	for i, k := range order {
		if k == RetractedText && v.Retracted != "" || len(found[k]) > 0 {
			gaps = append(gaps, Gap{Kind: k, Positions: found[k], Blocking: i < 5})
		}
	}
	return gaps
}

func gapsOfSegment(s Segment) []GapKind {
	var kinds []GapKind
	switch {
	case s.State == bitext.Initial:
		kinds = append(kinds, Untranslated)
	case s.State == bitext.Translated && s.SubState == bitext.Returned:
		kinds = append(kinds, ReturnedGap)
	case s.State == bitext.Translated && s.SubState == bitext.Stale:
		kinds = append(kinds, StaleGap)
	case s.State == bitext.Translated:
		kinds = append(kinds, Unreviewed)
	}
	if !s.Target.Empty() && len(s.Source.Missing(s.Target)) > 0 {
		kinds = append(kinds, MissingCodes)
	}
	if s.Comments > 0 {
		kinds = append(kinds, OpenComments)
	}
	if s.Override != "" {
		kinds = append(kinds, OwnApprovals)
	}
	return kinds
}

// SignOff notes that an editor stands for the article. It is refused while
// anything blocking is missing.
func (d *Desk) SignOff(ctx context.Context, who Actor, article string) error {
	return d.advance(ctx, who, article, func(u *unit, v ArticleView) error {
		if !v.SignedOff.IsZero() {
			return nil
		}
		v.SignedOff, v.SignedOffBy = u.Now, who.ID
		if err := u.UpdateArticle(v.Article); err != nil {
			return err
		}
		return u.AppendFeed(ArticleSigned, article, "", nil)
	})
}

// Publish makes every segment of a signed-off article final.
func (d *Desk) Publish(ctx context.Context, who Actor, article string) error {
	return d.advance(ctx, who, article, func(u *unit, v ArticleView) error {
		if v.SignedOff.IsZero() {
			return Fail(Invalid, "publish.unsigned")
		}
		for _, s := range v.Segments {
			if s.State == bitext.Final {
				continue
			}
			to := s.Snapshot
			to.State, to.SubState = bitext.Final, bitext.None
			if err := u.ChangeSegment(&s, to, Change{Kind: Finalised}); err != nil {
				return err
			}
		}
		v.Published, v.PublishedBy = u.Now, who.ID
		if err := u.UpdateArticle(v.Article); err != nil {
			return err
		}
		return u.AppendFeed(ArticlePublished, article, "", nil)
	})
}

// advance runs fn on an article that lacks nothing blocking.
func (d *Desk) advance(
	ctx context.Context, who Actor, article string, fn func(*unit, ArticleView) error,
) error {
	if err := who.may(Publish); err != nil {
		return err
	}
	return d.update(ctx, who, func(u *unit) error {
		v, err := LoadArticle(u, article)
		if err != nil {
			return err
		}
		n := 0
		for _, g := range GapsOf(v) {
			if g.Blocking {
				n += max(len(g.Positions), 1)
			}
		}
		if n > 0 {
			return Fail(Invalid, "publish.gaps", "Count", n)
		}
		return fn(u, v)
	})
}
