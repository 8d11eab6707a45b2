package article_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"truchement/workflow"
	"truchement/workflow/article"
	"truchement/workflow/bitext"
	"truchement/workflow/story"
)

// titles lists the titles of the articles that a person gets.
func titles(r *story.Runner, who workflow.Actor, f workflow.ArticleFilter) string {
	r.T.Helper()
	all, err := r.Article.List(r.Ctx(), who, f)
	r.CheckNow("list", err)
	var out []string
	for _, s := range all {
		out = append(out, s.Title)
	}
	return strings.Join(out, " | ")
}

// publish adds an article of one segment and publishes it.
func publish(r *story.Runner, title string) string {
	r.T.Helper()
	r.As("amina").Add(title).Translate(1, "Un.").As("luc").Approve(1).SignOff().Publish()
	return r.ArticleID
}

func TestListIsNewestFirstAndWhole(t *testing.T) {
	r := story.New(t)
	publish(r, "خبر أول")
	r.As("amina").Add("خبر ثان").Add("خبر ثالث")
	for name, tt := range map[string]struct {
		filter workflow.ArticleFilter
		want   string
	}{
		"all":       {workflow.ArticleFilter{}, "خبر ثالث | خبر ثان | خبر أول"},
		"published": {workflow.ArticleFilter{Published: true}, "خبر أول"},
		"two":       {workflow.ArticleFilter{Limit: 2}, "خبر ثالث | خبر ثان"},
		"searched":  {workflow.ArticleFilter{Search: "ثان"}, "خبر ثان"},
	} {
		if got := titles(r, r.Who, tt.filter); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
	_, err := r.Article.List(r.Ctx(), workflow.Actor{}, workflow.ArticleFilter{})
	r.Refused("error.signed-out").Check("signed out", err)
}

// A Reader sees published articles that were not retracted, and nothing of the desk's own.
func TestListShowsReadersWhatIsPublished(t *testing.T) {
	r := story.New(t)
	first := publish(r, "خبر أول")
	note := "sous embargo"
	r.Check("note", r.Article.Edit(r.Ctx(), r.Who, first, article.Changes{Note: &note}))
	r.Assign("amina", workflow.Translator, 0, 0).Assign("salma", workflow.Editor, 0, 0)
	_, err := r.Desk.Comment(r.Ctx(), r.Who, first, r.Segment(1).ID, "à revoir")
	r.Check("comment", err)
	publish(r, "خبر ثان")
	r.Correct(1, "", workflow.Retraction).As("amina").Add("خبر ثالث")
	lea := r.People["lea"]
	for name, f := range map[string]workflow.ArticleFilter{"all": {}, "searched": {Search: "خبر"},
		"the newest": {Limit: 1}} {
		if got := titles(r, lea, f); got != "خبر أول" {
			t.Errorf("%s: a reader sees %q, want the published one that was not retracted", name, got)
		}
	}
	all, err := r.Article.List(r.Ctx(), lea, workflow.ArticleFilter{})
	r.Check("list", err)
	s := all[0]
	if s.Note != "" || len(s.Translators)+len(s.Editors)+s.Comments+s.Unassigned+s.Conflicts > 0 {
		t.Errorf("a reader sees %+v of the desk's own", s)
	}
	if s.Segments.Final != 1 || s.Stage() != workflow.Published {
		t.Errorf("a reader sees the stage %s of %+v", s.Stage(), s.Segments)
	}
	all, err = r.Article.List(r.Ctx(), r.Who, workflow.ArticleFilter{Published: true})
	if r.Check("list", err); all[len(all)-1].Note != note || all[len(all)-1].Comments != 1 {
		t.Errorf("the desk sees %+v, want its note and its comment", all[len(all)-1])
	}
}

func TestReadIsRefusedWhatIsNotPublished(t *testing.T) {
	r := story.New(t)
	r.As("amina").Add(story.One, story.Two)
	lea := r.People["lea"]
	_, err := r.Article.Read(r.Ctx(), lea, r.ArticleID)
	r.Refused("error.not-found").Check("read", err)
	_, err = r.Article.Summary(r.Ctx(), lea, r.ArticleID)
	r.Refused("error.not-found").Check("summary", err)
	_, err = r.Article.Segments(r.Ctx(), lea, r.ArticleID)
	r.Refused("error.not-found").Check("segments", err)
	_, err = r.Article.Gaps(r.Ctx(), lea, r.ArticleID)
	r.Refused("error.not-found").Check("gaps", err)
	_, err = r.Article.Read(r.Ctx(), workflow.Actor{}, r.ArticleID)
	r.Refused("error.signed-out").Check("signed out", err)
	_, err = r.Article.Read(r.Ctx(), r.Who, "none")
	r.Refused("error.not-found").Check("no article", err)
	v, err := r.Article.Read(r.Ctx(), r.Who, r.ArticleID)
	r.Check("the desk", err)
	if len(v.Segments) != 2 || len(v.Blocks) != 2 || v.Unassigned != 2 || v.Head == 0 {
		t.Errorf("the desk reads %d segments in %d blocks, %d unassigned", len(v.Segments),
			len(v.Blocks), v.Unassigned)
	}
}

func TestSummaryIsThatOfTheWholeArticle(t *testing.T) {
	r := story.New(t)
	compare := func(name, person string) {
		t.Helper()
		v, err := r.Article.Read(r.Ctx(), r.People[person], r.ArticleID)
		r.Check(name, err)
		s, err := r.Article.Summary(r.Ctx(), r.People[person], r.ArticleID)
		r.Check(name, err)
		if d := cmp.Diff(v.Summary, s, cmpopts.EquateEmpty()); d != "" {
			t.Errorf("%s, read by %s (-read +counted):\n%s", name, person, d)
		}
	}
	publish(r, "خبر أول")
	_, err := r.Desk.Comment(r.Ctx(), r.Who, r.ArticleID, r.Segment(1).ID, "à revoir")
	r.Check("comment", err)
	compare("published", "lea")
	compare("published", "luc")
	r.As("amina").Add(story.One, story.Two, story.Three).Translate(2, "Deux.").Translate(3, "Trois.")
	r.As("luc").Return(3, "accord").Assign("amina", workflow.Translator, 1, 2).Assign("salma", workflow.Editor, 0, 0)
	compare("at work", "luc")
	_, err = r.Article.Summary(r.Ctx(), workflow.Actor{}, r.ArticleID)
	r.Refused("error.signed-out").Check("signed out", err)
}

func TestSegmentIsOfTheDeskAndOutlivesAMerge(t *testing.T) {
	r := story.New(t)
	r.As("amina").AddDocument(story.OneBlock(story.One + " " + story.Two))
	first, second := r.Segment(1).ID, r.Segment(2).ID
	r.Merge(1)
	s, err := r.Article.Segment(r.Ctx(), r.Who, second)
	if r.Check("merged", err); !s.Gone || s.Article != r.ArticleID {
		t.Errorf("the merged segment is %+v, want it gone", s)
	}
	s, err = r.Article.Segment(r.Ctx(), r.Who, first)
	if r.Check("the other", err); s.Gone || s.Source.String() != story.One+" "+story.Two {
		t.Errorf("the segment is %q, gone: %v", s.Source, s.Gone)
	}
	_, err = r.Article.Segment(r.Ctx(), r.Who, "none")
	r.Refused("error.not-found").Check("none", err)
	_, err = r.Article.Segment(r.Ctx(), r.People["lea"], first)
	r.Refused("error.forbidden").Check("a reader", err)
	all, err := r.Article.Segments(r.Ctx(), r.Who, r.ArticleID)
	if r.Check("segments", err); len(all) != 1 || all[0].ID != first {
		t.Errorf("segments %+v, want the merged one alone", all)
	}
}

func TestGapsAreListed(t *testing.T) {
	r := story.New(t)
	r.As("amina").Add(story.One, story.Two, story.Three).Translate(2, "Deux.").Translate(3, "Trois.")
	r.As("luc").Return(3, "accord")
	got, err := r.Article.Gaps(r.Ctx(), r.Who, r.ArticleID)
	r.Check("gaps", err)
	want := []workflow.Gap{
		{Kind: workflow.GapUntranslated, Positions: []int{1}},
		{Kind: workflow.GapReturned, Positions: []int{3}},
		{Kind: workflow.GapUnreviewed, Positions: []int{2}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("gaps (-want +got):\n%s", d)
	}
}

func TestReadersSeeOfPeopleTheirNames(t *testing.T) {
	r := story.New(t)
	publish(r, story.One)
	v, err := r.Article.Read(r.Ctx(), r.People["lea"], r.ArticleID)
	r.Check("read", err)
	for id, got := range v.People {
		if want := (workflow.Person{ID: id, Name: got.Name}); !cmp.Equal(got, want) {
			t.Errorf("a reader sees %+v of a person, want the name", got)
		}
	}
	if v.Segments[0].State != bitext.Final || v.Head != 0 || v.Unassigned != 0 {
		t.Errorf("a reader sees state %s, head %d, %d unassigned", v.Segments[0].State, v.Head,
			v.Unassigned)
	}
}

// Only the segments that are asked for are read; all of them are counted.
func TestReadSegmentsReadsSome(t *testing.T) {
	r := story.New(t).As("amina").Add(story.One, story.Two, story.Three).Translate(1, "Un.")
	second := r.Segment(2)
	v, err := r.Article.ReadSegments(r.Ctx(), r.Who, r.ArticleID, second.ID)
	r.Check("read some", err)
	if len(v.Segments) != 1 || v.Segments[0].ID != second.ID || v.Summary.Segments.Total() != 3 {
		t.Errorf("%d segments of %d", len(v.Segments), v.Summary.Segments.Total())
	}
}
