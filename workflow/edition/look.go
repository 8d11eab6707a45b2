package edition

import (
	"context"
	"errors"
	"slices"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
	style "truchement/workflow/format/edition"
)

// Look is what the editions of an article look like: as its publication has it, or the house's own.
func (u *UseCases) Look(ctx context.Context, who workflow.Actor, article string) (style.Look, error) {
	if err := who.May(workflow.ReadPublished); err != nil {
		return style.Look{}, err
	}
	var look style.Look
	err := u.View(ctx, func(t *txn) error {
		look = style.Look{}
		a, err := t.Article(article)
		if err != nil || a.Publication == "" {
			return err
		}
		p, err := t.Publication(a.Publication)
		if err != nil {
			return err
		}
		look.Accent, look.Typeface = p.Style.Accent, style.Typeface(p.Style.Typeface)
		logo, err := t.Logo(p.ID)
		if errors.Is(err, &workflow.Error{Kind: workflow.NotFound}) {
			return nil
		}
		look.Logo = logo.Image
		return err
	})
	return look, err
}

// addCorrections gives a document the day of its first publication, and what was corrected since as far
// as its segments have it: the corrections themselves, and the day of the last one or of the last
// publication.
func (t *txn) addCorrections(doc *bitext.Document, v workflow.ArticleView) error {
	if v.Published.IsZero() {
		return nil
	}
	first, err := t.FirstPublished(v.ID)
	if err != nil || first.IsZero() {
		return err
	}
	doc.Date = first
	if v.Published.Sub(first) >= onePublication {
		doc.Updated = v.Published
	}
	changes, err := t.Corrections(v.ID, first)
	if err != nil {
		return err
	}
	for _, c := range changes {
		if !hasChange(v, c) || c.Grade == workflow.Retraction {
			continue
		}
		s := segmentOf(doc, c)
		if s == nil {
			continue
		}
		s.Corrections = append(s.Corrections, bitext.Correction{Time: c.At, Grade: string(c.Grade), Reason: c.Reason})
		if c.At.After(doc.Updated) {
			doc.Updated = c.At
		}
	}
	return nil
}

// onePublication is how long after the first segment was published the article may be, since a
// publication takes several steps and may be continued: what is later is another one.
const onePublication = time.Hour

// hasChange reports whether the segments of a view have a change in them: those that readers see may be
// older than it.
func hasChange(v workflow.ArticleView, c workflow.Change) bool {
	at := slices.IndexFunc(v.Segments, func(s workflow.Segment) bool { return s.ID == c.Segment })
	if at < 0 { // merged into another one
		return !c.At.After(v.Published)
	}
	return v.Segments[at].Version >= c.Version
}

// segmentOf is the segment of a document that was changed, or the first of its block when it was merged
// into another one; nil when there is none left.
func segmentOf(doc *bitext.Document, c workflow.Change) *bitext.Segment {
	var first *bitext.Segment
	for _, b := range doc.Blocks {
		for i := range b.Segments {
			if b.Segments[i].ID == c.Segment {
				return &b.Segments[i]
			}
		}
		if b.ID == c.To.Block {
			first = &b.Segments[0]
		}
	}
	return first
}
