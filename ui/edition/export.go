package edition

import (
	"net/http"
	"net/url"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/edition"
	"truchement/workflow/format"
	"truchement/workflow/format/html"
)

// exportPage is the data of export.html.
type exportPage struct {
	web.Base
	Article workflow.ArticleView
	Card    part.Card
	Formats []exportFormat
	Modes   []word.Option
	// Languages are those that an edition can begin with, the usual one first.
	Languages []word.Option
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

// request is what the address of a download says.
type request struct {
	format format.Format
	how    edition.Options
	target bool
	mode   html.Mode
	rows   format.Rows
	fonts  bool   // are to be in the file
	lead   string // the language that the edition begins with
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
		Formats: exportFormats(c)}
	page.Modes = exportModes(page.Base)
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
			page.Gaps = append(page.Gaps, part.GapLineOf(page.Base, v, g))
		}
	}
	return c.Page(http.StatusOK, "export", page)
}

// exportModes are the ways an HTML edition opens.
func exportModes(b web.Base) []word.Option {
	return []word.Option{{Value: string(html.SideBySide), Word: b.T("edition.side")},
		{Value: string(html.Alternating), Word: b.T("edition.alternating")},
		{Value: string(html.Popup), Word: b.T("export.popup")}}
}

// File answers the edition as the desk has it, in the states that are asked for.
func (r *Room) File(c *web.Call) error {
	ask, err := parseRequest(c.QueryParams())
	if err != nil {
		return err
	}
	d, _, err := r.Edition.Export(c.Ctx(), c.Actor, c.Param("id"), ask.how)
	if err != nil {
		return err
	}
	return r.answerFile(c, d, ask)
}

// parseRequest reads the address of a download.
func parseRequest(q url.Values) (request, error) {
	var ask request
	f, err := edition.ParseFormat(q.Get("format"))
	if err != nil {
		return ask, err
	}
	ask.format = f
	if ask.how.States, err = edition.ParseStates(q["states"]...); err != nil {
		return ask, err
	}
	if ask.rows, err = edition.ParseRows(q.Get("rows")); err != nil {
		return ask, err
	}
	if ask.mode, err = edition.ParseLayout(q.Get("edition")); err != nil {
		return ask, err
	}
	if ask.lead, err = edition.ParseLead(q.Get("lead")); err != nil {
		return ask, err
	}
	ask.how.Seams = true
	ask.how.Notes = q.Get("notes") != ""
	ask.fonts = q.Get("fonts") != ""
	ask.target = q.Get("target") != "" && ask.format.Target
	return ask, nil
}
