package desk_test

import (
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/story"
)

// decide has the runner's person decide on proposals for the segments as they are now.
func decide(r *story.Runner, all ...desk.Proposal) desk.ImportReport {
	r.T.Helper()
	for i, p := range all {
		if p.Segment == "" {
			s := r.Segment(i + 1)
			all[i].Segment = s.ID
			if p.Version == 0 {
				all[i].Version = s.Version
			}
		}
	}
	rep, err := r.Desk.Proposals.Decide(r.Ctx(), r.Who, r.ArticleID, all)
	r.Check("decide", err)
	return rep
}

// TestProposalsOfAFile is an editor with a reviewer's file: what they take is on the desk and in its
// history with the reviewer's name, what they refuse is in the history alone, and one undo takes all
// of it back.
func TestProposalsOfAFile(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two, three).Translate(1, "Un.").Translate(2, "Deux.").Draft(3, "Trois")
	r.As("salma").Approve(1).As("luc")
	var rep desk.ImportReport
	kinds := r.Kinds(func() {
		rep = decide(r, desk.Proposal{Target: "Un seul.", By: "Karim", Take: true},
			desk.Proposal{Target: "Deux fois.", By: "Karim"}, desk.Proposal{Target: "Trois !", Take: true})
	})
	if kinds != "segment.confirmed segment.refused segment.confirmed" {
		t.Errorf("the feed says %s", kinds)
	}
	if len(rep.Updated) != 2 || rep.Refused != 1 || len(rep.Conflicts)+len(rep.Damaged)+rep.Same != 0 {
		t.Errorf("report %+v", rep)
	}
	r.Want("translated translated draft").WantTarget(1, "Un seul.").WantTarget(2, "Deux.").
		WantTarget(3, "Trois !").WantAuthors(1, "amina", "luc").WantAuthors(2, "amina").Whole()
	if c := r.LastChange(1); c.Kind != workflow.ChangeImported || c.Origin != workflow.FromFile || c.Reason != "Karim" {
		t.Errorf("the first was %s from %s by %q", c.Kind, c.Origin, c.Reason)
	}
	refused := r.LastChange(2)
	if refused.Kind != workflow.ChangeRefused || refused.Reason != "Karim" || refused.To.Target.String() != "Deux fois." {
		t.Errorf("the second keeps %s %q by %q", refused.Kind, refused.To.Target, refused.Reason)
	}
	r.Refused("review.four-eyes")
	r.Approve(1) // who took a text over is one of its authors
	r.UndoBatch(rep.Batch).Want("reviewed translated draft").WantTarget(1, "Un.").WantTarget(3, "Trois").Whole()
	r.Restore(r.Segment(2), refused.ID).WantTarget(2, "Deux fois.")
}

func TestProposalForWhatMovedOnIsAConflict(t *testing.T) {
	for _, c := range []struct {
		name, now, target string
		take              bool
		want              string
	}{
		{"taken, and changed since", "Autre.", "Deux.", true, "0 updated, 0 same, 1 conflicts, 0 unknown, 0 damaged"},
		{"taken, and changed to the same", "Deux.", "Deux.", true, same},
		{"refused, and changed since", "Autre.", "Deux.", false, "0 updated, 0 same, 0 conflicts, 0 unknown, 0 damaged"},
		{"taken, and confirmed since", "Un.", "Deux.", true, updated},
		{"a tag that is none", "Un.", "⟦9⟧Deux.", true, "0 updated, 0 same, 0 conflicts, 0 unknown, 1 damaged"},
		{"empty", "Un.", " ", true, same},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := story.New(t).As("amina").Add(one).Draft(1, "Un.")
			seen := r.Segment(1)
			r.Translate(1, c.now).As("luc")
			rep := decide(r, desk.Proposal{Segment: seen.ID, Version: seen.Version, Target: c.target, Take: c.take})
			if got := outcome(rep); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			if len(rep.Updated) == 0 {
				r.WantTarget(1, c.now)
			}
			r.Whole()
		})
	}
}

func TestProposalsAreForEditors(t *testing.T) {
	r := story.New(t).As("luc").Add(one)
	s := r.Segment(1)
	for _, c := range []struct {
		name, who, segment, want string
	}{
		{"by a translator", "amina", s.ID, "error.forbidden"},
		{"for another article", "luc", "none", "error.not-found"},
		{"none", "luc", "", "import.none-decided"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r.T = t
			var all []desk.Proposal
			if c.segment != "" {
				all = []desk.Proposal{{Segment: c.segment, Version: 1, Target: "Un.", Take: true}}
			}
			_, err := r.Desk.Proposals.Decide(r.Ctx(), r.People[c.who], r.ArticleID, all)
			r.Refused(c.want).Check("decide", err)
		})
	}
	r.T = t
	_, err := r.Desk.Proposals.TargetsAt(r.Ctx(), r.People["amina"], r.ArticleID, nil)
	r.Refused("error.forbidden").Check("read", err)
	r.Want("initial")
}

func TestTargetsAtAVersion(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two).Draft(1, "Un.").Translate(1, "Un !").Draft(2, "Deux.").As("luc")
	a, b := r.Segment(1), r.Segment(2)
	for _, c := range []struct {
		version int64
		want    string
	}{{a.Version, "Un !"}, {a.Version - 1, "Un."}, {1, ""}, {0, "Un !"}, {99, "Un !"}} {
		got, err := r.Desk.Proposals.TargetsAt(r.Ctx(), r.Who, r.ArticleID, map[string]int64{a.ID: c.version})
		r.Check("read", err)
		if !got[a.ID].Equal(bitext.Plain(c.want)) || got[b.ID].String() != "Deux." {
			t.Errorf("version %d: %q and %q", c.version, got[a.ID], got[b.ID])
		}
	}
}
