package bench_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
)

// TestFrame has a translator go down an article whose sources are short and long. The open row is
// laid at a third of the window, with what comes next below it; its source, field and button are in
// sight together, under one bar of 48 pixels.
func TestFrame(t *testing.T) {
	chromium := uitest.StartChromium(t)
	long := strings.Repeat("كان الحافلة الجديدة تحمل كتبا كثيرة إلى قرى بعيدة في الجبال وتعود منها كل أسبوع ", 10) + "."
	source := "عنوان\nجملة قصيرة. " + long + " جملة أخرى. ثم جملة. " + long + " وجملة أخيرة."
	for _, language := range []string{"fr", "ar"} {
		for _, size := range [][2]int64{{1440, 900}, {1024, 768}, {390, 844}} {
			t.Run(fmt.Sprint(language, size[0]), func(t *testing.T) {
				w := openWriter(t, chromium, 0, language, source)
				w.Do(chromedp.EmulateViewport(size[0], size[1]))
				w.Open("/articles/" + w.article + "/bench")
				wide := size[0] > 900
				if got := uitest.Read[float64](w.Screen, `document.querySelector(".top").offsetHeight`); wide && got != 48 {
					t.Errorf("the bar is %v px high", got)
				}
				for position := 1; position <= 7; position++ {
					w.openIs(position)
					w.Until(fmt.Sprintf("row %d in its place", position), inPlace(wide))
					w.Press("x")
					w.Press(kb.Enter, chromedp.ModifierCtrl)
				}
				w.See(w.T("bench.range-done", "Done", 7, "All", 7))
				w.Until("the end in sight", `(e => e.top > 0 && e.bottom <= document.querySelector(".foot").getBoundingClientRect().top)(
					document.getElementById("range-end").getBoundingClientRect())`)
				w.Open("/articles/" + w.article + "/bench?s=" + w.segment(2).ID)
				w.Click(".seg.on .tools .menu > summary")
				covered := uitest.Read[string](w.Screen, `[...document.querySelectorAll(".seg.on .menu .btn")].filter(b => {
					b.scrollIntoView({block: "center"}); const r = b.getBoundingClientRect();
					return !b.contains(document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2));
				}).map(b => b.textContent.trim()).join(", ")`)
				if covered != "" {
					t.Errorf("the menu's %s lie under something else", covered)
				}
				w.Quiet()
			})
		}
	}
}

// inPlace is true when the open row is where TestFrame says. What is too tall for the window begins
// under the bar.
func inPlace(wide bool) string {
	return fmt.Sprintf(`(() => {
		const box = (s) => document.querySelector(s).getBoundingClientRect();
		const row = box(".seg.on"), field = box(".seg.on .rich, .seg.on textarea:not([hidden])");
		const button = box(".seg.on .tools .btn.main"), foot = box(".foot").top;
		const bar = getComputedStyle(document.querySelector(".top")).position === "sticky" ? box(".top").bottom : 0;
		const low = bar + (foot - bar) / 3 + 10;
		const end = document.documentElement.scrollHeight - scrollY <= innerHeight + 1;
		const fits = row.height < foot - bar;
		if (fits) return row.top >= bar && row.bottom <= foot && (row.top <= low || end) && button.bottom <= foot;
		return row.top <= bar + 10 && (!%v || field.top >= bar && button.bottom <= foot);
	})()`, wide)
}

// TestPanelFolds has a translator without comments write over the whole width; the first row with a
// comment unfolds the panel, which stays until it is folded by hand.
func TestPanelFolds(t *testing.T) {
	chromium := uitest.StartChromium(t)
	uitest.OnEveryNetwork(t, func(t *testing.T, roundTrip time.Duration) {
		w := openWriter(t, chromium, roundTrip, "fr", arabicNews)
		_, err := w.n.Desk.Comment(t.Context(), w.n.Actor(workflow.Editor), w.article, w.segment(2).ID, "هل الاسم صحيح؟")
		if err != nil {
			t.Fatal(err)
		}
		w.Open("/articles/" + w.article + "/bench")
		const shows = `document.querySelector(".side").offsetParent !== null`
		if uitest.Read[bool](w.Screen, shows) {
			t.Error("the panel has nothing to say and is there")
		}
		w.Type("Un")
		w.Press(kb.Enter, chromedp.ModifierCtrl)
		w.See("هل الاسم صحيح؟")
		w.Type("Deux")
		w.Press(kb.Enter, chromedp.ModifierCtrl)
		w.Until("the panel of the next row", `document.getElementById("panel").dataset.of === "`+w.segment(3).ID+`"`)
		if !uitest.Read[bool](w.Screen, shows) {
			t.Error("the panel went by itself")
		}
		w.Click("[data-fold]")
		w.openIs(3)
		w.Type("Trois")
		w.Press(kb.ArrowUp, chromedp.ModifierCtrl)
		w.Until("the panel of the row before", `document.getElementById("panel").dataset.of === "`+w.segment(2).ID+`"`)
		if uitest.Read[bool](w.Screen, shows) {
			t.Error("a panel that was folded came back")
		}
		w.Click("[data-unfold]")
		w.Until("the panel is there again", shows)
		if uitest.Read[bool](w.Screen, `document.querySelector("[data-unfold]").offsetParent !== null`) {
			t.Error("the open panel has a button that unfolds it")
		}
		w.has(1, bitext.Translated, "Un")
		w.has(2, bitext.Translated, "Deux")
		w.has(3, bitext.Initial, "Trois")
		w.Quiet()
	})
}
