package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"

	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/edition"
	"truchement/workflow/format/epub"
	"truchement/workflow/newsroom"
)

// collection writes several articles as one book.
func (p *program) collection(ctx context.Context, args []string) error {
	var at place
	var by, out, layout, lead string
	asked := edition.Collection{Titles: map[string]string{}}
	f := p.flags("collection")
	at.flags(f, p.env)
	f.StringVar(&asked.Publication, "publication", "", "id of a publication; without ids of articles: all that it has published")
	f.Func("title", "title of the book in a language, such as \"fr=Le mois de mai\"; may be given for each", func(value string) error {
		tag, title, _ := strings.Cut(value, "=")
		asked.Titles[tag] = title
		return nil
	})
	f.StringVar(&layout, "layout", "", "alternating: each paragraph, then its translation; popup: translations as notes")
	f.StringVar(&lead, "lead", "", "language that the book begins with; empty: the target’s of the first article")
	f.StringVar(&by, "as", "", "e-mail of the person who asks; empty: the operator")
	f.StringVar(&out, "out", "", "file to write; empty: standard output")
	ids, err := p.parse(f, args)
	if err != nil {
		return err
	}
	if len(ids) == 0 && asked.Publication == "" {
		return p.wrong(f)
	}
	asked.Articles = ids
	how, err := asked.ParseBook(layout, lead)
	if err != nil {
		return p.refuse(f, err)
	}
	return p.use(ctx, at, func(d newsroom.Newsroom) error {
		who := workflow.Operator()
		if by != "" {
			if who, err = d.Access.As(ctx, by); err != nil {
				return err
			}
		}
		book, err := d.Edition.Collect(ctx, who, asked, nil)
		for _, l := range book.Left {
			fmt.Fprintf(p.err, "truchement: %s: %s\n", cmp.Or(l.Title, l.Article), p.sentence(l.Why))
		}
		if err == nil {
			err = book.Check(how)
		}
		if err != nil {
			return err
		}
		for _, doc := range book.Documents {
			if err := word.LabelEdition(doc); err != nil {
				return err
			}
		}
		if missing := epub.Missing(book.Look, book.Documents...); missing != nil {
			fmt.Fprintf(p.err, "truchement: %s\n", p.speech.T("collection.missing", "Letters", word.Characters(missing)))
		}
		return p.output(out, func(w io.Writer) error { return book.Write(w, how) })
	})
}
