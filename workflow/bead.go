package workflow

import (
	"encoding/json"
	"fmt"
	"slices"
)

// BeadEdit is something a person does to an alignment.
type BeadEdit string

// The edits. Those that name a bead take its place in the list, from 0.
const (
	JoinBeads    BeadEdit = "join"        // with the next, both sides
	TakeSource   BeadEdit = "take-source" // the next source sentence into the bead
	TakeTarget   BeadEdit = "take-target"
	SplitBead    BeadEdit = "split"      // its first sentences from the rest; of one each: apart
	ShiftDown    BeadEdit = "shift-down" // the target of the bead and of all after it, by one
	ShiftUp      BeadEdit = "shift-up"
	AcceptBead   BeadEdit = "accept"
	DropBead     BeadEdit = "drop"  // not for the memory
	OpenBead     BeadEdit = "open"  // neither
	AcceptAbove  BeadEdit = "above" // all of a confidence that are not settled
	UndoBeadEdit BeadEdit = "undo"
)

// BeadChange is an edit and what it is about.
type BeadChange struct {
	Version int64
	Edit    BeadEdit
	Bead    int     // its place, from 0
	Above   float64 // for AcceptAbove
}

// Edit carries out an edit other than UndoBeadEdit, and answers the patch that takes it back.
func (a *Alignment) Edit(e BeadChange) (BeadPatch, error) {
	if e.Edit != AcceptAbove && (e.Bead < 0 || e.Bead >= len(a.Beads)) {
		return BeadPatch{}, Fail(Invalid, "align.nothing")
	}
	before := slices.Clone(a.Beads)
	if !a.carryOut(e) || slices.Equal(before, a.Beads) {
		return BeadPatch{}, Fail(Invalid, "align.nothing")
	}
	return PatchBeads(a.Beads, before), nil
}

// BeadUndo is how the last edit of an alignment but those with a higher Seq is taken back.
type BeadUndo struct {
	Alignment string
	Seq       int64
	Patch     string // a BeadPatch as JSON
}

// BeadPatch turns a list of beads into another one: from At on, Count beads give way to Beads.
type BeadPatch struct {
	At    int           `json:"at"`
	Count int           `json:"n"`
	Beads []AlignedBead `json:"beads"`
}

// PatchBeads is the patch that turns from into to.
func PatchBeads(from, to []AlignedBead) BeadPatch {
	start, end := 0, 0
	for most := min(len(from), len(to)); start < most && from[start] == to[start]; {
		start++
	}
	for most := min(len(from), len(to)) - start; end < most; end++ {
		if from[len(from)-1-end] != to[len(to)-1-end] {
			break
		}
	}
	return BeadPatch{At: start, Count: len(from) - end - start,
		Beads: slices.Clone(to[start : len(to)-end])}
}

// Apply carries out a patch.
func (a *Alignment) Apply(p BeadPatch) error {
	if p.At < 0 || p.Count < 0 || p.At+p.Count > len(a.Beads) {
		return fmt.Errorf("workflow: a patch of beads %d to %d, of %d", p.At, p.At+p.Count, len(a.Beads))
	}
	a.Beads = slices.Replace(a.Beads, p.At, p.At+p.Count, p.Beads...)
	return nil
}

// Encode is the patch as JSON.
func (p BeadPatch) Encode() (string, error) {
	text, err := json.Marshal(p)
	return string(text), err
}

// Decode reads the patch of u.
func (u BeadUndo) Decode() (p BeadPatch, err error) {
	err = json.Unmarshal([]byte(u.Patch), &p)
	return p, err
}

// carryOut edits the beads; false when there is nothing to do.
func (a *Alignment) carryOut(e BeadChange) bool {
	i := e.Bead
	switch e.Edit {
	case JoinBeads:
		return a.join(i)
	case TakeSource:
		return a.take(i, func(b *AlignedBead) *[2]int { return &b.Source })
	case TakeTarget:
		return a.take(i, func(b *AlignedBead) *[2]int { return &b.Target })
	case SplitBead:
		return a.split(i)
	case ShiftDown:
		return a.shiftDown(i)
	case ShiftUp:
		return a.shiftUp(i)
	case AcceptBead:
		a.Beads[i].Accepted, a.Beads[i].Dropped = true, false
	case DropBead:
		a.Beads[i].Accepted, a.Beads[i].Dropped = false, true
	case OpenBead:
		a.Beads[i].Accepted, a.Beads[i].Dropped = false, false
	case AcceptAbove:
		for k, b := range a.Beads {
			if b.openFrom(e.Above) {
				a.Beads[k].Accepted = true
			}
		}
	default:
		return false
	}
	return true
}

// openFrom says that a bead has two sides, is not settled and at least so sure.
func (b AlignedBead) openFrom(confidence float64) bool {
	return !b.Settled() && !b.Null() && b.Confidence >= confidence
}

// byHand is the confidence of a bead that a person has made and not yet accepted: it is looked at.
const byHand = 0.5

func (a *Alignment) join(i int) bool {
	if i+1 >= len(a.Beads) {
		return false
	}
	b, next := a.Beads[i], a.Beads[i+1]
	a.Beads[i] = AlignedBead{Source: [2]int{b.Source[0], next.Source[1]},
		Target: [2]int{b.Target[0], next.Target[1]}, Confidence: byHand}
	a.Beads = slices.Delete(a.Beads, i+1, i+2)
	return true
}

// take moves the first sentence of a side that comes after bead i into it.
func (a *Alignment) take(i int, side func(*AlignedBead) *[2]int) bool {
	from := i + 1
	for from < len(a.Beads) && side(&a.Beads[from])[0] == side(&a.Beads[from])[1] {
		from++
	}
	if from >= len(a.Beads) {
		return false
	}
	side(&a.Beads[from])[0]++
	for k := i; k < from; k++ {
		side(&a.Beads[k])[1]++
		if k > i {
			side(&a.Beads[k])[0]++
		}
	}
	a.touched(i)
	a.touched(from)
	a.Beads = slices.DeleteFunc(a.Beads, AlignedBead.empty)
	return true
}

func (b AlignedBead) empty() bool { return b.Source[0] == b.Source[1] && b.Target[0] == b.Target[1] }

// touched makes a bead one that a person has changed.
func (a *Alignment) touched(i int) {
	a.Beads[i].Confidence, a.Beads[i].Accepted, a.Beads[i].Dropped = byHand, false, false
}

// split parts the first sentence of each side from the rest; a bead of one sentence each becomes
// two that stand alone.
func (a *Alignment) split(i int) bool {
	b := a.Beads[i]
	n, m := b.Source[1]-b.Source[0], b.Target[1]-b.Target[0]
	if n+m < 2 {
		return false
	}
	s, t := b.Source[0]+min(n, 1), b.Target[0]+min(m, 1)
	if n == 1 && m == 1 {
		t = b.Target[0]
	}
	a.Beads = slices.Replace(a.Beads, i, i+1,
		AlignedBead{Source: [2]int{b.Source[0], s}, Target: [2]int{b.Target[0], t},
			Confidence: byHand},
		AlignedBead{Source: [2]int{s, b.Source[1]}, Target: [2]int{t, b.Target[1]},
			Confidence: byHand})
	return true
}

// shiftDown leaves the source of bead i without a target and moves the targets from there on by
// one bead, as far as nothing is settled.
func (a *Alignment) shiftDown(i int) bool {
	end := a.openTo(i)
	if a.Beads[i].Target[0] == a.Beads[i].Target[1] {
		return false
	}
	start := a.Beads[i].Target[0]
	carried := [2]int{start, start}
	for k := i; k < end; k++ {
		a.Beads[k].Target, carried = carried, a.Beads[k].Target
		a.touched(k)
	}
	last := [2]int{a.Beads[end-1].Source[1], a.Beads[end-1].Source[1]}
	a.Beads = slices.Insert(a.Beads, end, AlignedBead{Source: last, Target: carried,
		Confidence: byHand})
	a.Beads = slices.DeleteFunc(a.Beads, AlignedBead.empty)
	return true
}

// shiftUp leaves the target of bead i without a source and moves the targets after it up by one
// bead, as far as nothing is settled.
func (a *Alignment) shiftUp(i int) bool {
	end := a.openTo(i)
	alone := a.Beads[i].Target
	if alone[0] == alone[1] {
		return false
	}
	for k := i; k < end; k++ {
		stop := a.Beads[end-1].Target[1]
		next := [2]int{stop, stop}
		if k+1 < end {
			next = a.Beads[k+1].Target
		}
		a.Beads[k].Target = next
		a.touched(k)
	}
	at := a.Beads[i].Source[0]
	a.Beads = slices.Insert(a.Beads, i, AlignedBead{Source: [2]int{at, at}, Target: alone,
		Confidence: byHand})
	a.Beads = slices.DeleteFunc(a.Beads, AlignedBead.empty)
	return true
}

// openTo is the end of the beads from i on that are not accepted; i itself is one of them.
func (a *Alignment) openTo(i int) int {
	end := i + 1
	for end < len(a.Beads) && !a.Beads[end].Accepted {
		end++
	}
	return end
}
