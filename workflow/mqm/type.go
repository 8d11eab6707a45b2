package mqm

import "slices"

// Dimension is one of the kinds of errors at the top of the typology, by its MQM name.
type Dimension string

// The dimensions that a newsroom's editors judge a translation by. MQM has two more, design and
// audience appropriateness, which are not the translator's here. Fluency is MQM 2.0's linguistic
// conventions, which keeps its old name as its id.
const (
	Accuracy    Dimension = "accuracy"
	Fluency     Dimension = "fluency"
	Terminology Dimension = "terminology"
	Style       Dimension = "style"
	Locale      Dimension = "locale-convention"
)

// Dimensions lists the dimensions in the order in which they are shown.
func Dimensions() []Dimension {
	return []Dimension{Accuracy, Fluency, Terminology, Style, Locale}
}

// Type is what is wrong, by its MQM-Core name: a dimension's own name, or one of its subtypes.
type Type string

// Types lists the types of a dimension: first the dimension itself, for what fits no subtype, then
// the subtypes as MQM-Core names them. Shortcut keys, which news has none of, are left out.
func (d Dimension) Types() []Type {
	sub := map[Dimension][]Type{
		Accuracy: {"mistranslation", "addition", "omission", "over-translation",
			"under-translation", "untranslated", "no-translate"},
		Fluency: {"grammar", "spelling", "punctuation", "textual-conventions", "unintelligible",
			"character-encoding"},
		Terminology: {"wrong-term", "term-inconsistency", "termbase"},
		Style: {"register", "awkward", "unidiomatic", "inconsistent-style", "company-style",
			"third-party-style", "inconsistent-external-reference"},
		Locale: {"number-format", "date-format", "time-format", "currency-format",
			"measurement-format", "address-format", "telephone-format"},
	}
	return append([]Type{Type(d)}, sub[d]...)
}

// Dimension is what a type belongs to; empty for a type that is not known.
func (t Type) Dimension() Dimension {
	for _, d := range Dimensions() {
		if slices.Contains(d.Types(), t) {
			return d
		}
	}
	return ""
}

// Known reports whether t is of the typology.
func (t Type) Known() bool { return t.Dimension() != "" }

// Severity is how grave an issue is.
type Severity string

// The severities. A neutral issue is noted and costs nothing: another choice, not an error.
const (
	Neutral  Severity = "neutral"
	Minor    Severity = "minor"
	Major    Severity = "major"
	Critical Severity = "critical"
)

// Severities lists the severities, the lightest first.
func Severities() []Severity { return []Severity{Neutral, Minor, Major, Critical} }

// Known reports whether s is one of the severities.
func (s Severity) Known() bool { return slices.Contains(Severities(), s) }
