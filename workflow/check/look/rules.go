package look

import (
	"cmp"

	"truchement/workflow/term"
)

// Mode is what a publication makes of a check.
type Mode string

// The modes; the zero Mode is what the check's own Severity says. A matter of house style (apostrophes, ligatures,
// ordinals) is reported in full only where the mode is Warn or Block, and else where the text contradicts itself.
const (
	Off   Mode = "off"
	Warn  Mode = "warn"
	Block Mode = "block"
)

// Rules are what a publication makes of the checks, and its house style.
type Rules struct {
	Modes map[ID]Mode `json:"checks,omitempty"`
	// French is the typographic profile of French: see lang.FrenchSpacing. Empty: as the tag of the text says.
	French string `json:"french,omitempty"`
	// Digits are those of Arabic text: "latn" or "arab". Empty: either, but one kind in a text.
	Digits string `json:"digits,omitempty"`
	// Headline and Caption are the most characters of a headline and of a caption; 0: any number.
	Headline int `json:"headline,omitempty"`
	Caption  int `json:"caption,omitempty"`
	// Concepts are a glossary for pairs that come without Concepts of their own.
	Concepts []term.Concept `json:"concepts,omitempty"`
}

// Off reports whether the rules turn a check off.
func (r *Rules) Off(k *Check) bool { return r.Modes[k.ID] == Off }

// asks reports whether the rules ask for a check, so that it may be strict about house style.
func (r *Rules) asks(k *Check) bool { return r.Modes[k.ID] == Warn || r.Modes[k.ID] == Block }

// severity is that of a finding of a check: as the rules say, else its own, else that of the check.
func (r *Rules) severity(k *Check, own Severity) Severity {
	switch r.Modes[k.ID] {
	case Warn:
		return Warning
	case Block:
		return Error
	}
	return cmp.Or(own, k.Severity)
}
