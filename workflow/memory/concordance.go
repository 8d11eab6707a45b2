package memory

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"unicode"

	"truchement/workflow"
	"truchement/workflow/align"
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
	// Piece is what translates the words in the other text, in bytes of its characters; empty where that is
	// not sure.
	Piece    lang.Span
	InTarget bool // the words are in the target, and the piece in the source
}

// FoundList are units that have the words.
type FoundList struct {
	Found []Found
	// Looked is how many of the newest units with the words were looked at, when not all were and fewer
	// than asked for are found; 0 else.
	Looked int
}

const (
	usualFound = 50
	maxWords   = 400    // bytes of a query
	hitsPage   = 500    // hits that are read at once
	mostHits   = 20_000 // of a pair of languages that are looked at
	mostPieces = 20     // units whose words are laid to their translation
)

// Concordance lists the units that have all words of a query: as a phrase first, then the newest.
// Units of the other direction are among them. The filter is asked of each unit that has the words, until
// there are enough.
func (u *UseCases) Concordance(
	ctx context.Context, who workflow.Actor, q ConcordanceQuery,
) (out FoundList, err error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return out, err
	}
	if q.Lang == "" {
		q.Lang = q.guess()
	}
	if err := q.check(); err != nil {
		return out, err
	}
	f := q.Filter
	limit := f.Limit
	if limit <= 0 {
		limit = usualFound
	}
	for _, ids := range [][]string{u.idsHaving(q.Text, q.Lang, f.SourceLang, f.TargetLang, mostHits+1),
		u.idsHaving(q.Text, q.Lang, f.TargetLang, f.SourceLang, mostHits+1)} {
		found, looked, err := u.choose(ctx, &q, ids, limit)
		if err != nil {
			return out, err
		}
		out.Found = append(out.Found, found...)
		out.Looked += looked
	}
	slices.SortFunc(out.Found, compareFound)
	if len(out.Found) >= limit {
		out.Found, out.Looked = out.Found[:limit], 0
	}
	for i := range out.Found[:min(mostPieces, len(out.Found))] {
		u.findPiece(&out.Found[i], &q)
	}
	return out, nil
}

// choose reads units, a page a transaction, until limit of them are those of a query. Looked is how many it
// has read, if that is as many as it may and not all.
func (u *UseCases) choose(
	ctx context.Context, q *ConcordanceQuery, ids []string, limit int,
) (found []Found, looked int, err error) {
	for looked < len(ids) && len(found) < limit {
		if looked >= mostHits {
			return found, looked, nil
		}
		page := ids[looked:min(looked+hitsPage, len(ids))]
		var units map[string]workflow.Unit
		err := u.View(ctx, func(t *txn) (err error) {
			units, err = t.UnitsByIDs(page)
			return err
		})
		if err != nil {
			return nil, 0, err
		}
		for _, id := range page {
			if w, there := units[id]; there && q.has(&w) {
				found = append(found, q.found(w))
			}
		}
		looked += len(page)
	}
	return found, 0, nil
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

// UnitsHaving are the ids of all units of a pair of languages that have all words of a text, which is in
// the language tag, in any of their forms: the newest first.
func (u *UseCases) UnitsHaving(text, tag, source, target string) []string {
	ids := u.idsHaving(text, tag, source, target, math.MaxInt)
	slices.SortFunc(ids, func(a, b string) int { return strings.Compare(b, a) })
	return ids
}

// idsHaving are the ids of units that have all words: as a phrase first, where the index knows that, then
// the newest.
func (u *UseCases) idsHaving(text, tag, source, target string, limit int) []string {
	side := tm.Source
	if lang.Base(tag) != lang.Base(source) {
		side = tm.Target
	}
	var hits []tm.Hit
	u.index.on(source, target, func(x *tm.Index) { hits = x.Concordance(text, side, limit) })
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = u.index.nameOf(h.ID)
	}
	return ids
}

// has reports whether the filter chooses a unit, of either direction, and its text has the numbers of the
// query: to the index one number is as another.
func (q *ConcordanceQuery) has(u *workflow.Unit) bool {
	f := q.Filter
	f.SourceLang, f.TargetLang = u.SourceLang, u.TargetLang
	return f.Has(u) && lang.HasNumbers(q.textOf(u), q.Text)
}

// textOf is the text of a unit that is in the language of the query.
func (q *ConcordanceQuery) textOf(u *workflow.Unit) string {
	if lang.Base(u.SourceLang) != lang.Base(q.Lang) {
		return u.Target.String()
	}
	return u.Source.String()
}

// findPiece finds what translates the words of a query in a unit that has them as a phrase.
func (u *UseCases) findPiece(f *Found, q *ConcordanceQuery) {
	from, to := f.Unit.SourceLang, f.Unit.TargetLang
	text, other := f.Unit.Source.String(), f.Unit.Target.String()
	if f.InTarget = lang.Base(from) != lang.Base(q.Lang); f.InTarget {
		from, to, text, other = to, from, other, text
	}
	spans := tm.Spans(text, lang.Base(q.Lang), q.Text)
	if !f.Phrase || len(spans) == 0 {
		return
	}
	start, end, confidence := u.words.of(from, to).Piece(text, other, spans[0].From, spans[0].To)
	if align.Sure(confidence) {
		f.Piece = lang.Span{From: start, To: end}
	}
}

// found says whether a unit has the words as a phrase.
func (q *ConcordanceQuery) found(u workflow.Unit) Found {
	text := q.textOf(&u)
	spans := tm.Spans(text, lang.Base(q.Lang), q.Text)
	words := len(strings.Fields(q.Text))
	return Found{Unit: u, Phrase: words == 1 ||
		len(spans) > 0 && strings.ContainsRune(text[spans[0].From:spans[0].To], ' ')}
}

// Languages are the pairs of base languages that there are units of.
func (u *UseCases) Languages() [][2]string { return u.index.languages() }

// Piece is the part of the translation target of a text source that translates source[from:to], and how
// sure that is, as the memory taught it: see align.Aligner.
func (u *UseCases) Piece(
	sourceLang, targetLang, source, target string, from, to int,
) (start, end int, confidence float64) {
	return u.words.of(sourceLang, targetLang).Piece(source, target, from, to)
}
