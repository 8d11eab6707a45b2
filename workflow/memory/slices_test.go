package memory_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"

	"truchement/workflow"
	"truchement/workflow/align"
	"truchement/workflow/memory"
	"truchement/workflow/story"
)

var errFull = errors.New("no space left")

// editor edits one alignment.
type editor struct {
	*story.Runner
	a workflow.Alignment
}

func (e *editor) edit(in memory.BeadChange) {
	e.T.Helper()
	in.Version = e.a.Version
	var err error
	e.a, err = e.Memory.EditBeads(e.Ctx(), e.Who, e.a.ID, in)
	e.Check(string(in.Edit), err)
}

// kept reads the alignment, which must be the one that the last edit answered.
func (e *editor) kept() workflow.Alignment {
	e.T.Helper()
	a, err := e.Memory.Alignment(e.Ctx(), e.Who, e.a.ID)
	e.Check("read", err)
	if linksOf(a) != linksOf(e.a) || a.Version != e.a.Version || a.Undo != e.a.Undo ||
		a.Count != e.a.Count || a.Doubtful != e.a.Doubtful {
		e.T.Errorf("kept as %s at %d with %d undos, answered %s at %d with %d", linksOf(a),
			a.Version, a.Undo, linksOf(e.a), e.a.Version, e.a.Undo)
	}
	return a
}

// Edits are taken back one by one, the last 40 of them.
func TestEditsAreTakenBackInOrder(t *testing.T) {
	r := story.New(t).As("amina")
	e := &editor{r, r.Align()}
	var links []string
	do := func(in memory.BeadChange) {
		t.Helper()
		links = append(links, linksOf(e.a))
		e.edit(in)
		e.kept()
	}
	do(memory.BeadChange{Edit: memory.JoinBeads, Bead: 1})
	do(memory.BeadChange{Edit: memory.AcceptAbove})
	do(memory.BeadChange{Edit: memory.SplitBead, Bead: 1})
	do(memory.BeadChange{Edit: memory.ShiftDown, Bead: 1})
	for i := range memory.MaxBeadUndos {
		edit := memory.DropBead
		if i%2 > 0 {
			edit = memory.OpenBead
		}
		do(memory.BeadChange{Edit: edit, Bead: 0})
	}
	for n := memory.MaxBeadUndos; n > 0; n-- {
		if e.a.Undo != n {
			t.Fatalf("%d edits can be taken back, want %d", e.a.Undo, n)
		}
		e.edit(memory.BeadChange{Edit: memory.UndoBeadEdit})
		e.kept()
		if want := links[len(links)-1]; linksOf(e.a) != want {
			t.Fatalf("taken back to %s, want %s", linksOf(e.a), want)
		}
		links = links[:len(links)-1]
	}
	e.Refused("align.nothing").edit(memory.BeadChange{Edit: memory.UndoBeadEdit})
}

// Refused expects the next edit to be refused; the alignment stays.
func (e *editor) Refused(id string) *editor {
	r := *e.Runner
	return &editor{r.Refused(id), e.a}
}

// old keeps the alignment as schema 6 did: all in one body, with whole copies of the beads.
func (e *editor) old(before [][]workflow.AlignedBead) {
	e.T.Helper()
	body := e.a.AlignmentBody
	body.Before = before
	text, err := json.Marshal(body)
	if err != nil {
		e.T.Fatal(err)
	}
	err = e.Store.Update(e.Ctx(), func(tx workflow.Tx) error {
		e.a.ID, e.a.Version = "old", 9
		return tx.AddAlignment(e.a, workflow.EncodedBody{Sentences: string(text)})
	})
	e.Check("keep as an old program", err)
	if e.a.Undo = len(before); len(before) > 0 {
		e.kept()
	}
}

// What an older program kept is read, edited and taken back as far as it could be.
func TestOldBodiesAreTakenBack(t *testing.T) {
	for _, first := range []memory.BeadEdit{memory.UndoBeadEdit, memory.JoinBeads} {
		t.Run(string(first), func(t *testing.T) {
			r := story.New(t).As("amina")
			e := &editor{r, r.Align()}
			var before [][]workflow.AlignedBead
			var links []string
			for _, edit := range []memory.BeadEdit{memory.ShiftDown, memory.AcceptBead, memory.JoinBeads} {
				before, links = append(before, slices.Clone(e.a.Beads)), append(links, linksOf(e.a))
				e.edit(memory.BeadChange{Edit: edit, Bead: 1})
			}
			source := e.a.Source
			e.old(before)
			if first != memory.UndoBeadEdit {
				links = append(links, linksOf(e.a))
				e.edit(memory.BeadChange{Edit: first})
				e.kept()
			}
			for n := len(links); n > 0; n-- {
				e.edit(memory.BeadChange{Edit: memory.UndoBeadEdit})
				if got := linksOf(e.a); got != links[n-1] {
					t.Fatalf("taken back to %s, want %s", got, links[n-1])
				}
			}
			a := e.kept()
			if !slices.Equal(a.Source, source) || a.Undo != 0 || len(a.Before) != 0 {
				t.Errorf("source %v, %d undos, %d copies", a.Source, a.Undo, len(a.Before))
			}
			e.Refused("align.nothing").edit(memory.BeadChange{Edit: memory.UndoBeadEdit})
		})
	}
}

// An edit that another one got ahead of is refused in the transaction that would write it.
func TestEditBeadsChecksTheVersionAsItWrites(t *testing.T) {
	r := story.New(t).As("amina")
	e := &editor{r, r.Align()}
	slow, first := r.Sliced(), e.a
	slow.Before = func(int) error {
		e.edit(memory.BeadChange{Edit: memory.AcceptBead})
		return nil
	}
	_, err := slow.Memory.EditBeads(r.Ctx(), r.Who, first.ID, memory.BeadChange{Version: first.Version,
		Edit: memory.DropBead})
	r.Refused("align.changed").Check("edit", err)
	e.kept()
}

// units are the links of the units that the memory has.
func (e *editor) units() (links []string) {
	e.T.Helper()
	err := e.Store.View(e.Ctx(), func(tx workflow.Tx) error {
		all, err := tx.Units(workflow.UnitFilter{SourceLang: "ar", TargetLang: "fr"})
		for _, u := range all {
			links = append(links, u.Bead)
		}
		slices.Sort(links)
		return err
	})
	e.Check("units", err)
	return links
}

// Beads that are kept in slices become units once, also when another person keeps them at the same
// time; keeping them again completes what was stopped half-way.
func TestKeepBeadsInSlices(t *testing.T) {
	r := story.New(t).As("amina")
	e := &editor{r, r.Align()}
	e.edit(memory.BeadChange{Edit: memory.AcceptAbove})
	all := []string{"0:0", "1:1", "2:2"}
	want := func(what string, links []string, kept int) {
		t.Helper()
		a, err := r.Memory.Alignment(r.Ctx(), r.Who, e.a.ID)
		r.Check("read", err)
		if got := e.units(); !slices.Equal(got, links) || a.Kept != kept {
			t.Errorf("%s: units %v, kept %d; want %v, %d", what, got, a.Kept, links, kept)
		}
		e.a = a
	}
	keep := func(slow *story.Sliced) error {
		_, err := slow.Memory.KeepBeads(r.Ctx(), r.Who, e.a.ID, e.a.Version)
		return err
	}
	r.Check("keep", keep(r.Sliced()))
	want("kept", all, 3)

	slow := r.Sliced()
	slow.Before = func(n int) error { // 1 begins, 2 removes, 3 adds, 4 ends
		if n == 4 {
			return errFull
		}
		return nil
	}
	if err := keep(slow); !errors.Is(err, errFull) {
		t.Fatal(err)
	}
	want("stopped", all, 0)
	for n := 1; n <= 4; n++ {
		slow = r.Sliced()
		slow.Before = func(i int) error {
			if i != n {
				return nil
			}
			a, err := r.Memory.Alignment(r.Ctx(), r.Who, e.a.ID)
			if err == nil {
				_, err = r.Memory.KeepBeads(r.Ctx(), r.Who, a.ID, a.Version)
			}
			return err
		}
		r.Refused("align.changed").Check(fmt.Sprint("kept twice at once, at ", n), keep(slow))
		want(fmt.Sprint("kept twice at once, at ", n), all, 3)
	}
	feed, err := r.Plan.Feed(r.Ctx(), r.Who, workflow.FeedFilter{})
	r.Check("feed", err)
	n := 0
	for _, entry := range feed {
		if entry.Kind == workflow.UnitsKept {
			n++
		}
	}
	if n != 5 {
		t.Errorf("the feed has %d keepings, want 5", n)
	}
}

// The alignments of a folder are kept one by one.
func TestAlignFolderKeepsWhatItCan(t *testing.T) {
	r := story.New(t).As("amina")
	pair := memory.NewAlignment{SourceLang: "ar", TargetLang: "fr", Name: "x",
		Source: story.Paragraphs(story.One), Target: story.Paragraphs("Le ministre est à Rabat.")}
	slow := r.Sliced()
	slow.Before = func(n int) error {
		if n == 2 {
			return errFull
		}
		return nil
	}
	out, err := slow.Memory.AlignFolder(r.Ctx(), r.Who, []memory.NewAlignment{pair, pair},
		func(align.Progress) {})
	if !errors.Is(err, errFull) || out[0].ID == "" || out[1].ID != "" {
		t.Fatalf("kept %q and %q (%v), want the first", out[0].ID, out[1].ID, err)
	}
	all, err := r.Memory.Alignments(r.Ctx(), r.Who, 10, 0)
	if err != nil || len(all) != 1 || all[0].ID != out[0].ID {
		t.Errorf("%d alignments (%v)", len(all), err)
	}
}
