package check

import (
	"slices"

	"truchement/workflow/check/figure"
	"truchement/workflow/check/form"
	"truchement/workflow/check/look"
	"truchement/workflow/check/name"
	"truchement/workflow/check/sense"
)

// What the checks share is in package look. These are its names for callers.
type (
	// Pair is a source with its target: see look.Pair.
	Pair = look.Pair
	// Finding is something that a check found: see look.Finding.
	Finding = look.Finding
	// Range is a part of a text: see look.Range.
	Range = look.Range
	// Fix is a correction of the target: see look.Fix.
	Fix = look.Fix
	// ID names a check: see look.ID.
	ID = look.ID
	// Severity says what a finding does at confirming: see look.Severity.
	Severity = look.Severity
	// Check is one check: see look.Check.
	Check = look.Check
	// Rules are what a publication makes of the checks: see look.Rules.
	Rules = look.Rules
	// Filling is what fills a target in: see look.Filling.
	Filling = look.Filling
	// Mode is what a publication makes of a check: see look.Mode.
	Mode = look.Mode
	// Mistake is what another program finds wrong: see look.Mistake.
	Mistake = look.Mistake
	// Speller knows the words of a language: see look.Speller.
	Speller = look.Speller
)

// The severities, modes, fillings and named checks of package look.
const (
	Grammar     = look.Grammar
	Error       = look.Error
	Warning     = look.Warning
	Off         = look.Off
	Warn        = look.Warn
	Block       = look.Block
	FromMemory  = look.FromMemory
	FromMachine = look.FromMachine
)

// order is that in which checks and their findings at one place are listed. It runs across the families.
var order = []ID{
	"codes",
	"number", "percent", "money", "measure", "date", "month", "weekday", "hour", "relative-day", "address",
	"quotes", "brackets", "doubled-word", "final-sign",
	"name-known", "name-latin", "name", "name-other", "name-two-ways", "term-missing", "term-forbidden", "inconsistent", "repeated",
	"untranslated", "quote-lost", "too-short", "omission", "addition", "broken-sentence", "negation", "unedited",
	"spacing", "capital", "apostrophe", "ligature", "ordinal",
	"arabic-sign", "digits", "tatweel", "mark", "slip", "lookalike", "bidi", "length", "spelling", Grammar,
}

// checks are the checks of all families, in order.
var checks = inOrder(form.Checks(), figure.Checks(), name.Checks(), sense.Checks())

func inOrder(families ...[]*Check) []*Check {
	all := slices.Concat(families...)
	slices.SortStableFunc(all, func(a, b *Check) int { return slices.Index(order, a.ID) - slices.Index(order, b.ID) })
	return all
}

// Checks are all checks, for lists.
func Checks() []*Check { return slices.Clone(checks) }

// ByID is the check of an id; nil: there is none.
func ByID(id ID) *Check {
	if at := slices.IndexFunc(checks, func(k *Check) bool { return k.ID == id }); at >= 0 {
		return checks[at]
	}
	return nil
}

// Checker looks at pairs by some rules. It is immutable and safe for concurrent use.
type Checker struct {
	rules    Rules
	speller  Speller
	glossary *name.Glossary // nil: none
}

// New makes a checker.
func New(rules Rules) *Checker {
	return &Checker{rules: rules, glossary: name.NewGlossary(rules.Concepts)}
}

// WithSpeller returns a checker by the same rules that has a speller for its spelling check.
func (c *Checker) WithSpeller(s Speller) *Checker {
	return &Checker{rules: c.rules, speller: s, glossary: c.glossary}
}

// Pair looks at one pair. The findings are in the order of the target, then of the source. A pair without a target
// has none.
func (c *Checker) Pair(p Pair) []Finding { return c.lookAt(p).Findings() }

// Article looks at the pairs of an article, in order: at each by itself, and at what contradicts itself between them.
// The findings are by pairs.
func (c *Checker) Article(pairs []Pair) [][]Finding {
	all := make([]*look.Subject, len(pairs))
	for i, p := range pairs {
		all[i] = c.lookAt(p)
	}
	for _, k := range checks {
		look.LookAtArticle(all, k)
	}
	found := make([][]Finding, len(all))
	for i, p := range all {
		found[i] = p.Findings()
	}
	return found
}

// lookAt has all checks look at a pair, if it has a target.
func (c *Checker) lookAt(p Pair) *look.Subject {
	c.glossary.Fill(&p)
	subject := look.NewSubject(p, &c.rules, c.speller)
	if !p.Target.Empty() {
		for _, k := range checks {
			subject.Look(k)
		}
	}
	return subject
}
