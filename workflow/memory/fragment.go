package memory

import (
	"context"
	"slices"

	"truchement/workflow"
	"truchement/workflow/align"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
	"truchement/workflow/lang/value"
	"truchement/workflow/tm"
)

// Fragment is a stretch of a text that a unit's source has too, with the piece of the unit's target that
// translates it.
type Fragment struct {
	From, To int // bytes of the text's characters
	Unit     workflow.Unit
	Source   lang.Span // in the characters of the unit's source
	Target   lang.Span // in those of its target
	// Confidence is how sure the piece is, 0 to 1: see align.Piece.
	Confidence float64
	// Piece is the piece with the numbers, dates and names of the text in place of the unit's: Repairs are
	// its places.
	Piece   string
	Repairs []Repair
}

const (
	leastFragment = 4 // words
	mostFragments = 5
)

// FragmentsOf are the fragments of the source of a segment, the longest first: for one that no unit
// is like.
func (u *UseCases) FragmentsOf(
	ctx context.Context, who workflow.Actor, segment string,
) ([]Fragment, error) {
	q, err := u.queryOf(ctx, who, segment)
	if err != nil {
		return nil, err
	}
	return u.fragments(ctx, q)
}

// Fragments are the fragments of a text, the longest first.
func (u *UseCases) Fragments(ctx context.Context, who workflow.Actor, q Query) ([]Fragment, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return nil, err
	}
	if err := workflow.CheckPair(q.SourceLang, q.TargetLang); err != nil {
		return nil, err
	}
	return u.fragments(ctx, q)
}

// HasFragments reports whether units share a stretch of words with the text of a query.
func (u *UseCases) HasFragments(q Query) (has bool) {
	u.index.on(q.SourceLang, q.TargetLang, func(x *tm.Index) {
		has = len(x.Fragments(q.Text.String(), leastFragment, 1)) > 0
	})
	return has
}

func (u *UseCases) fragments(ctx context.Context, q Query) ([]Fragment, error) {
	text := q.Text.String()
	var shared []tm.Fragment
	u.index.on(q.SourceLang, q.TargetLang, func(x *tm.Index) {
		shared = x.Fragments(text, leastFragment, 2*mostFragments)
	})
	if len(shared) == 0 {
		return nil, nil // nor is an aligner of these languages made
	}
	ids := make([]string, len(shared))
	for i, s := range shared {
		ids[i] = u.index.nameOf(s.ID)
	}
	var units map[string]workflow.Unit
	err := u.View(ctx, func(t *txn) (err error) {
		units, err = t.UnitsByIDs(ids)
		return err
	})
	if err != nil {
		return nil, err
	}
	aligner := u.words.of(q.SourceLang, q.TargetLang)
	var all []Fragment
	for i, s := range shared {
		unit, there := units[ids[i]]
		words := wordsOf(unit.Source.String())
		if !there || unit.Gone || unit.ID == q.Except || s.SourceTo > len(words) || len(all) == mostFragments {
			continue
		}
		f := Fragment{From: s.From, To: s.To, Unit: unit,
			Source: lang.Span{From: words[s.SourceFrom].Start, To: words[s.SourceTo-1].End}}
		f.Target.From, f.Target.To, f.Confidence = aligner.Piece(unit.Source.String(),
			unit.Target.String(), f.Source.From, f.Source.To)
		if align.Sure(f.Confidence) && f.repair(text[s.From:s.To]) {
			all = append(all, f)
		}
	}
	return all, nil
}

// repair repairs the piece for the stretch of a text, and reports false where it is left with a number or
// a date that the stretch does not have.
func (f *Fragment) repair(stretch string) bool {
	u := f.Unit
	u.Source = bitext.Plain(u.Source.String()[f.Source.From:f.Source.To])
	u.Target = bitext.Plain(u.Target.String()[f.Target.From:f.Target.To])
	piece, repairs := repair(u, u.Target, stretch)
	f.Piece, f.Repairs = piece.String(), repairs
	there := value.Find(stretch, u.SourceLang)
	return !slices.ContainsFunc(value.Find(f.Piece, u.TargetLang), func(v value.Value) bool {
		return countEqual(there, v) == 0
	})
}

// wordsOf are the words of a text, as the index counts them.
func wordsOf(text string) []lang.Token {
	return slices.DeleteFunc(lang.Tokens(text), func(t lang.Token) bool { return !t.Word })
}
