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

// Targets keep the state that their file gives them, but for two: an approved one is translated, and one with a blocking
// finding is a draft. Its author is the person who adds the article, and a target of a machine has none.
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
			pairOf("", "Orphelin.", bitext.Translated, bitext.None, "Sans source."),
			pairOf("عاد الوالي.", "Le wali est de retour.", bitext.Initial, bitext.FromMachine, "De la machine."),
			pairOf("عاد الوالي.", "Le wali revient", bitext.Translated, bitext.Returned),
		}},
		{Kind: bitext.Paragraph, Segments: []bitext.Segment{{Source: bitext.Plain("خبر أول. خبر ثان.")}}},
		{Kind: bitext.Paragraph, Segments: []bitext.Segment{{Source: bitext.Plain("النهاية."), Target: target,
			State: bitext.Translated}}},
	}}
	in := intake.NewArticle{Document: doc}
	d, err := r.As("luc").Intake.Draft(r.Ctx(), r.Who, in)
	r.CheckNow("draft", err)
	if want := (intake.Given{Confirmed: 3, Approved: 1, Drafts: 1, Suggested: 1, Notes: 4}); d.Given != want {
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
	for i, want := range []int{2, 1, 1} {
		if n := r.Segment(i + 1).Comments; n != want {
			t.Errorf("segment %d has %d comments, want %d", i+1, n, want)
		}
	}
	r.Whole()
}

// The form of the intake page brings a document back from a browser, where it may be made to harm.
func TestDraftRefusesBlockWithTextBetweenSegmentsOnly(t *testing.T) {
	r := story.New(t)
	pair := pairOf("", "Orphelin.", bitext.Translated, bitext.None, "Note.")
	pair.After = bitext.Plain("Visible.")
	doc := &bitext.Document{SourceLang: "fr", Blocks: []bitext.Block{{Segments: []bitext.Segment{pair, {}}}}}
	_, err := r.As("luc").Intake.Draft(r.Ctx(), r.Who, intake.NewArticle{Document: doc})
	if workflow.KindOf(err) != workflow.Invalid {
		t.Errorf("the block is not refused: %v", err)
	}
}

// A block that is empty once it is cleaned takes no target from the next one.
func TestDraftKeepsTargetsBesideTheirSources(t *testing.T) {
	r := story.New(t)
	doc := &bitext.Document{SourceLang: "fr", Blocks: []bitext.Block{
		{Segments: []bitext.Segment{pairOf("\x01", "A", bitext.Translated, bitext.None)}},
		{Segments: []bitext.Segment{pairOf("Un.", "B", bitext.Translated, bitext.None)}},
	}}
	d, err := r.As("luc").Intake.Draft(r.Ctx(), r.Who, intake.NewArticle{Document: doc})
	r.CheckNow("draft", err)
	if s := d.Blocks[0].Segments[0]; len(d.Blocks) != 1 || s.Source.String() != "Un." || s.Target.String() != "B" {
		t.Errorf("%+v", d.Blocks)
	}
}
