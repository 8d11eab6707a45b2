package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// until waits for a script to be true.
func (b *tab) until(what, script string) {
	b.t.Helper()
	for range 80 {
		if evaluate[bool](b, "Boolean("+script+")") {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	b.t.Fatalf("%s never came: %s", what, evaluate[string](b,
		`document.getElementById("strip")?.textContent + " | " + document.activeElement.outerHTML.slice(0, 200)`))
}

// writing is true when the field of a segment has the focus: the rich one, or where that cannot
// run the text area.
const writing = `document.activeElement.matches(".rich, textarea[name=target]:not([hidden])")`

// typed puts text into the active editor in place of what it has, as a person's input method does.
func (b *tab) typed(text string) {
	b.t.Helper()
	evaluate[bool](b, `(() => { const f = document.querySelector(".seg.on .rich") ??
		document.querySelector("textarea[name=target]"); f.focus();
		document.execCommand("selectAll"); return true; })()`)
	if _, err := chromedp.Call(b.ctx, input.InsertText, input.InsertTextParams{Text: text}); err != nil {
		b.t.Fatal(err)
	}
}

// press sends a key as a keyboard of some layout does.
func (b *tab) press(script string) {
	b.t.Helper()
	evaluate[bool](b, `!document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
		Object.assign({bubbles: true, cancelable: true}, `+script+`)))`)
}

const strip = `document.getElementById("strip").dataset.state`

// A day at the workbench: typing saves itself, Ctrl+Enter confirms and goes on, on an Arabic
// keyboard too, and what somebody else does appears.
func TestBenchInChromium(t *testing.T) {
	st := tell(t)
	b := openTab(t, st.newsroom)
	b.do(chromedp.EmulateViewport(1440, 900))
	b.signIn(st.as(workflow.Translator))
	b.open(st.bench(6))
	b.until("the editor", writing)

	b.typed("Le volet sécuritaire")
	b.until("the save", strip+` === "saved"`)
	if g := st.segment(t, 6); g.SubState != bitext.Draft || g.Target.String() != "Le volet sécuritaire" {
		t.Errorf("saved %q as %s", g.Target, g.SubState)
	}
	b.typed("Le volet sécuritaire a dominé.")
	b.press(`{key: "Enter", code: "Enter", keyCode: 13, ctrlKey: true}`)
	b.until("the next segment", `document.querySelector(".seg.on .num").id === "s7" &&
		document.activeElement.id === "w-t-`+st.segments[6].ID+`"`)
	if g := st.segment(t, 6); g.Snapshot.State != bitext.Translated || !strings.HasSuffix(g.Target.String(), "dominé.") {
		t.Errorf("confirmed %q as %s", g.Target, g.Snapshot.State)
	}
	b.press(`{key: "ArrowUp", code: "ArrowUp", ctrlKey: true}`)
	b.until("the segment before", `document.querySelector(".seg.on .num").id === "s6"`)
	// On an Arabic keyboard the key of U says "ع".
	b.press(`{key: "ع", code: "KeyU", keyCode: 85, ctrlKey: true}`)
	b.until("the next unfinished one", `document.querySelector(".seg.on .num").id === "s7"`)

	st.save(st.as(workflow.Editor), 2, "save", "Corrigé par quelqu’un d’autre.")
	b.until("the other's change", `document.getElementById("r-`+st.segments[1].ID+
		`").textContent.includes("Corrigé par quelqu’un")`)
	b.keptPolicy()
}

// Somebody else saves the segment that is open: the text being typed stays, a strip says who it
// was, and saving shows both.
func TestBenchConflictInChromium(t *testing.T) {
	st := tell(t)
	b := openTab(t, st.newsroom)
	b.signIn(st.as(workflow.Translator))
	b.open(st.bench(4))
	b.until("the editor", writing)
	st.save(st.as(workflow.Editor), 4, "save", "La version de l’éditrice")
	b.until("the new text", `document.querySelector("textarea[name=target]").value === "La version de l’éditrice"`)
	// Now with something typed and no save in between.
	evaluate[bool](b, `(() => { window.fetched = window.fetch; window.fetch = (r, o) =>
		o?.method === "POST" ? Promise.reject(new TypeError("offline")) : fetched(r, o); return true; })()`)
	b.typed("Ma version à moi")
	b.until("the truth", strip+` === "offline"`)
	st.save(st.as(workflow.Editor), 4, "save", "Encore une autre version")
	b.until("the strip in the row", `document.querySelector(".seg.on .notice")?.textContent.includes("a changé ce segment")`)
	if got := evaluate[string](b, `document.querySelector("textarea[name=target]").value`); got != "Ma version à moi" {
		t.Errorf("the field holds %q", got)
	}
	b.open(st.bench(4)) // as after a crash: the text is in this browser
	b.until("both versions", `document.querySelector(".clash")`)
	if got := evaluate[string](b, `document.querySelector("textarea[name=target]").value`); got != "Ma version à moi" {
		t.Errorf("the field holds %q", got)
	}
	evaluate[bool](b, `(document.querySelector("button[value=next]").click(), true)`)
	b.until("the merge", `!document.querySelector(".clash") && document.querySelector(".seg.on .num").id === "s5"`)
	if got := st.segment(t, 4).Target.String(); got != "Ma version à moi" {
		t.Errorf("stands %q", got)
	}
	b.keptPolicy()
}

// Where the rich field cannot run the text area goes on by itself: tags go whole and with their
// other half, and one undo brings them back.
func TestTagsInChromium(t *testing.T) {
	st := tell(t)
	b := openTab(t, st.newsroom)
	b.block("*://*:*/*/vendor/prosemirror.js")
	b.signIn(st.as(workflow.Translator))
	const pair = "a ⟦1⟧b⟦/1⟧ c"
	tests := []struct {
		name, text string
		from, to   int
		keys       string
		want       string
	}{
		{"back over the start tag", pair, 5, 5, kb.Backspace, "a b c"},
		{"back over the end tag", pair, 10, 10, kb.Backspace, "a b c"},
		{"forward over a lone one", "a ⟦2/⟧ c", 2, 2, kb.Delete, "a  c"},
		{"type over half a pair", pair, 0, 4, "x", "xb c"},
		{"type over a whole one", pair, 2, 10, "x", "a x c"},
		{"a letter between two", "⟦1⟧b⟦/1⟧", 4, 4, kb.Backspace, "⟦1⟧⟦/1⟧"},
		{"the caret steps out", pair, 4, 4, "x", "a x⟦1⟧b⟦/1⟧ c"},
		{"a line break", "ab", 1, 1, kb.Enter, "ab"},
		{"F9 puts the next one", "ab", 0, 2, kb.F9, "⟦1⟧ab⟦/1⟧"},
		{"F9 twice", "ab", 0, 0, kb.F9 + kb.F9, "⟦1⟧⟦2/⟧⟦/1⟧ab"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b.t = t
			b.edit(st, tt.text, tt.from, tt.to)
			b.do(chromedp.KeyEvent(tt.keys))
			if got := evaluate[string](b, value); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	b.edit(st, pair, 5, 5)
	b.do(chromedp.KeyEvent(kb.Backspace))
	evaluate[bool](b, `document.execCommand("undo")`)
	if got := evaluate[string](b, value); got != pair {
		t.Errorf("after one undo %q, want %q", got, pair)
	}
}

// block lets nothing of an address through.
func (b *tab) block(pattern string) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, network.SetBlockedURLs, network.SetBlockedURLsParams{
		URLPatterns: []*network.BlockPattern{{URLPattern: pattern, Block: true}}})
	if err != nil {
		b.t.Fatal(err)
	}
}

const value = `document.querySelector("textarea[name=target]").value`

// edit opens the third segment with a text in its field and a selection in it.
func (b *tab) edit(st *story, text string, from, to int) {
	b.t.Helper()
	b.open("/healthz") // leaves the page before, which may be saving
	evaluate[bool](b, `new Promise(r => { const gone = indexedDB.deleteDatabase("truchement");
		gone.onsuccess = gone.onerror = () => r(true); })`)
	b.open(st.bench(3))
	b.until("the editor", writing)
	evaluate[bool](b, fmt.Sprintf(`(() => { 
		const f = document.querySelector("textarea[name=target]"); f.value = %q;
		f.dispatchEvent(new InputEvent("input")); f.setSelectionRange(%d, %d);
		return true; })()`, text, from, to))
	time.Sleep(50 * time.Millisecond) // selectionchange comes later
}

// The editor's keys: Ctrl+Enter approves and goes on, Ctrl+Shift+Backspace asks for the reason
// and then returns.
func TestReviewInChromium(t *testing.T) {
	st := tell(t)
	b := openTab(t, st.newsroom)
	b.signIn(st.as(workflow.Editor))
	b.open("/articles/" + st.id + "/review")
	const back = `{key: "Backspace", code: "Backspace", keyCode: 8, ctrlKey: true, shiftKey: true}`
	b.press(`{key: "Enter", code: "Enter", keyCode: 13, ctrlKey: true}`)
	b.until("the next one", `document.querySelector(".seg.on .num a")?.id === "s3"`)
	if g := st.segment(t, 2); g.Snapshot.State != bitext.Reviewed {
		t.Errorf("segment 2 is %s", g.Snapshot.State)
	}
	b.press(back)
	b.until("the reason", `document.activeElement.id === "reason"`)
	b.do(chromedp.KeyEvent("Macron"))
	b.press(back)
	b.until("the end of the list", `document.querySelector(".empty")`)
	if g := st.segment(t, 3); g.SubState != bitext.Returned || g.Reason != "Macron" {
		t.Errorf("segment 3 is %s with %q", g.SubState, g.Reason)
	}
	b.keptPolicy()
}

// Where others are shows on their row, and comments are made beside the text being typed.
func TestPresenceAndCommentsInChromium(t *testing.T) {
	st := tell(t)
	b := openTab(t, st.newsroom)
	b.do(chromedp.EmulateViewport(1440, 900))
	b.signIn(st.as(workflow.Translator))
	b.open(st.bench(6))
	b.until("the editor", writing)
	st.as(workflow.Editor).post("/articles/"+st.id+"/presence", "segment", st.segments[1].ID)
	b.until("the other's face", `document.querySelector("#h-`+st.segments[1].ID+` .face")?.
		getAttribute("aria-label").includes("ليلى editor")`)
	b.typed("À moitié tapé")
	b.press(`{key: "F2", code: "F2", keyCode: 113}`)
	b.until("the comment's field", `document.activeElement.id === "comment-text"`)
	b.do(chromedp.KeyEvent("Une question"))
	evaluate[bool](b, `(document.activeElement.form.requestSubmit(), true)`)
	b.until("the comment", `document.querySelector("#panel .said .body")?.textContent === "Une question"`)
	if got := evaluate[string](b, value); got != "À moitié tapé" {
		t.Errorf("the field holds %q", got)
	}
	b.until("the mark on the row", `!document.getElementById("c-`+st.segments[5].ID+`").hidden`)
	b.keptPolicy()
}
