package unit_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"truchement/workflow/story"
	"truchement/workflow/unit"
)

// wantGroups compares groups to "target: ids, target: ids".
func wantGroups(r *story.Runner, kind unit.GroupKind, want ...string) unit.GroupList {
	r.T.Helper()
	list, err := r.Units.Groups(r.Ctx(), r.People["amina"], kind, "ar", "fr", 0)
	r.CheckNow("groups", err)
	var got []string
	for _, g := range list.Groups {
		var options []string
		for _, o := range g.Options {
			options = append(options, o.Target.String()+": "+strings.Join(o.IDs, " "))
		}
		got = append(got, strings.Join(options, ", "))
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		r.T.Errorf("%s (-want +got):\n%s", kind, diff)
	}
	return list
}

func TestContradictions(t *testing.T) {
	r := story.New(t)
	keepUnits(r, "u1|نعم|Oui", "u2|نعم|Si", "u3|نعم|oui", "u4|لا|Non", "u5|لا|Non", "u6|ربما|Peut-être", "u7|ربما|Sans doute|?",
		"u8|رُبما|Qui sait")
	list := wantGroups(r, unit.Contradictions, "oui: u3 u1, Si: u2", "Peut-être: u6, Sans doute: u7")
	if list.Total != 2 || list.Looked != 0 {
		t.Errorf("%d groups after %d units", list.Total, list.Looked)
	}
	r.As("luc")
	batch, n, err := r.Units.Keep(r.Ctx(), r.Who, unit.Contradictions, "u2", append(list.Groups[0].Others(1), "u4", "u2"))
	r.Check("keep", err)
	if n != 2 {
		t.Errorf("%d removed, want those of the other translation alone", n)
	}
	wantGroups(r, unit.Contradictions, "Peut-être: u6, Sans doute: u7")
	_, _, err = r.Units.Keep(r.Ctx(), r.Who, unit.Contradictions, "u3", []string{"u2"})
	r.Refused("memory.gone").Check("keep what is gone", err)
	_, err = r.Units.Undo(r.Ctx(), r.Who, batch)
	r.Check("undo", err)
	wantGroups(r, unit.Contradictions, "oui: u3 u1, Si: u2", "Peut-être: u6, Sans doute: u7")
	_, _, err = r.Units.Keep(r.Ctx(), r.People["amina"], unit.Contradictions, "u2", nil)
	r.Refused("error.forbidden").Check("a translator", err)
}

func TestDuplicates(t *testing.T) {
	r := story.New(t)
	keepUnits(r, "u1|نعم|Oui|?", "u2|نَعَم|oui", "u3|نعم|OUI", "u4|لا|Non", "u5|لا|Si", "u6|كلا|Nenni|?", "u7|كلا|nenni|?")
	list := wantGroups(r, unit.Duplicates, "OUI: u3, oui: u2, Oui: u1", "nenni: u7, Nenni: u6")
	r.As("luc")
	_, n, err := r.Units.Keep(r.Ctx(), r.Who, unit.Duplicates, "u3", list.Groups[0].Others(0))
	r.Check("merge", err)
	if n != 2 {
		t.Errorf("%d removed", n)
	}
	wantGroups(r, unit.Duplicates, "nenni: u7, Nenni: u6")
	keepUnits(r, "v1|لا|non|?")
	batch, n, err := r.Units.MergeAll(r.Ctx(), r.Who, "ar", "fr")
	r.Check("merge all", err)
	wantGroups(r, unit.Duplicates)
	wantIDs(r, "the best of each", unit.UnitQuery{}, "u7", "u5", "u4", "u3")
	out, err := r.Units.Undo(r.Ctx(), r.Who, batch)
	r.Check("undo", err)
	if n != 2 || out.Done != 2 {
		t.Errorf("%d removed, %d restored", n, out.Done)
	}
	_, _, err = r.Units.MergeAll(r.Ctx(), r.People["amina"], "ar", "fr")
	r.Refused("error.forbidden").Check("a translator", err)
}

// Of two people who settle the same duplicates, each the other way round, neither removes the last one.
func TestMergeKeepsTheLastDuplicate(t *testing.T) {
	for name, meanwhile := range map[string]func(r *story.Runner) error{
		"removed": func(r *story.Runner) error {
			_, _, err := r.Units.Remove(r.Ctx(), r.Who, unit.UnitChoice{IDs: []string{"u2", "v2"}})
			return err
		},
		"edited": func(r *story.Runner) error {
			for _, id := range []string{"u2", "v2"} {
				if _, err := editUnit(r, id, "نعم", "autre", 0); err != nil {
					return err
				}
			}
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := story.New(t).As("luc")
			keepUnits(r, "u1|نعم|Oui|?", "u2|نعم|oui", "v1|لا|Non|?", "v2|لا|non", "w1|ربما|Si|?", "w2|ربما|si")
			slow := r.Sliced()
			slow.Before = func(n int) error {
				if n == 1 {
					return meanwhile(r)
				}
				return nil
			}
			_, n, err := slow.Units.MergeAll(r.Ctx(), r.Who, "ar", "fr")
			r.Check("merge", err)
			for _, id := range []string{"u1", "v1"} {
				if strings.Contains(readUnit(r, id), "|gone") {
					t.Errorf("%s is gone with the unit that was to stay for it", id)
				}
			}
			if n != 1 {
				t.Errorf("%d removed, want the one whose better one is there", n)
			}
		})
	}
}
