package termbase

import (
	"slices"

	"truchement/workflow/format/doubt"
	"truchement/workflow/format/terms"
	"truchement/workflow/lang"
	"truchement/workflow/term"
)

// warn says in the report what of the file a person may want to know.
func (c *compared) warn() {
	var all doubt.Collector
	for i, t := range c.trials {
		for _, d := range t.Doubts {
			all.Add(d.Kind, doubt.Place{Line: d.Line, Number: i + 1}, doubt.Text{Text: d.What})
		}
		if !isWritten(t) {
			continue
		}
		at := doubt.Place{Line: t.Line, Number: i + 1}
		var texts []doubt.Text
		for _, one := range t.Terms {
			texts = append(texts, doubt.Text{Lang: one.Lang, Text: one.Text})
		}
		all.AddTexts(at, texts...)
		if t.Outcome == terms.New && isOfOneLanguage(t.Terms) {
			all.Add(doubt.OneLanguage, at, texts[0])
		}
	}
	c.report.Warnings = all.Warnings()
}

// isWritten reports whether a concept is written unless it contradicts another: what is there already, or twice in
// the file, needs no warning.
func isWritten(t terms.Trial) bool { return t.Outcome == terms.New || t.Outcome == terms.Changed }

func isOfOneLanguage(all []term.Term) bool {
	return !slices.ContainsFunc(all, func(t term.Term) bool { return lang.Base(t.Lang) != lang.Base(all[0].Lang) })
}
