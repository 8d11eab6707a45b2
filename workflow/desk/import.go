package desk

import (
	"context"
	"errors"
	"slices"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// ImportReport is what came of an import.
type ImportReport struct {
	Batch     string
	Updated   []workflow.Segment // a target or a state came back
	Same      int                // nothing new
	Refused   int                // proposals that were refused; their texts are in the history
	Held      []workflow.Segment // of Updated: those that checks keep from being confirmed, or approved
	Conflicts []ImportConflict
	Others    []workflow.Segment // of other translators: what the file has for them was not taken
	Unknown   []string           // ids in the file that the article does not have
	Damaged   []ImportFault
}

// ImportConflict is a segment that changed on the desk and in the file. The
// file's text is kept in the segment's history.
type ImportConflict struct {
	Segment workflow.Segment
	Theirs  bitext.Text // the file's target
	Change  string      // of the history, to restore it from
}

// ImportFault is a target that could not be taken, and why.
type ImportFault struct {
	Segment workflow.Segment
	Text    string
	Why     error
}

// ImportTargets brings back the targets and states of a file that was exported
// from the article and filled outside. A segment that changed since
// the export is a conflict: its current text is kept, and so is the file's text.
// An approval counts only as far as the importer may approve, and what checks keep from being confirmed is a draft.
func (u *UseCases) ImportTargets(
	ctx context.Context, who workflow.Actor, article string, doc *bitext.Document,
) (ImportReport, error) {
	if err := who.May(workflow.ImportTargets); err != nil {
		return ImportReport{}, err
	}
	if err := u.checkLanguages(ctx, article, doc); err != nil {
		return ImportReport{}, err
	}
	known, err := u.segmentsByID(ctx, article)
	if err != nil {
		return ImportReport{}, err
	}
	var rep ImportReport
	var found []bitext.Segment
	for _, in := range doc.Segments() {
		if _, ok := known[in.ID]; ok {
			found = append(found, in)
		} else {
			rep.Unknown = append(rep.Unknown, in.ID)
		}
	}
	if len(found) == 0 {
		return ImportReport{}, workflow.Fail(workflow.Invalid, "import.not-ours")
	}
	held, err := u.heldOfFile(ctx, article, known, found)
	if err != nil {
		return ImportReport{}, err
	}
	parts := make([]ImportReport, len(found))
	rep.Batch, err = u.UpdateInSlices(ctx, who, len(found), func(t *txn, i int) error {
		parts[i] = ImportReport{}
		s, err := t.current(known[found[i].ID])
		if err != nil {
			return err
		}
		if err := t.CheckNotRetracted(article); err != nil {
			return err
		}
		return t.importOne(&parts[i], s, found[i], held[s.ID])
	})
	rep.add(parts)
	return rep, err
}

// heldOfFile tells of which segments checks keep the target that a file has from being confirmed, where the file or the
// desk has the segment confirmed.
func (u *UseCases) heldOfFile(
	ctx context.Context, article string, known map[string]workflow.Segment, found []bitext.Segment,
) (map[string]bool, error) {
	var texts []workflow.Segment
	for _, in := range found {
		s := known[in.ID]
		target, err := parseTarget(in.Target.Markup(), s.Target, s.Source)
		confirm := in.State.Rank() >= bitext.Translated.Rank()
		if err == nil && leavesConfirmed(s, target, confirm) && (!target.Equal(s.Target) || in.State.Rank() > s.State.Rank()) {
			s.Target = target
			texts = append(texts, s)
		}
	}
	return u.held(ctx, article, texts)
}

// add adds what came of each segment.
func (r *ImportReport) add(parts []ImportReport) {
	for _, p := range parts {
		r.Updated = append(r.Updated, p.Updated...)
		r.Conflicts = append(r.Conflicts, p.Conflicts...)
		r.Damaged = append(r.Damaged, p.Damaged...)
		r.Held = append(r.Held, p.Held...)
		r.Others = append(r.Others, p.Others...)
		r.Same, r.Refused = r.Same+p.Same, r.Refused+p.Refused
	}
}

// checkLanguages refuses a file in other languages than the article's.
func (u *UseCases) checkLanguages(ctx context.Context, article string, doc *bitext.Document) error {
	return u.View(ctx, func(t *txn) error {
		a, err := t.Article(article)
		if err != nil {
			return err
		}
		if lang.Base(doc.SourceLang) != lang.Base(a.SourceLang) ||
			doc.TargetLang != "" && lang.Base(doc.TargetLang) != lang.Base(a.TargetLang) {
			return workflow.Fail(workflow.Invalid, "import.languages")
		}
		return nil
	})
}

func (t *txn) importOne(rep *ImportReport, s workflow.Segment, in bitext.Segment, held bool) error {
	base, err := t.snapshotAt(s, in.Version)
	if errors.Is(err, &workflow.Error{ID: "segment.no-version"}) {
		base, err = s.Snapshot, nil
	}
	if err != nil {
		return err
	}
	// A file names codes; what they are is known here. The last of one id counts.
	target, err := parseTarget(in.Target.Markup(), base.Target, s.Target, base.Source, s.Source)
	if err != nil {
		rep.Damaged = append(rep.Damaged, ImportFault{s, in.Target.String(), err})
		return nil
	}
	text := !target.Empty() && !target.Equal(base.Target) && !target.Equal(s.Target)
	if err := workflow.CheckWriter(t, t.Who, s); err != nil && (text || in.State.Rank() > s.State.Rank()) {
		if workflow.KindOf(err) == workflow.Forbidden {
			rep.Others, err = append(rep.Others, s), nil
		}
		return err
	}
	if text && (in.Version != 0 && in.Version != s.Version) && !base.Target.Equal(s.Target) {
		return t.importConflict(rep, s, base, target)
	}
	before := s.Version
	if text {
		if s, err = t.importText(s, in, target, imported{held: held}); err != nil {
			return err
		}
	}
	if held {
		rep.Held = append(rep.Held, s)
	} else if s, err = t.importState(s, in, base); err != nil {
		return err
	}
	if s.Version == before {
		rep.Same++
		return nil
	}
	rep.Updated = append(rep.Updated, s)
	return nil
}

// imported is what is known of the text of a file.
type imported struct {
	by   string // who wrote it there, for the history
	held bool   // checks keep it from being confirmed
}

// importText takes the target of a file over.
func (t *txn) importText(
	s workflow.Segment, in bitext.Segment, target bitext.Text, of imported,
) (workflow.Segment, error) {
	confirm := in.State.Rank() >= bitext.Translated.Rank() && in.SubState == bitext.None
	to, _ := t.afterEdit(s, target, confirm && !of.held)
	if of.held {
		to = drafted(to)
	}
	from := s.State
	change := workflow.Change{Kind: workflow.ChangeImported, Origin: workflow.FromFile, Reason: of.by}
	if err := t.ChangeSegment(&s, to, change); err != nil {
		return s, err
	}
	if err := t.WithdrawSignOff(s, from); err != nil {
		return s, err
	}
	return s, t.AppendSegmentFeed(workflow.SegmentConfirmed, s, nil)
}

// importState approves what the file says was reviewed, where four eyes allow
// it and no critical issue forbids it, and confirms what the file says was translated.
func (t *txn) importState(s workflow.Segment, in bitext.Segment, base workflow.Snapshot) (workflow.Segment, error) {
	if s.Target.Empty() || in.State.Rank() <= base.State.Rank() || in.State.Rank() <= s.State.Rank() {
		return s, nil
	}
	if s.State == bitext.Initial {
		to, _ := t.afterEdit(s, s.Target, true)
		if err := t.ChangeSegment(&s, to, workflow.Change{Kind: workflow.ChangeImported, Origin: workflow.FromFile}); err != nil {
			return s, err
		}
	}
	if in.State.Rank() < bitext.Reviewed.Rank() || slices.Contains(s.Authors, t.Who.ID) || !t.Who.Can(workflow.ReviewSegments) {
		return s, nil
	}
	approved, err := t.review(s, Review{Segment: s.ID, Version: s.Version, Decision: workflow.Approve})
	if errors.Is(err, &workflow.Error{ID: "review.critical"}) {
		return s, nil
	}
	return approved, err
}

func (t *txn) importConflict(
	rep *ImportReport, s workflow.Segment, base workflow.Snapshot, theirs bitext.Text,
) error {
	yours := base
	yours.Target = theirs
	conflict, err := t.recordRefused(s, base, yours, workflow.Change{Version: s.Version, Origin: workflow.FromFile})
	if err != nil {
		return err
	}
	rep.Conflicts = append(rep.Conflicts, ImportConflict{s, theirs, conflict.Change})
	return nil
}
