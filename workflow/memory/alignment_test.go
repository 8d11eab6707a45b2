package memory_test

import (
	"fmt"
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/align"
	"truchement/workflow/memory"
	"truchement/workflow/story"
)

// linksOf writes the beads: + accepted, - dropped.
func linksOf(a workflow.Alignment) string {
	var out []string
	for _, b := range a.Beads {
		s := fmt.Sprintf("%d-%d:%d-%d", b.Source[0], b.Source[1], b.Target[0], b.Target[1])
		if b.Accepted {
			s += "+"
		}
		if b.Dropped {
			s += "-"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestAlignTexts(t *testing.T) {
	r := story.New(t).As("amina")
	a := r.Align()
	if got, want := linksOf(a), "0-1:0-1 1-2:1-2 2-3:2-3"; got != want {
		t.Fatalf("beads %s, want %s", got, want)
	}
	edit := func(e memory.BeadChange) {
		t.Helper()
		e.Version = a.Version
		var err error
		a, err = r.Memory.EditBeads(r.Ctx(), r.Who, a.ID, e)
		r.Check(string(e.Edit), err)
	}
	edit(memory.BeadChange{Edit: memory.AcceptAbove, Above: 0.5})
	edit(memory.BeadChange{Edit: memory.DropBead, Bead: 2})
	if got, want := linksOf(a), "0-1:0-1+ 1-2:1-2+ 2-3:2-3-"; got != want || a.Doubtful != 0 {
		t.Errorf("settled %s with %d doubtful, want %s", got, a.Doubtful, want)
	}
	a, err := r.Memory.KeepBeads(r.Ctx(), r.Who, a.ID, a.Version)
	r.Check("keep", err)
	a, err = r.Memory.KeepBeads(r.Ctx(), r.Who, a.ID, a.Version) // twice is once
	r.Check("keep again", err)
	all := units(r)
	if a.Kept != 2 || len(all) != 2 {
		t.Fatalf("kept %d, memory of %d units, want 2", a.Kept, len(all))
	}
	if u := all[0]; !strings.HasPrefix(u.Origin, "2024-05-12") || u.Date != "2024-05-12" ||
		!strings.HasPrefix(u.Licence, "CC BY") || u.Bead == "" || u.By != r.Who.ID {
		t.Errorf("unit %+v", u)
	}
	// Work goes on, and the memory follows when it is kept again.
	edit(memory.BeadChange{Edit: memory.OpenBead, Bead: 0})
	a, err = r.Memory.KeepBeads(r.Ctx(), r.Who, a.ID, a.Version)
	r.Check("keep fewer", err)
	if a.Kept != 1 {
		t.Errorf("kept %d, want 1", a.Kept)
	}
}

// TestAlignFolder aligns what it can of a folder, and reports progress pair by pair.
func TestAlignFolder(t *testing.T) {
	r := story.New(t).As("amina")
	pair := memory.NewAlignment{SourceLang: "ar", TargetLang: "fr",
		Source: story.Paragraphs("وصل الوزير إلى الرباط."), Target: story.Paragraphs("Le ministre est à Rabat.")}
	bad := pair
	bad.Target = story.Paragraphs(" ")
	var told []string
	out, err := r.Memory.AlignFolder(r.Ctx(), r.Who, []memory.NewAlignment{pair, bad, pair},
		func(p align.Progress) {
			told = append(told, fmt.Sprintf("%d/%d %d/%d", p.Round, p.Rounds, p.Pair, p.Pairs))
		})
	r.Check("align", err)
	if out[0].ID == "" || out[2].ID == "" || out[1].ID != "" {
		t.Errorf("kept %q, %q and %q, want the first and the last", out[0].ID, out[1].ID, out[2].ID)
	}
	r.Refused("intake.empty").Check("the one without text", out[1].Err)
	want := "1/3 0/2,1/3 1/2,1/3 2/2,2/3 0/2,2/3 1/2,2/3 2/2,3/3 0/2,3/3 1/2,3/3 2/2"
	if got := strings.Join(told, ","); got != want {
		t.Errorf("told %s, want %s", got, want)
	}
}

func TestBeadEdits(t *testing.T) {
	for _, test := range []struct {
		edit memory.BeadEdit
		bead int
		want string
	}{
		{memory.JoinBeads, 0, "0-2:0-2 2-3:2-3"},
		{memory.TakeSource, 0, "0-2:0-1 2-2:1-2 2-3:2-3"},
		{memory.TakeTarget, 1, "0-1:0-1 1-2:1-3 2-3:3-3"},
		{memory.SplitBead, 1, "0-1:0-1 1-2:1-1 2-2:1-2 2-3:2-3"},
		{memory.ShiftDown, 1, "0-1:0-1 1-2:1-1 2-3:1-2 3-3:2-3"},
		{memory.ShiftUp, 0, "0-0:0-1 0-1:1-2 1-2:2-3 2-3:3-3"},
		{memory.AcceptBead, 2, "0-1:0-1 1-2:1-2 2-3:2-3+"},
	} {
		t.Run(string(test.edit), func(t *testing.T) {
			r := story.New(t).As("amina")
			first := r.Align()
			a, err := r.Memory.EditBeads(r.Ctx(), r.Who, first.ID, memory.BeadChange{
				Version: first.Version, Edit: test.edit, Bead: test.bead})
			r.Check("edit", err)
			if got := linksOf(a); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
			a, err = r.Memory.EditBeads(r.Ctx(), r.Who, first.ID, memory.BeadChange{
				Version: a.Version, Edit: memory.UndoBeadEdit})
			r.Check("undo", err)
			if got := linksOf(a); got != linksOf(first) {
				t.Errorf("undone: %s, want %s", got, linksOf(first))
			}
		})
	}
}

func TestAlignRefuses(t *testing.T) {
	r := story.New(t).As("amina")
	a := r.Align()
	try := func(e memory.BeadChange) error {
		_, err := r.Memory.EditBeads(r.Ctx(), r.Who, a.ID, e)
		return err
	}
	r.Refused("align.changed").Check("an old version", try(memory.BeadChange{Version: 7,
		Edit: memory.JoinBeads}))
	r.Refused("align.nothing").Check("no such bead", try(memory.BeadChange{Version: 1,
		Edit: memory.JoinBeads, Bead: 9}))
	r.Refused("align.nothing").Check("nothing after it", try(memory.BeadChange{Version: 1,
		Edit: memory.TakeSource, Bead: 2}))
	r.Refused("align.nothing").Check("nothing to undo", try(memory.BeadChange{Version: 1,
		Edit: memory.UndoBeadEdit}))
	texts := func(n memory.NewAlignment) error {
		_, err := r.Memory.AlignTexts(r.Ctx(), r.Who, n)
		return err
	}
	text := story.Paragraphs("نص.")
	r.Refused("align.languages").Check("one language", texts(memory.NewAlignment{Source: text,
		Target: text, SourceLang: "ar", TargetLang: "ar"}))
	r.Refused("align.date").Check("no date", texts(memory.NewAlignment{Source: text,
		Target: text, SourceLang: "ar", TargetLang: "fr", Date: "hier"}))
	r.Refused("intake.empty").Check("no text", texts(memory.NewAlignment{Source: text,
		Target: story.Paragraphs(" "), SourceLang: "ar", TargetLang: "fr"}))
	r.As("lea").Refused("error.forbidden").Check("a reader", texts(memory.NewAlignment{}))
}

// An edit of an older version is refused as such, also of a bead that is gone.
func TestEditOfAnOlderVersionIsRefusedAsSuch(t *testing.T) {
	r := story.New(t).As("amina")
	a := r.Align()
	edit(r, a, memory.JoinBeads, 0)
	_, err := r.Memory.EditBeads(r.Ctx(), r.Who, a.ID,
		memory.BeadChange{Version: a.Version, Edit: memory.AcceptBead, Bead: a.Count - 1})
	r.Refused("align.changed").Check("a bead that is gone", err)
}
