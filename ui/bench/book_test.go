package bench_test

import (
	"fmt"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/desk"
)

// TestTenThousandRows opens a book as one page. What hurts elsewhere is tried by name:
//
//   - a thousand editors on a page (codemirror5 issue 6462): there is one, whatever the length;
//   - a list that is virtual (MateCat's) has rows that the browser's own search does not find;
//   - a list that grows as one scrolls (Pontoon's) has no anchors and no end;
//   - a row that grows above pushes away what one reads.
func TestTenThousandRows(t *testing.T) {
	if testing.Short() {
		t.Skip("a long page")
	}
	const rows = 10000
	n := uitest.OpenNewsroom(t)
	book := addBook(n, rows)
	s := uitest.OpenScreen(t, uitest.StartChromium(t), uitest.OpenDoor(t, n), "fr")
	s.Enter(n.As(workflow.Translator))
	const edit = `(() => { const all = []; const p = document.querySelector(".seg.on .src .text");
		for (let i = 0; i < 25; i++) { const from = performance.now(); p.append(" x");
			p.offsetHeight; all.push(performance.now() - from); }
		return all.sort((a, b) => a - b)[12]; })()`
	s.Open("/articles/" + addBook(n, 20) + "/bench")
	few := uitest.Read[float64](s, edit)
	s.Open("/articles/" + book + "/bench#s7777")
	if got := uitest.Read[float64](s, `document.querySelectorAll(".seg").length`); got != rows {
		t.Fatalf("%v rows", got)
	}
	if got := uitest.Read[float64](s, `document.querySelectorAll("form[data-edit]").length +
		document.querySelectorAll("[contenteditable]").length`); got > 2 {
		t.Errorf("%v editors", got)
	}
	s.Until("the anchor in sight", inSight("#s7777"))
	t.Logf("loaded in %.0f ms", uitest.Read[float64](s,
		`performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd`))

	if !uitest.Read[bool](s, `window.find("Phrase 4321")`) {
		t.Error("the browser's own search finds nothing")
	}
	s.Until("what was found in sight", `(r => r.top > 0 && r.bottom < innerHeight)(
		getSelection().getRangeAt(0).getBoundingClientRect())`)

	// A row far above changes and grows; what is looked at stays where it is.
	uitest.Read[bool](s, `(window.held = document.elementFromPoint(innerWidth / 2, innerHeight / 2).closest(".seg"),
		window.top0 = held.getBoundingClientRect().top, true)`)
	above := uitest.Read[string](s, `(r => { for (let i = 0; i < 3; i++) r = r.previousElementSibling ?? r;
		return r.dataset.segment; })(held)`)
	g, err := n.Article.Segment(t.Context(), n.Actor(workflow.Editor), above)
	if err != nil {
		t.Fatal(err)
	}
	long := "Une traduction qui prend bien plus d’une ligne. "
	_, err = n.Desk.Save(t.Context(), n.Actor(workflow.Editor), desk.Save{Segment: above,
		Version: g.Version, Target: long + long + long + long + long + long})
	if err != nil {
		t.Fatal(err)
	}
	s.Until("the change", fmt.Sprintf(
		`document.getElementById("r-%s").textContent.includes("prend bien plus")`, above))
	s.Until("the end of the change", `!document.documentElement.classList.contains("steady")`)
	if moved := uitest.Read[float64](s, `held.getBoundingClientRect().top - top0`); moved > 1 || moved < -1 {
		t.Errorf("what was looked at moved by %v px", moved)
	}
	if many := uitest.Read[float64](s, edit); many > 20+10*few {
		t.Errorf("an edit is laid out in %.2f ms, in an article of 20 in %.2f ms", many, few)
	} else {
		t.Logf("an edit is laid out in %.2f ms, in an article of 20 in %.2f ms", many, few)
	}
	s.Quiet()
}

// inSight is a condition: something stands in the window.
func inSight(selector string) string {
	return fmt.Sprintf(`(e => { const r = e?.getBoundingClientRect();
		return r && r.top >= 0 && r.bottom <= innerHeight; })(document.querySelector(%s))`, uitest.Quote(selector))
}
