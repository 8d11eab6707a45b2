package bench_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
)

// TestReplaceWithoutScript has an editor replace a word in an article's targets by the form, leave one
// segment out, and take all of it back.
func TestReplaceWithoutScript(t *testing.T) {
	st := uitest.OpenStory(t)
	path := "/articles/" + st.ID + "/replace"
	b := st.As(workflow.Editor)
	st.See(b.Get("/articles/"+st.ID+"/bench"), 200, `href="`+path+`"`)
	st.See(b.Get(path), 200, "Remplacer par")
	st.See(b.Get(path+"?find=+"), 422, "Écrivez ce qu’il faut chercher")
	st.See(b.Get(path+"?find=introuvable&with=x"), 200, "Aucune traduction n’a ce texte")

	page := st.See(b.Get(path+"?find=CAPITALE&with=<ville>"), 200, "1 passage trouvé",
		"<ins", "&lt;ville&gt;", "Remplacer dans le segment 2")
	uitest.CheckData(t, page)
	st.See(b.Post(path, "find", "capitale", "with", "ville"), 422, "Aucun segment n’est coché")

	page = st.See(b.Get(path+"?find=rabat&with=Fès"), 200, "Relu\u00a0: il redeviendra")
	boxes := regexp.MustCompile(`name="seg" value="([^"]+)"`).FindAllStringSubmatch(page, -1)
	if len(boxes) != 2 {
		t.Fatalf("%d boxes, want 2", len(boxes))
	}
	// The second segment is changed after the preview.
	st.Save(b, 2, "save", "La capitale, Rabat, autrement.")
	w := b.Post(path, "find", "rabat", "with", "Fès", "seg", boxes[0][1], "seg", boxes[1][1])
	done := st.See(b.Follow(w), 200, "1 segment modifié.", "Laissés tels quels, changés depuis l’aperçu\u00a0: \u20682\u2069.")
	first := st.Segment(t, 1)
	if first.State != bitext.Translated || !strings.HasPrefix(first.Target.String(), "Fès et Paris") {
		t.Errorf("segment 1 is %s: %q", first.State, first.Target)
	}
	undo := regexp.MustCompile(`action="(/batches/[^"]+/undo)"`).FindStringSubmatch(done)
	if undo == nil {
		t.Fatal("no button to undo")
	}
	st.See(b.Follow(b.Post(undo[1], "back", path)), 200)
	if first = st.Segment(t, 1); first.State != bitext.Reviewed || !strings.HasPrefix(first.Target.String(), "Rabat et Paris") {
		t.Errorf("after undoing segment 1 is %s: %q", first.State, first.Target)
	}
}

// TestReplaceInABrowser has a translator write, replace a word in the article's targets at once by keys, and
// take it back; what was being written comes along.
func TestReplaceInABrowser(t *testing.T) {
	chromium := uitest.StartChromium(t)
	uitest.InEveryLanguage(t, func(t *testing.T, language string, roundTrip time.Duration) {
		st := uitest.OpenStory(t)
		st.Reading(language)
		s := uitest.OpenScreen(t, chromium, uitest.OpenDoorAt(t, st.Newsroom, roundTrip), language)
		s.Enter(st.As(workflow.Translator))
		s.Open("/articles/" + st.ID + "/bench?s=" + st.Segments[5].ID)
		s.Until("the caret", uitest.Writing)
		s.Insert("Le responsable est à Rabat.")
		follow := func(key string, held ...chromedp.Modifier) {
			t.Helper()
			uitest.Read[bool](s, `window.left = true`)
			s.Press(key, held...)
			s.Until("another page", `!window.left`)
			s.Settle()
		}
		follow("h", chromedp.ModifierCtrl)
		s.Until("the caret", `document.activeElement.id === "find"`)
		s.Insert("rabat")
		s.Press(kb.Tab)
		s.Insert("Fès")
		follow(kb.Enter)
		s.See(s.T("replace.hits", "Count", 3))
		s.Follow(`form[method="post"] button.main`)
		if g := st.Segment(t, 6); g.Target.String() != "Le responsable est à Fès." {
			t.Errorf("segment 6 holds %q", g.Target)
		}
		s.Follow(`form.undo button`)
		if g := st.Segment(t, 6); g.Target.String() != "Le responsable est à Rabat." {
			t.Errorf("after undoing, segment 6 holds %q", g.Target)
		}
		s.Quiet()
	})
}
