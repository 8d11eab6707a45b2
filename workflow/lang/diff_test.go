package lang

import (
	"math/rand"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDiffReplacesWordsAndPhrases(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		want           []Edit
	}{
		{"nothing", "", "", nil},
		{"same", "a b", "a b", []Edit{{Equal, "a b"}}},
		{"written", "", "a b", []Edit{{Insert, "a b"}}},
		{"cleared", "a b", "", []Edit{{Delete, "a b"}}},
		{"a word", "le roi part", "le ministre part",
			[]Edit{{Equal, "le "}, {Delete, "roi"}, {Insert, "ministre"}, {Equal, " part"}}},
		{"a phrase, not word by word", "un deux trois quatre", "un cinq six quatre",
			[]Edit{{Equal, "un "}, {Delete, "deux trois"}, {Insert, "cinq six"}, {Equal, " quatre"}}},
		{"elision", "l’homme", "l’État", []Edit{{Equal, "l’"}, {Delete, "homme"}, {Insert, "État"}}},
		{"space alone", "a b", "a\u00a0b", []Edit{{Equal, "a"}, {Delete, " "}, {Insert, "\u00a0"}, {Equal, "b"}}},
		{"Arabic", "قال الوزير أمس.", "قال الوزير اليوم.",
			[]Edit{{Equal, "قال الوزير "}, {Delete, "أمس"}, {Insert, "اليوم"}, {Equal, "."}}},
		{"added in the middle", "a c", "a b c", []Edit{{Equal, "a "}, {Insert, "b "}, {Equal, "c"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Diff(c.old, c.new)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// joinSides joins a difference back into its two texts.
func joinSides(edits []Edit) (old, new string) {
	var a, b strings.Builder
	for _, e := range edits {
		if e.Op != Insert {
			a.WriteString(e.Text)
		}
		if e.Op != Delete {
			b.WriteString(e.Text)
		}
	}
	return a.String(), b.String()
}

func TestDiffJoinsBack(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	words := strings.Fields("قال الوزير le la , . ! a b c d l’ 12 « »")
	text := func(n int) string {
		var b strings.Builder
		for range rnd.Intn(n + 1) {
			b.WriteString(words[rnd.Intn(len(words))] + strings.Repeat(" ", rnd.Intn(3)))
		}
		return b.String()
	}
	for i := range 3000 {
		a, b := text(i%60), text(i%60)
		if gotA, gotB := joinSides(Diff(a, b)); gotA != a || gotB != b {
			t.Fatalf("Diff(%q, %q) joins to %q, %q", a, b, gotA, gotB)
		}
	}
}

// TestDiffIsShortest compares the kept pieces with the length of the longest common subsequence.
func TestDiffIsShortest(t *testing.T) {
	rnd := rand.New(rand.NewSource(2))
	for range 2000 {
		a, b := make([]int, rnd.Intn(14)), make([]int, rnd.Intn(14))
		for i := range a {
			a[i] = rnd.Intn(4)
		}
		for i := range b {
			b[i] = rnd.Intn(4)
		}
		m := &myers{a: a, b: b, keepA: make([]bool, len(a)), keepB: make([]bool, len(b))}
		m.markCommon(0, len(a), 0, len(b))
		if got, want := countKept(m.keepA), longestCommon(a, b); got != want || countKept(m.keepB) != want {
			t.Fatalf("%v and %v keep %d and %d, want %d", a, b, got, countKept(m.keepB), want)
		}
	}
}

func countKept(keep []bool) (n int) {
	for _, k := range keep {
		if k {
			n++
		}
	}
	return n
}

func longestCommon(a, b []int) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		corner := 0
		for j, y := range b {
			up := row[j+1]
			if x == y {
				row[j+1] = corner + 1
			} else {
				row[j+1] = max(up, row[j])
			}
			corner = up
		}
	}
	return row[len(b)]
}

func FuzzDiff(f *testing.F) {
	f.Add("a b c", "a d c")
	f.Add("\xff a", "a\u0301 \xfe")
	f.Fuzz(func(t *testing.T, a, b string) {
		if gotA, gotB := joinSides(Diff(a, b)); gotA != a || gotB != b {
			t.Fatalf("Diff(%q, %q) joins to %q, %q", a, b, gotA, gotB)
		}
	})
}

// unlikeTexts returns two texts of n words with no word in common.
func unlikeTexts(n int) (string, string) {
	var x, y strings.Builder
	rnd := rand.New(rand.NewSource(3))
	for range n {
		x.WriteString(string(rune('a'+rnd.Intn(26))) + " ")
		y.WriteString(string(rune('A'+rnd.Intn(26))) + " ")
	}
	return x.String(), y.String()
}

// TestDiffOfUnlikeTextsJoinsBack goes beyond maxCost.
func TestDiffOfUnlikeTextsJoinsBack(t *testing.T) {
	a, b := unlikeTexts(2 * maxCost)
	if gotA, gotB := joinSides(Diff(a, b)); gotA != a || gotB != b {
		t.Error("the difference does not join back")
	}
}

func BenchmarkDiffUnlike(b *testing.B) {
	x, y := unlikeTexts(10000)
	for b.Loop() {
		Diff(x, y)
	}
}
