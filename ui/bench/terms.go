package bench

import (
	"encoding/json"
	"strings"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/lang"
	"truchement/workflow/term"
	"truchement/workflow/termbase"
)

var termsTab = tab{name: "terms", word: "terms.title", load: loadTerms}

// termsData is the data of the part "panel-terms".
type termsData struct {
	*panelBase
	Found     []termView
	May       bool      // the reader may add a concept
	Settles   bool      // it holds at once
	Adding    *web.Form // the form for a new concept; nil: it is not open
	Proposals []string  // how the name to be added may be written
}

// Count is how many concepts the source has.
func (d *termsData) Count() int { return len(d.Found) }

// termView is a concept as the panel shows it.
type termView struct {
	termbase.Found
	Source   string // the term as the source has it
	Type     string // in words
	Offers   []offerView
	Proposed bool // no editor has settled it
	Path     string
}

// offerView is a term that may be written.
type offerView struct {
	termbase.Offer
	Mark web.Mark
}

// takenTerm is what the page's script takes of a concept: its preferred term as it may be written.
type takenTerm struct {
	Written string `json:"written"`
}

// loadTerms finds the terms of the source of a segment.
func loadTerms(r *Room, c *web.Call, at *panelBase) (tabData, error) {
	a := at.Article
	d := &termsData{panelBase: at, May: c.Actor.Can(workflow.ProposeTerms), Settles: c.Actor.Can(workflow.ManageTerms)}
	text := at.Segment.Source.String()
	found, err := r.Termbase.Terms(c.Ctx(), c.Actor, termbase.TextQuery{SourceLang: a.SourceLang,
		TargetLang: a.TargetLang, Publication: a.Publication, Text: text})
	if err != nil {
		return nil, err
	}
	var taken []takenTerm
	for _, f := range found {
		v := termView{Found: f, Source: text[f.Hits[0].Start:f.Hits[0].End], Type: at.Speech.TermWords().TypeWord(f.Concept.Type),
			Proposed: f.Concept.State == workflow.ConceptProposed,
			Path:     "/termbase/concepts/" + f.Concept.ID}
		for _, o := range f.Offers {
			v.Offers = append(v.Offers, offerView{o, part.TermMark(at.Base, o.Status)})
		}
		if len(f.Offers) > 0 {
			taken = append(taken, takenTerm{f.Offers[0].Written})
		}
		d.Found = append(d.Found, v)
	}
	if taken != nil {
		encoded, err := json.Marshal(taken)
		if err != nil {
			return nil, err
		}
		at.Terms = string(encoded)
	}
	if d.May {
		r.openTermForm(c, d)
	}
	return d, nil
}

// openTermForm opens the form for a new concept where it was refused or is asked for by ?add=, with what
// is selected on the page. What is missing of the pair is proposed: the aligner's piece, or a spelling of
// a name.
func (r *Room) openTermForm(c *web.Call, d *termsData) {
	if d.Form != nil && d.Form.Value("do") == "term" {
		d.Adding = d.Form
	} else if c.QueryParam("add") != "" {
		d.Adding = web.NewForm("source", c.QueryParam("source"), "target", c.QueryParam("target"), "type", string(term.General))
	}
	if d.Adding == nil {
		return
	}
	source := d.Adding.Value("source")
	if source == "" || d.Adding.Value("target") != "" {
		return
	}
	piece, spellings := r.Termbase.TargetOf(d.Article, d.Segment, source, c.QueryParam("written"))
	d.Adding.Values.Set("target", piece)
	d.Proposals = spellings
}

// TermTypes are the types to choose from.
func (d *termsData) TermTypes() []word.Option { return d.Speech.TermWords().Types() }

// termsIn are the places of terms in the source of a segment.
func (r *Room) termsIn(v *workflow.ArticleView, g workflow.Segment) []word.Span {
	hits := r.Termbase.Places(g.Source.String(), v.SourceLang, v.Publication)
	return part.TermSpans(g.Source, hits)
}

// addTerm adds a concept from the panel: its pair of terms, and the spellings that are forbidden.
func (r *Room) addTerm(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	g, err := r.Article.Segment(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	a, err := r.Article.ReadSegments(c.Ctx(), c.Actor, g.Article)
	if err != nil {
		return err
	}
	f.Values.Set("do", "term")
	out, _, err := r.Termbase.Add(c.Ctx(), c.Actor, termbase.NewConcept{Concept: newConcept(f, &a),
		Anyway: f.Value("anyway") != ""})
	if err != nil && c.Refused(f, err, map[string]string{"term.empty": "source", "term.there": "source",
		"term.no-word": "source"}) {
		return r.answerPanel(c, web.FormStatus(err), termsTab.name, f)
	}
	if err != nil {
		return err
	}
	said := "terms.added"
	if out.State == workflow.ConceptProposed {
		said = "terms.proposed"
	}
	return c.Done("/segments/"+g.ID+"/terms", said)
}

// newConcept is the concept that a form of the panel has.
func newConcept(f *web.Form, a *workflow.ArticleView) term.Concept {
	note := f.Value("note")
	out := term.Concept{Type: term.Type(f.Value("type")), Note: note}
	if f.Value("own") != "" {
		out.Publication = a.Publication
	}
	add := func(tag, text string, s term.Status) {
		out.Terms = append(out.Terms, term.Term{Lang: lang.Base(tag), Text: text, Status: s})
	}
	add(a.SourceLang, f.Value("source"), term.Preferred)
	add(a.TargetLang, f.Value("target"), term.Preferred)
	for text := range strings.FieldsFuncSeq(f.Value("forbidden"), func(r rune) bool { return r == ';' || r == '؛' }) {
		add(a.TargetLang, text, term.Deprecated)
	}
	return out
}
