package desk

import (
	"fmt"
	"strings"
	"testing"
)

// TestCutPlacesAreBeforeWords weighs the ends of sentences most, then what a comma or a colon ends.
func TestCutPlacesAreBeforeWords(t *testing.T) {
	for _, c := range []struct {
		name, text string
		ends       []int
		want       string
	}{
		{"words", "un deux trois", nil, "3:0 8:0"},
		{"one word", "un", nil, ""},
		{"no text", "", nil, ""},
		{"space at both ends", " un deux ", nil, "1:0 4:0"},
		{"the end of a sentence", "Un. Deux trois.", []int{4, 15}, "4:2.5 9:0"},
		{"a comma", "un, deux", nil, "4:0.8"},
		{"an Arabic comma", "نص، آخر", nil, "7:0.8"},
		{"a semicolon", "un; deux", nil, "4:0.8"},
		{"an Arabic semicolon", "نص؛ آخر", nil, "7:0.8"},
		{"a colon after a no-break space", "un\u00a0: deux", nil, "4:0 6:0.8"},
		{"a comma before a line break", "un,\ndeux", nil, "4:0.8"},
		{"a narrow space", "un\u202fdeux", nil, "5:0"},
		{"the end of a sentence after a comma", "un, deux", []int{4}, "4:2.5"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, p := range cutPlaces(c.text, c.ends) {
				got = append(got, fmt.Sprintf("%d:%v", p.Offset, p.Weight))
			}
			if got := strings.Join(got, " "); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestKeyboardFormKeepsTheLength(t *testing.T) {
	const printed, typed = "l’été\u202f: “oui”\u00a0‘non’\u2009a\nb", "l'été : \"oui\" 'non' a b"
	if got := keyboardForm(printed); got != typed {
		t.Errorf("got %q, want %q", got, typed)
	}
	if a, b := len([]rune(printed)), len([]rune(typed)); a != b {
		t.Errorf("%d characters became %d: places would move", a, b)
	}
}
