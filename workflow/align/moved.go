package align

// Moved is a part of a text that its translation has in another place: the sentences
// [Source[0], Source[1]) of the source are [Target[0], Target[1]) of the target. Beads do not cross
// each other, so its sentences have no counterpart in them.
type Moved struct{ Source, Target [2]int }

const (
	leastMoved      = 3   // sentences on each side: fewer are swapped inside a bead, or are chance
	mostMoved       = 400 // sentences on each side that are looked at
	surePair        = 0.8 // least confidence of a bead that shows a part to be moved
	movedShare      = 0.6 // of the shorter part that such beads have to hold
	doubtfulPairing = 0.5 // least confidence of a bead whose sentences are where they belong
)

// FindMoved looks for the part of a text that was moved, given the beads that Align found: the
// longest runs of sentences without a counterpart on both sides, of which one comes before the other,
// that translate each other when they are aligned alone. It reports whether there is one.
func (a *Aligner) FindMoved(p Pair, beads []Bead) (Moved, bool) {
	source, target := longestRun(beads, 0), longestRun(beads, 1)
	from, to := p.Source[source[0]:source[1]], p.Target[target[0]:target[1]]
	if min(len(from), len(to)) < leastMoved || max(len(from), len(to)) > mostMoved || !apart(beads, source, target) {
		return Moved{}, false
	}
	sure := 0
	for _, b := range a.AlignOne(Pair{Source: from, Target: to}) {
		if !b.Null() && b.Confidence >= surePair {
			sure += min(b.Source[1]-b.Source[0], b.Target[1]-b.Target[0])
		}
	}
	if float64(sure) < movedShare*float64(min(len(from), len(to))) {
		return Moved{}, false
	}
	return Moved{Source: source, Target: target}, true
}

// longestRun returns the longest range of sentences of a side that no bead of some confidence pairs.
func longestRun(beads []Bead, side int) [2]int {
	var run, longest [2]int
	for _, b := range beads {
		own := [2][2]int{b.Source, b.Target}[side]
		if own[0] == own[1] {
			continue
		}
		if !b.Null() && b.Confidence >= doubtfulPairing {
			run = [2]int{own[1], own[1]}
			continue
		}
		if run[1] = own[1]; run[1]-run[0] > longest[1]-longest[0] {
			longest = run
		}
	}
	return longest
}

// apart reports whether a sure bead comes between the two ranges.
func apart(beads []Bead, source, target [2]int) bool {
	for _, b := range beads {
		sure := !b.Null() && b.Confidence >= surePair
		after, before := b.Source[0] >= source[1], b.Source[1] <= source[0]
		if sure && (after && b.Target[1] <= target[0] || before && b.Target[0] >= target[1]) {
			return true
		}
	}
	return false
}
