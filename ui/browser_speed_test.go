package ui

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/workflow"
	"truchement/workflow/format"
)

// barePage is what the workbench is measured against: one text area, and nothing else.
const barePage = `<!DOCTYPE html><html lang="fr" dir="ltr"><meta charset="utf-8"><title>Nu</title>
<textarea autofocus rows="20" cols="80"></textarea></html>`

// stopwatch types a character as soon as the page takes one, and tells when the disk has it; it
// times keys: the work of the page's own scripts on a key, and the time until the next picture
// stands on the screen.
const stopwatch = `window.keys = []; window.first = 0; window.kept = 0;
const { put } = IDBObjectStore.prototype;
IDBObjectStore.prototype.put = function (...all) {
	if (this.name === "drafts") this.transaction.addEventListener("complete",
		() => { kept ||= performance.now(); });
	return put.apply(this, all);
};
const field = () => { const e = document.activeElement;
	return e && (e.isContentEditable || e.tagName === "TEXTAREA") && e; };
(function begin() {
	if (!field() || document.readyState === "loading") { requestAnimationFrame(begin); return; }
	addEventListener("input", () => { window.first ||= performance.now(); },
		{capture: true, once: true});
	document.execCommand("insertText", false, "x");
})();
addEventListener("keydown", () => {
	const key = {at: performance.now()};
	addEventListener("input", () => queueMicrotask(() => { key.work = performance.now() - key.at; }),
		{once: true});
	requestAnimationFrame(() => { const port = new MessageChannel();
		port.port1.onmessage = () => { key.paint = performance.now() - key.at; keys.push(key); };
		port.port2.postMessage(0); });
}, true);`

// BenchmarkWorkbench measures what a translator waits for, beside a bare page in the same
// browser and the same run. An operation is a key, from its press to the picture that shows it;
// the other figures are said by their names. An hour is 100 segments,
// or all but one of them, written and confirmed.
func BenchmarkWorkbench(b *testing.B) {
	chromium := startChromium(b)
	for _, segments := range []int{0, 50, 1000, 10000} {
		name := "bare"
		if segments > 0 {
			name = fmt.Sprintf("segments=%d", segments)
		}
		b.Run(name, func(b *testing.B) {
			n := openNewsroom(b)
			v := &visit{screen: openScreen(b, chromium, openDoor(b, n), "fr"), path: "/t/bare"}
			n.add(route{method: "GET", path: "/t/bare", may: anyone, handle: showBare})
			if segments > 0 {
				v.path = n.addLong(segments)
				v.enter(n.as(workflow.Translator))
			}
			v.measure(b, segments)
		})
	}
}

func showBare(c *call) error { return c.HTML(http.StatusOK, barePage) }

// addLong adds an article of so many segments, all for the translator, and answers the address
// of the workbench on its first one.
func (n *newsroom) addLong(segments int) string {
	n.t.Helper()
	sentence := "شهدت العاصمة الرباط اليوم الإثنين محطة جديدة في مسار التقارب المغربي الفرنسي رقم %d.\n"
	var text strings.Builder
	for i := range segments {
		fmt.Fprintf(&text, sentence, i+1)
	}
	f, _ := format.ByName("text")
	d, err := f.Read(strings.NewReader(text.String()))
	if err != nil {
		n.t.Fatal(err)
	}
	d.SourceLang, d.TargetLang = "ar", "fr"
	a, err := n.desk.AddArticle(n.t.Context(), n.actor(workflow.Chief),
		workflow.NewArticle{Document: d})
	if err != nil {
		n.t.Fatal(err)
	}
	_, err = n.desk.Assign(n.t.Context(), n.actor(workflow.Chief), workflow.NewAssignment{
		Article: a.ID, Person: n.people[workflow.Translator].ID, Role: workflow.Translator})
	if err != nil {
		n.t.Fatal(err)
	}
	v, err := n.desk.Article(n.t.Context(), n.actor(workflow.Chief), a.ID)
	if err != nil {
		n.t.Fatal(err)
	}
	return "/articles/" + a.ID + "/bench?s=" + v.Segments[0].ID
}

// visit is a page being measured.
type visit struct {
	*screen
	path            string
	bytes, requests atomic.Int64
}

func (v *visit) measure(b *testing.B, segments int) {
	bench, rounds := segments > 0, 100
	if bench {
		rounds = min(rounds, segments-1)
	}
	v.count()
	command(v.screen, page.AddScriptToEvaluateOnNewDocument,
		page.AddScriptToEvaluateOnNewDocumentParams{Source: stopwatch})
	figures := map[string]float64{}
	for _, round := range []string{"first", "next"} {
		v.bytes.Store(0)
		v.requests.Store(0)
		v.arrive(bench)
		figures["ms-to-type-"+round] = read[float64](v.screen, "first")
		if bench {
			figures["ms-to-keep-"+round] = read[float64](v.screen, "kept - first")
		}
		figures["B-"+round] = float64(v.bytes.Load())
		figures["requests-"+round] = float64(v.requests.Load())
	}
	if confirms := v.hour(bench, rounds); bench {
		figures["ms-confirm-to-next"] = median(confirms)
	}
	figures["MB-after-an-hour"] = v.heap() / (1 << 20)
	read[bool](v.screen, "(keys.length = 0, true)")
	count := 0
	for b.Loop() {
		v.key("a")
		count++
		v.until("the key", fmt.Sprintf("keys.length >= %d", count))
	}
	figures["ms-key-script"] = median(read[[]float64](v.screen, "keys.map(k => k.work ?? 0)"))
	figures["ms-key-to-paint"] = median(read[[]float64](v.screen, "keys.map(k => k.paint)"))
	for name, figure := range figures {
		b.ReportMetric(figure, name)
	}
}

// count adds up what comes over the wire.
func (v *visit) count() {
	v.t.Helper()
	command(v.screen, network.Enable, network.EnableParams{})
	command(v.screen, network.ClearBrowserCache, cdp.Empty{})
	err := chromedp.Listen(v.ctx, func(event any) {
		switch e := event.(type) {
		case *network.EventLoadingFinished:
			v.bytes.Add(int64(e.EncodedDataLength))
		case *network.EventRequestWillBeSent:
			v.requests.Add(1)
		}
	})
	if err != nil {
		v.t.Fatal(err)
	}
}

// arrive opens the page and waits until it took a character, and saved it.
func (v *visit) arrive(bench bool) {
	v.t.Helper()
	v.open(v.path)
	v.until("the first character", "window.first > 0")
	if bench {
		v.until("rest", `document.getElementById("strip").dataset.state === "saved"`)
	}
}

// hour writes and confirms segments of 20 words, and answers how long each next one took to be
// ready, in ms.
func (v *visit) hour(bench bool, rounds int) (confirms []float64) {
	v.t.Helper()
	for i := range rounds {
		for word := range 20 {
			v.insert(fmt.Sprintf("mot%d ", word))
		}
		if !bench {
			read[bool](v.screen, `(document.activeElement.value = "", true)`)
			continue
		}
		before := read[string](v.screen, `document.querySelector(".seg.on").id`)
		read[bool](v.screen, `(window.pressed = performance.now(), window.ready = 0,
			(function look() { const on = document.querySelector(".seg.on");
				if (on && on.id !== "`+before+`" && on.contains(field())) ready = performance.now();
				else requestAnimationFrame(look); })(), true)`)
		v.press(kb.Enter, chromedp.ModifierCtrl)
		v.until(fmt.Sprintf("segment %d", i+2), "window.ready > 0")
		confirms = append(confirms, read[float64](v.screen, "ready - pressed"))
	}
	return confirms
}

// heap is what the page's scripts hold after a collection, in bytes.
func (v *visit) heap() float64 {
	v.t.Helper()
	command(v.screen, heapprofiler.CollectGarbage, cdp.Empty{})
	return command(v.screen, runtime.GetHeapUsage, cdp.Empty{}).UsedSize
}

// key presses a key that types, as a keyboard does.
func (v *visit) key(text string) {
	v.t.Helper()
	for _, kind := range []input.DispatchKeyEventType{
		input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
		command(v.screen, input.DispatchKeyEvent,
			input.DispatchKeyEventParams{Type: kind, Key: text, Text: text})
	}
}

func median(all []float64) float64 {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[len(all)/2]
}
