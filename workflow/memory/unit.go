package memory

import (
	"truchement/workflow"
)

// addUnits keeps units, and tells the nodes.
func (t *txn) addUnits(units []workflow.Unit) error {
	seq, err := t.nextSeq(len(units))
	for i := range units {
		units[i].Seq = seq
	}
	if err != nil {
		return err
	}
	return t.AddUnits(units...)
}

// updateUnits writes units that are kept, and tells the nodes.
func (t *txn) updateUnits(units []workflow.Unit) error {
	seq, err := t.nextSeq(len(units))
	for i := 0; err == nil && i < len(units); i++ {
		units[i].Seq = seq
		err = t.UpdateUnit(units[i])
	}
	return err
}

// removeUnits removes up to limit units of an alignment, and tells the nodes.
func (t *txn) removeUnits(alignment string, limit int) (int, error) {
	seq, err := t.nextSeq(limit)
	if err != nil {
		return 0, err
	}
	return t.RemoveUnits(alignment, seq, limit)
}

// nextSeq appends that units are written, and returns the sequence that they are written with.
func (t *txn) nextSeq(units int) (int64, error) {
	if units == 0 {
		return 0, nil
	}
	return t.AppendEntry(workflow.UnitsChanged, "", "", map[string]any{"units": units})
}
