package memory

import (
	"encoding/json"
	"fmt"
	"slices"

	"truchement/workflow"
)

// MaxBeadUndos is how many edits of an alignment can be taken back.
const MaxBeadUndos = 40

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

// editBeads carries out an edit other than UndoBeadEdit, and answers the patch that takes it back.
func editBeads(a *workflow.Alignment, e BeadChange) (beadPatch, error) {
	if e.Edit != AcceptAbove && (e.Bead < 0 || e.Bead >= len(a.Beads)) {
		return beadPatch{}, workflow.Fail(workflow.Invalid, "align.nothing")
	}
	before := slices.Clone(a.Beads)
	if !carryOut(a, e) || slices.Equal(before, a.Beads) {
		return beadPatch{}, workflow.Fail(workflow.Invalid, "align.nothing")
	}
	return patchBeads(a.Beads, before), nil
}

// beadPatch turns a list of beads into another one: from At on, Count beads give way to Beads.
type beadPatch struct {
	At    int                    `json:"at"`
	Count int                    `json:"n"`
	Beads []workflow.AlignedBead `json:"beads"`
}

// patchBeads is the patch that turns from into to.
func patchBeads(from, to []workflow.AlignedBead) beadPatch {
	start, end := 0, 0
	for most := min(len(from), len(to)); start < most && from[start] == to[start]; {
		start++
	}
	for most := min(len(from), len(to)) - start; end < most; end++ {
		if from[len(from)-1-end] != to[len(to)-1-end] {
			break
		}
	}
	return beadPatch{At: start, Count: len(from) - end - start,
		Beads: slices.Clone(to[start : len(to)-end])}
}

// apply carries out a patch.
func (p beadPatch) apply(a *workflow.Alignment) error {
	if p.At < 0 || p.Count < 0 || p.At+p.Count > len(a.Beads) {
		return fmt.Errorf("memory: a patch of beads %d to %d, of %d", p.At, p.At+p.Count, len(a.Beads))
	}
	a.Beads = slices.Replace(a.Beads, p.At, p.At+p.Count, p.Beads...)
	return nil
}

// encode is the patch as JSON.
func (p beadPatch) encode() (string, error) {
	text, err := json.Marshal(p)
	return string(text), err
}

// decodePatch reads the patch of u.
func decodePatch(u workflow.BeadUndo) (p beadPatch, err error) {
	err = json.Unmarshal([]byte(u.Patch), &p)
	return p, err
}

// carryOut edits the beads; false when there is nothing to do.
func carryOut(a *workflow.Alignment, e BeadChange) bool {
	i := e.Bead
	switch e.Edit {
	case JoinBeads:
		return joinBeads(a, i)
	case TakeSource:
		return takeSentence(a, i, func(b *workflow.AlignedBead) *[2]int { return &b.Source })
	case TakeTarget:
		return takeSentence(a, i, func(b *workflow.AlignedBead) *[2]int { return &b.Target })
	case SplitBead:
		return splitBead(a, i)
	case ShiftDown:
		return shiftDown(a, i)
	case ShiftUp:
		return shiftUp(a, i)
	case AcceptBead:
		a.Beads[i].Accepted, a.Beads[i].Dropped = true, false
	case DropBead:
		a.Beads[i].Accepted, a.Beads[i].Dropped = false, true
	case OpenBead:
		a.Beads[i].Accepted, a.Beads[i].Dropped = false, false
	case AcceptAbove:
		for k, b := range a.Beads {
			if isOpenFrom(b, e.Above) {
				a.Beads[k].Accepted = true
			}
		}
	default:
		return false
	}
	return true
}

// isOpenFrom says that a bead has two sides, is not settled and at least so sure.
func isOpenFrom(b workflow.AlignedBead, confidence float64) bool {
	return !b.Settled() && !b.Null() && b.Confidence >= confidence
}

// OpenFrom is how many beads AcceptAbove would accept from a confidence on.
func OpenFrom(a workflow.Alignment, confidence float64) int {
	n := 0
	for _, b := range a.Beads {
		if isOpenFrom(b, confidence) {
			n++
		}
	}
	return n
}

// byHand is the confidence of a bead that a person has made and not yet accepted: it is looked at.
const byHand = 0.5

func joinBeads(a *workflow.Alignment, i int) bool {
	if i+1 >= len(a.Beads) {
		return false
	}
	b, next := a.Beads[i], a.Beads[i+1]
	a.Beads[i] = workflow.AlignedBead{Source: [2]int{b.Source[0], next.Source[1]},
		Target: [2]int{b.Target[0], next.Target[1]}, Confidence: byHand}
	a.Beads = slices.Delete(a.Beads, i+1, i+2)
	return true
}

// takeSentence moves the first sentence of a side that comes after bead i into it.
func takeSentence(a *workflow.Alignment, i int, side func(*workflow.AlignedBead) *[2]int) bool {
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
	touchBead(a, i)
	touchBead(a, from)
	a.Beads = slices.DeleteFunc(a.Beads, isEmptyBead)
	return true
}

func isEmptyBead(b workflow.AlignedBead) bool {
	return b.Source[0] == b.Source[1] && b.Target[0] == b.Target[1]
}

// touchBead makes a bead one that a person has changed.
func touchBead(a *workflow.Alignment, i int) {
	a.Beads[i].Confidence, a.Beads[i].Accepted, a.Beads[i].Dropped = byHand, false, false
}

// splitBead parts the first sentence of each side from the rest; a bead of one sentence each becomes
// two that stand alone.
func splitBead(a *workflow.Alignment, i int) bool {
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
		workflow.AlignedBead{Source: [2]int{b.Source[0], s}, Target: [2]int{b.Target[0], t},
			Confidence: byHand},
		workflow.AlignedBead{Source: [2]int{s, b.Source[1]}, Target: [2]int{t, b.Target[1]},
			Confidence: byHand})
	return true
}

// shiftDown leaves the source of bead i without a target and moves the targets from there on by
// one bead, as far as nothing is settled.
func shiftDown(a *workflow.Alignment, i int) bool {
	end := openTo(a, i)
	if a.Beads[i].Target[0] == a.Beads[i].Target[1] {
		return false
	}
	start := a.Beads[i].Target[0]
	carried := [2]int{start, start}
	for k := i; k < end; k++ {
		a.Beads[k].Target, carried = carried, a.Beads[k].Target
		touchBead(a, k)
	}
	last := [2]int{a.Beads[end-1].Source[1], a.Beads[end-1].Source[1]}
	a.Beads = slices.Insert(a.Beads, end, workflow.AlignedBead{Source: last, Target: carried,
		Confidence: byHand})
	a.Beads = slices.DeleteFunc(a.Beads, isEmptyBead)
	return true
}

// shiftUp leaves the target of bead i without a source and moves the targets after it up by one
// bead, as far as nothing is settled.
func shiftUp(a *workflow.Alignment, i int) bool {
	end := openTo(a, i)
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
		touchBead(a, k)
	}
	at := a.Beads[i].Source[0]
	a.Beads = slices.Insert(a.Beads, i, workflow.AlignedBead{Source: [2]int{at, at}, Target: alone,
		Confidence: byHand})
	a.Beads = slices.DeleteFunc(a.Beads, isEmptyBead)
	return true
}

// openTo is the end of the beads from i on that are not accepted; i itself is one of them.
func openTo(a *workflow.Alignment, i int) int {
	end := i + 1
	for end < len(a.Beads) && !a.Beads[end].Accepted {
		end++
	}
	return end
}
