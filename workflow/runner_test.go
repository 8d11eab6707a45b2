package workflow_test

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"truchement/storage"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/mqm"
)

// runner tells stories of several people at one desk:
//
//	r.As("amina").Translate(1, "…")
//	r.As("luc").Approve(1)
//
// The first failure ends the test, unless the story expects it with Refused.
type runner struct {
	t       *testing.T
	desk    *workflow.Desk
	store   workflow.Store
	clock   time.Time
	people  map[string]workflow.Actor
	who     workflow.Actor
	article string
	refusal string // message id that the next step must be refused with
}

func newRunner(t *testing.T) *runner {
	t.Helper()
	ctx := context.Background()
	db, err := storage.Open(ctx, storage.Config{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	r := &runner{t: t, store: db, people: map[string]workflow.Actor{},
		clock: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	r.desk = workflow.NewDesk(db, workflow.Options{Now: func() time.Time {
		r.clock = r.clock.Add(time.Millisecond)
		return r.clock
	}})
	for name, role := range map[string]workflow.Role{
		"amina": workflow.Translator, "youssef": workflow.Translator, "luc": workflow.Editor,
		"salma": workflow.Editor, "nadia": workflow.Chief, "lea": workflow.Reader,
	} {
		p, err := r.desk.AddPerson(ctx, workflow.Operator(), workflow.NewPerson{
			Email: name + "@desk.example", Name: name, Role: role, Language: "fr",
		})
		if err != nil {
			t.Fatal(err)
		}
		r.people[name] = workflow.Actor{Person: p, Scope: workflow.FullScope}
	}
	return r
}

func (r *runner) ctx() context.Context { return context.Background() }

// As lets a person act from here on.
func (r *runner) As(name string) *runner {
	r.t.Helper()
	a, ok := r.people[name]
	if !ok {
		r.t.Fatalf("nobody is called %s", name)
	}
	r.who = a
	return r
}

// Refused expects the next step to be refused with a message id.
func (r *runner) Refused(id string) *runner {
	r.refusal = id
	return r
}

// check ends the test when a step failed, or did not fail as expected.
func (r *runner) check(what string, err error) {
	r.t.Helper()
	want := r.refusal
	r.refusal = ""
	got := ""
	var e *workflow.Error
	var c *workflow.ConflictError
	switch {
	case errors.As(err, &e):
		got = e.ID
	case errors.As(err, &c):
		got = "conflict"
	case err != nil:
		r.t.Fatalf("%s: %v", what, err)
	}
	if got != want {
		r.t.Fatalf("%s: refused with %q, want %q", what, got, want)
	}
}

// Add makes an article of paragraphs, an Arabic one to be put into French.
func (r *runner) Add(paragraphs ...string) *runner {
	r.t.Helper()
	doc := &bitext.Document{}
	for _, p := range paragraphs {
		doc.Blocks = append(doc.Blocks, bitext.NewBlock(bitext.Paragraph, bitext.Plain(p)))
	}
	return r.AddDocument(doc)
}

func (r *runner) AddDocument(doc *bitext.Document) *runner {
	r.t.Helper()
	a, err := r.desk.AddArticle(r.ctx(), r.who, workflow.NewArticle{
		Document: doc, SourceLang: "ar", TargetLang: "fr",
	})
	r.check("add article", err)
	r.article = a.ID
	return r
}

func (r *runner) AddFile(name string) *runner {
	r.t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		r.t.Fatal(err)
	}
	var paragraphs []string
	for line := range strings.SplitSeq(string(b), "\n") {
		if strings.TrimSpace(line) != "" {
			paragraphs = append(paragraphs, line)
		}
	}
	return r.Add(paragraphs...)
}

// View is the article as it stands.
func (r *runner) View() workflow.ArticleView {
	r.t.Helper()
	v, err := r.desk.Article(r.ctx(), r.people["nadia"], r.article)
	if err != nil {
		r.t.Fatal(err)
	}
	return v
}

// Segment is the one at a position.
func (r *runner) Segment(position int) workflow.Segment {
	r.t.Helper()
	all := r.View().Segments
	if position < 1 || position > len(all) {
		r.t.Fatalf("no segment %d of %d", position, len(all))
	}
	return all[position-1]
}

func (r *runner) save(position int, target string, confirm bool) {
	r.t.Helper()
	s := r.Segment(position)
	_, err := r.desk.Save(r.ctx(), r.who, workflow.Save{
		Segment: s.ID, Version: s.Version, Target: target, Confirm: confirm,
	})
	r.check("save", err)
}

func (r *runner) Draft(position int, target string) *runner {
	r.t.Helper()
	r.save(position, target, false)
	return r
}

func (r *runner) Translate(position int, target string) *runner {
	r.t.Helper()
	r.save(position, target, true)
	return r
}

func (r *runner) review(in workflow.Review, position int) *runner {
	r.t.Helper()
	s := r.Segment(position)
	in.Segment, in.Version = s.ID, s.Version
	_, err := r.desk.Review(r.ctx(), r.who, in)
	r.check("review", err)
	return r
}

func (r *runner) Approve(position int) *runner {
	r.t.Helper()
	return r.review(workflow.Review{Decision: workflow.Approve}, position)
}

func (r *runner) Override(position int, why string) *runner {
	r.t.Helper()
	return r.review(workflow.Review{Decision: workflow.Approve, Override: why}, position)
}

func (r *runner) Return(position int, reason string) *runner {
	r.t.Helper()
	return r.review(workflow.Review{Decision: workflow.Return, Reason: reason}, position)
}

func (r *runner) Split(position, at int) *runner {
	r.t.Helper()
	s := r.Segment(position)
	_, err := r.desk.Split(r.ctx(), r.who, workflow.Recut{
		Segment: s.ID, Version: s.Version, At: at, TargetAt: -1,
	})
	r.check("split", err)
	return r
}

func (r *runner) Merge(position int) *runner {
	r.t.Helper()
	s := r.Segment(position)
	_, err := r.desk.Merge(r.ctx(), r.who, workflow.Recut{Segment: s.ID, Version: s.Version})
	r.check("merge", err)
	return r
}

func (r *runner) Undo(position int) *runner {
	r.t.Helper()
	_, err := r.desk.UndoLast(r.ctx(), r.who, r.Segment(position).ID)
	r.check("undo", err)
	return r
}

func (r *runner) Correct(position int, source string, grade workflow.Grade) *runner {
	r.t.Helper()
	s := r.Segment(position)
	_, err := r.desk.Correct(r.ctx(), r.who, workflow.Correction{
		Segment: s.ID, Version: s.Version, Source: source, Grade: grade, Reason: "dépêche corrigée",
	})
	r.check("correct", err)
	return r
}

func (r *runner) Assign(name string, role workflow.Role, from, to int) *runner {
	r.t.Helper()
	_, err := r.desk.Assign(r.ctx(), r.who, workflow.NewAssignment{
		Article: r.article, Person: r.people[name].ID, Role: role, From: from, To: to,
	})
	r.check("assign", err)
	return r
}

func (r *runner) Claim(from, to int) *runner {
	r.t.Helper()
	_, err := r.desk.Claim(r.ctx(), r.who, r.article, from, to)
	r.check("claim", err)
	return r
}

func (r *runner) SignOff() *runner {
	r.t.Helper()
	r.check("sign off", r.desk.SignOff(r.ctx(), r.who, r.article))
	return r
}

func (r *runner) Publish() *runner {
	r.t.Helper()
	r.check("publish", r.desk.Publish(r.ctx(), r.who, r.article))
	return r
}

// Want checks the states of all segments, one word each: the sub-state where
// there is one, else the state.
func (r *runner) Want(states string) *runner {
	r.t.Helper()
	var got []string
	for _, s := range r.View().Segments {
		word := string(s.State)
		if s.SubState != bitext.None {
			word = string(s.SubState)
		}
		got = append(got, word)
	}
	if strings.Join(got, " ") != states {
		r.t.Fatalf("states %q, want %q", strings.Join(got, " "), states)
	}
	return r
}

// WantTarget checks one target.
func (r *runner) WantTarget(position int, markup string) *runner {
	r.t.Helper()
	if got := r.Segment(position).Target.Markup(); got != markup {
		r.t.Fatalf("target %d is %q, want %q", position, got, markup)
	}
	return r
}

// Whole checks that every segment's history is unbroken.
func (r *runner) Whole() *runner {
	r.t.Helper()
	for _, s := range r.View().Segments {
		bad, err := r.desk.Verify(r.ctx(), s.ID)
		if err != nil || bad != 0 {
			r.t.Fatalf("segment %d: history broken at version %d (%v)", s.Position, bad, err)
		}
	}
	return r
}

// Mark marks the words of a target by MQM.
func (r *runner) Mark(position int, words string, kind mqm.Type, v mqm.Severity) *runner {
	r.t.Helper()
	return r.mark(position, workflow.NewIssue{Side: workflow.TargetSide, Words: words,
		Verdict: workflow.Verdict{Type: kind, Severity: v}})
}

func (r *runner) mark(position int, in workflow.NewIssue) *runner {
	r.t.Helper()
	s := r.Segment(position)
	in.Segment, in.Version = s.ID, s.Version
	_, err := r.desk.MarkIssue(r.ctx(), r.who, in)
	r.check("mark", err)
	return r
}

// Issue is the n-th issue of the article that stands, counted from 1.
func (r *runner) Issue(n int) workflow.Issue {
	r.t.Helper()
	all, err := r.desk.Issues(r.ctx(), r.people["nadia"], workflow.IssueFilter{Article: r.article, Open: true})
	if err != nil || n > len(all) {
		r.t.Fatalf("no issue %d of %d (%v)", n, len(all), err)
	}
	return all[n-1]
}

// WantMarks checks what is marked in a segment as it stands: the words, "-" where they are gone.
func (r *runner) WantMarks(position int, want ...string) *runner {
	r.t.Helper()
	s := r.Segment(position)
	all, err := r.desk.Issues(r.ctx(), r.people["nadia"], workflow.IssueFilter{Segment: s.ID, Open: true})
	if err != nil {
		r.t.Fatal(err)
	}
	var got []string
	for _, i := range all {
		words := "-"
		text := s.Target
		if i.Side == workflow.SourceSide {
			text = s.Source
		}
		if from, to, ok := i.Find(s); ok {
			words = string([]rune(text.Flat())[from:to])
		}
		got = append(got, words)
	}
	if !slices.Equal(got, want) {
		r.t.Fatalf("marks of %d are %q, want %q", position, got, want)
	}
	return r
}

// oneBlock is a document of one paragraph.
func oneBlock(text string) *bitext.Document {
	return &bitext.Document{Blocks: []bitext.Block{bitext.NewBlock(bitext.Paragraph, bitext.Plain(text))}}
}
