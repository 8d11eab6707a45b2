package main

import (
	"fmt"

	"truchement/workflow/align"
)

// scores are F1 as Sennrich and Volk (2010) and Vecalign count: precision over all beads, each
// sentence left alone being one, recall over the beads that have both sides.
type scores struct{ strict, lax, link, alone string }

type key [4]int // source from and to, target from and to

// counts adds up how many of ours are right and how many of theirs are found.
type counts struct{ ours, right, theirs, found float64 }

func (c counts) f1() string {
	if c.ours == 0 || c.theirs == 0 || c.right == 0 || c.found == 0 {
		return "–"
	}
	p, r := c.right/c.ours, c.found/c.theirs
	return fmt.Sprintf("%.2f", 200*p*r/(p+r))
}

func score(got, want [][]align.Bead) scores {
	var strict, lax, link, alone counts
	for i := range want {
		a, b := keys(got[i]), keys(want[i])
		la, lb := linked(a), linked(b)
		for k := range a {
			strict.ours, lax.ours = strict.ours+1, lax.ours+1
			hit := b[k]
			strict.right += one(hit)
			lax.right += one(hit || touches(k, lb))
			if null(k) {
				alone.ours++
				alone.right += one(hit)
			}
		}
		for k := range b {
			if null(k) {
				alone.theirs++
				alone.found += one(a[k])
				continue
			}
			strict.theirs, lax.theirs = strict.theirs+1, lax.theirs+1
			strict.found += one(a[k])
			lax.found += one(a[k] || touches(k, la))
		}
		for l := range la {
			link.ours++
			link.right += one(lb[l])
		}
		for l := range lb {
			link.theirs++
			link.found += one(la[l])
		}
	}
	return scores{strict.f1(), lax.f1(), link.f1(), alone.f1()}
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

func null(k key) bool { return k[0] == k[1] || k[2] == k[3] }

func keys(beads []align.Bead) map[key]bool {
	out := map[key]bool{}
	for _, b := range beads {
		if !b.Null() {
			out[key{b.Source[0], b.Source[1], b.Target[0], b.Target[1]}] = true
			continue
		}
		for i := b.Source[0]; i < b.Source[1]; i++ {
			out[key{i, i + 1}] = true
		}
		for j := b.Target[0]; j < b.Target[1]; j++ {
			out[key{0, 0, j, j + 1}] = true
		}
	}
	return out
}

func linked(beads map[key]bool) map[[2]int]bool {
	out := map[[2]int]bool{}
	for k := range beads {
		for i := k[0]; i < k[1]; i++ {
			for j := k[2]; j < k[3]; j++ {
				out[[2]int{i, j}] = true
			}
		}
	}
	return out
}

func touches(k key, links map[[2]int]bool) bool {
	for i := k[0]; i < k[1]; i++ {
		for j := k[2]; j < k[3]; j++ {
			if links[[2]int{i, j}] {
				return true
			}
		}
	}
	return false
}
