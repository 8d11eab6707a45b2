package desk

import (
	"context"

	"truchement/workflow"
)

// NewIssue is what an editor's page sends. A passage is named by its characters, or (To is 0) by
// its words; neither means the whole text.
type NewIssue struct {
	Segment  string
	Version  int64 // that the editor saw
	Side     workflow.Side
	From, To int
	Words    string
	workflow.Verdict
}

// MarkIssue marks a passage of a segment. What was marked already by the same person in the same
// way is answered as it is.
func (u *UseCases) MarkIssue(ctx context.Context, who workflow.Actor, in NewIssue) (workflow.Issue, error) {
	if err := who.May(workflow.MarkIssues); err != nil {
		return workflow.Issue{}, err
	}
	if err := in.Clean(); err != nil {
		return workflow.Issue{}, err
	}
	var out workflow.Issue
	err := u.Update(ctx, who, func(t *txn) error {
		s, err := t.WritableSegment(in.Segment)
		if err != nil {
			return err
		}
		out, err = t.addIssue(s, in)
		return err
	})
	return out, err
}

func (t *txn) addIssue(s workflow.Segment, in NewIssue) (workflow.Issue, error) {
	seen, err := t.snapshotAt(s, in.Version)
	if err != nil {
		return workflow.Issue{}, err
	}
	p, err := passageOf(seen, in)
	if err != nil {
		return workflow.Issue{}, err
	}
	i := workflow.Issue{
		ID: t.NewID(), Article: s.Article, Segment: s.ID, MadeOn: s.ID,
		Passage: p, Verdict: in.Verdict, By: t.Who.ID, At: t.Now,
	}
	if p.Side == workflow.TargetSide {
		i.Author = workflow.AuthorOf(s.Translator, seen.Authors)
	}
	all, err := t.Issues(workflow.IssueFilter{Segment: s.ID, Open: true})
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
	if err := t.AddIssue(i); err != nil {
		return i, err
	}
	return i, t.tellIssue(workflow.IssueMarked, s, i)
}

func (t *txn) tellIssue(kind workflow.FeedKind, s workflow.Segment, i workflow.Issue) error {
	return t.AppendSegmentFeed(kind, s, map[string]any{
		"issue": i.ID, "type": i.Type, "severity": i.Severity, "side": i.Side,
	})
}

// ChangeIssue gives an issue another type, severity or note. It ends the issue and returns the one
// that takes its place; a second change at the same time is refused.
func (u *UseCases) ChangeIssue(ctx context.Context, who workflow.Actor, id string, to workflow.Verdict) (workflow.Issue, error) {
	if err := to.Clean(); err != nil {
		return workflow.Issue{}, err
	}
	var out workflow.Issue
	err := u.endIssue(ctx, who, id, func(t *txn, s workflow.Segment, old workflow.Issue) error {
		out = old
		if old.Verdict == to {
			return nil
		}
		if err := t.UpdateIssue(t.ended(old)); err != nil {
			return err
		}
		out.ID, out.Replaces, out.Verdict = t.NewID(), old.ID, to
		out.By, out.At = t.Who.ID, t.Now
		if err := t.AddIssue(out); err != nil {
			return err
		}
		return t.tellIssue(workflow.IssueChanged, s, out)
	})
	return out, err
}

// WithdrawIssue takes an issue back. It stays in the history and counts no more.
func (u *UseCases) WithdrawIssue(ctx context.Context, who workflow.Actor, id string) (workflow.Issue, error) {
	var out workflow.Issue
	err := u.endIssue(ctx, who, id, func(t *txn, s workflow.Segment, old workflow.Issue) error {
		out = t.ended(old)
		if err := t.UpdateIssue(out); err != nil {
			return err
		}
		return t.tellIssue(workflow.IssueWithdrawn, s, out)
	})
	return out, err
}

func (t *txn) ended(i workflow.Issue) workflow.Issue {
	i.Ended, i.EndedBy = t.Now, t.Who.ID
	return i
}

// endIssue runs fn on an issue that has not ended.
func (u *UseCases) endIssue(
	ctx context.Context, who workflow.Actor, id string, fn func(*txn, workflow.Segment, workflow.Issue) error,
) error {
	if err := who.May(workflow.MarkIssues); err != nil {
		return err
	}
	return u.Update(ctx, who, func(t *txn) error {
		i, err := t.Issue(id)
		if err != nil {
			return err
		}
		if !i.Open() {
			return workflow.Fail(workflow.Conflict, "issue.ended")
		}
		if err := t.CheckNotRetracted(i.Article); err != nil {
			return err
		}
		s, err := t.Segment(i.Segment)
		if err != nil {
			return err
		}
		return fn(t, s, i)
	})
}
