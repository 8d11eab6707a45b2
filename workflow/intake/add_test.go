package intake_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/intake"
	"truchement/workflow/story"
)

var errFull = errors.New("no space left")

// How large newArticle is: three steps that add segments, and one that shows it.
const newBlocks, newSegments = 36, 71

// newArticle is an article that is made in several steps.
func newArticle() intake.NewArticle {
	paragraphs := append(slices.Repeat([]string{one + " " + two}, newBlocks-1), three)
	return intake.NewArticle{Document: story.Paragraphs(paragraphs...), SourceLang: "ar",
		TargetLang: "fr", Title: "Rabat"}
}

// wantArticles checks the titles that the desk lists.
func wantArticles(r *story.Runner, want ...string) {
	r.T.Helper()
	all, err := r.Article.List(r.Ctx(), r.People["nadia"], workflow.ArticleFilter{})
	r.Check("list", err)
	var got []string
	for _, a := range all {
		got = append(got, a.Title)
	}
	if !slices.Equal(got, want) {
		r.T.Errorf("the desk lists %q, want %q", got, want)
	}
}

// stored counts what the store has of articles: blocks, segments and standing assignments.
func stored(r *story.Runner, article string) (n int) {
	r.T.Helper()
	err := r.Store.View(r.Ctx(), func(tx workflow.Tx) error {
		blocks, err1 := tx.Blocks(article)
		segments, err2 := tx.Segments(article)
		assignments, err3 := tx.Assignments(article)
		n = len(blocks) + len(segments) + len(assignments)
		return errors.Join(err1, err2, err3)
	})
	r.Check("count", err)
	return n
}

// An article that is made in slices is not there until the last one, and one that fails is removed.
func TestAddArticleShowsWhenItIsWhole(t *testing.T) {
	r := story.New(t).As("luc")
	in := newArticle()
	in.Translator, in.Editor = r.People["amina"].ID, r.People["salma"].ID
	var id string
	slow := r.Sliced()
	slow.Before = func(n int) error {
		wantArticles(r)
		loads, err := r.Plan.Loads(r.Ctx(), r.Who, r.Clock)
		if err != nil || len(loads) > 0 {
			t.Errorf("loads %v (%v)", loads, err)
		}
		return nil
	}
	a, err := slow.Intake.AddArticle(r.Ctx(), r.Who, in)
	r.Check("add", err)
	wantArticles(r, "Rabat")
	r.ArticleID = a.ID
	v := r.View()
	if len(v.Segments) != newSegments || len(v.Blocks) != newBlocks || v.Created != a.Created || v.Created.IsZero() {
		t.Errorf("%d segments, %d blocks, made %v", len(v.Segments), len(v.Blocks), v.Created)
	}
	r.Clock = r.Clock.Add(time.Hour)
	for n := 2; n <= 4; n++ {
		slow = r.Sliced()
		slow.Before = func(i int) error {
			err := r.Store.View(r.Ctx(), func(tx workflow.Tx) (err error) {
				all, err := tx.UnfinishedArticles(r.Clock.Add(time.Hour))
				if len(all) > 0 {
					id = all[0]
				}
				return err
			})
			if i == n {
				return errFull
			}
			return err
		}
		if _, err := slow.Intake.AddArticle(r.Ctx(), r.Who, in); !errors.Is(err, errFull) {
			t.Fatalf("transaction %d: %v", n, err)
		}
		wantArticles(r, "Rabat")
		if left := stored(r, id); left > 0 || id == "" {
			t.Errorf("%d parts are left of article %q", left, id)
		}
	}
	r.Whole()
}

// What a stopped program left of an article goes, an hour later.
func TestRemoveUnfinished(t *testing.T) {
	r := story.New(t).As("luc")
	slow := r.Sliced()
	slow.Before = func(n int) error {
		if n >= 3 {
			return errFull
		}
		return nil
	}
	if _, err := slow.Intake.AddArticle(r.Ctx(), r.Who, newArticle()); !errors.Is(err, errFull) {
		t.Fatal(err)
	}
	for _, want := range []int{0, 1, 0} {
		n, err := r.Intake.RemoveUnfinished(r.Ctx())
		if n != want || err != nil {
			t.Errorf("%d articles removed (%v), want %d", n, err, want)
		}
		r.Clock = r.Clock.Add(61 * time.Minute)
	}
}

// Who works on a new article is part of making it: all of it is kept, or nothing.
func TestAddArticleAssigns(t *testing.T) {
	for _, tt := range []struct {
		name, actor, translator, editor string
		refused                         string
	}{
		{"to others", "luc", "amina", "salma", ""},
		{"to oneself", "amina", "amina", "", ""},
		{"to a reviewer", "luc", "", "luc", ""},
		{"by a translator", "amina", "youssef", "", "error.forbidden"},
		{"a reviewer by a translator", "amina", "amina", "luc", "error.forbidden"},
		{"to a reader", "luc", "lea", "", "assign.not-able"},
		{"a review to a translator", "luc", "", "amina", "assign.not-able"},
		{"both to one", "luc", "salma", "salma", "assign.four-eyes"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := story.New(t).As(tt.actor)
			in := newArticle()
			in.Translator, in.Editor = r.People[tt.translator].ID, r.People[tt.editor].ID
			a, err := r.Intake.AddArticle(r.Ctx(), r.Who, in)
			r.Refused(tt.refused).Check("add", err)
			if tt.refused != "" {
				wantArticles(r)
				return
			}
			r.ArticleID = a.ID
			wantAssigned(r, in)
		})
	}
	r := story.New(t).As("luc")
	in := newArticle()
	in.Translator = "nobody"
	_, err := r.Intake.AddArticle(r.Ctx(), r.Who, in)
	r.Refused("intake.no-translator").Check("add", err)
	wantArticles(r)
}

// wantAssigned checks that every segment is with the people of in, and that the feed says so.
func wantAssigned(r *story.Runner, in intake.NewArticle) {
	r.T.Helper()
	v := r.View()
	for _, s := range v.Segments {
		if s.Translator != in.Translator || s.Editor != in.Editor {
			r.T.Errorf("segment %d is with %q and %q", s.Position, s.Translator, s.Editor)
		}
	}
	all, err := r.Plan.Feed(r.Ctx(), r.People["nadia"], workflow.FeedFilter{Article: r.ArticleID})
	r.Check("feed", err)
	var kinds, want []workflow.FeedKind
	for _, e := range all {
		kinds = append(kinds, e.Kind)
	}
	want = append(want, workflow.ArticleAdded)
	for _, a := range v.Assignments {
		want = append(want, workflow.AssignmentMade)
		if a.By != r.Who.ID || a.Created.IsZero() {
			r.T.Errorf("made by %q at %v", a.By, a.Created)
		}
	}
	if !slices.Equal(kinds, want) {
		r.T.Errorf("the feed says %v, want %v", kinds, want)
	}
	if payload := string(all[1].Payload); !strings.Contains(payload, `"from":1`) ||
		!strings.Contains(payload, `"to":71`) {
		r.T.Errorf("the feed says %s", payload)
	}
}

// Two clicks at once make one article, whichever is finished first.
func TestAButtonPressedTwiceBetweenTheSlices(t *testing.T) {
	r := story.New(t).As("luc")
	var first workflow.Article
	slow := r.Sliced()
	slow.Before = func(n int) error {
		if n == 3 {
			var err error
			first, err = r.Intake.AddArticle(r.Ctx(), r.Who, newArticle())
			return err
		}
		return nil
	}
	second, err := slow.Intake.AddArticle(r.Ctx(), r.Who, newArticle())
	r.Check("the second click", err)
	if second.ID != first.ID || first.ID == "" {
		t.Errorf("two clicks made %q and %q", first.ID, second.ID)
	}
	wantArticles(r, "Rabat")
}

// Too many lines are too many segments, however short they are.
func TestTooManyShortLines(t *testing.T) {
	r := story.New(t).As("luc")
	lines := make([]string, workflow.MaxSegments+1)
	for i := range lines {
		lines[i] = "Oui."
	}
	in := intake.NewArticle{SourceLang: "fr", TargetLang: "ar", Document: story.Paragraphs(lines...)}
	_, err := r.Intake.AddArticle(r.Ctx(), r.Who, in)
	r.Refused("intake.too-many").Check("add", err)
	in.Document = story.Paragraphs(strings.Repeat("mot ", workflow.MaxArticle/4+1))
	_, err = r.Intake.AddArticle(r.Ctx(), r.Who, in)
	r.Refused("intake.too-large").Check("add", err)
}
