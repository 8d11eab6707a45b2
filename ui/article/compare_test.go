package article_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
)

const (
	compareOld = "وصل وزير الخارجية إلى الرباط مساء الاثنين. ووقع اتفاقا بقيمة 300 مليون درهم مع نظيره.\n" +
		"لم تعلق المعارضة على القرار حتى الآن. وقال المتحدث إن الزيارة تستمر يومين."
	compareNew = "وصل وزيرُ الخارجية إلى الرباط مساء الاثنين. ووقع اتفاقا بقيمة 350 مليون درهم مع نظيره.\n" +
		"وقال المتحدث إن الزيارة تستمر يومين. وحضر حفل التوقيع عدد كبير من رجال الأعمال."
)

// again are the fields of a comparison as its page sends them, with the grades chosen on it.
func again(t *testing.T, page string, text string) []string {
	t.Helper()
	fields := []string{"do", "apply", "text", text, "reason", "dépêche corrigée"}
	for _, name := range hiddenNames(page) {
		if strings.HasPrefix(name, "version-") {
			id := strings.TrimPrefix(name, "version-")
			fields = append(fields, "segment", id, name, uitest.Hidden(t, page, name), "source-"+id,
				uitest.Hidden(t, page, "source-"+id), "grade-"+id, "fact")
		}
	}
	return fields
}

func hiddenNames(page string) []string {
	var names []string
	for part := range strings.SplitSeq(page, `<input type="hidden" name="`) {
		name, _, _ := strings.Cut(part, `"`)
		names = append(names, name)
	}
	return names
}

// TestCorrectedVersionIsCompared compares a corrected version by forms alone, meets a change made
// in between, takes the corrections over and takes them back.
func TestCorrectedVersionIsCompared(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(compareOld, 0)
	n.Translate(v.ID, "Une traduction.")
	editor, at := n.As(workflow.Editor), "/articles/"+v.ID+"/compare"
	n.See(editor.Get("/articles/"+v.ID), 200, at)
	n.See(editor.Get(at), 200, "Collez la version corrigée")
	n.See(editor.Post(at), 422, "Comparer")
	n.See(editor.Post(at, "text", "Le ministre est arrivé lundi soir à Rabat pour une visite."), 422,
		"langue de la traduction", "Le ministre")
	page := n.See(editor.Post(at, "text", compareNew), 200, "4 différences", "1 segment inchangé",
		"Nouvelle phrase", "Absent de la version corrigée", "<del>", "Une traduction.")
	uitest.CheckData(t, page, "وحضر حفل التوقيع عدد كبير من رجال الأعمال.", "Une traduction.")
	n.See(editor.Post(at, "text", compareNew, "do", "apply"), 422, "Choisissez au moins", "4 différences")

	n.Translate(v.ID, "Une autre traduction.")
	page = n.See(editor.Post(at, again(t, page, compareNew)...), 409, "a changé entre-temps : rien n’a",
		"Une autre traduction.", "dépêche corrigée", `value="fact" selected`)
	w := editor.Post(at, again(t, page, compareNew)...)
	page = n.See(editor.Follow(w), 200, "La source de 2 segments est corrigée", "350", "/undo")
	_, undo, _ := strings.Cut(page, `action="/batches/`)
	undo, _, _ = strings.Cut(undo, `"`)
	n.See(editor.Follow(editor.Post("/batches/"+undo, "back", "/articles/"+v.ID)), 200, "300")
	n.See(editor.Post(at, "text", compareOld), 200, "Aucune différence", "4 segments inchangés")
}

// TestCorrectedFileIsCompared carries what a file held from one step to the next.
func TestCorrectedFileIsCompared(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(compareOld, 0)
	editor, at := n.As(workflow.Editor), "/articles/"+v.ID+"/compare"
	w := editor.Upload(at, "corrigé.txt", []byte(compareNew))
	page := n.See(w, 200, "4 différences")
	n.See(editor.Post(at, "doc", uitest.Hidden(t, page, "doc"), "do", "apply"), 422, "4 différences")
	for name, w := range map[string]*httptest.ResponseRecorder{
		"torn": editor.Post(at, "doc", "{"), "version": editor.Post(at, "do", "apply", "segment", "x",
			"grade-x", "typo")} {
		if w.Code != http.StatusBadRequest {
			t.Errorf("%s: status %d, want 400", name, w.Code)
		}
	}
	other := n.AddArticle("نص آخر لمقال آخر.", 0)
	if w := editor.Post("/articles/"+other.ID+"/compare", again(t, page, "نص")...); w.Code != 404 {
		t.Errorf("segments of another article: status %d, want 404", w.Code)
	}
}

// TestComparisonInABrowser takes corrections over and back in Arabic, where the page is mirrored.
func TestComparisonInABrowser(t *testing.T) {
	chromium := uitest.StartChromium(t)
	n := uitest.OpenShow(t, "ar")
	v := n.AddArticle(compareOld, 0)
	s := uitest.OpenScreen(t, chromium, uitest.OpenDoor(t, n.Newsroom), "ar")
	s.Enter(n.As(workflow.Editor))
	s.Open("/articles/" + v.ID + "/compare")
	s.Fill("#text", compareNew)
	s.Follow(`button[value="compare"]`)
	s.See("350", s.T("compare.is-added"))
	if folder := os.Getenv("TRUCHEMENT_SHOTS"); folder != "" {
		s.Shoot(folder, "compare")
	}
	s.Follow(`button[value="apply"]`)
	s.See(s.T("compare.done", "Count", 2))
	s.Follow(`form.undo button`)
	s.See("300")
	s.Quiet()
}
