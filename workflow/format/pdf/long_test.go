package pdf

import (
	"strings"
	"testing"

	"truchement/workflow/bitext"
)

// TestLongTextsAreSet sets segments that are longer than many pages, words longer than a line, and
// texts that are made to take long.
func TestLongTextsAreSet(t *testing.T) {
	for _, c := range []struct {
		name, text string
		times      int
	}{
		{"words", "Une phrase qui dure et جملة طويلة 2024, ", 2500},
		{"one word", "x", 100_000},
		{"Arabic", "ب", 20_000},
		{"address", "a/b?c=d&", 2500},
		{"marks", "\u064E", 20_000},
		{"brackets", "(", 10_000},
		{"isolates", "\u2067", 20_000},
		{"lines", "a\n", 3000},
		{"no letters", "漢", 1500},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := bitext.Plain(strings.Repeat(c.text, c.times))
			d := &bitext.Document{SourceLang: "ar", TargetLang: "fr", Blocks: []bitext.Block{{
				Kind: bitext.Paragraph,
				Segments: []bitext.Segment{
					{Source: text, Target: bitext.Plain("Court.")}, {Source: bitext.Plain("بعد"), Target: text},
				},
			}}}
			if err := check(written(t, d, Options{})); err != nil {
				t.Error(err)
			}
		})
	}
}
