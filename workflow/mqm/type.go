package mqm

import "slices"

// Dimension is a top-level error type of the typology, by its MQM name.
type Dimension string

// The dimensions that editors judge a translation by. MQM's other two, design and audience
// appropriateness, are not the work of a translator here. Fluency has the id of its former name;
// MQM 2.0 calls it linguistic conventions.
const (
	Accuracy    Dimension = "accuracy"
	Fluency     Dimension = "fluency"
	Terminology Dimension = "terminology"
	Style       Dimension = "style"
	Locale      Dimension = "locale-convention"
)

// Dimensions lists the dimensions in the order of the pages.
func Dimensions() []Dimension {
	return []Dimension{Accuracy, Fluency, Terminology, Style, Locale}
}

// Type is the type of an issue by its MQM-Core name: a dimension's own name, or one of its
// subtypes.
type Type string

// Types lists the types of a dimension: the dimension itself, for issues of no subtype, then the
// subtypes as MQM-Core names them. Shortcut keys, which do not occur in news, are omitted.
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

// Types lists the types of every dimension.
func Types() []Type {
	var all []Type
	for _, d := range Dimensions() {
		all = append(all, d.Types()...)
	}
	return all
}

// Dimension returns the dimension of a type, or "" for an unknown type.
func (t Type) Dimension() Dimension {
	for _, d := range Dimensions() {
		if slices.Contains(d.Types(), t) {
			return d
		}
	}
	return ""
}

// Known reports whether t is a type of the typology.
func (t Type) Known() bool { return t.Dimension() != "" }

// Severity is the gravity of an issue.
type Severity string

// The severities. A neutral issue has no penalty: it notes another choice, not an error.
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
