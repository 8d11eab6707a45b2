package article_test

import (
	"testing"

	"truchement/workflow"
	"truchement/workflow/article"
	"truchement/workflow/bitext"
	"truchement/workflow/edition"
	"truchement/workflow/story"
)

func TestReadersSeeApprovedTextOnly(t *testing.T) {
	r := story.New(t).As("amina").Add(story.One, story.Two).Translate(1, "Un.").Translate(2, "Deux.").
		As("luc").Approve(1).Approve(2).SignOff().Publish()
	note := "garder sous embargo"
	r.Check("note", r.Article.Edit(r.Ctx(), r.Who, r.ArticleID, article.Changes{Note: &note}))
	r.Assign("amina", workflow.Translator, 0, 0)
	r.As("amina").Translate(1, "Un brouillon que personne n’a relu.")
	lea := r.People["lea"]
	v, err := r.Article.Read(r.Ctx(), lea, r.ArticleID)
	r.Check("article", err)
	if !v.Segments[0].Target.Empty() || v.Segments[1].Target.Empty() {
		t.Errorf("targets %q and %q, want the approved one alone", v.Segments[0].Target, v.Segments[1].Target)
	}
	if v.Note != "" || len(v.Assignments) > 0 || v.Segments[0].Assignment != "" {
		t.Errorf("note %q, %d assignments: the desk's own", v.Note, len(v.Assignments))
	}
	for _, p := range v.People {
		if p.Email != "" {
			t.Errorf("a Reader sees the address of %s", p.Name)
		}
	}
	doc, _, err := r.Edition.Export(r.Ctx(), lea, r.ArticleID, edition.Options{
		States: []bitext.State{bitext.Initial, bitext.Translated, bitext.Reviewed, bitext.Final}})
	r.Check("export", err)
	if got := doc.Segments()[0].Target; !got.Empty() {
		t.Errorf("a Reader exports %q, which nobody approved", got)
	}
	r.As("luc").Correct(2, r.Segment(2).Source.Markup(), workflow.Retraction)
	_, err = r.Article.Read(r.Ctx(), lea, r.ArticleID)
	r.Refused("article.retracted").Check("a withdrawn article", err)
}
