package edition_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/article"
	"truchement/workflow/bitext"
	"truchement/workflow/edition"
	style "truchement/workflow/format/edition"
	"truchement/workflow/story"
)

// addPublished adds an article of a headline to the newsroom and publishes it a day later.
func addPublished(t *testing.T, r *story.Runner, publication, headline, translation string) string {
	t.Helper()
	b := bitext.NewBlock(bitext.Headline, bitext.Plain(headline))
	r.As("luc").AddDocument(&bitext.Document{Blocks: []bitext.Block{b}})
	id := r.ArticleID
	r.Check("into it", r.Article.Edit(r.Ctx(), r.People["luc"], id, article.Changes{Publication: &publication}))
	r.Clock = r.Clock.Add(24 * time.Hour)
	r.As("amina").Translate(1, translation).As("luc").Approve(1).SignOff().Publish()
	return id
}

func titlesOf(r *story.Runner, who workflow.Actor, c edition.Collection) (string, style.Look, error) {
	book, look, err := r.Edition.Collect(r.Ctx(), who, c)
	var all []string
	for _, d := range book.Documents {
		all = append(all, style.Title(d, d.TargetLang, true))
	}
	return strings.Join(all, ", "), look, err
}

// TestCollectionHasArticlesAsTheyWerePublished makes books of chosen articles, in their order, and of all
// of a publication.
func TestCollectionHasArticlesAsTheyWerePublished(t *testing.T) {
	r := story.New(t)
	p := r.AddPublication()
	r.Check("style", r.Publication.Edit(r.Ctx(), r.People["nadia"], workflow.Publication{ID: p, Name: "L’Écho",
		SourceLang: "ar", TargetLang: "fr", Style: workflow.HouseStyle{Accent: "#7a1f3d"}}))
	first := addPublished(t, r, p, "الأول", "Le premier")
	second := addPublished(t, r, p, "الثاني", "Le deuxième")
	other := addPublished(t, r, "", "الآخر", "Un autre")
	r.ArticleID = first
	r.As("amina").Translate(1, "Le premier, retouché") // and not published
	lea, amina := r.People["lea"], r.People["amina"]
	for _, c := range []struct {
		name   string
		who    workflow.Actor
		chosen edition.Collection
		want   string
		accent string
	}{
		{"as chosen", lea, edition.Collection{Articles: []string{second, first}}, "Le deuxième, Le premier", "#7a1f3d"},
		{"twice", lea, edition.Collection{Articles: []string{first, second, first}}, "Le premier, Le deuxième", "#7a1f3d"},
		{"of several publications", lea, edition.Collection{Articles: []string{first, other}}, "Le premier, Un autre", ""},
		{"a publication", lea, edition.Collection{Publication: p}, "Le premier, Le deuxième", "#7a1f3d"},
		{"a translator", amina, edition.Collection{Articles: []string{first}}, "Le premier", "#7a1f3d"},
	} {
		got, look, err := titlesOf(r, c.who, c.chosen)
		if err != nil || got != c.want || look.Accent != c.accent {
			t.Errorf("%s: %q in %q, %v; want %q in %q", c.name, got, look.Accent, err, c.want, c.accent)
		}
	}
}

// TestCollectionNeedsTheRightToEach asks for articles as a Reader who may not see them, and for none.
func TestCollectionNeedsTheRightToEach(t *testing.T) {
	r := story.New(t)
	published := addPublished(t, r, "", "الأول", "Le premier")
	b := bitext.NewBlock(bitext.Headline, bitext.Plain("الثاني"))
	r.As("luc").AddDocument(&bitext.Document{Blocks: []bitext.Block{b}})
	draft := r.ArticleID
	r.As("amina").Translate(1, "Le deuxième").As("luc").Approve(1)
	retracted := addPublished(t, r, "", "الثالث", "Le troisième")
	r.As("luc").Correct(1, "", workflow.Retraction)
	empty := r.AddPublication()
	many := make([]string, edition.MaxCollection+1)
	for i := range many {
		many[i] = fmt.Sprint(i)
	}
	lea, luc := r.People["lea"], r.People["luc"]
	for _, c := range []struct {
		name   string
		who    workflow.Actor
		chosen edition.Collection
		want   string // titles, or the id of an error
	}{
		{"a Reader, what is not published", lea, edition.Collection{Articles: []string{published, draft}}, "error.not-found"},
		{"an editor, what is approved", luc, edition.Collection{Articles: []string{published, draft}}, "Le premier, Le deuxième"},
		{"what was retracted", luc, edition.Collection{Articles: []string{published, retracted}}, "edition.withdrawn"},
		{"what is not there", luc, edition.Collection{Articles: []string{"x"}}, "error.not-found"},
		{"nothing", luc, edition.Collection{}, "collection.none"},
		{"a publication that has published nothing", luc, edition.Collection{Publication: empty}, "collection.none-published"},
		{"no publication", luc, edition.Collection{Publication: "x"}, "error.not-found"},
		{"too many", luc, edition.Collection{Articles: many}, "collection.many"},
		{"a title that is no text", luc, edition.Collection{Articles: []string{published}, Titles: map[string]string{"fr": "a\u202Eb"}}, "text.override"},
	} {
		got, _, err := titlesOf(r, c.who, c.chosen)
		var e *workflow.Error
		if errors.As(err, &e) {
			got = e.ID
		}
		if got != c.want {
			t.Errorf("%s: %q, %v; want %q", c.name, got, err, c.want)
		}
	}
	book, _, err := r.Edition.Collect(r.Ctx(), lea, edition.Collection{Articles: []string{published}, Titles: map[string]string{"fr-MA": " Le mois "}})
	if err != nil || book.Titles["fr"] != "Le mois" || !slices.Equal([]string{book.Documents[0].ID}, []string{published}) {
		t.Errorf("%+v, %v", book, err)
	}
}
