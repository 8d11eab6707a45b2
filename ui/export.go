package ui

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/format"
	"truchement/workflow/format/html"
)

// exportPage is the data of export.html.
type exportPage struct {
	base
	Article workflow.ArticleView
	Card    card
	Formats []exportFormat
	Modes   []option
	States  []exportState
	Gaps    []gapLine
	Empty   int // segments that would have no translation in the edition proposed
	May     rights
}

// exportState is a choice of what may go out, and how many segments it is.
type exportState struct {
	Value, Word string
	Mark        mark
	Count       int
	Chosen      bool
}

// exportAsk is what the address of a download says.
type exportAsk struct {
	format exportFormat
	how    workflow.ExportOptions
	target bool
	mode   html.Mode

	rows format.Rows
}

// exportStates are the states an edition may hold, the approved ones first: they are what goes
// out when nobody says otherwise.
func exportStates() []bitext.State {
	return []bitext.State{bitext.Final, bitext.Reviewed, bitext.Translated, bitext.Initial}
}

// showExport shows what an article can be downloaded as, and what it lacks.
func (s *editionRoom) showExport(c *call) error {
	v, err := s.Desk.Article(c.ctx(), c.actor, c.Param("id"))
	if err != nil {
		return err
	}
	page := &exportPage{base: c.base("export.title", "Name", v.Title), Article: v, May: c.rights(),
		Formats: c.exportFormats()}
	page.Modes = page.exportModes()
	if page.Card, err = page.cardOf(v.Summary, nil, s.Now()); err != nil {
		return err
	}
	counts := map[bitext.State]int{}
	for _, seg := range v.Segments {
		if !seg.Target.Empty() {
			counts[seg.State]++
		}
	}
	for _, state := range exportStates() {
		one := exportState{Value: string(state), Count: counts[state],
			Chosen: state.Rank() >= bitext.Reviewed.Rank()}
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
			page.Gaps = append(page.Gaps, page.gapLine(v, g))
		}
	}
	return c.page(http.StatusOK, "export", page)
}

// exportModes are the ways an HTML edition opens.
func (b base) exportModes() []option {
	return []option{{string(html.SideBySide), b.T("edition.side")},
		{string(html.Alternating), b.T("edition.alternating")}}
}

// exportFile answers the edition. It is made whole before its first byte goes out, so a slow
// client holds nothing up and a failure is an error page and not half a file.
func (s *editionRoom) exportFile(c *call) error {
	ask, err := c.exportAsk(c.QueryParams())
	if err != nil {
		return err
	}
	d, _, err := s.Desk.Export(c.ctx(), c.actor, c.Param("id"), ask.how)
	if err != nil {
		return err
	}
	s.locales.label(d)
	d = ask.rows.Of(d)
	var body bytes.Buffer
	err = ask.format.Write(&body, d, format.Options{TargetOnly: ask.target, Mode: ask.mode})
	if err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set("Content-Disposition", attachment(format.FileName(d, ask.format.Format, ask.target)))
	return c.Blob(http.StatusOK, ask.format.MIME, body.Bytes())
}

// exportAsk reads the address of a download.
func (c *call) exportAsk(q url.Values) (exportAsk, error) {
	var ask exportAsk
	wrong := &fault{status: http.StatusUnprocessableEntity, id: "export.unknown"}
	formats := c.exportFormats()
	at := slices.IndexFunc(formats, func(f exportFormat) bool { return f.Name == q.Get("format") })
	if at < 0 {
		return ask, wrong
	}
	ask.format = formats[at]
	for _, v := range q["states"] {
		if !slices.Contains(exportStates(), bitext.State(v)) {
			return ask, wrong
		}
		ask.how.States = append(ask.how.States, bitext.State(v))
	}
	if ask.rows = format.Rows(q.Get("rows")); !ask.rows.Known() {
		return ask, wrong
	}
	ask.how.Seams = true
	ask.how.Notes = q.Get("notes") != ""
	ask.target = q.Get("target") != "" && ask.format.Target
	ask.mode = html.Mode(q.Get("edition"))
	known := []html.Mode{"", html.SideBySide, html.Alternating, html.SourceOnly, html.TargetOnly}
	if !slices.Contains(known, ask.mode) {
		return ask, wrong
	}
	return ask, nil
}
