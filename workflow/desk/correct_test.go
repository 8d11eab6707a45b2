package desk_test

import (
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/story"
)

// TestCorrectionByGrade corrects segments in every state, by every grade.
func TestCorrectionByGrade(t *testing.T) {
	for _, c := range []struct {
		grade workflow.Grade
		want  string
	}{
		{workflow.Typo, "initial draft translated returned reviewed"},
		{workflow.Wording, "initial draft stale stale stale"},
		{workflow.Fact, "initial draft stale stale stale"},
	} {
		t.Run(string(c.grade), func(t *testing.T) {
			r := story.New(t).As("amina").Add(one, two, three, one, two)
			r.Draft(2, "Deux.").Translate(3, "Trois.").Translate(4, "Un.").Translate(5, "Deux.")
			r.As("luc").Return(4, "style").Approve(5).Want("initial draft translated returned reviewed")
			for p := 1; p <= 5; p++ {
				page := r.Segment(p)
				r.Correct(p, "جملة من أربع كلمات", c.grade)
				s := r.Segment(p)
				if s.Source.String() != "جملة من أربع كلمات" || s.Words != 4 ||
					s.Version != page.Version+1 || !s.Target.Equal(page.Target) {
					t.Errorf("segment %d: %q of %d words, version %d, target %q", p, s.Source, s.Words,
						s.Version, s.Target)
				}
				r.WantChange(p, workflow.ChangeCorrected)
			}
			r.Want(c.want).WantAuthors(3, "amina").Whole()
			approved := r.Segment(5).ApprovedBy != ""
			if approved != (c.grade == workflow.Typo) {
				t.Errorf("approved still: %v", approved)
			}
		})
	}
}

func TestCorrectionIsToldWithItsGrade(t *testing.T) {
	r := story.New(t).As("luc").Add(one, two).Translate(1, "Un.").Translate(2, "Deux.")
	r.As("salma").Approve(1).Approve(2).SignOff()
	r.WantAppended(func() { r.Correct(1, three, workflow.Typo) }, `source.corrected `+
		`{"grade":"typo","state":"reviewed","sub_state":"","version":4}`)
	if r.View().SignedOff.IsZero() {
		t.Error("a typo took the sign-off back")
	}
	if got := r.Kinds(func() { r.Correct(2, one, workflow.Fact) }); got !=
		"article.reopened source.corrected" {
		t.Errorf("the feed says %s", got)
	}
	r.WantAppended(func() { r.Correct(1, "", workflow.Retraction) },
		`article.blocked {"reason":"dépêche corrigée"}`)
	if v := r.View(); v.Retracted != "dépêche corrigée" || v.Stage() != workflow.Blocked {
		t.Errorf("retracted for %q, %s", v.Retracted, v.Stage())
	}
	r.WantVersion(1, 4) // a retraction is of the article
}

func TestCorrectionRefuses(t *testing.T) {
	bold := bitext.Code{ID: "1", Type: bitext.Bold}
	r := story.New(t).As("luc").AddDocument(story.Linked(bold))
	page := r.Segment(1)
	correct := func(in desk.Correction) error {
		in.Segment = page.ID
		if in.Version == 0 {
			in.Version = page.Version
		}
		_, err := r.Desk.Correct(r.Ctx(), r.Who, in)
		return err
	}
	for _, c := range []struct {
		name string
		in   desk.Correction
		want string
	}{
		{"no grade", desk.Correction{Source: two}, "correct.no-grade"},
		{"an unknown grade", desk.Correction{Source: two, Grade: "huge"}, "correct.no-grade"},
		{"no text", desk.Correction{Source: " ", Grade: workflow.Typo}, "correct.empty"},
		{"a code that the source lacks", desk.Correction{Source: "⟦2⟧a⟦/2⟧", Grade: workflow.Typo},
			"markup.unknown"},
		{"a text with an override", desk.Correction{Source: "a\u202e", Grade: workflow.Typo},
			"text.override"},
		{"a reason with an override", desk.Correction{Source: two, Grade: workflow.Typo,
			Reason: "\u202e"}, "text.override"},
		{"a retraction without a reason", desk.Correction{Grade: workflow.Retraction, Reason: " "},
			"correct.no-reason"},
		{"another version", desk.Correction{Source: two, Grade: workflow.Typo, Version: 9},
			"conflict"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r.T = t
			r.Refused(c.want).Check("correct", correct(c.in))
		})
	}
	r.T = t
	r.As("amina").Refused("error.forbidden").Check("by a translator",
		correct(desk.Correction{Source: two, Grade: workflow.Typo}))
	r.WantVersion(1, 1)
	r.As("luc").Check("with its code", correct(desk.Correction{Source: "⟦1⟧ا⟦/1⟧ ب",
		Grade: workflow.Typo}))
	if s := r.Segment(1); s.Source.Markup() != "⟦1⟧ا⟦/1⟧ ب" || s.Source.Codes()[0] != bold {
		t.Errorf("source %q", s.Source.Markup())
	}
}

// corrections puts the word "تصحيح" in the place of the sources at some positions.
func corrections(r *story.Runner, grade workflow.Grade, positions ...int) []desk.Correction {
	r.T.Helper()
	var all []desk.Correction
	for _, p := range positions {
		s := r.Segment(p)
		all = append(all, desk.Correction{Segment: s.ID, Version: s.Version, Source: "تصحيح",
			Grade: grade, Reason: "dépêche"})
	}
	return all
}

func TestCorrectAllIsOneBatch(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two, three)
	r.Translate(1, "Un.").Translate(2, "Deux.").Translate(3, "Trois.").As("luc")
	batch, err := r.Desk.CorrectAll(r.Ctx(), r.Who, r.ArticleID,
		corrections(r, workflow.Fact, 1, 3))
	r.Check("correct", err)
	r.Want("stale translated stale")
	for _, p := range []int{1, 3} {
		if c := r.LastChange(p); c.Batch != batch || c.Kind != workflow.ChangeCorrected {
			t.Errorf("segment %d: %s of batch %s", p, c.Kind, c.Batch)
		}
	}
	r.UndoBatch(batch).Want("translated translated translated").Whole()
	if got := r.Segment(3).Source.String(); got != three {
		t.Errorf("undone: %q", got)
	}
}

func TestCorrectAllIsAllOrNothing(t *testing.T) {
	r := story.New(t).As("luc").Add(one, two, three)
	all := func(name, id, want string, list []desk.Correction) {
		t.Helper()
		_, err := r.Desk.CorrectAll(r.Ctx(), r.Who, id, list)
		r.Refused(want).Check(name, err)
		for p, source := range []string{one, two} {
			if got := r.Segment(p + 1).Source.String(); got != source {
				t.Errorf("%s: segment %d became %q", name, p+1, got)
			}
		}
	}
	all("none", r.ArticleID, "compare.none", nil)
	list := corrections(r, workflow.Typo, 1, 2)
	list[1].Version = 0
	all("one has moved on", r.ArticleID, "compare.moved", list)
	list = corrections(r, workflow.Typo, 1, 2)
	list[1].Grade = workflow.Retraction
	all("one is a retraction", r.ArticleID, "correct.no-grade", list)
	list[1].Grade = ""
	all("one has no grade", r.ArticleID, "correct.no-grade", list)
	list[1].Grade, list[1].Source = workflow.Typo, ""
	all("one has no text", r.ArticleID, "correct.empty", list)
	list = corrections(r, workflow.Typo, 1, 2)
	list[1].Reason = "\u202e"
	all("one reason has an override", r.ArticleID, "text.override", list)
	list = corrections(r, workflow.Typo, 1, 2)
	list[1].Segment = "no-such-segment"
	all("one does not exist", r.ArticleID, "error.not-found", list)
	r.Add(three)
	other := r.ArticleID
	r.Add(one, two)
	all("of another article", other, "error.not-found", corrections(r, workflow.Typo, 1))
	r.As("amina")
	all("by a translator", r.ArticleID, "error.forbidden", corrections(r, workflow.Typo, 1))
}
