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
	"truchement/workflow/format"
	style "truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/format/html"
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
	book, err := r.Edition.Collect(r.Ctx(), who, c, nil)
	var all []string
	for _, d := range book.Documents {
		all = append(all, style.Title(d, d.TargetLang, true))
	}
	for _, l := range book.Left {
		var why *workflow.Error
		errors.As(l.Why, &why)
		all = append(all, fmt.Sprintf("without %d %q: %s", l.Place, l.Title, why.ID))
	}
	if err == nil {
		err = book.Check(format.Options{})
	}
	return strings.Join(all, ", "), book.Look, err
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

// TestCollectionLeavesOutWhatItCannotHave asks for articles that a Reader may not see, that were retracted
// and that are not there: the others are a book, and what is left out is named with its reason.
func TestCollectionLeavesOutWhatItCannotHave(t *testing.T) {
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
	of := func(articles ...string) edition.Collection { return edition.Collection{Articles: articles} }
	titled := func(tag, title string) edition.Collection {
		return edition.Collection{Articles: []string{published}, Titles: map[string]string{tag: title}}
	}
	for _, c := range []struct {
		name   string
		who    workflow.Actor
		chosen edition.Collection
		want   string // titles and what is left out
		refuse string // the id of an error
	}{
		{"a Reader, what is not published", lea, of(published, draft), `Le premier, without 2 "": error.not-found`, ""},
		{"an editor, what is approved", luc, of(published, draft), "Le premier, Le deuxième", ""},
		{"a Reader, what was retracted", lea, of(retracted, published), `Le premier, without 1 "": edition.withdrawn`, ""},
		{"an editor, what was retracted", luc, of("x", published, retracted),
			`Le premier, without 1 "": error.not-found, without 3 "الثالث": edition.withdrawn`, ""},
		{"what is not there alone", luc, of("x"), `without 1 "": error.not-found`, "collection.none-left"},
		{"nothing", luc, of(), "", "collection.none"},
		{"a publication that has published nothing", luc, edition.Collection{Publication: empty}, "", "collection.none-published"},
		{"no publication", luc, edition.Collection{Publication: "x"}, "", "error.not-found"},
		{"too many", luc, of(many...), "", "collection.many"},
		{"a title that is no text", luc, titled("fr", "a\u202Eb"), "", "text.override"},
		{"a title in a language that it does not have", luc, titled("zz", "a"), "Le premier", "option.title-lang"},
	} {
		got, _, err := titlesOf(r, c.who, c.chosen)
		var e *workflow.Error
		if !errors.As(err, &e) {
			e = &workflow.Error{}
		}
		if got != c.want || e.ID != c.refuse || err != nil && c.refuse == "" {
			t.Errorf("%s: %q, %v; want %q, %q", c.name, got, err, c.want, c.refuse)
		}
		if e.ID == "collection.many" && (e.Args["Count"] != 101 || e.Args["Max"] != 100 || e.Args["More"] != 1) {
			t.Errorf("it says %v", e.Args)
		}
	}
	book, err := r.Edition.Collect(r.Ctx(), lea, titled("fr-MA", " Le mois "), nil)
	if err != nil || book.Titles["fr"] != "Le mois" || book.Title() != "Le mois" || book.Documents[0].ID != published {
		t.Errorf("%+v, %v", book, err)
	}
	if err := book.Check(format.Options{Lang: "en"}); !errors.Is(err, &workflow.Error{ID: "option.lead"}) {
		t.Errorf("it begins with English: %v", err)
	}
	choice, err := r.Edition.Choose(r.Ctx(), luc, of(retracted, published, "x"))
	err = choice.Whole(err)
	var e *workflow.Error
	if !errors.As(err, &e) || e.ID != "collection.left" || e.Args["Names"] != "الثالث · x" || e.Args["Count"] != 2 {
		t.Errorf("the whole is refused with %v", err)
	}
}

// TestBookOfAnOrder has a job make a book: in its order, in its words, and not at all where an article of it
// was retracted in the meantime.
func TestBookOfAnOrder(t *testing.T) {
	r := story.New(t)
	first := addPublished(t, r, "", "الأول", "Le premier")
	second := addPublished(t, r, "", "الثاني", "Le deuxième")
	book := edition.Order{Format: "epub", Title: "Deux", Again: "/collection?x", Zone: "Africa/Casablanca",
		Book:  &edition.Collection{Articles: []string{second, first}, Titles: map[string]string{"fr": "Deux"}},
		Write: format.Options{Mode: html.Popup, Lang: "fr"}}
	r.As("lea")
	written, pieces, err := order(r, book)
	r.Check("order", err)
	if written.Name != "Deux.fr-ar-popup.epub" || written.MIME != "application/epub+zip" || written.Again != "/collection?x" ||
		!slices.Equal(written.Articles, []string{second, first}) || written.Bytes != len(strings.Join(pieces, "")) {
		t.Errorf("written %+v", written)
	}
	opf := editiontest.Part(t, []byte(strings.Join(pieces, "")), "EPUB/nav.xhtml")
	if at := strings.Index(opf, "Le deuxième"); at < 0 || at > strings.Index(opf, "Le premier") {
		t.Errorf("the book is in another order\n%s", opf)
	}
	r.ArticleID = first
	r.As("luc").Correct(1, "", workflow.Retraction).As("lea")
	if _, pieces, err := order(r, book); !errors.Is(err, &workflow.Error{ID: "collection.left"}) || len(pieces) > 0 {
		t.Errorf("a book of what was retracted: %v, %d pieces", err, len(pieces))
	}
}
