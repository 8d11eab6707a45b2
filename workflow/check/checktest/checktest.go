// Package checktest tries checks on pairs, for the tests of the families of checks.
package checktest

import (
	"slices"
	"strings"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/check/look"
)

// Example is a pair, and what a check finds in it. The type has no name of its own, so that tables need not name its
// fields.
type Example = struct {
	Langs          string // "ar-fr"
	Source, Target string // markup of bitext
	// Want has of each finding "found|expected|target with its fix", the target without a change where there is no fix.
	Want []string
}

// Examples runs one check over examples, by no rules.
func Examples(t *testing.T, k *look.Check, examples []Example) {
	t.Helper()
	ExamplesBy(t, look.Rules{}, k, examples)
}

// ExamplesBy runs one check over examples, by some rules.
func ExamplesBy(t *testing.T, rules look.Rules, k *look.Check, examples []Example) {
	t.Helper()
	for _, e := range examples {
		var got []string
		p := Pair(t, e.Langs, e.Source, e.Target)
		for _, f := range Find(rules, p, k) {
			Message(t, f, k)
			got = append(got, f.Found+"|"+f.Expected+"|"+Fixed(p.Target.Flat(), f.Fix))
		}
		if strings.Join(got, "\n") != strings.Join(e.Want, "\n") {
			t.Errorf("%s\n%s\ngot:\n%s\nwant:\n%s", e.Source, e.Target, strings.Join(got, "\n"), strings.Join(e.Want, "\n"))
		}
	}
}

// Find is what some checks find in a pair.
func Find(rules look.Rules, p look.Pair, checks ...*look.Check) []look.Finding {
	return FindSpelling(rules, nil, p, checks...)
}

// FindSpelling is what some checks find in a pair with the help of a speller.
func FindSpelling(rules look.Rules, speller look.Speller, p look.Pair, checks ...*look.Check) []look.Finding {
	subject := look.NewSubject(p, &rules, speller)
	for _, k := range checks {
		subject.Look(k)
	}
	return subject.Findings()
}

// FindInArticle is what a check finds in the pairs of an article, by pairs.
func FindInArticle(rules look.Rules, pairs []look.Pair, k *look.Check) [][]look.Finding {
	var all []*look.Subject
	for _, p := range pairs {
		subject := look.NewSubject(p, &rules, nil)
		subject.Look(k)
		all = append(all, subject)
	}
	look.LookAtArticle(all, k)
	var found [][]look.Finding
	for _, subject := range all {
		found = append(found, subject.Findings())
	}
	return found
}

// Message holds that a finding says what its check, which is one of some, says it may: the locales are held to that.
func Message(t *testing.T, f look.Finding, checks ...*look.Check) {
	t.Helper()
	for _, k := range checks {
		if k.ID == f.Check && !slices.Contains(k.Messages(), f.Message) {
			t.Errorf("%s reports %q, which is not among its messages %q", f.Check, f.Message, k.Messages())
		}
	}
}

// Pair reads a pair in two languages ("ar-fr"). Its codes are those that the markup names.
func Pair(t *testing.T, langs, source, target string) look.Pair {
	t.Helper()
	from, to, _ := strings.Cut(langs, "-")
	codes := []bitext.Code{{ID: "4", Type: bitext.NoteMark, Equiv: "*"}, {ID: "5", Type: bitext.Break}}
	for _, id := range []string{"1", "2", "3"} {
		codes = append(codes, bitext.Code{ID: id, Type: bitext.Bold})
	}
	p := look.Pair{SourceLang: from, TargetLang: to}
	var err error
	if p.Source, err = bitext.Parse(source, codes); err != nil {
		t.Fatalf("%q: %v", source, err)
	}
	if p.Target, err = bitext.Parse(target, codes); err != nil {
		t.Fatalf("%q: %v", target, err)
	}
	return p
}

// Fixed is a text with a fix, or as it is without one.
func Fixed(flat string, f *look.Fix) string {
	if f == nil {
		return flat
	}
	return flat[:f.Start] + f.Text + flat[f.End:]
}
