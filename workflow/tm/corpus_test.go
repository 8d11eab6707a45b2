package tm

import (
	"bufio"
	"encoding/binary"
	"iter"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// readLines reads the lines of a file.
func readLines(t testing.TB, name string) []string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines []string
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		if line := strings.TrimSpace(s.Text()); line != "" && line != "<p>" {
			lines = append(lines, line)
		}
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

// corpus makes sources of real sentences: each sentence once, then new ones, the beginning of one
// with the end of another, a tenth of their words changed.
type corpus struct {
	lines  []string
	split  [][]string
	random *rand.Rand
}

func newCorpus(lines []string, seed uint64) *corpus {
	c := &corpus{lines: lines, random: rand.New(rand.NewPCG(seed, 1))}
	for _, line := range lines {
		c.split = append(c.split, strings.Fields(line))
	}
	return c
}

func (c *corpus) fields() []string { return c.split[c.random.IntN(len(c.split))] }

// source returns the source number i.
func (c *corpus) source(i int) string {
	if i < len(c.lines) {
		return c.lines[i]
	}
	a, b := c.fields(), c.fields()
	words := append(a[:(len(a)+1)/2:(len(a)+1)/2], b[len(b)/2:]...)
	return c.edit(strings.Join(words, " "), c.random.Float64()*0.2)
}

// edit changes a share of the words of a text: half are replaced by words of other sentences, and
// a quarter each inserted and deleted.
func (c *corpus) edit(text string, share float64) string {
	words := strings.Fields(text)
	for range int(share*float64(len(words)) + 0.5) {
		if len(words) == 0 {
			break
		}
		at := c.random.IntN(len(words))
		other := c.fields()
		word := other[c.random.IntN(len(other))]
		switch c.random.IntN(4) {
		case 0:
			words = append(words[:at], words[at+1:]...)
		case 1:
			words = append(words[:at], append([]string{word}, words[at:]...)...)
		default:
			words[at] = word
		}
	}
	return strings.Join(words, " ")
}

// testID is an id that goes up with n.
func testID(n int) ID {
	var id ID
	binary.BigEndian.PutUint64(id[:], uint64(n)+1)
	binary.BigEndian.PutUint64(id[8:], uint64(n)*0x9e3779b97f4a7c15)
	return id
}

// words are the words of a text.
func words(text string) []word {
	w, _ := scan(text, "")
	return w
}

// buildIndex returns an index of units, each with an id of its own, in one segment.
func buildIndex(sourceTag, targetTag string, units iter.Seq[Unit]) *Index {
	x := New(sourceTag, targetTag)
	d := newDraft(sourceTag, targetTag)
	for u := range units {
		d.add(u)
	}
	if len(d.heads) > 0 {
		s := d.segment(func(int) bool { return true })
		x.state.Store(&state{segments: []*segment{s}, live: newLive(sourceTag, targetTag)})
	}
	return x
}
