package desk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/plan"
)

// homeNewsroom is a newsroom that reads a language, and an article into it whose second to fourth
// segments are the translator's.
func homeNewsroom(t *testing.T, language string) (*uitest.Newsroom, workflow.ArticleView) {
	t.Helper()
	n := uitest.OpenNewsroom(t)
	n.Reading(language)
	source := "عنوان\nوصل الوزير إلى الرباط. ثم التقى نظيره. وعاد مساء."
	if language == "ar" {
		source = "Un titre\nLe ministre est arrivé à Rabat. Il a vu son homologue. Il est reparti."
	}
	v := n.AddArticle(source, 3*time.Hour)
	_, err := n.Plan.Assign(t.Context(), n.Actor(workflow.Chief), plan.NewAssignment{Article: v.ID,
		Person: n.People[workflow.Translator].ID, Role: workflow.Translator, From: 2, To: 4,
		Due: n.Clock.Now().Add(2 * time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	return n, n.View(v.ID)
}

// From the sign-in to the first letter it takes one click, on a phone too, where the button is on
// the first screen.
func TestFirstLetterIsOneClickFromSignIn(t *testing.T) {
	chromium := uitest.StartChromium(t)
	uitest.InEveryLanguage(t, func(t *testing.T, language string, roundTrip time.Duration) {
		text := map[string]string{"fr": "Le ministre", "ar": "وصل الوزير"}[language]
		for device, size := range map[string][2]int{"desktop": {1440, 900}, "phone": {390, 844}} {
			t.Run(device, func(t *testing.T) {
				n, v := homeNewsroom(t, language)
				s := uitest.OpenScreen(t, chromium, uitest.OpenDoorAt(t, n, roundTrip), language)
				s.Do(chromedp.EmulateViewport(int64(size[0]), int64(size[1])))
				s.SignIn(workflow.Translator)
				s.See(s.T("day.begin-at", "Position", 2))
				onward := `.day-item[data-first] a.btn`
				s.Until("the button on the first screen", `document.querySelector(`+uitest.Quote(onward)+
					`).getBoundingClientRect().bottom < innerHeight`)
				s.Follow(onward)
				s.Until("the caret in the field", uitest.Writing)
				s.Type(text)
				s.Until("what was typed", fmt.Sprintf(`document.querySelector("#r-%s textarea").value === %s`,
					v.Segments[1].ID, uitest.Quote(text)))
				s.StripSays("saved", "")
				if got := n.View(v.ID).Segments[1].Target.String(); got != text {
					t.Errorf("segment 2 holds %q, want %q", got, text)
				}
				s.Quiet()
			})
		}
	})
}

// The day follows what others do, without being loaded again.
func TestDayIsLive(t *testing.T) {
	n, _ := homeNewsroom(t, "fr")
	s := uitest.OpenScreen(t, uitest.StartChromium(t), uitest.OpenDoor(t, n), "fr")
	s.Enter(n.As(workflow.Translator))
	s.Open("/")
	uitest.Read[bool](s, `window.same = true`)
	n.AddArticle("Un article neuf\nUne phrase.", 0)
	s.See("Un article neuf")
	if !uitest.Read[bool](s, `window.same === true`) {
		t.Error("the page was loaded again")
	}
	s.Quiet()
}

// A due time is said back while it is typed, in the page's language, and the usual ones are a click
// or a key away; so it is far from the server, where nothing waits for it.
func TestDueFieldSaysBack(t *testing.T) {
	chromium := uitest.StartChromium(t)
	uitest.InEveryLanguage(t, func(t *testing.T, language string, roundTrip time.Duration) {
		typed := map[string]string{"fr": "demain 9h", "ar": "غدا 9:00"}[language]
		n, v := homeNewsroom(t, language)
		s := uitest.OpenScreen(t, chromium, uitest.OpenDoorAt(t, n, roundTrip), language)
		s.Enter(n.As(workflow.Chief))
		s.Open("/articles/" + v.ID)
		s.Click("#sheet > summary")
		at := s.Time(time.Date(2024, 10, 29, 9, 0, 0, 0, time.UTC))
		uitest.Read[bool](s, `(() => { const f = document.getElementById("due"); f.focus(); f.select(); return true; })()`)
		s.Type(typed)
		s.See(s.T("due.tomorrow", "Time", at))
		uitest.Read[bool](s, `(document.getElementById("due").select(), true)`)
		s.Type("xyz")
		s.Has("#due-said[data-wrong]")
		s.Click(`[data-pick="due"]`)
		s.See(s.T("due.today", "Time", s.Time(n.Clock.Now().Add(time.Hour))))
		s.Until("the caret stays in the field", `document.activeElement.id === "due"`)
		s.Follow(`#facts button[type="submit"]`)
		if got := n.View(v.ID).Due.Sub(n.Clock.Now()); got != time.Hour {
			t.Errorf("due in %v, want an hour", got)
		}
		s.Quiet()
	})
}

// fastTimers lets what the page waits for come fifty times as soon, in the same order.
const fastTimers = `(() => { const wait = window.setTimeout;
	window.setTimeout = (f, ms, ...more) => wait(f, ms / 50, ...more); })()`

// A notice is said and goes by itself, but not when it offers to take something back.
func TestNoticeGoesUnlessItIsNeeded(t *testing.T) {
	n, v := homeNewsroom(t, "fr")
	s := uitest.OpenScreen(t, uitest.StartChromium(t), uitest.OpenDoor(t, n), "fr")
	uitest.Command(s, page.AddScriptToEvaluateOnNewDocument,
		page.AddScriptToEvaluateOnNewDocumentParams{Source: fastTimers})
	s.Enter(n.As(workflow.Chief))
	standsAfterAMinute := func() bool {
		t.Helper()
		return uitest.Read[bool](s, `new Promise(r => setTimeout(() =>
			r(!!document.querySelector("#notice .notice")), 60000))`)
	}
	save := func() {
		t.Helper()
		s.Open("/articles/" + v.ID)
		s.Click("#sheet > summary")
		s.Follow(`#facts button[type="submit"]`)
	}
	save()
	s.Until("the notice is said", `document.getElementById("live").textContent === `+uitest.Quote(s.T("article.saved")))
	s.Until("the notice goes", `!document.querySelector("#notice .notice")`)
	if got := uitest.Read[int](s, `document.getElementById("notice").offsetHeight`); got != 0 {
		t.Errorf("what is left of the notice is %d px high", got)
	}

	n.AddArticle("Un titre\nUne phrase.", 0)
	s.Open("/board")
	s.Click(`[data-stage="arrived"] [data-move]`)
	s.Click(`dialog[open] li:not([hidden]) form[action$="/move"] button[type="submit"]`)
	s.Has("#notice .undo")
	if !standsAfterAMinute() {
		t.Error("a notice that offers to take a move back went by itself")
	}
	s.Quiet()
}

// The field for files speaks the page's language, shows what was chosen and is reached by the
// keyboard.
func TestFileFieldSpeaksThePagesLanguage(t *testing.T) {
	chromium := uitest.StartChromium(t)
	for _, language := range []string{"fr", "ar"} {
		n, _ := homeNewsroom(t, language)
		s := uitest.OpenScreen(t, chromium, uitest.OpenDoor(t, n), language)
		s.Enter(n.As(workflow.Translator))
		s.Open("/articles/new")
		s.See(s.T("file.choose"), s.T("file.none"))
		uitest.Read[bool](s, `(() => { const files = new DataTransfer();
			files.items.add(new File(["`+strings.Repeat("وصل الوزير إلى الرباط. ", 3)+`"], "خبر 1.txt"));
			const f = document.getElementById("file"); f.focus(); f.files = files.files;
			f.dispatchEvent(new Event("change")); return document.activeElement === f; })()`)
		s.See("خبر 1.txt")
		s.Has("#preview .block")
		s.Quiet()
	}
}
