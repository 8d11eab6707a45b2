package publication

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// at cuts every text at the places of a text of one letter a place.
func at(ends ...int) workflow.Cutter {
	return func(_, text string) ([]int, error) {
		return append(append([]int{}, ends...), len(text)), nil
	}
}

func TestTrialCountsWhatIsCutOtherwise(t *testing.T) {
	tests := []struct {
		name       string
		old, fresh []int // places of cuts in abcdefgh
		changed    int
		examples   string // before>after, parts joined by a bar
	}{
		{"the same", []int{2, 5}, []int{2, 5}, 0, ""},
		{"never cut", nil, nil, 0, ""},
		{"a cut more", []int{2, 5}, []int{2, 3, 5}, 1, "cde>c|de"},
		{"a cut less", []int{2, 5}, []int{5}, 2, "ab|cde>abcde"},
		{"a cut moved", []int{2, 5}, []int{3, 5}, 2, "ab|cde>abc|de"},
		{"the last cut gone", []int{2, 5}, []int{2}, 2, "cde|fgh>cdefgh"},
		{"a cut before all", nil, []int{1}, 1, "abcdefgh>a|bcdefgh"},
		{"two stretches", []int{2, 5}, []int{1, 2, 5, 6}, 2, "ab>a|b fgh>f|gh"},
		{"all of it", []int{1, 3, 5}, []int{2, 4, 6}, 4, "a|bc|de|fgh>ab|cd|ef|gh"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var trial Trial
			p := passage{article: "a1", title: "Titre", lang: "fr", text: "abcdefgh"}
			if err := trial.try(context.Background(), p, at(tt.old...), at(tt.fresh...)); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, e := range trial.Examples {
				got = append(got, strings.Join(e.Before, "|")+">"+strings.Join(e.After, "|"))
				if e.Article != "a1" || e.Title != "Titre" || e.Lang != "fr" {
					t.Errorf("the example is of %+v", e)
				}
			}
			if trial.Before != len(tt.old)+1 || trial.After != len(tt.fresh)+1 ||
				trial.Changed != tt.changed || strings.Join(got, " ") != tt.examples {
				t.Errorf("%d segments to %d, %d changed: %q; want %d to %d, %d: %q", trial.Before,
					trial.After, trial.Changed, got, len(tt.old)+1, len(tt.fresh)+1, tt.changed,
					tt.examples)
			}
		})
	}
}

func TestTrialShowsTwentyExamples(t *testing.T) {
	var trial Trial
	for range 25 {
		p := passage{text: "abcdefgh"}
		if err := trial.try(context.Background(), p, at(), at(4)); err != nil {
			t.Fatal(err)
		}
	}
	if len(trial.Examples) != 20 || trial.Changed != 25 {
		t.Errorf("%d examples of %d changes, want 20 of 25", len(trial.Examples), trial.Changed)
	}
}

// A long text is cut piece by piece, between characters and without a loss.
func TestTrialOfALongText(t *testing.T) {
	for _, letter := range []string{"a", "é", "س", "😀"} {
		text := strings.Repeat(letter, 3*trialPiece/len(letter)+7)
		var got strings.Builder
		cut := func(_, part string) ([]int, error) {
			if len(part) > trialPiece || !utf8.ValidString(part) {
				t.Errorf("%s: a piece of %d bytes, valid: %v", letter, len(part), utf8.ValidString(part))
			}
			got.WriteString(part)
			return []int{len(part)}, nil
		}
		var trial Trial
		err := trial.try(context.Background(), passage{text: text},
			func(_, part string) ([]int, error) { return []int{len(part)}, nil }, cut)
		if err != nil || got.String() != text {
			t.Errorf("%s: cut %d of %d bytes (%v)", letter, got.Len(), len(text), err)
		}
		if trial.Before != trial.After || trial.Before < 4 || trial.Changed != 0 {
			t.Errorf("%s: %+v", letter, trial)
		}
	}
}

func TestTrialEnds(t *testing.T) {
	p := passage{text: "abcdefgh"}
	broken := func(string, string) ([]int, error) { return nil, errors.New("broken") }
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	slow := Trial{Took: trialTime}
	for name, tt := range map[string]struct {
		ctx        context.Context
		trial      Trial
		old, fresh workflow.Cutter
		want       string
	}{
		"old rules that fail": {context.Background(), Trial{}, broken, at(), "broken"},
		"new rules that fail": {context.Background(), Trial{}, at(), broken, "broken"},
		"rules that are slow": {context.Background(), slow, at(), at(), "rules.too-slow"},
		"a client that left":  {cancelled, Trial{}, at(), at(), "canceled"},
	} {
		err := tt.trial.try(tt.ctx, p, tt.old, tt.fresh)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
}

func TestBlockTextsAreOfWholeBlocks(t *testing.T) {
	seg := func(block, source, after string) workflow.Segment {
		return workflow.Segment{Snapshot: workflow.Snapshot{Block: block,
			Source: bitext.Plain(source), After: bitext.Plain(after)}}
	}
	tests := []struct {
		name string
		in   []workflow.Segment
		want []string
	}{
		{"nothing", nil, nil},
		{"one", []workflow.Segment{seg("b1", "Un.", "")}, []string{"Un."}},
		{"one block", []workflow.Segment{seg("b1", "Un.", " "), seg("b1", "Deux.", "")},
			[]string{"Un. Deux."}},
		{"two blocks", []workflow.Segment{seg("b1", "Un.", "  "), seg("b1", "Deux.", ""),
			seg("b2", "Trois.", " "), seg("b2", "Quatre.", "")},
			[]string{"Un.  Deux.", "Trois. Quatre."}},
	}
	for _, tt := range tests {
		if d := cmp.Diff(tt.want, blockTexts(tt.in)); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}
