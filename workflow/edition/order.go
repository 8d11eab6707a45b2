package edition

import (
	"context"
	"fmt"
	"io"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/format"
	style "truchement/workflow/format/edition"
)

// OrderJob is the kind of the jobs that write editions.
const OrderJob = "edition"

// LongArticle is from how many segments on an edition may take so long that it is a job.
const LongArticle = 1000

// Order says which edition of an article to write, and in which form.
type Order struct {
	Article   string
	Book      *Collection // of these articles in place of Article; of Write it takes Mode and Lang
	Title     string      // of the article or the book, for lists
	Again     string      // where it can be asked for again: an address
	Address   string      // where its readers find it, see bitext.Document
	Published bool        // as it was published last; else as the desk has it, by Options
	Options
	Format string
	Rows   format.Rows
	Write  format.Options
	Labels map[string]map[string]string // the words that the edition shows, see bitext.Document
	Zone   string                       // IANA name of the time zone in which its days are
}

// OrderText is what an Order says of the form, as pages, the API and the command line have it.
type OrderText struct {
	Format, Rows, Layout, Paper, Lead string
	States                            []string // each may be several, comma-separated
	Notes, NoCredits, TargetOnly      bool
	Fonts                             bool // in an HTML file
}

// Parse reads the options; a value that is not known is refused.
func (t OrderText) Parse() (o Order, err error) {
	f, err := ParseFormat(t.Format)
	if err != nil {
		return o, err
	}
	o.Format = f.Name
	if o.States, err = ParseStates(t.States...); err != nil {
		return o, err
	}
	if o.Rows, err = ParseRows(t.Rows); err != nil {
		return o, err
	}
	if o.Write.Mode, err = ParseLayout(t.Layout); err != nil {
		return o, err
	}
	if o.Write.Paper, err = ParsePaper(t.Paper); err != nil {
		return o, err
	}
	if o.Write.Lang, err = ParseLead(t.Lead); err != nil {
		return o, err
	}
	o.Seams, o.Notes = true, t.Notes
	o.Write.NoCredits, o.Write.EmbedFonts = t.NoCredits, t.Fonts
	o.Write.TargetOnly = t.TargetOnly && f.Target
	return o, nil
}

// Written is a file that came of an Order.
type Written struct {
	Article  string
	Articles []string // of a book
	Title    string
	Again    string // see Order
	Format   string
	Name     string // of the file
	ASCII    string // its name for programs that know no other letters
	MIME     string
	Bytes    int
}

// Document makes the document of an order, which still lacks its Labels.
func (u *UseCases) Document(ctx context.Context, who workflow.Actor, o Order) (d *bitext.Document, err error) {
	if o.Published {
		d, err = u.Published(ctx, who, o.Article)
	} else {
		d, _, err = u.Export(ctx, who, o.Article, o.Options)
	}
	if err != nil {
		return nil, err
	}
	if err := CheckLead(o.Write.Lang, d); err != nil {
		return nil, err
	}
	if d.Address = o.Address; o.Write.NoCredits {
		d = style.WithoutCredits(d)
	}
	return d, nil
}

// CheckExport refuses the editions of an article of which the actor may have none.
func (u *UseCases) CheckExport(ctx context.Context, who workflow.Actor, article string) error {
	if err := who.May(workflow.ReadPublished); err != nil {
		return err
	}
	return u.View(ctx, func(t *txn) error {
		a, err := t.Article(article)
		if err != nil {
			return err
		}
		return checkExport(a, who)
	})
}

// checkExport refuses an article that was retracted, and to a Reader one that is not published.
func checkExport(a workflow.Article, who workflow.Actor) error {
	switch {
	case a.Retracted != "":
		return workflow.Fail(workflow.Forbidden, "article.retracted", "Reason", a.Retracted)
	case a.Published.IsZero() && !who.Can(workflow.ReadDesk):
		return workflow.Fail(workflow.NotFound, "error.not-found")
	}
	return nil
}

// Write writes the document of an order in its rows and its format, and in the look of the article's
// publication. d has its Labels: a row has one of them in the place of a missing translation.
func (u *UseCases) Write(
	ctx context.Context, who workflow.Actor, o Order, d *bitext.Document, w io.Writer,
) (f format.Format, err error) {
	if f, err = ParseFormat(o.Format); err != nil {
		return f, err
	}
	if o.Write.Look, err = u.Look(ctx, who, o.Article); err != nil {
		return f, err
	}
	return f, f.Write(w, o.Rows.Of(d), o.Write)
}

// RunOrder writes the edition of a job whose first part is an Order, and answers what was Written, of a
// failure too.
func (u *UseCases) RunOrder(ctx context.Context, who workflow.Actor, t workflow.JobTask) (any, error) {
	o, err := workflow.JobPart[Order](t)
	if err != nil {
		return nil, err
	}
	written := Written{Article: o.Article, Title: o.Title, Format: o.Format, Again: o.Again}
	zone, err := time.LoadLocation(o.Zone)
	if err != nil {
		return written, fmt.Errorf("job %s: %w", t.ID, err)
	}
	o.Write.Progress = t.Progress
	file := &pieceWriter{ctx: ctx, keep: t.Keep}
	write := u.writeArticle
	if o.Book != nil {
		write = u.writeBook
	}
	if err = write(ctx, who, o, zone, file, &written); err == nil {
		err = file.flush()
	}
	written.Bytes = file.bytes
	return written, err
}

// writeArticle writes the edition of an order of one article.
func (u *UseCases) writeArticle(
	ctx context.Context, who workflow.Actor, o Order, zone *time.Location, w io.Writer, out *Written,
) error {
	d, err := u.Document(ctx, who, o)
	if err != nil {
		return err
	}
	d.Labels = o.Labels
	d.InZone(zone)
	f, err := u.Write(ctx, who, o, d, w)
	out.MIME = f.MIME
	out.ASCII, out.Name = format.FileName(d, f, o.Rows, o.Write)
	return err
}

// writeBook writes the book of an order of several articles: all of them or nothing, as it was asked for.
func (u *UseCases) writeBook(
	ctx context.Context, who workflow.Actor, o Order, zone *time.Location, w io.Writer, out *Written,
) error {
	f, err := ParseFormat("epub")
	if err != nil {
		return err
	}
	c, err := u.Collect(ctx, who, *o.Book, o.Write.Progress)
	if err = c.Whole(err); err != nil {
		return err
	}
	for _, d := range c.Documents {
		d.Labels = o.Labels
		d.InZone(zone)
		out.Articles = append(out.Articles, d.ID)
	}
	out.MIME = f.MIME
	out.ASCII, out.Name = c.FileName(f, o.Write)
	return c.Write(w, o.Write)
}

// pieceSize is how much of a file one transaction keeps.
const pieceSize = 256 << 10

// pieceWriter keeps what is written to it in pieces of pieceSize.
type pieceWriter struct {
	ctx   context.Context
	keep  func(ctx context.Context, piece []byte) error
	rest  []byte
	bytes int
}

func (w *pieceWriter) Write(b []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	w.rest = append(w.rest, b...)
	w.bytes += len(b)
	for len(w.rest) >= pieceSize {
		if err := w.keep(w.ctx, w.rest[:pieceSize]); err != nil {
			return 0, err
		}
		w.rest = append([]byte(nil), w.rest[pieceSize:]...)
	}
	return len(b), nil
}

// flush keeps what is left, at least an empty piece.
func (w *pieceWriter) flush() error {
	if len(w.rest) == 0 && w.bytes > 0 {
		return nil
	}
	return w.keep(w.ctx, w.rest)
}
