// Package story has stories of several people at one desk, for the tests of the use cases:
//
//	r := story.New(t)
//	r.As("amina").Add("…").Translate(1, "…")
//	r.As("luc").Approve(1)
package story

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"truchement/storage"
	"truchement/workflow"
	"truchement/workflow/access"
	"truchement/workflow/bitext"
	"truchement/workflow/board"
	"truchement/workflow/desk"
	"truchement/workflow/intake"
	"truchement/workflow/memory"
	"truchement/workflow/newsroom"
	"truchement/workflow/plan"
)

// Runner acts out stories of several people at one desk:
//
//	r.As("amina").Translate(1, "…")
//	r.As("luc").Approve(1)
//
// The first failure ends the test, unless the story expects it with Refused.
type Runner struct {
	T *testing.T
	newsroom.Newsroom
	Store     workflow.Store
	Clock     time.Time // moves on by a millisecond at each look
	People    map[string]workflow.Actor
	Who       workflow.Actor // who acts
	ArticleID string         // that is worked on
	Refusal   string         // message id that the next step must be refused with

	ticking *sync.Mutex
}

// New opens a desk of six people on a database of its own: two translators (amina, youssef), two
// editors (luc, salma), a chief (nadia) and a reader (lea).
func New(t *testing.T) *Runner {
	t.Helper()
	r := Empty(t)
	for name, role := range map[string]workflow.Role{
		"amina": workflow.Translator, "youssef": workflow.Translator, "luc": workflow.Editor,
		"salma": workflow.Editor, "nadia": workflow.Chief, "lea": workflow.Reader,
	} {
		r.AddPerson(name, role)
	}
	return r
}

// Empty opens a desk without people on a database of its own.
func Empty(t *testing.T) *Runner {
	t.Helper()
	db, err := storage.Open(context.Background(), storage.Config{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	r := &Runner{T: t, Store: db, People: map[string]workflow.Actor{},
		Clock: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), ticking: new(sync.Mutex)}
	r.Newsroom = newsroom.New(db, newsroom.Options{Unchecked: true, CoreOptions: workflow.CoreOptions{Now: r.now}})
	return r
}

// AddPerson makes an account by the command line; the person acts with full scope.
func (r *Runner) AddPerson(name string, role workflow.Role) workflow.Actor {
	r.T.Helper()
	p, err := r.Access.AddPerson(r.Ctx(), workflow.Operator(), access.NewPerson{
		Email: name + "@desk.example", Name: name, Role: role, Language: "fr",
	})
	r.Check("add person", err)
	r.People[name] = workflow.Actor{Person: p, Scope: workflow.FullScope}
	return r.People[name]
}

// Ctx is the context of every step.
func (r *Runner) Ctx() context.Context { return context.Background() }

// now moves the clock on. Jobs ask for it beside the story.
func (r *Runner) now() time.Time {
	r.ticking.Lock()
	defer r.ticking.Unlock()
	r.Clock = r.Clock.Add(time.Millisecond)
	return r.Clock
}

// As lets a person act from here on.
func (r *Runner) As(name string) *Runner {
	r.T.Helper()
	a, ok := r.People[name]
	if !ok {
		r.T.Fatalf("no person is called %s", name)
	}
	r.Who = a
	return r
}

// Refused expects the next step to be refused with a message id.
func (r *Runner) Refused(id string) *Runner {
	r.Refusal = id
	return r
}

// check ends the test when a step failed, or did not fail as expected.
func (r *Runner) Check(what string, err error) {
	r.T.Helper()
	want := r.Refusal
	r.Refusal = ""
	got := ""
	var e *workflow.Error
	var c *workflow.ConflictError
	switch {
	case errors.As(err, &e):
		got = e.ID
	case errors.As(err, &c):
		got = "conflict"
	case err != nil:
		r.T.Fatalf("%s: %v", what, err)
	}
	if got != want {
		r.T.Fatalf("%s: refused with %q, want %q", what, got, want)
	}
}

// Add makes an article of paragraphs, an Arabic one to be put into French.
func (r *Runner) Add(paragraphs ...string) *Runner {
	r.T.Helper()
	return r.AddDocument(Paragraphs(paragraphs...))
}

// AddDocument makes an Arabic article of a document, to be put into French.
func (r *Runner) AddDocument(doc *bitext.Document) *Runner {
	r.T.Helper()
	a, err := r.Intake.AddArticle(r.Ctx(), r.Who, intake.NewArticle{
		Document: doc, SourceLang: "ar", TargetLang: "fr",
	})
	r.Check("add article", err)
	r.ArticleID = a.ID
	return r
}

// View is the article as it is now.
func (r *Runner) View() workflow.ArticleView {
	r.T.Helper()
	v, err := r.Article.Read(r.Ctx(), r.People["nadia"], r.ArticleID)
	if err != nil {
		r.T.Fatal(err)
	}
	return v
}

// Segment is the one at a position.
func (r *Runner) Segment(position int) workflow.Segment {
	r.T.Helper()
	all := r.View().Segments
	if position < 1 || position > len(all) {
		r.T.Fatalf("no segment %d of %d", position, len(all))
	}
	return all[position-1]
}

// Save saves a target by its position.
func (r *Runner) Save(position int, target string, confirm bool) {
	r.T.Helper()
	s := r.Segment(position)
	_, err := r.Desk.Save(r.Ctx(), r.Who, desk.Save{
		Segment: s.ID, Version: s.Version, Target: target, Confirm: confirm,
	})
	r.Check("save", err)
}

// Draft saves a target without confirming it.
func (r *Runner) Draft(position int, target string) *Runner {
	r.T.Helper()
	r.Save(position, target, false)
	return r
}

// Translate saves and confirms a target.
func (r *Runner) Translate(position int, target string) *Runner {
	r.T.Helper()
	r.Save(position, target, true)
	return r
}

// Review decides on a segment by its position.
func (r *Runner) Review(in desk.Review, position int) *Runner {
	r.T.Helper()
	s := r.Segment(position)
	in.Segment, in.Version = s.ID, s.Version
	_, err := r.Desk.Review(r.Ctx(), r.Who, in)
	r.Check("review", err)
	return r
}

// Approve approves a segment.
func (r *Runner) Approve(position int) *Runner {
	r.T.Helper()
	return r.Review(desk.Review{Decision: workflow.Approve}, position)
}

// Override approves a segment that the actor wrote a part of.
func (r *Runner) Override(position int, why string) *Runner {
	r.T.Helper()
	return r.Review(desk.Review{Decision: workflow.Approve, Override: why}, position)
}

// Return returns a segment with a reason.
func (r *Runner) Return(position int, reason string) *Runner {
	r.T.Helper()
	return r.Review(desk.Review{Decision: workflow.Return, Reason: reason}, position)
}

// Split cuts a segment before a character of its source.
func (r *Runner) Split(position, at int) *Runner {
	r.T.Helper()
	s := r.Segment(position)
	_, err := r.Desk.Split(r.Ctx(), r.Who, desk.Recut{
		Segment: s.ID, Version: s.Version, At: at, TargetAt: -1,
	})
	r.Check("split", err)
	return r
}

// Merge joins a segment with the next one.
func (r *Runner) Merge(position int) *Runner {
	r.T.Helper()
	s := r.Segment(position)
	_, err := r.Desk.Merge(r.Ctx(), r.Who, desk.Recut{Segment: s.ID, Version: s.Version})
	r.Check("merge", err)
	return r
}

// Undo takes back the last change of a segment.
func (r *Runner) Undo(position int) *Runner {
	r.T.Helper()
	_, err := r.Desk.UndoLast(r.Ctx(), r.Who, r.Segment(position).ID)
	r.Check("undo", err)
	return r
}

// Correct corrects a source.
func (r *Runner) Correct(position int, source string, grade workflow.Grade) *Runner {
	r.T.Helper()
	s := r.Segment(position)
	_, err := r.Desk.Correct(r.Ctx(), r.Who, desk.Correction{
		Segment: s.ID, Version: s.Version, Source: source, Grade: grade, Reason: "dépêche corrigée",
	})
	r.Check("correct", err)
	return r
}

// Assign gives a range of segments to a person.
func (r *Runner) Assign(name string, role workflow.Role, from, to int) *Runner {
	r.T.Helper()
	_, err := r.Plan.Assign(r.Ctx(), r.Who, plan.NewAssignment{
		Article: r.ArticleID, Person: r.People[name].ID, Role: role, From: from, To: to,
	})
	r.Check("assign", err)
	return r
}

// Claim takes free segments of a range.
func (r *Runner) Claim(from, to int) *Runner {
	r.T.Helper()
	_, err := r.Plan.Claim(r.Ctx(), r.Who, r.ArticleID, from, to)
	r.Check("claim", err)
	return r
}

// SignOff signs the article off.
func (r *Runner) SignOff() *Runner {
	r.T.Helper()
	r.Check("sign off", r.Edition.SignOff(r.Ctx(), r.Who, r.ArticleID))
	return r
}

// Publish publishes the article.
func (r *Runner) Publish() *Runner {
	r.T.Helper()
	r.Check("publish", r.Edition.Publish(r.Ctx(), r.Who, r.ArticleID))
	return r
}

// Want checks the states of all segments, one word each: the sub-state where
// there is one, else the state.
func (r *Runner) Want(states string) *Runner {
	r.T.Helper()
	var got []string
	for _, s := range r.View().Segments {
		word := string(s.State)
		if s.SubState != bitext.None {
			word = string(s.SubState)
		}
		got = append(got, word)
	}
	if strings.Join(got, " ") != states {
		r.T.Fatalf("states %q, want %q", strings.Join(got, " "), states)
	}
	return r
}

// WantTarget checks one target.
func (r *Runner) WantTarget(position int, markup string) *Runner {
	r.T.Helper()
	if got := r.Segment(position).Target.Markup(); got != markup {
		r.T.Fatalf("target %d is %q, want %q", position, got, markup)
	}
	return r
}

// Whole checks that every segment's history is unbroken.
func (r *Runner) Whole() *Runner {
	r.T.Helper()
	for _, s := range r.View().Segments {
		bad, err := r.Desk.Verify(r.Ctx(), s.ID)
		if err != nil || bad != 0 {
			r.T.Fatalf("segment %d: history broken at version %d (%v)", s.Position, bad, err)
		}
	}
	return r
}

// Compare lays a corrected version beside the article; each paragraph is a line.
func (r *Runner) Compare(text string) intake.Comparison {
	r.T.Helper()
	c, err := r.Intake.CompareSource(r.Ctx(), r.Who, r.ArticleID, Paragraphs(strings.Split(text, "\n")...))
	r.Check("compare", err)
	return c
}

// Take applies all that a comparison proposes.
func (r *Runner) Take(c intake.Comparison) string {
	r.T.Helper()
	var all []desk.Correction
	for _, row := range c.Rows {
		if row.Kind == intake.Changed {
			all = append(all, desk.Correction{Segment: row.Segments[0].ID, Grade: row.Grade,
				Version: row.Segments[0].Version, Source: row.Source.Markup(), Reason: "dépêche corrigée"})
		}
	}
	batch, err := r.Desk.CorrectAll(r.Ctx(), r.Who, r.ArticleID, all)
	r.Check("correct all", err)
	return batch
}

// Align begins the work on two short texts.
func (r *Runner) Align() workflow.Alignment {
	r.T.Helper()
	a, err := r.Memory.AlignTexts(r.Ctx(), r.Who, memory.NewAlignment{
		Name: "2024-05-12", SourceLang: "ar", TargetLang: "fr", Date: "2024-05-12",
		Licence: "CC BY",
		Source: Paragraphs("وصل الوزير إلى الرباط يوم الاثنين. ووقع اتفاقا بقيمة 300 مليون درهم.",
			"لم تعلق المعارضة على القرار."),
		Target: Paragraphs("Le ministre est arrivé lundi à Rabat. Il a signé un accord de 300 "+
			"millions de dirhams.", "L’opposition n’a pas commenté la décision."),
	})
	r.Check("align", err)
	return a
}

// AddPublication makes a publication without a house style of its own, and answers its id.
func (r *Runner) AddPublication() string {
	r.T.Helper()
	p, err := r.Publication.Add(r.Ctx(), r.People["nadia"], workflow.Publication{
		Name: "L’Écho", SourceLang: "ar", TargetLang: "fr"})
	r.Check("add publication", err)
	return p.ID
}

// AddTo adds an Arabic article to a publication and answers its sources.
func (r *Runner) AddTo(publication string, paragraphs ...string) []string {
	r.T.Helper()
	a, err := r.Intake.AddArticle(r.Ctx(), r.People["amina"], intake.NewArticle{Document: Paragraphs(paragraphs...),
		SourceLang: "ar", TargetLang: "fr", Publication: publication})
	r.Check("add article", err)
	r.ArticleID = a.ID
	return r.Sources()
}

// Sources are the sources of the article as it is cut.
func (r *Runner) Sources() []string {
	r.T.Helper()
	v, err := r.Article.Read(r.Ctx(), r.People["amina"], r.ArticleID)
	r.Check("read article", err)
	var out []string
	for _, s := range v.Segments {
		out = append(out, s.Source.String())
	}
	return out
}

// To moves the article to a stage as its page would.
func (r *Runner) To(stage workflow.Stage, in ...board.MoveTo) *Runner {
	r.T.Helper()
	ask := board.MoveTo{}
	if len(in) > 0 {
		ask = in[0]
	}
	ask.Article, ask.To = r.ArticleID, stage
	if ask.From == "" {
		ask.From = r.View().Stage()
	}
	_, err := r.Board.Move(r.Ctx(), r.Who, ask)
	r.Check("move to "+string(stage), err)
	return r
}

// At checks the stage.
func (r *Runner) At(stage workflow.Stage) *Runner {
	r.T.Helper()
	if got := r.View().Stage(); got != stage {
		r.T.Fatalf("the article is %s, want %s", got, stage)
	}
	return r
}
