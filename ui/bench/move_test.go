package bench_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/plan"
)

// writer is a translator's screen on the workbench of an article that is theirs, from a network.
type writer struct {
	*uitest.Screen
	n       *uitest.Newsroom
	article string
}

func openWriter(
	t *testing.T, chromium context.Context, roundTrip time.Duration, language, source string,
) *writer {
	t.Helper()
	n := uitest.OpenNewsroom(t)
	n.Reading(language)
	v := n.AddArticle(source, 3*time.Hour)
	_, err := n.Plan.Assign(t.Context(), n.Actor(workflow.Editor), plan.NewAssignment{Article: v.ID,
		Person: n.People[workflow.Translator].ID, Role: workflow.Translator, From: 1, To: min(7, len(v.Segments))})
	if err != nil {
		t.Fatal(err)
	}
	s := uitest.OpenScreen(t, chromium, uitest.OpenDoorAt(t, n, roundTrip), language)
	s.Enter(n.As(workflow.Translator))
	s.Open("/articles/" + v.ID + "/bench")
	return &writer{s, n, v.ID}
}

func (w *writer) segment(position int) workflow.Segment {
	w.TB.Helper()
	return w.n.View(w.article).Segments[position-1]
}

// has waits until the desk has a text in a segment.
func (w *writer) has(position int, state bitext.State, text string) {
	w.TB.Helper()
	w.n.AwaitTarget(w.article, position, state, text)
}

// openIs waits until the row of a segment is open and has the focus in its field.
func (w *writer) openIs(position int) {
	w.TB.Helper()
	id := w.segment(position).ID
	w.Until("write in "+id, `document.querySelector(".seg.on")?.id === "r-`+id+`" && `+
		`document.querySelector(".seg.on").contains(document.activeElement) && `+uitest.Writing)
}

const arabicNews = "الحافلة تصل\nوصلت الحافلة إلى السعيدية. كان التلاميذ في استقبالها. تحمل كتبا كثيرة. " +
	"تبقى يومين. ثم تذهب إلى بركان. يفرح بها الصغار. ويقرأ فيها الكبار. وتعود في الربيع."

const frenchNews = "Le bibliobus arrive\nLe bibliobus est arrivé à Figuig. Les élèves l’attendaient. Il porte des livres. " +
	"Il reste deux jours. Puis il part à Bouarfa. Les petits sont contents. Les grands y lisent. Il revient au printemps."

// TestMovesBeforeTheAnswer has a translator type segment after segment without a pause. Each text is
// in its own segment, however long the server takes.
func TestMovesBeforeTheAnswer(t *testing.T) {
	chromium := uitest.StartChromium(t)
	stories := map[string]struct {
		source string
		texts  [4]string
	}{
		"ar": {arabicNews, [4]string{"Le bus arrive", "Il est à Saïdia", "Les élèves", "Des livres"}},
		"fr": {frenchNews, [4]string{"تصل الحافلة", "هي في فجيج", "كان التلاميذ", "كتب كثيرة"}},
	}
	uitest.InEveryLanguage(t, func(t *testing.T, language string, roundTrip time.Duration) {
		tt := stories[language]
		w := openWriter(t, chromium, roundTrip, language, tt.source)
		w.openIs(1)
		for _, text := range tt.texts {
			w.Type(text)
			w.Press(kb.Enter, chromedp.ModifierCtrl)
		}
		for i, text := range tt.texts {
			w.has(i+1, bitext.Translated, text)
		}
		w.openIs(5)
		// Up and down, each text stays where it was typed.
		w.Type("cinq")
		w.Press(kb.ArrowDown, chromedp.ModifierCtrl)
		w.Type("six")
		w.Press(kb.ArrowUp, chromedp.ModifierCtrl)
		w.Press(kb.End)
		w.Type("o")
		w.Press(kb.ArrowDown, chromedp.ModifierCtrl)
		w.Press(kb.ArrowDown, chromedp.ModifierCtrl)
		w.has(5, bitext.Initial, "cinqo")
		w.has(6, bitext.Initial, "six")
		w.Until("no row that waits", `!document.querySelector('.state[data-state="waiting"]')`)
		w.Quiet()
	})
}

// TestRefusedSaveBringsBack has a colleague write in a segment while its translator does. Who has
// typed nothing since is brought back once no key is pressed; who has, by the next move. No text is lost.
func TestRefusedSaveBringsBack(t *testing.T) {
	chromium := uitest.StartChromium(t)
	uitest.OnEveryNetwork(t, func(t *testing.T, roundTrip time.Duration) {
		w := openWriter(t, chromium, roundTrip, "fr", arabicNews)
		w.openIs(1)
		// The page does not hear of the colleague before it has sent.
		uitest.Read[bool](w.Screen, `(window.held = window.fetch, window.fetch = (r, o) =>
			o?.method === "POST" ? held(r, o) : new Promise(() => {}), true)`)
		colleague := func(position int, text string) {
			g := w.segment(position)
			_, err := w.n.Desk.Save(t.Context(), w.n.Actor(workflow.Editor), desk.Save{Segment: g.ID,
				Version: g.Version, Target: text})
			if err != nil {
				t.Fatal(err)
			}
		}
		both := func(mine, theirs string) {
			w.See(mine, theirs)
			w.Has(".seg.on .clash")
		}
		colleague(2, "Une autre phrase entière")
		w.Press(kb.ArrowDown, chromedp.ModifierCtrl)
		w.Type("La mienne")
		w.Press(kb.Enter, chromedp.ModifierCtrl)
		w.openIs(2)
		both("La mienne", "Une autre phrase entière")
		w.Press(kb.Enter, chromedp.ModifierCtrl)
		w.openIs(3)
		colleague(3, "Encore une autre phrase")
		w.Type("Trois")
		w.Press(kb.Enter, chromedp.ModifierCtrl)
		w.Type("Quatre sans attendre la réponse")
		w.See(w.T("bench.refused-back"))
		w.Type(" du tout")
		w.openIs(4)
		w.Press(kb.Enter, chromedp.ModifierCtrl)
		w.openIs(3)
		both("Trois", "Encore une autre phrase")
		w.has(4, bitext.Translated, "Quatre sans attendre la réponse du tout")
		w.Quiet()
	})
}

// TestRefusedSavesWaitForHands has colleagues write in three segments that a translator writes in too. The
// refusals come while keys are pressed: the row that is open stays, until the hands rest. Then one
// refused row after the other is shown.
func TestRefusedSavesWaitForHands(t *testing.T) {
	chromium := uitest.StartChromium(t)
	uitest.OnEveryNetwork(t, func(t *testing.T, roundTrip time.Duration) {
		w := openWriter(t, chromium, roundTrip, "fr", arabicNews)
		w.openIs(1)
		// The answers come together, each just after a key.
		uitest.Read[bool](w.Screen, `(window.held = window.fetch, window.sent = new Promise((r) => { window.send = r; }),
			window.fetch = (r, o) => r instanceof Request ? held(r, o)
				: o?.method === "POST" ? sent.then(() => held(r, o)) : new Promise(() => {}),
			window.open = () => document.querySelector(".seg.on").id, window.moves = 0,
			addEventListener("outbox:result", () => {
				document.dispatchEvent(new KeyboardEvent("keydown", {key: "Shift"}));
				window.before = open();
			}, true),
			document.addEventListener("outbox:result", () => { moves += open() !== before; }), true)`)
		for position := 1; position <= 3; position++ {
			g := w.segment(position)
			_, err := w.n.Desk.Save(t.Context(), w.n.Actor(workflow.Editor), desk.Save{Segment: g.ID,
				Version: g.Version, Target: "Une autre phrase entière"})
			if err != nil {
				t.Fatal(err)
			}
		}
		mine := []string{"Un", "Deux", "Trois"}
		for _, text := range mine {
			w.Type(text)
			w.Press(kb.Enter, chromedp.ModifierCtrl)
		}
		w.openIs(4)
		uitest.Read[bool](w.Screen, `(send(), true)`)
		w.Until("three refusals", `document.getElementById("strip").textContent.includes("3") &&
			document.getElementById("strip").dataset.state === "conflict"`)
		if got := uitest.Read[int](w.Screen, `moves`); got != 0 {
			t.Errorf("%d times another row opened under the hands", got)
		}
		for i, text := range mine {
			w.openIs(i + 1)
			w.See(text, "Une autre phrase entière")
			w.Has(".seg.on .clash")
			uitest.Read[bool](w.Screen, `(document.querySelector('.seg.on a[data-panel][href$="/comments"]').click(), true)`)
			w.Until("the panel of the row", `document.querySelector("#comment-text")?.closest("#panel").dataset.of === "`+w.segment(i+1).ID+`"`)
			w.Until("an alarm while rows are left", fmt.Sprintf(`(document.getElementById("alarm").textContent !== "") === %v`, i < 2))
			w.Press(kb.Enter, chromedp.ModifierCtrl)
		}
		w.openIs(4)
		w.Until("no text in another row", `!document.querySelector(".seg.on textarea").value`)
		w.Quiet()
	})
}

// TestConflictOfDraftTakesWhatFollows has a translator confirm a segment while its draft is on the way,
// which loses against a colleague's text: the conflict has what was confirmed.
func TestConflictOfDraftTakesWhatFollows(t *testing.T) {
	chromium := uitest.StartChromium(t)
	uitest.OnEveryNetwork(t, func(t *testing.T, roundTrip time.Duration) {
		w := openWriter(t, chromium, roundTrip, "fr", arabicNews)
		w.openIs(1)
		uitest.Read[bool](w.Screen, `(window.held = window.fetch, window.sent = new Promise((r) => { window.send = r; }),
			window.posts = 0, window.fetch = (r, o) => o?.method !== "POST" ? new Promise(() => {}) :
				(posts += r.startsWith("/segments/"), sent.then(() => held(r, o))), true)`)
		g := w.segment(1)
		_, err := w.n.Desk.Save(t.Context(), w.n.Actor(workflow.Editor), desk.Save{Segment: g.ID,
			Version: g.Version, Target: "Une autre phrase entière"})
		if err != nil {
			t.Fatal(err)
		}
		w.Type("Le bus")
		w.Until("the draft on its way", `posts === 1`)
		w.Type(" arrive")
		w.Press(kb.Enter, chromedp.ModifierCtrl)
		w.openIs(2)
		uitest.Read[bool](w.Screen, `(send(), true)`)
		w.Until("the conflict", `document.querySelector(".seg.on .clash") !== null`)
		w.openIs(1)
		w.See("Le bus arrive", "Une autre phrase entière")
		w.Press(kb.Enter, chromedp.ModifierCtrl)
		w.openIs(2)
		w.has(1, bitext.Translated, "Le bus arrive")
		w.Until("no row that waits", `!document.querySelector('.state[data-state="waiting"]')`)
		w.Quiet()
	})
}

// TestEmptyRowIsLeft has a translator confirm an empty segment by mistake: the page says that there is
// nothing to confirm, and lets them go on.
func TestEmptyRowIsLeft(t *testing.T) {
	chromium := uitest.StartChromium(t)
	uitest.OnEveryNetwork(t, func(t *testing.T, roundTrip time.Duration) {
		w := openWriter(t, chromium, roundTrip, "ar", arabicNews)
		w.openIs(1)
		w.Press(kb.Enter, chromedp.ModifierCtrl)
		w.Press(kb.Enter, chromedp.ModifierCtrl)
		w.See(w.T("segment.empty"))
		w.openIs(1)
		w.Press(kb.ArrowDown, chromedp.ModifierCtrl)
		w.openIs(2)
		// A person who does not wait for the answer is not brought back to an empty row.
		w.Press(kb.Enter, chromedp.ModifierCtrl)
		w.Press(kb.ArrowDown, chromedp.ModifierCtrl)
		w.openIs(3)
		w.Type("Trois")
		w.Press(kb.Enter, chromedp.ModifierCtrl)
		w.has(3, bitext.Translated, "Trois")
		w.openIs(4)
		w.Until("no refused text", `document.getElementById("alarm").textContent === "" &&
			document.getElementById("strip").dataset.state === "saved"`)
		if got := uitest.Read[int](w.Screen, `document.querySelectorAll(".seg[data-unfinished]").length`); got != 8 {
			t.Errorf("%d rows are unfinished, want 8", got)
		}
	})
}

// TestEndOfRange has a translator come to the end of what was given to them: the page says so, and
// never opens a colleague's segment.
func TestEndOfRange(t *testing.T) {
	chromium := uitest.StartChromium(t)
	uitest.InEveryLanguage(t, func(t *testing.T, language string, roundTrip time.Duration) {
		w := openWriter(t, chromium, roundTrip, language, arabicNews)
		_, err := w.n.Plan.Assign(t.Context(), w.n.Actor(workflow.Chief), plan.NewAssignment{
			Article: w.article, Person: w.n.People[workflow.Editor].ID, Role: workflow.Translator,
			From: 8, To: 9})
		if err != nil {
			t.Fatal(err)
		}
		w.Open("/articles/" + w.article + "/bench?s=" + w.segment(7).ID)
		w.openIs(7)
		w.See(w.n.People[workflow.Editor].Name)
		w.Type("Sept")
		w.Press(kb.Enter, chromedp.ModifierCtrl)
		w.Type("rien")
		w.See(w.T("bench.range-left", "Done", 1, "All", 7))
		w.has(7, bitext.Translated, "Sept")
		w.Click("#range-end .btn.main")
		w.Settle()
		for i := range 6 {
			w.openIs(i + 1)
			w.Type("x")
			w.Press(kb.Enter, chromedp.ModifierCtrl)
		}
		w.openIs(7)
		w.Press(kb.Enter, chromedp.ModifierCtrl)
		w.See(w.T("bench.range-done", "Done", 7, "All", 7))
		// What changes meanwhile opens no row, and no text goes when the person turns back.
		g := w.segment(7)
		_, err = w.n.Desk.Save(t.Context(), w.n.Actor(workflow.Chief), desk.Save{Segment: g.ID,
			Version: g.Version, Target: "Sept de plus", Confirm: true})
		if err != nil {
			t.Fatal(err)
		}
		w.Until("the row closed, with the new text", `!document.querySelector(".seg.on") &&
					document.getElementById("r-`+g.ID+`").innerText.includes("Sept de plus")`)
		w.Press(kb.ArrowUp, chromedp.ModifierCtrl)
		w.openIs(7)
		w.Until("the text in the field", `document.querySelector(".seg.on textarea").value === "Sept de plus"`)
		for i := 8; i <= 9; i++ {
			if g := w.segment(i); !g.Target.Empty() {
				t.Errorf("a colleague's segment %d has %q", i, g.Target)
			}
		}
		w.Quiet()
	})
}
