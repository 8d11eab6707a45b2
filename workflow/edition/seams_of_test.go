package edition

import (
	"errors"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/align"
	"truchement/workflow/bitext"
)

// bead joins sentences of both sides with a confidence.
func bead(a, b, c, d int, confidence float64) align.Bead {
	return align.Bead{Source: [2]int{a, b}, Target: [2]int{c, d}, Confidence: confidence}
}

func TestSeamsStandBetweenSureBeads(t *testing.T) {
	pair := align.Pair{
		Source: []align.Sentence{{Text: "واحد. "}, {Text: "اثنان. "}, {Text: "ثلاثة."}},
		Target: []align.Sentence{{Text: "Un. "}, {Text: "Deux. "}, {Text: "Trois."}},
	}
	first, second := bitext.Seam{Source: 10, Target: 4}, bitext.Seam{Source: 22, Target: 10}
	for _, c := range []struct {
		name  string
		beads []align.Bead
		want  []bitext.Seam
	}{
		{"all sure", []align.Bead{bead(0, 1, 0, 1, 0.9), bead(1, 2, 1, 2, 0.9),
			bead(2, 3, 2, 3, 0.9)}, []bitext.Seam{first, second}},
		{"just sure", []align.Bead{bead(0, 1, 0, 1, 0.8), bead(1, 2, 1, 2, 0.8),
			bead(2, 3, 2, 3, 0.8)}, []bitext.Seam{first, second}},
		{"the first not quite sure", []align.Bead{bead(0, 1, 0, 1, 0.799), bead(1, 2, 1, 2, 0.8),
			bead(2, 3, 2, 3, 0.8)}, []bitext.Seam{second}},
		{"the middle one not quite sure", []align.Bead{bead(0, 1, 0, 1, 1),
			bead(1, 2, 1, 2, 0.799), bead(2, 3, 2, 3, 1)}, nil},
		{"the last not quite sure", []align.Bead{bead(0, 1, 0, 1, 1), bead(1, 2, 1, 2, 1),
			bead(2, 3, 2, 3, 0.799)}, []bitext.Seam{first}},
		{"one side empty", []align.Bead{bead(0, 1, 0, 1, 1), bead(1, 1, 1, 2, 1),
			bead(1, 3, 2, 3, 1)}, nil},
		{"two joined", []align.Bead{bead(0, 2, 0, 2, 1), bead(2, 3, 2, 3, 1)},
			[]bitext.Seam{second}},
		{"one bead", []align.Bead{bead(0, 3, 0, 3, 1)}, nil},
		{"none", nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, seamsOf(pair, c.beads)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSentencesJoinedAreTheText(t *testing.T) {
	note := bitext.Code{ID: "1", Type: bitext.NoteMark}
	text := bitext.Text{{Chars: "Un"}, {Kind: bitext.Lone, Code: note}, {Chars: ". Deux."}}
	asked := ""
	cut := workflow.Cutter(func(tag, text string) ([]int, error) {
		asked = tag
		return []int{7, len(text)}, nil
	})
	got, err := sentencesIn(cut, "fr", text)
	if err != nil || asked != "fr" {
		t.Fatalf("asked for %q: %v", asked, err)
	}
	joined := ""
	for _, s := range got {
		joined += s.Text
	}
	if joined != text.Flat() || len(got) != 2 || got[1].Text != "Deux." {
		t.Errorf("cut into %v, want the text in two", got)
	}
	failing := workflow.Cutter(func(string, string) ([]int, error) { return nil, io.EOF })
	if _, err := sentencesIn(failing, "fr", text); !errors.Is(err, io.EOF) {
		t.Errorf("got %v, want the cutter's error", err)
	}
}
