package look

import (
	"cmp"
	"slices"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/term"
)

// Pair is a source with its target, and what is known of them.
type Pair struct {
	SourceLang, TargetLang string // BCP 47
	Source, Target         bitext.Text
	Kind                   bitext.BlockKind // of its block; empty: Paragraph
	// SourceDay and TargetDay are the days on which the source appeared and the edition appears; zero: unknown.
	SourceDay, TargetDay time.Time
	// Filling says what has filled the target in, word for word, for a source that is not the same.
	Filling Filling
	// Terms are the places where both texts have terms, and the concepts of these. Where Concepts is nil, they are found by
	// those of the Rules.
	SourceTerms, TargetTerms []term.Hit
	Concepts                 map[string]term.Concept
	Grammar                  []Mistake // that another program finds in the target
}

// Mistake is what another program finds wrong in a target.
type Mistake struct {
	Range
	Message  string   // in the language of the target
	Meant    []string // what may be meant, likeliest first
	Spelling bool     // it is a word that is not known
}

// Filling is what fills a target in that no person has written.
type Filling string

// The fillings; the zero Filling is none.
const (
	FromMemory  Filling = "memory"
	FromMachine Filling = "machine"
)

// Subject is a pair while checks look at it.
type Subject struct {
	Pair           Pair
	Source, Target *Side
	Rules          *Rules
	Speller        Speller // nil: spelling is not checked
	now            *Check  // that looks at it
	read           map[any]any
	found          []Finding
}

// NewSubject takes up a pair.
func NewSubject(p Pair, rules *Rules, speller Speller) *Subject {
	return &Subject{Pair: p, Rules: rules, Speller: speller, read: map[any]any{},
		Source: newSide(p.Source, p.SourceLang), Target: newSide(p.Target, p.TargetLang)}
}

// Look has a check look at the pair, unless the rules turn it off.
func (p *Subject) Look(k *Check) {
	if k.Pair == nil || p.Rules.Off(k) {
		return
	}
	p.now = k
	k.Pair(p)
}

// LookAtArticle has a check look at the pairs of an article, which have the same rules.
func LookAtArticle(all []*Subject, k *Check) {
	if k.Article == nil || len(all) == 0 || all[0].Rules.Off(k) {
		return
	}
	for _, p := range all {
		p.now = k
	}
	k.Article(all)
}

// Asks reports whether the rules ask for the check that looks, so that it may be strict about house style.
func (p *Subject) Asks() bool { return p.Rules.asks(p.now) }

// Report adds a finding of the check that looks at the pair. The finding may be less severe than the check.
func (p *Subject) Report(f Finding) {
	f.Check, f.Severity = p.now.ID, p.Rules.severity(p.now, f.Severity)
	f.Message = cmp.Or(f.Message, "check."+string(f.Check))
	p.found = append(p.found, f)
}

// Finds reports whether a check has reported a place of the target that a range overlaps. What is said of the target as a
// whole, such as that something is missing, is at no place of it, but that it is not in its language.
func (p *Subject) Finds(r Range) bool {
	whole := p.Target.Whole()
	return slices.ContainsFunc(p.found, func(f Finding) bool {
		return f.Target.Start < r.End && r.Start < f.Target.End && (f.Target != whole || r == whole || f.Check == Untranslated)
	})
}

// Withdraw takes back what was found and a check that looks at the whole article knows to be right.
func (p *Subject) Withdraw(isRight func(Finding) bool) { p.found = slices.DeleteFunc(p.found, isRight) }

// Findings are what was found, in the order of the target, then of the source, then of the checks that looked.
func (p *Subject) Findings() []Finding {
	slices.SortStableFunc(p.found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Target.Start, b.Target.Start), cmp.Compare(a.Source.Start, b.Source.Start))
	})
	return p.found
}

// Once is what read reads of a pair, read once for all checks that share it. A type T is read in one way only.
func Once[T any](p *Subject, read func(*Subject) *T) *T {
	key := (*T)(nil)
	if v, ok := p.read[key]; ok {
		return v.(*T)
	}
	v := read(p)
	p.read[key] = v
	return v
}
