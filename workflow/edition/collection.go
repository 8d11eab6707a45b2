package edition

import (
	"cmp"
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/format"
	style "truchement/workflow/format/edition"
	"truchement/workflow/format/epub"
	"truchement/workflow/lang"
)

// MaxCollection is the most articles that a collection may have: a year of a weekly, a summer of a daily.
const MaxCollection = 100

// maxChoice is the most articles of which a page can show that they are too many for a collection.
const maxChoice = 3 * MaxCollection

// Collection says which articles are made a book of.
type Collection struct {
	Articles    []string          // ids, in the order of the book; an article that is named twice is in it once
	Publication string            // without Articles: all that it has published and not retracted, the first first
	Titles      map[string]string // of the book, by language; may be empty
}

// Left is an article that a book leaves out.
type Left struct {
	Article string // its id
	Place   int    // in what was chosen, counted from 1
	Title   string // empty where the actor may not know it, or it is not known
	Why     error  // a workflow.Error
}

// Choice is what a collection comes to.
type Choice struct {
	Documents []*bitext.Document // in the order of the book; they still lack their Labels
	Left      []Left             // what the book cannot have
	Look      style.Look         // as the publication of the articles has it when they have the same one
	Titles    map[string]string  // of the book, by language without region
}

// Segments counts the segments of the book.
func (c Choice) Segments() (n int) {
	for _, d := range c.Documents {
		n += len(d.Segments())
	}
	return n
}

// Write writes the choice, whose documents have their Labels, as an EPUB. Titles, and a language to begin
// with, that no article has are refused.
func (c Choice) Write(w io.Writer, how format.Options) error {
	if err := c.Check(how); err != nil {
		return err
	}
	how.Look = c.Look
	return epub.WriteBook(w, epub.Book{Titles: c.Titles, Documents: c.Documents}, how.Book())
}

// Title is the name of the book: its title in the target language of its first article or in the
// source's, or else the word for a collection.
func (c Choice) Title() string {
	first := c.Documents[0]
	return cmp.Or(c.Titles[lang.Base(first.TargetLang)], c.Titles[lang.Base(first.SourceLang)],
		style.Word(first, first.TargetLang, style.Collection))
}

// FileName names the file of the book, see format.FileName.
func (c Choice) FileName(f format.Format, o format.Options) (ascii, full string) {
	first := c.Documents[0]
	named := &bitext.Document{ID: "collection", SourceLang: first.SourceLang, TargetLang: first.TargetLang, Title: c.Title()}
	return format.FileName(named, f, "", o)
}

// ParseBook reads how the book is to be written, and looks at the languages of its titles.
func (c Collection) ParseBook(layout, lead string) (how format.Options, err error) {
	for tag := range c.Titles {
		if _, err := workflow.ParseLanguage(tag); err != nil {
			return how, err
		}
	}
	if how.Mode, err = ParseLayout(layout); err != nil {
		return how, err
	}
	how.Lang, err = ParseLead(lead)
	return how, err
}

// Check refuses titles in languages that no article of the book has, and such a language to begin with.
func (c Choice) Check(how format.Options) error {
	for tag := range c.Titles {
		if err := checkLanguage("option.title-lang", tag, c.Documents); err != nil {
			return err
		}
	}
	return CheckLead(how.Lang, c.Documents...)
}

// Choose finds the articles of a collection, as a page shows them before the book is made: they lack
// their Seams, and may be more than a book can have. Of each article it is the edition as it was
// published last; who may read the desk may have articles in it that are not published, as Export gives
// them. An article that is not there, was retracted or is not for the actor is Left; only where none
// remains is the collection refused, with the Choice that says why.
func (u *UseCases) Choose(ctx context.Context, who workflow.Actor, c Collection) (Choice, error) {
	return u.choose(ctx, who, c, func(id string, _, _ int) (*bitext.Document, error) {
		return u.editionOf(ctx, who, id, false)
	})
}

// Collect makes the documents of a collection: Choose with their Seams, of no more articles than
// MaxCollection. progress is called with how many articles are made, and of how many; it may be nil.
func (u *UseCases) Collect(
	ctx context.Context, who workflow.Actor, c Collection, progress func(done, total int),
) (Choice, error) {
	if progress == nil {
		progress = func(int, int) {}
	}
	return u.choose(ctx, who, c, func(id string, at, of int) (*bitext.Document, error) {
		if of > MaxCollection {
			return nil, tooMany(of)
		}
		progress(at, of)
		return u.editionOf(ctx, who, id, true)
	})
}

func tooMany(count int) error {
	return workflow.Fail(workflow.Invalid, "collection.many", "Count", count, "Max", MaxCollection,
		"More", count-MaxCollection)
}

// CheckSize refuses a choice of more articles than a book can have.
func (c Choice) CheckSize() error {
	if n := len(c.Documents); n > MaxCollection {
		return tooMany(n)
	}
	return nil
}

// choose makes the document of each article of a collection; document gets its place and how many there
// are.
func (u *UseCases) choose(ctx context.Context, who workflow.Actor, c Collection,
	document func(id string, at, of int) (*bitext.Document, error),
) (Choice, error) {
	out := Choice{Titles: map[string]string{}}
	ids, err := u.collected(ctx, who, c)
	if err != nil {
		return out, err
	}
	for tag, title := range c.Titles {
		if title, err = workflow.CleanString(title, workflow.MaxTitle); err != nil {
			return out, err
		}
		out.Titles[lang.Base(tag)] = title
	}
	for i, id := range ids {
		d, err := document(id, i, len(ids))
		switch kind := workflow.KindOf(err); {
		case kind == workflow.NotFound || kind == workflow.Forbidden:
			out.Left = append(out.Left, Left{Article: id, Place: i + 1, Why: err})
		case err != nil:
			return out, err
		default:
			out.Documents = append(out.Documents, d)
		}
	}
	if err := u.nameLeft(ctx, who, out.Left); err != nil {
		return out, err
	}
	if len(out.Documents) == 0 {
		return out, workflow.Fail(workflow.Invalid, "collection.none-left")
	}
	out.Look, err = u.commonLook(ctx, who, out.Documents)
	return out, err
}

// editionOf is an article as it was published last, or as the desk has it for who may read that.
func (u *UseCases) editionOf(ctx context.Context, who workflow.Actor, id string, seams bool) (*bitext.Document, error) {
	d, err := u.published(ctx, who, id, seams)
	if errors.Is(err, &workflow.Error{ID: "error.not-found"}) && who.Can(workflow.ReadDesk) {
		d, _, err = u.Export(ctx, who, id, Options{Seams: seams})
	}
	return d, err
}

// nameLeft gives articles that are left out their titles, for who may read the desk.
func (u *UseCases) nameLeft(ctx context.Context, who workflow.Actor, left []Left) error {
	if len(left) == 0 || !who.Can(workflow.ReadDesk) {
		return nil
	}
	return u.View(ctx, func(t *txn) error {
		for i, l := range left {
			a, err := t.Article(l.Article)
			if err != nil && workflow.KindOf(err) != workflow.NotFound {
				return err
			}
			left[i].Title = a.Title
		}
		return nil
	})
}

// commonLook is the look of the publication of all documents, or the house's where they have several or
// none.
func (u *UseCases) commonLook(ctx context.Context, who workflow.Actor, all []*bitext.Document) (style.Look, error) {
	same := true
	err := u.View(ctx, func(t *txn) error {
		same = true
		publication := ""
		for i, d := range all {
			a, err := t.Article(d.ID)
			if err != nil {
				return err
			}
			same = same && (i == 0 || a.Publication == publication)
			publication = a.Publication
		}
		same = same && publication != ""
		return nil
	})
	if err != nil || !same {
		return style.Look{}, err
	}
	return u.Look(ctx, who, all[0].ID)
}

// collected finds the ids of a collection.
func (u *UseCases) collected(ctx context.Context, who workflow.Actor, c Collection) (ids []string, err error) {
	if err := who.May(workflow.ReadPublished); err != nil {
		return nil, err
	}
	for _, id := range c.Articles {
		ids = workflow.AppendUnique(ids, id)
	}
	if len(ids) == 0 && c.Publication == "" {
		return nil, workflow.Fail(workflow.Invalid, "collection.none")
	}
	if len(ids) == 0 {
		err = u.View(ctx, func(t *txn) (err error) {
			ids, err = t.publishedBy(c.Publication)
			return err
		})
		if err == nil && len(ids) == 0 {
			err = workflow.Fail(workflow.Invalid, "collection.none-published")
		}
	}
	if err == nil && len(ids) > maxChoice {
		err = tooMany(len(ids))
	}
	return ids, err
}

// publishedBy lists what a publication has published, the first first, and one more than a page shows if
// there is more.
func (t *txn) publishedBy(publication string) ([]string, error) {
	if _, err := t.Publication(publication); err != nil {
		return nil, err
	}
	all, err := t.Articles(workflow.ArticleFilter{Published: true, Publication: publication, Limit: maxChoice + 1})
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

// Whole is err, or the refusal of a choice that leaves something out, which names it, for who wants the
// whole of it or nothing.
func (c Choice) Whole(err error) error {
	if len(c.Left) == 0 || err != nil && !errors.Is(err, &workflow.Error{ID: "collection.none-left"}) {
		return err
	}
	var names []string
	for _, l := range c.Left {
		names = append(names, cmp.Or(l.Title, l.Article))
	}
	return workflow.Fail(workflow.NotFound, "collection.left", "Count", len(names),
		"Names", strings.Join(names, " · "))
}
