package bench_test

import (
	"net/http"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
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
