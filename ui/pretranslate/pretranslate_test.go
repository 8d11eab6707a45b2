package pretranslate_test

import (
	"encoding/json"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
)

// remembering is a newsroom that has translated and approved two sentences, and the id of an
// article that has both and another.
func remembering(t *testing.T) (*uitest.Newsroom, string) {
	n := uitest.OpenNewsroom(t)
	for source, target := range map[string]string{"وصل الوزير إلى الرباط.": "Le ministre est à Rabat.",
		"نعم، سيدي الرئيس.": "Oui, Monsieur le Président."} {
		a := n.AddArticle(source, 0)
		n.Translate(a.ID, target)
		n.Approve(a.ID)
	}
	if err := n.Memory.Current(t.Context()); err != nil {
		t.Fatal(err)
	}
	return n, n.AddArticle("وصل الوزير إلى الرباط.\n\nشيء آخر لم يترجم.\n\nنعم، سيدي الرئيس.", 0).ID
}

// The page says what there is, the job fills what is empty, and it is taken back.
func TestFillFromTheMemory(t *testing.T) {
	n, id := remembering(t)
	b := n.As(workflow.Translator)
	n.See(b.Get("/articles/"+id), 200, `href="/articles/`+id+`/pretranslate"`)
	page := n.See(b.Get("/articles/"+id+"/pretranslate"), 200, "Même texte", "Nombres seuls", "Remplir les segments vides")
	uitest.CheckHTML(t, page)
	w := b.Post("/articles/"+id+"/pretranslate", "floor", "100")
	job := w.Header().Get("Location")
	if w.Code != 303 || job == "" {
		t.Fatalf("status %d, to %q", w.Code, job)
	}
	for strings.Contains(page, "data-wait") || !strings.Contains(page, "data-ready") {
		page = n.See(b.Get(job), 200)
	}
	uitest.CheckHTML(t, page)
	n.See(b.Get(job), 200, "2 segments remplis", "Segment par segment", "rempli", `href="/memory/units/`)
	for i, want := range []string{"Le ministre est à Rabat.", "", "Oui, Monsieur le Président."} {
		s := n.View(id).Segments[i]
		if s.Target.String() != want || want != "" && s.SubState != bitext.FromMemory {
			t.Errorf("segment %d: %q, %s", i+1, s.Target, s.SubState)
		}
	}
	undo := page[strings.Index(page, "/batches/"):]
	b.Follow(b.Post(undo[:strings.Index(undo, `"`)], "back", "/articles/"+id+"/pretranslate"))
	if s := n.View(id).Segments[0]; !s.Target.Empty() {
		t.Errorf("after it was taken back: %q", s.Target)
	}
	if page := n.See(b.Get(job), 200, "Ce changement a été annulé depuis."); strings.Contains(page, "/batches/") {
		t.Error("a filling that was undone can be undone")
	}
	n.See(n.As(workflow.Editor).Get(job), 404, "n’est plus connu")
	n.See(b.Get("/articles/"+id+"/pretranslate/jobs/none"), 404)
}

// A choice of segments is reported and filled by itself; a wrong one is said at its field.
func TestChoiceOfSegments(t *testing.T) {
	n, id := remembering(t)
	b := n.As(workflow.Translator)
	at := "/articles/" + id + "/pretranslate"
	var report struct {
		Segments int
		Bands    []struct {
			Band     string
			Segments int
		}
	}
	w := b.Get(at + "/file?format=json&from=2&to=3")
	if err := json.Unmarshal(w.Body.Bytes(), &report); err != nil || report.Segments != 2 {
		t.Errorf("%v: %s", err, w.Body)
	}
	if got := b.Get(at + "/file?format=csv&from=1&to=1").Body.String(); !strings.Contains(got, "exact,1,4\n") ||
		!strings.HasSuffix(got, "all,1,4\n") {
		t.Errorf("CSV %q", got)
	}
	n.See(b.Get(at+"/file?format=pdf"), 422)
	n.See(b.Get(at+"?from=9"), 422, `id="from-problem"`, "de 1 à")
	n.See(b.Get(at+"?from=3&to=2"), 422, `id="from-problem"`)
	n.See(b.Post(at, "floor", "20"), 422, `id="floor-problem"`)
	n.See(b.Post(at, "floor", "100", "from", "x"), 422, `id="from-problem"`)
	n.See(n.As(workflow.Reader).Get(at), 403)
}

// An article that was retracted is not filled.
func TestRetractedArticleIsNotFilled(t *testing.T) {
	n, id := remembering(t)
	s := n.View(id).Segments[0]
	if _, err := n.Desk.Correct(t.Context(), n.Actor(workflow.Editor), desk.Correction{Segment: s.ID,
		Version: s.Version, Grade: workflow.Retraction, Reason: "faux"}); err != nil {
		t.Fatal(err)
	}
	b := n.As(workflow.Translator)
	at := "/articles/" + id + "/pretranslate"
	if page := n.See(b.Get(at), 200); strings.Contains(page, "Remplir les segments") {
		t.Error("the page offers to fill it")
	}
	n.See(b.Post(at, "floor", "100"), 403, "faux")
}
