package desk_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/story"
)

// kindsOf writes the kinds of changes, each with its text.
func kindsOf(all []workflow.Change) string {
	var words []string
	for _, c := range all {
		words = append(words, strings.TrimSpace(string(c.Kind)+" "+c.To.Target.String()))
	}
	return strings.Join(words, ", ")
}

func TestHistoryListsEveryChangeOldestFirst(t *testing.T) {
	r := story.New(t).As("amina").Add(one)
	page := r.Segment(1)
	r.Draft(1, "U.").Translate(1, "Un.")
	r.As("youssef").Refused("conflict").Send(page, desk.Save{Target: "Deux."})
	r.As("luc").Return(1, "style").Draft(1, "Un trois.").As("salma").Approve(1).SignOff().Publish()
	r.As("amina").Draft(1, "").Undo(1)
	want := "created, saved U., confirmed Un., refused Deux., returned Un., touched Un trois., " +
		"approved Un trois., published Un trois., cleared, undone Un trois."
	all := r.History(1)
	if got := kindsOf(all); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	version := int64(0)
	for i, c := range all {
		if i > 0 && c.At.Before(all[i-1].At) {
			t.Errorf("change %d is older than the one before it", i)
		}
		if c.Kind == workflow.ChangeRefused {
			continue
		}
		if version++; c.Version != version {
			t.Errorf("%s makes version %d, want %d", c.Kind, c.Version, version)
		}
	}
	_, err := r.Desk.History(r.Ctx(), r.People["lea"], page.ID)
	r.Refused("error.forbidden").Check("by a reader", err)
}

// TestHistoryHoldsTheMergedParts merges twice: the first segment's history has those of all three,
// in the order of time, each once.
func TestHistoryHoldsTheMergedParts(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two, three)
	r.Translate(3, "Trois.").Translate(1, "Un.").Translate(2, "Deux.")
	parts := []string{r.Segment(1).ID, r.Segment(2).ID, r.Segment(3).ID}
	r.Merge(2).Merge(1).Draft(1, "Un, deux, trois.")
	all := r.History(1)
	want := "created, created, created, confirmed Trois., confirmed Un., confirmed Deux., " +
		"merged Deux. Trois., merged Trois., merged Un. Deux. Trois., merged Deux. Trois., " +
		"saved Un, deux, trois."
	if got := kindsOf(all); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for _, id := range parts {
		if !slices.ContainsFunc(all, func(c workflow.Change) bool { return c.Segment == id }) {
			t.Errorf("nothing of the part %s", id)
		}
	}
	ids := map[string]bool{}
	for _, c := range all {
		if ids[c.ID] {
			t.Errorf("%s %q is listed twice", c.Kind, c.To.Target)
		}
		ids[c.ID] = true
	}
}

// TestHistoryLeavesTheOtherHalfOfASplitOut: only parts that were taken in belong to it.
func TestHistoryLeavesTheOtherHalfOfASplitOut(t *testing.T) {
	r := story.New(t).As("amina").Add(one).Translate(1, "Un deux.")
	r.Split(1, 7)
	id := r.Segment(1).ID
	for _, c := range r.History(1) {
		if c.Segment != id {
			t.Errorf("%s of the segment %s", c.Kind, c.Segment)
		}
	}
}

func TestRestoreBringsAnOlderTargetBack(t *testing.T) {
	r := story.New(t).As("amina").Add(one).Translate(1, "Un.")
	old := r.LastChange(1)
	r.As("youssef").Translate(1, "Deux.")
	r.As("salma").Approve(1).SignOff()
	if got := r.Kinds(func() { r.Restore(r.Segment(1), old.ID) }); got !=
		"article.reopened segment.saved" {
		t.Errorf("the feed says %s", got)
	}
	r.Want("translated").WantTarget(1, "Un.").WantChange(1, workflow.ChangeRestored).
		WantAuthors(1, "amina", "youssef", "salma").Whole()
	if s := r.Segment(1); s.ApprovedBy != "" {
		t.Errorf("approved by %q still", s.ApprovedBy)
	}
	r.Refused("review.four-eyes").Approve(1)
	r.As("luc").Approve(1)
}

// TestRestoredTextIsStillItsAuthors: none of them may approve it, though the target was empty in
// between, or was never the segment's.
func TestRestoredTextIsStillItsAuthors(t *testing.T) {
	r := story.New(t).As("luc").Add(one).Translate(1, "De Luc.")
	page, old := r.Segment(1), r.LastChange(1)
	r.Draft(1, "").As("amina").Restore(r.Segment(1), old.ID).Translate(1, "De Luc.").
		WantAuthors(1, "amina", "luc")
	r.As("luc").Refused("review.four-eyes").Approve(1)
	r.As("salma").Refused("conflict").Send(page, desk.Save{Target: "De Salma."})
	refused := r.LastChange(1)
	r.As("amina").Draft(1, "").Restore(r.Segment(1), refused.ID).Translate(1, "De Salma.")
	r.As("salma").Refused("review.four-eyes").Approve(1)
}

func TestRestoreKeepsTheOrigin(t *testing.T) {
	r := story.New(t).As("amina").Add(one)
	r.Send(r.Segment(1), desk.Save{Target: "Un.", Origin: workflow.FromUnit})
	old := r.LastChange(1)
	r.Draft(1, "Deux.").Restore(r.Segment(1), old.ID)
	if c := r.LastChange(1); c.Origin != workflow.FromUnit || c.By != r.Who.ID {
		t.Errorf("origin %s by %s", c.Origin, c.By)
	}
}

func TestRestoreOfNoTextIsTheInitialState(t *testing.T) {
	r := story.New(t).As("amina").Add(one)
	empty := r.LastChange(1)
	r.Translate(1, "Un.").Restore(r.Segment(1), empty.ID).Want("initial").WantAuthors(1).
		WantTarget(1, "").Whole()
}

// TestRestoreFromAMergedPart brings the target of the part alone back.
func TestRestoreFromAMergedPart(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two).Translate(1, "Un.")
	r.As("youssef").Translate(2, "Deux.")
	part := r.LastChange(2)
	r.As("luc").Merge(1)
	r.As("salma").Restore(r.Segment(1), part.ID).WantTarget(1, "Deux.").
		WantAuthors(1, "amina", "youssef", "salma")
}

func TestRestoreRefuses(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two).Translate(1, "Un.").Translate(2, "Deux.")
	first, other := r.History(1)[1], r.LastChange(2)
	page := r.Segment(1)
	r.Translate(1, "Un deux.")
	r.As("youssef").Refused("conflict").Restore(page, first.ID)
	r.Refused("error.not-found").Restore(r.Segment(1), "no-such-change")
	r.Refused("error.not-found").Restore(r.Segment(1), other.ID) // of another segment
	r.As("lea").Refused("error.forbidden").Restore(r.Segment(1), first.ID)
	r.As("luc").Assign("amina", workflow.Translator, 1, 1)
	r.As("youssef").Refused("segment.of-another").Restore(r.Segment(1), first.ID)
	r.As("luc").Correct(1, "", workflow.Retraction)
	r.Refused("article.retracted").Restore(r.Segment(1), first.ID)
	r.WantTarget(1, "Un deux.")
}

func TestVerifyFindsWhatTheDeskDidNotWrite(t *testing.T) {
	// add makes a change that makes the next version of s, hashed over prev.
	add := func(s workflow.Segment, prev []byte, c workflow.Change) workflow.Change {
		c.ID, c.Segment, c.Article, c.By = "forged-"+s.ID, s.ID, s.Article, s.Authors[0]
		if c.Kind == "" {
			c.Kind = workflow.ChangeSaved
		}
		c.Hash, _ = workflow.ChainHash(prev, c)
		return c
	}
	for _, c := range []struct {
		name  string
		forge func(workflow.Tx, workflow.Segment) error
		want  int64
	}{
		{"nothing", func(workflow.Tx, workflow.Segment) error { return nil }, 0},
		{"an honest change", func(tx workflow.Tx, s workflow.Segment) error {
			c := add(s, s.Hash, workflow.Change{Version: 3, To: s.Snapshot})
			s.Version = 3
			return errors.Join(tx.AddChanges(c), tx.UpdateSegment(s))
		}, 0},
		{"a text without a change", func(tx workflow.Tx, s workflow.Segment) error {
			s.Version, s.Target = 3, bitext.Plain("faux")
			return tx.UpdateSegment(s)
		}, 3},
		{"a version without a change", func(tx workflow.Tx, s workflow.Segment) error {
			s.Version = 3
			return tx.UpdateSegment(s)
		}, 3},
		{"a change that the segment does not follow", func(tx workflow.Tx, s workflow.Segment) error {
			return tx.AddChanges(add(s, s.Hash, workflow.Change{Version: 3, To: s.Snapshot}))
		}, 2},
		{"a change that is chained to nothing", func(tx workflow.Tx, s workflow.Segment) error {
			c := add(s, nil, workflow.Change{Version: 3, To: s.Snapshot})
			s.Version = 3
			return errors.Join(tx.AddChanges(c), tx.UpdateSegment(s))
		}, 3},
		{"a change whose text is another", func(tx workflow.Tx, s workflow.Segment) error {
			s.Version = 3
			c := add(s, s.Hash, workflow.Change{Version: 3, To: s.Snapshot})
			s.Target = bitext.Plain("faux")
			c.To = s.Snapshot
			return errors.Join(tx.AddChanges(c), tx.UpdateSegment(s))
		}, 3},
		{"a refused text that is another", func(tx workflow.Tx, s workflow.Segment) error {
			c := add(s, s.Hash, workflow.Change{Version: 1, To: s.Snapshot,
				Kind: workflow.ChangeRefused})
			c.To.Target = bitext.Plain("faux")
			return tx.AddChanges(c)
		}, 1},
		{"an author less", func(tx workflow.Tx, s workflow.Segment) error {
			c := add(s, s.Hash, workflow.Change{Version: 3, To: s.Snapshot})
			s.Version, s.Authors = 3, nil
			return errors.Join(tx.AddChanges(c), tx.UpdateSegment(s))
		}, 3},
		{"another who approved", func(tx workflow.Tx, s workflow.Segment) error {
			c := add(s, s.Hash, workflow.Change{Version: 3, To: s.Snapshot})
			s.Version, s.ApprovedBy = 3, s.Authors[0]
			return errors.Join(tx.AddChanges(c), tx.UpdateSegment(s))
		}, 3},
		{"another state", func(tx workflow.Tx, s workflow.Segment) error {
			c := add(s, s.Hash, workflow.Change{Version: 3, To: s.Snapshot})
			s.Version, s.State = 3, bitext.Reviewed
			return errors.Join(tx.AddChanges(c), tx.UpdateSegment(s))
		}, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := story.New(t).As("amina").Add(one).Translate(1, "Un.")
			s := r.Segment(1)
			r.Behind(func(tx workflow.Tx) error { return c.forge(tx, s) })
			bad, err := r.Desk.Verify(r.Ctx(), s.ID)
			r.Check("verify", err)
			if bad != c.want {
				t.Errorf("broken from version %d, want %d", bad, c.want)
			}
		})
	}
	r := story.New(t)
	_, err := r.Desk.Verify(r.Ctx(), "no-such-segment")
	r.Refused("error.not-found").Check("verify", err)
}
