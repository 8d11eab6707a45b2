package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/edition"
	"truchement/workflow/format"
	"truchement/workflow/format/tmx"
	"truchement/workflow/format/xliff"
	"truchement/workflow/intake"
	"truchement/workflow/newsroom"
)

// articleFlags are the flags of all article commands.
type articleFlags struct {
	place
	source, target string
	title, by      string
	out, states    string
	into           string
	edition        edition.OrderText
	order          edition.Order // what edition says, read
}

func (p *program) article(ctx context.Context, args []string) error {
	var o articleFlags
	f := p.flags("article")
	o.flags(f, p.env)
	f.StringVar(&o.source, "source-lang", "", "language of the text; empty: as it looks")
	f.StringVar(&o.target, "target-lang", "", "language to translate to; empty: fr or ar")
	f.StringVar(&o.title, "title", "", "title on the desk; empty: the headline")
	f.StringVar(&o.by, "as", "", "e-mail of the person who acts; empty: the chief with the oldest account")
	f.StringVar(&o.edition.Format, "format", "", "format of the export: "+formatNames())
	f.StringVar(&o.out, "out", "", "file to write; empty: standard output")
	f.StringVar(&o.into, "into", "", "file that the article came from, to write again with the translations in it: "+strings.Join(refillable(), " "))
	f.StringVar(&o.states, "states", "",
		"states that may go out, comma-separated; empty: reviewed,final")
	f.StringVar(&o.edition.Rows, "rows", "segment", "what a row is: segment, sentence or paragraph")
	f.StringVar(&o.edition.Layout, "layout", "", "how HTML opens and a PDF is laid out: side, alternating, source or target; "+
		"popup: notes in an EPUB")
	f.StringVar(&o.edition.Paper, "paper", "a4", "of a PDF, DOCX or ODT: a4, a5 or tabloid")
	f.StringVar(&o.edition.Lead, "lead", "", "language that the edition begins with, for formats that people read; empty: the source’s, of an EPUB the target’s")
	f.BoolVar(&o.edition.Notes, "notes", false, "with comments")
	f.BoolVar(&o.edition.TargetOnly, "target-only", false, "the translation alone")
	f.BoolVar(&o.edition.Fonts, "fonts", false, "the fonts in an HTML edition")
	f.BoolVar(&o.edition.NoCredits, "no-credits", false, "without the names of those who worked on it")
	rest, err := p.parse(f, args)
	if err != nil {
		return err
	}
	do := map[string]func(context.Context, newsroom.Newsroom, workflow.Actor, articleFlags, string) error{
		"add 2": p.addArticle, "list 1": p.listArticles, "export 2": p.exportArticle,
	}
	verb, operand := "", ""
	if len(rest) > 0 {
		verb = rest[0]
	}
	if len(rest) > 1 {
		operand = rest[1]
	}
	run, ok := do[fmt.Sprintf("%s %d", verb, len(rest))]
	if !ok {
		return p.wrong(f)
	}
	if err := o.check(verb, operand); err != nil {
		return p.refuse(f, err)
	}
	return p.use(ctx, o.place, func(d newsroom.Newsroom) error {
		who := workflow.Operator()
		switch {
		case o.by != "":
			who, err = d.Access.As(ctx, o.by)
		case verb == "add":
			who, err = d.Access.FirstChief(ctx)
		}
		if err != nil {
			return err
		}
		return run(ctx, d, who, o, operand)
	})
}

// check reads the options that have a set of values, and for add the end of the file's name, before
// the desk is opened.
func (o *articleFlags) check(verb, file string) error {
	for _, tag := range []string{o.source, o.target} {
		if tag == "" {
			continue
		}
		if _, err := workflow.ParseLanguage(tag); err != nil {
			return err
		}
	}
	if verb == "add" {
		_, err := readerOf(file)
		return err
	}
	if verb != "export" {
		return nil
	}
	if o.into != "" {
		if _, ok := format.Refillable(o.into); !ok {
			return workflow.Fail(workflow.Invalid, "cli.no-refill", "Name", o.into, "Known", strings.Join(refillable(), " "))
		}
		o.edition.Format = "xliff" // the order is for its document alone
	}
	if o.edition.Format == "" {
		f, err := edition.FormatOfFile(o.out)
		if err != nil {
			return err
		}
		o.edition.Format = f.Name
	}
	o.edition.States = []string{o.states}
	order, err := o.edition.Parse()
	o.order = order
	return err
}

func formatNames() string {
	var names []string
	for _, f := range edition.Formats() {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

func (p *program) addArticle(
	ctx context.Context, d newsroom.Newsroom, who workflow.Actor, o articleFlags, file string,
) error {
	doc, err := p.readDocument(file)
	if err != nil {
		return err
	}
	a, err := d.Intake.AddArticle(ctx, who, intake.NewArticle{
		Document: doc, Title: o.title, SourceLang: o.source, TargetLang: o.target,
	})
	if err != nil {
		return err
	}
	fmt.Fprintln(p.out, a.ID)
	return nil
}

// readerOf finds the format of a file by its extension; "-" is text on standard input.
func readerOf(name string) (format.Format, error) {
	f, ok := format.ReaderOf(name)
	if name == "-" {
		f, ok = format.ByName("text")
	}
	if !ok {
		return f, edition.UnknownFile(name, func(f format.Format) bool { return f.Read != nil })
	}
	return f, nil
}

// readDocument reads a file that readerOf knows.
func (p *program) readDocument(name string) (*bitext.Document, error) {
	f, err := readerOf(name)
	if err != nil {
		return nil, err
	}
	if name == "-" {
		doc, err := f.Read(p.in)
		p.printOddities(doc)
		return doc, err
	}
	in, err := os.Open(name) //nolint:gosec // the user names the file
	if err != nil {
		return nil, err
	}
	doc, err := f.ReadFile(filepath.Base(name), in)
	if closed := in.Close(); err == nil {
		err = closed
	}
	p.printOddities(doc)
	return doc, err
}

// printOddities says what was not taken over as it is in a file, and leaves out what surrounds the article.
func (p *program) printOddities(d *bitext.Document) {
	if d == nil {
		return
	}
	d.LeaveAsides()
	for _, o := range d.Oddities {
		if text := word.OddityWords(p.speech, o); text != "" {
			fmt.Fprintln(p.err, text)
		}
	}
}

func (p *program) listArticles(
	ctx context.Context, d newsroom.Newsroom, who workflow.Actor, _ articleFlags, _ string,
) error {
	all, err := d.Article.List(ctx, who, workflow.ArticleFilter{})
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(p.out, 0, 8, 2, ' ', 0)
	for _, a := range all {
		fmt.Fprintf(w, "%s\t%s\t%s-%s\t%d/%d\t%s\n", a.ID, a.Stage(), a.SourceLang, a.TargetLang,
			a.Segments.Approved(), a.Segments.Total(), a.Title)
	}
	return w.Flush()
}

func (p *program) exportArticle(
	ctx context.Context, d newsroom.Newsroom, who workflow.Actor, o articleFlags, id string,
) error {
	o.order.Article = id
	doc, err := d.Edition.Document(ctx, who, o.order)
	if err != nil {
		return err
	}
	if o.into != "" {
		return p.refill(o, doc)
	}
	if err := word.LabelEdition(doc); err != nil {
		return err
	}
	return p.output(o.out, func(w io.Writer) error {
		_, err := d.Edition.Write(ctx, who, o.order, doc, w)
		return err
	})
}

// refillable are the ends of the names of files that translations are written back into.
func refillable() []string {
	var ends []string
	for _, end := range format.Extensions() {
		if _, ok := format.Refillable(end); ok {
			ends = append(ends, end)
		}
	}
	return ends
}

// refill writes the file that an article came from, with the targets of the article.
func (p *program) refill(o articleFlags, doc *bitext.Document) error {
	file, err := os.ReadFile(o.into)
	if err != nil {
		return err
	}
	f, _ := format.Refillable(o.into) // o.check has refused other names
	left := 0
	err = p.output(o.out, func(w io.Writer) (err error) {
		left, err = f.Refill(w, file, doc)
		return err
	})
	if err == nil && left > 0 {
		fmt.Fprintln(p.err, p.speech.T("cli.refill-left", "Count", left, "Name", filepath.Base(o.into)))
	}
	return err
}

// output writes to a file that appears whole or not at all, or to standard output.
func (p *program) output(name string, write func(io.Writer) error) error {
	if name == "" || name == "-" {
		return write(p.out)
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".truchement-*")
	var path *fs.PathError
	if errors.As(err, &path) {
		path.Path = name // not that of the temporary file
	}
	if err != nil {
		return err
	}
	err = write(tmp)
	if closed := tmp.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Chmod(tmp.Name(), 0o644) //nolint:gosec // an export is for others to read
	}
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		_ = os.Remove(tmp.Name()) // the first error counts
	}
	return err
}

// convert reads one format and writes another, by extension.
func (p *program) convert(_ context.Context, args []string) error {
	f := p.flags("convert")
	source := f.String("source-lang", "", "language of the source, when the file does not say")
	target := f.String("target-lang", "", "language of the target, when the file does not say")
	only := f.Bool("target-only", false, "the translation alone")
	rest, err := p.parse(f, args)
	if err != nil {
		return err
	}
	if len(rest) != 2 {
		return p.wrong(f)
	}
	for _, tag := range []string{*source, *target} {
		if _, err := workflow.ParseLanguage(tag); err != nil && tag != "" {
			return p.refuse(f, err)
		}
	}
	to, err := edition.FormatOfFile(rest[1])
	if err == nil {
		_, err = readerOf(rest[0])
	}
	if err != nil {
		return p.refuse(f, err)
	}
	doc, err := p.readDocument(rest[0])
	if err != nil {
		return err
	}
	doc.SourceLang, doc.TargetLang = first(*source, doc.SourceLang), first(*target, doc.TargetLang)
	workflow.CutDocument(doc)
	if to.Target && !doc.HasTargets() {
		doc, *only = doc.OneLanguage(), true
	}
	if err := word.LabelEdition(doc); err != nil {
		return err
	}
	err = p.output(rest[1], func(w io.Writer) error {
		return to.Write(w, doc, format.Options{TargetOnly: *only})
	})
	if errors.Is(err, xliff.ErrLanguage) || errors.Is(err, tmx.ErrLanguage) {
		return workflow.Fail(workflow.Invalid, "cli.no-languages")
	}
	return err
}
