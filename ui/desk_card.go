package ui

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"truchement/workflow"
)

// face is a person as cards show them: initials, and the name for whoever asks.
type face struct {
	Initials, Name, Role string
}

// alert is something about an article that somebody must look at.
type alert struct {
	Kind, Icon, Text string
}

// card is an article as the desk shows it.
type card struct {
	workflow.Summary
	Stage    workflow.Stage
	Mark     mark
	Progress progress
	Due      due
	Segments int
	Words    int
	People   []face
	Alerts   []alert
	Urgency  string // its word; empty when normal
}

// Pair is the data of the part "pair".
func (c card) Pair() pair { return pair{c.SourceLang, c.TargetLang} }

// mover is the data of the part "card-move".
type mover struct{ ID, Word, Icon string }

// Mover is the link to where a card's article can go.
func (p *deskPage) Mover(c card) mover {
	return mover{c.ID, p.T("move.word-of", "Title", c.Title), p.Icon("more")}
}

// pair is a language pair as the part "pair" writes it.
type pair struct{ Source, Target string }

// cardOf makes the card of a summary. names are the desk's people by id.
func (b base) cardOf(s workflow.Summary, names map[string]string, now time.Time) (card, error) {
	stage := s.Stage()
	c := card{Summary: s, Stage: stage, Progress: b.progressOf(s),
		Due: b.dueOf(s.Due, now, settled(stage)), Segments: s.Segments.Total(),
		Words: s.Words.Total(), Urgency: b.urgencyWord(s.Urgency)}
	var err error
	if c.Mark, err = b.Mark(stateOf(s)); err != nil {
		return c, err
	}
	if stage == workflow.Blocked {
		c.Mark.Word = b.T("desk.retracted")
	}
	c.People = append(faces(s.Translators, names, b.T("role.translator")),
		faces(s.Editors, names, b.T("role.editor"))...)
	c.Alerts = b.alertsOf(s)
	return c, nil
}

// settled says whether nothing is left to do at this stage, so that nothing can be late.
func settled(stage workflow.Stage) bool {
	return stage == workflow.Published || stage == workflow.Blocked
}

// stateOf is the state whose mark stands for an article: the one that asks for the next step.
func stateOf(s workflow.Summary) string {
	switch stage := s.Stage(); {
	case stage == workflow.Blocked:
		return "stale"
	case s.Segments.Returned > 0:
		return "returned"
	case stage == workflow.Arrived:
		return "initial"
	case stage == workflow.Translating:
		return "draft"
	case stage == workflow.Reviewing:
		return "review"
	case stage == workflow.Ready:
		return "reviewed"
	}
	return "final"
}

func faces(ids []string, names map[string]string, role string) []face {
	var all []face
	for _, id := range ids {
		if name := names[id]; name != "" {
			all = append(all, face{Initials: initialsOf(name), Name: name, Role: role})
		}
	}
	return all
}

// initialsOf answers the first letters of the first and the last word of a name.
func initialsOf(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) })
	if len(words) == 0 {
		return "?"
	}
	first, _ := utf8.DecodeRuneInString(words[0])
	if len(words) == 1 {
		return string(unicode.ToUpper(first))
	}
	last, _ := utf8.DecodeRuneInString(words[len(words)-1])
	// Without the joiner's opposite two Arabic initials would join and read as a word.
	return string(unicode.ToUpper(first)) + "\u200c" + string(unicode.ToUpper(last))
}

func (s *speech) urgencyWord(u workflow.Urgency) string {
	switch u {
	case workflow.Urgent:
		return s.T("urgency.urgent")
	case workflow.Flash:
		return s.T("urgency.flash")
	}
	return ""
}

func (b base) alertsOf(s workflow.Summary) []alert {
	var all []alert
	add := func(kind, icon, text string) {
		all = append(all, alert{Kind: kind, Icon: b.Icon(icon), Text: text})
	}
	if n := s.Segments.Returned - s.Stale; n > 0 {
		add("back", "return", b.T("count.returned", "Count", n))
	}
	if s.Stale > 0 {
		add("back", "edit", b.T("count.stale", "Count", s.Stale))
	}
	if s.Conflicts > 0 {
		add("stop", "warn", b.T("desk.conflicts", "Count", s.Conflicts))
	}
	if s.Stage() == workflow.Reviewing && s.Segments.Approved() == s.Segments.Total() {
		add("sign", "check", b.T("desk.unsigned"))
	}
	if s.Comments > 0 {
		add("note", "note", b.T("desk.comments", "Count", s.Comments))
	}
	if n := s.Unassigned; n > 0 && s.Stage() != workflow.Published && s.Retracted == "" {
		add("pool", "people", b.T("desk.unassigned", "Count", n))
	}
	return all
}

// lateFirst orders cards: what is due first comes first, so that the late ones lead; among equals
// and where nothing is due, the more urgent and then the newer.
func lateFirst(a, b card) int {
	switch {
	case settled(a.Stage) != settled(b.Stage):
		if settled(a.Stage) {
			return 1
		}
		return -1
	case settled(a.Stage):
		return cmp.Or(-a.Published.Compare(b.Published), strings.Compare(b.ID, a.ID))
	case a.Article.Due.IsZero() != b.Article.Due.IsZero():
		if a.Article.Due.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(a.Article.Due.Compare(b.Article.Due), cmp.Compare(b.rush(), a.rush()),
		strings.Compare(b.ID, a.ID))
}

// rush is the article's urgency, which Urgency on a card is the word of.
func (c card) rush() workflow.Urgency { return c.Article.Urgency }

// sortCards orders cards by a column of the list: due, title, stage, progress or words; with "-"
// before it the other way round. tag is the language whose alphabet titles follow.
func sortCards(cards []card, by, tag string) {
	stages := workflow.Stages()
	slices.SortStableFunc(cards, lateFirst)
	column, reversed := strings.CutPrefix(by, "-")
	switch column {
	case "title":
		order := collate.New(language.Make(tag), collate.IgnoreCase)
		slices.SortStableFunc(cards, func(a, b card) int { return order.CompareString(a.Title, b.Title) })
	case "progress":
		slices.SortStableFunc(cards, func(a, b card) int { return cmp.Compare(a.done(), b.done()) })
	case "stage":
		slices.SortStableFunc(cards, func(a, b card) int {
			return cmp.Compare(slices.Index(stages, a.Stage), slices.Index(stages, b.Stage))
		})
	case "words":
		slices.SortStableFunc(cards, func(a, b card) int { return cmp.Compare(a.Words, b.Words) })
	}
	if reversed {
		slices.Reverse(cards)
	}
}

// done is the part of the card's words that are translated.
func (c card) done() float64 {
	return float64(c.Summary.Words.Done()) / float64(max(c.Words, 1))
}
