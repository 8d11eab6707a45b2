package part

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"truchement/ui/web"
	"truchement/workflow"
)

// Face is a person as cards show them: initials, and the name in full.
type Face struct {
	Initials, Name, Role string
}

// Alert is something about an article that needs attention.
type Alert struct {
	Kind, Icon, Text string
}

// Card is an article as the desk shows it.
type Card struct {
	workflow.Summary
	Stage    workflow.Stage
	Mark     web.Mark
	Progress Progress
	Due      Due
	Segments int
	Words    int
	People   []Face
	Alerts   []Alert
	Urgency  string // its word; empty when normal
}

// Pair is the data of the part "pair".
func (c Card) Pair() Pair { return Pair{c.SourceLang, c.TargetLang} }

// Pair is a language pair as the part "pair" writes it.
type Pair struct{ Source, Target string }

// CardOf makes the card of a summary. names are the desk's people by id.
func CardOf(b web.Base, s workflow.Summary, names map[string]string, now time.Time) (Card, error) {
	stage := s.Stage()
	c := Card{Summary: s, Stage: stage, Progress: ProgressOf(b, s),
		Due: DueOf(b, s.Due, now, Settled(stage)), Segments: s.Segments.Total(),
		Words: s.Words.Total(), Urgency: b.UrgencyWord(s.Urgency)}
	var err error
	if c.Mark, err = b.Mark(stateOf(s)); err != nil {
		return c, err
	}
	if stage == workflow.Blocked {
		c.Mark.Word = b.T("desk.retracted")
	}
	c.People = append(Faces(s.Translators, names, b.T("role.translator")),
		Faces(s.Editors, names, b.T("role.editor"))...)
	c.Alerts = alertsOf(b, s)
	return c, nil
}

// Settled reports whether nothing is left to do at this stage, so that nothing can be late.
func Settled(stage workflow.Stage) bool {
	return stage == workflow.Published || stage == workflow.Blocked
}

// stateOf is the state whose mark an article has: the one that asks for the next step.
func stateOf(s workflow.Summary) string {
	switch stage := s.Stage(); {
	case stage == workflow.Blocked:
		return "stale"
	case s.Segments.Returned > 0:
		return "returned"
	case stage == workflow.Translating && s.Segments.Draft > 0:
		return "draft"
	case stage == workflow.Arrived, stage == workflow.Translating:
		return "initial"
	case stage == workflow.Reviewing:
		return "review"
	case stage == workflow.Ready:
		return "reviewed"
	}
	return "final"
}

// Faces are the people with these ids, by their names.
func Faces(ids []string, names map[string]string, role string) []Face {
	var all []Face
	for _, id := range ids {
		if name := names[id]; name != "" {
			all = append(all, Face{Initials: initialsOf(name), Name: name, Role: role})
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

func alertsOf(b web.Base, s workflow.Summary) []Alert {
	var all []Alert
	add := func(kind, icon, text string) {
		all = append(all, Alert{Kind: kind, Icon: b.Icon(icon), Text: text})
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
