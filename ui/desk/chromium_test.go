package desk_test

import (
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/article"
)

// A board that is looked at shows what somebody else does, without being loaded again.
func TestDeskIsLive(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	b := uitest.OpenTab(t, n)
	b.SignIn(n.As(workflow.Chief))
	b.Open("/board")
	uitest.Evaluate[bool](b, `(() => { window.swapped = new Promise(r =>
		document.addEventListener("fx:swap", () => r(true))); window.same = true; return true; })()`)
	title := "عنوان جديد"
	err := n.Article.Edit(t.Context(), n.Actor(workflow.Editor), v.ID,
		article.Changes{Title: &title})
	if err != nil {
		t.Fatal(err)
	}
	got := uitest.Evaluate[string](b, `window.swapped.then(() =>
		window.same + " " + document.querySelector(".tile .title").textContent.trim())`)
	if got != "true "+title {
		t.Errorf("the board shows %q", got)
	}
}

// A text that is pasted is cut at once, and creating it then is one more click.
func TestIntakePreviewsByItself(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := uitest.OpenTab(t, n)
	b.SignIn(n.As(workflow.Editor))
	b.Open("/articles/new")
	got := uitest.Evaluate[int](b, `(() => { const done = new Promise(r =>
		document.addEventListener("fx:swap", () => r(document.querySelectorAll(".blocks .joint").length)));
		const t = document.getElementById("text"); t.focus(); t.value = "`+
		"عنوان هنا\\nجملة أولى هنا. وجملة ثانية هنا."+`";
		t.dispatchEvent(new Event("input", {bubbles: true})); return done; })()`)
	if got != 1 {
		t.Errorf("the preview shows %d cuts inside blocks, want 1", got)
	}
	if active := uitest.Evaluate[string](b, `document.activeElement.id`); active != "text" {
		t.Errorf("focus went to %q", active)
	}
}
