package termbase

import (
	"cmp"
	"unicode"

	"truchement/workflow/format/terms"
	"truchement/workflow/format/terms/entry"
	"truchement/workflow/lang"
	"truchement/workflow/term"
)

// WarningKind is what a person may want to know of a file before it is taken in. Its string is stable and names
// a message.
type WarningKind string

// The kinds of warnings, in the order in which a report has them.
const (
	SwappedColumns WarningKind = "swapped-columns" // most concepts have terms in the scripts of each other's languages
	OtherScript    WarningKind = "other-script"    // a term has no letter of the script of its language
	OneLanguage    WarningKind = "one-language"    // a new concept has terms in one language: each article with one is marked
	SurplusCells   WarningKind = "surplus-cells"   // a row has a text that no heading names, which is left out
	StrayQuote     WarningKind = "stray-quote"     // a cell has a quote that does not close, or may have swallowed rows
)

const mostWarned = 5 // of a kind, that a report names

// ImportWarning says that a file may not be what it is meant to be. It keeps nothing from being taken in.
type ImportWarning struct {
	Kind  WarningKind `json:"kind"`
	Count int         `json:"count"` // concepts, or rows of a table
	First []Warned    `json:"first"`
}

// Warned is what a warning is about.
type Warned struct {
	FilePlace
	Text string `json:"text"`           // the term, or the beginning of the cell
	Lang string `json:"lang,omitempty"` // of the term
}

// warnings are those of a file, by their kinds.
type warnings map[WarningKind]*ImportWarning

func (all warnings) add(k WarningKind, w Warned) {
	if all[k] == nil {
		all[k] = &ImportWarning{Kind: k}
	}
	if all[k].Count++; len(all[k].First) < mostWarned {
		all[k].First = append(all[k].First, w)
	}
}

// warn says in the report what of the file a person may want to know.
func (c *compared) warn() {
	scripts := OtherScript
	if c.areColumnsSwapped() {
		scripts = SwappedColumns
	}
	all := warnings{}
	for i, t := range c.trials {
		for _, d := range t.Doubts {
			all.add(doubts[d.Kind], Warned{FilePlace{d.Line, i + 1}, d.What, ""})
		}
		if isWritten(t) {
			all.addTerms(t, FilePlace{t.Line, i + 1}, scripts)
		}
	}
	for _, k := range []WarningKind{SwappedColumns, OtherScript, OneLanguage, SurplusCells, StrayQuote} {
		if all[k] != nil {
			c.report.Warnings = append(c.report.Warnings, *all[k])
		}
	}
}

// addTerms adds the warnings of the terms of a concept. Scripts is the kind for those that have the scripts of each
// other's languages.
func (all warnings) addTerms(t terms.Trial, at FilePlace, scripts WarningKind) {
	rtl, ltr := inOtherScript(t.Terms)
	switch w := cmp.Or(rtl, ltr); {
	case rtl != nil && ltr != nil:
		all.add(scripts, Warned{at, w.Text, w.Lang})
	case w != nil:
		all.add(OtherScript, Warned{at, w.Text, w.Lang})
	}
	if t.Outcome == terms.New && isOfOneLanguage(t.Terms) {
		all.add(OneLanguage, Warned{at, t.Terms[0].Text, t.Terms[0].Lang})
	}
}

// isWritten reports whether a concept is written unless it contradicts another: what is there already, or twice in
// the file, needs no warning.
func isWritten(t terms.Trial) bool { return t.Outcome == terms.New || t.Outcome == terms.Changed }

// doubts are the warnings for what the reader of a file doubts.
var doubts = map[entry.Kind]WarningKind{entry.SurplusCells: SurplusCells, entry.StrayQuote: StrayQuote}

// areColumnsSwapped reports whether most of the concepts that have terms in scripts of both directions have them
// under the language of the other.
func (c *compared) areColumnsSwapped() bool {
	both, swapped := 0, 0
	for _, t := range c.trials {
		directions := map[string]bool{}
		for _, one := range t.Terms {
			directions[lang.Direction(one.Lang)] = true
		}
		if len(directions) < 2 || !isWritten(t) {
			continue
		}
		both++
		if rtl, ltr := inOtherScript(t.Terms); rtl != nil && ltr != nil {
			swapped++
		}
	}
	return swapped*2 > both
}

// inOtherScript finds the first term of a language that is written from right to left, and of one from left to right,
// which has no letter of its script; nil for none.
func inOtherScript(all []term.Term) (rtl, ltr *term.Term) {
	for i := range all {
		t := &all[i]
		switch {
		case !isInOtherScript(t):
		case lang.Direction(t.Lang) == lang.RTL:
			rtl = cmp.Or(rtl, t)
		default:
			ltr = cmp.Or(ltr, t)
		}
	}
	return rtl, ltr
}

// isInOtherScript reports whether all letters of a term are of the other direction than its language: an Arabic word
// in French. Letters of both, as in the name of a product, are no fault.
func isInOtherScript(t *term.Term) bool {
	other := false
	for _, r := range t.Text {
		if !unicode.IsLetter(r) {
			continue
		}
		if lang.FirstStrong(string(r)) == lang.Direction(t.Lang) {
			return false
		}
		other = true
	}
	return other
}

func isOfOneLanguage(all []term.Term) bool {
	for _, t := range all {
		if lang.Base(t.Lang) != lang.Base(all[0].Lang) {
			return false
		}
	}
	return true
}
