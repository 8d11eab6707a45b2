package memory

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"truchement/workflow"
)

// beads reads a list such as "0-1:0-1 1-2:1-2+ 2-3:2-3-": the sentences of both sides, + for
// accepted, - for dropped. Each has the confidence 0.9.
func beads(t *testing.T, list string) workflow.Alignment {
	t.Helper()
	var a workflow.Alignment
	for word := range strings.FieldsSeq(list) {
		b := workflow.AlignedBead{Confidence: 0.9}
		bare := strings.TrimRight(word, "+-")
		if _, err := fmt.Sscanf(bare, "%d-%d:%d-%d", &b.Source[0], &b.Source[1], &b.Target[0],
			&b.Target[1]); err != nil {
			t.Fatal(err)
		}
		b.Accepted, b.Dropped = strings.HasSuffix(word, "+"), strings.HasSuffix(word, "-")
		a.Beads = append(a.Beads, b)
	}
	return a
}

// written is the reverse of beads; ? marks beads with the confidence of those a person made.
func written(a workflow.Alignment) string {
	var all []string
	for _, b := range a.Beads {
		word := fmt.Sprintf("%d-%d:%d-%d", b.Source[0], b.Source[1], b.Target[0], b.Target[1])
		if b.Accepted {
			word += "+"
		}
		if b.Dropped {
			word += "-"
		}
		if b.Confidence == 0.5 {
			word += "?"
		}
		all = append(all, word)
	}
	return strings.Join(all, " ")
}

// idOf is the id of a refusal.
func idOf(err error) string {
	var e *workflow.Error
	if errors.As(err, &e) {
		return e.ID
	}
	return ""
}

// TestBeadEdits carries out each edit, then takes it back.
func TestBeadEdits(t *testing.T) {
	const three = "0-1:0-1 1-2:1-2 2-3:2-3"
	for _, c := range []struct {
		name  string
		start string
		edit  BeadEdit
		bead  int
		want  string // empty: there is nothing to do
	}{
		{"join with the next", three, JoinBeads, 0, "0-2:0-2? 2-3:2-3"},
		{"join the last two", three, JoinBeads, 1, "0-1:0-1 1-3:1-3?"},
		{"join the last", three, JoinBeads, 2, ""},
		{"join settled beads opens them", "0-1:0-1+ 1-2:1-2-", JoinBeads, 0, "0-2:0-2?"},

		{"take a source", three, TakeSource, 0, "0-2:0-1? 2-2:1-2? 2-3:2-3"},
		{"take the last source of a bead without a target", "0-1:0-1 1-2:1-1 2-3:1-2",
			TakeSource, 0, "0-2:0-1? 2-3:1-2"},
		{"take a source from beyond a bead without any", "0-1:0-1 1-1:1-2 1-2:2-3",
			TakeSource, 0, "0-2:0-1? 2-2:1-2 2-2:2-3?"},
		{"take one of two sources", "0-1:0-1 1-3:1-2", TakeSource, 0,
			"0-2:0-1? 2-3:1-2?"},
		{"take a source after the last", three, TakeSource, 2, ""},
		{"take a source where only targets are left", "0-1:0-1 1-1:1-2", TakeSource, 0, ""},
		{"take a source from an accepted bead opens it", "0-1:0-1+ 1-3:1-2+", TakeSource,
			0, "0-2:0-1? 2-3:1-2?"},
		{"take a target", three, TakeTarget, 1, "0-1:0-1 1-2:1-3? 2-3:3-3?"},
		{"take a target from beyond a bead without any", "0-1:0-1 1-2:1-1 2-3:1-2",
			TakeTarget, 0, "0-1:0-2? 1-2:2-2 2-3:2-2?"},
		{"take a target after the last", three, TakeTarget, 2, ""},

		{"split one of each", three, SplitBead, 1,
			"0-1:0-1 1-2:1-1? 2-2:1-2? 2-3:2-3"},
		{"split two of each", "0-2:0-2", SplitBead, 0, "0-1:0-1? 1-2:1-2?"},
		{"split two and one", "0-2:0-1", SplitBead, 0, "0-1:0-1? 1-2:1-1?"},
		{"split one and three", "0-1:0-3", SplitBead, 0, "0-1:0-1? 1-1:1-3?"},
		{"split targets alone", "0-0:0-2", SplitBead, 0, "0-0:0-1? 0-0:1-2?"},
		{"split a sentence that stands alone", "0-1:0-0", SplitBead, 0, ""},
		{"split an accepted bead opens it", "0-2:0-2+", SplitBead, 0,
			"0-1:0-1? 1-2:1-2?"},

		{"shift down from the first", three, ShiftDown, 0,
			"0-1:0-0? 1-2:0-1? 2-3:1-2? 3-3:2-3?"},
		{"shift down from the last", three, ShiftDown, 2,
			"0-1:0-1 1-2:1-2 2-3:2-2? 3-3:2-3?"},
		{"shift down stops before an accepted bead", "0-1:0-1 1-2:1-2 2-3:2-3+",
			ShiftDown, 0, "0-1:0-0? 1-2:0-1? 2-2:1-2? 2-3:2-3+"},
		{"shift down of an accepted bead", "0-1:0-1+ 1-2:1-2", ShiftDown, 0,
			"0-1:0-0? 1-2:0-1? 2-2:1-2?"},
		{"shift down into a bead without a target", "0-1:0-1 1-2:1-1 2-3:1-2+",
			ShiftDown, 0, "0-1:0-0? 1-2:0-1? 2-3:1-2+"},
		{"shift down without a target", "0-1:0-0 1-2:0-1", ShiftDown, 0, ""},

		{"shift up from the first", three, ShiftUp, 0,
			"0-0:0-1? 0-1:1-2? 1-2:2-3? 2-3:3-3?"},
		{"shift up from the last", three, ShiftUp, 2,
			"0-1:0-1 1-2:1-2 2-2:2-3? 2-3:3-3?"},
		{"shift up stops before an accepted bead", "0-1:0-1 1-2:1-2 2-3:2-3+", ShiftUp,
			0, "0-0:0-1? 0-1:1-2? 1-2:2-2? 2-3:2-3+"},
		{"shift up drops a bead that becomes empty", "0-1:0-1 1-1:1-2 1-2:2-3+", ShiftUp,
			0, "0-0:0-1? 0-1:1-2? 1-2:2-3+"},
		{"shift up without a target", "0-1:0-0 1-2:0-1", ShiftUp, 0, ""},

		{"accept", three, AcceptBead, 1, "0-1:0-1 1-2:1-2+ 2-3:2-3"},
		{"accept what was dropped", "0-1:0-1-", AcceptBead, 0, "0-1:0-1+"},
		{"accept what is accepted", "0-1:0-1+", AcceptBead, 0, ""},
		{"drop", three, DropBead, 2, "0-1:0-1 1-2:1-2 2-3:2-3-"},
		{"drop what was accepted", "0-1:0-1+", DropBead, 0, "0-1:0-1-"},
		{"open what was accepted", "0-1:0-1+ 1-2:1-2+", OpenBead, 0, "0-1:0-1 1-2:1-2+"},
		{"open what was dropped", "0-1:0-1-", OpenBead, 0, "0-1:0-1"},
		{"open what is open", three, OpenBead, 0, ""},

		{"a bead before the first", three, AcceptBead, -1, ""},
		{"a bead after the last", three, AcceptBead, 3, ""},
		{"an edit that does not exist", three, "swap", 0, ""},
		{"no edit", three, "", 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := beads(t, c.start)
			back, err := editBeads(&a, BeadChange{Edit: c.edit, Bead: c.bead})
			want, refusal := c.want, ""
			if want == "" {
				want, refusal = c.start, "align.nothing"
			}
			if got := idOf(err); got != refusal {
				t.Fatalf("refused with %q, want %q", got, refusal)
			}
			if got := written(a); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			if err != nil {
				return
			}
			if err := back.apply(&a); err != nil || written(a) != c.start {
				t.Errorf("undone: %s (%v), want %s", written(a), err, c.start)
			}
		})
	}
}

// TestAcceptAboveTakesWhatIsSureAndOpen leaves beads with one side, and those a person settled.
func TestAcceptAboveTakesWhatIsSureAndOpen(t *testing.T) {
	a := beads(t, "0-1:0-1 1-2:1-2 2-3:2-2 3-4:2-3- 4-5:3-4 5-6:4-5+")
	for i, confidence := range []float64{0.8, 0.79, 0.9, 0.9, 0.81, 0.1} {
		a.Beads[i].Confidence = confidence
	}
	if n := OpenFrom(a, 0.8); n != 2 {
		t.Errorf("%d would be accepted, want 2", n)
	}
	// The place of the bead is none of this edit's.
	if _, err := editBeads(&a, BeadChange{Edit: AcceptAbove, Above: 0.8, Bead: -7}); err != nil {
		t.Fatal(err)
	}
	if got, want := written(a), "0-1:0-1+ 1-2:1-2 2-3:2-2 3-4:2-3- 4-5:3-4+ 5-6:4-5+"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if n := OpenFrom(a, 0.8); n != 0 {
		t.Errorf("%d are left, want none", n)
	}
	_, err := editBeads(&a, BeadChange{Edit: AcceptAbove, Above: 0.8})
	if got := idOf(err); got != "align.nothing" {
		t.Errorf("a second time: %q, want align.nothing", got)
	}
}

// TestBeadEditsCoverEverySentence makes every edit at every bead of several lists: each sentence
// of both sides stays in one bead, in order.
func TestBeadEditsCoverEverySentence(t *testing.T) {
	for _, start := range []string{"0-1:0-1 1-2:1-2 2-3:2-3", "0-2:0-1 2-2:1-2 2-3:2-4",
		"0-1:0-0 1-2:0-2 2-4:2-2 4-5:2-3+", "0-0:0-1 0-1:1-1 1-1:1-3 1-3:3-4"} {
		n := len(beads(t, start).Beads)
		for _, edit := range []BeadEdit{JoinBeads, TakeSource,
			TakeTarget, SplitBead, ShiftDown, ShiftUp} {
			for i := range n {
				a := beads(t, start)
				last := a.Beads[n-1]
				if _, err := editBeads(&a, BeadChange{Edit: edit, Bead: i}); err != nil {
					continue
				}
				source, target := 0, 0
				for _, b := range a.Beads {
					if b.Source[0] != source || b.Target[0] != target {
						t.Fatalf("%s at %d of %s tears it: %s", edit, i, start, written(a))
					}
					if b.Source[0] == b.Source[1] && b.Target[0] == b.Target[1] {
						t.Fatalf("%s at %d of %s leaves an empty bead: %s", edit, i, start, written(a))
					}
					source, target = b.Source[1], b.Target[1]
				}
				if source != last.Source[1] || target != last.Target[1] {
					t.Fatalf("%s at %d of %s loses sentences: %s", edit, i, start, written(a))
				}
			}
		}
	}
}
