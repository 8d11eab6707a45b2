package memory

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"truchement/workflow"
	"truchement/workflow/lang"
	"truchement/workflow/tm"
)

// ConcordanceQuery asks for units that have words, in any of their forms.
type ConcordanceQuery struct {
	Text   string              // the words
	Lang   string              // that they are of, the source's or the target's; empty: as their letters say
	Filter workflow.UnitFilter // languages, and what else the units are; its Limit is the most units, 0: 50
}

// Found is a unit that has the words.
type Found struct {
	Unit   workflow.Unit
	Phrase bool // they follow each other
}

const (
	usualFound = 50
	maxWords   = 400 // bytes of a query
	mostHits   = 500 // units of a pair of languages that are looked at
)

// Concordance lists the units that have all words of a query: as a phrase first, then the newest.
// Units of the other direction are among them.
func (u *UseCases) Concordance(
	ctx context.Context, who workflow.Actor, q ConcordanceQuery,
) ([]Found, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return nil, err
	}
	if q.Lang == "" {
		q.Lang = q.guess()
	}
	if err := q.check(); err != nil {
		return nil, err
	}
	f := q.Filter
	ids := append(u.UnitsHaving(q.Text, q.Lang, f.SourceLang, f.TargetLang),
		u.UnitsHaving(q.Text, q.Lang, f.TargetLang, f.SourceLang)...)
	limit := f.Limit
	if limit <= 0 {
		limit = usualFound
	}
	var found []Found
	err := u.View(ctx, func(t *txn) error {
		found = nil
		units, err := t.UnitsByID(ids)
		for i := range units {
			if q.has(&units[i]) {
				found = append(found, q.found(units[i]))
			}
		}
		return err
	})
	slices.SortFunc(found, compareFound)
	return found[:min(limit, len(found))], err
}

// guess is the language whose letters the words are in; that of the source where both have the same.
func (q *ConcordanceQuery) guess() string {
	isArabic := strings.ContainsFunc(q.Text, func(r rune) bool { return unicode.Is(unicode.Arabic, r) })
	if (lang.Base(q.Filter.TargetLang) == "ar") == isArabic && (lang.Base(q.Filter.SourceLang) == "ar") != isArabic {
		return q.Filter.TargetLang
	}
	return q.Filter.SourceLang
}

func (q *ConcordanceQuery) check() error {
	if err := workflow.CheckPair(q.Filter.SourceLang, q.Filter.TargetLang); err != nil {
		return err
	}
	if len(q.Text) > maxWords {
		return workflow.Fail(workflow.TooLarge, "memory.query-long", "Limit", maxWords)
	}
	if base := lang.Base(q.Lang); base != lang.Base(q.Filter.SourceLang) && base != lang.Base(q.Filter.TargetLang) {
		return workflow.Fail(workflow.Invalid, "align.languages")
	}
	return nil
}

// compareFound orders phrases first, then the newest.
func compareFound(a, b Found) int {
	switch {
	case a.Phrase && !b.Phrase:
		return -1
	case b.Phrase && !a.Phrase:
		return 1
	}
	return cmp.Or(b.Unit.At.Compare(a.Unit.At), strings.Compare(a.Unit.ID, b.Unit.ID))
}

// UnitsHaving are the ids of the units of a pair of languages that have all words of a text, which is in the
// language tag, in any of their forms: as a phrase first, where the index knows that, then the newest.
func (u *UseCases) UnitsHaving(text, tag, source, target string) []string {
	side := tm.Source
	if lang.Base(tag) != lang.Base(source) {
		side = tm.Target
	}
	var hits []tm.Hit
	u.index.on(source, target, func(x *tm.Index) { hits = x.Concordance(text, side, mostHits) })
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = u.index.nameOf(h.ID)
	}
	return ids
}

// has reports whether the filter chooses a unit, of either direction.
func (q *ConcordanceQuery) has(u *workflow.Unit) bool {
	f := q.Filter
	f.SourceLang, f.TargetLang = u.SourceLang, u.TargetLang
	return f.Has(u)
}

// found says whether a unit has the words as a phrase.
func (q *ConcordanceQuery) found(u workflow.Unit) Found {
	text := u.Source.String()
	if lang.Base(u.SourceLang) != lang.Base(q.Lang) {
		text = u.Target.String()
	}
	spans := tm.Spans(text, lang.Base(q.Lang), q.Text)
	words := len(strings.Fields(q.Text))
	return Found{Unit: u, Phrase: words == 1 ||
		len(spans) > 0 && strings.ContainsRune(text[spans[0].From:spans[0].To], ' ')}
}
