package intake_test

import (
	"regexp"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// TestPreviewIsCutByHand splits and joins segments of the preview by its buttons, without script. What
// is made is what was shown; a text that has changed since is cut by the rules again.
func TestPreviewIsCutByHand(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.As(workflow.Translator)
	text := "Le titre\n\nUne phrase. Une deuxième, plus longue. Une autre."
	hidden := regexp.MustCompile(`<input type="hidden" name="(seen|open|ends-\d+)" value="([^"]*)">`)
	page := ""
	press := func(do string, want int, more ...string) {
		t.Helper()
		fields := append([]string{"text", text, "do", do}, more...)
		for _, found := range hidden.FindAllStringSubmatch(page, -1) {
			fields = append(fields, found[1], found[2])
		}
		w := b.Post("/articles/new", fields...)
		if want == 303 {
			if w.Code != want {
				t.Fatalf("status %d, want %d\n%s", w.Code, want, w.Body)
			}
			return
		}
		page = n.See(w, want)
	}
	press("preview", 200)
	if got := strings.Count(page, `value="join:`); got != 2 {
		t.Fatalf("%d cuts in the preview, want 2\n%s", got, page)
	}
	press("open:1", 200)
	if !strings.Contains(page, `aria-label="Couper avant `+"\u2068plus\u2069"+`"`) {
		t.Fatalf("no gap before a word\n%s", page)
	}
	press("cut:1:26", 200) // before "plus"
	press("cut:1:28", 200) // in a word
	press("join:1:12", 200)
	press("cut:1:900", 200)
	press("join:1:55", 200)
	press("cut:x", 200)
	press("close", 200)
	if strings.Contains(page, `value="cut:`) || strings.Count(page, `value="join:`) != 2 {
		t.Fatalf("the preview does not have the cuts that were made\n%s", page)
	}
	shown := page
	press("create", 303)
	v := n.View(strings.TrimPrefix(lastPath(t, n, b), "/articles/"))
	var got []string
	for _, g := range v.Segments {
		got = append(got, g.Source.String())
	}
	want := []string{"Le titre", "Une phrase. Une deuxième,", "plus longue.", "Une autre."}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("made %q, want %q", got, want)
	}

	page, text = shown, text+" Et une fin."
	press("preview", 200)
	if strings.Contains(page, `name="ends-`) || strings.Count(page, `value="join:`) != 3 {
		t.Errorf("another text keeps the cuts of the first\n%s", page)
	}
	page = shown
	text = strings.TrimSuffix(text, " Et une fin.")
	page = strings.Replace(page, `name="ends-1" value="`, `name="ends-1" value="40 3 `, 1)
	press("preview", 422)
}

// lastPath is the page of the article that is on the desk.
func lastPath(t *testing.T, n *uitest.Newsroom, b *uitest.Browser) string {
	t.Helper()
	list, err := n.Article.List(t.Context(), n.Actor(workflow.Chief), workflow.ArticleFilter{})
	if err != nil || len(list) != 1 {
		t.Fatalf("%d articles (%v)", len(list), err)
	}
	return "/articles/" + list[0].ID
}
