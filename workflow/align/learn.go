package align

import (
	"math"
	"slices"
)

// Learning takes pairs of counting stems from beads that are probably right, with the first of
// IBM's translation models in both directions.
const (
	learnBeads  = 6000 // at most so many, evenly taken
	learnSure   = 0.75 // confidence of a bead that teaches
	learnRounds = 4
	learnTwice  = 3.0  // a pair must be seen about so often
	learnLeast  = 0.18 // and be so probable
	learnLow    = 0.25 // what that makes the probability of a match: at least, and how steeply
	learnHigh   = 0.60
)

type lesson struct{ source, target []int }

func (c *corpus) learn(beads [][]Bead) {
	lessons := c.lessons(beads)
	if len(lessons) < 2 {
		return
	}
	forward := ibm(lessons, func(l lesson) ([]int, []int) { return l.source, l.target })
	backward := ibm(lessons, func(l lesson) ([]int, []int) { return l.target, l.source })
	c.learnt = map[[2]int]float64{}
	for pair, f := range forward {
		source, target := int(pair>>32), int(pair&math.MaxUint32)
		b, ok := backward[pairKey(target, source)]
		if !ok {
			continue
		}
		if p := math.Sqrt(f.p * b.p); p > learnLeast {
			c.learnt[[2]int{source, target}] = min(learnLow+learnHigh*p, 0.75)
		}
	}
}

// lessons are the stems of the beads that teach, without those too rare to learn and those so
// common that they say nothing.
func (c *corpus) lessons(beads [][]Bead) []lesson {
	list := c.sure(beads)
	if len(list) > learnBeads {
		kept := make([]lesson, learnBeads)
		for i := range kept {
			kept[i] = list[i*len(list)/learnBeads]
		}
		list = kept
	}
	source, target := make([]int, len(c.source.stems)), make([]int, len(c.target.stems))
	for _, l := range list {
		count(source, l.source)
		count(target, l.target)
	}
	most := max(len(list)/4, 8)
	for i := range list {
		list[i].source = keep(list[i].source, source, most)
		list[i].target = keep(list[i].target, target, most)
	}
	return list
}

func count(seen []int, stems []int) {
	for _, s := range stems {
		seen[s]++
	}
}

func keep(stems, seen []int, most int) []int {
	return slices.DeleteFunc(stems, func(s int) bool { return seen[s] < learnTwice || seen[s] > most })
}

// sure lists the stems of beads that are probably right.
func (c *corpus) sure(beads [][]Bead) []lesson {
	var list []lesson
	for d, bs := range beads {
		for _, b := range bs {
			if b.Null() || b.Confidence < learnSure {
				continue
			}
			list = append(list, lesson{
				stemsOf(c.source, c.docs[d].source[b.Source[0]:b.Source[1]]),
				stemsOf(c.target, c.docs[d].target[b.Target[0]:b.Target[1]])})
		}
	}
	return list
}

func stemsOf(v *vocab, lines []line) []int {
	var stems []int
	for _, l := range lines {
		for _, id := range l.ids {
			t := &v.types[id]
			if (t.kind == latin || t.kind == arabic) && t.letters > 2 {
				stems = appendID(stems, t.stem)
			}
		}
	}
	return stems
}

// pair is two stems as one key.
func pairKey(source, target int) uint64 { return uint64(source)<<32 | uint64(target) }

type translation struct{ p, count float64 }

// ibm is the translation table t(target | source) after a few rounds, with expected counts.
func ibm(lessons []lesson, sides func(lesson) ([]int, []int)) map[uint64]translation {
	ids := map[uint64]int32{}
	var pairs []uint64
	index := make([][]int32, len(lessons)) // by lesson: the pairs, target by target
	for k, l := range lessons {
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
	for range learnRounds {
		count = expect(lessons, index, p, sides)
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
		if count[i] >= learnTwice {
			out[pair] = translation{p[i], count[i]}
		}
	}
	return out
}

// expect shares every target word out among the source words of its bead.
func expect(lessons []lesson, index [][]int32, p []float64,
	sides func(lesson) ([]int, []int)) []float64 {
	count := make([]float64, len(p))
	for k, l := range lessons {
		from, to := sides(l)
		for t := range to {
			ids := index[k][t*len(from) : (t+1)*len(from)]
			sum := 0.02 // for a word that comes from nowhere
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
