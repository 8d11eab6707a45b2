package bench_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
)

// typed puts text into the active editor in place of what it has, as a person's input method does.
func typed(b *uitest.Tab, text string) {
	b.TB.Helper()
	uitest.Evaluate[bool](b, `(() => { const f = document.querySelector(".seg.on .rich") ??
		document.querySelector("textarea[name=target]"); f.focus();
		document.execCommand("selectAll"); return true; })()`)
	if _, err := chromedp.Call(b.Ctx, input.InsertText, input.InsertTextParams{Text: text}); err != nil {
		b.TB.Fatal(err)
	}
}

// pressOn sends a key as a keyboard of some layout does.
func pressOn(b *uitest.Tab, script string) {
	b.TB.Helper()
	uitest.Evaluate[bool](b, `!document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
		Object.assign({bubbles: true, cancelable: true}, `+script+`)))`)
}

const strip = `document.getElementById("strip").dataset.state`

// A day at the workbench: typing saves itself, Ctrl+Enter confirms and goes on, on an Arabic
// keyboard too, and changes of other people appear.
func TestBenchInChromium(t *testing.T) {
	st := uitest.OpenStory(t)
	b := uitest.OpenTab(t, st.Newsroom)
	b.Do(chromedp.EmulateViewport(1440, 900))
	b.SignIn(st.As(workflow.Translator))
	b.Open(st.Bench(6))
	b.Until("the editor", uitest.Writing)

	typed(b, "Le volet sécuritaire")
	b.Until("the save", strip+` === "saved"`)
	if g := st.Segment(t, 6); g.SubState != bitext.Draft || g.Target.String() != "Le volet sécuritaire" {
		t.Errorf("saved %q as %s", g.Target, g.SubState)
	}
	typed(b, "Le volet sécuritaire a dominé.")
	pressOn(b, `{key: "Enter", code: "Enter", keyCode: 13, ctrlKey: true}`)
	b.Until("the next segment", `document.querySelector(".seg.on .num").id === "s7" &&
		document.activeElement.id === "w-t-`+st.Segments[6].ID+`"`)
	st.AwaitTarget(st.ID, 6, bitext.Translated, "Le volet sécuritaire a dominé.")
	pressOn(b, `{key: "ArrowUp", code: "ArrowUp", ctrlKey: true}`)
	b.Until("the segment before", `document.querySelector(".seg.on .num").id === "s6"`)
	// On an Arabic keyboard the key of U says "ع".
	pressOn(b, `{key: "ع", code: "KeyU", keyCode: 85, ctrlKey: true}`)
	b.Until("the next unfinished one", `document.querySelector(".seg.on .num").id === "s7"`)

	st.Save(st.As(workflow.Editor), 2, "save", "Corrigé par quelqu’un d’autre.")
	b.Until("the other's change", `document.getElementById("r-`+st.Segments[1].ID+
		`").textContent.includes("Corrigé par quelqu’un")`)
	b.KeptPolicy()
}

// Another person saves the segment that is open: the text being typed stays, a strip names that
// person, and saving shows both texts.
func TestBenchConflictInChromium(t *testing.T) {
	st := uitest.OpenStory(t)
	b := uitest.OpenTab(t, st.Newsroom)
	b.SignIn(st.As(workflow.Translator))
	b.Open(st.Bench(4))
	b.Until("the editor", uitest.Writing)
	st.Save(st.As(workflow.Editor), 4, "save", "La version de l’éditrice")
	b.Until("the new text", `document.querySelector("textarea[name=target]").value === "La version de l’éditrice"`)
	// Now with something typed and no save in between.
	uitest.Evaluate[bool](b, `(() => { window.fetched = window.fetch; window.fetch = (r, o) =>
		o?.method === "POST" ? Promise.reject(new TypeError("offline")) : fetched(r, o); return true; })()`)
	typed(b, "Ma version à moi")
	b.Until("the truth", strip+` === "offline"`)
	st.Save(st.As(workflow.Editor), 4, "save", "Encore une autre version")
	b.Until("the strip in the row", `document.querySelector(".seg.on .notice")?.textContent.includes("a changé ce segment")`)
	if got := uitest.Evaluate[string](b, `document.querySelector("textarea[name=target]").value`); got != "Ma version à moi" {
		t.Errorf("the field holds %q", got)
	}
	b.Open(st.Bench(4)) // as after a crash: the text is in this browser
	b.Until("both versions", `document.querySelector(".clash")`)
	if got := uitest.Evaluate[string](b, `document.querySelector("textarea[name=target]").value`); got != "Ma version à moi" {
		t.Errorf("the field holds %q", got)
	}
	uitest.Evaluate[bool](b, `(document.querySelector("button[value=next]").click(), true)`)
	b.Until("the merge", `!document.querySelector(".clash") && document.querySelector(".seg.on .num").id === "s5"`)
	st.AwaitTarget(st.ID, 4, bitext.Translated, "Ma version à moi")
	b.KeptPolicy()
}

// Where the rich field cannot run the text area goes on by itself: tags go whole and with their
// other half, and one undo brings them back.
func TestTagsInChromium(t *testing.T) {
	st := uitest.OpenStory(t)
	b := uitest.OpenTab(t, st.Newsroom)
	block(b, "*://*:*/*/vendor/prosemirror.js")
	b.SignIn(st.As(workflow.Translator))
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
			b.TB = t
			edit(b, st, tt.text, tt.from, tt.to)
			b.Do(chromedp.KeyEvent(tt.keys))
			if got := uitest.Evaluate[string](b, value); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	edit(b, st, pair, 5, 5)
	b.Do(chromedp.KeyEvent(kb.Backspace))
	uitest.Evaluate[bool](b, `document.execCommand("undo")`)
	if got := uitest.Evaluate[string](b, value); got != pair {
		t.Errorf("after one undo %q, want %q", got, pair)
	}
}

// block lets nothing of an address through.
func block(b *uitest.Tab, pattern string) {
	b.TB.Helper()
	_, err := chromedp.Call(b.Ctx, network.SetBlockedURLs, network.SetBlockedURLsParams{
		URLPatterns: []*network.BlockPattern{{URLPattern: pattern, Block: true}}})
	if err != nil {
		b.TB.Fatal(err)
	}
}

const value = `document.querySelector("textarea[name=target]").value`

// edit opens the third segment with a text in its field and a selection in it.
func edit(b *uitest.Tab, st *uitest.Story, text string, from, to int) {
	b.TB.Helper()
	b.Open("/healthz") // leaves the page before, which may be saving
	uitest.Evaluate[bool](b, `new Promise(r => { const gone = indexedDB.deleteDatabase("truchement");
		gone.onsuccess = gone.onerror = () => r(true); })`)
	b.Open(st.Bench(3))
	b.Until("the editor", uitest.Writing)
	uitest.Evaluate[bool](b, fmt.Sprintf(`(() => { 
		const f = document.querySelector("textarea[name=target]"); f.value = %q;
		f.dispatchEvent(new InputEvent("input")); f.setSelectionRange(%d, %d);
		return true; })()`, text, from, to))
	time.Sleep(50 * time.Millisecond) // selectionchange comes later
}

// The editor's keys: Ctrl+Enter approves and goes on, Ctrl+Shift+Backspace asks for the reason
// and then returns.
func TestReviewInChromium(t *testing.T) {
	st := uitest.OpenStory(t)
	b := uitest.OpenTab(t, st.Newsroom)
	b.SignIn(st.As(workflow.Editor))
	b.Open("/articles/" + st.ID + "/review")
	const back = `{key: "Backspace", code: "Backspace", keyCode: 8, ctrlKey: true, shiftKey: true}`
	pressOn(b, `{key: "Enter", code: "Enter", keyCode: 13, ctrlKey: true}`)
	b.Until("the next one", `document.querySelector(".seg.on .num a")?.id === "s3"`)
	st.AwaitTarget(st.ID, 2, bitext.Reviewed, st.Segments[1].Target.String())
	pressOn(b, back)
	b.Until("the reason", `document.activeElement.id === "reason"`)
	b.Do(chromedp.KeyEvent("Macron"))
	pressOn(b, back)
	b.Until("the end of the list", `document.activeElement.closest("#review-end")`)
	// The status bar says saved of the decision before, until this one is stored.
	for end := time.Now().Add(uitest.Patience); st.Segment(t, 3).SubState == "" && time.Now().Before(end); {
		time.Sleep(25 * time.Millisecond)
	}
	b.Until("the answer", strip+` === "saved"`)
	if g := st.Segment(t, 3); g.SubState != bitext.Returned || g.Reason != "Macron" {
		t.Errorf("segment 3 is %s with %q", g.SubState, g.Reason)
	}
	b.KeptPolicy()
}

// Where others are shows on their row, and comments are made beside the text being typed.
func TestPresenceAndCommentsInChromium(t *testing.T) {
	st := uitest.OpenStory(t)
	b := uitest.OpenTab(t, st.Newsroom)
	b.Do(chromedp.EmulateViewport(1440, 900))
	b.SignIn(st.As(workflow.Translator))
	b.Open(st.Bench(6))
	b.Until("the editor", uitest.Writing)
	st.As(workflow.Editor).Post("/articles/"+st.ID+"/presence", "segment", st.Segments[1].ID)
	b.Until("the other's face", `document.querySelector("#h-`+st.Segments[1].ID+` .face")?.
		getAttribute("aria-label").includes("ليلى editor")`)
	typed(b, "À moitié tapé")
	pressOn(b, `{key: "F2", code: "F2", keyCode: 113}`)
	b.Until("the comment's field", `document.activeElement.id === "comment-text"`)
	b.Do(chromedp.KeyEvent("Une question"))
	uitest.Evaluate[bool](b, `(document.activeElement.form.requestSubmit(), true)`)
	b.Until("the comment", `document.querySelector("#panel .said .body")?.textContent === "Une question"`)
	if got := uitest.Evaluate[string](b, value); got != "À moitié tapé" {
		t.Errorf("the field holds %q", got)
	}
	b.Until("the mark on the row", `!document.getElementById("c-`+st.Segments[5].ID+`").hidden`)
	b.KeptPolicy()
}
