package memory

import (
	"context"
	"math"
	"slices"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
	"truchement/workflow/tm"
)

// How many matches a lookup answers, and how near, when it does not ask for others.
const (
	DefaultLimit = 9  // as many as there are keys to insert them by
	DefaultFloor = 50 // percent
	maxLimit     = 100
	spare        = 7  // more that are looked at, as units of the same texts are one match
	leastFound   = 16 // looked at, for any limit: as many as one statement reads
)

// MatchKind says how a unit is like a text.
type MatchKind string

// The kinds of matches, the best first.
const (
	ContextMatch MatchKind = "context" // the same text between the same neighbours
	ExactMatch   MatchKind = "exact"   // the same text
	FuzzyMatch   MatchKind = "fuzzy"
)

// Query asks for units that are like a text.
type Query struct {
	SourceLang, TargetLang string
	Text                   bitext.Text
	Before, After          bitext.Text // the texts beside it; empty: not known
	Floor                  int         // the lowest score, in percent; 0: DefaultFloor
	Limit                  int         // at most; 0: DefaultLimit
	Except                 string      // id of a unit that is not asked for; empty: none
}

// Match is a unit that is like a text.
type Match struct {
	Unit  workflow.Unit
	Kind  MatchKind
	Score int       // percent, rounded down: see tm.Score, with points taken off for origin and codes
	Steps []tm.Step // the words of the unit's source and of the text, as the score counts them; nil for the same text
	// Target is the unit's, with the codes of the text in place of its own where they fit, and
	// without codes elsewhere.
	Target bitext.Text
	// Repairs are the places of Target that have the numbers, dates and names of the text.
	Repairs   []Repair
	Penalties []Penalty // that Score has
	Times     int       // units with this source and target, of those found; Unit is the best of them
	// Rivals is how many other translations of the same source there are at the same score: the order
	// among them is no reason to take the first.
	Rivals int
}

// MatchesOf are the units that are like the source of a segment, the best first.
func (u *UseCases) MatchesOf(ctx context.Context, who workflow.Actor, segment string) ([]Match, error) {
	q, err := u.queryOf(ctx, who, segment)
	if err != nil {
		return nil, err
	}
	return u.find(ctx, q)
}

// queryOf asks for what is like the source of a segment.
func (u *UseCases) queryOf(ctx context.Context, who workflow.Actor, segment string) (Query, error) {
	q := Query{Except: segment}
	if err := who.May(workflow.ReadDesk); err != nil {
		return q, err
	}
	err := u.View(ctx, func(t *txn) error {
		s, err := t.Segment(segment)
		if err != nil {
			return err
		}
		a, err := t.Article(s.Article)
		if err != nil {
			return err
		}
		q.SourceLang, q.TargetLang, q.Text = a.SourceLang, a.TargetLang, s.Source
		q.Before, q.After, err = t.neighbours(s)
		return err
	})
	return q, err
}

// Matches are the units that are like a text, the best first.
func (u *UseCases) Matches(ctx context.Context, who workflow.Actor, q Query) ([]Match, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return nil, err
	}
	if err := workflow.CheckPair(q.SourceLang, q.TargetLang); err != nil {
		return nil, err
	}
	return u.find(ctx, q)
}

func (u *UseCases) find(ctx context.Context, q Query) ([]Match, error) {
	if q.Limit <= 0 {
		q.Limit = DefaultLimit
	}
	if q.Floor <= 0 {
		q.Floor = DefaultFloor
	}
	limit := min(q.Limit, maxLimit)
	for ask := max(limit+spare, leastFound); ; ask *= 4 {
		matches, rest, err := u.lookUp(ctx, &q, ask)
		if err != nil {
			return nil, err
		}
		// What was not asked for may lose no points, and so be better than what loses some.
		if ask < mostAsked && (len(matches) < limit && rest > 0 || len(matches) >= limit && rest > matches[limit-1].Score) {
			continue
		}
		return matches[:min(limit, len(matches))], nil
	}
}

// mostAsked is how many of the best units, by their words alone, are looked at for a lookup.
const mostAsked = 600

// lookUp finds the matches among so many of the best units, in order. No other unit has a score above rest;
// 0: there are no others.
func (u *UseCases) lookUp(ctx context.Context, q *Query, ask int) (matches []Match, rest int, err error) {
	var found []tm.Match
	u.index.on(q.SourceLang, q.TargetLang, func(x *tm.Index) {
		found = x.Lookup(tm.Query{Text: q.Text.String(), Before: uint64(keyOf(q.Before, q.SourceLang)),
			After: uint64(keyOf(q.After, q.SourceLang)), Floor: float64(q.Floor), Limit: ask})
	})
	ids := make([]string, len(found))
	for i, m := range found {
		ids[i] = u.index.nameOf(m.ID)
	}
	err = u.View(ctx, func(t *txn) error {
		units, err := t.UnitsByIDs(ids)
		matches = make([]Match, 0, len(found))
		for i, m := range found {
			unit, there := units[ids[i]]
			if there && !unit.Gone && unit.ID != q.Except {
				matches = append(matches, q.match(m, unit))
			}
		}
		return err
	})
	matches = group(matches)
	if len(found) == ask {
		rest = percent(found[ask-1].Score)
	}
	return matches, rest, err
}

// percent is a score, rounded down.
func percent(score float64) int { return int(math.Floor(score + 1e-9)) }

func (q *Query) match(m tm.Match, u workflow.Unit) Match {
	out := Match{Unit: u, Kind: matchKinds[m.Kind], Score: percent(m.Score), Penalties: penaltiesOf(&u)}
	if m.Kind == tm.Fuzzy {
		out.Steps = tm.Explain(u.Source.String(), q.Text.String(), lang.Base(q.SourceLang))
	}
	target, fits := withCodesOf(u, q.Text)
	if out.Target = target; !fits {
		out.Score -= codesPenalty
		out.Penalties = append(out.Penalties, OtherCodes)
	}
	if m.Kind == tm.Fuzzy {
		out.Target, out.Repairs = repair(u, target, q.Text.String())
	}
	return out
}

var matchKinds = map[tm.Kind]MatchKind{
	tm.Context: ContextMatch, tm.Exact: ExactMatch, tm.Fuzzy: FuzzyMatch,
}

// withCodesOf is the target of a unit for a source text: with the codes of text in place of its own,
// if both sources have codes of the same types in the same order; else without codes, and false.
func withCodesOf(u workflow.Unit, text bitext.Text) (target bitext.Text, fits bool) {
	from, to := u.Source.Codes(), text.Codes()
	codes := map[string]bitext.Code{}
	fits = len(from) == len(to)
	for i := 0; fits && i < len(from); i++ {
		fits = from[i].Type == to[i].Type
		codes[from[i].ID] = to[i]
	}
	target = slices.Clone(u.Target)
	for i, r := range target {
		if code, known := codes[r.Code.ID]; r.Kind != bitext.Chars {
			fits = fits && known
			target[i].Code = code
		}
	}
	if !fits {
		return bitext.Plain(u.Target.String()), false
	}
	return target, true
}
