package quality_test

import (
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/article"
	"truchement/workflow/desk"
	"truchement/workflow/mqm"
	"truchement/workflow/quality"
	"truchement/workflow/story"
)

// A report counts the issues of its period, for the article and for the author of each passage.
func TestQuality(t *testing.T) {
	r := story.New(t)
	strict := mqm.Usual()
	strict.Accuracy = 2
	p, err := r.Publication.Add(r.Ctx(), r.People["nadia"], workflow.Publication{Name: "L’Écho",
		SourceLang: "ar", TargetLang: "fr", Style: workflow.HouseStyle{Scheme: strict}})
	r.Check("add publication", err)
	r.As("nadia").Add(story.One, story.Two, story.Three)
	r.Check("publication", r.Article.Edit(r.Ctx(), r.Who, r.ArticleID, article.Changes{Publication: &p.ID}))
	began := r.Clock
	r.As("amina").Translate(1, "Un.").Translate(3, "Trois.")
	r.As("youssef").Translate(2, "Deux.")
	r.As("luc").Approve(1).Mark(1, "Un", "mistranslation", mqm.Minor).Mark(2, "Deux", "grammar", mqm.Major)
	r.MarkIssue(3, desk.NewIssue{Side: workflow.SourceSide, Verdict: workflow.Verdict{Type: "spelling", Severity: mqm.Minor}})
	q, err := r.Quality.Report(r.Ctx(), r.Who, quality.Filter{Since: began})
	r.Check("quality", err)
	words := r.Segment(1).Words + r.Segment(2).Words
	if q.All.Segments != 2 || q.All.Score.Words != words || q.All.Score.Points != 2+5 || len(q.Issues) != 3 {
		t.Errorf("all: %d segments, %d words, %v points, %d issues; want 2, %d, 7 and 3",
			q.All.Segments, q.All.Score.Words, q.All.Score.Points, len(q.Issues), words)
	}
	if len(q.People) != 2 || q.People[0].Name != "amina" || q.People[0].Score.Points != 2 ||
		q.People[1].Score.Points != 5 || q.People[1].Count(mqm.Fluency, mqm.Major) != 1 {
		t.Errorf("people: %+v", q.People)
	}
	if len(q.Articles) != 1 || q.Articles[0].Scheme != strict || q.Articles[0].Score.Points != 7 {
		t.Errorf("articles: %+v", q.Articles)
	}
	issues, err := r.Quality.Issues(r.Ctx(), r.Who, workflow.IssueFilter{Article: r.ArticleID})
	r.Check("issues", err)
	if l := quality.LineOf(r.View(), issues); l.Score != q.Articles[0].Score {
		t.Errorf("the article alone scores %+v, in the report %+v", l.Score, q.Articles[0].Score)
	}
	none, err := r.Quality.Report(r.Ctx(), r.Who, quality.Filter{Since: r.Clock.Add(time.Hour), Until: r.Clock.Add(2 * time.Hour)})
	r.Check("quality of another day", err)
	if none.All.Segments != 0 || len(none.Issues) != 0 || !none.All.Passes {
		t.Errorf("another day: %+v", none.All)
	}
	_, err = r.Quality.Report(r.Ctx(), r.People["amina"], quality.Filter{})
	r.Refused("error.forbidden").Check("quality by a translator", err)
	p.Style.Scheme.Critical = 1
	r.Refused("publication.scheme").Check("bad weights", r.Publication.Edit(r.Ctx(), r.People["nadia"], p))
}
