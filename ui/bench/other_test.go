package bench_test

import (
	"net/http"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// TestSaveOfAnotherPerson sends a text in the name of another person than its writer, as a tab
// would that was left open while a second person signed in.
func TestSaveOfAnotherPerson(t *testing.T) {
	st := uitest.OpenStory(t)
	luc := st.As(workflow.Editor)
	w := luc.Post("/segments/"+st.Segments[3].ID, "person", st.People[workflow.Translator].ID,
		"version", "2", "op", "k", "target", "D’une autre main", "do", "save")
	st.See(w, http.StatusUnauthorized, "Une autre personne est connectée")
	if got := st.Segment(t, 4).Target.String(); got == "D’une autre main" {
		t.Error("it was saved")
	}
}

// TestAnswerToAConfirmation brings the row that was left, closed, and what the status bar says: the
// reader has gone on by then.
func TestAnswerToAConfirmation(t *testing.T) {
	st := uitest.OpenStory(t)
	b := st.As(workflow.Translator)
	b.Header.Set("Fx-Target", "v-"+st.Segments[3].ID+" bench r-"+st.Segments[3].ID)
	w := b.Post("/segments/"+st.Segments[3].ID, "version", "2", "op", "k", "target", "Confirmé.", "do", "next")
	page := w.Body.String()
	for _, want := range []string{`id="saved" data-version="`, `id="r-` + st.Segments[3].ID + `"`,
		"Segment 4 confirmé", `id="meter"`} {
		if !strings.Contains(page, want) {
			t.Errorf("status %d, lacks %q", w.Code, want)
		}
	}
	if n := strings.Count(page, `<li class="seg`); n != 1 || strings.Contains(page, "<form") {
		t.Errorf("%d rows, want this one, closed:\n%s", n, page)
	}
}
