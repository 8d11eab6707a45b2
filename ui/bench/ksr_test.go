package bench_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/memory"
	"truchement/workflow/outside"
)

// sample is an article as it was translated, for testdata/ksr.mjs.
type sample struct {
	Name     string          `json:"-"`
	From, To string          `json:"-"`
	Known    []string        `json:"known"` // targets of the half that is in the memory
	Segments []sampleSegment `json:"segments"`
}

type sampleSegment struct {
	Source  string   `json:"source"`
	Target  string   `json:"target"`
	Matches []string `json:"matches"`
}

func lines(text string) []string { return strings.Split(strings.TrimSpace(text), "\n") }

// samples are the sample articles, whole.
func samples(t *testing.T) []sample {
	t.Helper()
	// The news text is cut as the newsroom cuts it.
	show := uitest.OpenShow(t, "fr")
	var news []string
	for _, g := range show.View(show.Main).Segments {
		news = append(news, g.Source.String())
	}
	_, targets := uitest.NewsText(t)
	var bus []string
	for _, g := range show.View(show.Done).Segments {
		bus = append(bus, g.Source.String())
	}
	arabic, french := declaration(t)
	return []sample{newSample("news", "ar", "fr", news, targets),
		newSample("report", "fr", "ar", bus, lines(uitest.TestFile(t, "bibliobus.ar.txt"))),
		newSample("declaration", "ar", "fr", arabic, french),
		newSample("declaration", "fr", "ar", french, arabic)}
}

func newSample(name, from, to string, sources, targets []string) sample {
	s := sample{Name: name + " " + from + "-" + to, From: from, To: to}
	for i := range min(len(sources), len(targets)) {
		s.Segments = append(s.Segments, sampleSegment{Source: sources[i], Target: targets[i], Matches: []string{}})
	}
	return s
}

// declaration is the Universal Declaration of Human Rights by its sentences that have one translation.
func declaration(t *testing.T) (arabic, french []string) {
	t.Helper()
	read := func(ending string) []string {
		b, err := os.ReadFile("../../workflow/align/testdata/udhr.x." + ending)
		if err != nil {
			t.Fatal(err)
		}
		return lines(string(b))
	}
	source, target := read("src"), read("tgt")
	for _, bead := range read("gold") {
		from, to, _ := strings.Cut(bead, ":")
		i, err := strconv.Atoi(from)
		j, failed := strconv.Atoi(to)
		if err == nil && failed == nil {
			arabic, french = append(arabic, source[i]), append(french, target[j])
		}
	}
	return arabic, french
}

// remember puts every other segment of a sample into a memory of its own, and looks the rest up.
func (s *sample) remember(t *testing.T) {
	t.Helper()
	n := uitest.OpenNewsroom(t)
	var rest []sampleSegment
	var units []workflow.Unit
	for i, g := range s.Segments {
		if i%2 == 1 {
			rest = append(rest, g)
			continue
		}
		s.Known = append(s.Known, g.Target)
		units = append(units, workflow.Unit{ID: uuid.NewString(), SourceLang: s.From, TargetLang: s.To,
			Source: bitext.Plain(g.Source), Target: bitext.Plain(g.Target), State: workflow.UnitApproved, Seq: 1})
	}
	err := n.Store.Update(t.Context(), func(tx workflow.Tx) error { return tx.AddUnits(units...) })
	if err == nil {
		err = n.Memory.Current(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	s.Segments = rest
	for i := range rest {
		found, err := n.Memory.Matches(t.Context(), n.Actor(workflow.Translator), memory.Query{
			SourceLang: s.From, TargetLang: s.To, Text: bitext.Plain(rest[i].Source)})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range found {
			rest[i].Matches = append(rest[i].Matches, m.Target.String())
		}
	}
}

// leastSaved is the share of the keys that completions must save by the arrow alone, in all samples
// together. What it is by sample, go test -v says.
const leastSaved = 0.15

// TestKeyStrokesSaved replays how the sample articles were translated, with half of each in the memory.
func TestKeyStrokesSaved(t *testing.T) {
	outside.Tool(t, "TRUCHEMENT_TEST_TOOLS", "")
	all := samples(t)
	for i := range all {
		all[i].remember(t)
	}
	input, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), "node", "testdata/ksr.mjs")
	command.Stdin, command.Stderr = bytes.NewReader(input), os.Stderr
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	var counted []struct{ Chars, Arrow, Words int }
	if err := json.Unmarshal(out, &counted); err != nil || len(counted) != len(all) {
		t.Fatal(len(counted), err)
	}
	saved := func(keys, chars int) float64 { return 1 - float64(keys)/float64(chars) }
	chars, keys := 0, 0
	for i, c := range counted {
		matched := 0
		for _, g := range all[i].Segments {
			matched += min(len(g.Matches), 1)
		}
		t.Logf("%-18s %2d segments (%d with matches), %5d characters: saved %.1f %%, with words %.1f %%",
			all[i].Name, len(all[i].Segments), matched, c.Chars, 100*saved(c.Arrow, c.Chars), 100*saved(c.Words, c.Chars))
		chars, keys = chars+c.Chars, keys+c.Arrow
	}
	t.Logf("all: saved %.1f %% of %d keys", 100*saved(keys, chars), chars)
	if saved(keys, chars) < leastSaved {
		t.Errorf("completions save %.1f %%, want %.1f %%", 100*saved(keys, chars), 100*leastSaved)
	}
}
