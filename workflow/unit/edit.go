package unit

import (
	"context"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// UnitText is a unit as it was edited.
type UnitText struct {
	Source, Target bitext.Text
	Seq            int64 // of the unit that was edited; 0: whatever it is now
}

// Edit writes the texts of a unit, and keeps what it was. A unit that follows a segment is edited
// there: it is refused. So is one that another person has written meanwhile. The batch, with which
// the edit is undone, is empty when nothing changed.
func (u *UseCases) Edit(
	ctx context.Context, who workflow.Actor, id string, in UnitText,
) (out workflow.Unit, batch string, err error) {
	if err := who.May(workflow.ManageMemory); err != nil {
		return out, "", err
	}
	if in.Source.Empty() || in.Target.Empty() {
		return out, "", workflow.Fail(workflow.Invalid, "memory.empty")
	}
	err = u.Update(ctx, who, func(t *txn) error {
		if out, err = t.Unit(id); err != nil {
			return err
		}
		batch = ""
		switch {
		case out.Segment != "":
			return workflow.Fail(workflow.Conflict, "memory.follows", "Article", out.Article, "Segment", out.Segment)
		case out.Gone:
			return workflow.Fail(workflow.Conflict, "memory.gone")
		case in.Seq != 0 && in.Seq != out.Seq:
			return workflow.Fail(workflow.Conflict, "memory.changed")
		case in.Source.Equal(out.Source) && in.Target.Equal(out.Target):
			return nil
		}
		batch = t.Batch
		if err := t.AddUnitEdits(t.editOf(&out, workflow.UnitEdited)); err != nil {
			return err
		}
		out.Source, out.Target = in.Source, in.Target
		written := []workflow.Unit{out}
		err := t.ChangeUnits(written)
		out = written[0]
		return err
	})
	return out, batch, err
}

// editOf is the edit of a unit as it is now.
func (t *txn) editOf(u *workflow.Unit, kind workflow.UnitEditKind) workflow.UnitEdit {
	return workflow.UnitEdit{ID: t.NewID(), Unit: u.ID, Batch: t.Batch, Kind: kind, At: t.Now,
		By: personOf(t.Who), Source: u.Source, Target: u.Target, Gone: u.Gone}
}

// personOf is the id of the person who acts; empty for the command line.
func personOf(who workflow.Actor) string {
	if who.ID == workflow.Operator().ID {
		return ""
	}
	return who.ID
}
