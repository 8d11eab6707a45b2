package review_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/plan"
)

func decide(st *uitest.Story, b *uitest.Browser, n int, version string, pairs ...string) string {
	st.TB.Helper()
	path := "/segments/" + st.Segments[n-1].ID + "/review"
	return st.See(b.Follow(b.Post(path, append([]string{"version", version}, pairs...)...)), http.StatusOK)
}

func TestQueueListsWhatWaits(t *testing.T) {
	st := uitest.OpenStory(t)
	b := st.As(workflow.Editor)
	page := st.See(b.Get("/review"), http.StatusOK, "Sans relecteur désigné", "2 segments à relire",
		"/articles/"+st.ID+"/review", `lang="ar" dir="rtl"`)
	if strings.Contains(page, "Pour vous") {
		t.Error("nobody gave the editor anything")
	}
	_, err := st.Plan.Assign(t.Context(), st.Actor(workflow.Chief), plan.NewAssignment{
		Article: st.ID, Person: st.People[workflow.Editor].ID, Role: workflow.Editor})
	if err != nil {
		t.Fatal(err)
	}
	st.See(b.Get("/review"), http.StatusOK, "Pour vous")
}

func TestReviewApprovesAndReturns(t *testing.T) {
	st := uitest.OpenStory(t)
	b := st.As(workflow.Editor)
	page := st.See(b.Get("/articles/"+st.ID+"/review"), http.StatusOK, "Approuver et suivant", "À relire")
	if got := strings.Count(page, `<li class="seg`); got != 2 {
		t.Errorf("%d rows wait, want 2", got)
	}
	page = decide(st, b, 2, "2", "decision", "approve")
	if !strings.Contains(page, "Segment 2 approuvé") || !strings.Contains(page, `<li class="seg rev on`) {
		t.Error("the page says nothing of what was done, or opens nothing")
	}
	w := b.Post("/segments/"+st.Segments[2].ID+"/review", "version", "2", "decision", "return")
	st.See(w, http.StatusUnprocessableEntity, "Dites pourquoi le segment est renvoyé")
	decide(st, b, 3, "2", "decision", "return", "kind", "name", "reason", "« Bruno »")
	g := st.Segment(t, 3)
	if want := "Nom propre — « Bruno »"; g.SubState != bitext.Returned || g.Reason != want {
		t.Errorf("segment 3 is %s, reason %q, want %q", g.SubState, g.Reason, want)
	}
	st.See(b.Get("/articles/"+st.ID+"/review"), http.StatusOK, "Rien à relire ici")
}

// An author of a part cannot approve it: the page says why, and lets them do so with a reason.
func TestReviewHoldsFourEyes(t *testing.T) {
	st := uitest.OpenStory(t)
	b := st.As(workflow.Editor)
	w := b.Post("/segments/"+st.Segments[1].ID, "version", "2", "op", "x", "from", "review", "do", "save",
		"target", strings.Replace(uitest.FrenchTexts()[1], "lundi", "mardi", 1))
	page := st.See(b.Follow(w), http.StatusOK, "Vous avez écrit une partie de ce texte",
		"Par rapport à la première version", "<del>", "mardi")
	version := regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(page)[1]
	path := "/segments/" + st.Segments[1].ID + "/review"
	st.See(b.Post(path, "version", version, "decision", "approve"), http.StatusForbidden,
		"une autre personne doit l’approuver", `id="override-problem"`)
	decide(st, b, 2, version, "decision", "approve", "override", "seule de garde")
	if g := st.Segment(t, 2); g.Override != "seule de garde" || g.Snapshot.State != bitext.Reviewed {
		t.Errorf("segment 2 is %s, override %q", g.Snapshot.State, g.Override)
	}
}

func TestReviewOfAnOlderVersionIsRefused(t *testing.T) {
	st := uitest.OpenStory(t)
	st.Save(st.As(workflow.Translator), 2, "next", "Autre texte.")
	w := st.As(workflow.Editor).Post("/segments/"+st.Segments[1].ID+"/review", "version", "2",
		"decision", "return", "reason", "mon long motif")
	st.See(w, http.StatusConflict, "relisez la version ci-dessous", "mon long motif")
}

func TestReviewManyShowsFirstAndIsUndoneAtOnce(t *testing.T) {
	st := uitest.OpenStory(t)
	b := st.As(workflow.Editor)
	path := "/articles/" + st.ID + "/review"
	st.See(b.Post(path+"/preview", "decision", "approve"), http.StatusUnprocessableEntity, "Aucun segment n’est coché")
	boxes := []string{"decision", "approve", "seg", st.Segments[1].ID + ":2",
		"seg", st.Segments[2].ID + ":1", "seg", st.Segments[5].ID + ":1"}
	st.See(b.Post(path+"/preview", boxes...), http.StatusOK, "1 segment sera approuvé",
		"2 segments laissés de côté", "Le segment a changé entre-temps", "n’est pas traduit")
	if g := st.Segment(t, 2); g.Snapshot.State != bitext.Translated {
		t.Fatalf("the preview changed segment 2 to %s", g.Snapshot.State)
	}
	page := st.See(b.Follow(b.Post(path, boxes...)), http.StatusOK, "1 segment approuvé", "Annuler la décision")
	if g := st.Segment(t, 2); g.Snapshot.State != bitext.Reviewed {
		t.Fatalf("segment 2 is %s", g.Snapshot.State)
	}
	undo := regexp.MustCompile(`action="(/batches/[^"]+/undo)"`).FindStringSubmatch(page)[1]
	st.See(b.Follow(b.Post(undo, "back", path)), http.StatusOK, "Décision annulée")
	if g := st.Segment(t, 2); g.Snapshot.State != bitext.Translated {
		t.Errorf("segment 2 is %s after the undo", g.Snapshot.State)
	}
}

// A list that was refused comes back with what was chosen: all but what was left out of it.
func TestRefusedBulkReviewKeepsTheChoice(t *testing.T) {
	st := uitest.OpenStory(t)
	b := st.As(workflow.Editor)
	left := st.Segments[1].ID
	w := b.Post("/articles/"+st.ID+"/review/preview", "every", "1", "seen", "1000000", "except", left,
		"decision", "return")
	page := st.See(w, http.StatusUnprocessableEntity, `name="except" value="`+left+`"`,
		"Dites pourquoi le segment est renvoyé")
	for _, g := range st.Segments[1:3] {
		box := regexp.MustCompile(`value="` + g.ID + `:\d+"[^>]*>`).FindString(page)
		if box == "" || strings.Contains(box, " checked") != (g.ID != left) {
			t.Errorf("segment %d comes back as %q", g.Position, box)
		}
	}
	w = b.Post("/articles/"+st.ID+"/review/preview", "every", "1", "seen", "1000000", "decision", "publish")
	st.See(w, http.StatusUnprocessableEntity)
}
