package name

// The letters of a spelling in which two may be wrong: of a name of the lists, and of one that is usual elsewhere in the
// texts, which is likelier to be meant.
const (
	longListed = 8
	longUsual  = 6
)

// nearlySpelt reports whether a word is a spelling with a mistake: a letter changed, left out, added or swapped with the
// next, in a long one two.
func nearlySpelt(word, key string, long int) bool {
	a, b := []rune(word), []rune(key)
	most := 1
	if len(b) >= long {
		most = 2
	}
	if len(b) < 4 || len(a)-len(b) > most || len(b)-len(a) > most {
		return false
	}
	d := edits(a, b)
	return d > 0 && d <= most
}

// edits is the number of letters to change, drop, add or swap with the next (optimal string alignment).
func edits(a, b []rune) int {
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		now := make([]int, len(b)+1)
		now[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			now[j+1] = min(last[j]+cost, last[j+1]+1, now[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				now[j+1] = min(now[j+1], before[j-1]+1)
			}
		}
		before, last = last, now
	}
	return last[len(b)]
}
