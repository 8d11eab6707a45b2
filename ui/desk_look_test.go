package ui

import (
	"os"
	"testing"
	"time"

	"truchement/workflow"
)

// The pages of the desk with work on them, looked at as TestPagesInChromium looks.
func TestDeskPagesInChromium(t *testing.T) {
	axe, err := os.ReadFile(tool(t, "TRUCHEMENT_TEST_TOOLS", "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range []string{"fr", "ar"} {
		b := inLanguage(t, language)
		for _, path := range b.chief.n.working() {
			t.Run(language+path, func(t *testing.T) { b.look(t, path, language, string(axe)) })
		}
	}
}

// working puts articles of several stages on the desk and answers the pages that show them.
func (n *newsroom) working() []string {
	n.t.Helper()
	v := n.article(arabicArticle, -40*time.Minute)
	done := n.article("Le budget 2026\nLe ministère a présenté son budget hier. Il augmente.", time.Hour)
	n.translate(done.ID, "الميزانية")
	n.approve(done.ID)
	_, err := n.desk.Assign(n.t.Context(), n.actor(workflow.Chief), workflow.NewAssignment{
		Article: v.ID, Person: n.people[workflow.Translator].ID, Role: workflow.Translator,
		From: 1, To: 2, Note: "Attention aux noms."})
	if err == nil {
		_, err = n.desk.Comment(n.t.Context(), n.actor(workflow.Editor), v.ID, v.Segments[0].ID, "هل؟")
	}
	if err != nil {
		n.t.Fatal(err)
	}
	at := "/articles/" + v.ID
	return []string{"/", "/?view=list", "/load", "/articles/new", at, "/articles/" + done.ID,
		at + "/export", at + "/import", at + "/segments/" + v.Segments[1].ID + "/correct"}
}

// A board that is looked at shows what somebody else does, without being loaded again.
func TestDeskIsLive(t *testing.T) {
	n := openNewsroom(t)
	v := n.article(arabicArticle, 0)
	b := openTab(t, n)
	b.signIn(n.as(workflow.Chief))
	b.open("/")
	evaluate[bool](b, `(() => { window.swapped = new Promise(r =>
		document.addEventListener("fx:swap", () => r(true))); window.same = true; return true; })()`)
	title := "عنوان جديد"
	err := n.desk.EditArticle(t.Context(), n.actor(workflow.Editor), v.ID,
		workflow.ArticleEdit{Title: &title})
	if err != nil {
		t.Fatal(err)
	}
	got := evaluate[string](b, `window.swapped.then(() =>
		window.same + " " + document.querySelector(".tile .title").textContent.trim())`)
	if got != "true "+title {
		t.Errorf("the board shows %q", got)
	}
}

// A text that is pasted is cut at once, and creating it then is one more click.
func TestIntakePreviewsByItself(t *testing.T) {
	n := openNewsroom(t)
	b := openTab(t, n)
	b.signIn(n.as(workflow.Editor))
	b.open("/articles/new")
	got := evaluate[int](b, `(() => { const done = new Promise(r =>
		document.addEventListener("fx:swap", () => r(document.querySelectorAll(".blocks .cut").length)));
		const t = document.getElementById("text"); t.focus(); t.value = "`+
		"عنوان هنا\\nجملة أولى هنا. وجملة ثانية هنا."+`";
		t.dispatchEvent(new Event("input", {bubbles: true})); return done; })()`)
	if got != 1 {
		t.Errorf("the preview shows %d cuts inside blocks, want 1", got)
	}
	if active := evaluate[string](b, `document.activeElement.id`); active != "text" {
		t.Errorf("focus went to %q", active)
	}
}
