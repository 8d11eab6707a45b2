package bitext

import (
	"testing"
	"time"
)

// TestLongTextsTakeTheirLengthInTime has what a hostile file can make a hundred thousand of in
// one block. Work that grew with the square of it took minutes; the bound leaves room for a
// busy machine.
func TestLongTextsTakeTheirLengthInTime(t *testing.T) {
	const n = 100_000
	pair, rest := Code{ID: "1", Type: Bold}, Code{ID: "2", Type: Break}
	tests := map[string][]Run{
		"hollow pairs": {{Kind: Open, Code: pair}, {Kind: Close, Code: pair}},
		"breaks":       {{Kind: Lone, Code: rest}},
		"characters":   {{Chars: "mot "}},
		"spaces":       {{Chars: " "}},
		"spaced pairs": {{Kind: Open, Code: pair}, {Chars: " "}, {Kind: Close, Code: pair}},
	}
	for name, unit := range tests {
		t.Run(name, func(t *testing.T) {
			var text Text
			for range n {
				text = append(text, unit...)
			}
			begin := time.Now()
			_, _ = text.Trim(), text.Pieces([]int{1, n / 2})
			_ = Join(text, text)
			_ = text.Equal(text)
			if took := time.Since(begin); took > time.Minute {
				t.Errorf("%d times took %v", n, took)
			}
		})
	}
}
