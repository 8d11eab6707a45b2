package workflow

import (
	"slices"
	"time"

	"truchement/workflow/mqm"
)

// Verdict is what is wrong with a passage, and how grave that is.
type Verdict struct {
	Type     mqm.Type
	Severity mqm.Severity
	Note     string
}

// Issue is what a person marks in a text, by MQM. It is never overwritten: a changed one ends and
// another stands in its place, so that the issues themselves are their history.
type Issue struct {
	ID      string
	Article string
	Segment string
	MadeOn  string // the segment it was marked on, before a split or a merge moved it
	Passage
	Verdict
	By       string
	At       time.Time
	Author   string // whose text was marked; empty for the source, which no person here wrote
	Replaces string // id of the issue that this one is a change of
	Ended    time.Time
	EndedBy  string // who withdrew or changed it
}

// Open reports whether the issue was neither withdrawn nor changed.
func (i Issue) Open() bool { return i.Ended.IsZero() }

// IssueFilter chooses issues; zero fields choose all.
type IssueFilter struct {
	Article      string
	Segment      string
	Since, Until time.Time // marked from the one, and before the other
	Open         bool      // only those that stand
}

// Clean checks type and severity and cleans the note.
func (v *Verdict) Clean() error {
	if !v.Type.Known() {
		return UnknownOption("issue.no-type", v.Type, mqm.Types())
	}
	if !v.Severity.Known() {
		return UnknownOption("issue.no-severity", v.Severity, mqm.Severities())
	}
	return CleanRemarks(&v.Note)
}

// AuthorOf is the person whose work a target counts as: the translator it was given to, where they wrote in it,
// else to the person who began it.
func AuthorOf(translator string, authors []string) string {
	if slices.Contains(authors, translator) {
		return translator
	}
	if len(authors) > 0 {
		return authors[0]
	}
	return ""
}

// Judged is a segment that was judged: whose words count, and for whom.
type Judged struct {
	Segment, Article, Publication string
	Translator                    string // it was given to
	Authors                       []string
	Words                         int
}
