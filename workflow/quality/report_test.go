package quality_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/desk"
	"truchement/workflow/mqm"
	"truchement/workflow/quality"
	"truchement/workflow/story"
)

// report is the editor's report.
func report(r *story.Runner, f quality.Filter) quality.Report {
	r.T.Helper()
	q, err := r.Quality.Report(r.Ctx(), r.People["luc"], f)
	r.Check("report", err)
	return q
}

// lines writes lines: name, segments and points of each.
func lines(all []quality.Line) string {
	var out []string
	for _, l := range all {
		out = append(out, fmt.Sprintf("%s %d %v", l.Name, l.Segments, l.Score.Points))
	}
	return strings.Join(out, ", ")
}

// strict makes a publication that counts accuracy twice, and answers its id.
func strict(r *story.Runner) string {
	r.T.Helper()
	scheme := mqm.Usual()
	scheme.Accuracy = 2
	p, err := r.Publication.Add(r.Ctx(), r.People["nadia"], workflow.Publication{Name: "Le Strict",
		SourceLang: "ar", TargetLang: "fr", Style: workflow.HouseStyle{Scheme: scheme}})
	r.CheckNow("add publication", err)
	return p.ID
}

func TestReportIsForEditors(t *testing.T) {
	r := story.New(t)
	for _, c := range []struct {
		name string
		who  workflow.Actor
		want string
	}{
		{"signed out", workflow.Actor{}, "error.signed-out"},
		{"a reader", r.People["lea"], "error.forbidden"},
		{"a translator", r.People["amina"], "error.forbidden"},
		{"an editor", r.People["luc"], ""},
		{"a chief", r.People["nadia"], ""},
	} {
		_, err := r.Quality.Report(r.Ctx(), c.who, quality.Filter{})
		r.Refused(c.want).Check(c.name, err)
	}
	_, err := r.Quality.Report(r.Ctx(), r.People["luc"], quality.Filter{Article: "none"})
	r.Refused("error.not-found").Check("of no article", err)
}

func TestReportOfNothingPasses(t *testing.T) {
	r := story.New(t).As("amina").Add(story.One).Translate(1, "Un.")
	q := report(r, quality.Filter{})
	if q.All.Segments != 0 || len(q.People) != 0 || len(q.Articles) != 0 || len(q.Issues) != 0 ||
		!q.All.Passes || q.All.Quality != mqm.Best || q.All.Scheme != mqm.Usual() {
		t.Errorf("report %+v", q)
	}
}

// TestReportIsOfAPeriod judges before, in and after it; its end is not in it.
func TestReportIsOfAPeriod(t *testing.T) {
	r := story.New(t).As("amina").Add(story.One, story.Two, story.Three)
	r.Translate(1, "Un.").Translate(2, "Deux.").Translate(3, "Trois.").As("luc")
	day := func(n int) time.Time { return time.Date(2026, 4, n, 0, 0, 0, 0, time.UTC) }
	at := func(n int) { r.Clock = day(n).Add(-time.Millisecond) } // the next look is the day
	at(1)
	r.Approve(1)
	at(2)
	r.Return(2, "style")
	at(3)
	r.Mark(3, "Trois", "mistranslation", mqm.Minor)
	r.Clock = day(5)
	for _, c := range []struct {
		name         string
		since, until time.Time
		segments     int
		points       float64
	}{
		{"all of it", day(1), day(9), 3, 1},
		{"from the second day", day(2), day(9), 2, 1},
		{"from the third day", day(3), day(9), 1, 1},
		{"until the third day", day(1), day(3), 2, 0},
		{"until the third day and a moment", day(1), day(3).Add(2 * time.Millisecond), 3, 1},
		{"until now", day(1), time.Time{}, 3, 1},
		{"since ever", time.Time{}, time.Time{}, 3, 1},
		{"after all", day(4), day(9), 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := report(r, quality.Filter{Since: c.since, Until: c.until})
			if q.All.Segments != c.segments || q.All.Score.Points != c.points {
				t.Errorf("%d segments and %v points, want %d and %v", q.All.Segments, q.All.Score.Points,
					c.segments, c.points)
			}
			if len(q.Issues) != int(c.points) {
				t.Errorf("%d issues, want %v", len(q.Issues), c.points)
			}
		})
	}
	if got := report(r, quality.Filter{}).Filter.Until; !got.Equal(r.Clock.Add(time.Millisecond)) {
		t.Errorf("a report until now is until %v, want just after %v", got, r.Clock)
	}
}

func TestReportOfWhatHappenedInTheLastMillisecond(t *testing.T) {
	r := story.New(t).As("amina").Add(story.One).Translate(1, "Un.").As("luc").Approve(1)
	r.Clock = r.Clock.Add(-time.Millisecond) // the report looks at the time of the approval
	if q := report(r, quality.Filter{}); q.All.Segments != 1 {
		t.Errorf("%d segments, want what was approved just now", q.All.Segments)
	}
}

// TestReportCountsOpenIssuesOfTargets: what was withdrawn or changed counts no more, and an issue
// of the source is listed and costs nothing.
func TestReportCountsOpenIssuesOfTargets(t *testing.T) {
	r := story.New(t).As("amina").Add(story.One, story.Two).Translate(1, "Un.").Translate(2, "Deux.")
	r.As("luc").Mark(1, "Un", "mistranslation", mqm.Major).Mark(1, "Un", "grammar", mqm.Minor).
		Mark(2, "Deux", "grammar", mqm.Critical)
	_, err := r.Desk.WithdrawIssue(r.Ctx(), r.Who, r.Issue(1).ID)
	r.Check("withdraw", err)
	_, err = r.Desk.ChangeIssue(r.Ctx(), r.Who, r.Issue(2).ID, workflow.Verdict{Type: "grammar",
		Severity: mqm.Major})
	r.Check("change", err)
	r.MarkIssue(1, desk.NewIssue{Side: workflow.SourceSide,
		Verdict: workflow.Verdict{Type: "spelling", Severity: mqm.Critical}})
	for _, f := range []quality.Filter{{}, {Article: r.ArticleID}} {
		q := report(r, f)
		if got := lines(q.People); got != "amina 2 6" || q.All.Score.Points != 6 {
			t.Errorf("people %s, all %v points; want amina with 1 and 5", got, q.All.Score.Points)
		}
		if n := q.All.Count("", mqm.Critical); n != 0 || len(q.Issues) != 3 {
			t.Errorf("%d critical of %d issues, want none of 3", n, len(q.Issues))
		}
		var points []float64
		for _, i := range q.Issues {
			points = append(points, i.Points)
		}
		if diff := cmp.Diff([]float64{1, 5, 0}, points); diff != "" {
			t.Errorf("points of the issues, oldest first: %s", diff)
		}
	}
	l := quality.LineOf(r.View(), allIssues(r))
	if l.Score.Points != 6 || l.Segments != 2 || l.Name != r.View().Title || l.Lang != "ar" ||
		l.ID != r.ArticleID {
		t.Errorf("the article alone: %+v", l)
	}
}

func allIssues(r *story.Runner) []workflow.Issue {
	r.T.Helper()
	all, err := r.Quality.Issues(r.Ctx(), r.People["luc"], workflow.IssueFilter{Article: r.ArticleID})
	r.CheckNow("issues", err)
	return all
}

func TestReportFailsWithACriticalIssue(t *testing.T) {
	r := story.New(t).As("amina").Add(story.One).Translate(1, "Un.")
	if l := quality.LineOf(r.View(), nil); l.Segments != 0 || !l.Passes {
		t.Errorf("what nobody judged: %+v", l)
	}
	r.As("luc").Mark(1, "Un", "mistranslation", mqm.Critical)
	q := report(r, quality.Filter{})
	if q.All.Passes || q.People[0].Passes || q.Articles[0].Passes || q.All.Quality != 0 {
		t.Errorf("all %v with %v, people %v, articles %v", q.All.Passes, q.All.Quality,
			q.People[0].Passes, q.Articles[0].Passes)
	}
	if q.All.Score.Words != r.Segment(1).Words {
		t.Errorf("%d words, want those of the marked segment: %d", q.All.Score.Words,
			r.Segment(1).Words)
	}
}

// TestReportIsByPublication has three articles: of two publications and of none.
func TestReportIsByPublication(t *testing.T) {
	r := story.New(t)
	usual, twice := r.AddPublication(), strict(r)
	add := func(publication, who, text string) {
		r.AddTo(publication, text)
		r.As(who).Translate(1, "Un.").As("luc").Mark(1, "Un", "mistranslation", mqm.Minor)
	}
	add(usual, "youssef", story.One)
	add(twice, "amina", story.Two)
	last := r.ArticleID
	add("", "amina", story.Three)
	for _, c := range []struct {
		name, publication string
		people            string
		points            float64
		scheme            float64 // of accuracy
	}{
		{"of all", "", "amina 2 3, youssef 1 1", 4, 1},
		{"of the usual", usual, "youssef 1 1", 1, 1},
		{"of the strict", twice, "amina 1 2", 2, 2},
	} {
		q := report(r, quality.Filter{Publication: c.publication})
		if got := lines(q.People); got != c.people {
			t.Errorf("%s: %s, want %s", c.name, got, c.people)
		}
		if q.All.Score.Points != c.points || q.All.Scheme.Accuracy != c.scheme ||
			len(q.Issues) != q.All.Segments {
			t.Errorf("%s: %v points by a scheme of %v, %d issues", c.name, q.All.Score.Points,
				q.All.Scheme.Accuracy, len(q.Issues))
		}
	}
	q := report(r, quality.Filter{})
	if q.People[0].Scheme != mqm.Usual() || q.People[1].Scheme != mqm.Usual() {
		t.Error("a translator of two schemes is not judged by the usual one")
	}
	for _, l := range q.Articles {
		if strictly := l.Scheme.Accuracy == 2; strictly != (l.ID == last) {
			t.Errorf("article %s by a scheme of %v", l.ID, l.Scheme.Accuracy)
		}
	}
	if q := report(r, quality.Filter{Publication: twice}); q.People[0].Scheme.Accuracy != 2 {
		t.Error("a translator of one scheme is not judged by it")
	}
}

func TestReportListsTheWorstArticleFirst(t *testing.T) {
	r := story.New(t).As("youssef").Add(story.One).Translate(1, "Un.").As("luc").Approve(1)
	good := r.ArticleID
	r.As("amina").Add(story.Two).Translate(1, "Deux.").As("luc").Mark(1, "Deux", "grammar", mqm.Minor)
	q := report(r, quality.Filter{})
	if len(q.Articles) != 2 || q.Articles[0].ID != r.ArticleID || q.Articles[1].ID != good {
		t.Errorf("articles %s, want the worst first", lines(q.Articles))
	}
	if got := lines(q.People); got != "amina 1 1, youssef 1 0" {
		t.Errorf("people %s, want them by name", got)
	}
}

// TestReportOfOneArticle is of what is there now, whatever the period.
func TestReportOfOneArticle(t *testing.T) {
	r := story.New(t).As("youssef").Add(story.Three).Translate(1, "Trois.").As("luc").Approve(1)
	r.AddTo(strict(r), story.One, story.Two, story.Three)
	r.As("amina").Translate(1, "Un.").Translate(2, "Deux.").Translate(3, "Trois.")
	r.As("luc").Approve(1).Return(2, "style").Mark(3, "Trois", "mistranslation", mqm.Minor)
	f := quality.Filter{Article: r.ArticleID, Since: r.Clock.Add(time.Hour),
		Until: r.Clock.Add(2 * time.Hour)}
	q := report(r, f)
	if got := lines(q.People); got != "amina 3 2" || len(q.Articles) != 1 || len(q.Issues) != 1 {
		t.Errorf("people %s, %d articles, %d issues", got, len(q.Articles), len(q.Issues))
	}
	words := r.Segment(1).Words + r.Segment(2).Words + r.Segment(3).Words
	if q.All.Score.Words != words || q.Articles[0].Lang != "ar" {
		t.Errorf("%d words of %s, want %d", q.All.Score.Words, q.Articles[0].Lang, words)
	}
	if l := quality.LineOf(r.View(), allIssues(r)); l.Score != q.Articles[0].Score ||
		l.Scheme.Accuracy != 2 {
		t.Errorf("the article alone scores %+v, in its report %+v", l.Score, q.Articles[0].Score)
	}
	// Confirmed since, the returned one counts no more.
	r.As("amina").Translate(2, "Deux.")
	if got := lines(report(r, f).People); got != "amina 2 2" {
		t.Errorf("after it was confirmed: %s", got)
	}
}

func TestReportTellsOfEachIssue(t *testing.T) {
	r := story.New(t)
	publication := strict(r)
	r.AddTo(publication, story.One, story.Two)
	r.As("youssef").Translate(1, "Un.").Translate(2, "Deux.")
	r.As("luc").Mark(1, "Un", "grammar", mqm.Minor)
	r.As("salma").Mark(2, "Deux", "mistranslation", mqm.Major)
	r.MarkIssue(1, desk.NewIssue{Side: workflow.SourceSide,
		Verdict: workflow.Verdict{Type: "spelling", Severity: mqm.Minor}})
	r.As("luc").Approve(1)
	type told struct {
		Title, Source, Target, Publisher, Marker, AuthorName string
		Position                                             int
		Points                                               float64
	}
	var got []told
	for _, i := range report(r, quality.Filter{}).Issues {
		got = append(got, told{i.Title, i.Source, i.Target, i.Publisher, i.Marker, i.AuthorName,
			i.Position, i.Points})
	}
	title := r.View().Title
	want := []told{
		{title, "ar", "fr", "Le Strict", "luc", "youssef", 1, 1},
		{title, "ar", "fr", "Le Strict", "salma", "youssef", 2, 10},
		{title, "ar", "fr", "Le Strict", "salma", "", 1, 0},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestReportIsOfWhoWrote lays words to the translator who wrote in a segment, else to who began it.
func TestReportIsOfWhoWrote(t *testing.T) {
	r := story.New(t).As("nadia").Add(story.One, story.Two, story.Three)
	r.As("youssef").Translate(1, "Un.").Translate(2, "Deux.").Translate(3, "Trois.")
	r.As("luc").Assign("amina", workflow.Translator, 1, 2)
	r.As("amina").Translate(2, "Deux et demi.")
	r.As("salma").Approve(1).Approve(2).Approve(3)
	if got := lines(report(r, quality.Filter{}).People); got != "amina 1 0, youssef 2 0" {
		t.Errorf("got %s", got)
	}
	// Of a text that was cleared there is no author: it is the translator's it was given to.
	r.As("amina").Draft(2, "")
	if got := lines(report(r, quality.Filter{}).People); got != "amina 1 0, youssef 2 0" {
		t.Errorf("after it was cleared: %s", got)
	}
	q := report(r, quality.Filter{})
	if q.People[0].ID != r.People["amina"].ID || q.People[0].Score.Words != r.Segment(2).Words {
		t.Errorf("amina's line %+v", q.People[0])
	}
}
