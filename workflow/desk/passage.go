package desk

import (
	"slices"
	"strings"
	"unicode/utf8"

	"truchement/workflow"
	"truchement/workflow/lang"
)

// passageOf is the passage that an editor named, in the text they saw.
func passageOf(seen workflow.Snapshot, in NewIssue) (workflow.Passage, error) {
	if in.Side != workflow.SourceSide && in.Side != workflow.TargetSide {
		return workflow.Passage{}, workflow.UnknownOption("issue.no-side", in.Side,
			[]workflow.Side{workflow.SourceSide, workflow.TargetSide})
	}
	text := seen.TextOf(in.Side)
	p := workflow.Passage{Side: in.Side, Version: in.Version, Text: text.Flat(), From: in.From, To: in.To}
	words, err := lang.Clean(strings.TrimSpace(in.Words))
	switch {
	case err != nil:
		return p, workflow.TextError(err)
	case text.Empty():
		return p, workflow.Fail(workflow.Invalid, "issue.no-text")
	case in.To == 0 && words == "":
		p.From, p.To = 0, text.Len()
	case in.To == 0:
		p.From, p.To, err = passageByWords(p.Text, words)
	}
	if err == nil && (p.From < 0 || p.From >= p.To || p.To > text.Len()) {
		err = workflow.Fail(workflow.Invalid, "issue.not-there")
	}
	return p, err
}

// passageByWords finds a passage by the words that a person typed. What a keyboard has no key for (no-break spaces,
// typographic apostrophes) need not be typed.
func passageByWords(text, words string) (from, to int, err error) {
	found := lang.Occurrences(text, words)
	if len(found) == 0 {
		found = lang.Occurrences(keyboardForm(text), keyboardForm(words))
	}
	switch len(found) {
	case 0:
		return 0, 0, workflow.Fail(workflow.Invalid, "issue.not-there")
	case 1:
		return found[0], found[0] + utf8.RuneCountInString(words), nil
	}
	return 0, 0, workflow.Fail(workflow.Invalid, "issue.ambiguous", "Count", len(found))
}

// keyboardForm replaces characters one for one by those of a keyboard.
func keyboardForm(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '\u00a0', '\u202f', '\u2009', '\n':
			return ' '
		case '’', '‘':
			return '\''
		case '“', '”':
			return '"'
		}
		return r
	}, s)
}

// splitIssues moves the issues of a segment that became two: each goes where its words went. One
// that lies across the cut stays with the first part and keeps its text, so that joining the
// parts again finds it.
func (t *txn) splitIssues(whole, first, second workflow.Segment) error {
	return t.moveIssues([]string{whole.ID, second.ID}, func(i *workflow.Issue) {
		stood := i.Stands(whole)
		from, to, ok := i.Find(whole)
		a, b := first.TextOf(i.Side), second.TextOf(i.Side)
		before := whole.TextOf(i.Side).Len() - b.Len()
		home, shift := first, 0
		switch {
		case ok && from >= before:
			home, shift = second, before
		case !ok || to > a.Len():
			stood = false
		}
		i.Segment = home.ID
		if stood {
			i.Passage = workflow.Passage{Side: i.Side, Version: home.Version,
				Text: home.TextOf(i.Side).Flat(), From: from - shift, To: to - shift}
		}
	})
}

// joinIssues moves the issues of two segments that became one.
func (t *txn) joinIssues(first, second, whole workflow.Segment) error {
	return t.moveIssues([]string{first.ID, second.ID}, func(i *workflow.Issue) {
		from, shift := first, 0
		text := whole.TextOf(i.Side)
		if i.Segment == second.ID {
			from, shift = second, text.Len()-second.TextOf(i.Side).Len()
		}
		if i.Stands(from) {
			i.Passage = workflow.Passage{Side: i.Side, Version: whole.Version, Text: text.Flat(),
				From: i.From + shift, To: i.To + shift}
		}
		i.Segment = whole.ID
	})
}

// moveIssues changes all issues of some segments, ended ones too, and keeps those that moved.
func (t *txn) moveIssues(segments []string, move func(*workflow.Issue)) error {
	slices.Sort(segments)
	var all []workflow.Issue
	for _, id := range slices.Compact(segments) {
		some, err := t.Issues(workflow.IssueFilter{Segment: id})
		if err != nil {
			return err
		}
		all = append(all, some...)
	}
	for _, i := range all {
		old := i
		if move(&i); i == old {
			continue
		}
		if err := t.UpdateIssue(i); err != nil {
			return err
		}
	}
	return nil
}
