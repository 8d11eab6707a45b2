package html

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
	"truchement/workflow/format/edition"
)

const (
	// maxLinked is how many bytes of JSON-LD a page has that is read.
	maxLinked = 1 << 20
	// mostAuthors is how many authors an article has at most.
	mostAuthors = 20
)

// facts are what a page says of its article beside the text.
type facts struct {
	authors []string
	date    time.Time
}

// factsOf reads author and day of publication: of JSON-LD, then of <meta>, then the first <time> with one.
func factsOf(tree *html.Node) facts {
	var f facts
	size := 0
	for n := range tree.Descendants() {
		if n.DataAtom == atom.Script && strings.EqualFold(attr(n, "type"), "application/ld+json") {
			text := innerText(n)
			if size += len(text); size > maxLinked {
				break
			}
			f.addLinked(text)
		}
	}
	if len(f.authors) == 0 {
		for _, property := range []string{"author", "article:author"} {
			f.addAuthor(metaContent(tree, property))
		}
	}
	for _, property := range []string{"article:published_time", "datePublished", "date", "pubdate"} {
		f.setDate(metaContent(tree, property))
	}
	if f.date.IsZero() {
		if n := find(tree, func(n *html.Node) bool { return n.DataAtom == atom.Time && attr(n, "datetime") != "" }); n != nil {
			f.setDate(attr(n, "datetime"))
		}
	}
	return f
}

// addLinked reads JSON-LD: an object, a list of them, or one with a @graph.
func (f *facts) addLinked(text string) {
	var value any
	if json.Unmarshal([]byte(text), &value) != nil {
		return // pages have broken ones
	}
	objects := []any{value}
	if list, ok := value.([]any); ok {
		objects = list
	}
	for _, one := range objects {
		object, _ := one.(map[string]any)
		if graph, ok := object["@graph"].([]any); ok {
			for _, inner := range graph {
				f.addObject(inner)
			}
		}
		f.addObject(one)
	}
}

// addObject reads an object of JSON-LD that is an article.
func (f *facts) addObject(value any) {
	object, _ := value.(map[string]any)
	types, _ := object["@type"].([]any)
	types = append(types, object["@type"])
	if !slices.ContainsFunc(types, func(t any) bool {
		name, _ := t.(string)
		return strings.HasSuffix(name, "Article") || strings.HasSuffix(name, "Posting") || name == "Report"
	}) {
		return
	}
	date, _ := object["datePublished"].(string)
	f.setDate(date)
	authors, ok := object["author"].([]any)
	if !ok {
		authors = []any{object["author"]}
	}
	for _, a := range authors {
		name, _ := a.(string)
		if person, ok := a.(map[string]any); ok {
			name, _ = person["name"].(string)
		}
		f.addAuthor(name)
	}
}

// addAuthor adds the name of an author, once; an address is none.
func (f *facts) addAuthor(name string) {
	name = build.Line(html.UnescapeString(name))
	if name == "" || strings.Contains(name, "://") || utf8.RuneCountInString(name) > maxByline ||
		len(f.authors) == mostAuthors || slices.Contains(f.authors, name) {
		return
	}
	f.authors = append(f.authors, name)
}

// setDate sets the day of publication, where there is none yet.
func (f *facts) setDate(s string) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02 15:04:05", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil && f.date.IsZero() && t.Year() > 1 {
			f.date = t.UTC()
		}
	}
}

// add puts the facts into a document: the authors as credits, and as its byline where the text names none of them.
func (f facts) add(d *bitext.Document) {
	d.Date = f.date
	if len(f.authors) == 0 {
		return
	}
	d.Credits = append(d.Credits, bitext.Credit{Role: edition.Author, Names: f.authors})
	for _, b := range d.Blocks {
		text := folded(b.Source().String())
		if b.Kind == bitext.Byline && !b.Aside || slices.ContainsFunc(f.authors, func(a string) bool { return strings.Contains(text, folded(a)) }) {
			return
		}
	}
	at := slices.IndexFunc(d.Blocks, func(b bitext.Block) bool { return b.Kind == bitext.Headline && !b.Aside }) + 1
	byline := bitext.NewBlock(bitext.Byline, bitext.Plain(strings.Join(f.authors, ", ")))
	d.Blocks = slices.Insert(d.Blocks, at, byline)
}
