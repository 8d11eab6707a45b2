package unit

import (
	"slices"
	"strings"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

const (
	mostLooked = 10_000 // units that one page of a search reads
	searchPage = 2000   // units that are read at once
	foundPage  = 200    // units with the words that are read at once
)

// finding goes through the units that a query chooses and that have its text: its words in any form, by
// the index, or where no unit has them all a part of a word, by reading the units.
type finding struct {
	UnitQuery
	ids  []string           // of units that have the words and were not looked at yet
	last string             // the last one that was
	part bool               // look for a part of a word
	from workflow.UnitPlace // after which
	seek map[Side]string    // the text, folded
}

// cursorOfWords begins the cursors of a finding by words; an id follows.
const cursorOfWords = "words."

// newFinding begins a finding at the cursor of its query; nothing is sought for one without a text.
func (u *UseCases) newFinding(q UnitQuery) finding {
	f := finding{UnitQuery: q, seek: map[Side]string{}}
	if !q.hasText() {
		return f
	}
	id, words := strings.CutPrefix(q.Cursor, cursorOfWords)
	if f.from = placeOf(q.Cursor); !words && f.from.ID != "" {
		f.part = true
		return f
	}
	f.ids = u.having(q)
	if words {
		f.last = id
		after, there := slices.BinarySearchFunc(f.ids, id, func(a, b string) int { return strings.Compare(b, a) })
		if there {
			after++
		}
		f.ids = f.ids[after:]
	}
	return f
}

// having are the units that have all words of a query, by the index, the newest first.
func (u *UseCases) having(q UnitQuery) (ids []string) {
	if q.Side != TargetSide {
		ids = u.index.UnitsHaving(q.Text, q.SourceLang, q.SourceLang, q.TargetLang)
	}
	if q.Side != SourceSide {
		ids = append(ids, u.index.UnitsHaving(q.Text, q.TargetLang, q.SourceLang, q.TargetLang)...)
	}
	slices.SortFunc(ids, func(a, b string) int { return strings.Compare(b, a) })
	return slices.Compact(ids)
}

// page finds the next units, no more than size. Looked is how many it has read if these are as many as it
// may and the page is not full. Next is set to the cursor after them; it stays where there are no more.
func (f *finding) page(t *txn, size int, next *string) (found []workflow.Unit, looked int, err error) {
	first, more := f.last == "" && !f.part, false
	if !f.part {
		found, looked, err = f.pageOfWords(t, size)
		if more = len(f.ids) > 0; more {
			*next = cursorOfWords + f.last
		}
		f.part = first && !more && len(found) == 0
	}
	if f.part && err == nil {
		if found, looked, more, err = f.pageOfParts(t, size); more {
			*next = cursorOf(f.from)
		}
	}
	if !more || len(found) == size {
		looked = 0
	}
	return found, looked, err
}

// pageOfWords leaves the next unit after a full page, if there is one, in f.ids.
func (f *finding) pageOfWords(t *txn, size int) (found []workflow.Unit, looked int, err error) {
	for len(f.ids) > 0 && looked < mostLooked {
		page := f.ids[:min(foundPage, len(f.ids))]
		units, err := t.UnitsByIDs(page)
		if err != nil {
			return nil, 0, err
		}
		for _, id := range page {
			w, there := units[id]
			chosen := there && f.Has(&w) && f.hasNumbers(&w)
			if chosen && len(found) == size {
				return found, looked, nil
			}
			if f.ids, f.last = f.ids[1:], id; chosen {
				found = append(found, w)
			}
			looked++
		}
	}
	return found, looked, nil
}

// hasNumbers reports whether a side of a unit that is searched has all numbers of the query: to the index
// one number is as another.
func (f *finding) hasNumbers(w *workflow.Unit) bool {
	return f.Side != TargetSide && lang.HasNumbers(w.Source.String(), f.Text) ||
		f.Side != SourceSide && lang.HasNumbers(w.Target.String(), f.Text)
}

// pageOfParts reports whether there are more, or may be.
func (f *finding) pageOfParts(t *txn, size int) (found []workflow.Unit, looked int, more bool, err error) {
	if f.Side != TargetSide {
		f.seek[SourceSide] = lang.Fold(f.Text, f.SourceLang)
	}
	if f.Side != SourceSide {
		f.seek[TargetSide] = lang.Fold(f.Text, f.TargetLang)
	}
	err = eachPage(t, f.UnitFilter, f.from, func(page []workflow.Unit) bool {
		for i := range page {
			w := &page[i]
			has := f.has(SourceSide, w.Source, w.SourceLang) || f.has(TargetSide, w.Target, w.TargetLang)
			if more = has && len(found) == size; more {
				return false
			}
			if f.from = (workflow.UnitPlace{At: w.At, ID: w.ID}); has {
				found = append(found, *w)
			}
		}
		looked += len(page)
		more = len(page) == searchPage
		return looked < mostLooked
	})
	return found, looked, more, err
}

func (f *finding) has(side Side, text bitext.Text, tag string) bool {
	return f.seek[side] != "" && strings.Contains(lang.Fold(text.String(), tag), f.seek[side])
}

// eachPage reads the units of a filter, newest first, after a place, until do has enough.
func eachPage(
	t *txn, f workflow.UnitFilter, after workflow.UnitPlace, do func([]workflow.Unit) (more bool),
) error {
	f.Limit, f.After = searchPage, after
	for {
		page, err := t.Units(f)
		if err != nil {
			return err
		}
		if !do(page) || len(page) < searchPage {
			return nil
		}
		last := page[len(page)-1]
		f.After = workflow.UnitPlace{At: last.At, ID: last.ID}
	}
}
