package bench_test

import (
	"net/http"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/format/text"
	"truchement/workflow/intake"
)

// Two people write the same segment: the second gets both texts and the common base, and saves
// what they make of them.
func TestConflictShowsBothTexts(t *testing.T) {
	st := uitest.OpenStory(t)
	mine, other := st.As(workflow.Translator), st.As(workflow.Editor)
	page := mine.Get(st.Bench(4)).Body.String()
	if w := st.Save(other, 4, "save", "Ce partenariat a de nouvelles bases"); w.Code != http.StatusSeeOther {
		t.Fatalf("the editor's save: %d\n%s", w.Code, w.Body)
	}
	w := mine.Post("/segments/"+st.Segments[3].ID, "version", uitest.Field(page, "version"),
		"op", uitest.Field(page, "op"), "target", "Cette alliance repose sur de nouvelles bases", "do", "next")
	page = st.See(w, http.StatusConflict, "a changé ce segment entre-temps", "<del>", "<ins>",
		"Cette alliance repose sur de nouvelles bases</textarea>", "ليلى editor")
	w = mine.Post("/segments/"+st.Segments[3].ID, "version", uitest.Field(page, "version"),
		"op", uitest.Field(page, "op"), "target", "Cette alliance a de nouvelles bases", "do", "next")
	if w.Code != http.StatusSeeOther {
		t.Fatalf("the merge: %d\n%s", w.Code, w.Body)
	}
	if got := st.Segment(t, 4).Target.String(); got != "Cette alliance a de nouvelles bases" {
		t.Errorf("stands %q", got)
	}
	st.See(mine.Get("/segments/"+st.Segments[3].ID+"/history"), http.StatusOK,
		"Proposition non retenue", "Reprendre ce texte")
}

// TestOwnOtherTabIsNotSomebodyElse saves a segment in one tab and then in another of the same person,
// in each language: the card, and the notice of a tab that looks again, say "you" and no name.
func TestOwnOtherTabIsNotSomebodyElse(t *testing.T) {
	for language, you := range map[string]string{"fr": "Vous, dans un autre onglet,", "ar": "منك أنت، في تبويب آخر،",
		"en": "You, in another tab,"} {
		t.Run(language, func(t *testing.T) {
			st := uitest.OpenStory(t)
			b := st.As(workflow.Translator)
			st.Reading(language)
			at := "/segments/" + st.Segments[3].ID
			page := b.Get(st.Bench(4)).Body.String()
			st.Save(b, 4, "save", "Ce partenariat a de nouvelles bases")
			w := b.Post(at, "version", uitest.Field(page, "version"), "op", uitest.Field(page, "op"),
				"target", "Cette alliance repose sur de nouvelles bases", "do", "next")
			card := section(t, st.See(w, http.StatusConflict, you), `<section class="clash"`, "</section>")
			again := st.See(b.Get(st.Bench(4)+"&seen="+uitest.Field(page, "version")), http.StatusOK)
			late := section(t, again, `<div class="notice" data-kind="warn">`, "</div>")
			for _, said := range []string{card, late} {
				if !strings.Contains(said, you) || strings.Contains(said, st.People[workflow.Translator].Name) {
					t.Errorf("a tab of the same person is said to be of another: %s", said)
				}
			}
		})
	}
}

// section is a page from a tag to the end of its element.
func section(t *testing.T, page, from, to string) string {
	t.Helper()
	_, rest, found := strings.Cut(page, from)
	if !found {
		t.Fatalf("the page lacks %s", from)
	}
	text, _, _ := strings.Cut(rest, to)
	return text
}

// TestHistorySaysWhereATextCameFrom has an article that was pasted and one that was a file.
func TestHistorySaysWhereATextCameFrom(t *testing.T) {
	for _, tt := range []struct{ file, says, not string }{
		{"", "Importé<", "fichier"},
		{"visite.docx", "Importé du fichier", "Importé<"},
	} {
		st := uitest.OpenStory(t)
		b := st.As(workflow.Translator)
		d, err := text.Read(strings.NewReader(uitest.ArabicArticle))
		if err != nil {
			t.Fatal(err)
		}
		d.Origin = tt.file
		a, err := st.Intake.AddArticle(t.Context(), st.Actor(workflow.Chief), intake.NewArticle{Document: d})
		if err != nil {
			t.Fatal(err)
		}
		v := st.View(a.ID)
		page := st.See(b.Get("/segments/"+v.Segments[0].ID+"/history"), http.StatusOK, tt.says, tt.file)
		if strings.Contains(section(t, page, `class="past`, "</li>"), tt.not) {
			t.Errorf("of the file %q the history says %q", tt.file, tt.not)
		}
	}
}

// TestConflictMerges changes different words of one sentence on two sides: the field of the card
// has both changes, and each of the three texts to start from has a button.
func TestConflictMerges(t *testing.T) {
	st := uitest.OpenStory(t)
	mine, other := st.As(workflow.Translator), st.As(workflow.Editor)
	st.Save(other, 4, "save", "Ce partenariat a de nouvelles bases depuis lundi soir.")
	page := mine.Get(st.Bench(4)).Body.String()
	st.Save(other, 4, "save", "Ce partenariat a de solides bases depuis lundi soir.")
	w := mine.Post("/segments/"+st.Segments[3].ID, "version", uitest.Field(page, "version"), "op", "k",
		"target", "Ce partenariat a de nouvelles bases depuis mardi soir.", "do", "next")
	st.See(w, http.StatusConflict, "Les deux réunies",
		">Ce partenariat a de solides bases depuis mardi soir.</textarea>",
		`data-take="Ce partenariat a de nouvelles bases depuis mardi soir."`,
		`data-take="Ce partenariat a de solides bases depuis lundi soir."`)
	w = mine.Post("/segments/"+st.Segments[3].ID, "version", uitest.Field(page, "version"), "op", "l",
		"target", "Ce partenariat a d’autres bases depuis lundi soir.", "do", "next")
	st.See(w, http.StatusConflict, "À un endroit, les deux versions", `<mark class="meet">`,
		">Ce partenariat a d’autres bases depuis lundi soir.</textarea>")
}

// TestConflictEscapesTexts types markup on both sides: in the words that one side changed, in
// those that both did, and in those that stayed.
func TestConflictEscapesTexts(t *testing.T) {
	st := uitest.OpenStory(t)
	mine, other := st.As(workflow.Translator), st.As(workflow.Editor)
	st.Save(other, 4, "save", "Ce <b>mot</b> a de nouvelles bases depuis lundi soir.")
	page := mine.Get(st.Bench(4)).Body.String()
	st.Save(other, 4, "save", "Ce <b>mot</b> a <i>de</i> bases depuis <q>lundi</q> soir.")
	w := mine.Post("/segments/"+st.Segments[3].ID, "version", uitest.Field(page, "version"), "op", "k",
		"target", "Ce <b>mot</b> a de nouvelles bases depuis <p>mardi</p> soir et <u>demain</u>.", "do", "next")
	page = st.See(w, http.StatusConflict, "&lt;b&gt;mot&lt;/b&gt;", "&lt;u&gt;", "&lt;q&gt;", "&lt;p&gt;")
	for _, element := range []string{"<b>mot", "<i>de", "<q>", "<p>mardi", "<u>"} {
		if strings.Contains(page, element) {
			t.Errorf("the page has the element %s of a text", element)
		}
	}
}
