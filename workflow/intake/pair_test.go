package intake_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/checking"
	"truchement/workflow/intake"
	"truchement/workflow/newsroom"
	"truchement/workflow/story"
)

// pairOf is a segment of a file, with its target, state and notes.
func pairOf(source, target string, state bitext.State, sub bitext.SubState, notes ...string) bitext.Segment {
	s := bitext.Segment{Source: bitext.Plain(source), Target: bitext.Plain(target), State: state, SubState: sub}
	for _, n := range notes {
		s.Notes = append(s.Notes, bitext.Remark{Author: "Agence", Text: n})
	}
	return s
}

// An agency's file becomes an article with its targets: what it says is translated is, as far as the checks go, and has
// whoever handed it in for an author; what nobody has written has none; what it says is approved is not, here.
func TestAddArticleTakesTargetsOver(t *testing.T) {
	r := story.New(t)
	r.Newsroom = newsroom.New(r.Store, newsroom.Options{
		CoreOptions: workflow.CoreOptions{Now: func() time.Time { return r.Clock }},
		Checking:    checking.Options{Zone: time.UTC}})
	target := bitext.Text{{Kind: bitext.Open, Code: bitext.Code{ID: "9", Type: bitext.Bold}}, {Chars: "Fin."},
		{Kind: bitext.Close, Code: bitext.Code{ID: "9", Type: bitext.Bold}}}
	doc := &bitext.Document{SourceLang: "ar", TargetLang: "fr-CH", Blocks: []bitext.Block{
		{Kind: bitext.Paragraph, Segments: []bitext.Segment{
			pairOf("وصل 12 وزيرا.", "Douze ministres sont arrivés.", bitext.Final, bitext.None, "Vu.", "Revu."),
			pairOf("وصل 12 وزيرا.", "13 ministres sont arrivés.", bitext.Translated, bitext.None),
			pairOf("", "Orphelin.", bitext.Translated, bitext.None),
			pairOf("عاد الوالي.", "Le wali est de retour.", bitext.Initial, bitext.FromMachine),
			pairOf("عاد الوالي.", "Le wali revient", bitext.Translated, bitext.Returned),
		}},
		{Kind: bitext.Paragraph, Segments: []bitext.Segment{{Source: bitext.Plain("خبر أول. خبر ثان.")}}},
		{Kind: bitext.Paragraph, Segments: []bitext.Segment{{Source: bitext.Plain("النهاية."), Target: target,
			State: bitext.Translated}}},
	}}
	in := intake.NewArticle{Document: doc}
	d, err := r.As("luc").Intake.Draft(r.Ctx(), r.Who, in)
	r.CheckNow("draft", err)
	if want := (intake.Given{Confirmed: 3, Approved: 1, Drafts: 1, Suggested: 1, Notes: 2}); d.Given != want || d.Given.Targets() != 5 {
		t.Errorf("the file brings %+v, want %+v", d.Given, want)
	}
	a, err := r.Intake.AddArticle(r.Ctx(), r.Who, in)
	r.CheckNow("add", err)
	if r.ArticleID = a.ID; a.TargetLang != "fr-CH" {
		t.Errorf("the target language is %q", a.TargetLang)
	}
	luc := r.Who.ID
	var got []string
	for _, s := range r.View().Segments {
		by := ""
		if len(s.Authors) > 0 {
			by = strings.ReplaceAll(strings.Join(s.Authors, " "), luc, "luc")
		}
		got = append(got, strings.Join([]string{s.Target.Markup(), string(s.State), string(s.SubState), by}, "|"))
	}
	want := []string{
		"Douze ministres sont arrivés.|translated||luc",
		"13 ministres sont arrivés.|initial|draft|luc", // the numbers differ
		"Le wali est de retour.|initial|machine|",
		"Le wali revient|initial|draft|luc",
		"|initial||", "|initial||", // cut by the rules
		"Fin.|translated||luc",
	}
	if !slices.Equal(got, want) {
		t.Errorf("segments\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if n := r.Segment(1).Comments; n != 2 {
		t.Errorf("%d comments, want 2", n)
	}
	r.Whole()
}
