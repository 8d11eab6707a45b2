package word

import (
	"truchement/workflow/mqm"
)

// typeWords are the message IDs of the types of issues.
func typeWords() map[mqm.Type]string {
	return map[mqm.Type]string{
		"accuracy": "mqm.accuracy", "mistranslation": "mqm.mistranslation",
		"addition": "mqm.addition", "omission": "mqm.omission",
		"over-translation":  "mqm.over-translation",
		"under-translation": "mqm.under-translation",
		"untranslated":      "mqm.untranslated", "no-translate": "mqm.no-translate",

		"fluency": "mqm.fluency", "grammar": "mqm.grammar", "spelling": "mqm.spelling",
		"punctuation": "mqm.punctuation", "textual-conventions": "mqm.textual-conventions",
		"unintelligible": "mqm.unintelligible", "character-encoding": "mqm.character-encoding",

		"terminology": "mqm.terminology", "wrong-term": "mqm.wrong-term",
		"term-inconsistency": "mqm.term-inconsistency", "termbase": "mqm.termbase",

		"style": "mqm.style", "register": "mqm.register", "awkward": "mqm.awkward",
		"unidiomatic": "mqm.unidiomatic", "inconsistent-style": "mqm.inconsistent-style",
		"company-style":                   "mqm.company-style",
		"third-party-style":               "mqm.third-party-style",
		"inconsistent-external-reference": "mqm.inconsistent-external-reference",

		"locale-convention": "mqm.locale-convention", "number-format": "mqm.number-format",
		"date-format": "mqm.date-format", "time-format": "mqm.time-format",
		"currency-format": "mqm.currency-format", "measurement-format": "mqm.measurement-format",
		"address-format": "mqm.address-format", "telephone-format": "mqm.telephone-format",
	}
}

// TypeWord says what is wrong.
func (s *names) TypeWord(t mqm.Type) string {
	if id := typeWords()[t]; id != "" {
		return s.T(id)
	}
	return string(t)
}

// SeverityWord says how grave something is.
func (s *names) SeverityWord(v mqm.Severity) string {
	words := map[mqm.Severity]string{mqm.Neutral: "severity.neutral", mqm.Minor: "severity.minor",
		mqm.Major: "severity.major", mqm.Critical: "severity.critical"}
	if id := words[v]; id != "" {
		return s.T(id)
	}
	return string(v)
}

// dimensionGroup is a dimension with its types, for a menu.
type dimensionGroup struct {
	Word  string
	Types []Option
}

// DimensionGroups are the choices of what is wrong.
func (s *Speech) DimensionGroups() []dimensionGroup {
	var groups []dimensionGroup
	for _, d := range mqm.Dimensions() {
		g := dimensionGroup{Word: s.TypeWord(mqm.Type(d))}
		for i, t := range d.Types() {
			word := s.TypeWord(t)
			if i == 0 {
				word = s.T("mqm.other", "Name", word)
			}
			g.Types = append(g.Types, Option{string(t), word})
		}
		groups = append(groups, g)
	}
	return groups
}

// Severities are the choices of how grave something is, the lightest first.
func (s *Speech) Severities() []Option {
	var all []Option
	for _, v := range mqm.Severities() {
		all = append(all, Option{string(v), s.SeverityWord(v)})
	}
	return all
}

// Digit is the key of the n-th severity.
func (s *Speech) Digit(n int) string { return s.Int(n + 1) }
