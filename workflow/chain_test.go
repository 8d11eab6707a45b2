package workflow_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/mqm"
)

// entry is a change with every field set.
func entry() workflow.Change {
	bold := bitext.Code{ID: "1", Type: bitext.Bold}
	return workflow.Change{
		ID: "c1", Segment: "s1", Article: "a1", Version: 3, Batch: "b1",
		Kind: workflow.ChangeApproved, At: noon, By: "luc", Origin: workflow.Typed,
		Reason: "seul", Op: "op-1",
		To: workflow.Snapshot{Block: "k1", Place: 7, Source: around(bold, bitext.Run{Chars: "نص"}),
			Target: bitext.Plain("texte"), After: bitext.Plain(" "), State: bitext.Translated,
			SubState: bitext.Returned, Authors: []string{"amina"}, ApprovedBy: "luc",
			Override: "seul", Reason: "revoir", Gone: true},
	}
}

func chainHash(t *testing.T, prev []byte, c workflow.Change) []byte {
	t.Helper()
	h, err := workflow.ChainHash(prev, c)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// TestChainHashHoldsEveryField changes one field after the other: none leaves the hash as it was.
func TestChainHashHoldsEveryField(t *testing.T) {
	seen := map[string]string{hex.EncodeToString(chainHash(t, nil, entry())): "nothing"}
	for name, change := range map[string]func(*workflow.Change){
		"id":           func(c *workflow.Change) { c.ID = "c2" },
		"segment":      func(c *workflow.Change) { c.Segment = "s2" },
		"article":      func(c *workflow.Change) { c.Article = "a2" },
		"version":      func(c *workflow.Change) { c.Version = 4 },
		"batch":        func(c *workflow.Change) { c.Batch = "b2" },
		"kind":         func(c *workflow.Change) { c.Kind = workflow.ChangeReturned },
		"time":         func(c *workflow.Change) { c.At = c.At.Add(time.Millisecond) },
		"person":       func(c *workflow.Change) { c.By = "salma" },
		"origin":       func(c *workflow.Change) { c.Origin = workflow.FromFile },
		"reason":       func(c *workflow.Change) { c.Reason = "autre" },
		"key":          func(c *workflow.Change) { c.Op = "op-2" },
		"block":        func(c *workflow.Change) { c.To.Block = "k2" },
		"place":        func(c *workflow.Change) { c.To.Place = 8 },
		"source":       func(c *workflow.Change) { c.To.Source = bitext.Plain("نص") },
		"code":         func(c *workflow.Change) { c.To.Source[0].Code.Type = bitext.Italic },
		"target":       func(c *workflow.Change) { c.To.Target = bitext.Plain("texte.") },
		"after":        func(c *workflow.Change) { c.To.After = nil },
		"state":        func(c *workflow.Change) { c.To.State = bitext.Reviewed },
		"sub-state":    func(c *workflow.Change) { c.To.SubState = bitext.None },
		"authors":      func(c *workflow.Change) { c.To.Authors = append(c.To.Authors, "luc") },
		"approved by":  func(c *workflow.Change) { c.To.ApprovedBy = "" },
		"override":     func(c *workflow.Change) { c.To.Override = "" },
		"returned for": func(c *workflow.Change) { c.To.Reason = "" },
		"gone":         func(c *workflow.Change) { c.To.Gone = false },
	} {
		c := entry()
		change(&c)
		h := hex.EncodeToString(chainHash(t, nil, c))
		if other, ok := seen[h]; ok {
			t.Errorf("changing %s gives the hash of changing %s", name, other)
		}
		seen[h] = name
	}
}

func TestChainHashHoldsThePreviousHash(t *testing.T) {
	c := entry()
	first := chainHash(t, nil, c)
	second := chainHash(t, first, c)
	damaged := bytes.Clone(first)
	damaged[31] ^= 1
	if bytes.Equal(first, second) || bytes.Equal(second, chainHash(t, damaged, c)) {
		t.Error("the hash leaves the hash of the change before it out")
	}
}

// TestChainHashIsOfTheContentAlone: neither the hash that a change has nor the zone of its time
// counts, since the one is not made yet and the other is not stored.
func TestChainHashIsOfTheContentAlone(t *testing.T) {
	want := chainHash(t, []byte("p"), entry())
	c := entry()
	c.Hash = []byte("some")
	if !bytes.Equal(chainHash(t, []byte("p"), c), want) {
		t.Error("the hash holds itself")
	}
	if string(c.Hash) != "some" {
		t.Error("the change lost its hash")
	}
	c = entry()
	c.At = c.At.In(time.FixedZone("Casablanca", 3600))
	if !bytes.Equal(chainHash(t, []byte("p"), c), want) {
		t.Error("the hash holds the zone of the time")
	}
}

// TestChainHashIsWhatIsStored holds the hash of one change: databases are full of such hashes, and
// another form of a change would make every history look damaged.
func TestChainHashIsWhatIsStored(t *testing.T) {
	got := hex.EncodeToString(chainHash(t, []byte("previous"), entry()))
	if want := "16160912454e2dcbe0320537802e2f0f9edafd95ca5d1ced59e2c02410f198c0"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestSnapshotKeepsItsForm holds the JSON in which snapshots are stored and hashed.
func TestSnapshotKeepsItsForm(t *testing.T) {
	for _, c := range []struct {
		name string
		s    workflow.Snapshot
		want string
	}{
		{"the least there is", workflow.Snapshot{Block: "k", Place: 1, Source: bitext.Plain("نص"),
			State: bitext.Initial}, `{"block":"k","place":1,"source":` + jsonOf(t, bitext.Plain("نص")) +
			`,"state":"initial"}`},
		{"all there is", entry().To, `{"block":"k1","place":7,"source":` +
			jsonOf(t, entry().To.Source) + `,"target":` + jsonOf(t, entry().To.Target) +
			`,"after":` + jsonOf(t, entry().To.After) + `,"state":"translated","sub":"returned",` +
			`"authors":["amina"],"approved_by":"luc","override":"seul","reason":"revoir",` +
			`"gone":true}`},
	} {
		if got := jsonOf(t, c.s); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestHouseStyleKeepsItsForm holds the JSON in which house styles are stored: what is usual is
// left out, so that a better default reaches those who chose nothing.
func TestHouseStyleKeepsItsForm(t *testing.T) {
	if got := jsonOf(t, workflow.HouseStyle{}); got != "{}" {
		t.Errorf("the usual style is %s, want {}", got)
	}
	full := workflow.HouseStyle{French: "fr-CH", Arabic: "ar-MA", Digits: "arab",
		Honorifics: "drop", FrenchAsTyped: true, ArabicAsTyped: true, Scheme: mqm.Usual(),
		Drafts: workflow.DraftsOff}
	want := `{"french":"fr-CH","arabic":"ar-MA","digits":"arab","honorifics":"drop",` +
		`"frenchAsTyped":true,"arabicAsTyped":true,"scheme":` + jsonOf(t, mqm.Usual()) +
		`,"drafts":"off"}`
	if got := jsonOf(t, full); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
