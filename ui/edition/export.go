package edition

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/edition"
	"truchement/workflow/format"
	style "truchement/workflow/format/edition"
	"truchement/workflow/format/html"
	"truchement/workflow/format/pdf"
)

// exportPage is the data of export.html.
type exportPage struct {
	web.Base
	Article workflow.ArticleView
	Card    part.Card
	Formats []exportFormat
	Modes   []word.Option
	Papers  []word.Option
	// Languages are those that an edition can begin with, the usual one first.
	Languages []word.Option
	Rows      []word.Option
	Order     edition.Order // what the page was asked for, or proposes
	Frame     string        // address of the preview
	Short     int           // how many segments it shows; 0: all
	Long      bool          // the edition is written by a job
	Orders    []ownOrder
	Missing   string // characters that a PDF has no letter for, each with its number
	States    []exportState
	Gaps      []part.GapLine
	Empty     int // segments that would have no translation in the edition proposed
	May       part.Rights
}

// exportState is a choice of what may go out, and how many segments it is.
type exportState struct {
	Value, Word string
	Mark        web.Mark
	Count       int
	Chosen      bool
}

// showExport shows what an article can be downloaded as, and what it lacks.
func (r *Room) showExport(c *web.Call) error {
	if !c.Actor.Can(workflow.ReadDesk) {
		return c.Redirect(http.StatusSeeOther, part.EditionPath(c.Param("id")))
	}
	v, err := r.Article.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	page := &exportPage{Base: c.Base("export.title", "Name", v.Title), Article: v, May: part.RightsOf(c),
		Formats: exportFormats(c), Order: usualOrder(), Long: len(v.Segments) >= edition.LongArticle}
	if q := c.QueryParams(); q.Has("format") {
		if page.Order, err = parseOrder(q); err == nil {
			err = edition.CheckLead(page.Order.Write.Lang, languagesOf(v))
		}
		if err != nil {
			return err
		}
	}
	page.Frame = part.ArticlePath(v.ID) + "/export/preview?" + query(page.Order).Encode()
	if len(v.Segments) > previewSegments {
		page.Short = previewSegments
	}
	if page.Orders, err = r.ownOrders(c, v.ID); err != nil {
		return err
	}
	page.Rows = exportRows(page.Base)
	page.Modes, page.Papers = exportModes(page.Base), exportPapers(page.Base)
	if page.Missing, err = r.missing(c, v.ID, page.Order); err != nil {
		return err
	}
	for _, tag := range []string{v.TargetLang, v.SourceLang} {
		page.Languages = append(page.Languages, word.Option{Value: tag, Word: page.LanguageWord(tag)})
	}
	if page.Card, err = part.CardOf(page.Base, v.Summary, nil, r.Now()); err != nil {
		return err
	}
	counts := map[bitext.State]int{}
	for _, seg := range v.Segments {
		if !seg.Target.Empty() {
			counts[seg.State]++
		}
	}
	for _, state := range edition.States() {
		one := exportState{Value: string(state), Count: counts[state],
			Chosen: slices.Contains(page.Order.States, state)}
		name := string(state)
		if state == bitext.Initial {
			name = string(bitext.Draft)
		}
		if one.Mark, err = page.Mark(name); err != nil {
			return err
		}
		page.States = append(page.States, one)
	}
	page.Empty = len(v.Segments) - counts[bitext.Reviewed] - counts[bitext.Final]
	if page.May.Read {
		for _, g := range workflow.GapsOf(v) {
			page.Gaps = append(page.Gaps, part.GapLineOf(page.Base, v, g))
		}
	}
	return c.Page(http.StatusOK, "export", page)
}

// languagesOf is a document that has no more than the languages of an article.
func languagesOf(v workflow.ArticleView) *bitext.Document {
	return &bitext.Document{SourceLang: v.SourceLang, TargetLang: v.TargetLang}
}

// usualOrder is what the page proposes.
func usualOrder() edition.Order {
	return edition.Order{Format: "html", Rows: format.BySegment,
		Options: edition.Options{States: []bitext.State{bitext.Final, bitext.Reviewed}}}
}

// Elsewhere reports whether the format opens in another program, so that the preview shows HTML.
func (p *exportPage) Elsewhere() bool { return !opensHere(p.Order.Format) }

// Elsewhere reports whether the format opens in another program.
func (f exportFormat) Elsewhere() bool { return !opensHere(f.Name) }

// exportRows are what a row of an edition may be.
func exportRows(b web.Base) []word.Option {
	return []word.Option{{Value: string(format.BySegment), Word: b.T("export.by-segment")},
		{Value: string(format.BySentence), Word: b.T("export.by-sentence")},
		{Value: string(format.ByParagraph), Word: b.T("export.by-paragraph")}}
}

// missing lists the characters that a PDF of an order would name by their numbers, since no face has
// them.
func (r *Room) missing(c *web.Call, article string, o edition.Order) (string, error) {
	o.Options.Seams = false // which change no letter, and take long
	d, _, err := r.Edition.Export(c.Ctx(), c.Actor, article, o.Options)
	if workflow.KindOf(err) == workflow.Forbidden { // a retracted article
		return "", nil
	}
	if err != nil {
		return "", err
	}
	look, err := r.Edition.Look(c.Ctx(), c.Actor, article)
	if err != nil {
		return "", err
	}
	return word.Characters(pdf.Missing(d, look)), nil
}

// exportPapers are the sizes of the pages of a PDF.
func exportPapers(b web.Base) []word.Option {
	words := map[style.Paper]string{style.A4: "A4", style.A5: "A5", style.Tabloid: b.T("export.tabloid")}
	var all []word.Option
	for _, p := range style.Papers() {
		all = append(all, word.Option{Value: string(p), Word: words[p]})
	}
	return all
}

// exportModes are the ways an HTML edition opens and a PDF is laid out.
func exportModes(b web.Base) []word.Option {
	return []word.Option{{Value: string(html.SideBySide), Word: b.T("edition.side")},
		{Value: string(html.Alternating), Word: b.T("edition.alternating")},
		{Value: string(html.Popup), Word: b.T("export.popup")}}
}

// File answers the edition as the desk has it, in the states that are asked for.
func (r *Room) File(c *web.Call) error {
	o, err := parseOrder(c.QueryParams())
	if err != nil {
		return err
	}
	o.Article = c.Param("id")
	return r.answerFile(c, o)
}

// parseOrder reads what the form of the export page asks for, but of which article.
func parseOrder(q url.Values) (edition.Order, error) {
	return edition.OrderText{Format: q.Get("format"), Rows: q.Get("rows"), Layout: q.Get("edition"),
		Paper: q.Get("paper"), Lead: q.Get("lead"), States: q["states"], Notes: q.Get("notes") != "",
		NoCredits: q.Get("credits") == "no", TargetOnly: q.Get("target") != "", Fonts: q.Get("fonts") != ""}.Parse()
}

// document makes the document of an order, with its words.
func (r *Room) document(c *web.Call, o edition.Order) (*bitext.Document, error) {
	d, err := r.Edition.Document(c.Ctx(), c.Actor, o)
	if err == nil {
		r.Locales.Label(d)
	}
	return d, err
}

// answerFile writes an edition whole before its first byte goes out, so a slow client holds nothing up
// and a failure is an error page and not half a file.
func (r *Room) answerFile(c *web.Call, o edition.Order) error {
	d, err := r.document(c, o)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	f, err := r.Edition.Write(c.Ctx(), c.Actor, o, d, &body)
	if err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set("Content-Disposition", web.Disposition(format.FileName(d, f, o.Rows, o.Write)))
	return c.Blob(http.StatusOK, f.MIME, body.Bytes())
}
