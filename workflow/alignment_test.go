package workflow_test

import (
	"encoding/json"
	"testing"

	"truchement/workflow"
)

func TestBeadIsDoubtfulUntilSureOrSettled(t *testing.T) {
	for _, c := range []struct {
		name              string
		bead              workflow.AlignedBead
		settled, doubtful bool
	}{
		{"far below the threshold", workflow.AlignedBead{Confidence: 0.5}, false, true},
		{"just below", workflow.AlignedBead{Confidence: 0.9499}, false, true},
		{"at the threshold", workflow.AlignedBead{Confidence: 0.95}, false, false},
		{"above", workflow.AlignedBead{Confidence: 0.96}, false, false},
		{"accepted", workflow.AlignedBead{Confidence: 0.2, Accepted: true}, true, false},
		{"dropped", workflow.AlignedBead{Confidence: 0.2, Dropped: true}, true, false},
		{"sure and accepted", workflow.AlignedBead{Confidence: 1, Accepted: true}, true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.bead.Settled(); got != c.settled {
				t.Errorf("settled %v, want %v", got, c.settled)
			}
			if got := c.bead.Doubtful(); got != c.doubtful {
				t.Errorf("doubtful %v, want %v", got, c.doubtful)
			}
		})
	}
}

// beadOf is a bead of these sentences of the source and of the target.
func beadOf(at [4]int) workflow.AlignedBead {
	return workflow.AlignedBead{Source: [2]int{at[0], at[1]}, Target: [2]int{at[2], at[3]}}
}

func TestBeadIsNullWhenOneSideIsEmpty(t *testing.T) {
	for bead, want := range map[[4]int]bool{{0, 1, 0, 1}: false, {0, 2, 3, 4}: false, {0, 1, 0, 0}: true,
		{2, 2, 0, 1}: true} {
		if got := beadOf(bead).Null(); got != want {
			t.Errorf("%v: null %v, want %v", bead, got, want)
		}
	}
}

func TestCountBeadsCountsAllAndTheDoubtful(t *testing.T) {
	var a workflow.Alignment
	a.Beads = []workflow.AlignedBead{{Confidence: 0.9}, {Confidence: 0.9, Accepted: true},
		{Confidence: 0.9, Dropped: true}, {Confidence: 0.99}}
	for i := range a.Beads {
		a.Beads[i].Source, a.Beads[i].Target = [2]int{i, i + 1}, [2]int{i, i + 1}
	}
	a.Count, a.Doubtful = 77, 77 // of before
	a.CountBeads()
	if a.Count != 4 || a.Doubtful != 1 {
		t.Errorf("%d beads with %d doubtful, want 4 and 1", a.Count, a.Doubtful)
	}
}

func TestTextOfABeadJoinsItsSentences(t *testing.T) {
	var a workflow.Alignment
	a.Beads = []workflow.AlignedBead{beadOf([4]int{0, 2, 0, 1}), beadOf([4]int{2, 3, 1, 1})}
	for _, s := range []string{"Un.", "Deux.", "Trois."} {
		a.Source = append(a.Source, workflow.AlignedSentence{Text: s})
	}
	a.Target = []workflow.AlignedSentence{{Text: "واحد اثنان."}}
	for _, c := range []struct {
		bead, side int
		want       string
	}{
		{0, 0, "Un. Deux."}, {0, 1, "واحد اثنان."}, {1, 0, "Trois."}, {1, 1, ""},
	} {
		if got := a.Text(a.Beads[c.bead], c.side); got != c.want {
			t.Errorf("bead %d, side %d: %q, want %q", c.bead, c.side, got, c.want)
		}
	}
}

// TestAlignmentBodyKeepsItsForm holds the JSON in which alignments are stored.
func TestAlignmentBodyKeepsItsForm(t *testing.T) {
	body := workflow.AlignmentBody{
		Source: []workflow.AlignedSentence{{Text: "نص", Start: true, Heading: true}, {Text: "آخر"}},
		Target: []workflow.AlignedSentence{{Text: "Un"}},
		Beads: []workflow.AlignedBead{{Source: [2]int{0, 1}, Target: [2]int{0, 1}, Confidence: 0.5,
			Accepted: true}, {Source: [2]int{1, 2}, Target: [2]int{1, 1}, Dropped: true}},
	}
	body.Before = [][]workflow.AlignedBead{body.Beads[:1]}
	want := `{"source":[{"t":"نص","s":true,"h":true},{"t":"آخر"}],"target":[{"t":"Un"}],` +
		`"beads":[{"a":[0,1],"b":[0,1],"c":0.5,"ok":true},{"a":[1,2],"b":[1,1],"c":0,"x":true}],` +
		`"before":[[{"a":[0,1],"b":[0,1],"c":0.5,"ok":true}]]}`
	got, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
