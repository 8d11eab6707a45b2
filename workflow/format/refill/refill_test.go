package refill

import (
	"fmt"
	"strings"
	"testing"

	"truchement/workflow/bitext"
)

// block is a block of segments such as "Un.=واحد."; without a sign there is no target.
func block(pairs ...string) bitext.Block {
	var b bitext.Block
	for _, p := range pairs {
		source, target, _ := strings.Cut(p, "=")
		s := bitext.Segment{Source: bitext.Plain(source), After: bitext.Plain(" "), State: bitext.Translated}
		if s.Target = bitext.Plain(target); strings.HasSuffix(target, "?") {
			s.State, s.SubState = bitext.Initial, bitext.Draft
		}
		b.Segments = append(b.Segments, s)
	}
	return b
}

func TestTargets(t *testing.T) {
	tests := []struct {
		name          string
		file, article []bitext.Block
		want          string
		left          int
	}{
		{"as it was", []bitext.Block{block("a b", "c"), block("d")}, []bitext.Block{block("a b=1", "c=2"), block("d=3")}, "1|2||3", 0},
		{"split", []bitext.Block{block("a b", "c")}, []bitext.Block{block("a=1", "b=2", "c=3")}, "1 2|3", 0},
		{"joined", []bitext.Block{block("a", "b", "c")}, []bitext.Block{block("a b=1", "c=2")}, "1|joined|2", 0},
		{"cut elsewhere", []bitext.Block{block("a b", "c d", "e")}, []bitext.Block{block("a=1", "b c=2", "d=3", "e=4")}, "1 2 3|joined|4", 0},
		{"half of it is missing", []bitext.Block{block("a b", "c")}, []bitext.Block{block("a=1", "b", "c=3")}, "|3", 0},
		{"the lowest state", []bitext.Block{block("a b")}, []bitext.Block{block("a=1", "b=2?")}, "1 2?(draft)", 0},
		{"a block is gone", []bitext.Block{block("a"), block("b", "c"), block("d")}, []bitext.Block{block("a=1"), block("d=4")}, "1|||||4", 2},
		{"the same source twice", []bitext.Block{block("a"), block("a")}, []bitext.Block{block("a=1"), block("a=2")}, "1||2", 0},
		{"a source was corrected", []bitext.Block{block("a"), block("b")}, []bitext.Block{block("A=1"), block("b=2")}, "||2", 1},
		{"a segment without words", []bitext.Block{block("", "a", " ")}, []bitext.Block{block("a=1")}, "|1|", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			targets, left := Targets(&bitext.Document{Blocks: tt.file}, &bitext.Document{Blocks: tt.article})
			var blocks []string
			for _, b := range targets {
				var all []string
				for _, one := range b {
					s := one.Text.String()
					if one.Joined {
						s = "joined"
					}
					if one.SubState != bitext.None {
						s += fmt.Sprintf("(%s)", one.SubState)
					}
					all = append(all, s)
				}
				blocks = append(blocks, strings.Join(all, "|"))
			}
			if got := strings.Join(blocks, "||"); got != tt.want || left != tt.left {
				t.Errorf("got %q, %d left; want %q, %d", got, left, tt.want, tt.left)
			}
		})
	}
}
