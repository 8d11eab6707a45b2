package ui

import (
	"fmt"
	"testing"

	"truchement/workflow"
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
	n := openNewsroom(t)
	book := n.book(rows)
	s := openScreen(t, startChromium(t), openDoor(t, n), "fr")
	s.enter(n.as(workflow.Translator))
	const edit = `(() => { const all = []; const p = document.querySelector(".seg.on .src .text");
		for (let i = 0; i < 25; i++) { const from = performance.now(); p.append(" x");
			p.offsetHeight; all.push(performance.now() - from); }
		return all.sort((a, b) => a - b)[12]; })()`
	s.open("/articles/" + n.book(20) + "/bench")
	few := read[float64](s, edit)
	s.open("/articles/" + book + "/bench#s7777")
	if got := read[float64](s, `document.querySelectorAll(".seg").length`); got != rows {
		t.Fatalf("%v rows", got)
	}
	if got := read[float64](s, `document.querySelectorAll("form[data-edit]").length +
		document.querySelectorAll("[contenteditable]").length`); got > 2 {
		t.Errorf("%v editors", got)
	}
	s.until("the anchor in sight", inSight("#s7777"))
	t.Logf("loaded in %.0f ms", read[float64](s,
		`performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd`))

	if !read[bool](s, `window.find("Phrase 4321")`) {
		t.Error("the browser's own search finds nothing")
	}
	s.until("what was found in sight", `(r => r.top > 0 && r.bottom < innerHeight)(
		getSelection().getRangeAt(0).getBoundingClientRect())`)

	// A row far above changes and grows; what is looked at stays where it is.
	read[bool](s, `(window.held = document.elementFromPoint(innerWidth / 2, innerHeight / 2).closest(".seg"),
		window.top0 = held.getBoundingClientRect().top, true)`)
	above := read[string](s, `(r => { for (let i = 0; i < 3; i++) r = r.previousElementSibling ?? r;
		return r.dataset.segment; })(held)`)
	g, err := n.desk.Segment(t.Context(), n.actor(workflow.Editor), above)
	if err != nil {
		t.Fatal(err)
	}
	long := "Une traduction qui prend bien plus d’une ligne. "
	_, err = n.desk.Save(t.Context(), n.actor(workflow.Editor), workflow.Save{Segment: above,
		Version: g.Version, Target: long + long + long + long + long + long})
	if err != nil {
		t.Fatal(err)
	}
	s.until("the change", fmt.Sprintf(
		`document.getElementById("r-%s").textContent.includes("prend bien plus")`, above))
	s.until("the end of the change", `!document.documentElement.classList.contains("steady")`)
	if moved := read[float64](s, `held.getBoundingClientRect().top - top0`); moved > 1 || moved < -1 {
		t.Errorf("what was looked at moved by %v px", moved)
	}
	if many := read[float64](s, edit); many > 20+10*few {
		t.Errorf("an edit is laid out in %.2f ms, in an article of 20 in %.2f ms", many, few)
	} else {
		t.Logf("an edit is laid out in %.2f ms, in an article of 20 in %.2f ms", many, few)
	}
	s.quiet()
}

// inSight is a condition: something stands in the window.
func inSight(selector string) string {
	return fmt.Sprintf(`(e => { const r = e?.getBoundingClientRect();
		return r && r.top >= 0 && r.bottom <= innerHeight; })(document.querySelector(%s))`, quote(selector))
}
