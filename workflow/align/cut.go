package align

import "truchement/workflow/lang"

// Place is a byte offset where a text may be cut, and the weight of a cut there: 0 between words,
// more at a comma, most at the end of a sentence.
type Place struct {
	Offset int
	Weight float64
}

// cutLengthSpread is the standard deviation of the difference between the shares of the length that
// the first parts have in the text and in its translation.
const cutLengthSpread = 0.16

// Cut returns where to cut the translation of a text that is cut into first and second: at the
// place that leaves most translated words on their own side, and near the same share of the length.
// It returns -1 if there are no places.
func (a *Aligner) Cut(first, second, target string, places []Place) int {
	c := a.readPairs([]Pair{{Source: []Sentence{{Text: first}, {Text: second}},
		Target: []Sentence{{Text: target}}}})
	c.updateMatches(0)
	votes := c.votes(target)
	share := float64(len(first)) / float64(max(len(first)+len(second), 1))
	total := 0.0
	for _, p := range votes {
		total += p.weight
	}
	best, bestScore, before, next := -1, 0.0, 0.0, 0
	for _, place := range places {
		for next < len(votes) && votes[next].at < place.Offset {
			before += votes[next].weight
			next++
		}
		off := (float64(place.Offset)/float64(max(len(target), 1)) - share) / cutLengthSpread
		score := before - (total - before) + place.Weight - off*off/2
		if best < 0 || score > bestScore {
			best, bestScore = place.Offset, score
		}
	}
	return best
}

// vote is a word of the target that belongs to the first part (a positive weight) or the second.
type vote struct {
	at     int
	weight float64
}

func (c *corpus) votes(target string) []vote {
	weight := map[int]float64{}
	for side, sign := range []float64{1, -1} {
		seen := map[int]bool{}
		for _, id := range c.docs[0].source[side].ids {
			for _, m := range c.matches[id] {
				if !seen[m.target] {
					seen[m.target] = true
					weight[m.target] += sign * m.p
				}
			}
		}
	}
	var out []vote
	for _, t := range lang.Tokens(target) {
		for _, id := range c.target.typesIn(t.Text) {
			if w := weight[id]; w != 0 {
				out = append(out, vote{t.Start, w})
			}
		}
	}
	return out
}
