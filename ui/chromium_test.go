package ui

import (
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"truchement/workflow"
)

// lookedAt are the pages that every look below opens as the chief.
func lookedAt() []string {
	return []string{"/signin", "/account", "/people", "/publications", "/nowhere"}
}

// tool answers what an environment variable of make test names; what is named and not there
// fails the test.
func tool(t *testing.T, name, below string) string {
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
	t     *testing.T
	ctx   context.Context
	at    string
	chief *browser
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
}

func evaluate[T any](b *tab, script string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v", script, err)
	}
	return v
}

func (b *tab) scheme(name string) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}}})
	if err != nil {
		b.t.Fatal(err)
	}
}

// inLanguage opens a newsroom whose chief reads pages in a language.
func inLanguage(t *testing.T, language string) *tab {
	t.Helper()
	n := openNewsroom(t)
	chief := n.as(workflow.Chief)
	w := chief.post("/account", "name", "سلمى (SB)", "language", language, "digits", "")
	if w.Code != 303 {
		t.Fatalf("language: status %d", w.Code)
	}
	b := openTab(t, n)
	b.chief = chief
	return b
}

// forget drops the tab's cookies.
func (b *tab) forget() {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, network.ClearBrowserCookies, cdp.Empty{}); err != nil {
		b.t.Fatal(err)
	}
}

// openAs opens a page as the chief, but the sign-in page as nobody.
func (b *tab) openAs(path, language string) {
	b.t.Helper()
	b.forget()
	if path == "/signin" {
		b.open(path + "?lang=" + language)
		return
	}
	b.signIn(b.chief)
	b.open(path)
}

const axeReport = `axe.run({resultTypes: ["violations", "incomplete"]}).then(r =>
	r.violations.concat(r.incomplete).map(v =>
	v.id + " " + v.nodes.map(n => n.target + " " + n.failureSummary).join("; ")).join("\n"))`

// Every page, in both directions, light and dark: no axe finding, no breach of the content
// policy, no sideways scroll at 320 px, and no control under 24 px but links in text.
func TestPagesInChromium(t *testing.T) {
	axe, err := os.ReadFile(tool(t, "TRUCHEMENT_TEST_TOOLS", "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range []string{"fr", "ar"} {
		b := inLanguage(t, language)
		for _, path := range lookedAt() {
			t.Run(language+path, func(t *testing.T) { b.look(t, path, language, string(axe)) })
		}
	}
}

// look opens a page and fails what TestPagesInChromium says.
func (b *tab) look(t *testing.T, path, language, axe string) {
	t.Helper()
	b.t = t
	b.do(chromedp.EmulateViewport(1280, 800))
	b.openAs(path, language)
	b.keptPolicy()
	evaluate[bool](b, axe+"; true")
	for _, scheme := range []string{"light", "dark"} {
		b.scheme(scheme)
		if got := evaluate[string](b, axeReport); got != "" {
			t.Errorf("%s: axe: %s", scheme, got)
		}
	}
	b.do(chromedp.EmulateViewport(320, 640))
	if got := evaluate[int](b, `document.documentElement.scrollWidth`); got > 320 {
		t.Errorf("at 320 px the page is %d px wide", got)
	}
	if got := evaluate[string](b, smallTargets); got != "" {
		t.Errorf("smaller than 24 px: %s", got)
	}
}

const smallTargets = `[...document.querySelectorAll(
	"a, button, input:not([type=hidden]), select, summary, textarea")].filter(e => {
	const r = e.getBoundingClientRect();
	return r.width > 0 && Math.min(r.width, r.height) < 23.5 &&
		getComputedStyle(e).display !== "inline";
}).map(e => e.outerHTML.slice(0, 80)).join("\n")`

// The fragment loader on a page of its own: it swaps by id, keeps focus and caret, and when
// something fails it says so and leaves what was typed.
func TestFragmentLoader(t *testing.T) {
	n := openNewsroom(t)
	count := 0
	answer := func(_ *Server, c *call) error {
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
		f.wrong("name", "mauvais nom")
		return n.publicationsPage(c, 422, f)
	}
	n.echo.POST("/t/save", n.handle(route{may: workflow.ManagePublication, handle: answer}))
	b := openTab(t, n)
	chief := n.as(workflow.Chief)
	send := func(text string) {
		b.signIn(chief)
		b.open("/publications")
		if text == "ended" {
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
	b.do(chromedp.WaitVisible("#main"))
	if count != 3 {
		t.Errorf("%d posts reached the server, want 3", count)
	}
}

// Another program reads our HTML too.
func TestPagesAreValidHTML(t *testing.T) {
	jar := tool(t, "TRUCHEMENT_TEST_TOOLS", "vnu-jar/build/dist/vnu.jar")
	n := openNewsroom(t)
	chief := n.as(workflow.Chief)
	arguments := []string{"-jar", jar, "--errors-only"}
	for i, path := range lookedAt() {
		file := filepath.Join(t.TempDir(), strings.ReplaceAll(path, "/", "_")+".html")
		w := chief.get(path)
		if path == "/signin" {
			w = n.browser().get(path)
		}
		if err := os.WriteFile(file, w.Body.Bytes(), 0o600); err != nil {
			t.Fatal(i, err)
		}
		arguments = append(arguments, file)
	}
	if out, err := exec.Command("java", arguments...).CombinedOutput(); err != nil {
		t.Errorf("vnu: %v\n%s", err, out)
	}
}
