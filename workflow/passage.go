package workflow

import (
	"slices"
	"strings"
	"unicode/utf8"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
	"truchement/workflow/mqm"
)

// textOf is one of the two texts of a snapshot.
func (s Snapshot) textOf(side Side) bitext.Text {
	if side == SourceSide {
		return s.Source
	}
	return s.Target
}

// Quote is what was marked, as it stood.
func (p Passage) Quote() string {
	all := []rune(p.Text)
	from := min(max(p.From, 0), len(all))
	return string(all[from:min(max(p.To, from), len(all))])
}

// Stands reports whether the text is still what it was when the passage was marked in it.
func (p Passage) Stands(s Segment) bool { return s.textOf(p.Side).Flat() == p.Text }

// Find is where the passage stands in its segment now. Where the text has changed it is looked for
// by its words, nearest to where it should be; ok is false when they are gone.
func (p Passage) Find(s Segment) (from, to int, ok bool) {
	now := s.textOf(p.Side).Flat()
	if now == p.Text {
		return p.From, p.To, true
	}
	quote := p.Quote()
	if quote == p.Text {
		return 0, 0, false // the whole text was marked, and is another now
	}
	best := -1
	for _, at := range occurrences(now, quote) {
		if best < 0 || distance(at, p.hint(now)) < distance(best, p.hint(now)) {
			best = at
		}
	}
	return best, best + utf8.RuneCountInString(quote), best >= 0
}

// hint is where the passage begins in a changed text if what changed stands on one side of it.
func (p Passage) hint(now string) int {
	was, is := []rune(p.Text), []rune(now)
	same := 0
	for same < min(len(was), len(is)) && was[same] == is[same] {
		same++
	}
	if p.From <= same {
		return p.From
	}
	return p.From + len(is) - len(was)
}

func distance(a, b int) int { return max(a-b, b-a) }

// occurrences are the characters at which quote begins in text.
func occurrences(text, quote string) []int {
	var all []int
	if quote == "" {
		return nil
	}
	at, chars := 0, 0
	for {
		i := strings.Index(text[at:], quote)
		if i < 0 {
			return all
		}
		chars += utf8.RuneCountInString(text[at : at+i])
		all = append(all, chars)
		_, size := utf8.DecodeRuneInString(text[at+i:])
		at, chars = at+i+size, chars+1
	}
}

// passageOf is the passage that an editor named, in the text they saw.
func passageOf(seen Snapshot, in NewIssue) (Passage, error) {
	if in.Side != SourceSide && in.Side != TargetSide {
		return Passage{}, Fail(Invalid, "issue.no-side")
	}
	text := seen.textOf(in.Side)
	p := Passage{Side: in.Side, Version: in.Version, Text: text.Flat(), From: in.From, To: in.To}
	words, err := lang.Clean(strings.TrimSpace(in.Words))
	switch {
	case err != nil:
		return p, textFault(err)
	case text.Empty():
		return p, Fail(Invalid, "issue.no-text")
	case in.To == 0 && words == "":
		p.From, p.To = 0, text.Len()
	case in.To == 0:
		p.From, p.To, err = byWords(p.Text, words)
	}
	if err == nil && (p.From < 0 || p.From >= p.To || p.To > text.Len()) {
		err = Fail(Invalid, "issue.not-there")
	}
	return p, err
}

// byWords finds a passage that somebody typed. What a keyboard has no key for (no-break spaces,
// typographic apostrophes) need not be typed.
func byWords(text, words string) (from, to int, err error) {
	found := occurrences(text, words)
	if len(found) == 0 {
		found = occurrences(plainly(text), plainly(words))
	}
	switch len(found) {
	case 0:
		return 0, 0, Fail(Invalid, "issue.not-there")
	case 1:
		return found[0], found[0] + utf8.RuneCountInString(words), nil
	}
	return 0, 0, Fail(Invalid, "issue.ambiguous", "Count", len(found))
}

// plainly replaces characters one for one by those of a keyboard.
func plainly(s string) string {
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

// partIssues moves the issues of a segment that became two: each goes where its words went. One
// that stands across the cut stays with the first part and keeps its text, so that joining the
// parts again finds it.
func (u *unit) partIssues(whole, first, second Segment) error {
	return u.moveIssues([]string{whole.ID, second.ID}, func(i *Issue) {
		stood := i.Stands(whole)
		from, to, ok := i.Find(whole)
		a, b := first.textOf(i.Side), second.textOf(i.Side)
		before := whole.textOf(i.Side).Len() - b.Len()
		home, shift := first, 0
		switch {
		case ok && from >= before:
			home, shift = second, before
		case !ok || to > a.Len():
			stood = false
		}
		i.Segment = home.ID
		if stood {
			i.Passage = Passage{Side: i.Side, Version: home.Version,
				Text: home.textOf(i.Side).Flat(), From: from - shift, To: to - shift}
		}
	})
}

// joinIssues moves the issues of two segments that became one.
func (u *unit) joinIssues(first, second, whole Segment) error {
	return u.moveIssues([]string{first.ID, second.ID}, func(i *Issue) {
		from, shift := first, 0
		text := whole.textOf(i.Side)
		if i.Segment == second.ID {
			from, shift = second, text.Len()-second.textOf(i.Side).Len()
		}
		if i.Stands(from) {
			i.Passage = Passage{Side: i.Side, Version: whole.Version, Text: text.Flat(),
				From: i.From + shift, To: i.To + shift}
		}
		i.Segment = whole.ID
	})
}

// moveIssues changes all issues of some segments, ended ones too, and keeps those that moved.
func (u *unit) moveIssues(segments []string, move func(*Issue)) error {
	slices.Sort(segments)
	var all []Issue
	for _, id := range slices.Compact(segments) {
		some, err := u.Issues(IssueFilter{Segment: id})
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
		if err := u.UpdateIssue(i); err != nil {
			return err
		}
	}
	return nil
}

// blocked refuses to approve a target in which a critical issue was marked that nobody has done
// anything about.
func (u *unit) blocked(s Segment) error {
	all, err := u.Issues(IssueFilter{Segment: s.ID, Open: true})
	if err != nil {
		return err
	}
	for _, i := range all {
		if i.Side == TargetSide && i.Severity == mqm.Critical && i.Stands(s) {
			return Fail(Invalid, "review.critical", "Position", s.Position)
		}
	}
	return nil
}
