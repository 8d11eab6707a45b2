package workflow

import (
	"context"
	"slices"
	"time"

	"truchement/workflow/mqm"
)

// Side is one of the two texts of a segment.
type Side string

// The sides.
const (
	SourceSide Side = "source"
	TargetSide Side = "target"
)

// Passage is what somebody marked: characters of a text's Flat, and that whole text as it was, so
// that what was meant stays known whatever becomes of the segment.
type Passage struct {
	Side     Side
	Version  int64  // of the segment
	Text     string // Flat of the side at that version
	From, To int    // characters of Text, To not included
}

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
	Author   string // whose text was marked; empty for the source, which is nobody's here
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

// NewIssue is what an editor's page sends. A passage is named by its characters, or (To is 0) by
// its words; neither means the whole text.
type NewIssue struct {
	Segment  string
	Version  int64 // that the editor saw
	Side     Side
	From, To int
	Words    string
	Verdict
}

func (v *Verdict) clean() error {
	if !v.Type.Known() {
		return Fail(Invalid, "issue.no-type")
	}
	if !v.Severity.Known() {
		return Fail(Invalid, "issue.no-severity")
	}
	return remarks(&v.Note)
}

// MarkIssue marks a passage of a segment. What was marked already by the same person in the same
// way is answered as it stands.
func (d *Desk) MarkIssue(ctx context.Context, who Actor, in NewIssue) (Issue, error) {
	if err := who.may(MarkIssues); err != nil {
		return Issue{}, err
	}
	if err := in.clean(); err != nil {
		return Issue{}, err
	}
	var out Issue
	err := d.update(ctx, who, func(u *unit) error {
		s, err := u.WritableSegment(in.Segment)
		if err != nil {
			return err
		}
		out, err = u.mark(s, in)
		return err
	})
	return out, err
}

func (u *unit) mark(s Segment, in NewIssue) (Issue, error) {
	seen, err := u.snapshotAt(s, in.Version)
	if err != nil {
		return Issue{}, err
	}
	p, err := passageOf(seen, in)
	if err != nil {
		return Issue{}, err
	}
	i := Issue{
		ID: u.NewID(), Article: s.Article, Segment: s.ID, MadeOn: s.ID,
		Passage: p, Verdict: in.Verdict, By: u.Who.ID, At: u.Now,
	}
	if p.Side == TargetSide {
		i.Author = authorOf(s.Translator, seen.Authors)
	}
	all, err := u.Issues(IssueFilter{Segment: s.ID, Open: true})
	if err != nil {
		return i, err
	}
	for _, o := range all {
		there := o.Passage
		there.Version = i.Version
		if there == i.Passage && o.Verdict == i.Verdict && o.By == i.By {
			return o, nil
		}
	}
	if err := u.AddIssue(i); err != nil {
		return i, err
	}
	return i, u.tellIssue(IssueMarked, s, i)
}

// authorOf is whom a target is laid to: the translator it was given to, where they wrote in it,
// else whoever began it.
func authorOf(translator string, authors []string) string {
	if slices.Contains(authors, translator) {
		return translator
	}
	if len(authors) > 0 {
		return authors[0]
	}
	return ""
}

func (u *unit) tellIssue(kind FeedKind, s Segment, i Issue) error {
	return u.AppendSegmentFeed(kind, s, map[string]any{
		"issue": i.ID, "type": i.Type, "severity": i.Severity, "side": i.Side,
	})
}

// ChangeIssue gives an issue another type, severity or note. It ends the issue and returns the one
// that takes its place; whoever comes second is refused.
func (d *Desk) ChangeIssue(ctx context.Context, who Actor, id string, to Verdict) (Issue, error) {
	if err := to.clean(); err != nil {
		return Issue{}, err
	}
	var out Issue
	err := d.endIssue(ctx, who, id, func(u *unit, s Segment, old Issue) error {
		out = old
		if old.Verdict == to {
			return nil
		}
		if err := u.UpdateIssue(u.ended(old)); err != nil {
			return err
		}
		out.ID, out.Replaces, out.Verdict = u.NewID(), old.ID, to
		out.By, out.At = u.Who.ID, u.Now
		if err := u.AddIssue(out); err != nil {
			return err
		}
		return u.tellIssue(IssueChanged, s, out)
	})
	return out, err
}

// WithdrawIssue takes an issue back. It stays in the history and counts no more.
func (d *Desk) WithdrawIssue(ctx context.Context, who Actor, id string) (Issue, error) {
	var out Issue
	err := d.endIssue(ctx, who, id, func(u *unit, s Segment, old Issue) error {
		out = u.ended(old)
		if err := u.UpdateIssue(out); err != nil {
			return err
		}
		return u.tellIssue(IssueWithdrawn, s, out)
	})
	return out, err
}

func (u *unit) ended(i Issue) Issue {
	i.Ended, i.EndedBy = u.Now, u.Who.ID
	return i
}

// endIssue runs fn on an issue that stands.
func (d *Desk) endIssue(
	ctx context.Context, who Actor, id string, fn func(*unit, Segment, Issue) error,
) error {
	if err := who.may(MarkIssues); err != nil {
		return err
	}
	return d.update(ctx, who, func(u *unit) error {
		i, err := u.Issue(id)
		if err != nil {
			return err
		}
		if !i.Open() {
			return Fail(Conflict, "issue.ended")
		}
		if err := u.CheckNotRetracted(i.Article); err != nil {
			return err
		}
		s, err := u.Segment(i.Segment)
		if err != nil {
			return err
		}
		return fn(u, s, i)
	})
}

// Issues lists issues, oldest first, ended ones too unless only open ones are asked for.
func (d *Desk) Issues(ctx context.Context, who Actor, f IssueFilter) ([]Issue, error) {
	if err := who.may(ReadDesk); err != nil {
		return nil, err
	}
	var all []Issue
	err := d.view(ctx, func(tx *unit) error {
		var err error
		all, err = tx.Issues(f)
		return err
	})
	return all, err
}

// Issue is one issue, open or not.
func (d *Desk) Issue(ctx context.Context, who Actor, id string) (Issue, error) {
	if err := who.may(ReadDesk); err != nil {
		return Issue{}, err
	}
	var i Issue
	err := d.view(ctx, func(tx *unit) error {
		var err error
		i, err = tx.Issue(id)
		return err
	})
	return i, err
}
