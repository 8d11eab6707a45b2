package ui_test

import (
	"fmt"
	"net/http"
	"slices"
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

	"truchement/ui/uitest"
	"truchement/ui/web"
	"truchement/workflow"
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
	chromium := uitest.StartChromium(b)
	for _, segments := range []int{0, 50, 1000, 10000} {
		name := "bare"
		if segments > 0 {
			name = fmt.Sprintf("segments=%d", segments)
		}
		b.Run(name, func(b *testing.B) {
			n := uitest.OpenNewsroom(b)
			v := &visit{Screen: uitest.OpenScreen(b, chromium, uitest.OpenDoor(b, n), "fr"), path: "/t/bare"}
			n.Add(web.Route{Method: "GET", Path: "/t/bare", May: web.Anyone, Handle: showBare})
			if segments > 0 {
				v.path = n.AddLong(segments)
				v.Enter(n.As(workflow.Translator))
			}
			v.measure(b, segments)
		})
	}
}

func showBare(c *web.Call) error { return c.HTML(http.StatusOK, barePage) }

// visit is a page being measured.
type visit struct {
	*uitest.Screen
	path            string
	bytes, requests atomic.Int64
}

func (v *visit) measure(b *testing.B, segments int) {
	bench, rounds := segments > 0, 100
	if bench {
		rounds = min(rounds, segments-1)
	}
	v.count()
	uitest.Command(v.Screen, page.AddScriptToEvaluateOnNewDocument,
		page.AddScriptToEvaluateOnNewDocumentParams{Source: stopwatch})
	figures := map[string]float64{}
	for _, round := range []string{"first", "next"} {
		v.bytes.Store(0)
		v.requests.Store(0)
		v.arrive(bench)
		figures["ms-to-type-"+round] = uitest.Read[float64](v.Screen, "first")
		if bench {
			figures["ms-to-keep-"+round] = uitest.Read[float64](v.Screen, "kept - first")
		}
		figures["B-"+round] = float64(v.bytes.Load())
		figures["requests-"+round] = float64(v.requests.Load())
	}
	if confirms := v.hour(bench, rounds); bench {
		figures["ms-confirm-to-next"] = median(confirms)
	}
	figures["MB-after-an-hour"] = v.heap() / (1 << 20)
	uitest.Read[bool](v.Screen, "(keys.length = 0, true)")
	count := 0
	for b.Loop() {
		v.key("a")
		count++
		v.Until("the key", fmt.Sprintf("keys.length >= %d", count))
	}
	figures["ms-key-script"] = median(uitest.Read[[]float64](v.Screen, "keys.map(k => k.work ?? 0)"))
	figures["ms-key-to-paint"] = median(uitest.Read[[]float64](v.Screen, "keys.map(k => k.paint)"))
	for name, figure := range figures {
		b.ReportMetric(figure, name)
	}
}

// count adds up what comes over the wire.
func (v *visit) count() {
	v.TB.Helper()
	uitest.Command(v.Screen, network.Enable, network.EnableParams{})
	uitest.Command(v.Screen, network.ClearBrowserCache, cdp.Empty{})
	err := chromedp.Listen(v.Ctx, func(event any) {
		switch e := event.(type) {
		case *network.EventLoadingFinished:
			v.bytes.Add(int64(e.EncodedDataLength))
		case *network.EventRequestWillBeSent:
			v.requests.Add(1)
		}
	})
	if err != nil {
		v.TB.Fatal(err)
	}
}

// arrive opens the page and waits until it took a character, and saved it.
func (v *visit) arrive(bench bool) {
	v.TB.Helper()
	v.Open(v.path)
	v.Until("the first character", "window.first > 0")
	if bench {
		v.Until("rest", `document.getElementById("strip").dataset.state === "saved"`)
	}
}

// hour writes and confirms segments of 20 words, and answers how long each next one took to be
// ready, in ms.
func (v *visit) hour(bench bool, rounds int) (confirms []float64) {
	v.TB.Helper()
	for i := range rounds {
		for word := range 20 {
			v.Insert(fmt.Sprintf("mot%d ", word))
		}
		if !bench {
			uitest.Read[bool](v.Screen, `(document.activeElement.value = "", true)`)
			continue
		}
		before := uitest.Read[string](v.Screen, `document.querySelector(".seg.on").id`)
		uitest.Read[bool](v.Screen, `(window.pressed = performance.now(), window.ready = 0,
			(function look() { const on = document.querySelector(".seg.on");
				if (on && on.id !== "`+before+`" && on.contains(field())) ready = performance.now();
				else requestAnimationFrame(look); })(), true)`)
		v.Press(kb.Enter, chromedp.ModifierCtrl)
		v.Until(fmt.Sprintf("segment %d", i+2), "window.ready > 0")
		confirms = append(confirms, uitest.Read[float64](v.Screen, "ready - pressed"))
	}
	return confirms
}

// heap is what the page's scripts hold after a collection, in bytes.
func (v *visit) heap() float64 {
	v.TB.Helper()
	uitest.Command(v.Screen, heapprofiler.CollectGarbage, cdp.Empty{})
	return uitest.Command(v.Screen, runtime.GetHeapUsage, cdp.Empty{}).UsedSize
}

// key presses a key that types, as a keyboard does.
func (v *visit) key(text string) {
	v.TB.Helper()
	for _, kind := range []input.DispatchKeyEventType{
		input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
		uitest.Command(v.Screen, input.DispatchKeyEvent,
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
