package epub

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// Mode is how a book shows its two languages.
type Mode string

// The modes.
const (
	Pairs Mode = ""      // a paragraph of the language that leads, then its translation
	Popup Mode = "popup" // the language that leads; each sentence opens its translation as a note
)

// Options says what a book looks like.
type Options struct {
	Mode Mode
	// Lead is the language that comes first, and gives the book its direction. Empty, or a language that
	// an article does not have: its target language.
	Lead string
	Look edition.Look
}

// Book is a collection of articles.
type Book struct {
	ID string // of the collection, the same whenever it is made; empty: as its articles say
	// Titles is its title by language, without regions. A language without one has the word for a
	// collection.
	Titles    map[string]string
	Publisher string
	Date      time.Time // of the collection; zero: of its last article
	Documents []*bitext.Document
}

// Write writes an article as a book.
func Write(w io.Writer, d *bitext.Document, o Options) error {
	return write(w, Book{ID: d.ID, Documents: []*bitext.Document{d}}, o, false)
}

// WriteBook writes a collection of articles, in their order, as one book. Its words, dates and digits
// are those of the first article.
func WriteBook(w io.Writer, b Book, o Options) error {
	if len(b.Documents) == 0 {
		b.Documents = []*bitext.Document{{}}
	}
	return write(w, b, o, true)
}

func write(w io.Writer, b Book, o Options, collection bool) error {
	p := newPublication(b, o, collection)
	for i, d := range b.Documents {
		a := newArticle(p, d, i+1)
		a.write()
		p.articles = append(p.articles, a)
	}
	if err := p.zip(w); err != nil {
		return fmt.Errorf("epub: %w", err)
	}
	return nil
}

// publication is a book that is being written.
type publication struct {
	Book
	Options
	collection bool
	sides      [2]side // the language that leads, and the other
	languages  []string
	articles   []*article
	pictures   pictures
}

// side is one language of the book or of an article.
type side struct {
	Lang   string
	Target bool   // it is that of the translation
	Title  string // of the book or the article
	doc    *bitext.Document
}

// word is one of the edition's own words in the language of the side.
func (s side) word(key string) string { return edition.Word(s.doc, s.Lang, key) }

func (s side) locale() *lang.Locale { return s.doc.Locale(s.Lang) }

func newPublication(b Book, o Options, collection bool) *publication {
	p := &publication{Book: b, Options: o, collection: collection}
	p.sides = sidesOf(b.Documents[0], o.Lead)
	if collection {
		for i, s := range p.sides {
			p.sides[i].Title = cmp.Or(b.Titles[lang.Base(s.Lang)], s.word(edition.Collection))
		}
	}
	for _, d := range b.Documents {
		for _, s := range sidesOf(d, o.Lead) {
			if s.Lang != "" && !slices.Contains(p.languages, s.Lang) {
				p.languages = append(p.languages, s.Lang)
			}
		}
		if b.Date.IsZero() && d.Date.After(p.Date) {
			p.Date = d.Date
		}
	}
	if p.Publisher == "" {
		p.Publisher = strings.Join(namesOf(b.Documents, edition.Publication), " · ")
	}
	return p
}

// sidesOf is the language of d that leads, and the other.
func sidesOf(d *bitext.Document, lead string) [2]side {
	source := side{Lang: d.SourceLang, Title: edition.Title(d, d.SourceLang, false), doc: d}
	target := side{Lang: d.TargetLang, Target: true, Title: edition.Title(d, d.TargetLang, true), doc: d}
	is := func(tag string) bool { return lead != "" && lang.Base(lead) == lang.Base(tag) }
	if is(d.SourceLang) && !is(d.TargetLang) {
		return [2]side{source, target}
	}
	return [2]side{target, source}
}

// namesOf are the names that the credits of the articles show for a role, each once.
func namesOf(all []*bitext.Document, role string) []string {
	var names []string
	for _, d := range all {
		for _, f := range edition.Facts(d, d.TargetLang) {
			for _, name := range f.Names {
				if f.Key == role && !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
	}
	return names
}
