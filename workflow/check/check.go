package check

import (
	"cmp"
	"slices"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
	"truchement/workflow/term"
)

// ID names a check. It stays the same for ever.
type ID string

// Severity says what a finding does at confirming.
type Severity string

// The severities.
const (
	Error   Severity = "error"   // it blocks confirming
	Warning Severity = "warning" // it asks once more
)

// Range is a part of a text, in bytes of its Flat; the zero Range is no part of it.
type Range struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Empty reports whether it has no text.
func (r Range) Empty() bool { return r.Start >= r.End }

// Fix is a correction of the target: the text that belongs in the place of a range.
type Fix struct {
	Range
	Text string `json:"text"`
}

// Finding is something that a check found. At least one of its ranges says where.
type Finding struct {
	Check          ID
	Severity       Severity
	Source, Target Range
	Message        string // ID of the message, which has Found and Expected
	Found          string // in the text, as it is there; empty: something is missing
	Expected       string // empty: nothing
	Fix            *Fix   // nil: a person has to think
}

// Pair is a source with its target, and what is known of them.
type Pair struct {
	SourceLang, TargetLang string // BCP 47
	Source, Target         bitext.Text
	Kind                   bitext.BlockKind // of its block; empty: Paragraph
	// SourceDay and TargetDay are the days on which the source appeared and the edition appears; zero: unknown.
	SourceDay, TargetDay time.Time
	// Terms are the places where both texts have terms, and the concepts of these.
	SourceTerms, TargetTerms []term.Hit
	Concepts                 map[string]term.Concept
}

// Check is one check. Either of its functions is set.
type Check struct {
	ID       ID
	Severity Severity // where rules say nothing else
	// messages are the IDs of what it reports; nil: "check." and its ID alone.
	messages []string
	// pair looks at one pair.
	pair func(p *pair)
	// article looks at all pairs of an article, in order.
	article func(all []*pair)
}

// Messages are the IDs of all messages that the check reports.
func (k *Check) Messages() []string {
	if k.messages == nil {
		return []string{"check." + string(k.ID)}
	}
	return slices.Clone(k.messages)
}

// checks are all checks, in the order in which findings at one place are listed.
var checks = []*Check{
	&codes,
	&number,
	&percent,
	&money,
	&measure,
	&date,
	&months,
	&days,
	&hours,
	&relativeDay,
	&address,
	&quotes,
	&brackets,
	&doubledWord,
	&finalSign,
	&untranslated,
	&quoteLost,
	&tooShort,
	&omission,
	&addition,
	&brokenSentence,
	&negation,
	&spacing,
	&capital,
	&apostrophe,
	&ligature,
	&ordinalForm,
	&arabicSign,
	&digits,
	&tatweel,
	&mark,
	&slip,
	&lookalike,
	&bidi,
	&length,
	&spelling,
}

// Checks are all checks, for lists.
func Checks() []*Check { return slices.Clone(checks) }

// Checker looks at pairs by some rules. It is immutable and safe for concurrent use.
type Checker struct {
	rules   Rules
	speller Speller
}

// New makes a checker.
func New(rules Rules) *Checker { return &Checker{rules: rules} }

// Pair looks at one pair. The findings are in the order of the target, then of the source. A pair without a target
// has none.
func (c *Checker) Pair(p Pair) []Finding {
	if p.Target.Empty() {
		return nil
	}
	one := c.newPair(p)
	c.run(one)
	return one.sorted()
}

// Article looks at the pairs of an article, in order: at each by itself, and at what contradicts itself between them.
// The findings are by pairs.
func (c *Checker) Article(pairs []Pair) [][]Finding {
	all := make([]*pair, len(pairs))
	for i, p := range pairs {
		all[i] = c.newPair(p)
		if !p.Target.Empty() {
			c.run(all[i])
		}
	}
	for _, k := range checks {
		if k.article == nil || c.rules.off(k) {
			continue
		}
		for _, p := range all {
			p.now = k
		}
		k.article(all)
	}
	found := make([][]Finding, len(all))
	for i, p := range all {
		found[i] = p.sorted()
	}
	return found
}

func (c *Checker) newPair(p Pair) *pair {
	return &pair{Pair: p, rules: &c.rules, speller: c.speller, source: newSide(p.Source, p.SourceLang), target: newSide(p.Target, p.TargetLang)}
}

func (c *Checker) run(p *pair) {
	for _, k := range checks {
		if k.pair == nil || c.rules.off(k) {
			continue
		}
		p.now = k
		k.pair(p)
	}
}

// pair is a Pair while checks look at it.
type pair struct {
	Pair
	rules          *Rules
	speller        Speller
	source, target *side
	now            *Check // that looks at it
	comparison     *comparison
	links          *linked // see Links
	found          []Finding
}

// report adds a finding of the check that looks at the pair. The finding may be less severe than the check.
func (p *pair) report(f Finding) {
	f.Check, f.Severity = p.now.ID, p.rules.severity(p.now, f.Severity)
	f.Message = cmp.Or(f.Message, "check."+string(f.Check))
	p.found = append(p.found, f)
}

func (p *pair) sorted() []Finding {
	slices.SortStableFunc(p.found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Target.Start, b.Target.Start), cmp.Compare(a.Source.Start, b.Source.Start))
	})
	return p.found
}

// frenchSpacing is the spacing of the target's profile.
func (p *pair) frenchSpacing() lang.Spacing {
	if p.target.Lang != "fr" {
		return nil
	}
	return lang.FrenchSpacing(cmp.Or(p.rules.French, p.target.Tag))
}
