package memory

import (
	"context"

	"truchement/workflow"
)

// alignmentAt reads an alignment at the version that the actor saw, and refuses another one.
func (t *txn) alignmentAt(id string, version int64) (workflow.Alignment, error) {
	a, err := t.AlignmentTx.Alignment(id)
	if err == nil && a.Version != version {
		err = workflow.Fail(workflow.Conflict, "align.changed")
	}
	return a, err
}

// checkVersion is alignmentAt without reading the alignment.
func (t *txn) checkVersion(id string, version int64) error {
	current, err := t.AlignmentVersion(id)
	if err == nil && current != version {
		err = workflow.Fail(workflow.Conflict, "align.changed")
	}
	return err
}

// EditBeads carries out an edit on the version of the alignment that the person saw. It is read,
// edited and encoded before the transaction that writes it.
func (u *UseCases) EditBeads(
	ctx context.Context, who workflow.Actor, id string, in BeadChange,
) (workflow.Alignment, error) {
	if err := who.May(workflow.AlignTexts); err != nil {
		return workflow.Alignment{}, err
	}
	var e beadEdit
	err := u.View(ctx, func(t *txn) (err error) {
		e = beadEdit{}
		if e.Alignment, err = t.alignmentAt(id, in.Version); err != nil {
			return err
		}
		if in.Edit == UndoBeadEdit && e.Undo > 0 && len(e.Before) == 0 {
			e.undone, err = t.LastBeadUndo(id)
		}
		return err
	})
	if err == nil {
		err = e.carryOut(in)
	}
	if err != nil {
		return workflow.Alignment{}, err
	}
	err = u.Update(ctx, who, func(t *txn) error {
		if err := t.checkVersion(id, in.Version); err != nil {
			return err
		}
		e.Version, e.Updated = in.Version+1, t.Now
		return e.write(t)
	})
	return e.Alignment, err
}

// beadEdit is an edit of an alignment, and what it writes.
type beadEdit struct {
	workflow.Alignment
	body   workflow.EncodedBody
	undone workflow.BeadUndo   // that the edit uses up; zero: none
	undos  []workflow.BeadUndo // that it adds
}

// carryOut edits the beads, and encodes what is to be written.
func (e *beadEdit) carryOut(in BeadChange) error {
	if err := e.convertBefore(); err != nil {
		return err
	}
	var err error
	if in.Edit == UndoBeadEdit {
		err = e.takeBack()
	} else {
		err = e.edit(in)
	}
	if err != nil {
		return err
	}
	e.CountBeads()
	return e.body.EncodeBeads(e.Beads)
}

// convertBefore turns the whole copies of beads that an older program kept into patches.
func (e *beadEdit) convertBefore() error {
	if len(e.Before) == 0 {
		return nil
	}
	for i, before := range e.Before {
		after := e.Beads
		if i+1 < len(e.Before) {
			after = e.Before[i+1]
		}
		seq := e.Version - int64(len(e.Before)-1-i)
		if err := e.addUndo(seq, patchBeads(after, before)); err != nil {
			return err
		}
	}
	e.Before = nil
	return e.body.EncodeSentences(e.AlignmentBody)
}

func (e *beadEdit) addUndo(seq int64, p beadPatch) error {
	patch, err := p.encode()
	e.undos = append(e.undos, workflow.BeadUndo{Alignment: e.ID, Seq: seq, Patch: patch})
	return err
}

// takeBack undoes the last edit.
func (e *beadEdit) takeBack() error {
	if e.Undo == 0 {
		return workflow.Fail(workflow.Invalid, "align.nothing")
	}
	last := e.undone
	if n := len(e.undos); n > 0 {
		last, e.undos = e.undos[n-1], e.undos[:n-1]
	}
	p, err := decodePatch(last)
	if err != nil {
		return err
	}
	e.Undo--
	return p.apply(&e.Alignment)
}

func (e *beadEdit) edit(in BeadChange) error {
	p, err := editBeads(&e.Alignment, in)
	if err != nil {
		return err
	}
	e.Undo = min(e.Undo+1, MaxBeadUndos)
	return e.addUndo(in.Version+1, p)
}

func (e *beadEdit) write(t *txn) error {
	if e.undone.Patch != "" {
		if err := t.RemoveBeadUndo(e.undone); err != nil {
			return err
		}
	}
	for _, u := range e.undos {
		if err := t.AddBeadUndo(u, MaxBeadUndos); err != nil {
			return err
		}
	}
	return t.UpdateAlignment(e.Alignment, e.body)
}
