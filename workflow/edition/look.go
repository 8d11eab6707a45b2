package edition

import (
	"cmp"
	"context"
	"errors"
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

// addHistory gives a document what the histories of its segments tell readers.
func (t *txn) addHistory(doc *bitext.Document, v workflow.ArticleView) error {
	given, err := t.Given(v.ID)
	if err != nil {
		return err
	}
	for _, b := range doc.Blocks {
		for i := range b.Segments {
			switch s := &b.Segments[i]; given[s.ID] {
			case workflow.FromUnit:
				s.Began = bitext.FromMemory
			case workflow.ByMachine:
				s.Began = bitext.FromMachine
			}
		}
	}
	return t.addCorrections(doc, v)
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
	versions := map[string]int64{}
	for _, s := range v.Segments {
		versions[s.ID] = s.Version
	}
	segments := segmentsOf(doc)
	for _, c := range changes {
		if !hasChange(versions, v.Published, c) || c.Grade == workflow.Retraction {
			continue
		}
		s := cmp.Or(segments[c.Segment], segments[c.To.Block]) // merged into another one: the first of its block
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

// hasChange reports whether the segments that an edition has, by their versions, have a change in them:
// those that readers see may be older than it.
func hasChange(versions map[string]int64, published time.Time, c workflow.Change) bool {
	version, ok := versions[c.Segment]
	if !ok { // merged into another one
		return !c.At.After(published)
	}
	return version >= c.Version
}

// segmentsOf are the segments of a document by their ids, and the first of each block by the block's.
func segmentsOf(doc *bitext.Document) map[string]*bitext.Segment {
	all := map[string]*bitext.Segment{}
	for _, b := range doc.Blocks {
		for i := range b.Segments {
			all[b.Segments[i].ID] = &b.Segments[i]
		}
		all[b.ID] = &b.Segments[0]
	}
	return all
}
