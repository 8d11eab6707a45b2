package tm

// Costs are counted in sixths of a word.
const (
	wholeWord  = 6 // a word inserted, deleted, or replaced by another
	otherForm  = 2 // another form of the same word
	otherCount = 3 // another number
)

// almost is the highest score of a text that is not the same as the query.
const almost = 99

// form is a word as it is compared: as typed, and its class.
type form struct {
	surface, class uint64
	number         bool
}

func forms(text, tag string) ([]form, []word, uint64) {
	words, key := scan(text, tag)
	out := make([]form, len(words))
	for i, w := range words {
		out[i] = form{w.surface, classHash(text, w, tag), w.number}
	}
	return out, words, key
}

// cost is what it costs to have b in place of a.
func cost(a, b form) int {
	switch {
	case a.surface == b.surface:
		return 0
	case a.class != b.class:
		return wholeWord
	case a.number:
		return otherCount
	}
	return otherForm
}

// Score returns the score of a source as a match of a query, from 0 to 100; see the package's
// comment. It is the definition that lookups are tested against.
func Score(source, query, tag string) float64 {
	a, _, keyA := forms(source, tag)
	b, _, keyB := forms(query, tag)
	if keyA == keyB && keyA != 0 {
		return 100
	}
	table := distances(a, b)
	return scoreOf(int(table[len(a)][len(b)]), max(len(a), len(b)))
}

// scoreOf is the score of texts that are not the same, by their distance in sixths and the words
// of the longer one.
func scoreOf(distance, words int) float64 {
	if words == 0 {
		return 0
	}
	return min(almost, 100*(1-float64(distance)/float64(wholeWord*words)))
}

// distances is the table of the Levenshtein distances of all beginnings of a and b.
func distances(a, b []form) [][]int32 {
	table := make([][]int32, len(a)+1)
	for i := range table {
		table[i] = make([]int32, len(b)+1)
		for j := range table[i] {
			switch {
			case i == 0:
				table[i][j] = int32(j * wholeWord)
			case j == 0:
				table[i][j] = int32(i * wholeWord)
			default:
				table[i][j] = min(table[i-1][j]+wholeWord, table[i][j-1]+wholeWord,
					table[i-1][j-1]+int32(cost(a[i-1], b[j-1])))
			}
		}
	}
	return table
}
