package align

import (
	"math"
	"slices"
)

// Translations of counting stems are learnt from beads with a high confidence by IBM model 1 in
// both directions.
const (
	maxExamples           = 6000 // taken at even distances if there are more
	minTeachingConfidence = 0.75 // of a bead that becomes an example
	emRounds              = 4
	minPairCount          = 3.0  // least expected count of a translation
	minPairProbability    = 0.18 // least geometric mean of its probabilities in both directions
	learntBase            = 0.25 // match probability = learntBase + learntSlope × that mean
	learntSlope           = 0.60
)

type example struct{ source, target []int }

func (c *corpus) learn(beads [][]Bead) {
	examples := c.examples(beads)
	if len(examples) < 2 {
		return
	}
	forward := ibmModel1(examples, func(l example) ([]int, []int) { return l.source, l.target })
	backward := ibmModel1(examples, func(l example) ([]int, []int) { return l.target, l.source })
	c.learnt = map[[2]int]float64{}
	for pair, f := range forward {
		source, target := int(pair>>32), int(pair&math.MaxUint32)
		b, ok := backward[pairKey(target, source)]
		if !ok {
			continue
		}
		if p := math.Sqrt(f.p * b.p); p > minPairProbability {
			c.learnt[[2]int{source, target}] = min(learntBase+learntSlope*p, 0.75)
		}
	}
}

// examples returns the stems of the beads with at least minTeachingConfidence, without the rarest
// stems, of which nothing can be learnt, and the most frequent, which occur in all kinds of
// sentences.
func (c *corpus) examples(beads [][]Bead) []example {
	var list []example
	for d, bs := range beads {
		for _, b := range bs {
			if b.Null() || b.Confidence < minTeachingConfidence {
				continue
			}
			list = append(list, example{
				stemsOf(c.source, c.docs[d].source[b.Source[0]:b.Source[1]]),
				stemsOf(c.target, c.docs[d].target[b.Target[0]:b.Target[1]])})
		}
	}
	if len(list) > maxExamples {
		kept := make([]example, maxExamples)
		for i := range kept {
			kept[i] = list[i*len(list)/maxExamples]
		}
		list = kept
	}
	source, target := make([]int, len(c.source.stems)), make([]int, len(c.target.stems))
	for _, l := range list {
		countStems(source, l.source)
		countStems(target, l.target)
	}
	most := max(len(list)/4, 8)
	for i := range list {
		list[i].source = filterByCount(list[i].source, source, most)
		list[i].target = filterByCount(list[i].target, target, most)
	}
	return list
}

func countStems(seen []int, stems []int) {
	for _, s := range stems {
		seen[s]++
	}
}

func filterByCount(stems, seen []int, most int) []int {
	return slices.DeleteFunc(stems, func(s int) bool { return seen[s] < minPairCount || seen[s] > most })
}

func stemsOf(v *vocab, lines []line) []int {
	var stems []int
	for _, l := range lines {
		for _, id := range l.ids {
			t := &v.types[id]
			if (t.kind == latin || t.kind == arabic) && t.letters > 2 {
				stems = appendUnique(stems, t.stem)
			}
		}
	}
	return stems
}

// pairKey packs two stems into one key.
func pairKey(source, target int) uint64 { return uint64(source)<<32 | uint64(target) }

type translation struct{ p, count float64 }

// ibmModel1 returns the translation table t(target given source) after emRounds of expectation
// maximisation, with the expected counts.
func ibmModel1(examples []example, sides func(example) ([]int, []int)) map[uint64]translation {
	ids := map[uint64]int32{}
	var pairs []uint64
	index := make([][]int32, len(examples)) // by example: the pairs, target by target
	for k, l := range examples {
		from, to := sides(l)
		row := make([]int32, 0, len(from)*len(to))
		for _, t := range to {
			for _, f := range from {
				key := pairKey(f, t)
				id, ok := ids[key]
				if !ok {
					id = int32(len(pairs))
					ids[key] = id
					pairs = append(pairs, key)
				}
				row = append(row, id)
			}
		}
		index[k] = row
	}
	p := make([]float64, len(pairs))
	for i := range p {
		p[i] = 1
	}
	var count []float64
	for range emRounds {
		count = expectedCounts(examples, index, p, sides)
		totals := map[uint64]float64{}
		for i, pair := range pairs {
			totals[pair>>32] += count[i]
		}
		for i, pair := range pairs {
			p[i] = count[i] / (totals[pair>>32] + 0.5)
		}
	}
	out := map[uint64]translation{}
	for i, pair := range pairs {
		if count[i] >= minPairCount {
			out[pair] = translation{p[i], count[i]}
		}
	}
	return out
}

// expectedCounts divides every target word among the source words of its example (the E step).
func expectedCounts(examples []example, index [][]int32, p []float64,
	sides func(example) ([]int, []int)) []float64 {
	count := make([]float64, len(p))
	for k, l := range examples {
		from, to := sides(l)
		for t := range to {
			ids := index[k][t*len(from) : (t+1)*len(from)]
			sum := 0.02 // the null word
			for _, id := range ids {
				sum += p[id]
			}
			for _, id := range ids {
				count[id] += p[id] / sum
			}
		}
	}
	return count
}
