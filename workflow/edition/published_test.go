package edition_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/edition"
	"truchement/workflow/story"
)

// publishedBlock is a published article of one paragraph of three segments, and a headline.
func publishedBlock(t *testing.T) *story.Runner {
	r := story.New(t)
	headline := bitext.NewBlock(bitext.Headline, bitext.Plain("العنوان هنا"))
	r.As("amina").AddDocument(&bitext.Document{Blocks: []bitext.Block{headline,
		bitext.NewBlock(bitext.Paragraph, bitext.Plain(one+" "+two+" "+three))}})
	r.Translate(1, "Le titre").Translate(2, "Un.").Translate(3, "Deux.").Translate(4, "Trois.")
	r.As("luc").Approve(1).Approve(2).Approve(3).Approve(4).SignOff().Publish()
	return r
}

// TestPublishedStandsUntilTheNextPublication changes a published article in every way there is: who
// reads it sees what was published, and what is published next.
func TestPublishedStandsUntilTheNextPublication(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(r *story.Runner)
		next   string // after the next publication
	}{
		{"nothing", func(*story.Runner) {}, ""},
		{"a draft", func(r *story.Runner) { r.As("amina").Draft(3, "Deux !") }, ""},
		{"a translation", func(r *story.Runner) { r.As("amina").Translate(3, "Deux !") }, "Le titre Un. Deux ! Trois."},
		{"an approved translation", func(r *story.Runner) {
			r.As("amina").Translate(3, "Deux !").As("luc").Approve(3)
		}, "Le titre Un. Deux ! Trois."},
		{"a return", func(r *story.Runner) { r.As("luc").Return(3, "ton") }, ""},
		{"a headline that is empty now", func(r *story.Runner) { r.As("amina").Draft(1, "") }, ""},
		{"two segments merged", func(r *story.Runner) { r.As("amina").Merge(2) }, "Le titre Un. Deux. Trois."},
		{"two segments merged and changed", func(r *story.Runner) {
			r.As("amina").Merge(2).Translate(2, "Un et deux.")
		}, "Le titre Un et deux. Trois."},
		{"a segment split and changed", func(r *story.Runner) {
			r.As("amina").Split(2, 4).Translate(3, "Seconde moitié.")
		}, ""},
		{"a source that was corrected", func(r *story.Runner) {
			r.As("luc").Correct(4, "جملة أخرى.", workflow.Fact)
		}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := publishedBlock(t)
			sources := func() (all []string) {
				doc, err := r.Edition.Published(r.Ctx(), r.People["lea"], r.ArticleID)
				r.Check("published", err)
				for _, b := range doc.Blocks {
					all = append(all, b.Source().String()+" = "+b.Target().String())
				}
				return all
			}
			before := sources()
			c.change(r)
			if diff := cmp.Diff(before, sources()); diff != "" {
				t.Errorf("a reader sees what nobody published:\n%s", diff)
			}
			if c.next == "" {
				return
			}
			for _, s := range r.View().Segments {
				if s.State == bitext.Translated {
					r.As("luc").Approve(s.Position)
				}
			}
			if r.View().Stage() != workflow.Published {
				r.As("luc").SignOff().Publish()
			}
			doc, err := r.Edition.Published(r.Ctx(), workflow.Visitor(), r.ArticleID)
			r.Check("published again", err)
			if got := targets(doc); got != c.next {
				t.Errorf("after the next publication: %s, want %s", got, c.next)
			}
		})
	}
}

func TestPublishedIsForReaders(t *testing.T) {
	r := approved(t)
	read := func(who workflow.Actor) {
		t.Helper()
		doc, err := r.Edition.Published(r.Ctx(), who, r.ArticleID)
		r.Check("published", err)
		if doc != nil && targets(doc) != "Un. Deux. Trois." {
			t.Errorf("%s", targets(doc))
		}
	}
	for _, name := range []string{"lea", "luc", "nadia"} {
		r.Refused("error.not-found")
		read(r.People[name])
	}
	r.SignOff().Publish()
	read(r.People["lea"])
	read(workflow.Visitor())
	r.Refused("error.signed-out")
	read(workflow.Actor{})
	r.Correct(1, "", workflow.Retraction)
	for _, name := range []string{"lea", "nadia"} {
		r.Refused("edition.withdrawn")
		read(r.People[name])
	}
}

func TestEditionsListsWhatIsPublished(t *testing.T) {
	r := publishedBlock(t)
	older := r.ArticleID
	publication := r.AddPublication()
	r.AddTo(publication, one)
	r.As("amina").Translate(1, "Un.").As("luc").Approve(1)
	list := func(f edition.Filter) (out []string, more string) {
		t.Helper()
		all, more, err := r.Edition.Editions(r.Ctx(), r.People["lea"], f)
		r.Check("editions", err)
		for _, e := range all {
			if e.Published.IsZero() || e.SourceLang != "ar" || e.TargetLang != "fr" {
				t.Errorf("%+v", e)
			}
			out = append(out, e.Headline+" = "+e.Translation+" in "+e.Publication.Name)
		}
		return out, more
	}
	want := func(f edition.Filter, more string, want ...string) {
		t.Helper()
		got, next := list(f)
		if diff := cmp.Diff(want, got); diff != "" || next != more {
			t.Errorf("more %q, want %q; %s", next, more, diff)
		}
	}
	first := "العنوان هنا = Le titre in "
	want(edition.Filter{Limit: 9}, "", first)
	r.SignOff().Publish()
	newer := r.ArticleID
	second := r.View().Title + " =  in L’Écho"
	want(edition.Filter{Limit: 9}, "", second, first)
	want(edition.Filter{Limit: 1}, newer, second)
	want(edition.Filter{Limit: 1, Before: newer}, older, first)
	want(edition.Filter{Limit: 9, Search: "العنوان"}, "", first)
	r.ArticleID = older
	r.As("amina").Translate(1, "Un titre que personne n’a relu")
	want(edition.Filter{Limit: 9}, "", second, first)
	r.As("luc").Correct(1, "", workflow.Retraction)
	want(edition.Filter{Limit: 9}, "", second)
	_, _, err := r.Edition.Editions(r.Ctx(), workflow.Actor{}, edition.Filter{})
	r.Refused("error.signed-out").Check("signed out", err)
}
