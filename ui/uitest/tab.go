package uitest

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"truchement/ui/web"
)

// Until waits for a condition, which may fail while a page comes and goes.
func (b *Tab) Until(what, condition string) {
	b.TB.Helper()
	if err := until(b.Ctx, condition); err != nil {
		b.TB.Fatalf("%s never came (%v): %s", what, err, Evaluate[string](b,
			`document.getElementById("strip")?.textContent + " | " + document.activeElement.outerHTML.slice(0, 200)`))
	}
}

// Writing is true when the field of a segment has the focus: the rich one, or where that cannot
// run the text area.
const Writing = `document.activeElement.matches(".rich, textarea[name=target]:not([hidden])")`

// Tab is a browser's tab on a newsroom that listens. Whatever the browser complains of fails the
// test.
type Tab struct {
	TB      *testing.T
	Ctx     context.Context
	At      string
	leaving leaving
}

// OpenTab opens a tab on a server of its own.
func OpenTab(t *testing.T, n *Newsroom) *Tab {
	t.Helper()
	chromium := StartChromium(t)
	server := httptest.NewUnstartedServer(n)
	server.Config.MaxHeaderBytes = web.HeaderBytes
	server.Start()
	t.Cleanup(server.Close)
	ctx, cancel := context.WithTimeout(chromium, 4*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	leaving := newLeaving()
	err := chromedp.Listen(ctx, func(e any) {
		leaving.hear(ctx, e)
		// That a page was answered with a 4xx status is what some tests are about.
		if e, ok := e.(*log.EventEntryAdded); ok && !strings.HasPrefix(e.Entry.Text, "Failed to load") {
			t.Errorf("browser: %s %s", e.Entry.Text, e.Entry.URL)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument,
		page.AddScriptToEvaluateOnNewDocumentParams{Source: `window.breaches = [];
			document.addEventListener("securitypolicyviolation", e => breaches.push(
				e.violatedDirective + " " + e.blockedURI + " " + e.sample));`})
	if err != nil {
		t.Fatal(err)
	}
	return &Tab{TB: t, Ctx: ctx, At: server.URL, leaving: leaving}
}

// KeptPolicy fails when anything on the page broke the content policy.
func (b *Tab) KeptPolicy() {
	b.TB.Helper()
	if got := Evaluate[string](b, `breaches.join("\n")`); got != "" {
		b.TB.Errorf("breach of the content policy: %s", got)
	}
}

// SignIn gives the tab the session of b.
func (b *Tab) SignIn(of *Browser) {
	b.TB.Helper()
	for name, c := range of.Cookies {
		_, err := chromedp.Call(b.Ctx, network.SetCookie, network.SetCookieParams{
			Name: name, Value: c.Value, URL: b.At})
		if err != nil {
			b.TB.Fatal(err)
		}
	}
}

// Do carries out actions of the browser.
func (b *Tab) Do(steps ...chromedp.Action[chromedp.Void]) {
	b.TB.Helper()
	if err := chromedp.Do(b.Ctx, steps...); err != nil {
		b.TB.Fatal(err)
	}
}

// Open opens a page.
func (b *Tab) Open(path string) {
	b.TB.Helper()
	if err := b.leaving.open(b.Ctx, b.At+path); err != nil {
		b.TB.Fatal(err)
	}
	Evaluate[bool](b, `document.fonts.ready.then(() => true)`)
	b.Until("live fields", liveFields)
}

// Evaluate runs a script in the page and answers what it comes to.
func Evaluate[T any](b *Tab, script string) T {
	b.TB.Helper()
	v, err := chromedp.Run(b.Ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.TB.Fatalf("%s: %v", script, err)
	}
	return v
}

// Forget drops the tab's cookies.
func (b *Tab) Forget() {
	b.TB.Helper()
	if _, err := chromedp.Call(b.Ctx, network.ClearBrowserCookies, cdp.Empty{}); err != nil {
		b.TB.Fatal(err)
	}
}

// SmallTargets is a script that lists targets under 24 pixels.
const SmallTargets = `[...document.querySelectorAll(
	"a, button, input:not([type=hidden]), select, summary, textarea")].filter(e => {
	const r = e.getBoundingClientRect();
	// What a closed menu holds is no target, and is not laid out as it will be.
	return e.checkVisibility() && r.width > 0 && Math.min(r.width, r.height) < 23.5 &&
		getComputedStyle(e).display !== "inline";
}).map(e => { const r = e.getBoundingClientRect();
	return Math.round(r.width) + " by " + Math.round(r.height) + ": " + e.outerHTML.slice(0, 80);
}).join("\n")`
