package main

import (
	"math"
	"slices"
	"time"

	"truchement/workflow/align"
)

// galeChurch aligns by the lengths of sentences alone, as Gale and Church (1993) do, with the
// ratio of the texts at hand.
func galeChurch(name string) ([][]align.Bead, time.Duration, error) {
	sources, err := texts(name + ".src")
	if err != nil {
		return nil, 0, err
	}
	targets, err := texts(name + ".tgt")
	if err != nil {
		return nil, 0, err
	}
	begin := time.Now()
	var out [][]align.Bead
	for i := range sources {
		out = append(out, byLength(sources[i], targets[i]))
	}
	return out, time.Since(begin), nil
}

type galeShape struct {
	source, target int
	cost           float64
}

func galeShapes() []galeShape {
	return []galeShape{{1, 1, -math.Log(.89)}, {1, 0, -math.Log(.005)}, {0, 1, -math.Log(.005)},
		{2, 1, -math.Log(.045)}, {1, 2, -math.Log(.045)}, {2, 2, -math.Log(.011)}}
}

func byLength(source, target []float64) []align.Bead {
	n, m := len(source), len(target)
	ratio := sum(target) / max(sum(source), 1)
	cost := make([][]float64, n+1)
	choice := make([][]int, n+1)
	for i := range cost {
		cost[i], choice[i] = make([]float64, m+1), make([]int, m+1)
		for j := range cost[i] {
			if i == 0 && j == 0 {
				continue
			}
			cost[i][j] = math.Inf(1)
			for k, s := range galeShapes() {
				if i < s.source || j < s.target {
					continue
				}
				c := cost[i-s.source][j-s.target] + s.cost +
					mismatch(sum(source[i-s.source:i])*ratio, sum(target[j-s.target:j]))
				if c < cost[i][j] {
					cost[i][j], choice[i][j] = c, k
				}
			}
		}
	}
	var beads []align.Bead
	for i, j := n, m; i > 0 || j > 0; {
		s := galeShapes()[choice[i][j]]
		beads = append(beads, align.Bead{Source: [2]int{i - s.source, i}, Target: [2]int{j - s.target, j}})
		i, j = i-s.source, j-s.target
	}
	slices.Reverse(beads)
	return beads
}

func sum(list []float64) float64 {
	total := 0.0
	for _, x := range list {
		total += x
	}
	return total
}

// mismatch is the cost of two lengths that differ, the variance being 6.8 a character.
func mismatch(want, got float64) float64 {
	mean := (want + got) / 2
	if mean == 0 {
		return 0
	}
	z := math.Abs(got-want) / math.Sqrt(6.8*mean)
	return -math.Log(max(math.Erfc(z/math.Sqrt2), 1e-12))
}
