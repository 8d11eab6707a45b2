package desk_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/input"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/desk"
)

const (
	mousePressed  = input.DispatchMouseEventTypeMousePressed
	mouseMoved    = input.DispatchMouseEventTypeMouseMoved
	mouseReleased = input.DispatchMouseEventTypeMouseReleased
)

// mouse moves the mouse to the middle of what a selector finds, pressing or letting go.
func mouse(s *uitest.Screen, kind input.DispatchMouseEventType, selector string) {
	s.TB.Helper()
	at := uitest.Read[[]float64](s, fmt.Sprintf(`(() => { const r =
		document.querySelector(%s).getBoundingClientRect();
		return [r.x + r.width / 2, r.y + Math.min(r.height / 2, 60)]; })()`, uitest.Quote(selector)))
	p := input.DispatchMouseEventParams{Type: kind, X: at[0], Y: at[1], Button: input.MouseButtonLeft,
		ClickCount: 1}
	if kind == mouseMoved {
		p.Buttons, p.ClickCount = 1, 0
	}
	uitest.Command(s, input.DispatchMouseEvent, p)
}

// drag takes a card over a column, waits for what the column says, and lets go.
func drag(s *uitest.Screen, article, stage, says string) {
	s.TB.Helper()
	lane := `.lane[data-stage="` + stage + `"]`
	mouse(s, mousePressed, "#card-"+article+" .title")
	mouse(s, mouseMoved, "#card-"+article+" .tile-head")
	mouse(s, mouseMoved, lane)
	s.Until("the column says "+says, `document.querySelector(`+uitest.Quote(lane+" .lane-says")+
		`)?.textContent.replace(/[\u2066-\u2069]/g, "") === `+uitest.Quote(says))
	mouse(s, mouseMoved, lane)
	mouse(s, mouseReleased, lane)
}

// Cards move by the mouse in both page directions, by the menu from the keyboard, and a column
// that cannot have a card says why before it is dropped.
func TestCardsMove(t *testing.T) {
	chromium := uitest.StartChromium(t)
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			n := uitest.OpenNewsroom(t)
			n.Reading(language)
			v := n.AddArticle("Un titre\nUne phrase.", 0)
			s := uitest.OpenScreen(t, chromium, uitest.OpenDoor(t, n), language)
			s.Enter(n.As(workflow.Translator))
			s.Open("/board")
			in := func(stage string) {
				t.Helper()
				s.Until("the card in "+stage,
					`document.querySelector('.lane[data-stage="`+stage+`"] #card-`+v.ID+`')`)
			}
			drag(s, v.ID, "reviewing", s.T("move.untranslated", "Count", 2))
			in("arrived")
			s.See(s.T("move.untranslated", "Count", 2))
			drag(s, v.ID, "translating", s.T("move.take"))
			in("translating")
			s.See(s.T("move.undo"))
			s.Click("#notice .undo button")
			in("arrived")
			moveByKeys(s, v.ID)
			in("translating")
			s.Until("focus stays on the card's menu",
				`document.activeElement.id === "move-`+v.ID+`"`)
			s.Quiet()
		})
	}
}

// moveByKeys opens a card's menu with Enter and takes the first move there.
func moveByKeys(s *uitest.Screen, article string) {
	s.TB.Helper()
	uitest.Read[bool](s, `(document.getElementById("move-`+article+`").focus(), true)`)
	s.Press("\r")
	s.Until("the menu", `document.querySelector("dialog[open] .moves form button") ===
		document.activeElement`)
	s.Press("\r")
}

// An editor who drags an article to the translation is asked whom it goes to.
func TestDropAsksForWhatIsMissing(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle("Un titre\nUne phrase.", 0)
	s := uitest.OpenScreen(t, uitest.StartChromium(t), uitest.OpenDoor(t, n), "fr")
	s.Enter(n.As(workflow.Chief))
	s.Open("/board")
	drag(s, v.ID, "translating", s.T("move.give"))
	s.Fill("#move-person", n.People[workflow.Translator].ID)
	s.Click(`dialog[open] li:not([hidden]) button[type="submit"]`)
	s.Until("the card in translation", `document.querySelector('[data-stage="translating"] .tile')
		&& !document.querySelector("dialog[open]")`)
	if got := n.View(v.ID).Translators; len(got) != 1 || got[0] != n.People[workflow.Translator].ID {
		t.Errorf("the article is with %v", got)
	}
	s.Quiet()
}

// The preview beside the rows follows what is typed and what others save; a click in it opens the
// segment, and the segment that is opened is marked in it.
func TestPreviewGrows(t *testing.T) {
	chromium := uitest.StartChromium(t)
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			n := uitest.OpenNewsroom(t)
			n.Reading(language)
			v := n.AddArticle(uitest.ArabicArticle, 0)
			if language == "ar" {
				v = n.AddArticle("Le titre\nUne phrase. Deux phrases.", 0)
			}
			s := uitest.OpenScreen(t, chromium, uitest.OpenDoor(t, n), language)
			s.Enter(n.As(workflow.Translator))
			s.Open("/articles/" + v.ID + "/bench?s=" + v.Segments[0].ID)
			s.Click("a[data-preview]")
			sentence := func(i int) string { return `document.getElementById("pv-` + v.Segments[i].ID + `")` }
			s.Until("the source where there is no target", sentence(2)+`?.matches(".none") && `+
				sentence(2)+`.querySelector("[lang=`+v.SourceLang+`][dir]")`)
			s.Click(".seg.on textarea, .seg.on [role=textbox]")
			s.Insert("Un titre tout neuf")
			s.Until("what is typed", sentence(0)+`.textContent === "Un titre tout neuf"`)
			s.Until("the mark", sentence(0)+`.hasAttribute("data-here")`)
			g := v.Segments[2]
			_, err := n.Desk.Save(t.Context(), n.Actor(workflow.Editor), desk.Save{
				Segment: g.ID, Version: g.Version, Target: "Un autre a écrit."})
			if err != nil {
				t.Fatal(err)
			}
			s.Until("what another saved", sentence(2)+`.textContent === "Un autre a écrit."`)
			s.Click("#pv-" + g.ID)
			s.Until("the segment opened", `document.querySelector(".seg.on").dataset.segment === "`+
				g.ID+`" && `+sentence(2)+`.getAttribute("aria-current") === "true"`)
			if got := uitest.Read[string](s, `document.querySelector("#preview article").lang + " " +
				document.querySelector("#preview article").dir`); got != map[string]string{
				"fr": "fr ltr", "ar": "ar rtl"}[language] {
				t.Errorf("the preview is %s", got)
			}
			s.Quiet()
		})
	}
}
