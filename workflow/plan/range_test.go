package plan_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/plan"
	"truchement/workflow/story"
)

// whose writes who translates each segment and who reviews it: "amina/luc -/luc".
func whose(r *story.Runner) string {
	names := map[string]string{"": "-"}
	for name, p := range r.People {
		names[p.ID] = name
	}
	var out []string
	for _, s := range r.View().Segments {
		out = append(out, names[s.Translator]+"/"+names[s.Editor])
	}
	return strings.Join(out, " ")
}

func wantWhose(r *story.Runner, want string) {
	r.T.Helper()
	if got := whose(r); got != want {
		r.T.Errorf("segments of %q, want %q", got, want)
	}
}

// standing are the assignments of the article that have not ended.
func standing(r *story.Runner) []workflow.Assignment { return r.View().Assignments }

// assignment reads an assignment, ended or not.
func assignment(r *story.Runner, id string) workflow.Assignment {
	r.T.Helper()
	a, err := r.Plan.Assignment(r.Ctx(), r.People["nadia"], id)
	r.CheckNow("assignment", err)
	return a
}

func TestRangeIsOfPositions(t *testing.T) {
	tests := []struct {
		from, to int
		want     string // empty: refused
	}{
		{0, 0, "amina/- amina/- amina/-"},
		{0, 2, "amina/- amina/- amina/-"},
		{1, 3, "amina/- amina/- amina/-"},
		{2, 2, "-/- amina/- -/-"},
		{2, 0, "-/- amina/- -/-"},
		{2, 3, "-/- amina/- amina/-"},
		{3, 2, ""}, {-1, 2, ""}, {4, 4, ""}, {1, 4, ""}, {1, -1, ""},
	}
	for _, tt := range tests {
		t.Run(strconv.Itoa(tt.from)+" to "+strconv.Itoa(tt.to), func(t *testing.T) {
			r := story.New(t)
			r.As("nadia").Add(one, two, three)
			claimer, want := r.People["amina"], tt.want
			if want == "" {
				_, err := r.Plan.Claim(r.Ctx(), claimer, r.ArticleID, tt.from, tt.to)
				r.Refused("assign.range").Check("claim", err)
				r.Refused("assign.range")
				want = "-/- -/- -/-"
			}
			r.Assign("amina", workflow.Translator, tt.from, tt.to)
			wantWhose(r, want)
		})
	}
}

func TestAssignmentIsKeptAsItWasMade(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one, two, three)
	due := time.Date(2026, 3, 2, 18, 30, 45, 0, time.FixedZone("", 3600))
	var a workflow.Assignment
	entries := r.Appended(func() {
		var err error
		a, err = r.Plan.Assign(r.Ctx(), r.People["luc"], plan.NewAssignment{Article: r.ArticleID,
			Person: r.People["amina"].ID, Role: workflow.Translator, From: 2, To: 3, Due: due,
			Urgency: workflow.Flash, Note: "  vite \x00", Override: " "})
		r.Check("assign", err)
	})
	want := workflow.Assignment{ID: a.ID, Article: r.ArticleID, Person: r.People["amina"].ID,
		Role: workflow.Translator, Due: time.Date(2026, 3, 2, 17, 30, 0, 0, time.UTC),
		Urgency: workflow.Flash, Note: "vite", By: r.People["luc"].ID, Created: a.Created}
	if got := assignment(r, a.ID); got != want || a != want || a.Created.IsZero() {
		t.Errorf("kept %+v, answered %+v, want %+v", got, a, want)
	}
	payload := `{"assignment":"` + a.ID + `","from":2,"override":"","person":"` + a.Person +
		`","role":"translator","to":3}`
	if len(entries) != 1 || entries[0].Kind != workflow.AssignmentMade ||
		entries[0].Article != r.ArticleID || string(entries[0].Payload) != payload {
		t.Errorf("feed %+v, want %s", entries, payload)
	}
}

func TestAssignmentIsRefused(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one, two)
	gone := r.AddPerson("zoe", workflow.Translator).Person
	gone.Disabled = true
	r.CheckNow("disable", r.Store.Update(r.Ctx(), func(tx workflow.Tx) error {
		return tx.UpdatePerson(gone)
	}))
	long := strings.Repeat("x", workflow.MaxRemark+1)
	amina := r.People["amina"].ID
	for name, tt := range map[string]struct {
		who  string
		in   plan.NewAssignment
		want string
	}{
		"by a reader":     {"lea", plan.NewAssignment{}, "error.forbidden"},
		"by a translator": {"amina", plan.NewAssignment{}, "error.forbidden"},
		"to no person":    {"luc", plan.NewAssignment{Person: "none"}, "error.not-found"},
		"of no article":   {"luc", plan.NewAssignment{Article: "none"}, "error.not-found"},
		"in no role":      {"luc", plan.NewAssignment{Role: "-"}, "assign.role"},
		"in a reader's":   {"luc", plan.NewAssignment{Role: workflow.Reader}, "assign.role"},
		"in a chief's": {"luc", plan.NewAssignment{Role: workflow.Chief,
			Person: r.People["nadia"].ID}, "assign.role"},
		"to a reader": {"luc", plan.NewAssignment{Person: r.People["lea"].ID}, "assign.not-able"},
		"to a disabled translator": {"luc", plan.NewAssignment{Person: gone.ID},
			"assign.not-able"},
		"to review, to a translator": {"luc", plan.NewAssignment{Role: workflow.Editor},
			"assign.not-able"},
		"which no override changes": {"luc", plan.NewAssignment{Role: workflow.Editor,
			Override: "ce soir"}, "assign.not-able"},
		"with a note too long": {"luc", plan.NewAssignment{Note: long}, "text.too-long"},
		"with an override too long": {"luc", plan.NewAssignment{Override: long},
			"text.too-long"},
	} {
		in := tt.in
		if in.Article == "" {
			in.Article = r.ArticleID
		}
		if in.Person == "" {
			in.Person = amina
		}
		if in.Role == "" {
			in.Role = workflow.Translator
		} else if in.Role == "-" {
			in.Role = ""
		}
		r.WantAppended(func() {
			_, err := r.Plan.Assign(r.Ctx(), r.People[tt.who], in)
			r.Refused(tt.want).Check(name, err)
		})
	}
	wantWhose(r, "-/- -/-")
}

func TestRetractedArticleIsNotGiven(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one, two).Claim(1, 1)
	r.As("luc").Correct(1, "", workflow.Retraction)
	r.Refused("article.retracted").Assign("amina", workflow.Translator, 2, 2)
	r.As("amina").Refused("article.retracted").Claim(2, 2)
	r.Refused("article.retracted").Claim(1, 1) // nadia’s: that is not why
}

// The reviewer of a segment is neither its translator nor one of its authors.
func TestAssignmentKeepsFourEyes(t *testing.T) {
	translator, editor := workflow.Translator, workflow.Editor
	tests := []struct {
		name   string
		before func(r *story.Runner)
		role   workflow.Role // that salma is to have
		from   int
		want   string
	}{
		{"who translates is to review", func(r *story.Runner) {
			r.Assign("salma", translator, 2, 2)
		}, editor, 0, "assign.four-eyes"},
		{"who translates is to review another segment", func(r *story.Runner) {
			r.Assign("salma", translator, 2, 2)
		}, editor, 1, ""},
		{"an author without an assignment is to review", func(r *story.Runner) {
			r.As("salma").Translate(2, "Deux.").As("luc")
		}, editor, 0, "assign.four-eyes"},
		{"who reviews is to translate", func(r *story.Runner) {
			r.Assign("salma", editor, 2, 2)
		}, translator, 0, "assign.four-eyes"},
		{"who translates is to translate more", func(r *story.Runner) {
			r.Assign("salma", translator, 2, 2)
		}, translator, 0, ""},
		{"who reviews is to review more", func(r *story.Runner) {
			r.Assign("salma", editor, 2, 2)
		}, editor, 0, ""},
		{"an author is to translate", func(r *story.Runner) {
			r.As("salma").Translate(2, "Deux.").As("luc")
		}, translator, 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := story.New(t)
			r.As("luc").Add(one, two)
			tt.before(r)
			in := plan.NewAssignment{Article: r.ArticleID, Person: r.People["salma"].ID,
				Role: tt.role, From: tt.from, Override: " \n"}
			_, err := r.Plan.Assign(r.Ctx(), r.Who, in)
			r.Refused(tt.want).Check("assign", err)
			in.Override = " seule ce soir "
			entries := r.Appended(func() {
				_, err = r.Plan.Assign(r.Ctx(), r.Who, in)
				r.Check("with an override", err)
			})
			if !strings.Contains(string(entries[0].Payload), `"override":"seule ce soir"`) {
				t.Errorf("feed %s, want the override", entries[0].Payload)
			}
		})
	}
}
