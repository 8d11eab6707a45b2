package termbase

import (
	"html/template"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/term"
	"truchement/workflow/termbase"
)

// usageView is where a concept is used.
type usageView struct {
	termbase.Usage
	Counts   []countRow
	Places   []placeRow
	Outdated []placeRow // in published articles, of what is not written any more
}

// countRow is how many units have a term.
type countRow struct {
	termView
	Units int
}

// placeRow is a place where a term is used.
type placeRow struct {
	web.Base
	termbase.Use
	Said termView // the term
}

func newUsageView(b web.Base, c term.Concept, u termbase.Usage) usageView {
	v := usageView{Usage: u}
	for _, t := range c.Terms {
		v.Counts = append(v.Counts, countRow{termView{b, t}, u.Terms[t.Text]})
	}
	for _, use := range u.Uses {
		v.Places = append(v.Places, placeRow{b, use, termView{b, use.Term}})
	}
	for _, use := range u.Outdated {
		v.Outdated = append(v.Outdated, placeRow{b, use, termView{b, use.Term}})
	}
	return v
}

// Many reports whether there are more places than are listed.
func (v usageView) Many() bool { return len(v.Places) == termbase.MostUses }

// Tag is the language of the text.
func (p placeRow) Tag() string {
	if p.Target {
		return p.Unit.TargetLang
	}
	return p.Unit.SourceLang
}

// Text is the text with the term in it lit.
func (p placeRow) Text() template.HTML {
	t := p.Unit.Source
	if p.Target {
		t = p.Unit.Target
	}
	return p.WithOverlay(t, word.Overlay{Hits: part.TermSpans(t, p.Hits)}, false)
}

// Path leads to the segment in its article, or to the unit of the memory.
func (p placeRow) Path() string {
	if p.Position > 0 {
		return part.BenchPath(p.Unit.Article, workflow.Segment{ID: p.Unit.Segment, Position: p.Position})
	}
	return "/memory/units/" + p.Unit.ID
}
