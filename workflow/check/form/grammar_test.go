package form

import (
	"strings"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/check/look"
	"truchement/workflow/term"
)

// What another program finds is reported, but names, terms, and what another check reports at the same place: that the text
// is too long is at none, that it is in another language is everywhere.
func TestGrammar(t *testing.T) {
	foreign := look.Check{ID: look.Untranslated, Severity: look.Error, Pair: func(p *look.Subject) {
		if strings.HasPrefix(p.Target.Flat, "Yesterday") {
			p.Report(look.Finding{Target: p.Target.Whole()})
		}
	}}
	for _, c := range []struct {
		name, target, found string
		spelling            bool
		term                string
		want                bool
	}{
		{"an agreement", "Hier, les ministre sont venus.", "les ministre", false, "", true},
		{"a word", "Hier, ils sont arivés.", "arivés", true, "", true},
		{"a name", "Hier, Laftit est venu.", "Laftit", true, "", false},
		{"a term", "Hier, le makhzen a parlé.", "makhzen", true, "makhzen", false},
		{"a term in an agreement", "Hier, les makhzen a parlé.", "les makhzen", false, "makhzen", true},
		{"a doubled word", "Hier, le le ministre a parlé.", "le le", false, "", false},
		{"a sign", "Hier ; il a parlé.", ";", false, "", true},
		{"a text of another language", "Yesterday les ministre came.", "les ministre", false, "", false},
	} {
		at := strings.Index(c.target, c.found)
		p := look.Pair{Kind: bitext.Headline, SourceLang: "ar", TargetLang: "fr", Source: bitext.Plain("أمس."), Target: bitext.Plain(c.target),
			Grammar: []look.Mistake{{Range: look.Span(at, at+len(c.found)), Message: "x", Meant: []string{"y"}, Spelling: c.spelling}}}
		if c.term != "" {
			i := strings.Index(c.target, c.term)
			p.TargetTerms = []term.Hit{{WordStart: i, WordEnd: i + len(c.term)}}
		}
		subject := look.NewSubject(p, &look.Rules{Headline: 5}, nil)
		for _, k := range []*look.Check{&doubledWord, &length, &foreign, &grammar} {
			subject.Look(k)
		}
		reported := false
		for _, f := range subject.Findings() {
			if f.Check == "grammar" {
				reported = true
				if f.Found != c.found || f.Fix == nil || f.Fix.Text != "y" {
					t.Errorf("%s: %+v", c.name, f)
				}
			}
		}
		if reported != c.want {
			t.Errorf("%s: reported %v", c.name, reported)
		}
	}
}
