package bitext

import (
	"testing"
	"time"
)

// TestTextOperationsTakeLinearTime repeats runs a hundred thousand times, as a hostile file can in
// one block. Quadratic work took minutes; the bound leaves room for a busy machine.
func TestTextOperationsTakeLinearTime(t *testing.T) {
	const n = 100_000
	pair, lineBreak := Code{ID: "1", Type: Bold}, Code{ID: "2", Type: Break}
	tests := map[string][]Run{
		"hollow pairs": {{Kind: Open, Code: pair}, {Kind: Close, Code: pair}},
		"breaks":       {{Kind: Lone, Code: lineBreak}},
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
