package desk

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"truchement/ui/part"
	"truchement/workflow"
)

// moveLink is the data of the part "card-move".
type moveLink struct{ ID, Word, Icon string }

// Mover is the link to where a card's article can go.
func (p *boardPage) Mover(c part.Card) moveLink {
	return moveLink{c.ID, p.T("move.word-of", "Title", c.Title), p.Icon("more")}
}

// byDue orders cards: what is due first comes first, so that the late ones lead; among equals
// and where nothing is due, the more urgent and then the newer.
func byDue(a, b part.Card) int {
	switch {
	case part.Settled(a.Stage) != part.Settled(b.Stage):
		if part.Settled(a.Stage) {
			return 1
		}
		return -1
	case part.Settled(a.Stage):
		return cmp.Or(-a.Published.Compare(b.Published), strings.Compare(b.ID, a.ID))
	case a.Article.Due.IsZero() != b.Article.Due.IsZero():
		if a.Article.Due.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(a.Article.Due.Compare(b.Article.Due), cmp.Compare(urgencyOf(b), urgencyOf(a)),
		strings.Compare(b.ID, a.ID))
}

// urgencyOf is the article's urgency, which Urgency on a card is the word of.
func urgencyOf(c part.Card) workflow.Urgency { return c.Article.Urgency }

// sortCards orders cards by a column of the list: due, title, stage, progress or words; with "-"
// before it the other way round. tag is the language whose alphabet titles follow.
func sortCards(cards []part.Card, by, tag string) {
	stages := workflow.Stages()
	slices.SortStableFunc(cards, byDue)
	column, reversed := strings.CutPrefix(by, "-")
	switch column {
	case "title":
		order := collate.New(language.Make(tag), collate.IgnoreCase)
		slices.SortStableFunc(cards, func(a, b part.Card) int { return order.CompareString(a.Title, b.Title) })
	case "progress":
		slices.SortStableFunc(cards, func(a, b part.Card) int { return cmp.Compare(doneRatio(a), doneRatio(b)) })
	case "stage":
		slices.SortStableFunc(cards, func(a, b part.Card) int {
			return cmp.Compare(slices.Index(stages, a.Stage), slices.Index(stages, b.Stage))
		})
	case "words":
		slices.SortStableFunc(cards, func(a, b part.Card) int { return cmp.Compare(a.Words, b.Words) })
	}
	if reversed {
		slices.Reverse(cards)
	}
}

// doneRatio is the part of the card's words that are translated.
func doneRatio(c part.Card) float64 {
	return float64(c.Summary.Words.Done()) / float64(max(c.Words, 1))
}
