package report

import (
	"time"

	"truchement/workflow"
	"truchement/workflow/check"
	"truchement/workflow/checking"
)

// Finding is what a check found, as programs get it. Ranges are bytes of the text without its codes; one is null when the
// finding is not about a place in that text.
type Finding struct {
	Check    check.ID       `json:"check"`
	Severity check.Severity `json:"severity"`
	Source   *check.Range   `json:"source_range"`
	Target   *check.Range   `json:"target_range"`
	Message  string         `json:"message"`
	Fix      *check.Fix     `json:"fix"`
}

// Speaker says messages in a language.
type Speaker interface {
	T(id string, args ...any) string
}

// FindingOf is a finding as programs get it, with its message in a language.
func FindingOf(voice Speaker, f check.Finding) Finding {
	return Finding{f.Check, f.Severity, rangeOf(f.Source), rangeOf(f.Target),
		voice.T(f.Message, "Found", f.Found, "Expected", f.Expected), f.Fix}
}

func rangeOf(r check.Range) *check.Range {
	if r == (check.Range{}) {
		return nil
	}
	return &r
}

// DeskFinding is a finding in a segment of the desk.
type DeskFinding struct {
	Article  string `json:"article"`
	Segment  string `json:"segment"`
	Position int    `json:"position"`
	Finding
	Key       string     `json:"key"`       // findings of a check that say the same have one
	Dismissal *Dismissal `json:"dismissal"` // null: it is open
}

// Dismissal says that a finding is none, as programs get it.
type Dismissal struct {
	ID     string                  `json:"id"`
	Scope  workflow.DismissalScope `json:"scope"`
	Reason string                  `json:"reason"`
	At     *time.Time              `json:"at"`
}

// DeskFindingsOf are the findings in a segment as programs get them.
func DeskFindingsOf(voice Speaker, c checking.Checked) (all []DeskFinding) {
	for _, f := range c.Findings {
		one := DeskFinding{c.Segment.Article, c.Segment.ID, c.Segment.Position, FindingOf(voice, f.Finding), f.Key, nil}
		if d := f.Dismissed; d != nil {
			one.Dismissal = DismissalOf(*d)
		}
		all = append(all, one)
	}
	return all
}

// DismissalOf is a dismissal as programs get it.
func DismissalOf(d workflow.Dismissal) *Dismissal {
	return &Dismissal{d.ID, d.Scope, d.Reason, Stamp(d.At)}
}
