package bench_test

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
)

// longArabic and longFrench have a second sentence with proposals to split it.
const longArabic = "عنوان\n" + uitest.LongSentence + " جملة قصيرة. وجملة أخرى."

const longFrench = "Un titre\nLe gouvernement a présenté jeudi un projet de loi sur la presse qui était attendu depuis " +
	"plusieurs mois par les journalistes, et il sera examiné par les députés avant la fin de la session d’automne ; " +
	"l’opposition, elle, a déjà fait savoir qu’elle ne le voterait pas en l’état. Une phrase courte. Une autre."

// TestSplitInPlace has a translator split a long sentence at a proposal by the keyboard and go on
// typing, in the first part and then in the second, without waiting for the server.
func TestSplitInPlace(t *testing.T) {
	chromium := uitest.StartChromium(t)
	stories := map[string]struct{ source, first, second string }{
		"ar": {longArabic, "Un", "Seconde partie"},
		"fr": {longFrench, "جزء", "الجزء الثاني"},
	}
	uitest.InEveryLanguage(t, func(t *testing.T, language string, roundTrip time.Duration) {
		tt := stories[language]
		w := openWriter(t, chromium, roundTrip, language, tt.source)
		w.openIs(1)
		before := len(w.n.View(w.article).Segments)
		// A row that is opened without the server has its proposals too.
		w.Press(kb.ArrowDown, chromedp.ModifierCtrl)
		w.Has(".seg.on .src .gap.proposed")
		w.Press("d", chromedp.ModifierCtrl)
		w.Until("the focus in a gap", `document.activeElement.matches(".gap.proposed[aria-label]")`)
		w.Press(kb.Enter)
		w.Type(tt.first)
		w.Press(kb.Enter, chromedp.ModifierCtrl)
		w.Type(tt.second)
		w.has(2, bitext.Translated, tt.first)
		w.has(3, bitext.Initial, tt.second)
		if got := len(w.n.View(w.article).Segments); got != before+1 {
			t.Errorf("%d segments, want %d", got, before+1)
		}
		w.openIs(3)
		w.Press(kb.ArrowUp, chromedp.ModifierCtrl)
		w.openIs(2)
		// Merging joins both, and what is typed meanwhile stays.
		w.Press("d", chromedp.ModifierCtrl, chromedp.ModifierShift)
		w.Type(" xx")
		w.has(2, bitext.Initial, tt.first+" "+tt.second+" xx")
		if got := len(w.n.View(w.article).Segments); got != before {
			t.Errorf("%d segments after the merge, want %d", got, before)
		}
		w.openIs(2)
		w.Quiet()
	})
}

// TestSplitCutsTheTarget has a translator click between two words of a source that is translated: the
// aligner proposes the cut of the target, and arrows move it.
func TestSplitCutsTheTarget(t *testing.T) {
	chromium := uitest.StartChromium(t)
	uitest.OnEveryNetwork(t, func(t *testing.T, roundTrip time.Duration) {
		w := openWriter(t, chromium, roundTrip, "fr", arabicNews)
		w.openIs(1)
		w.Press(kb.ArrowDown, chromedp.ModifierCtrl)
		w.openIs(2)
		w.Type("Le bus est à Saïdia")
		// A click before the third word.
		w.Until("a place to click", `(() => {
			const node = document.createTreeWalker(document.querySelector(".seg.on .src .text"), NodeFilter.SHOW_TEXT).nextNode();
			getSelection().collapse(node, node.data.indexOf(" ", 8));
			document.querySelector(".seg.on .src .text").click();
			return document.querySelector(".seg.on .gap.caret"); })()`)
		w.Click(".seg.on .gap.caret")
		w.Until("a cut of the target", `document.querySelectorAll('.cut-target .gap[aria-pressed="true"]').length === 1 &&
			document.activeElement.matches("[data-cut]")`)
		w.Press(kb.Home)
		w.Press(kb.ArrowRight)
		w.Press(kb.ArrowRight)
		w.Press(kb.Escape)
		w.openIs(2)
		w.Click(".seg.on .src .text")
		w.Press("d", chromedp.ModifierCtrl)
		w.Has(".cut-target, .splitting")
		if !uitest.Read[bool](w.Screen, `document.querySelector(".cut-target") !== null`) {
			w.Press(kb.Enter)
		}
		w.Has(".cut-target")
		w.Press(kb.Home)
		w.Press(kb.ArrowRight)
		w.Press(kb.ArrowRight)
		w.Press(kb.Enter)
		w.has(2, bitext.Initial, "Le bus")
		w.has(3, bitext.Initial, "est à Saïdia")
		w.openIs(2)
		w.Quiet()
	})
}

// TestRefusedSplitKeepsWhatWasTyped has a colleague write in the segment while its translator splits it.
// The row is whole again, with all that was written beside the other text.
func TestRefusedSplitKeepsWhatWasTyped(t *testing.T) {
	chromium := uitest.StartChromium(t)
	uitest.OnEveryNetwork(t, func(t *testing.T, roundTrip time.Duration) {
		w := openWriter(t, chromium, roundTrip, "fr", longArabic)
		w.openIs(1)
		w.Press(kb.ArrowDown, chromedp.ModifierCtrl)
		w.openIs(2)
		uitest.Read[bool](w.Screen, `(window.held = window.fetch, window.fetch = (r, o) =>
			o?.method === "POST" ? held(r, o) : new Promise(() => {}), true)`)
		g := w.segment(2)
		_, err := w.n.Desk.Save(t.Context(), w.n.Actor(workflow.Editor), desk.Save{Segment: g.ID,
			Version: g.Version, Target: "Une autre phrase"})
		if err != nil {
			t.Fatal(err)
		}
		w.Click(".seg.on .gap.proposed")
		w.Type("La mienne")
		w.Has(".seg.on .clash")
		w.See("La mienne", "Une autre phrase")
		if got := len(w.n.View(w.article).Segments); got != 4 {
			t.Errorf("%d segments, want 4", got)
		}
		if uitest.Read[bool](w.Screen, `document.getElementById("r-_part_") !== null`) {
			t.Error("the second part is still there")
		}
		w.Quiet()
	})
}

// TestRepeatedSource has a translator come to a sentence that the article has already: the row
// says where, and takes its translation over, which Ctrl+Z undoes.
func TestRepeatedSource(t *testing.T) {
	chromium := uitest.StartChromium(t)
	uitest.OnEveryNetwork(t, func(t *testing.T, roundTrip time.Duration) {
		w := openWriter(t, chromium, roundTrip, "ar", "عنوان\nاقرأ أيضا. جملة.\nاقرأ  أيضا. نهاية.")
		w.openIs(1)
		w.See(w.T("bench.as-in", "Position", 2))
		w.Press(kb.ArrowDown, chromedp.ModifierCtrl)
		w.Type("À lire aussi.")
		w.Press(kb.ArrowDown, chromedp.ModifierCtrl)
		w.Press(kb.ArrowDown, chromedp.ModifierCtrl)
		w.openIs(4)
		// By the keyboard: the rows above may still grow, and a button that moves away under a mouse is not pressed.
		w.Do(chromedp.Focus(chromedp.CSS(".seg.on [data-again]")))
		w.Press(kb.Enter)
		w.has(4, bitext.Initial, "À lire aussi.")
		w.Press("z", chromedp.ModifierCtrl)
		w.Until("the field empty", `document.querySelector(".seg.on .rich").textContent.trim() === ""`)
		w.Type("Autre")
		w.Click(".seg.on a[data-row]")
		w.openIs(2)
		w.has(4, bitext.Initial, "Autre")
		w.Quiet()
	})
}

// TestRepetitionsAreFilled has a translator confirm a sentence that the article has twice more: the row
// keeps its offer to fill them, which is taken, and taken back, while the next row is written.
func TestRepetitionsAreFilled(t *testing.T) {
	chromium := uitest.StartChromium(t)
	stories := map[string]struct{ source, target string }{
		"ar": {"عنوان\nاقرأ أيضا.\nجملة.\nاقرأ أيضا.\nاقرأ أيضا.", "À lire aussi."},
		"fr": {"Un titre\nÀ lire aussi.\nUne phrase.\nÀ lire aussi.\nÀ lire aussi.", "اقرأ أيضا."},
	}
	uitest.InEveryLanguage(t, func(t *testing.T, language string, roundTrip time.Duration) {
		tt := stories[language]
		w := openWriter(t, chromium, roundTrip, language, tt.source)
		w.openIs(1)
		w.Press(kb.ArrowDown, chromedp.ModifierCtrl)
		w.Type(tt.target)
		w.Press(kb.Enter, chromedp.ModifierCtrl)
		w.openIs(3)
		w.has(2, bitext.Translated, tt.target)
		// The row is answered by the save, and once more when the feed tells of it.
		w.Until("the row that the feed told of", `(() => {
					const of = (form) => performance.getEntriesByType("resource").filter((e) => form.test(e.name)).at(-1);
					const saved = of(/\/segments\/[^/?]+$/), told = of(/\/bench\?/);
					return saved && told && told.startTime > saved.startTime && told.responseEnd > saved.responseEnd &&
						told.responseEnd < performance.now() - 100;
				})()`)
		w.Has(`form[action$="/repeats"] button`)
		w.Type("xx")
		w.Click(`form[action$="/repeats"] button`)
		w.has(4, bitext.Initial, tt.target)
		w.has(5, bitext.Initial, tt.target)
		w.Until("no offer", `!document.querySelector('form[action$="/repeats"]')`)
		w.Until("both rows", `[...document.querySelectorAll(".seg .trg .text")].filter((e) => e.textContent === `+
			"`"+tt.target+"`"+`).length === 3`)
		w.Click("#notice .undo button, #notice form button")
		w.has(4, bitext.Initial, "")
		w.has(5, bitext.Initial, "")
		w.Click(".seg.on .rich")
		w.openIs(3)
		w.Press(kb.End)
		w.Type("y")
		w.Press("s", chromedp.ModifierCtrl)
		w.has(3, bitext.Initial, "xxy")
		w.Quiet()
	})
}
