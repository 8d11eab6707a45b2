package desk_test

import (
	"crypto/rand"
	"testing"

	"truchement/workflow"
	"truchement/workflow/desk"
	"truchement/workflow/story"
)

// TestUndoRefusesAnothersWork: a translator takes back what is theirs, an editor anything.
func TestUndoRefusesAnothersWork(t *testing.T) {
	r := story.New(t).As("amina").Add(one).Translate(1, "Un.")
	batch := r.LastChange(1).Batch
	r.As("youssef").Refused("undo.of-another").Undo(1)
	r.Refused("undo.of-another").UndoBatch(batch)
	r.As("lea").Refused("error.forbidden").UndoBatch(batch)
	r.As("lea").Refused("error.forbidden").Undo(1)
	r.Want("translated")
	r.As("amina").Undo(1).Want("initial")
	r.Translate(1, "Un.").As("luc").Undo(1).Want("initial").Whole()
}

func TestUndoGivesEverySnapshotBack(t *testing.T) {
	for _, c := range []struct {
		name string
		step func(*story.Runner)
	}{
		{"a draft", func(r *story.Runner) { r.Draft(1, "Deux.") }},
		{"a confirmation", func(r *story.Runner) { r.Translate(1, "Deux.") }},
		{"a cleared target", func(r *story.Runner) { r.Draft(1, "") }},
		{"an approval", func(r *story.Runner) { r.As("luc").Approve(1) }},
		{"a return", func(r *story.Runner) { r.As("luc").Return(1, "style") }},
		{"a correction", func(r *story.Runner) { r.As("luc").Correct(1, two, workflow.Fact) }},
		{"a split", func(r *story.Runner) { r.Split(1, 7) }},
		{"a merge", func(r *story.Runner) { r.Merge(1) }},
		{"a text brought back", func(r *story.Runner) { r.Restore(r.Segment(1), r.History(1)[0].ID) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := story.New(t).As("amina").Add(one, two).Translate(1, "Un.")
			r.As("youssef").Draft(2, "Deux.").As("amina")
			before := r.View().Segments
			c.step(r)
			if r.Segment(1).Version != before[0].Version+1 {
				t.Fatalf("the step made version %d", r.Segment(1).Version)
			}
			if got := r.Kinds(func() { r.As("luc").Undo(1) }); got[:14] != "segment.undone" {
				t.Errorf("the feed says %s", got)
			}
			after := r.View().Segments
			if len(after) != len(before) {
				t.Fatalf("%d segments, want %d", len(after), len(before))
			}
			for i, s := range after {
				b := before[i]
				if s.ID != b.ID || !s.Source.Equal(b.Source) || !s.Target.Equal(b.Target) ||
					s.State != b.State || s.SubState != b.SubState || s.Reason != b.Reason ||
					s.ApprovedBy != b.ApprovedBy || len(s.Authors) != len(b.Authors) ||
					s.Words != b.Words || s.Place != b.Place {
					t.Errorf("segment %d is %+v, want %+v", i+1, s.Snapshot, b.Snapshot)
				}
			}
			r.Whole().Refused("undo.nothing").Undo(1) // an undo is not undone
		})
	}
}

func TestUndoRefusesWhatChangedSince(t *testing.T) {
	r := story.New(t).As("luc").Add(one, two, three)
	r.As("amina").Translate(1, "Un.").Translate(2, "Deux.").Translate(3, "Trois.")
	out := r.As("luc").ReviewMany(desk.BulkReview{Decision: workflow.Approve})
	r.As("amina").Draft(3, "Trois et demi.").As("luc")
	r.Refused("undo.changed-since").UndoBatch(out.Batch)
	r.Want("reviewed reviewed translated") // none of it, though two had not changed
	r.Undo(3).Want("reviewed reviewed reviewed").Refused("undo.changed-since").UndoBatch(out.Batch)
}

func TestUndoOfAnApprovalReopensTheArticle(t *testing.T) {
	r := story.New(t).As("amina").Add(one).Translate(1, "Un.").As("luc").Approve(1).SignOff()
	if got := r.Kinds(func() { r.Undo(1) }); got != "article.reopened segment.undone" {
		t.Errorf("the feed says %s", got)
	}
	if v := r.Want("translated").View(); !v.SignedOff.IsZero() {
		t.Error("the sign-off is still there")
	}
}

func TestUndoRefusesAPublication(t *testing.T) {
	r := story.New(t).As("amina").Add(one).Translate(1, "Un.").As("luc").Approve(1).SignOff().Publish()
	r.Refused("undo.published").Undo(1)
	r.Want("final")
}

func TestUndoOfNothing(t *testing.T) {
	r := story.New(t).As("amina").Add(one)
	r.Refused("undo.nothing").Undo(1)
	r.Refused("error.not-found").UndoBatch("no-such-batch")
	_, err := r.Desk.UndoLast(r.Ctx(), r.Who, "no-such-segment")
	r.Refused("error.not-found").Check("of no segment", err)
}

// TestUndoPassesOverRefusedTexts: the last change of the segment is the one that made it what it is.
func TestUndoPassesOverRefusedTexts(t *testing.T) {
	r := story.New(t).As("amina").Add(one)
	page := r.Segment(1)
	r.Translate(1, "Un.")
	r.As("youssef").Refused("conflict").Send(page, desk.Save{Target: "Deux."})
	refused := r.LastChange(1)
	r.UndoBatch(refused.Batch).WantTarget(1, "Un.").WantVersion(1, 2)
	r.As("amina").Undo(1).Want("initial").Whole()
}

// TestUndoOfAMergeAfterWorkOnIt takes the work back, and passes over the history of the part.
func TestUndoOfAMergeAfterWorkOnIt(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two).Translate(1, "Un.").Translate(2, "Deux.")
	r.Merge(1).Draft(1, "Un et deux.")
	r.Undo(1).WantTarget(1, "Un. Deux.").Want("translated")
	r.Refused("undo.nothing").Undo(1)
	r.Whole()
}

// TestUndoOfASplitKeepsTheSecondPartsHistory: it is gone, and not lost.
func TestUndoOfASplitKeepsTheSecondPartsHistory(t *testing.T) {
	r := story.New(t).As("amina").Add(one).Split(1, 7)
	second := r.Segment(2)
	r.Undo(1)
	all, err := r.Desk.History(r.Ctx(), r.Who, second.ID)
	r.Check("history", err)
	if len(all) != 2 || all[0].Kind != workflow.ChangeSplit || !all[1].To.Gone {
		t.Errorf("history %s", kindsOf(all))
	}
	r.Refused("segment.gone").Send(second, desk.Save{Target: "Un."})
	bad, err := r.Desk.Verify(r.Ctx(), second.ID)
	r.Check("verify", err)
	if bad != 0 {
		t.Errorf("its history is broken at version %d", bad)
	}
}

func TestUndoAnswersTheSegmentsOfTheArticle(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two, three).Merge(1)
	all, err := r.Desk.UndoLast(r.Ctx(), r.Who, r.Segment(1).ID)
	r.Check("undo", err)
	if len(all) != 3 || all[1].Position != 2 || all[1].Gone {
		t.Errorf("got %d segments", len(all))
	}
}

// TestUndoGoesOnAfterAKill undoes a batch of which an undo that was killed has undone a part.
func TestUndoGoesOnAfterAKill(t *testing.T) {
	r := story.New(t).As("luc").Add(one, two, three)
	r.As("amina").Translate(1, "Un.").Translate(2, "Deux.").Translate(3, "Trois.")
	before := r.Segment(1).Snapshot
	out := r.As("luc").ReviewMany(desk.BulkReview{Decision: workflow.Approve})
	core := workflow.NewCore(r.Store, workflow.CoreOptions{NewID: rand.Text})
	r.CheckNow("a part", core.Update(r.Ctx(), r.Who, func(tx workflow.Tx, unit workflow.Txn) error {
		segments := workflow.NewSegmentTxn(tx, unit)
		s := r.Segment(1)
		return segments.ChangeSegment(&s, before, workflow.Change{Kind: workflow.ChangeUndone})
	}))
	r.Want("translated reviewed reviewed")
	r.UndoBatch(out.Batch).Want("translated translated translated")
	r.Refused("undo.changed-since").UndoBatch(out.Batch)
}
