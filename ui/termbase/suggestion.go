package termbase

import (
	"cmp"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/term"
	"truchement/workflow/termbase"
)

// suggestPage is the data of suggestions.html: terms that the memory has and the termbase lacks.
type suggestPage struct {
	web.Base
	frame
	part.UnitPairs
	Rows []*suggestRow
}

// suggestRow is a suggestion, the data of the parts "suggestion" and "suggestion-settled".
type suggestRow struct {
	web.Base
	termbase.Suggestion
	N       int // its place on the page
	May     bool
	Settled string // what was done with it
	Made    string // address of the concept that was made of it; empty: it was declined
}

// example is a unit that has the pair.
type example struct {
	SourceLang, TargetLang string
	Source, Target         template.HTML
}

// Keyed are the keys of the rows: only editors decline.
func (p *suggestPage) Keyed() []keyWord {
	if p.May {
		return keysOf(p.Base, "")
	}
	return keysOf(p.Base, "term-decline")
}

func (r *Room) showSuggestions(c *web.Call) error {
	p := &suggestPage{Base: c.Base("termbase.suggestions")}
	var err error
	if p.UnitPairs, err = part.ReadUnitPairs(c); err != nil {
		return err
	}
	waiting, err := r.Termbase.List(c.Ctx(), c.Actor, termbase.Query{})
	if err != nil {
		return err
	}
	p.frame = newFrame(c, waiting.Proposed)
	found, err := r.Termbase.Suggest(c.Ctx(), c.Actor, p.Here.SourceLang, p.Here.TargetLang)
	if err != nil {
		return err
	}
	for i, s := range found {
		p.Rows = append(p.Rows, &suggestRow{Base: c.RowBase(), Suggestion: s, N: i, May: p.May})
	}
	return c.Page(http.StatusOK, "suggestions", p)
}

// Lit are the examples, with the terms in them lit in whatever form they have.
func (s *suggestRow) Lit() (all []example) {
	for _, u := range s.Examples {
		lit := func(t bitext.Text, tag, words string) template.HTML {
			return s.WithOverlay(t, word.Overlay{Hits: part.WordsIn(t, tag, words)}, false)
		}
		all = append(all, example{u.SourceLang, u.TargetLang, lit(u.Source, u.SourceLang, s.Source),
			lit(u.Target, u.TargetLang, s.Target)})
	}
	return all
}

// LangWord names a language of the suggestion.
func (s *suggestRow) LangWord(tag string) string { return langWord(s.Base, tag) }

// IsType reports whether the suggestion looks like what has a type.
func (s *suggestRow) IsType(value string) bool { return value == string(s.Type) }

// suggestionOf reads the suggestion that a form is of.
func suggestionOf(f *web.Form) termbase.Suggestion {
	return termbase.Suggestion{SourceLang: f.Value("source-lang"), TargetLang: f.Value("target-lang"),
		Source: f.Value("source"), Target: f.Value("target"), Type: term.Type(f.Value("type"))}
}

// acceptSuggestion makes a concept of a suggestion, as it is or as it was edited; a translator's is a proposal.
func (r *Room) acceptSuggestion(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	s := suggestionOf(f)
	s.Source = cmp.Or(strings.TrimSpace(f.Value("new-source")), s.Source)
	s.Target = cmp.Or(strings.TrimSpace(f.Value("new-target")), s.Target)
	added, batch, err := r.Termbase.Add(c.Ctx(), c.Actor, termbase.NewConcept{Concept: term.Concept{Type: s.Type,
		Terms: []term.Term{{Lang: s.SourceLang, Text: s.Source}, {Lang: s.TargetLang, Text: s.Target}}}})
	id := "termbase.added"
	if added.State == workflow.ConceptProposed {
		id = "termbase.proposed"
	}
	row := suggestRow{Suggestion: s, Made: "/termbase/concepts/" + added.ID}
	return r.answerSuggestion(c, f, err, doneNotice(c, batch, id), row)
}

// declineSuggestion keeps that a pair is no term.
func (r *Room) declineSuggestion(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	s := suggestionOf(f)
	batch, err := r.Termbase.DeclineSuggestion(c.Ctx(), c.Actor, s)
	return r.answerSuggestion(c, f, err, doneNotice(c, batch, "termbase.suggestion-declined"), suggestRow{Suggestion: s})
}

// answerSuggestion answers the row of a suggestion that is settled, or goes back to the page, which looks through
// the memory again.
func (r *Room) answerSuggestion(c *web.Call, f *web.Form, err error, done web.Notice, row suggestRow) error {
	back := "/termbase/suggestions?" + url.Values{"pair": {row.SourceLang + ">" + row.TargetLang}}.Encode()
	if err != nil && c.Refused(f, err, nil) {
		return c.Failed(back, f.Problem)
	}
	if err != nil {
		return err
	}
	row.N, _ = strconv.Atoi(f.Value("n")) // 0 for a form without it, whose page is loaded anew
	if c.WantsPart("g-" + strconv.Itoa(row.N)) {
		row.Base, row.Settled = c.RowBase(), done.Text
		row.Notice, row.Path = &done, back
		return c.Part(http.StatusOK, "suggestion-settled", &row)
	}
	c.KeepNotice(done)
	return c.Redirect(http.StatusSeeOther, back)
}
