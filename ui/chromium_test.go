package ui

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"truchement/workflow"
)

// tool answers what an environment variable of make test names; what is named and not there
// fails the test.
func tool(t testing.TB, name, below string) string {
	t.Helper()
	path := os.Getenv(name)
	if path == "" {
		t.Skipf("%s is not set: run make test", name)
	}
	path = filepath.Join(path, below)
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return path
}

// tab is a browser's tab on a newsroom that listens. Whatever the browser complains of fails the
// test.
type tab struct {
	t   *testing.T
	ctx context.Context
	at  string
}

func openTab(t *testing.T, n *newsroom) *tab {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(tool(t, "TRUCHEMENT_TEST_CHROMIUM", "")), chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.Flag("disable-quic", true))
	server := httptest.NewServer(n)
	t.Cleanup(server.Close)
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	err := chromedp.Listen(ctx, func(e any) {
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
	return &tab{t: t, ctx: ctx, at: server.URL}
}

// keptPolicy fails when anything on the page broke the content policy.
func (b *tab) keptPolicy() {
	b.t.Helper()
	if got := evaluate[string](b, `breaches.join("\n")`); got != "" {
		b.t.Errorf("breach of the content policy: %s", got)
	}
}

// signIn gives the tab the session of b.
func (b *tab) signIn(of *browser) {
	b.t.Helper()
	for name, c := range of.cookies {
		_, err := chromedp.Call(b.ctx, network.SetCookie, network.SetCookieParams{
			Name: name, Value: c.Value, URL: b.at})
		if err != nil {
			b.t.Fatal(err)
		}
	}
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.at + path))
	evaluate[bool](b, `document.fonts.ready.then(() => true)`)
	b.until("live fields", liveFields)
}

func evaluate[T any](b *tab, script string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v", script, err)
	}
	return v
}

// forget drops the tab's cookies.
func (b *tab) forget() {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, network.ClearBrowserCookies, cdp.Empty{}); err != nil {
		b.t.Fatal(err)
	}
}

const smallTargets = `[...document.querySelectorAll(
	"a, button, input:not([type=hidden]), select, summary, textarea")].filter(e => {
	const r = e.getBoundingClientRect();
	// What a closed menu holds is no target, and is not laid out as it will be.
	return e.checkVisibility() && r.width > 0 && Math.min(r.width, r.height) < 23.5 &&
		getComputedStyle(e).display !== "inline";
}).map(e => { const r = e.getBoundingClientRect();
	return Math.round(r.width) + " by " + Math.round(r.height) + ": " + e.outerHTML.slice(0, 80);
}).join("\n")`

// The fragment loader on a page of its own: it swaps by id, keeps focus and caret, and when
// something fails it says so and leaves what was typed.
func TestFragmentLoader(t *testing.T) {
	n := openNewsroom(t)
	count := 0
	answer := func(c *call) error {
		count++
		f, err := c.sent()
		if err != nil {
			return err
		}
		switch f.Value("name") {
		case "conflict":
			return &workflow.ConflictError{}
		case "away":
			return c.done("/signin", "session.left")
		}
		return c.HTML(http.StatusUnprocessableEntity, `<!DOCTYPE html><title>x</title><div id="add"><form method="post">
			<input id="name" name="name" value="`+f.Value("name")+`"><p class="err">mauvais nom</p></form></div>`)
	}
	n.add(route{method: "POST", path: "/t/save", may: workflow.ManagePublication, handle: answer})
	b := openTab(t, n)
	chief := n.as(workflow.Chief)
	send := func(text string) {
		b.signIn(chief)
		b.open("/publications")
		if text == "ended" {
			// An answer that is on its way would bring the session's cookie back.
			b.until("all is asked for", `document.documentElement.dataset.kept`)
			b.forget()
		}
		evaluate[bool](b, `(() => { const f = document.querySelector("#add form");
			f.action = "/t/save"; f.dataset.fx = "add"; f.elements.name.focus();
			f.elements.name.value = "`+text+`"; f.elements.name.setSelectionRange(1, 2);
			window.ended = new Promise(r => { for (const e of ["fx:swap", "fx:fail"])
				document.addEventListener(e, () => r(e)); });
			f.requestSubmit(); return true; })()`)
	}
	tests := []struct{ name, want string }{
		{"bad", `fx:fail|bad|name|1|mauvais nom|`},
		{"conflict", `fx:fail|conflict|name|1||Contenu modifié`},
		{"ended", `fx:fail|ended|name|1||Please sign in |/signin`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			send(tt.name)
			got := evaluate[string](b, `window.ended.then(e => [e, document.getElementById("name").value,
				document.activeElement.id, document.activeElement.selectionStart,
				document.querySelector(".err")?.textContent ?? "",
				document.getElementById("alarm").textContent.slice(0, 15),
				...[...document.querySelectorAll("#alarm a")].map(a => a.pathname)].join("|"))`)
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			b.keptPolicy()
		})
	}
	send("away")
	b.until("the page it leads to", `location.pathname !== "/publications"`)
	if count != 3 {
		t.Errorf("%d posts reached the server, want 3", count)
	}
}
