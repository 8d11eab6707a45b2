package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/check"
	"truchement/workflow/lang"
)

// Save is what is to become of a segment's target.
type Save struct {
	Segment string
	Version int64  // the version it is based on
	Target  string // as bitext Markup; empty clears the segment
	Confirm bool
	Origin  workflow.Origin // Typed when empty
	Unit    string          // of the memory, whose text it is; empty: it is none of it. The feed names it
	Op      string          // idempotency key; empty: none

	checked bool // checks have looked at the text, if they are to
	held    bool // checks keep the text from being confirmed
}

// confirms reports whether the save confirms the text.
func (in Save) confirms() bool { return in.Confirm && !in.held }

// Save writes a target. It returns the segment as it is then. A save based on an older version is
// refused with a *workflow.ConflictError, its text kept in the history; saving the current text
// changes nothing. The same Op gives the same answer again. A text that checks keep from being confirmed is saved as
// a draft, whatever the segment was, and the answer is then a *BlockedError, segment.blocked.
func (u *UseCases) Save(
	ctx context.Context, who workflow.Actor, in Save,
) (workflow.Segment, error) {
	if err := checkSave(who, in); err != nil {
		return workflow.Segment{}, err
	}
	var out outcome
	found, err := u.decideSave(ctx, who, &in, func(t *txn) (err error) {
		out, err = t.saveOnce(in)
		return err
	})
	s, err := out.answer(err)
	if err == nil && in.held {
		err = blocked("segment.blocked", s, found)
	}
	return s, err
}

// errUnchecked says that a text is confirmed as soon as it is saved, which the checks have not looked at.
var errUnchecked = errors.New("the checks have not looked at the text")

// decideSave carries out a save, after the checks have looked at the text where it would be confirmed.
func (u *UseCases) decideSave(
	ctx context.Context, who workflow.Actor, in *Save, decide func(*txn) error,
) (found []check.Finding, err error) {
	if !in.Confirm {
		if err = u.Decide(ctx, who, decide); !errors.Is(err, errUnchecked) {
			return nil, err
		}
	}
	if found, err = u.holdBack(ctx, in); err == nil {
		err = u.Decide(ctx, who, decide)
	}
	return found, err
}

func checkSave(who workflow.Actor, in Save) error {
	return cmp.Or(who.May(workflow.Translate), workflow.CheckOp(in.Unit), workflow.CheckOp(in.Op))
}

// outcome is what became of a save or a review: the segment as it is then, or the conflict that
// it lost. A conflict is no failure of the transaction: the refused text is kept by it.
type outcome struct {
	segment  workflow.Segment
	conflict *workflow.ConflictError
}

// answer is the outcome as use cases return it; err is the failure of the transaction.
func (o outcome) answer(err error) (workflow.Segment, error) {
	if err == nil && o.conflict != nil {
		return o.segment, o.conflict
	}
	return o.segment, err
}

// FieldSave is what the field of a page held when it was left, or when its text had rested.
type FieldSave struct {
	Save
	Clear  bool // the target is emptied after what the field held was saved
	Filter workflow.SegmentFilter
	Step   Step // where the reader moves on the list that Filter chooses
}

// Step is a direction on a list of segments.
type Step int

// The steps.
const (
	Stay     Step = 0
	Forward  Step = 1
	Backward Step = -1
)

// FieldSaved is the answer to a FieldSave: all that the page shows of it.
type FieldSaved struct {
	Segment workflow.Segment
	Counted workflow.Summary // of its article
	Next    workflow.Segment // the segment to open next; Segment itself at the end of the list
	// Blocking are the findings that keep the text from being confirmed: it is saved as a draft.
	Blocking []check.Finding
}

// SaveField saves what a field held, if that is a save: a field that holds the text it was opened
// with is none, also when another person has changed the segment since. What it costs does not grow
// with the article.
func (u *UseCases) SaveField(
	ctx context.Context, who workflow.Actor, in FieldSave,
) (FieldSaved, error) {
	if err := checkSave(who, in.Save); err != nil {
		return FieldSaved{}, err
	}
	var out outcome
	found, err := u.decideSave(ctx, who, &in.Save, func(t *txn) (err error) {
		out, err = t.saveField(in)
		return err
	})
	saved := FieldSaved{Blocking: found}
	if saved.Segment, err = out.answer(err); err != nil {
		return saved, err
	}
	if in.Clear || isConfirmed(saved.Segment) {
		saved.Blocking = nil // of a text that is gone, or that the field only showed
	}
	err = u.View(ctx, func(t *txn) (err error) {
		if saved.Counted, err = t.Counted(saved.Segment.Article); err != nil {
			return err
		}
		filter := in.Filter
		if in.confirms() {
			filter = filter.ForWriterOf(saved.Segment, who)
		}
		saved.Next, err = t.neighbour(saved.Counted, saved.Segment, filter, in.Step)
		return err
	})
	return saved, err
}

func (t *txn) saveField(in FieldSave) (outcome, error) {
	s, err := t.Segment(in.Segment)
	if err != nil {
		return outcome{}, err
	}
	out := outcome{segment: s}
	edited, err := t.isEdit(s, in.Save)
	if err != nil {
		return out, err
	}
	if edited {
		if out, err = t.saveOnce(in.Save); err != nil || out.conflict != nil {
			return out, err
		}
	}
	if !in.Clear {
		return out, nil
	}
	t.Batch = t.NewID() // undone by itself: what the field held comes back
	clear := Save{Segment: s.ID, Version: out.segment.Version, Origin: in.Origin, checked: true}
	if in.Op != "" {
		clear.Op = in.Op + ".clear"
	}
	return t.saveOnce(clear)
}

// isEdit reports whether a field that was opened at in.Version holds another text than then, and
// than now. A confirmation always is an edit.
func (t *txn) isEdit(s workflow.Segment, in Save) (bool, error) {
	if in.Confirm {
		return true, nil
	}
	if in.Target == s.Target.Markup() {
		return false, nil
	}
	opened, err := t.snapshotAt(s, in.Version)
	if errors.Is(err, &workflow.Error{ID: "segment.no-version"}) {
		return true, nil // the save itself refuses it
	}
	return in.Target != opened.Target.Markup(), err
}

// same reports whether c is what this request made, when it was first sent.
func (in Save) same(c workflow.Change) bool {
	text, err := lang.Clean(in.Target)
	if err != nil || c.Segment != in.Segment {
		return false
	}
	if c.To.Target.Empty() {
		sent, err := bitext.Parse(text, c.To.Source.Codes())
		return err == nil && sent.Empty()
	}
	drafted := c.To.State == bitext.Initial
	return c.To.Target.Markup() == text && !(in.confirms() && drafted)
}

// previousAnswer finds the outcome that an Op had before. An Op that another request used is
// refused: its answer would pass for this one's.
func (t *txn) previousAnswer(
	op string, same func(workflow.Change) bool,
) (out outcome, found bool, err error) {
	if op == "" {
		return out, false, nil
	}
	c, err := t.ChangeByOp(t.Who.ID, op)
	if errors.Is(err, &workflow.Error{Kind: workflow.NotFound}) {
		return out, false, nil
	}
	if err != nil {
		return out, false, err
	}
	if !same(c) {
		return out, false, workflow.Fail(workflow.Invalid, "op.reused")
	}
	s, err := t.Segment(c.Segment)
	if err != nil {
		return out, false, err
	}
	if c.Kind == workflow.ChangeRefused {
		base, err := t.snapshotAt(s, c.Version)
		out.conflict = &workflow.ConflictError{Base: base, Current: s, Yours: c.To, Change: c.ID}
		return out, true, err
	}
	s.Snapshot, s.Version = c.To, c.Version
	return outcome{segment: s}, true, nil
}

// saveOnce is save, unless the same request was carried out before.
func (t *txn) saveOnce(in Save) (outcome, error) {
	out, found, err := t.previousAnswer(in.Op, in.same)
	if found || err != nil {
		return out, err
	}
	s, err := t.WritableSegment(in.Segment)
	if err != nil {
		return outcome{}, err
	}
	if !in.checked && isConfirmed(s) {
		return outcome{}, errUnchecked
	}
	return t.save(s, in)
}

func (t *txn) save(s workflow.Segment, in Save) (outcome, error) {
	out := outcome{segment: s}
	if err := workflow.CheckWriter(t, t.Who, s); err != nil {
		return out, err
	}
	base, err := t.snapshotAt(s, in.Version)
	if err != nil {
		return out, err
	}
	target, err := parseTarget(in.Target, base.Source, s.Source)
	if err != nil {
		return out, err
	}
	if in.Confirm && target.Empty() {
		return out, workflow.Fail(workflow.Invalid, "segment.empty")
	}
	to, kind := t.afterEdit(s, target, in.confirms())
	if in.held {
		to = drafted(to)
	}
	if to.Target.Equal(s.Target) && to.State == s.State && to.SubState == s.SubState {
		return out, nil
	}
	can, err := t.canApply(s, in.Version, target)
	if err != nil {
		return out, err
	}
	if !can {
		to.Source = base.Source
		out.conflict, err = t.recordRefused(s, base, to, workflow.Change{Version: in.Version, Op: in.Op})
		return out, err
	}
	c := workflow.Change{Kind: kind, Origin: in.Origin, Unit: in.Unit, Op: in.Op}
	if err := t.ChangeSegment(&out.segment, to, c); err != nil {
		return out, err
	}
	if err := t.WithdrawSignOff(out.segment, s.State); err != nil {
		return out, err
	}
	feed := workflow.SegmentSaved
	if in.confirms() {
		feed = workflow.SegmentConfirmed
	}
	return out, t.AppendSegmentFeed(feed, out.segment, in.payload())
}

// payload is what the feed says of a save.
func (in Save) payload() map[string]any {
	if in.Unit == "" {
		return nil
	}
	return map[string]any{"unit": in.Unit}
}

// canApply reports whether a save based on version may be applied to s: it was based on the current
// version, or its writer is confirming their own last text.
func (t *txn) canApply(s workflow.Segment, version int64, target bitext.Text) (bool, error) {
	if version == s.Version || !target.Equal(s.Target) {
		return version == s.Version, nil
	}
	changes, err := t.Changes(s.ID)
	if err != nil {
		return false, err
	}
	for _, c := range slices.Backward(changes) {
		if c.Kind != workflow.ChangeRefused {
			return c.By == t.Who.ID, nil
		}
	}
	return false, nil
}

// parseTarget reads a target's markup. Its codes are those of the source it was
// written against or of the current one.
func parseTarget(markup string, sources ...bitext.Text) (bitext.Text, error) {
	var codes []bitext.Code
	for _, s := range sources {
		codes = append(codes, s.Codes()...)
	}
	return workflow.ParseMarkup(markup, codes)
}

// afterEdit is what a save makes of s.
func (t *txn) afterEdit(s workflow.Segment, target bitext.Text, confirm bool) (workflow.Snapshot, workflow.ChangeKind) {
	to := s.Snapshot
	to.Target = target
	changed := !target.Equal(s.Target)
	kind := workflow.ChangeSaved
	switch {
	case target.Empty():
		to.Target, to.Authors = nil, nil
		to.State, to.SubState = bitext.Initial, bitext.None
		kind = workflow.ChangeCleared
	case confirm:
		to.State, to.SubState = bitext.Translated, bitext.None
		kind = workflow.ChangeConfirmed
	case s.State == bitext.Initial:
		to.SubState = bitext.Draft
	case changed && s.State.Rank() > bitext.Translated.Rank():
		to.State, to.SubState = bitext.Translated, bitext.None
	}
	if !changed && s.State.Rank() >= bitext.Reviewed.Rank() {
		return s.Snapshot, kind // confirming what is approved changes nothing
	}
	if changed {
		to.ApprovedBy, to.Override = "", ""
		if s.State != bitext.Initial && t.Who.Can(workflow.ReviewSegments) && t.Who.ID != s.Translator {
			kind = workflow.ChangeTouched
		}
	}
	// The person who confirms a text of the memory or of a machine is its author.
	if !target.Empty() && (changed || confirm && len(to.Authors) == 0) {
		to.Authors = workflow.AppendUnique(to.Authors, t.Who.ID)
	}
	if to.SubState != bitext.Returned {
		to.Reason = ""
	}
	return to, kind
}

// drafted is what a text becomes that checks keep from being confirmed: one that waits for its translator does so still.
func drafted(to workflow.Snapshot) workflow.Snapshot {
	if to.State != bitext.Initial && !needsTranslator(to.SubState) {
		to.State, to.SubState = bitext.Initial, bitext.Draft
	}
	return to
}

// recordRefused keeps the text of a save that lost a conflict.
func (t *txn) recordRefused(
	s workflow.Segment, base, yours workflow.Snapshot, c workflow.Change,
) (*workflow.ConflictError, error) {
	c.Kind = workflow.ChangeRefused
	if err := t.RecordChange(&s, yours, &c); err != nil {
		return nil, err
	}
	err := t.AppendSegmentFeed(workflow.SegmentRefused, s, map[string]any{"change": c.ID})
	return &workflow.ConflictError{Base: base, Current: s, Yours: yours, Change: c.ID}, err
}

// snapshotAt is what s held at version.
func (t *txn) snapshotAt(s workflow.Segment, version int64) (workflow.Snapshot, error) {
	if version == s.Version {
		return s.Snapshot, nil
	}
	changes, err := t.Changes(s.ID)
	if err != nil {
		return workflow.Snapshot{}, err
	}
	for _, c := range changes {
		if c.Version == version && c.Kind != workflow.ChangeRefused {
			return c.To, nil
		}
	}
	return workflow.Snapshot{}, workflow.Fail(workflow.Invalid, "segment.no-version", "Version", version)
}

// ConfirmDrafts confirms every draft of an article as one batch, whose id it answers: all of them,
// or none when a segment has no draft yet or checks keep one from being confirmed.
func (u *UseCases) ConfirmDrafts(
	ctx context.Context, who workflow.Actor, article string,
) (string, error) {
	if err := who.May(workflow.Translate); err != nil {
		return "", err
	}
	all, err := u.segments(ctx, article)
	if err != nil {
		return "", err
	}
	var drafts []workflow.Segment
	for _, s := range all {
		if s.State != bitext.Initial {
			continue
		}
		if s.SubState != bitext.Draft || s.Target.Empty() {
			return "", workflow.Fail(workflow.Invalid, "move.untranslated", "Count", 1)
		}
		drafts = append(drafts, s)
	}
	held, err := u.blocking(ctx, article, drafts)
	if err != nil {
		return "", err
	}
	for _, s := range drafts {
		if found := held[s.ID]; len(found) > 0 {
			return "", blocked("move.blocked", s, found)
		}
	}
	return u.updateAll(ctx, who, len(drafts), func(t *txn, i int) error {
		s, err := t.current(drafts[i])
		if err != nil {
			return err
		}
		if err := t.CheckNotRetracted(article); err != nil {
			return err
		}
		out, err := t.save(s, Save{Segment: s.ID, Version: drafts[i].Version,
			Target: drafts[i].Target.Markup(), Confirm: true})
		if err == nil && out.conflict != nil {
			err = out.conflict
		}
		return err
	})
}
