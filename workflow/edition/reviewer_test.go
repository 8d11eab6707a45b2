package edition_test

import (
	"slices"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/edition"
	"truchement/workflow/story"
)

// accept takes over what a reviewer's file proposes for a segment.
func accept(r *story.Runner, who string, position int, target, by string) {
	r.T.Helper()
	s := r.Segment(position)
	_, err := r.Desk.Proposals.Decide(r.Ctx(), r.People[who], r.ArticleID, []desk.Proposal{{Segment: s.ID, Version: s.Version,
		Target: target, By: by, Take: true}})
	r.Check("accept", err)
}

// TestReviewerOfAFileIsCredited has an editor accept what a reviewer without an account changed in a file:
// the reviewer is credited with the review, and the editor, who wrote nothing, not with the translation.
func TestReviewerOfAFileIsCredited(t *testing.T) {
	for _, c := range []struct {
		name            string
		after           func(r *story.Runner)
		translator, who []string // in the credits
	}{
		{"accepted", func(*story.Runner) {}, []string{"amina"}, []string{"Karim <K>", "ليلى"}},
		{"accepted and touched up", func(r *story.Runner) { r.As("luc").Translate(1, "Une troisième version.") },
			[]string{"amina", "luc"}, []string{"Karim <K>", "ليلى"}},
		{"cleared and written anew", func(r *story.Runner) { r.As("amina").Draft(1, "").Translate(1, "Tout autre chose.") },
			[]string{"amina"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := story.New(t).As("luc").Add(one).As("amina").Translate(1, "Une version.")
			accept(r, "luc", 1, "Une autre version.", "Karim <K>, ليلى")
			c.after(r)
			d, _, err := r.Edition.Export(r.Ctx(), r.People["luc"], r.ArticleID,
				edition.Options{States: []bitext.State{bitext.Translated}})
			r.Check("export", err)
			got := map[string][]string{}
			for _, one := range d.Credits {
				got[one.Role] = one.Names
			}
			var want []string
			for _, name := range c.translator {
				want = append(want, r.People[name].Name)
			}
			if !slices.Equal(got["translator"], want) || !slices.Equal(got["editor"], c.who) {
				t.Errorf("translated by %q and reviewed by %q, want %q and %q", got["translator"], got["editor"], want, c.who)
			}
			r.As("nadia").Approve(1).SignOff().Publish()
			d, err = r.Edition.Published(r.Ctx(), workflow.Operator(), r.ArticleID)
			r.Check("published", err)
			for _, one := range d.Credits {
				if one.Role == "editor" && !slices.Equal(one.Names, append(slices.Clone(c.who), r.People["nadia"].Name)) {
					t.Errorf("published as reviewed by %q", one.Names)
				}
			}
		})
	}
}
