// Package refill finds the targets to write back into the file that an article was made of. The desk may have cut, joined
// and corrected segments since: blocks are found by their source, in order, and segments by how much of it they have.
package refill

import (
	"strings"
	"unicode"

	"truchement/workflow/bitext"
)

// Target is what is written into a segment of a file.
type Target struct {
	Text     bitext.Text // empty: there is none, and the file's is left as it is, unless it is Joined
	State    bitext.State
	SubState bitext.SubState
	Joined   bool // its words are in the target of the segment before
}

// Targets finds in article the targets for the segments of file, which is what a reader makes of the file: by block and
// segment of file. Left counts the segments of file whose source the article does not have, or no longer.
func Targets(file, article *bitext.Document) (targets [][]Target, left int) {
	queue := map[string][]bitext.Block{}
	for _, b := range article.Blocks {
		key := keyOf(b)
		queue[key] = append(queue[key], b)
	}
	targets = make([][]Target, len(file.Blocks))
	for i, b := range file.Blocks {
		targets[i] = make([]Target, len(b.Segments))
		key := keyOf(b)
		switch found := queue[key]; {
		case key == "" || b.IsLeft():
		case len(found) == 0:
			left += len(b.Segments)
		default:
			queue[key] = found[1:]
			fit(targets[i], b.Segments, found[0].Segments)
		}
	}
	return targets, left
}

// keyOf is the same for blocks with the same source, whatever the white space in it.
func keyOf(b bitext.Block) string { return strings.Join(strings.Fields(b.Source().Flat()), "") }

// fit gives each segment of a block of the file the target of those that have its source in the article.
func fit(out []Target, file, article []bitext.Segment) {
	for len(file) > 0 {
		if weight(file[0]) == 0 {
			out, file = out[1:], file[1:]
			continue
		}
		n, m := group(file, article)
		out[0] = join(article[:m])
		for i := 1; i < n && !out[0].Text.Empty(); i++ {
			out[i] = Target{State: out[0].State, SubState: out[0].SubState, Joined: true}
		}
		out, file, article = out[n:], file[n:], article[m:]
	}
}

// group is how many segments of the file, and of the article, are the fewest with the same source.
func group(file, article []bitext.Segment) (n, m int) {
	n = 1
	for theirs, ours := weight(file[0]), 0; ours != theirs || m == 0; {
		switch {
		case ours <= theirs && m < len(article):
			ours += weight(article[m])
			m++
		case n < len(file):
			theirs += weight(file[n])
			n++
		default:
			return n, len(article)
		}
	}
	return n, m
}

// weight is how many characters of a segment are no white space.
func weight(s bitext.Segment) int {
	n := 0
	for _, r := range s.Source.Flat() + s.After.Flat() {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// join is the target of several segments, with the lowest of their states; none if one of them has none.
func join(all []bitext.Segment) Target {
	var one Target
	for i, s := range all {
		if s.Target.Empty() {
			return Target{}
		}
		if i == 0 || s.State.Rank() < one.State.Rank() {
			one.State, one.SubState = s.State, s.SubState
		}
	}
	one.Text = bitext.Block{Segments: all}.Target()
	return one
}
