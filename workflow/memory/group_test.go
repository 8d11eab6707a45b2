package memory_test

import (
	"fmt"
	"slices"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/memory"
	"truchement/workflow/story"
)

// withUnits keeps units of "id target approver", whose source is one text, in a memory that follows.
func withUnits(t *testing.T, units ...[3]string) *story.Runner {
	r := story.New(t).As("amina")
	r.Behind(func(tx workflow.Tx) error {
		for _, u := range units {
			w := workflow.Unit{ID: u[0], SourceLang: "ar", TargetLang: "fr", Seq: 1, State: workflow.UnitApproved,
				Source: bitext.Plain("نعم، سيدي الرئيس."), Target: bitext.Plain(u[1])}
			w.Approver = u[2]
			if err := tx.AddUnits(w); err != nil {
				return err
			}
		}
		return nil
	})
	r.CheckNow("current", r.Memory.Current(r.Ctx()))
	return r
}

func sameSource(r *story.Runner, limit int) (all []string) {
	r.T.Helper()
	found, err := r.Memory.Matches(r.Ctx(), r.Who, memory.Query{SourceLang: "ar", TargetLang: "fr", Limit: limit,
		Text: bitext.Plain("نعم، سيدي الرئيس.")})
	r.Check("matches", err)
	for _, m := range found {
		all = append(all, fmt.Sprintf("%d %s, %d times, %d rivals, %s", m.Score, m.Target, m.Times, m.Rivals, m.Unit.Approver))
	}
	return all
}

// Units with the same texts are one match; of translations at the same score the more frequent comes first.
func TestMatchesOfTheSameTextsAreOne(t *testing.T) {
	r := withUnits(t, [3]string{"u1", "Oui, Monsieur le Président."}, [3]string{"u2", "Oui, Monsieur le Président.", "Luc"},
		[3]string{"u3", "Oui, M. le Président."}, [3]string{"u4", "Oui."})
	want := []string{"99 Oui, Monsieur le Président., 2 times, 2 rivals, Luc", "99 Oui., 1 times, 2 rivals, ",
		"99 Oui, M. le Président., 1 times, 2 rivals, "}
	got := sameSource(r, 0)
	slices.Sort(got[1:])
	slices.Sort(want[1:])
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got := sameSource(r, 1); !slices.Equal(got, want[:1]) {
		t.Errorf("of one match: %q", got)
	}
}

// Of translations that are as frequent, the one with a known approver comes first.
func TestApprovedMatchComesFirst(t *testing.T) {
	r := withUnits(t, [3]string{"u1", "Oui, M. le Président.", "Luc"}, [3]string{"u2", "Oui."})
	want := []string{"99 Oui, M. le Président., 1 times, 1 rivals, Luc", "99 Oui., 1 times, 1 rivals, "}
	if got := sameSource(r, 0); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// Targets that differ by case alone are no contradiction.
func TestSpellingsAreNoRivals(t *testing.T) {
	r := withUnits(t, [3]string{"u1", "Oui."}, [3]string{"u2", "oui."})
	for _, m := range sameSource(r, 0) {
		if m[len(m)-len("0 rivals, "):] != "0 rivals, " {
			t.Error(m)
		}
	}
}
