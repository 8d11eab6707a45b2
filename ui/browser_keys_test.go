package ui

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/workflow"
	"truchement/workflow/keymap"
)

// stroke is a key of some keyboard as the browser tells it: what it types there, where it is, and
// the number that is the same on all boards of a system.
type stroke struct {
	key, code string
	number    int64
}

// board are the keys of a keyboard that a test presses, by what an American one has printed there.
type board map[string]stroke

// boards are those of a Moroccan desk. On the Arabic one no letter is Latin; on AZERTY the digits
// need Shift, and the slash is the colon's key with it.
func boards() map[string]board {
	return map[string]board{
		"arabic": {
			"u": {"ع", "KeyU", 'U'}, "g": {"ل", "KeyG", 'G'}, "f": {"ب", "KeyF", 'F'},
			"s": {"س", "KeyS", 'S'}, "/": {"ظ", "Slash", 191},
		},
		"azerty": {
			"u": {"u", "KeyU", 'U'}, "g": {"g", "KeyG", 'G'}, "f": {"f", "KeyF", 'F'},
			"s": {"s", "KeyS", 'S'}, "/": {"/", "Period", 191},
		},
	}
}

// strike presses a key of a board with modifiers, as the system tells the browser.
func (s *screen) strike(k stroke, modifiers int64) {
	s.t.Helper()
	for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeRawKeyDown,
		input.DispatchKeyEventTypeKeyUp} {
		command(s, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: k.key,
			Code: k.code, WindowsVirtualKeyCode: k.number, Modifiers: modifiers})
	}
}

const ctrlShift = ctrl | shift

// TestKeysOnEveryBoard moves about the workbench from the boards of a Moroccan desk. Pontoon asks
// for ev.key === 'F' and 'C', which no Arabic board has; CodeMirror had the same (codemirror/dev
// issue 872).
func TestKeysOnEveryBoard(t *testing.T) {
	chromium := startChromium(t)
	for _, tt := range []struct{ board, language string }{{"arabic", "ar"}, {"azerty", "fr"}} {
		t.Run(tt.board, func(t *testing.T) {
			n := fillShow(t, tt.language)
			s := openScreen(t, chromium, openDoor(t, n.newsroom), tt.language)
			s.enter(n.as(workflow.Translator))
			s.open("/articles/" + n.main + "/bench?s=" + n.segment(11))
			s.stay()
			keys := boards()[tt.board]
			slash := int64(ctrl)
			if tt.board == "azerty" {
				slash = ctrlShift
			}

			// While a word is composed, and with AltGr, the keys are the input method's.
			for _, k := range []struct {
				number int64
				held   int64
			}{{229, ctrl}, {'U', ctrl | int64(chromedp.ModifierAlt)}} {
				s.strike(stroke{keys["u"].key, "KeyU", k.number}, k.held)
			}
			s.has(segmentOn(11))
			s.strike(keys["u"], ctrl)
			s.has(segmentOn(12))
			s.strike(keys["g"], ctrl)
			s.until("the jump", `document.activeElement.id === "f-go"`)
			s.insert("١١")
			s.press(kb.Enter)
			s.has(segmentOn(11))
			s.until("the caret", "document.activeElement.closest('.seg.on')")
			s.strike(keys["s"], ctrlShift)
			s.until("the source", fmt.Sprintf("document.querySelector(%s).value === %s",
				quote(openField), quote(n.view(n.main).Segments[10].Source.Markup())))
			s.stripSays("saved", "")

			// The filter, in the letters a reader has at hand and not in those of the text.
			s.strike(keys["f"], ctrlShift)
			s.until("the filter", `document.activeElement.id === "f-q"`)
			s.insert("المعربيّة")
			s.until("an empty list", `document.querySelector("#list .empty")`)
			read[bool](s, `(document.activeElement.select(), true)`)
			s.insert("مغربي")
			s.until("hits, marked", `document.querySelector("#list mark") &&
				[...document.querySelectorAll("#list mark")].every(m => /مغرب/.test(m.textContent))`)
			if got := read[bool](s, `location.search.includes("q=") &&
				document.activeElement.id === "f-q"`); !got || !s.here() {
				t.Error("the filter lost its address, its focus or the page")
			}
			s.press(kb.Escape)
			s.until("back in the list", "document.activeElement.closest('.seg.on')")
			s.strike(keys["/"], slash)
			s.until("help", `document.querySelector("dialog:modal")`)
			s.press(kb.Escape)
			s.quiet()
		})
	}
}

// TestChosenKeys presses keys in the settings and then at the workbench.
func TestChosenKeys(t *testing.T) {
	n := fillShow(t, "fr")
	s := openScreen(t, startChromium(t), openDoor(t, n.newsroom), "fr")
	s.enter(n.as(workflow.Translator))
	s.open("/account/keys")
	s.click("#k-next-open-0")
	s.strike(stroke{"ت", "KeyJ", 'J'}, ctrlShift) // on an Arabic board
	if got := read[string](s, `document.activeElement.value`); got != "Ctrl+Maj+J" {
		t.Errorf("the field holds %q", got)
	}
	s.press(kb.Tab) // nobody is caught in the field
	s.until("the next field", `document.activeElement.id === "k-next-open-1"`)
	s.follow(`button[name="do"][value="save"]`)
	s.has(`#k-next-open-0[aria-invalid="true"]`) // the browser's own tools
	s.click("#k-next-open-0")
	s.strike(stroke{"ت", "KeyJ", 'J'}, ctrl)
	s.follow(`button[name="do"][value="save"]`)
	s.see(s.T("keys.saved"))
	s.open("/articles/" + n.main + "/bench?s=" + n.segment(11))
	s.see("Ctrl+J")
	s.press(kb.F9)
	s.strike(stroke{"u", "KeyU", 'U'}, ctrl) // ours no more
	s.strike(stroke{"ت", "KeyJ", 'J'}, ctrl)
	s.has(segmentOn(12))
	s.quiet()
}

// TestTheHandInTheBrowser has two people in one segment: while the one writes the other can read
// and take over, and is let in when the first falls silent or leaves.
func TestTheHandInTheBrowser(t *testing.T) {
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			n := fillShow(t, language)
			chromium, d := startChromium(t), openDoor(t, n.newsroom)
			amina, luc := openScreen(t, chromium, d, language), openScreen(t, chromium, d, language)
			amina.enter(n.as(workflow.Translator))
			luc.enter(n.as(workflow.Editor))
			bench := "/articles/" + n.main + "/bench?s=" + n.segment(12)
			luc.open(bench)
			luc.stay()
			amina.open(bench)
			amina.write(openField, "Le ministre")
			luc.has(".seg.on .veil button")
			luc.see(luc.T("presence.writes", "Name", "أمينة برادة"))
			luc.until("a form that cannot be typed in", `document.querySelector(".seg.on form").inert`)
			// What she saves shows under the veil.
			luc.until("her text", fmt.Sprintf(`document.querySelector(%s).value === "Le ministre"`,
				quote(openField)))
			luc.press(kb.Enter, chromedp.ModifierCtrl) // confirms nothing
			luc.click(".seg.on .veil button")
			luc.until("the hand", `!document.querySelector(".veil") &&
				document.activeElement.closest(".seg.on form")`)
			amina.has(".seg.on .veil") // and now it is hers to wait
			luc.insert(" marocain")
			luc.stripSays("saved", "")
			amina.until("his text", fmt.Sprintf(
				`document.querySelector(%s).value === "Le ministre marocain"`, quote(openField)))
			luc.open("/")
			// On a busy machine the browser drops the farewell of a page that goes. Silence frees
			// the segment then, and the newsroom's clock stands still by itself.
			n.clock.pass(15 * time.Second)
			amina.until("let in", `!document.querySelector(".veil") &&
				!document.querySelector(".seg.on form").inert`)
			if !luc.here() && amina.typed() != "Le ministre marocain" {
				t.Errorf("the field holds %q", amina.typed())
			}
			amina.quiet()
			luc.quiet()
		})
	}
}

// TestPalette finds an action, a page and an Arabic article from the keyboard, in both directions
// of the page, and goes on without the server.
func TestPalette(t *testing.T) {
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			n := fillShow(t, language)
			d := openDoor(t, n.newsroom)
			s := openScreen(t, startChromium(t), d, language)
			s.enter(n.as(workflow.Translator))
			s.open("/articles/" + n.main + "/bench?s=" + n.segment(11))
			s.stay()
			chosen := `document.getElementById(document.getElementById("palette-q")
				.getAttribute("aria-activedescendant"))`
			find := func(what, text, want string) {
				t.Helper()
				s.press(kb.F1)
				s.until("the palette", `document.activeElement.id === "palette-q"`)
				s.insert(text)
				s.until(what, chosen+"?."+want)
			}
			find("the action", s.T("keys.next"), `dataset.action === "next"`)
			s.press(kb.Enter)
			s.has(segmentOn(12))
			s.until("the caret", "document.activeElement.closest('.seg.on')")

			find("the article", "الامن والهجره", `dataset.href.includes("`+n.main+`")`)
			s.press(kb.Escape)
			s.until("back where one was", "document.activeElement.closest('.seg.on')")

			find("the page", s.T("load.title"), `dataset.href === "/load"`)
			d.stop()
			read[bool](s, `(document.activeElement.select(), true)`)
			s.insert(s.T("keys.copy"))
			s.until("without the server", chosen+`?.dataset.action === "copy-source" &&
				document.getElementById("palette-said").textContent !== ""`)
			s.complaints()
			s.press(kb.Enter)
			s.until("the source in the field", fmt.Sprintf("document.querySelector(%s).value === %s",
				quote(openField), quote(n.view(n.main).Segments[11].Source.Markup())))
			if !s.here() {
				t.Error("the page was left")
			}

			// From part to part of the page, and along the tabs as the eye goes.
			s.press(kb.F6)
			s.until("the panel", `document.activeElement.closest(".side .tabs")`)
			forth, back := kb.ArrowRight, kb.ArrowLeft
			if language == "ar" {
				forth, back = back, forth
			}
			s.press(forth)
			s.until("the second tab", `document.activeElement.matches(".tabs a:nth-child(2)")`)
			s.press(back)
			s.until("the first tab", `document.activeElement.matches(".tabs a:first-child")`)
			s.press(kb.F6, chromedp.ModifierShift)
			s.until("the field again", "document.activeElement.closest('.seg.on')")
		})
	}
}

// TestReviewKeysAreChosen decides and touches up with keys of one's own: the review's are in the
// same map as the workbench's, and its field has the keys of the writing field.
func TestReviewKeysAreChosen(t *testing.T) {
	st := tell(t)
	own := map[string][]keymap.Chord{"approve": {"ctrl+j"}, "touch": {"f8"}, "bold": {"ctrl+e"}}
	err := st.desk.ChooseKeys(t.Context(), st.actor(workflow.Editor), keymap.Choice{Own: own})
	if err != nil {
		t.Fatal(err)
	}
	s := openScreen(t, startChromium(t), openDoor(t, st.newsroom), "fr")
	s.enter(st.as(workflow.Editor))
	s.open("/articles/" + st.id + "/review?s=" + st.segments[2].ID)
	s.press(kb.Enter, chromedp.ModifierCtrl) // ours no more
	s.press(kb.F8)
	const field = `.seg.on [name="target"]`
	s.until("the touch-up", `document.activeElement.closest(".seg.on .touch[open] form")`)
	s.write(field, "Le président")
	s.press("a", chromedp.ModifierCtrl)
	s.strike(stroke{"ث", "KeyE", 'E'}, ctrl) // on an Arabic board
	s.until("bold", `document.querySelector('`+field+`').value === "⟦1⟧Le président⟦/1⟧"`)
	s.press(kb.F9)
	s.until("the next code", `document.querySelector('`+field+`').value.includes("⟦2/⟧")`)
	s.press(kb.F4, chromedp.ModifierShift)
	s.has(".seg.on dialog.signs:modal")
	s.press(kb.Escape)
	s.press(kb.Escape)
	s.until("out of the field", `document.activeElement.matches(".seg.on .num a")`)

	s.press(kb.F1)
	s.until("the palette", `document.activeElement.id === "palette-q"`)
	s.insert(s.T("review.touch-word"))
	s.until("the action with its key", `document.querySelector("#palette [aria-selected=true]")?.
		dataset.action === "touch" && document.querySelector("#pa-touch kbd").textContent === "F8"`)
	s.press(kb.Enter)
	s.until("the touch-up again", `document.activeElement.closest(".seg.on .touch[open] form")`)
	s.strike(stroke{"ت", "KeyJ", 'J'}, ctrl)
	s.see(s.T("review.touched-by", "Name", st.people[workflow.Editor].Name))
	if g := st.segment(t, 3); g.Target.Markup() != "⟦1⟧Le président⟦2/⟧⟦/1⟧" {
		t.Errorf("segment 3 holds %q", g.Target.Markup())
	}
	s.quiet()
}
