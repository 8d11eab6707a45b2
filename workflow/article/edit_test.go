package article_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/article"
	"truchement/workflow/bitext"
	"truchement/workflow/story"
)

func ptr[T any](v T) *T { return &v }

// Edit keeps the fields that are not sent, and cleans those that are.
func TestEditChangesWhatIsSent(t *testing.T) {
	r := story.New(t)
	publication := r.AddPublication()
	r.As("luc").Add(story.One)
	due := time.Date(2026, 3, 2, 18, 30, 45, 0, time.FixedZone("", 3600))
	long := strings.Repeat("x", workflow.MaxTitle)
	want := r.View().Article
	for _, tt := range []struct {
		name   string
		in     article.Changes
		change func(*workflow.Article)
	}{
		{"nothing", article.Changes{}, func(*workflow.Article) {}},
		{"title", article.Changes{Title: ptr("  Un \n titre\x00 ")},
			func(a *workflow.Article) { a.Title = "Un titre" }},
		{"longest title", article.Changes{Title: &long}, func(a *workflow.Article) { a.Title = long }},
		{"publication", article.Changes{Publication: &publication},
			func(a *workflow.Article) { a.Publication = publication }},
		{"due", article.Changes{Due: &due},
			func(a *workflow.Article) { a.Due = time.Date(2026, 3, 2, 17, 30, 0, 0, time.UTC) }},
		{"urgency", article.Changes{Urgency: ptr(workflow.Flash)},
			func(a *workflow.Article) { a.Urgency = workflow.Flash }},
		{"note", article.Changes{Note: ptr(" vite\x00\r\n")},
			func(a *workflow.Article) { a.Note = "vite" }},
		{"no publication", article.Changes{Publication: ptr("")},
			func(a *workflow.Article) { a.Publication = "" }},
		{"no due time, no note", article.Changes{Due: ptr(time.Time{}), Note: ptr(" ")},
			func(a *workflow.Article) { a.Due, a.Note = time.Time{}, "" }},
	} {
		entries := r.Appended(func() {
			r.Check(tt.name, r.Article.Edit(r.Ctx(), r.Who, r.ArticleID, tt.in))
		})
		tt.change(&want)
		if d := cmp.Diff(want, r.View().Article); d != "" {
			t.Errorf("%s: kept (-want +got):\n%s", tt.name, d)
		}
		if len(entries) != 1 || entries[0].Kind != workflow.ArticleChanged ||
			entries[0].Article != r.ArticleID {
			t.Errorf("%s: feed %+v, want the article changed", tt.name, entries)
		}
	}
}

func TestEditIsRefusedAndKeepsNothing(t *testing.T) {
	r := story.New(t)
	r.As("luc").Add(story.One)
	before := r.View().Article
	for name, tt := range map[string]struct {
		who  string
		in   article.Changes
		want string
	}{
		"by a translator": {"amina", article.Changes{}, "error.forbidden"},
		"by a reader":     {"lea", article.Changes{}, "error.forbidden"},
		"no title":        {"luc", article.Changes{Title: ptr(" \n")}, "article.no-title"},
		"a title too long": {"luc", article.Changes{
			Title: ptr(strings.Repeat("x", workflow.MaxTitle+1))}, "text.too-long"},
		"a title that is not UTF-8": {"luc", article.Changes{Title: ptr("a\xff")}, "text.encoding"},
		"a note too long": {"luc", article.Changes{Title: ptr("Titre"),
			Note: ptr(strings.Repeat("x", workflow.MaxRemark+1))}, "text.too-long"},
		"a note with an override": {"luc", article.Changes{Note: ptr("a\u202eb")}, "text.override"},
		"no such publication": {"luc", article.Changes{Title: ptr("Titre"),
			Publication: ptr("none")}, "error.not-found"},
	} {
		r.WantAppended(func() {
			err := r.Article.Edit(r.Ctx(), r.People[tt.who], r.ArticleID, tt.in)
			r.Refused(tt.want).Check(name, err)
		})
	}
	r.Refused("error.not-found").Check("no article",
		r.Article.Edit(r.Ctx(), r.Who, "none", article.Changes{}))
	if d := cmp.Diff(before, r.View().Article); d != "" {
		t.Errorf("kept (-want +got):\n%s", d)
	}
}

func TestBlockGetsAnotherKind(t *testing.T) {
	r := story.New(t)
	r.As("amina").Add(story.One, story.Two)
	block := r.View().Blocks[1].ID
	other := r.View()
	another := r.Add(story.Three).ArticleID
	set := func(who, article, block string, kind bitext.BlockKind) error {
		return r.Article.SetBlockKind(r.Ctx(), r.People[who], article, block, kind)
	}
	r.ArticleID = other.ID
	r.WantAppended(func() { r.Check("a quote", set("amina", other.ID, block, bitext.Quote)) },
		"article.changed")
	want := other.Blocks
	want[1].Kind = bitext.Quote
	r.WantAppended(func() {
		r.Refused("error.forbidden").Check("a reader", set("lea", other.ID, block, bitext.Caption))
		r.Refused("option.kind").Check("no kind", set("amina", other.ID, block, ""))
		r.Refused("option.kind").Check("a kind of none", set("amina", other.ID, block, "script"))
		r.Refused("error.not-found").Check("no block", set("amina", other.ID, "none", bitext.Caption))
		r.Refused("error.not-found").Check("another article’s block",
			set("amina", another, block, bitext.Caption))
	})
	if d := cmp.Diff(want, r.View().Blocks); d != "" {
		t.Errorf("blocks (-want +got):\n%s", d)
	}
}
