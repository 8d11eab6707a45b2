package edition_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/article"
	"truchement/workflow/bitext"
	"truchement/workflow/edition"
	style "truchement/workflow/format/edition"
	"truchement/workflow/story"
)

// corrections is what a document tells of its corrections: the numbers of the segments, the grades and
// the reasons, and whether it was updated after it was published.
func corrections(d *bitext.Document) string {
	var all []string
	for i, s := range d.Segments() {
		for _, c := range s.Corrections {
			all = append(all, fmt.Sprintf("%d %s %s", i+1, c.Grade, c.Reason))
		}
	}
	if !d.Updated.IsZero() {
		all = append(all, fmt.Sprintf("after %v", d.Updated.Sub(d.Date).Round(time.Hour)))
	}
	return strings.Join(all, ", ")
}

// TestReadersSeeCorrections corrects a published article: a correction is in the credits when readers see
// it, of a typo at once and of others with the next publication.
func TestReadersSeeCorrections(t *testing.T) {
	r := publishedBlock(t)
	published := r.Clock
	shows := func(who workflow.Actor, want string) {
		t.Helper()
		doc, err := r.Edition.Published(r.Ctx(), who, r.ArticleID)
		r.Check("published", err)
		if got := corrections(doc); got != want {
			t.Errorf("%v: corrections %q, want %q", r.Clock.Sub(published).Round(time.Hour), got, want)
		}
		if doc.Date.Sub(published).Abs() > time.Minute {
			t.Errorf("published %v, want %v", doc.Date, published)
		}
	}
	visitor := workflow.Visitor()
	shows(visitor, "")
	r.Clock = r.Clock.Add(2 * day)
	r.As("luc").Correct(1, "العنوان هنا.", workflow.Typo)
	shows(visitor, "1 typo dépêche corrigée, after 48h0m0s")
	r.Clock = r.Clock.Add(day)
	r.As("luc").Correct(4, "جملة أخرى.", workflow.Fact)
	shows(visitor, "1 typo dépêche corrigée, after 48h0m0s")
	r.As("amina").Translate(4, "Trois, corrigé.").As("luc").Approve(4).SignOff().Publish()
	shows(visitor, "1 typo dépêche corrigée, 4 fact dépêche corrigée, after 72h0m0s")
	doc, _, err := r.Edition.Export(r.Ctx(), r.Who, r.ArticleID, edition.Options{})
	r.Check("export", err)
	if got := corrections(doc); got != "1 typo dépêche corrigée, 4 fact dépêche corrigée, after 72h0m0s" {
		t.Errorf("the desk exports corrections %q", got)
	}
	// A translation alone that is published anew is an update, and no correction.
	r.Clock = r.Clock.Add(day)
	r.As("amina").Translate(2, "Un !").As("luc").Approve(2).SignOff().Publish()
	shows(visitor, "1 typo dépêche corrigée, 4 fact dépêche corrigée, after 96h0m0s")
}

// TestCorrectionsBeforePublicationAreNoNews corrects an article before readers had it: no edition lists that.
func TestCorrectionsBeforePublicationAreNoNews(t *testing.T) {
	r := approved(t)
	r.As("luc").Correct(1, "جملة أولى هنا.", workflow.Typo)
	r.As("salma").SignOff().Publish()
	doc, err := r.Edition.Published(r.Ctx(), workflow.Visitor(), r.ArticleID)
	r.Check("published", err)
	if got := corrections(doc); got != "" {
		t.Errorf("corrections %q", got)
	}
}

// TestLookIsThatOfThePublication gives a publication a look, and an article to it and to none.
func TestLookIsThatOfThePublication(t *testing.T) {
	r := approved(t)
	look := func() style.Look {
		l, err := r.Edition.Look(r.Ctx(), workflow.Visitor(), r.ArticleID)
		r.Check("look", err)
		return l
	}
	if diff := cmp.Diff(style.Look{}, look()); diff != "" {
		t.Error(diff)
	}
	p := r.AddPublication()
	r.Check("style", r.Publication.Edit(r.Ctx(), r.People["nadia"], workflow.Publication{ID: p, Name: "L’Écho",
		SourceLang: "ar", TargetLang: "fr", Style: workflow.HouseStyle{Accent: "#8a1c2c", Typeface: "press",
			Hidden: []string{"translator"}}}))
	r.Check("into it", r.Article.Edit(r.Ctx(), r.People["luc"], r.ArticleID, article.Changes{Publication: &p}))
	if diff := cmp.Diff(style.Look{Accent: "#8a1c2c", Typeface: style.Press}, look()); diff != "" {
		t.Error(diff)
	}
	r.Check("logo", r.Publication.SetLogo(r.Ctx(), r.People["nadia"], p, story.PNG(120, 40)))
	if got := look().Logo; len(got) == 0 {
		t.Error("the look has no logo")
	}
	r.SignOff().Publish()
	doc, err := r.Edition.Published(r.Ctx(), workflow.Visitor(), r.ArticleID)
	r.Check("published", err)
	for _, f := range style.Facts(doc, "fr") {
		if f.Key == style.Translator {
			t.Errorf("%v is in the credits", f)
		}
	}
}
