package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"truchement/ui/report"
	"truchement/workflow"
	"truchement/workflow/format/terms"
	"truchement/workflow/newsroom"
	"truchement/workflow/termbase"
)

// term brings concepts in and hands them out, lists them, and finds their terms in texts.
func (p *program) term(ctx context.Context, args []string) error {
	verbs := map[string]command{"import": (*program).termImport, "export": (*program).termExport,
		"find": (*program).termFind, "list": (*program).termList, "undo": (*program).termUndo}
	do, args, err := p.verb("term", verbs, args)
	if err != nil {
		return err
	}
	return do(p, ctx, args)
}

// conceptFlags are the flags of commands that are about some of the concepts.
type conceptFlags struct {
	place
	termbase.QueryText
}

func (t *conceptFlags) flags(p *program, f *flag.FlagSet) {
	t.place.flags(f, p.env)
	f.StringVar(&t.Publication, "publication", "", "id of a publication")
	f.StringVar(&t.Type, "type", "", "type of the concepts, such as person")
	f.StringVar(&t.Domain, "domain", "", "domain of the concepts")
	f.StringVar(&t.State, "state", "", "proposed or settled")
}

// termImport keeps what a file has, and prints the report as JSON.
func (p *program) termImport(ctx context.Context, args []string) error {
	var i importFlags
	var in termbase.NewImport
	f := p.flags("term import")
	i.flags(p, f)
	f.StringVar(&in.Publication, "publication", "", "id of the publication of concepts that name none")
	files, err := p.parse(f, args)
	if err != nil {
		return err
	}
	if len(files) != 1 {
		return p.wrong(f)
	}
	in.Name, in.SourceLang, in.TargetLang, in.Agreeing = filepath.Base(files[0]), i.source, i.target, i.agreeing
	if in.Format, err = termbase.FormatOf(in.Name); err != nil {
		return p.refuse(f, err)
	}
	if err := i.checkTags(); err != nil {
		return p.refuse(f, err)
	}
	return p.bringIn(ctx, i.place, files[0], func(desk newsroom.Newsroom, file io.Reader) (any, error) {
		var report *termbase.ImportReport
		if i.dry {
			report, err = desk.Termbase.Try(ctx, workflow.Operator(), in, file)
		} else {
			report, err = desk.Termbase.Import(ctx, workflow.Operator(), in, desk.Termbase.NewID(), file, func(int, int) {})
		}
		if report == nil {
			return nil, err
		}
		for n, fault := range report.Faults {
			report.Faults[n].Reason = p.speech.T(fault.Reason)
		}
		return report, err
	})
}

// termUndo takes back what was done to concepts as one batch, an import too, and prints the outcome as JSON.
func (p *program) termUndo(ctx context.Context, args []string) error {
	return p.undo(ctx, "term undo", args, func(desk newsroom.Newsroom, batch string) (any, error) {
		return desk.Termbase.Undo(ctx, workflow.Operator(), batch)
	})
}

// termExport writes concepts into a file, in the format that its name or --format says.
func (p *program) termExport(ctx context.Context, args []string) error {
	var t conceptFlags
	var name, language string
	f := p.flags("term export")
	t.flags(p, f)
	f.StringVar(&name, "format", "", "tbx, tbx-dct, tbx-v2, xlsx, csv, tsv or omegat; empty: as the name of the file says")
	f.StringVar(&language, "headings", "en", "language of the headings of a table: fr, ar or en")
	files, err := p.parse(f, args)
	if err != nil {
		return err
	}
	if len(files) != 1 {
		return p.wrong(f)
	}
	format, err := exportFormat(name, files[0])
	if err != nil {
		return p.refuse(f, err)
	}
	q, err := t.Parse()
	if err == nil {
		_, err = workflow.ParseInterface(language)
	}
	if err != nil {
		return p.refuse(f, err)
	}
	return p.use(ctx, t.place, func(desk newsroom.Newsroom) error {
		return p.output(files[0], func(w io.Writer) error {
			return desk.Termbase.Export(ctx, workflow.Operator(), q, format, language, w)
		})
	})
}

func exportFormat(name, file string) (terms.Format, error) {
	if name != "" {
		return termbase.ParseFormat(name)
	}
	return termbase.FormatOf(filepath.Base(file))
}

// termFind reads a text a line, and prints for each a line with the concepts whose terms it has, as a JSON
// array in the order of the text.
func (p *program) termFind(ctx context.Context, args []string) error {
	var t pairFlags
	var publication string
	f := p.flags("term find")
	t.flags(p, f)
	f.StringVar(&publication, "publication", "", "id of a publication")
	rest, err := p.parse(f, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return p.extra(f, rest[0])
	}
	if err := t.checkPair(); err != nil {
		return p.refuse(f, err)
	}
	q := termbase.TextQuery{SourceLang: t.source, TargetLang: t.target, Publication: publication}
	current := func(desk newsroom.Newsroom) error { return desk.Termbase.Current(ctx) }
	return p.answerLines(ctx, t.place, current, func(desk newsroom.Newsroom, text string) (any, error) {
		q.Text = text
		found, err := desk.Termbase.Terms(ctx, workflow.Operator(), q)
		return report.TermsOf(text, found), err
	})
}

// termList prints concepts: id, state, type, and each term with its language and status, with tabs between.
func (p *program) termList(ctx context.Context, args []string) error {
	var t conceptFlags
	f := p.flags("term list")
	t.flags(p, f)
	rest, err := p.parse(f, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return p.extra(f, rest[0])
	}
	q, err := t.Parse()
	if err != nil {
		return p.refuse(f, err)
	}
	return p.use(ctx, t.place, func(desk newsroom.Newsroom) error {
		for {
			list, err := desk.Termbase.List(ctx, workflow.Operator(), q)
			if err != nil {
				return err
			}
			for _, c := range list.Concepts {
				cells := []string{c.ID, string(c.State), string(c.Type)}
				for _, one := range c.Terms {
					cells = append(cells, fmt.Sprintf("%s:%s:%s", one.Lang, one.Status, one.Text))
				}
				fmt.Fprintln(p.out, strings.Join(cells, "\t"))
			}
			if q.After = list.Next; q.After == "" {
				return nil
			}
		}
	})
}
