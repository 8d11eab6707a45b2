package edition

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// Published makes the document of the edition of an article as it was published last: what was
// changed since, approved or not, is left out until it is published too. An article that was
// retracted after its publication is refused as withdrawn.
func (u *UseCases) Published(ctx context.Context, who workflow.Actor, article string) (*bitext.Document, error) {
	return u.published(ctx, who, article, true)
}

// published is Published, without the matches of the sentences within segments unless they are asked for.
func (u *UseCases) published(
	ctx context.Context, who workflow.Actor, article string, seams bool,
) (*bitext.Document, error) {
	if err := who.May(workflow.ReadPublished); err != nil {
		return nil, err
	}
	var v workflow.ArticleView
	var doc *bitext.Document
	err := u.View(ctx, func(t *txn) (err error) {
		if v, err = t.publishedArticle(article); err != nil {
			return err
		}
		others, err := t.outsiders(v)
		if err != nil {
			return err
		}
		doc = document(v, []bitext.State{bitext.Final}, nil, others)
		return t.addHistory(doc, v)
	})
	if err != nil || !seams {
		return doc, err
	}
	return doc, u.findSeams(ctx, doc, v.Publication)
}

// publishedArticle reads an article with the segments that it was published with.
func (t *txn) publishedArticle(id string) (workflow.ArticleView, error) {
	v, err := workflow.LoadArticle(t, id)
	switch {
	case err != nil:
		return v, err
	case v.Published.IsZero():
		return v, workflow.Fail(workflow.NotFound, "error.not-found")
	case v.Retracted != "":
		return v, workflow.Fail(workflow.NotFound, "edition.withdrawn", "Publication", v.Publisher.Name)
	}
	err = t.takeBackChanges(&v)
	return v, err
}

// takeBackChanges gives each block in which something was changed since the publication the segments
// that it had then. The history has them, those too that were merged since.
func (t *txn) takeBackChanges(v *workflow.ArticleView) error {
	changed := map[string]bool{}
	for _, s := range v.Segments {
		if s.State != bitext.Final {
			changed[s.Block] = true
		}
	}
	if len(changed) == 0 {
		return nil
	}
	then, err := t.SnapshotsAt(v.ID, v.Published)
	if err != nil {
		return err
	}
	segments := slices.DeleteFunc(slices.Clone(v.Segments), func(s workflow.Segment) bool {
		return changed[s.Block]
	})
	var earlier []workflow.Segment
	for _, c := range then {
		if changed[c.To.Block] && !c.To.Gone {
			earlier = append(earlier, workflow.Segment{ID: c.Segment, Article: v.ID, Version: c.Version,
				Snapshot: c.To})
		}
	}
	slices.SortFunc(earlier, func(a, b workflow.Segment) int {
		return cmp.Or(cmp.Compare(a.Place, b.Place), strings.Compare(a.ID, b.ID))
	})
	v.Segments = append(segments, earlier...)
	return nil
}

// Listed is a published edition as lists show it.
type Listed struct {
	Article                string
	SourceLang, TargetLang string
	Headline, Translation  string // Translation is empty where it has no headline of its own
	Publication            workflow.Publication
	Published              time.Time
}

// Filter chooses published editions; zero fields choose all.
type Filter struct {
	Search string // in the folded title
	Before string // cursor: articles older than this id
	Limit  int
}

// Editions lists what is published, as a Reader may see it: the last published first. more is the
// cursor of older ones; it is empty when these are all.
func (u *UseCases) Editions(ctx context.Context, who workflow.Actor, f Filter) (list []Listed, more string, err error) {
	if err := who.May(workflow.ReadPublished); err != nil {
		return nil, "", err
	}
	err = u.View(ctx, func(t *txn) error {
		list, more = nil, ""
		articles, err := t.Articles(workflow.ArticleFilter{Published: true, Search: f.Search,
			Before: f.Before, Limit: f.Limit})
		if err != nil {
			return err
		}
		publications, err := t.Publications()
		if err != nil {
			return err
		}
		for _, a := range articles {
			one, err := t.listed(a.Article)
			if err != nil {
				return err
			}
			at := slices.IndexFunc(publications, func(p workflow.Publication) bool { return p.ID == a.Publication })
			if at >= 0 {
				one.Publication = publications[at]
			}
			list = append(list, one)
		}
		if len(articles) == f.Limit {
			more = articles[len(articles)-1].ID
		}
		return nil
	})
	slices.SortStableFunc(list, func(a, b Listed) int { return b.Published.Compare(a.Published) })
	return list, more, err
}

// listed finds the headline of a published article in both languages.
func (t *txn) listed(a workflow.Article) (Listed, error) {
	one := Listed{Article: a.ID, SourceLang: a.SourceLang, TargetLang: a.TargetLang, Headline: a.Title,
		Published: a.Published}
	blocks, err := t.Blocks(a.ID)
	if err != nil {
		return one, err
	}
	at := slices.IndexFunc(blocks, func(b workflow.Block) bool { return b.Kind == bitext.Headline })
	if at < 0 {
		return one, nil
	}
	v := workflow.ArticleView{Summary: workflow.Summary{Article: a}, Blocks: blocks[at : at+1]}
	after := workflow.Segment{Article: a.ID}
	if at > 0 {
		after.Snapshot = workflow.Snapshot{Block: blocks[at-1].ID, Place: lastPlace}
	}
	near, err := t.SegmentsAfter(after, longestHeadline)
	if err != nil {
		return one, err
	}
	for _, s := range near {
		if s.Block == blocks[at].ID {
			v.Segments = append(v.Segments, s)
		}
	}
	if err := t.takeBackChanges(&v); err != nil {
		return one, err
	}
	doc := document(v, []bitext.State{bitext.Final}, nil, nil)
	for _, b := range doc.Blocks {
		one.Headline = b.Source().String()
		one.Translation = b.Target().String()
	}
	return one, nil
}

const (
	longestHeadline = 8 // segments
	lastPlace       = 1<<63 - 1
)
