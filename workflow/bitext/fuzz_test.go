package bitext

import (
	"testing"
	"unicode/utf8"
)

// FuzzParse checks that an accepted string is well nested and written back unchanged, and that the
// characters are the same after a cut anywhere and a join.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"قال ⟦1⟧الوزير⟦/1⟧.", "a⟦3/⟧b⟦4/⟧", "⟦⟦x", "⟦1", "⟦1⟧⟦2⟧x⟦/2⟧ ⟦/1⟧y"} {
		f.Add(s, 3)
	}
	f.Fuzz(func(t *testing.T, s string, at int) {
		text, err := Parse(s, testCodes)
		if err != nil {
			return
		}
		if got := text.Markup(); got != s || !text.Nested() {
			t.Fatalf("Parse(%q) writes back as %q", s, got)
		}
		flat := text.Flat()
		if at < 0 || at > len(flat) || at < len(flat) && !utf8.RuneStart(flat[at]) {
			return
		}
		var joined []Text
		for _, p := range text.Pieces([]int{at}) {
			if !p.Text.Nested() {
				t.Fatalf("cut of %q at %d tears %q", s, at, p.Text.Markup())
			}
			joined = append(joined, p.Text, p.After)
		}
		if got := Join(joined...).String(); got != text.String() {
			t.Fatalf("%q cut at %d joins to %q", text.String(), at, got)
		}
	})
}
