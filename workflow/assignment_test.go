package workflow_test

import (
	"errors"
	"testing"

	"truchement/workflow"
)

func TestAssigneeIsAbleToDoTheWork(t *testing.T) {
	person := func(role workflow.Role, disabled bool) workflow.Person {
		return workflow.Person{ID: "p", Name: "Amina", Role: role, Disabled: disabled}
	}
	for _, tt := range []struct {
		name string
		who  workflow.Person
		role workflow.Role
		want string
	}{
		{"a translator translates", person(workflow.Translator, false), workflow.Translator, ""},
		{"a translator does not review", person(workflow.Translator, false), workflow.Editor, "assign.not-able"},
		{"an editor reviews", person(workflow.Editor, false), workflow.Editor, ""},
		{"an editor translates", person(workflow.Editor, false), workflow.Translator, ""},
		{"a reader does not translate", person(workflow.Reader, false), workflow.Translator, "assign.not-able"},
		{"a disabled editor does not review", person(workflow.Editor, true), workflow.Editor, "assign.not-able"},
		{"a chief is not assigned to read", person(workflow.Chief, false), workflow.Reader, "assign.role"},
		{"a role that there is not", person(workflow.Chief, false), "poet", "assign.role"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wantRefused(t, workflow.CheckAssignee(tt.who, tt.role), tt.want)
		})
	}
}

func TestFourEyesOfAnAssignment(t *testing.T) {
	p := workflow.Person{ID: "p", Name: "Amina", Role: workflow.Editor}
	translates := workflow.Segment{Translator: "p"}
	wrote := workflow.Segment{Translator: "q", Snapshot: workflow.Snapshot{Authors: []string{"q", "p"}}}
	reviews := workflow.Segment{Translator: "q", Editor: "p"}
	for _, tt := range []struct {
		name string
		s    workflow.Segment
		role workflow.Role
		want string
	}{
		{"a translator does not review their segment", translates, workflow.Editor, "assign.four-eyes"},
		{"an author does not review their segment", wrote, workflow.Editor, "assign.four-eyes"},
		{"an editor does not translate what they review", reviews, workflow.Translator, "assign.four-eyes"},
		{"an author goes on translating", wrote, workflow.Translator, ""},
		{"an editor goes on reviewing", reviews, workflow.Editor, ""},
		{"another segment", workflow.Segment{Translator: "q", Editor: "r"}, workflow.Editor, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wantRefused(t, tt.s.CheckFourEyes(p, tt.role), tt.want)
		})
	}
}

// wantRefused fails unless err has the message of this id; an empty one means no error.
func wantRefused(t *testing.T, err error, id string) {
	t.Helper()
	var refused *workflow.Error
	if errors.As(err, &refused); err == nil && id == "" || refused != nil && refused.ID == id {
		return
	}
	t.Errorf("got %v, want %q", err, id)
}

func TestRefuseReleaseOfWhatIsBegunOrAnothers(t *testing.T) {
	translator := actor(workflow.Translator, workflow.FullScope)
	for _, c := range []struct {
		name        string
		who         workflow.Actor
		segments    workflow.Counts
		translators []string
		want        string
	}{
		{"one's own, nothing written", translator, workflow.Counts{Initial: 2}, []string{"p"}, ""},
		{"of nobody", translator, workflow.Counts{Initial: 2}, nil, ""},
		{"of another", translator, workflow.Counts{Initial: 2}, []string{"amina"},
			"assign.of-another"},
		{"of oneself and another", translator, workflow.Counts{Initial: 2},
			[]string{"p", "amina"}, "assign.of-another"},
		{"of another, by an editor", actor(workflow.Editor, workflow.FullScope),
			workflow.Counts{Initial: 2}, []string{"amina"}, ""},
		{"with a draft", actor(workflow.Editor, workflow.FullScope),
			workflow.Counts{Initial: 1, Draft: 1}, []string{"p"}, "move.begun"},
		{"with an approved segment", translator, workflow.Counts{Initial: 1, Reviewed: 1},
			[]string{"p"}, "move.begun"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := workflow.Summary{Segments: c.segments, Translators: c.translators}
			if got := idOf(s.RefuseRelease(c.who)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
