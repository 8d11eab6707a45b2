package tm

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"
)

// testLines are real sentences of a language.
func testLines(t testing.TB, tag string) []string {
	t.Helper()
	return readLines(t, "../segment/testdata/"+tag+".pud.para.gold")
}

// brute is the definition of a lookup: every unit is scored. It keeps the words of its units, and
// leaves out those that are too short or too long for the floor.
type brute struct {
	tag   string
	units map[ID]bruteUnit
	row   []int32
}

type bruteUnit struct {
	Unit
	forms []form
	key   uint64
}

func newBrute(tag string) *brute { return &brute{tag: tag, units: map[ID]bruteUnit{}} }

func (b *brute) insert(u Unit) {
	f, _, key := forms(u.Source, b.tag)
	b.units[u.ID] = bruteUnit{u, f, key}
}

func (b *brute) lookup(q Query) []Match {
	var found []Match
	words, _, key := forms(q.Text, b.tag)
	for _, u := range b.units {
		m := Match{ID: u.ID, Kind: Fuzzy}
		longer, shorter := max(len(words), len(u.forms)), min(len(words), len(u.forms))
		switch {
		case shorter == 0 || 100*float64(shorter)/float64(longer) < q.Floor-1:
			continue
		case u.key == key && u.Before == q.Before && u.After == q.After && u.Before|u.After != 0:
			m.Score, m.Kind = 100, Context
		case u.key == key:
			m.Score, m.Kind = 100, Exact
		default:
			m.Score = scoreOf(b.distance(u.forms, words), longer)
		}
		if m.Score -= float64(u.Penalty); m.Score >= q.Floor {
			found = append(found, m)
		}
	}
	slices.SortFunc(found, compareMatches)
	return found[:min(len(found), q.Limit)]
}

// distance is what distances has in its last corner, by two rows of the table.
func (b *brute) distance(x, y []form) int {
	b.row = b.row[:0]
	for j := range len(y) + 1 {
		b.row = append(b.row, int32(j*wholeWord))
	}
	for i := range x {
		diagonal := b.row[0]
		b.row[0] += wholeWord
		for j := range y {
			replaced := diagonal + int32(cost(x[i], y[j]))
			diagonal = b.row[j+1]
			b.row[j+1] = min(replaced, diagonal+wholeWord, b.row[j]+wholeWord)
		}
	}
	return int(b.row[len(y)])
}

// TestLookupsEqualBruteForce makes the same changes and queries for a seed; TRUCHEMENT_TM_SEED is another.
// Merging has its own time still.
func TestLookupsEqualBruteForce(t *testing.T) {
	queries, units, seed := 1000, 2000, uint64(7)
	if n, err := strconv.ParseUint(os.Getenv("TRUCHEMENT_TM_SEED"), 10, 64); err == nil {
		seed = n
	}
	if n, err := strconv.Atoi(os.Getenv("TRUCHEMENT_TM_UNITS")); err == nil {
		units = n
	}
	for _, tag := range []string{"ar", "fr"} {
		t.Run(tag, func(t *testing.T) {
			t.Parallel()
			c := newCorpus(testLines(t, tag), seed)
			x := New(tag, "en")
			b := newBrute(tag)
			for i := range queries {
				change(x, b, c, units, i, queries)
				q := c.query(b, units)
				got, want := x.Lookup(q), b.lookup(q)
				if !slices.Equal(got, want) {
					t.Fatalf("seed %d, query %d: Lookup(%+v):\ngot  %v\nwant %v", seed, i, q, show(got, b), show(want, b))
				}
			}
			if x.Len() != len(b.units) {
				t.Errorf("Len() = %d, want %d", x.Len(), len(b.units))
			}
		})
	}
}

// change inserts, replaces and deletes units, more at first, and makes segments of them at times.
func change(x *Index, b *brute, c *corpus, units, i, of int) {
	inserts := units / of * 9 / 10
	if i == 0 {
		inserts = units / 10
	}
	for range inserts {
		n := c.random.IntN(units)
		u := Unit{ID: testID(n), Source: c.source(n), Target: c.source(0)}
		if c.random.IntN(3) == 0 {
			u.Penalty = uint8(c.random.IntN(20))
		}
		if c.random.IntN(2) == 0 {
			u.Before, u.After = uint64(c.random.IntN(3)), uint64(c.random.IntN(3))
		}
		x.Insert(u)
		b.insert(u)
	}
	if id := testID(c.random.IntN(units)); i%3 == 0 {
		_, there := b.units[id]
		if x.Delete(id) != there {
			panic(fmt.Sprintf("Delete(%x) = %v", id, !there))
		}
		delete(b.units, id)
	}
	if i%97 == 0 {
		x.mutex.Lock()
		if !x.merging {
			x.startMerge(i%2 == 0)
		}
		x.mutex.Unlock()
	}
}

// query makes a query of a unit that is there, edited, or of a line.
func (c *corpus) query(b *brute, units int) Query {
	text := c.lines[c.random.IntN(len(c.lines))]
	for range 10 {
		if u, there := b.units[testID(c.random.IntN(units))]; there {
			text = u.Source
			break
		}
	}
	if c.random.IntN(5) > 0 {
		text = c.edit(text, c.random.Float64()*0.6)
	}
	q := Query{Text: text, Floor: float64(30 + c.random.IntN(60)), Limit: 1 + c.random.IntN(8)}
	if c.random.IntN(2) == 0 {
		q.Before, q.After = uint64(c.random.IntN(3)), uint64(c.random.IntN(3))
	}
	return q
}

func show(matches []Match, b *brute) string {
	out := ""
	for _, m := range matches {
		out += fmt.Sprintf("\n%v %q", m, b.units[m.ID].Source)
	}
	return out
}
