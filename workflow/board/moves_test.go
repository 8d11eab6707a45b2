package board_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/board"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func actor(role workflow.Role, scope workflow.Scope) workflow.Actor {
	return workflow.Actor{Person: workflow.Person{ID: "p", Role: role}, Scope: scope}
}

// idOf is the id of a refusal.
func idOf(err error) string {
	var e *workflow.Error
	if errors.As(err, &e) {
		return e.ID
	}
	return ""
}

// movesOf writes where an article can go: "stage=step", and "stage!refusal" where it cannot.
func movesOf(s workflow.Summary, who workflow.Actor) string {
	var all []string
	for _, m := range board.MovesOf(s, who) {
		word := string(m.To)
		if m.Refused != nil {
			word += "!" + idOf(m.Refused)
		} else {
			word += "=" + string(m.Step)
		}
		all = append(all, word)
	}
	return strings.Join(all, " ")
}

// inStage is a summary of three segments that is in a stage.
func inStage(stage workflow.Stage) workflow.Summary {
	var s workflow.Summary
	s.Translators = []string{"amina"}
	switch stage {
	case workflow.Arrived:
		s.Translators, s.Segments.Initial = nil, 3
	case workflow.Translating:
		s.Segments = workflow.Counts{Initial: 1, Draft: 1, Translated: 1}
	case workflow.Reviewing:
		s.Segments = workflow.Counts{Translated: 1, Reviewed: 2}
	case workflow.Ready:
		s.Segments.Reviewed, s.SignedOff = 3, noon
	case workflow.Published:
		s.Segments.Final, s.SignedOff, s.Published = 3, noon, noon
	case workflow.Blocked:
		s.Segments.Initial, s.Retracted = 3, "withdrawn by the agency"
	}
	return s
}

func TestMovesFromEachStage(t *testing.T) {
	editor := actor(workflow.Editor, workflow.FullScope)
	for _, c := range []struct {
		from workflow.Stage
		want string
	}{
		{workflow.Arrived, "translating=take reviewing!move.untranslated ready!move.untranslated " +
			"published!move.untranslated"},
		{workflow.Translating, "arrived!move.begun reviewing!move.untranslated " +
			"ready!move.untranslated published!move.untranslated"},
		{workflow.Reviewing, "arrived!move.begun translating=return ready!move.unreviewed " +
			"published!move.unreviewed"},
		{workflow.Ready, "arrived!move.begun translating!move.signed reviewing=unsign " +
			"published=publish"},
		{workflow.Published, "arrived!move.published translating!move.published " +
			"reviewing!move.published ready!move.published"},
		{workflow.Blocked, "arrived!article.retracted translating!article.retracted " +
			"reviewing!article.retracted ready!article.retracted published!article.retracted"},
	} {
		t.Run(string(c.from), func(t *testing.T) {
			s := inStage(c.from)
			if got := s.Stage(); got != c.from {
				t.Fatalf("the summary is %s", got)
			}
			if got := movesOf(s, editor); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestMovesAskThePermissionTable: a translator takes, releases and submits; returning, signing and
// publishing are an editor's; a reader moves nothing.
func TestMovesAskThePermissionTable(t *testing.T) {
	submittable := inStage(workflow.Translating)
	submittable.Segments = workflow.Counts{Draft: 2, Translated: 1}
	releasable := inStage(workflow.Arrived)
	releasable.Translators = []string{"p"}
	signable := inStage(workflow.Reviewing)
	signable.Segments = workflow.Counts{Reviewed: 3}
	for _, c := range []struct {
		name string
		s    workflow.Summary
		to   workflow.Stage
		role map[workflow.Role]string
	}{
		{"take", inStage(workflow.Arrived), workflow.Translating,
			map[workflow.Role]string{workflow.Reader: "move.not-able"}},
		{"release", releasable, workflow.Arrived,
			map[workflow.Role]string{workflow.Reader: "move.not-able"}},
		{"submit", submittable, workflow.Reviewing,
			map[workflow.Role]string{workflow.Reader: "move.not-able"}},
		{"return", inStage(workflow.Reviewing), workflow.Translating, map[workflow.Role]string{
			workflow.Reader: "move.not-able", workflow.Translator: "move.not-able"}},
		{"sign", signable, workflow.Ready, map[workflow.Role]string{
			workflow.Reader: "move.not-able", workflow.Translator: "move.not-able"}},
		{"unsign", inStage(workflow.Ready), workflow.Reviewing, map[workflow.Role]string{
			workflow.Reader: "move.not-able", workflow.Translator: "move.not-able"}},
		{"publish", inStage(workflow.Ready), workflow.Published, map[workflow.Role]string{
			workflow.Reader: "move.not-able", workflow.Translator: "move.not-able"}},
	} {
		for _, role := range workflow.Roles() {
			t.Run(c.name+" by "+string(role), func(t *testing.T) {
				m := moveTo(t, c.s, actor(role, workflow.FullScope), c.to)
				if string(m.Step) != c.name {
					t.Errorf("step %s, want %s", m.Step, c.name)
				}
				if got := idOf(m.Refused); got != c.role[role] {
					t.Errorf("refused with %q, want %q", got, c.role[role])
				}
			})
		}
		if got := idOf(moveTo(t, c.s, actor(workflow.Chief, workflow.ReadScope), c.to).Refused); got !=
			"move.not-able" {
			t.Errorf("%s with a token that only reads: %q", c.name, got)
		}
	}
}

// moveTo is the move of s to a stage.
func moveTo(t *testing.T, s workflow.Summary, who workflow.Actor, to workflow.Stage) board.Move {
	t.Helper()
	for _, m := range board.MovesOf(s, who) {
		if m.To == to {
			return m
		}
	}
	t.Fatalf("%s cannot go to %s", s.Stage(), to)
	return board.Move{}
}

func TestMoveSaysWhatIsLeftToDoFirst(t *testing.T) {
	type counts = workflow.Counts
	for _, c := range []struct {
		name     string
		segments counts
		to       workflow.Stage
		want     string
		count    any
	}{
		{"submit with untranslated segments", counts{Initial: 2, Draft: 1, Returned: 1},
			workflow.Reviewing, "move.untranslated", 2},
		{"submit with returned segments", counts{Draft: 1, Returned: 3}, workflow.Reviewing,
			"move.returned", 3},
		{"submit with drafts alone", counts{Draft: 2, Translated: 1}, workflow.Reviewing, "", nil},
		{"to ready with drafts", counts{Initial: 1, Draft: 2, Translated: 5}, workflow.Ready,
			"move.untranslated", 3},
		{"to ready with returned segments", counts{Returned: 2, Translated: 5}, workflow.Ready,
			"move.returned", 2},
		{"sign with unreviewed segments", counts{Translated: 4, Reviewed: 1}, workflow.Ready,
			"move.unreviewed", 4},
		{"sign when all is reviewed", counts{Reviewed: 5}, workflow.Ready, "", nil},
		{"publish what is reviewed and not signed", counts{Reviewed: 5}, workflow.Published,
			"publish.unsigned", nil},
		{"return when all is reviewed", counts{Reviewed: 5}, workflow.Translating,
			"move.all-reviewed", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := workflow.Summary{Segments: c.segments, Translators: []string{"amina"}}
			err := moveTo(t, s, actor(workflow.Chief, workflow.FullScope), c.to).Refused
			if got := idOf(err); got != c.want {
				t.Fatalf("refused with %q, want %q", got, c.want)
			}
			var e *workflow.Error
			if errors.As(err, &e) && e.Args["Count"] != c.count {
				t.Errorf("counts %v, want %v", e.Args["Count"], c.count)
			}
		})
	}
}

func TestMoveNamesTheReasonOfARetraction(t *testing.T) {
	s := inStage(workflow.Blocked)
	err := moveTo(t, s, actor(workflow.Chief, workflow.FullScope), workflow.Arrived).Refused
	var e *workflow.Error
	if !errors.As(err, &e) || e.Kind != workflow.Forbidden || e.Args["Reason"] != s.Retracted {
		t.Errorf("got %v, want the reason %q", err, s.Retracted)
	}
}
