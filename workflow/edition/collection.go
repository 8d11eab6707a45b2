package edition

import (
	"context"
	"errors"
	"slices"

	"truchement/workflow"
	"truchement/workflow/format"
	style "truchement/workflow/format/edition"
	"truchement/workflow/format/epub"
	"truchement/workflow/lang"
)

// MaxCollection is the most articles that a collection may have: a year of a weekly, a summer of a daily.
const MaxCollection = 100

// Collection says which articles are made a book of.
type Collection struct {
	Articles    []string          // ids, in the order of the book; an article that is named twice is in it once
	Publication string            // without Articles: all that it has published and not retracted, the first first
	Titles      map[string]string // of the book, by language; may be empty
}

// ParseBook reads how the book is to be written, and looks at the languages of its titles.
func (c Collection) ParseBook(layout, lead string) (epub.Options, error) {
	for tag := range c.Titles {
		if _, err := workflow.ParseLanguage(tag); err != nil {
			return epub.Options{}, err
		}
	}
	mode, err := ParseLayout(layout)
	if err != nil {
		return epub.Options{}, err
	}
	first, err := ParseLead(lead)
	return format.Options{Mode: mode, Lang: first}.Book(), err
}

// Collect makes the book of a collection, and what it looks like: as the publication of its articles has
// it when they have the same one. Of each article it is the edition as it was published last; who may
// read the desk may have articles in it that are not published, as Export gives them.
func (u *UseCases) Collect(ctx context.Context, who workflow.Actor, c Collection) (epub.Book, style.Look, error) {
	book := epub.Book{Titles: map[string]string{}}
	articles, publication, err := u.collected(ctx, who, c)
	if err != nil {
		return book, style.Look{}, err
	}
	for tag, title := range c.Titles {
		if title, err = workflow.CleanString(title, workflow.MaxTitle); err != nil {
			return book, style.Look{}, err
		}
		book.Titles[lang.Base(tag)] = title
	}
	for _, id := range articles {
		doc, err := u.Published(ctx, who, id)
		if errors.Is(err, &workflow.Error{ID: "error.not-found"}) && who.Can(workflow.ReadDesk) {
			doc, _, err = u.Export(ctx, who, id, Options{Seams: true})
		}
		if err != nil {
			return book, style.Look{}, err
		}
		book.Documents = append(book.Documents, doc)
	}
	if publication == "" {
		return book, style.Look{}, nil
	}
	look, err := u.Look(ctx, who, articles[0])
	return book, look, err
}

// collected finds the articles of a collection, and the publication of all of them; empty if they have
// several or none.
func (u *UseCases) collected(ctx context.Context, who workflow.Actor, c Collection) (ids []string, publication string, err error) {
	if err := who.May(workflow.ReadPublished); err != nil {
		return nil, "", err
	}
	for _, id := range c.Articles {
		ids = workflow.AppendUnique(ids, id)
	}
	if len(ids) == 0 && c.Publication == "" {
		return nil, "", workflow.Fail(workflow.Invalid, "collection.none")
	}
	err = u.View(ctx, func(t *txn) error {
		if len(c.Articles) == 0 {
			if ids, err = t.publishedBy(c.Publication); err != nil {
				return err
			}
		}
		if len(ids) == 0 {
			return workflow.Fail(workflow.Invalid, "collection.none-published")
		}
		if len(ids) > MaxCollection {
			return workflow.Fail(workflow.TooMany, "collection.many", "Max", MaxCollection)
		}
		publication = ""
		for i, id := range ids {
			a, err := t.Article(id)
			if err != nil {
				return err
			}
			if i > 0 && a.Publication != publication {
				publication = ""
				break
			}
			publication = a.Publication
		}
		return nil
	})
	return ids, publication, err
}

// publishedBy lists what a publication has published, the first first, and one more than a collection
// may have if there is more.
func (t *txn) publishedBy(publication string) ([]string, error) {
	if _, err := t.Publication(publication); err != nil {
		return nil, err
	}
	all, err := t.Articles(workflow.ArticleFilter{Published: true, Publication: publication, Limit: MaxCollection + 1})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b workflow.Summary) int { return a.Published.Compare(b.Published) })
	var ids []string
	for _, a := range all {
		ids = append(ids, a.ID)
	}
	return ids, nil
}
