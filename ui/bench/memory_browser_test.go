package bench_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/outside"
)

const (
	fieldText = `document.querySelector(".seg.on textarea[name=target]").value`
	ghostText = `(document.querySelector(".seg.on .rich")?.dataset.ghost ?? "")`
)

// memoryScreen is a translator's screen on a newsroom with a memory.
type memoryScreen struct {
	*remembered
	*uitest.Screen
	door     *uitest.Door
	language string // of the pages, and of what is translated into
	forward  string // the arrow in writing direction
}

func openMemoryScreen(t *testing.T, chromium context.Context, language string, roundTrip time.Duration) *memoryScreen {
	t.Helper()
	r := openRemembered(t, language)
	r.Reading(language)
	r.RunMemory()
	m := &memoryScreen{remembered: r, language: language, door: uitest.OpenDoorAt(t, r.Newsroom, roundTrip), forward: kb.ArrowRight}
	if language == "ar" {
		m.forward = kb.ArrowLeft
	}
	m.Screen = uitest.OpenScreen(t, chromium, m.door, language)
	m.Enter(r.As(workflow.Translator))
	return m
}

// inEveryDirection runs a story in French, near, and in Arabic, far.
func inEveryDirection(t *testing.T, story func(t *testing.T, m *memoryScreen)) {
	t.Helper()
	chromium := uitest.StartChromium(t)
	uitest.InEveryLanguage(t, func(t *testing.T, language string, roundTrip time.Duration) {
		story(t, openMemoryScreen(t, chromium, language, roundTrip))
	})
}

// start opens a row and waits for its field, and for the panels of the rows after it.
func (m *memoryScreen) start(n int) {
	m.Screen.TB.Helper()
	m.Open(m.bench(n))
	m.Until("the field", uitest.Writing)
	m.awaitPanels()
}

func (m *memoryScreen) awaitPanels() {
	m.Screen.TB.Helper()
	m.Until("the panels of the next rows", `performance.getEntriesByType("resource").some(
		(e) => e.name.includes("/panels?of=") && e.responseEnd > 0 && e.responseEnd < performance.now() - 200)`)
}

// holds fails unless the field of the open row has a text now.
func (m *memoryScreen) holds(want string) {
	m.Screen.TB.Helper()
	if got := uitest.Read[string](m.Screen, fieldText); got != want {
		m.Screen.TB.Errorf("the field has %q, want %q", got, want)
	}
}

// panelIsOf reports whether the panel is that of a row now, with matches.
func (m *memoryScreen) panelIsOf(n int) bool {
	m.Screen.TB.Helper()
	return uitest.Read[bool](m.Screen, fmt.Sprintf(`document.getElementById("panel").dataset.of === %q &&
		document.querySelector(".seg.on").dataset.segment === %[1]q && !!document.querySelector("#panel .match")`, m.New[n-1].ID))
}

// TestMatchByKeys takes matches by the keyboard alone: whole, at the caret and by words, with one undo
// each; those of the next row are there with it.
func TestMatchByKeys(t *testing.T) {
	axe := axeSource(t)
	inEveryDirection(t, func(t *testing.T, m *memoryScreen) {
		m.start(1)
		m.See(m.T("match.exact"))
		lookAt(m.Screen, axe)
		m.Press("1", chromedp.ModifierCtrl)
		m.holds(m.targets[0])
		m.Press("z", chromedp.ModifierCtrl)
		m.holds("")
		m.Press("2", chromedp.ModifierCtrl) // there is one match only
		m.holds("")
		m.Press("1", chromedp.ModifierCtrl)
		m.Press(kb.Enter, chromedp.ModifierCtrl)
		if !m.panelIsOf(2) {
			t.Error("the matches of the next row came later than the row")
		}
		m.Press("1", chromedp.ModifierCtrl)
		m.holds(m.targets[1])
		m.AwaitTarget(m.ID, 1, bitext.Translated, m.targets[0])
		m.wasTaken(1)

		m.Press("a", chromedp.ModifierCtrl)
		m.Press(kb.Delete)
		m.Insert("A ")
		m.Press("1", chromedp.ModifierCtrl, chromedp.ModifierShift)
		m.holds("A " + m.targets[1])
		m.Press("z", chromedp.ModifierCtrl)
		m.holds("A ")
		m.Press("a", chromedp.ModifierCtrl)
		m.Press(kb.Delete)
		for range 3 {
			m.Press(kb.F9, chromedp.ModifierShift)
		}
		m.holds(words(m.targets[1], 3))
		m.Quiet()
	})
}

// words are the first words of a text.
func words(text string, n int) string {
	for i, r := range text {
		if r == ' ' {
			if n--; n == 0 {
				return text[:i]
			}
		}
	}
	return text
}

// wasTaken fails unless the last change of a segment says that its text is of the memory.
func (m *memoryScreen) wasTaken(n int) {
	t := m.Screen.TB
	t.Helper()
	changes, err := m.Desk.History(t.Context(), m.Actor(workflow.Chief), m.New[n-1].ID)
	if err != nil {
		t.Fatal(err)
	}
	if last := changes[len(changes)-1]; last.Origin != workflow.FromUnit {
		t.Errorf("segment %d was %s as %s", n, last.Kind, last.Origin)
	}
}

// TestCompletionByKeys goes on with what is proposed by the arrow in writing direction, and with nothing
// else; one undo takes it back, and Tab leaves the field as it is.
func TestCompletionByKeys(t *testing.T) {
	inEveryDirection(t, func(t *testing.T, m *memoryScreen) {
		m.start(2)
		m.Until("the rich field", `document.querySelector(".seg.on .rich")`)
		start := words(m.targets[1], 2)
		m.Type(start)
		m.Until("a proposal", ghostText)
		ghost := uitest.Read[string](m.Screen, ghostText)
		if want := m.targets[1][len(start):]; ghost == "" || len(ghost) > len(want) || want[:len(ghost)] != ghost {
			t.Errorf("%q is proposed after %q", ghost, start)
		}
		m.holds(start)
		m.Press(m.forward)
		m.holds(start + ghost)
		m.Press("z", chromedp.ModifierCtrl)
		m.holds(start)
		m.Type(" ")
		m.Until("another proposal", ghostText)
		m.Press(kb.Home) // the caret is elsewhere
		m.Until("no proposal", `!`+ghostText)
		m.Press(kb.End)
		m.Press(m.forward)
		m.holds(start + " ")

		m.Press(kb.Backspace)
		m.Type(" ")
		m.Until("the proposal again", ghostText)
		m.Press(kb.Tab)
		m.Until("the field is left", `!(`+uitest.Writing+`)`)
		m.holds(start + " ")
		if got := uitest.Read[string](m.Screen, ghostText); got != "" {
			t.Errorf("%q is proposed outside the field", got)
		}
		m.turnedOff(start + " ")
		m.Quiet()
	})
}

// turnedOff turns proposals off by the switch in the panel, which lasts.
func (m *memoryScreen) turnedOff(text string) {
	m.Screen.TB.Helper()
	m.Click("#panel [data-completions]")
	m.Click(".seg.on .rich")
	m.Press(kb.End)
	m.Press(kb.Backspace)
	m.Type(" ")
	m.holds(text)
	if got := uitest.Read[string](m.Screen, ghostText); got != "" {
		m.Screen.TB.Errorf("%q is proposed though it is off", got)
	}
	m.Until("all is saved", `["saved", "idle"].includes(document.getElementById("strip").dataset.state)`)
	m.Open(m.bench(2))
	m.Until("the switch as it was left", `document.querySelector("#panel [data-completions]:not(:checked)")`)
}

// TestPanelNeverTouchesTheField changes all that a panel can, while a text is half typed.
func TestPanelNeverTouchesTheField(t *testing.T) {
	inEveryDirection(t, func(t *testing.T, m *memoryScreen) {
		m.start(2)
		m.Until("the rich field", `document.querySelector(".seg.on .rich")`)
		m.Type("abc def")
		for range 3 {
			m.Press(kb.ArrowLeft)
		}
		const place = `(() => { const s = getSelection(); return s.anchorOffset + " " +
			document.activeElement.className + " " + document.querySelector(".seg.on textarea[name=target]").value; })()`
		before := uitest.Read[string](m.Screen, place)
		for _, tab := range []string{"history", "comments", "memory"} {
			uitest.Read[bool](m.Screen, `(document.querySelector("#panel nav a[href$='/`+tab+`']").click(), true)`)
			m.Has(`#panel nav a[href$="/` + tab + `"][aria-current]`)
			if got := uitest.Read[string](m.Screen, place); got != before {
				t.Errorf("%s: the field went from %q to %q", tab, before, got)
			}
		}
		m.StripSays("saved", "")
		// A colleague's comment has the row and its panel read anew.
		if _, err := m.Desk.Comment(t.Context(), m.Actor(workflow.Editor), m.ID, m.New[1].ID, "Attention"); err != nil {
			t.Fatal(err)
		}
		m.Until("the comment on the row", fmt.Sprintf(`!document.getElementById("c-%s").hidden`, m.New[1].ID))
		if got := uitest.Read[string](m.Screen, place); got != before {
			t.Errorf("the field went from %q to %q", before, got)
		}
		m.Quiet()
	})
}

// TestWordsAreLookedUpByKeys selects a word in the field and looks it up, in any of its forms; the field keeps
// what it has. Without a selection the caret goes where words are typed.
func TestWordsAreLookedUpByKeys(t *testing.T) {
	axe := axeSource(t)
	inEveryDirection(t, func(t *testing.T, m *memoryScreen) {
		word := map[string]string{"fr": "ministres", "ar": "والوزير"}[m.language]
		m.start(1)
		m.Insert(word)
		m.Press("a", chromedp.ModifierCtrl)
		m.Press("k", chromedp.ModifierCtrl)
		m.Until("units with the word lit", `document.querySelectorAll("#hits mark").length >= 2`)
		m.holds(word)
		lookAt(m.Screen, axe)
		m.Click(".src .text")
		m.Press("k", chromedp.ModifierCtrl)
		m.Until("the caret where words are typed", `document.activeElement.id === "words"`)
		m.Type("zzzz")
		m.Press(kb.Enter)
		m.See(m.T("match.no-words"))
		m.holds(word)
		m.Quiet()
	})
}

// TestWordsTypedBeforeTheirField has a translator type at once after the key that leads to a field of the
// panel: nothing of it goes into the translation, nor to a row that is opened before the field is here.
func TestWordsTypedBeforeTheirField(t *testing.T) {
	inEveryDirection(t, func(t *testing.T, m *memoryScreen) {
		word := map[string]string{"fr": "ministre", "ar": "الوزير"}[m.language]
		m.start(1)
		m.Insert("A")
		for _, key := range []struct{ key, field string }{{kb.F2, "comment-text"}, {"k", "words"}} {
			if key.field == "words" {
				m.Press(key.key, chromedp.ModifierCtrl)
			} else {
				m.Press(key.key)
			}
			m.Type(word)
			m.Until("what was typed, in its field", fmt.Sprintf(
				`document.activeElement.id === %q && document.activeElement.value === %q`, key.field, word))
			m.holds("A")
			m.Click(".seg.on .rich")
		}
		m.Press(kb.F2)
		m.Press(kb.Escape)
		m.Until("the caret in the field", `document.activeElement.closest(".seg.on .rich") !== null`)
		m.Press(kb.F2)
		m.Click(".seg.on .rich")
		m.Press(kb.ArrowDown, chromedp.ModifierCtrl)
		m.Until("the next row, with its panel", fmt.Sprintf(`document.querySelector(".seg.on").dataset.segment === %q &&
			document.getElementById("panel").dataset.of === %[1]q && !document.querySelector(".awaited")`, m.New[1].ID))
		m.Type("B")
		m.holds("B")
		m.Quiet()
	})
}

// TestMatchesWithoutNetwork goes on in a train: the matches of the next rows are there, also after the
// page was opened again from the disk.
func TestMatchesWithoutNetwork(t *testing.T) {
	chromium, whole := uitest.StartChromium(t), uitest.StartWholeChromium(t, t.TempDir())
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			m := openMemoryScreen(t, chromium, language, 0)
			m.Screen = uitest.OpenProfile(t, whole, m.door, language)
			m.Forget()
			m.Enter(m.As(workflow.Translator))
			m.start(1)
			m.Until("the worker has the page and its panels", fmt.Sprintf(`(Promise.all(["bench", "panels"].map(
				(p) => caches.match("/articles/%s/" + p))).then((all) => { window.all = all.every(Boolean); }), window.all)`, m.ID))
			m.door.Stop()
			m.Press("1", chromedp.ModifierCtrl)
			m.Press(kb.Enter, chromedp.ModifierCtrl)
			m.Until("the next row", `document.querySelector(".seg.on").dataset.segment === `+uitest.Quote(m.New[1].ID))
			m.StripSays("offline", "")
			// As on a busy machine: the draft is not written yet when the page is left.
			uitest.Read[bool](m.Screen, `((encrypt) => { crypto.subtle.encrypt = async (...of) => {
				await new Promise((done) => setTimeout(done, 1000)); return encrypt(...of); }; return true;
				})(crypto.subtle.encrypt.bind(crypto.subtle))`)
			m.Press("1", chromedp.ModifierCtrl)
			m.holds(m.targets[1])
			m.Open(m.bench(4))
			m.Until("the field", uitest.Writing)
			m.Until("the matches from the disk", fmt.Sprintf(
				`document.querySelector('#panel[data-of="%s"] .match')`, m.New[3].ID))
			m.Press("1", chromedp.ModifierCtrl)
			m.holds(m.targets[2])
			m.Complaints() // that the server does not answer is what this is about
			m.door.Reopen()
			m.StripSays("saved", "")
			m.AwaitTarget(m.ID, 1, bitext.Translated, m.targets[0])
			m.AwaitTarget(m.ID, 2, bitext.Initial, m.targets[1])
			m.wasTaken(1)
			m.wasTaken(2)
			m.Quiet()
		})
	}
}

func axeSource(t testing.TB) string {
	t.Helper()
	source, err := os.ReadFile(outside.Tool(t, "TRUCHEMENT_TEST_TOOLS", "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

// lookAt has axe look at the page.
func lookAt(s *uitest.Screen, axe string) {
	s.TB.Helper()
	uitest.Read[bool](s, axe+"; true")
	for _, found := range uitest.Read[[]string](s, `axe.run({preload: false}).then(r => r.violations.map(
		v => v.id + ": " + v.nodes.map(n => n.html).join("; ")))`) {
		s.TB.Errorf("axe: %s", found)
	}
}

// A row whose source was confirmed a moment ago opens with the match that this made: its panel was fetched
// before.
func TestPanelOfARepetitionIsTheNewOne(t *testing.T) {
	inEveryDirection(t, func(t *testing.T, m *memoryScreen) {
		p := pairs[m.language]
		rows := m.add(t, p.from, p.to, map[string]string{"fr": "عنوان\nتدعو الحكومة إلى الهدوء.\nلا شيء.\nتدعو الحكومة إلى الهدوء.",
			"ar": "Titre\nLe gouvernement appelle au calme.\nRien.\nLe gouvernement appelle au calme."}[m.language])
		m.Open("/articles/" + rows[0].Article + "/bench?s=" + rows[1].ID)
		m.Until("the field", uitest.Writing)
		m.awaitPanels()
		m.Type("Abc.")
		m.Press(kb.Enter, chromedp.ModifierCtrl)
		m.Until("the panel of the next row", `document.getElementById("panel").dataset.of === "`+rows[2].ID+`" && !("early" in document.getElementById("panel").dataset)`)
		m.Press(kb.ArrowDown, chromedp.ModifierCtrl)
		m.Until("the match in its tab", `document.getElementById("panel").dataset.of === "`+rows[3].ID+`" &&
			document.querySelector("#panel .match .text:nth-of-type(3)")?.textContent.includes("Abc.") &&
			document.querySelector('#panel nav [aria-current]').href.endsWith("/memory")`)
		time.Sleep(300 * time.Millisecond)
		if !uitest.Read[bool](m.Screen, `document.querySelector('#panel nav [aria-current]').href.endsWith("/memory")`) {
			t.Error("another tab came later")
		}
		m.Quiet()
	})
}
