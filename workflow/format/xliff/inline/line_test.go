package inline

import (
	"slices"
	"testing"

	"truchement/workflow/bitext"
)

// build makes a Line of a script: a letter opens (capital) or closes (small) a pair, a digit is
// a standalone code, anything else a character.
func build(script string) *Line {
	l := &Line{}
	for _, r := range script {
		id := string(r)
		switch {
		case r >= 'A' && r <= 'Z':
			l.Open(bitext.Code{ID: id, Type: bitext.Bold})
		case r >= 'a' && r <= 'z':
			l.Close(bitext.Code{ID: string(r - 'a' + 'A'), Type: bitext.Bold})
		case r >= '0' && r <= '9':
			l.Lone(bitext.Code{ID: id, Type: bitext.Break})
		default:
			l.Chars(id)
		}
	}
	return l
}

func TestLineNestsTornPairs(t *testing.T) {
	tests := []struct {
		in, want string
		open     int
		torn     []string
	}{
		{"", "", 0, nil},
		{"A.B.ba1", "⟦A⟧.⟦B⟧.⟦/B⟧⟦/A⟧⟦1/⟧", 0, nil},
		{"A.B.a.b", "⟦A⟧.⟦B⟧.⟦/B⟧⟦/A⟧⟦B⟧.⟦/B⟧", 0, []string{"B"}},
		{".a.", "⟦A⟧.⟦/A⟧.", 0, []string{"A"}},
		{"B.a.b", "⟦A⟧⟦B⟧.⟦/B⟧⟦/A⟧⟦B⟧.⟦/B⟧", 0, []string{"A", "B"}},
		{".A.", ".⟦A⟧.⟦/A⟧", 1, nil},
		{"A.A.a.a", "⟦A⟧.⟦A⟧.⟦/A⟧.⟦/A⟧", 0, nil},
	}
	for _, tt := range tests {
		text, open, torn := build(tt.in).End()
		if text.Markup() != tt.want || len(open) != tt.open || !slices.Equal(torn, tt.torn) ||
			!text.Nested() {
			t.Errorf("%q = %q, %v, %v; want %q", tt.in, text.Markup(), open, torn, tt.want)
		}
	}
}

func TestPairsFindOtherEnds(t *testing.T) {
	run := func(k bitext.Kind, id string) bitext.Run {
		return bitext.Run{Kind: k, Code: bitext.Code{ID: id}}
	}
	a, b := run(bitext.Open, "a"), run(bitext.Open, "b")
	endA, endB := run(bitext.Close, "a"), run(bitext.Close, "b")
	tests := []struct {
		name   string
		in     bitext.Text
		mates  []int
		nested bool
	}{
		{"nested", bitext.Text{a, b, endB, endA}, []int{3, 2, 1, 0}, true},
		{"crossed", bitext.Text{a, b, endA, endB}, []int{2, 3, 0, 1}, false},
		{"no start", bitext.Text{endA, b, endB}, []int{-1, 2, 1}, false},
		{"no end", bitext.Text{a, b, endB}, []int{-1, 2, 1}, false},
		{"the same twice", bitext.Text{a, a, endA, endA}, []int{3, 2, 1, 0}, true},
	}
	for _, tt := range tests {
		mates, nested := Pairs(tt.in)
		if !slices.Equal(mates, tt.mates) || nested != tt.nested {
			t.Errorf("%s: Pairs = %v, %v; want %v, %v", tt.name, mates, nested, tt.mates, tt.nested)
		}
	}
}
