package notice_test

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// An editor returns a segment by hand; the translator, who is on another page, sees the bell count,
// goes to the list and from there to the segment, by keys alone.
func TestReturnRingsTheTranslatorsBell(t *testing.T) {
	chromium := uitest.StartChromium(t)
	uitest.InEveryLanguage(t, func(t *testing.T, language string, roundTrip time.Duration) {
		n := uitest.OpenNewsroom(t)
		n.Reading(language)
		v := n.AddArticle(uitest.ArabicArticle, 0)
		n.Translate(v.ID, "Un texte.")
		n.RunNotices()
		at := uitest.OpenDoorAt(t, n, roundTrip)
		translator := uitest.OpenScreen(t, chromium, at, language)
		translator.Enter(n.As(workflow.Translator))
		translator.Do(chromedp.EmulateViewport(390, 844)) // on a phone
		translator.Open("/account")
		translator.Stay()
		editor := uitest.OpenScreen(t, chromium, at, language)
		editor.Enter(n.As(workflow.Editor))
		editor.Open("/segments/" + v.Segments[1].ID + "/comments")
		editor.Click("#comment-text")
		editor.Type("Quel ministre, @translator")
		editor.Has(".mentions button") // one may also write on and leave it
		editor.Press(kb.Tab)
		editor.Press(kb.Enter)
		editor.Until("the whole name", `document.activeElement.id === "comment-text" &&
					document.activeElement.value === "Quel ministre, @ليلى translator "`)
		editor.Insert("?")
		editor.Click(`form[data-comment] button[type="submit"]`)
		editor.See("Quel ministre, @ليلى translator ?")
		giveBack(n, v.ID, 2, "« Rabat » manque")

		translator.Until("bell", `document.getElementById("bell").dataset.unread === "2"`)
		translator.Until("bell said", `document.getElementById("live").textContent.includes(`+
			uitest.Quote(translator.T("notices.bell", "Count", 2))+`)`)
		if !uitest.Read[bool](translator, `window.stayed`) {
			t.Error("the page was loaded anew")
		}
		checkInside(translator, "#bell")
		checkInside(translator, "#bell .count")

		translator.Follow("#bell")
		translator.See("« Rabat » manque", "Quel ministre", translator.T("notices.mentioned", "Name", "ليلى editor"))
		for _, selector := range []string{"#mark-all", ".notice-list li", ".notice-list .open", ".notice-list .mark"} {
			checkInside(translator, selector)
		}
		uitest.Read[bool](translator, `(document.querySelector(".notice-list .open").focus(), window.left = true)`)
		translator.Press(kb.Enter)
		translator.Until("the workbench", `!window.left && location.pathname.endsWith("/bench") &&
					location.search.includes(`+uitest.Quote(v.Segments[1].ID)+`)`)
		translator.Settle()
		translator.Until("one is left", `document.getElementById("bell").dataset.unread === "1"`)

		// The list of another tab is up to date; reading all there empties the bell here.
		tab := translator.Tab()
		tab.Open("/notices")
		tab.Stay()
		tab.Click("#mark-all")
		tab.Until("all read", `!document.querySelector(".notice-list .fresh") &&
					document.getElementById("bell").dataset.unread === "0"`)
		translator.Until("bell elsewhere", `document.getElementById("bell").dataset.unread === "0"`)
		giveBack(n, v.ID, 3, "encore")
		tab.See("encore")
		if !uitest.Read[bool](tab, `window.stayed`) {
			t.Error("the list was loaded anew")
		}
		for _, s := range []*uitest.Screen{translator, editor, tab} {
			s.Quiet()
		}
	})
}

// checkInside fails unless all that a selector finds is within the width of the window, and what can
// be pressed is large enough.
func checkInside(s *uitest.Screen, selector string) {
	s.TB.Helper()
	bad := uitest.Read[string](s, `[...document.querySelectorAll(`+uitest.Quote(selector)+`)].map(e => {
		const r = e.getBoundingClientRect();
		const small = e.matches("a, button") && (r.width < 24 || r.height < 24);
		return r.width === 0 || r.left < 0 || r.right > innerWidth || small
			? [r.left, r.right, r.width, r.height].join(" ") : "";
	}).filter(Boolean).join("; ")`)
	if bad != "" {
		s.TB.Errorf("%s at %s", selector, bad)
	}
}
