package workflow

import (
	"context"
	"errors"
	"slices"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// ImportReport tells what an import brought back.
type ImportReport struct {
	Batch     string
	Updated   []Segment // a target or a state came back
	Same      int       // nothing new
	Conflicts []ImportConflict
	Unknown   []string // ids in the file that the article does not have
	Damaged   []ImportFault
}

// ImportConflict is a segment that changed on the desk and in the file. The
// file's text is kept in the segment's history.
type ImportConflict struct {
	Segment Segment
	Theirs  bitext.Text // the file's target
	Change  string      // of the history, to restore it from
}

// ImportFault is a target that could not be taken, and why.
type ImportFault struct {
	Segment Segment
	Text    string
	Why     error
}

// ImportTargets brings back the targets and states of a file that was exported
// from the article and filled by somebody else. A segment that moved on since
// the export is a conflict: what stands is kept, and so is the file's text.
// An approval counts only as far as the importer may approve.
func (d *Desk) ImportTargets(
	ctx context.Context, who Actor, article string, doc *bitext.Document,
) (ImportReport, error) {
	if err := who.may(ImportTargets); err != nil {
		return ImportReport{}, err
	}
	var rep ImportReport
	err := d.update(ctx, who, func(u *unit) error {
		rep = ImportReport{Batch: u.Batch}
		v, err := LoadArticle(u, article)
		if err != nil {
			return err
		}
		if lang.Base(doc.SourceLang) != lang.Base(v.SourceLang) ||
			doc.TargetLang != "" && lang.Base(doc.TargetLang) != lang.Base(v.TargetLang) {
			return Fail(Invalid, "import.languages")
		}
		known := map[string]Segment{}
		for _, s := range v.Segments {
			known[s.ID] = s
		}
		matched := false
		for _, in := range doc.Segments() {
			s, ok := known[in.ID]
			if !ok {
				rep.Unknown = append(rep.Unknown, in.ID)
				continue
			}
			matched = true
			if err := u.importOne(&rep, s, in); err != nil {
				return err
			}
		}
		if !matched {
			return Fail(Invalid, "import.not-ours")
		}
		return nil
	})
	return rep, err
}

func (u *unit) importOne(rep *ImportReport, s Segment, in bitext.Segment) error {
	base, err := u.snapshotAt(s, in.Version)
	if errors.Is(err, &Error{ID: "segment.no-version"}) {
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
	if text && (in.Version != 0 && in.Version != s.Version) && !base.Target.Equal(s.Target) {
		return u.importConflict(rep, s, base, target)
	}
	before := s.Version
	if text {
		if s, err = u.importText(s, in, target); err != nil {
			return err
		}
	}
	if s, err = u.importState(s, in, base); err != nil {
		return err
	}
	if s.Version == before {
		rep.Same++
		return nil
	}
	rep.Updated = append(rep.Updated, s)
	return nil
}

func (u *unit) importText(s Segment, in bitext.Segment, target bitext.Text) (Segment, error) {
	confirm := in.State.Rank() >= bitext.Translated.Rank() && in.SubState == bitext.None
	to, _ := u.edited(s, target, confirm)
	from := s.State
	if err := u.ChangeSegment(&s, to, Change{Kind: Imported, Origin: FromFile}); err != nil {
		return s, err
	}
	if err := u.WithdrawSignOff(s, from); err != nil {
		return s, err
	}
	return s, u.AppendSegmentFeed(SegmentConfirmed, s, nil)
}

// importState approves what the file says was reviewed, where four eyes allow
// it, and confirms what the file says was translated.
func (u *unit) importState(s Segment, in bitext.Segment, base Snapshot) (Segment, error) {
	if s.Target.Empty() || in.State.Rank() <= base.State.Rank() || in.State.Rank() <= s.State.Rank() {
		return s, nil
	}
	if s.State == bitext.Initial {
		to, _ := u.edited(s, s.Target, true)
		if err := u.ChangeSegment(&s, to, Change{Kind: Imported, Origin: FromFile}); err != nil {
			return s, err
		}
	}
	if in.State.Rank() < bitext.Reviewed.Rank() || slices.Contains(s.Authors, u.Who.ID) {
		return s, nil
	}
	return u.approve(s, Review{Segment: s.ID, Version: s.Version, Decision: Approve})
}

func (u *unit) importConflict(
	rep *ImportReport, s Segment, base Snapshot, theirs bitext.Text,
) error {
	yours := base
	yours.Target = theirs
	err, failed := u.refuse(s, base, yours, Change{Version: s.Version, Origin: FromFile})
	if failed != nil {
		return failed
	}
	var conflict *ConflictError
	if errors.As(err, &conflict) {
		rep.Conflicts = append(rep.Conflicts, ImportConflict{s, theirs, conflict.Change})
	}
	return nil
}
