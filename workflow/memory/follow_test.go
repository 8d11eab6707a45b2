package memory_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/story"
	"truchement/workflow/unit"
)

// wantUnits follows the feed and compares the memory, by the order of the segments, to units
// written as "target|state".
func wantUnits(r *story.Runner, want ...string) {
	r.T.Helper()
	r.CheckNow("follow", r.Memory.Follow(r.Ctx()))
	var got []string
	place := map[string]int{}
	for _, s := range r.View().Segments {
		place[s.ID] = s.Position
	}
	all := units(r)
	slices.SortFunc(all, func(a, b workflow.Unit) int { return place[a.ID] - place[b.ID] })
	for _, u := range all {
		got = append(got, u.Target.String()+"|"+string(u.State))
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		r.T.Errorf("units (-want +got):\n%s", diff)
	}
}

// TestUnitsFollowSegments goes through what makes a unit, and what takes it along.
func TestUnitsFollowSegments(t *testing.T) {
	r := story.New(t).As("amina").Add("واحد.", "اثنان.", "ثلاثة.")
	wantUnits(r)
	r.Draft(1, "Un.")
	wantUnits(r)
	r.Translate(1, "Un.").Translate(2, "Deux.")
	wantUnits(r, "Un.|translated", "Deux.|translated")
	r.As("luc").Approve(1).Approve(2)
	wantUnits(r, "Un.|approved", "Deux.|approved")
	r.As("amina").Translate(2, "Deux !")
	wantUnits(r, "Un.|approved", "Deux !|translated")
	r.As("luc").Return(2, "non")
	wantUnits(r, "Un.|approved")
	r.As("amina").Translate(2, "Les deux.").Translate(3, "Trois.")
	wantUnits(r, "Un.|approved", "Les deux.|translated", "Trois.|translated")
	r.As("luc").Approve(2).Approve(3).Correct(1, "واحد فقط.", workflow.Wording)
	wantUnits(r, "Les deux.|approved", "Trois.|approved")
	r.Correct(2, "اثنان،", workflow.Typo)
	wantUnits(r, "Les deux.|approved", "Trois.|approved")
	r.As("amina").Translate(1, "Un seul.").Merge(2)
	wantUnits(r, "Un seul.|translated", "Les deux. Trois.|approved")
	r.Undo(2)
	wantUnits(r, "Un seul.|translated", "Les deux.|approved", "Trois.|approved")
	r.As("luc").Correct(3, "", workflow.Retraction)
	wantUnits(r)
}

// TestUnitOfASegmentSaysWhereItComesFrom holds every field.
func TestUnitOfASegmentSaysWhereItComesFrom(t *testing.T) {
	r := story.New(t).As("amina")
	publication := r.AddPublication()
	r.AddTo(publication, "واحد.", "اثنان.", "ثلاثة.")
	r.Translate(1, "Un.").Translate(2, "Deux.").Translate(3, "Trois.")
	r.As("luc").Approve(1).Approve(2).Approve(3).SignOff().Publish()
	wantUnits(r, "Un.|approved", "Deux.|approved", "Trois.|approved")
	s, v := r.Segment(2), r.View()
	got := units(r)[slices.IndexFunc(units(r), func(u workflow.Unit) bool { return u.ID == s.ID })]
	want := workflow.Unit{ID: s.ID, SourceLang: "ar", TargetLang: "fr", Source: s.Source,
		Target: bitext.Plain("Deux."), State: workflow.UnitApproved, By: r.People["amina"].ID,
		UnitOrigin: workflow.UnitOrigin{Article: v.ID, Segment: s.ID, Publication: publication,
			Origin: v.Title, Date: "2026-03-02", Translator: "amina", Approver: "luc", Confidence: 1},
		Before: got.Before, After: got.After, At: got.At, Seq: got.Seq}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got.Before == 0 || got.After == 0 || got.Before == got.After || got.Seq == 0 || got.At.IsZero() {
		t.Errorf("neighbours %d and %d, sequence %d, at %v", got.Before, got.After, got.Seq, got.At)
	}
	if first := units(r)[slices.IndexFunc(units(r), func(u workflow.Unit) bool {
		return u.Target.String() == "Un."
	})]; first.Before != 0 || first.After == 0 {
		t.Errorf("the first has neighbours %d and %d", first.Before, first.After)
	}
}

// The unit of a neighbour follows when the text beside it becomes another one.
func TestNeighboursOfAUnitFollow(t *testing.T) {
	r := story.New(t).As("amina").Add("واحد.", "اثنان.", "ثلاثة.").Translate(1, "Un.").Translate(3, "Trois.")
	wantUnits(r, "Un.|translated", "Trois.|translated")
	before := map[string]workflow.Unit{}
	for _, u := range units(r) {
		before[u.Target.String()] = u
	}
	r.As("luc").Correct(2, "غير ذلك.", workflow.Typo)
	wantUnits(r, "Un.|translated", "Trois.|translated")
	for _, u := range units(r) {
		old := before[u.Target.String()]
		if u.Before == old.Before && u.After == old.After {
			t.Errorf("%s has the neighbours that it had", u.Target)
		}
	}
}

// Whichever node follows, and however often, there is one unit and one entry for each change; what a
// stopped program had left is done by the next.
func TestUnitsFollowOnce(t *testing.T) {
	r := story.New(t).As("amina").Add("واحد.", "اثنان.").Translate(1, "Un.")
	r.WantAppended(func() { wantUnits(r, "Un.|translated") }, `units.changed {"units":1}`)
	r.WantAppended(func() { wantUnits(r, "Un.|translated") })
	r.Translate(2, "Deux.")
	slow := r.Sliced()
	slow.Before = func(n int) error {
		if n == 2 {
			return errFull
		}
		return nil
	}
	if err := slow.Memory.Follow(r.Ctx()); err == nil {
		t.Fatal("an error of the store is not told")
	}
	other := r.Sliced()
	r.CheckNow("other node", other.Memory.Follow(r.Ctx()))
	wantUnits(r, "Un.|translated", "Deux.|translated")
}

// takeOut has an editor take the unit of a segment out of the memory; the batch undoes it.
func takeOut(r *story.Runner, position int) (batch string) {
	r.T.Helper()
	batch, n, err := r.Units.Remove(r.Ctx(), r.People["luc"], unit.UnitChoice{IDs: []string{r.Segment(position).ID}})
	r.CheckNow("remove", err)
	if n != 1 {
		r.T.Errorf("%d removed", n)
	}
	return batch
}

func undo(r *story.Runner, batch string) (back string) {
	r.T.Helper()
	out, err := r.Units.Undo(r.Ctx(), r.People["luc"], batch)
	r.CheckNow("undo", err)
	return out.Batch
}

// A unit that a person took out stays out as long as its segment has the texts that it had, and no longer.
func TestRemovedUnitStaysOut(t *testing.T) {
	r := story.New(t).As("amina").Add("واحد.").Translate(1, "Un.")
	wantUnits(r, "Un.|translated")
	takeOut(r, 1)
	r.As("luc").Approve(1)
	wantUnits(r)
	r.As("amina").Translate(1, "Un !")
	wantUnits(r, "Un !|translated")
	r.As("luc").Return(1, "style")
	wantUnits(r)
	r.As("amina").Translate(1, "Un !")
	wantUnits(r, "Un !|translated")
	r.As("luc").Approve(1)
	wantUnits(r, "Un !|approved")
	r.As("amina").Translate(1, "Un.")
	wantUnits(r)
	r.As("luc").Return(1, "style")
	r.As("amina").Translate(1, "Un.")
	wantUnits(r)
}

// What an undo takes out stays out, and what one brings back stays.
func TestUndoOfARemovalStays(t *testing.T) {
	r := story.New(t).As("amina").Add("واحد.").Translate(1, "Un.")
	wantUnits(r, "Un.|translated")
	back := undo(r, takeOut(r, 1))
	r.As("luc").Approve(1)
	wantUnits(r, "Un.|approved")
	undo(r, back)
	r.Return(1, "style")
	r.As("amina").Translate(1, "Un.")
	wantUnits(r)
}

// A removal that was answered while a node writes what it has read is not undone by it.
func TestRemovalDuringFollowingStays(t *testing.T) {
	r := story.New(t).As("amina").Add("واحد.", "اثنان.").Translate(1, "Un.").Translate(2, "Deux.")
	wantUnits(r, "Un.|translated", "Deux.|translated")
	r.As("luc").Approve(1).Approve(2)
	slow := r.Sliced()
	slow.Before = func(n int) error {
		if n == 1 {
			takeOut(r, 1)
		}
		return nil
	}
	r.CheckNow("follow", slow.Memory.Follow(r.Ctx()))
	wantUnits(r, "Deux.|approved")
}

// A long article is followed in slices, a page of the feed at a time.
func TestManySegmentsAreFollowed(t *testing.T) {
	var paragraphs []string
	for range 230 {
		paragraphs = append(paragraphs, "نص.")
	}
	r := story.New(t).As("amina").Add(paragraphs...)
	for i := range paragraphs {
		r.Translate(i+1, strings.Repeat("a", i+1))
	}
	r.CheckNow("follow", r.Memory.Follow(r.Ctx()))
	if n := len(units(r)); n != len(paragraphs) {
		t.Errorf("%d units, want %d", n, len(paragraphs))
	}
}

// A target that is emptied takes its unit along; what is typed then makes none.
func TestEmptiedTargetHasNoUnit(t *testing.T) {
	r := story.New(t).As("amina").Add("واحد.", "اثنان.").Translate(1, "Un.").Translate(2, "Deux.")
	wantUnits(r, "Un.|translated", "Deux.|translated")
	r.Draft(1, "")
	wantUnits(r, "Deux.|translated")
	r.Draft(1, "Une")
	wantUnits(r, "Deux.|translated")
	r.Translate(1, "Une.")
	wantUnits(r, "Une.|translated", "Deux.|translated")
}
