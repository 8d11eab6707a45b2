package edition_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/article"
	"truchement/workflow/bitext"
	"truchement/workflow/edition"
	"truchement/workflow/intake"
	"truchement/workflow/story"
)

// export is the document that who makes of the article.
func export(r *story.Runner, who string, o edition.Options) (*bitext.Document, []workflow.Gap) {
	r.T.Helper()
	doc, gaps, err := r.Edition.Export(r.Ctx(), r.People[who], r.ArticleID, o)
	r.Check("export", err)
	return doc, gaps
}

// targets writes the targets of a document, - where there is none.
func targets(doc *bitext.Document) string {
	var all []string
	for _, s := range doc.Segments() {
		if s.Target.Empty() {
			all = append(all, "-")
			continue
		}
		all = append(all, s.Target.String())
	}
	return strings.Join(all, " ")
}

// TestExportHoldsTheStatesThatAreAskedFor has a segment in each state.
func TestExportHoldsTheStatesThatAreAskedFor(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two, three, one, two)
	r.Draft(2, "brouillon").Translate(3, "traduit").Translate(4, "approuvé").Translate(5, "rendu")
	r.As("luc").Approve(4).Return(5, "style")
	for _, c := range []struct {
		name   string
		states []bitext.State
		want   string
	}{
		{"none: what is approved", nil, "- - - approuvé -"},
		{"final", []bitext.State{bitext.Final}, "- - - - -"},
		{"translated", []bitext.State{bitext.Translated}, "- - traduit - rendu"},
		{"initial", []bitext.State{bitext.Initial}, "- brouillon - - -"},
		{"two states", []bitext.State{bitext.Translated, bitext.Reviewed},
			"- - traduit approuvé rendu"},
	} {
		doc, gaps := export(r, "amina", edition.Options{States: c.states})
		if got := targets(doc); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		for i, s := range doc.Segments() {
			is := r.Segment(i + 1)
			if s.ID != is.ID || !s.Source.Equal(is.Source) || s.State != is.State ||
				s.SubState != is.SubState || s.Version != is.Version {
				t.Errorf("%s: segment %d is %+v", c.name, i+1, s)
			}
			if s.Target.Empty() && (s.Translator != "" || s.Reviewer != "") {
				t.Errorf("%s: segment %d without a target is by %q and %q", c.name, i+1, s.Translator,
					s.Reviewer)
			}
		}
		if len(gaps) != 3 { // untranslated, returned, unreviewed
			t.Errorf("%s: gaps %v, want three", c.name, gaps)
		}
	}
}

func TestExportRefusesARetractedArticle(t *testing.T) {
	r := approved(t).SignOff().Publish().Correct(1, "", workflow.Retraction)
	for _, who := range []string{"lea", "amina", "luc", "nadia"} {
		doc, gaps, err := r.Edition.Export(r.Ctx(), r.People[who], r.ArticleID, edition.Options{})
		r.Refused("article.retracted").Check("export by "+who, err)
		if doc != nil || gaps != nil {
			t.Errorf("%s got a document or gaps", who)
		}
	}
}

func TestExportForReaders(t *testing.T) {
	r := approved(t)
	r.Refused("error.not-found")
	export(r, "lea", edition.Options{})
	r.SignOff().Publish().As("amina").Draft(2, "Deux, corrigé.").Comment(1, "interne")
	all := []bitext.State{bitext.Initial, bitext.Translated, bitext.Reviewed, bitext.Final}
	doc, _ := export(r, "lea", edition.Options{States: all, Notes: true})
	if got := targets(doc); got != "Un. - Trois." {
		t.Errorf("a reader gets %s, want what is approved", got)
	}
	for _, s := range doc.Segments() {
		if s.Notes != nil {
			t.Errorf("a reader gets the notes %v", s.Notes)
		}
	}
	_, _, err := r.Edition.Export(r.Ctx(), workflow.Actor{}, r.ArticleID, edition.Options{})
	r.Refused("error.signed-out").Check("export, signed out", err)
	_, _, err = r.Edition.Export(r.Ctx(), r.Who, "none", edition.Options{})
	r.Refused("error.not-found").Check("export of no article", err)
}

func TestExportTakesNotesAlong(t *testing.T) {
	r := approved(t)
	r.As("amina").Comment(2, "première")
	r.As("luc").Comment(2, "seconde")
	r.Comment(0, "de l’article")
	doc, _ := export(r, "youssef", edition.Options{Notes: true})
	var got []string
	for i, s := range doc.Segments() {
		for _, n := range s.Notes {
			got = append(got, fmt.Sprintf("%d %s: %s", i+1, n.Author, n.Text))
			if n.Time.IsZero() {
				t.Error("a note without its time")
			}
		}
	}
	want := []string{"2 amina: première", "2 luc: seconde"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	doc, _ = export(r, "youssef", edition.Options{})
	if notes := doc.Segments()[1].Notes; notes != nil {
		t.Errorf("notes %v that nobody asked for", notes)
	}
}

func TestExportCreditsWhoMadeIt(t *testing.T) {
	r := story.New(t)
	publication := r.AddPublication()
	r.AddTo(publication, one, two, three)
	r.As("amina").Translate(1, "Un.").Translate(2, "Deux.")
	r.As("youssef").Draft(2, "Deux deux.").Translate(2, "Deux deux.").Translate(3, "Trois.")
	r.As("luc").Approve(1).Approve(2)
	doc, _ := export(r, "amina", edition.Options{})
	want := []bitext.Credit{{Role: "publication", Names: []string{"L’Écho"}},
		{Role: "translator", Names: []string{"amina", "youssef"}},
		{Role: "editor", Names: []string{"luc"}}}
	if diff := cmp.Diff(want, doc.Credits); diff != "" {
		t.Error(diff)
	}
	s := doc.Segments()
	if s[1].Translator != "amina" || s[1].Reviewer != "luc" || s[2].Translator != "" {
		t.Errorf("the second is by %q and %q, the third by %q", s[1].Translator, s[1].Reviewer,
			s[2].Translator)
	}
	r.As("salma").Override(3, "seule")
	if doc, _ = export(r, "amina", edition.Options{}); doc.Segments()[2].Override != "" {
		t.Error("an override of an editor who is no author")
	}
	r.As("salma").Draft(3, "De Salma.").Override(3, "seule au desk")
	if doc, _ = export(r, "amina", edition.Options{}); doc.Segments()[2].Override != "seule au desk" {
		t.Errorf("override %q, want it in the credits", doc.Segments()[2].Override)
	}
	r.Add(one)
	if doc, _ = export(r, "amina", edition.Options{}); doc.Credits != nil {
		t.Errorf("credits %v of what nobody made", doc.Credits)
	}
}

func TestExportIsOfTheArticle(t *testing.T) {
	r := story.New(t).As("amina")
	heading := bitext.NewBlock(bitext.Heading, bitext.Plain("عنوان المقال"))
	heading.Level = 2
	a, err := r.Intake.AddArticle(r.Ctx(), r.Who, intake.NewArticle{SourceLang: "ar",
		TargetLang: "fr", Title: "عنوان", Document: &bitext.Document{Origin: "a.docx",
			Blocks: []bitext.Block{bitext.NewBlock(bitext.Quote, bitext.Plain(one+" "+two)), heading,
				bitext.NewBlock(bitext.Paragraph, bitext.Plain(three))}}})
	r.Check("add", err)
	r.ArticleID = a.ID
	r.Translate(1, "Un.").Translate(2, "Deux.").Translate(3, "Titre").Translate(4, "Trois.")
	doc, gaps := export(r, "amina", edition.Options{})
	if doc.ID != a.ID || doc.Title != "عنوان" || doc.SourceLang != "ar" || doc.TargetLang != "fr" ||
		doc.Origin != "a.docx" || !doc.Date.Equal(a.Created) {
		t.Errorf("document %s %q %s-%s from %s of %v", doc.ID, doc.Title, doc.SourceLang,
			doc.TargetLang, doc.Origin, doc.Date)
	}
	if len(gaps) != 1 || gaps[0].Kind != workflow.GapUnreviewed || len(gaps[0].Positions) != 4 {
		t.Errorf("gaps %v", gaps)
	}
	v := r.View()
	var shape []string
	for i, b := range doc.Blocks {
		shape = append(shape, fmt.Sprintf("%s %d: %d", b.Kind, b.Level, len(b.Segments)))
		if b.ID != v.Blocks[i].ID {
			t.Errorf("block %d has the id %s", i, b.ID)
		}
	}
	if got := strings.Join(shape, ", "); got != "quote 0: 2, heading 2: 1, paragraph 0: 1" {
		t.Errorf("blocks %s", got)
	}
	if got := doc.Blocks[0].Source().String(); got != one+" "+two {
		t.Errorf("the quotation is %q", got)
	}
	r.As("luc").Merge(3) // the last block is empty now
	for p := 1; p <= 3; p++ {
		r.Approve(p)
	}
	r.SignOff().Publish()
	doc, gaps = export(r, "lea", edition.Options{})
	if len(doc.Blocks) != 2 || len(gaps) != 0 || !doc.Date.Equal(r.View().Published) {
		t.Errorf("%d blocks, gaps %v, of %v", len(doc.Blocks), gaps, doc.Date)
	}
}

// Names that the publication hides are in no segment either.
func TestHiddenNamesAreInNoSegment(t *testing.T) {
	for name, c := range map[string]struct {
		hidden []string
		want   string
	}{
		"none":          {nil, "أمينة/Luc"},
		"translators":   {[]string{"translator"}, "/Luc"},
		"editors":       {[]string{"editor"}, "أمينة/"},
		"both":          {[]string{"editor", "translator"}, "/"},
		"another thing": {[]string{"date"}, "أمينة/Luc"},
	} {
		t.Run(name, func(t *testing.T) {
			r := approved(t)
			p, err := r.Publication.Add(r.Ctx(), r.People["nadia"], workflow.Publication{Name: "النشرة", SourceLang: "ar",
				TargetLang: "fr", Style: workflow.HouseStyle{Hidden: c.hidden}})
			r.Check("publication", err)
			r.Check("edit", r.Article.Edit(r.Ctx(), r.People["nadia"], r.ArticleID, article.Changes{Publication: &p.ID}))
			d, _, err := r.Edition.Export(r.Ctx(), r.Who, r.ArticleID, edition.Options{})
			r.Check("export", err)
			s := d.Segments()[0]
			translator, editor := r.People["amina"].Name, r.People["luc"].Name
			got := strings.NewReplacer(translator, "أمينة", editor, "Luc").Replace(s.Translator + "/" + s.Reviewer)
			if got != c.want {
				t.Errorf("names %q, want %q", got, c.want)
			}
		})
	}
}

// A preview has the whole blocks of the first segments.
func TestExportOfTheBeginning(t *testing.T) {
	r := story.New(t).As("luc").Add(one+" "+two, three, one)
	for first, want := range map[int]int{0: 4, 1: 2, 2: 2, 3: 3, 9: 4} {
		d, _ := export(r, "luc", edition.Options{First: first})
		if got := len(d.Segments()); got != want {
			t.Errorf("first %d: %d segments, want %d", first, got, want)
		}
	}
}
