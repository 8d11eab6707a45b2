package lang

import (
	"math/rand"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMergeCombinesChangesAndCountsClashes(t *testing.T) {
	for _, c := range []struct {
		name, base, theirs, mine string
		want                     string // the merged text
		clashes                  int
	}{
		{"nothing changed", "a b c", "a b c", "a b c", "a b c", 0},
		{"theirs alone", "a b c", "a x c", "a b c", "a x c", 0},
		{"mine alone", "a b c", "a b c", "a x c", "a x c", 0},
		{"the same change", "a b c", "a x c", "a x c", "a x c", 0},
		{"two places", "Le ministre a dit hier que oui.", "La ministre a dit hier que oui.",
			"Le ministre a dit hier que non.", "La ministre a dit hier que non.", 0},
		{"Arabic", "قال الوزير أمس إنه موافق على النص.", "قال الوزير اليوم إنه موافق على النص.",
			"قال الوزير أمس إنه موافق على المشروع.", "قال الوزير اليوم إنه موافق على المشروع.", 0},
		{"neighbours agree in gender", "le ministre a dit", "la ministre a dit",
			"le président a dit", "le président a dit", 1},
		{"the same word", "a b c", "a x c", "a y c", "a y c", 1},
		{"both wrote from nothing", "", "Un.", "Deux.", "Deux.", 1},
		{"both wrote the same from nothing", "", "Un.", "Un.", "Un.", 0},
		{"one emptied it", "a b", "", "a c", "a c", 1},
		{"added at both ends", "b c d e", "a b c d e", "b c d e f", "a b c d e f", 0},
		{"added at one spot", "a b", "a x b", "a y b", "a y b", 1},
		{"mine twice in a phrase", "a b c", "a b c", "x b y", "x b y", 0},
		{"both, then mine beside it", "a b c", "x b c", "x y c", "x y c", 0},
		{"space only", "a b c d", "a b c\u00a0d", "x b c d", "x b c\u00a0d", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, clashes := Merge(Compare(c.base, c.theirs, c.mine))
			if got != c.want || clashes != c.clashes {
				t.Errorf("got %q with %d clashes, want %q with %d", got, clashes, c.want, c.clashes)
			}
		})
	}
}

func TestCompareReturnsPartsWithOrigin(t *testing.T) {
	want := []Part{
		{ByTheirs, "un", "deux", "un"}, {Unchanged, " b c ", " b c ", " b c "},
		{Clash, "d", "x", "y"}, {Unchanged, " e", " e", " e"}, {ByMine, "", "", " f"},
	}
	got := Compare("un b c d e", "deux b c x e", "un b c y e f")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// checkProperties checks what is true of every comparison.
func checkProperties(t *testing.T, base, theirs, mine string) {
	t.Helper()
	parts := Compare(base, theirs, mine)
	all := concatenate(parts)
	if all.Base != base || all.Theirs != theirs || all.Mine != mine {
		t.Fatalf("Compare(%q, %q, %q) joins to %q, %q, %q", base, theirs, mine,
			all.Base, all.Theirs, all.Mine)
	}
	for _, p := range parts {
		if withOrigin(p).Origin != p.Origin {
			t.Fatalf("Compare(%q, %q, %q): %+v", base, theirs, mine, p)
		}
	}
	merged, clashes := Merge(parts)
	switch {
	case theirs == base && (merged != mine || clashes != 0),
		mine == base && (merged != theirs || clashes != 0),
		theirs == mine && (merged != mine || clashes != 0):
		t.Fatalf("Merge(%q, %q, %q) = %q, %d", base, theirs, mine, merged, clashes)
	}
	reversed, others := Merge(Compare(base, mine, theirs))
	if others != clashes || clashes == 0 && reversed != merged {
		t.Fatalf("Merge(%q, %q, %q) = %q, %d, but reversed %q, %d", base, theirs, mine,
			merged, clashes, reversed, others)
	}
}

func TestCompareKeepsItsProperties(t *testing.T) {
	rnd := rand.New(rand.NewSource(4))
	words := strings.Fields("قال الوزير le la , . a b c l’ 12 « ⟦1⟧ ⟦/1⟧")
	edit := func(text []string) []string {
		var out []string
		for _, w := range text {
			switch rnd.Intn(9) {
			case 0:
			case 1:
				out = append(out, w, words[rnd.Intn(len(words))])
			case 2:
				out = append(out, words[rnd.Intn(len(words))])
			default:
				out = append(out, w)
			}
		}
		return out
	}
	for range 3000 {
		base := make([]string, rnd.Intn(20))
		for i := range base {
			base[i] = words[rnd.Intn(len(words))]
		}
		checkProperties(t, strings.Join(base, " "), strings.Join(edit(base), " "),
			strings.Join(edit(base), " "))
	}
}

func FuzzCompare(f *testing.F) {
	f.Add("a b c", "a d c", "a b e")
	f.Add("", "x", "\xff y")
	f.Fuzz(checkProperties)
}
