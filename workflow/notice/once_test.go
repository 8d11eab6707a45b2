package notice_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/notice"
	"truchement/workflow/plan"
	"truchement/workflow/story"
)

var errKilled = errors.New("killed")

// TestNoticesAreMadeOnce has a follower stop before its transaction, and after it before it knew:
// another one makes what is missing, and nothing twice.
func TestNoticesAreMadeOnce(t *testing.T) {
	tests := []struct {
		name string
		kill func(*story.Sliced)
	}{
		{"killed before", func(s *story.Sliced) { s.Before = func(int) error { return errKilled } }},
		{"killed after", func(s *story.Sliced) { s.After = func(int) error { return errKilled } }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := story.New(t)
			r.As("amina").Add(threeSentences).Translate(1, "Un.")
			r.As("luc").Return(1, "un")
			comment(r, 1, "@youssef ?")
			first := r.Sliced()
			tt.kill(first)
			if err := first.Notice.Follow(r.Ctx()); !errors.Is(err, errKilled) {
				t.Fatalf("the first follower answers %v", err)
			}
			second := r.Sliced()
			for range 2 {
				r.Check("follow", second.Notice.Follow(r.Ctx()))
			}
			wantNotices(r, "amina", "commented @youssef ?", "returned 1 un")
			wantNotices(r, "youssef", "mentioned @youssef ?")
		})
	}
}

// TestManyNodesMakeNoticesOnce has several nodes follow one desk while people work.
func TestManyNodesMakeNoticesOnce(t *testing.T) {
	r := story.New(t)
	due := r.Clock.Add(30 * time.Minute)
	r.As("nadia").Add(strings.Repeat(threeSentences+" ", 8))
	_, err := r.Plan.Assign(r.Ctx(), r.Who, plan.NewAssignment{Article: r.ArticleID,
		Person: r.People["amina"].ID, Role: workflow.Translator, Due: due})
	r.Check("assign", err)
	at := time.Date(2026, 3, 2, 9, 5, 0, 0, time.UTC)
	var nodes []*notice.UseCases
	for range 3 {
		core := workflow.NewCore(r.Store, workflow.CoreOptions{Now: func() time.Time { return at }})
		nodes = append(nodes, notice.New(core))
	}
	stop := make(chan struct{})
	var running sync.WaitGroup
	for _, node := range nodes {
		running.Go(func() {
			for {
				if err := errors.Join(node.Follow(r.Ctx()), node.Remind(r.Ctx())); err != nil {
					t.Error(err)
				}
				select {
				case <-stop:
					return
				default:
				}
			}
		})
	}
	var want []string
	for i := range 24 {
		r.As("amina").Translate(i+1, fmt.Sprint("Phrase ", i))
		r.As("luc").Return(i+1, fmt.Sprint("raison ", i))
		want = append(want, fmt.Sprint("returned 1 raison ", i))
	}
	close(stop)
	running.Wait()
	got := noticesOf(r, "amina")
	counted := map[string]int{}
	for _, line := range got {
		counted[line]++
	}
	for _, line := range append(want, "due", "assigned 24") {
		if counted[line] != 1 {
			t.Errorf("%q is there %d times", line, counted[line])
		}
	}
	if len(got) != len(want)+2 {
		t.Errorf("%d notices, want %d", len(got), len(want)+2)
	}
}

// TestSavesMoveNoPosition: most entries make no notice, and writing for each would double the
// writes of a desk.
func TestSavesMoveNoPosition(t *testing.T) {
	r := story.New(t)
	r.As("amina").Add(threeSentences)
	r.Check("follow", r.Notice.Follow(r.Ctx()))
	s := r.Sliced()
	writes := 0
	s.Before = func(int) error { writes++; return nil }
	for i := range 20 {
		r.Draft(1, fmt.Sprint("Un ", i))
		r.Check("follow", s.Notice.Follow(r.Ctx()))
	}
	if writes != 0 {
		t.Errorf("%d transactions for 20 drafts", writes)
	}
	r.Translate(1, "Un.")
	r.As("luc").Return(1, "un")
	r.Check("follow", s.Notice.Follow(r.Ctx()))
	if writes != 1 {
		t.Errorf("%d transactions for one notice", writes)
	}
	wantNotices(r, "amina", "returned 1 un")
}

func TestMentionedNames(t *testing.T) {
	people := map[string]workflow.Person{}
	for _, p := range []workflow.Person{
		{ID: "1", Name: "Amélie Dubois"}, {ID: "2", Name: "أمينة برادة"}, {ID: "3", Name: "Jean Petit"},
		{ID: "4", Name: "Jean Grand"}, {ID: "5", Name: "Jean"}, {ID: "6", Name: "Ali Ben", Disabled: true},
		{ID: "7", Name: "Luc"}, {ID: "8", Name: "Lucie"},
	} {
		people[p.ID] = p
	}
	tests := []struct{ text, want string }{
		{"", ""},
		{"@", ""},
		{"Amélie", ""},
		{"@Amélie, vois", "1"},
		{"@amelie dubois.", "1"},
		{"(@AMELIE)", "1"},
		{"راجع @امينة من فضلك", "2"},
		{"@أمينة برادة؟", "2"},
		{"@Jean Petit et @Jean Grand", "3 4"},
		{"@Jean", "5"},
		{"@Jean Moyen", "5"},
		{"@Ali", ""},
		{"@Lucie", "8"},
		{"@Luc", "7"},
		{"@Lucas", ""},
		{"a@luc.example", ""},
		{"@@Luc", "7"},
		{"@Luc @Luc", "7"},
	}
	for _, tt := range tests {
		if got := strings.Join(notice.Mentioned(tt.text, people), " "); got != tt.want {
			t.Errorf("%q names %q, want %q", tt.text, got, tt.want)
		}
	}
}
