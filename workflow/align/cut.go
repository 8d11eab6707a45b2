package align

import "truchement/workflow/lang"

// Place is a place where a text may be cut, in bytes, and how natural a cut there is: 0 between
// words, more at a comma, most at the end of a sentence.
type Place struct {
	Offset int
	Weight float64
}

// How much a proportion counts beside words when a text is cut.
const cutSpread = 0.16

// Cut finds where the translation of a text is to be cut when the text is cut in two: the place
// that leaves the words of each part on its own side, and near the same share of the length. It
// answers -1 when there is no place.
func (a *Aligner) Cut(first, second, target string, places []Place) int {
	c := a.read([]Pair{{Source: []Sentence{{Text: first}, {Text: second}},
		Target: []Sentence{{Text: target}}}})
	c.match(0)
	pulls := c.pulls(target)
	share := float64(len(first)) / float64(max(len(first)+len(second), 1))
	total := 0.0
	for _, p := range pulls {
		total += p.weight
	}
	best, highest, before, next := -1, 0.0, 0.0, 0
	for _, place := range places {
		for next < len(pulls) && pulls[next].at < place.Offset {
			before += pulls[next].weight
			next++
		}
		off := (float64(place.Offset)/float64(max(len(target), 1)) - share) / cutSpread
		score := before - (total - before) + place.Weight - off*off/2
		if best < 0 || score > highest {
			best, highest = place.Offset, score
		}
	}
	return best
}

// pull is a word of the target that belongs to the first part (a positive weight) or the second.
type pull struct {
	at     int
	weight float64
}

func (c *corpus) pulls(target string) []pull {
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
	var out []pull
	for _, t := range lang.Tokens(target) {
		for _, id := range c.target.read(t.Text) {
			if w := weight[id]; w != 0 {
				out = append(out, pull{t.Start, w})
			}
		}
	}
	return out
}
