package ui

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/input"

	"truchement/workflow"
)

const (
	mousePressed  = input.DispatchMouseEventTypeMousePressed
	mouseMoved    = input.DispatchMouseEventTypeMouseMoved
	mouseReleased = input.DispatchMouseEventTypeMouseReleased
)

// mouse moves the mouse to the middle of what a selector finds, pressing or letting go.
func (s *screen) mouse(kind input.DispatchMouseEventType, selector string) {
	s.t.Helper()
	at := read[[]float64](s, fmt.Sprintf(`(() => { const r =
		document.querySelector(%s).getBoundingClientRect();
		return [r.x + r.width / 2, r.y + Math.min(r.height / 2, 60)]; })()`, quote(selector)))
	p := input.DispatchMouseEventParams{Type: kind, X: at[0], Y: at[1], Button: input.MouseButtonLeft,
		ClickCount: 1}
	if kind == mouseMoved {
		p.Buttons, p.ClickCount = 1, 0
	}
	command(s, input.DispatchMouseEvent, p)
}

// drag takes a card over a column, waits for what the column says, and lets go.
func (s *screen) drag(article, stage, says string) {
	s.t.Helper()
	lane := `.lane[data-stage="` + stage + `"]`
	s.mouse(mousePressed, "#card-"+article+" .title")
	s.mouse(mouseMoved, "#card-"+article+" .tile-head")
	s.mouse(mouseMoved, lane)
	s.until("the column says "+says, `document.querySelector(`+quote(lane+" .lane-says")+
		`)?.textContent.replace(/[\u2066-\u2069]/g, "") === `+quote(says))
	s.mouse(mouseMoved, lane)
	s.mouse(mouseReleased, lane)
}

// Cards move by the mouse in both page directions, by the menu from the keyboard, and a column
// that cannot have a card says why before it is dropped.
func TestCardsMove(t *testing.T) {
	chromium := startChromium(t)
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			n := openNewsroom(t)
			n.reading(language)
			v := n.article("Un titre\nUne phrase.", 0)
			s := openScreen(t, chromium, openDoor(t, n), language)
			s.enter(n.as(workflow.Translator))
			s.open("/")
			in := func(stage string) {
				t.Helper()
				s.until("the card in "+stage,
					`document.querySelector('.lane[data-stage="`+stage+`"] #card-`+v.ID+`')`)
			}
			s.drag(v.ID, "reviewing", s.T("move.untranslated", "Count", 2))
			in("arrived")
			s.see(s.T("move.untranslated", "Count", 2))
			s.drag(v.ID, "translating", s.T("move.take"))
			in("translating")
			s.see(s.T("move.undo"))
			s.click("#notice .undo button")
			in("arrived")
			s.moveByKeys(v.ID)
			in("translating")
			s.until("focus stays on the card's menu",
				`document.activeElement.id === "move-`+v.ID+`"`)
			s.quiet()
		})
	}
}

// moveByKeys opens a card's menu with Enter and takes the first move there.
func (s *screen) moveByKeys(article string) {
	s.t.Helper()
	read[bool](s, `(document.getElementById("move-`+article+`").focus(), true)`)
	s.press("\r")
	s.until("the menu", `document.querySelector("dialog[open] .moves form button") ===
		document.activeElement`)
	s.press("\r")
}

// An editor who drags an article to the translation is asked whom it goes to.
func TestADropAsksWhatItNeeds(t *testing.T) {
	n := openNewsroom(t)
	v := n.article("Un titre\nUne phrase.", 0)
	s := openScreen(t, startChromium(t), openDoor(t, n), "fr")
	s.enter(n.as(workflow.Chief))
	s.open("/")
	s.drag(v.ID, "translating", s.T("move.give"))
	s.fill("#move-person", n.people[workflow.Translator].ID)
	s.click(`dialog[open] li:not([hidden]) button`)
	s.until("the card in translation", `document.querySelector('[data-stage="translating"] .tile')
		&& !document.querySelector("dialog[open]")`)
	if got := n.view(v.ID).Translators; len(got) != 1 || got[0] != n.people[workflow.Translator].ID {
		t.Errorf("the article is with %v", got)
	}
	s.quiet()
}

// The preview beside the rows follows what is typed and what others save; a click in it opens the
// segment, and the segment that is opened is marked in it.
func TestPreviewGrows(t *testing.T) {
	chromium := startChromium(t)
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			n := openNewsroom(t)
			n.reading(language)
			v := n.article(arabicArticle, 0)
			if language == "ar" {
				v = n.article("Le titre\nUne phrase. Deux phrases.", 0)
			}
			s := openScreen(t, chromium, openDoor(t, n), language)
			s.enter(n.as(workflow.Translator))
			s.open("/articles/" + v.ID + "/bench?s=" + v.Segments[0].ID)
			s.click("a[data-preview]")
			sentence := func(i int) string { return `document.getElementById("pv-` + v.Segments[i].ID + `")` }
			s.until("the source where there is no target", sentence(2)+`?.matches(".none") && `+
				sentence(2)+`.querySelector("[lang=`+v.SourceLang+`][dir]")`)
			s.click(".seg.on textarea, .seg.on [role=textbox]")
			s.insert("Un titre « neuf »")
			s.until("what is typed", sentence(0)+`.textContent === "Un titre « neuf »"`)
			s.until("the mark", sentence(0)+`.hasAttribute("data-here")`)
			g := v.Segments[2]
			_, err := n.desk.Save(t.Context(), n.actor(workflow.Editor), workflow.Save{
				Segment: g.ID, Version: g.Version, Target: "Un autre a écrit."})
			if err != nil {
				t.Fatal(err)
			}
			s.until("what another saved", sentence(2)+`.textContent === "Un autre a écrit."`)
			s.click("#pv-" + g.ID)
			s.until("the segment opened", `document.querySelector(".seg.on").dataset.segment === "`+
				g.ID+`" && `+sentence(2)+`.getAttribute("aria-current") === "true"`)
			if got := read[string](s, `document.querySelector("#preview article").lang + " " +
				document.querySelector("#preview article").dir`); got != map[string]string{
				"fr": "fr ltr", "ar": "ar rtl"}[language] {
				t.Errorf("the preview is %s", got)
			}
			s.quiet()
		})
	}
}
