package publication

import (
	"math"
	"strconv"
	"strings"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow/mqm"
)

// weight is one number of a scheme: the field that holds it, and what it is called.
type weight struct {
	name, word string
	of         func(*mqm.Scheme) *float64
}

// weights are the numbers of a scheme in the order in which they are shown.
func weights() []weight {
	return []weight{
		{"accuracy", "mqm.accuracy", func(s *mqm.Scheme) *float64 { return &s.Accuracy }},
		{"fluency", "mqm.fluency", func(s *mqm.Scheme) *float64 { return &s.Fluency }},
		{"terminology", "mqm.terminology", func(s *mqm.Scheme) *float64 { return &s.Terminology }},
		{"style", "mqm.style", func(s *mqm.Scheme) *float64 { return &s.Style }},
		{"locale", "mqm.locale-convention", func(s *mqm.Scheme) *float64 { return &s.Locale }},
		{"minor", "severity.minor", func(s *mqm.Scheme) *float64 { return &s.Minor }},
		{"major", "severity.major", func(s *mqm.Scheme) *float64 { return &s.Major }},
		{"critical", "severity.critical", func(s *mqm.Scheme) *float64 { return &s.Critical }},
		{"tolerance", "scheme.tolerance", func(s *mqm.Scheme) *float64 { return &s.Tolerance }},
		{"threshold", "scheme.threshold", func(s *mqm.Scheme) *float64 { return &s.Threshold }},
	}
}

// weightGroup is a row of numbers with what they are.
type weightGroup struct {
	Word    string
	Weights []word.Option
}

// WeightGroups are the fields of a scheme.
func (b styles) WeightGroups() []weightGroup {
	groups := []weightGroup{{Word: b.T("scheme.dimensions")}, {Word: b.T("scheme.severities")},
		{Word: b.T("scheme.scale")}}
	for i, w := range weights() {
		at := 0
		switch {
		case i >= 8:
			at = 2
		case i >= 5:
			at = 1
		}
		groups[at].Weights = append(groups[at].Weights, word.Option{Value: w.name, Word: b.T(w.word)})
	}
	return groups
}

// parseScheme reads a scheme. What is no number makes it unsound; what is the usual one is kept as
// none of its own; a form without any of its fields means none too.
func parseScheme(f *web.Form) mqm.Scheme {
	var s mqm.Scheme
	sent := false
	for _, w := range weights() {
		text := strings.NewReplacer(",", ".", "٫", ".").Replace(part.WesternDigits(f.Value(w.name)))
		sent = sent || text != ""
		n, err := strconv.ParseFloat(text, 64)
		if err != nil {
			n = math.NaN()
		}
		*w.of(&s) = n
	}
	if !sent || s == mqm.Usual() {
		return mqm.Scheme{}
	}
	return s
}
