package memory

import (
	"context"

	"truchement/workflow"
)

// UnitFault is what is wrong with the unit of a segment.
type UnitFault string

// The faults.
const (
	UnitLacking UnitFault = "lacking" // the segment should have one in the memory, and has none
	UnitLeft    UnitFault = "left"    // there is one, and should be none
	UnitOther   UnitFault = "other"   // it has other texts than the segment
)

// FaultyUnit is a segment whose unit is not as it should be.
type FaultyUnit struct {
	Segment  string // id
	Position int    // 0: the segment is gone
	Fault    UnitFault
}

// Examine compares the units that follow the segments of an article with them. The memory must be current
// (Follow): what the feed says and was not followed yet is a fault here.
func (u *UseCases) Examine(ctx context.Context, article string) (faults []FaultyUnit, err error) {
	err = u.View(ctx, func(t *txn) error {
		faults = nil
		f := &following{txn: t, seen: map[string]bool{}}
		a, err := t.Article(article)
		if err != nil {
			return err
		}
		segments, err := t.Segments(article)
		if err != nil {
			return err
		}
		units, err := t.UnitsOfSegments(article)
		if err != nil {
			return err
		}
		kept := map[string]workflow.Unit{}
		for _, w := range units {
			kept[w.ID] = w
		}
		for _, s := range segments {
			w, there := kept[s.ID]
			delete(kept, s.ID)
			fault, err := f.examine(a, s, w, there && !w.Gone)
			if err != nil {
				return err
			}
			if fault != "" {
				faults = append(faults, FaultyUnit{s.ID, s.Position, fault})
			}
		}
		for _, w := range units {
			if _, left := kept[w.ID]; left && !w.Gone {
				faults = append(faults, FaultyUnit{Segment: w.ID, Fault: UnitLeft})
			}
		}
		return nil
	})
	return faults, err
}

// examine says what is wrong with the unit of a segment, if there is one; the zero Unit: it never had any.
func (f *following) examine(
	a workflow.Article, s workflow.Segment, w workflow.Unit, there bool,
) (fault UnitFault, err error) {
	switch {
	case !a.HasUnit(s) && there:
		return UnitLeft, nil
	case !a.HasUnit(s):
		return "", nil
	case there && (!w.Source.Equal(s.Source) || !w.Target.Equal(s.Target)):
		return UnitOther, nil
	case there:
		return "", nil
	case w.ID != "":
		want := workflow.Unit{Source: s.Source, Target: s.Target}
		if taken, err := f.isTakenOut(want, w); taken || err != nil {
			return "", err
		}
	}
	return UnitLacking, nil
}
