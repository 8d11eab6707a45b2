package edition

import (
	"bytes"
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow/bitext"
	"truchement/workflow/edition"
	"truchement/workflow/format"
	style "truchement/workflow/format/edition"
	"truchement/workflow/format/epub"
	"truchement/workflow/format/html"
	"truchement/workflow/lang"
)

// collectionPage is the data of collection.html: a book before it is made.
type collectionPage struct {
	web.Base
	Form      *web.Form
	Chosen    []chosenArticle
	Titles    []titleField
	Modes     []word.Option
	Languages []word.Option
	Missing   string // letters that no embedded font has
}

// chosenArticle is an article of the book, by its headlines.
type chosenArticle struct {
	ID                     string
	SourceLang, TargetLang string
	Headline, Translation  string
	Path                   string // of its edition
}

// titleField is the title of the book in one of its languages.
type titleField struct{ Name, Lang, Word string }

// askedCollection reads the address of a collection: its articles, its titles and how it is read.
func askedCollection(q url.Values) (edition.Collection, epub.Options, error) {
	c := edition.Collection{Articles: slices.DeleteFunc(slices.Clone(q["article"]), func(id string) bool { return id == "" }),
		Publication: q.Get("publication"), Titles: map[string]string{}}
	for key := range q {
		if tag, ok := strings.CutPrefix(key, "title-"); ok && q.Get(key) != "" {
			c.Titles[tag] = q.Get(key)
		}
	}
	how, err := c.ParseBook(q.Get("edition"), q.Get("lead"))
	return c, how, err
}

// showCollection shows the articles that were chosen for a book, in the order of their publication, and
// asks for its title and how it is to be read.
func (r *Room) showCollection(c *web.Call) error {
	f := &web.Form{Values: c.QueryParams()}
	_, _, err := r.collect(c)
	return r.answerCollection(c, f, err)
}

// collectionFile answers the book of the page's form, or the page with what is wrong.
func (r *Room) collectionFile(c *web.Call) error {
	err := r.Collection(c)
	if err == nil {
		return nil
	}
	return r.answerCollection(c, &web.Form{Values: c.QueryParams()}, err)
}

// collect makes the book that the address asks for, and says how it is to be written.
func (r *Room) collect(c *web.Call) (epub.Book, epub.Options, error) {
	asked, how, err := askedCollection(c.QueryParams())
	if err != nil {
		return epub.Book{}, how, err
	}
	book, look, err := r.Edition.Collect(c.Ctx(), c.Actor, asked)
	how.Look = look
	return book, how, err
}

// answerCollection shows the page with what was asked for, and with what was wrong with it.
func (r *Room) answerCollection(c *web.Call, f *web.Form, refusal error) error {
	page := &collectionPage{Base: c.Base("collection.title"), Form: f}
	status := http.StatusOK
	if refusal != nil {
		if !c.Refused(f, refusal, nil) {
			return refusal
		}
		status = web.FormStatus(refusal)
	}
	chosen := edition.Collection{Articles: f.Values["article"], Publication: f.Value("publication")}
	book, look, err := r.Edition.Collect(c.Ctx(), c.Actor, chosen)
	if err != nil { // then that is what is wrong
		return c.Page(status, "collection", page)
	}
	slices.SortStableFunc(book.Documents, func(a, b *bitext.Document) int { return a.Date.Compare(b.Date) })
	for _, d := range book.Documents {
		page.Chosen = append(page.Chosen, chosenArticle{ID: d.ID, SourceLang: d.SourceLang, TargetLang: d.TargetLang,
			Headline: style.Title(d, d.SourceLang, false), Translation: style.Title(d, d.TargetLang, true),
			Path: part.EditionPath(d.ID)})
		for _, tag := range []string{d.TargetLang, d.SourceLang} {
			base := lang.Base(tag)
			if slices.ContainsFunc(page.Languages, func(o word.Option) bool { return o.Value == base }) {
				continue
			}
			name := page.LanguageWord(base)
			page.Languages = append(page.Languages, word.Option{Value: base, Word: name})
			page.Titles = append(page.Titles, titleField{"title-" + base, base, c.T("collection.title-in", "Language", name)})
		}
	}
	page.Modes = []word.Option{{Value: string(html.Alternating), Word: c.T("collection.pairs")},
		{Value: string(html.Popup), Word: c.T("collection.popup")}}
	page.Missing = string(epub.Missing(look, book.Documents...))
	return c.Page(status, "collection", page)
}

// Collection answers a collection of articles as a book.
func (r *Room) Collection(c *web.Call) error {
	book, how, err := r.collect(c)
	if err != nil {
		return err
	}
	for _, d := range book.Documents {
		r.Locales.Label(d)
	}
	var body bytes.Buffer
	if err := epub.WriteBook(&body, book, how); err != nil {
		return err
	}
	f, err := edition.ParseFormat("epub")
	if err != nil {
		return err
	}
	first := book.Documents[0]
	named := &bitext.Document{ID: "collection", SourceLang: first.SourceLang, TargetLang: first.TargetLang,
		Title: cmp.Or(book.Titles[lang.Base(first.TargetLang)], book.Titles[lang.Base(first.SourceLang)],
			style.Word(first, first.TargetLang, style.Collection))}
	c.Response().Header().Set("Content-Disposition", web.Disposition(format.FileName(named, f, false)))
	return c.Blob(http.StatusOK, f.MIME, body.Bytes())
}
