package ui

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/workflow"
)

// patience is how long a page may take over what a test waits for, on a busy machine.
const patience = 30 * time.Second

// startChromium starts one browser process, which ends with the test. Every screen on it is a
// browser context of its own: other cookies, other storage.
func startChromium(t testing.TB) context.Context {
	t.Helper()
	return startChromiumIn(t, t.TempDir())
}

// startChromiumIn starts a browser on the folder of its profile, which outlives it.
func startChromiumIn(t testing.TB, profile string) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(tool(t, "TRUCHEMENT_TEST_CHROMIUM", "")), chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.UserDataDir(profile),
		chromedp.Flag("headless", "new"), chromedp.Flag("disable-quic", true),
		chromedp.Flag("host-resolver-rules", "MAP desk.lan 127.0.0.1"), // a host without https
		chromedp.Flag("disable-component-update", true))
	ctx, end := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(end)
	ctx, end = chromedp.NewContext(ctx)
	t.Cleanup(end)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// door is a newsroom's server on a port of its own, which can stop and come back.
type door struct {
	t       testing.TB
	n       *newsroom
	address string
	stop    func()
}

func openDoor(t testing.TB, n *newsroom) *door {
	t.Helper()
	d := &door{t: t, n: n, address: "127.0.0.1:0"}
	d.open(n.Server)
	t.Cleanup(func() { d.stop() })
	return d
}

func (d *door) open(s *Server) {
	d.t.Helper()
	listener, err := net.Listen("tcp", d.address)
	if err != nil {
		d.t.Fatal(err)
	}
	d.address = listener.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, listener) }()
	d.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			d.t.Error(err)
		}
	})
}

// reopen serves the same desk at the same address from a new server.
func (d *door) reopen() {
	d.t.Helper()
	s, err := New(d.n.Config)
	if err != nil {
		d.t.Fatal(err)
	}
	d.open(s)
}

// screen is one person's browser. What the browser complains of is kept until complaints asks.
type screen struct {
	*speech // the words of the person's pages
	t       testing.TB
	ctx     context.Context
	at      string
	still   bool // the page's own scripts do not run

	mu    sync.Mutex
	heard []string
}

// watch tells the console of every breach of the content policy.
const watch = `document.addEventListener("securitypolicyviolation", e => console.error(
	"breach of the content policy: " + e.violatedDirective + " " + e.blockedURI + " " + e.sample));`

// openScreen opens a browser context on the desk behind d, for somebody who reads a language.
func openScreen(t testing.TB, chromium context.Context, d *door, language string) *screen {
	t.Helper()
	s := &screen{t: t, at: "http://" + d.address}
	s.speech = speechIn(t, language)
	ctx, end := chromedp.NewContext(chromium, chromedp.WithNewBrowserContext())
	t.Cleanup(end)
	s.begin(ctx)
	// A page that is kept must not stand in for one the machine is slow to answer.
	command(s, network.SetBypassServiceWorker, network.SetBypassServiceWorkerParams{Bypass: true})
	return s
}

// speechIn says what pages in a language say.
func speechIn(t testing.TB, language string) *speech {
	t.Helper()
	all, err := newLocales(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	found, _ := all.in(language)
	return found
}

// openProfile opens a tab on the desk in the profile of a browser, on its disk and with its
// service worker.
func openProfile(t testing.TB, chromium context.Context, d *door, language string) *screen {
	t.Helper()
	s := &screen{t: t, at: "http://" + d.address}
	s.speech = speechIn(t, language)
	ctx, end := chromedp.NewContext(chromium)
	t.Cleanup(end)
	s.begin(ctx)
	return s
}

// tab opens another tab of the same browser.
func (s *screen) tab() *screen {
	s.t.Helper()
	other := &screen{speech: s.speech, t: s.t, at: s.at}
	ctx, end := chromedp.NewContext(s.ctx)
	s.t.Cleanup(end)
	other.begin(ctx)
	return other
}

func (s *screen) begin(ctx context.Context) {
	s.t.Helper()
	s.ctx = ctx
	if err := chromedp.Listen(ctx, s.hear); err != nil {
		s.t.Fatal(err)
	}
	command(s, page.AddScriptToEvaluateOnNewDocument,
		page.AddScriptToEvaluateOnNewDocumentParams{Source: watch})
	s.do(chromedp.EmulateViewport(1440, 900))
}

// hear keeps errors of the console and the log, and exceptions nobody caught. That a page was
// answered with a 4xx status, or not at all, is for the test to judge.
func (s *screen) hear(event any) {
	switch e := event.(type) {
	case *log.EventEntryAdded:
		if e.Entry.Source != log.EntrySourceNetwork {
			s.complain(fmt.Sprintf("%s: %s %s", e.Entry.Level, e.Entry.Text, e.Entry.URL))
		}
	case *runtime.EventExceptionThrown:
		s.complain("exception: " + exceptionText(e.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			s.complain("console: " + consoleText(e.Args))
		}
	}
}

func exceptionText(d *runtime.ExceptionDetails) string {
	if d.Exception != nil {
		return d.Text + " " + d.Exception.Description
	}
	return d.Text
}

func consoleText(args []*runtime.RemoteObject) string {
	var words []string
	for _, a := range args {
		words = append(words, string(a.Value)+a.Description)
	}
	return strings.Join(words, " ")
}

func (s *screen) complain(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.heard = append(s.heard, text)
}

// complaints answers what the browser complained of since the last time.
func (s *screen) complaints() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	heard := s.heard
	s.heard = nil
	return slices.Compact(heard)
}

// quiet fails when the browser complained.
func (s *screen) quiet() {
	s.t.Helper()
	for _, c := range s.complaints() {
		s.t.Errorf("browser: %s", c)
	}
}

func (s *screen) do(steps ...chromedp.Action[chromedp.Void]) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		s.t.Fatalf("%v\non %s", err, s.words())
	}
}

func command[P, R any](s *screen, name cdp.Command[P, R], params P) R {
	s.t.Helper()
	r, err := chromedp.Call(s.ctx, name, params)
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

// read is the value of a script's expression.
func read[T any](s *screen, script string) T {
	s.t.Helper()
	v, err := chromedp.Run(s.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		s.t.Fatalf("%s: %v", script, err)
	}
	return v
}

// until waits for a condition, which may fail while a page comes and goes.
func (s *screen) until(what, condition string) {
	s.t.Helper()
	deadline := time.Now().Add(patience)
	tick := time.NewTicker(25 * time.Millisecond)
	defer tick.Stop()
	for {
		ok, err := chromedp.Run(s.ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if err == nil && ok {
			return
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("%s: not within %v (%v)\non %s", what, patience, err, s.words())
		}
		<-tick.C
	}
}

// words are the address and the text of the page, for messages.
func (s *screen) words() string {
	text, err := chromedp.Run(s.ctx, chromedp.Evaluate[string](
		`location.pathname + location.search + "\n" + document.body.innerText`))
	if err != nil {
		return err.Error()
	}
	return text
}

// see waits until words stand on the page.
func (s *screen) see(words ...string) {
	s.t.Helper()
	for _, w := range words {
		s.until("see "+w, fmt.Sprintf(`%s.replace(/[\u2068\u2069]/g, "").includes(%s)`,
			`document.body.innerText`, quote(strings.NewReplacer("\u2068", "", "\u2069", "").Replace(w))))
	}
}

// has waits until a selector finds something.
func (s *screen) has(selector string) {
	s.t.Helper()
	s.until("find "+selector, "document.querySelector("+quote(selector)+")")
}

func quote(text string) string {
	b, err := json.Marshal(text)
	if err != nil {
		return `""`
	}
	return string(b)
}

// open goes to a page and waits until it is whole.
func (s *screen) open(path string) {
	s.t.Helper()
	s.do(chromedp.Navigate(s.at + path))
	s.settle()
}

func (s *screen) settle() {
	s.t.Helper()
	s.until("load", `document.readyState === "complete" && document.fonts.status === "loaded"`)
	if !s.still {
		s.until("live fields", liveFields)
	}
}

// click presses what a selector finds and stays on the page.
func (s *screen) click(selector string) {
	s.t.Helper()
	s.has(selector)
	click := chromedp.Click(chromedp.CSS(selector))
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	// What is put in place anew between the look and the click is looked for again.
	err := chromedp.Do(ctx, click)
	if err != nil && strings.Contains(err.Error(), "Could not find node") {
		err = chromedp.Do(ctx, click)
	}
	if err != nil {
		s.t.Fatalf("%v\non %s", err, s.words())
	}
}

// follow presses a link or a button that leads to another page, and waits for it.
func (s *screen) follow(selector string) {
	s.t.Helper()
	s.has(selector)
	read[bool](s, `window.left = true`)
	s.do(chromedp.Click(chromedp.CSS(selector)))
	s.until("leave by "+selector, `!window.left`)
	s.settle()
	s.quiet()
}

// write types a text into an emptied field: its beginning key by key, the rest at once as an
// input method does.
func (s *screen) write(selector, text string) {
	s.t.Helper()
	selector = s.field(selector)
	s.click(selector)
	read[bool](s, `document.execCommand("selectAll")`)
	runes := []rune(text)
	keys := min(len(runes), 16)
	s.do(chromedp.KeyEvent(kb.Delete), chromedp.KeyEvent(string(runes[:keys])))
	s.insert(string(runes[keys:]))
}

// liveFields is true when the page's scripts have taken the fields of segments over.
const liveFields = `!document.querySelector("form[data-edit]:not([data-field])")`

// field is what one types into for a selector: for a segment's text area the rich field above it.
func (s *screen) field(selector string) string {
	s.t.Helper()
	s.has(selector)
	if !s.still {
		s.until("live fields", liveFields)
	}
	return read[string](s, fmt.Sprintf(`(e => e.hidden ? "#w-" + e.id : %s)(
		document.querySelector(%[1]s))`, quote(selector)))
}

// insert puts a text at the caret, as a paste does.
func (s *screen) insert(text string) {
	s.t.Helper()
	if text != "" {
		command(s, input.InsertText, input.InsertTextParams{Text: text})
	}
}

// fill puts a value into a field or a menu as a paste or a choice does.
func (s *screen) fill(selector, value string) {
	s.t.Helper()
	if field := s.field(selector); field != selector {
		s.write(selector, value)
		return
	}
	read[bool](s, fmt.Sprintf(`(() => { const e = document.querySelector(%s); e.focus();
		e.value = %s; for (const name of ["input", "change"])
		e.dispatchEvent(new Event(name, {bubbles: true})); return true; })()`,
		quote(selector), quote(value)))
}

func (s *screen) press(key string, modifiers ...chromedp.Modifier) {
	s.t.Helper()
	s.do(chromedp.KeyEvent(key, chromedp.KeyModifiers(modifiers...)))
}

// enter gives the screen the session that b has.
func (s *screen) enter(b *browser) {
	s.t.Helper()
	for name, c := range b.cookies {
		command(s, network.SetCookie, network.SetCookieParams{Name: name, Value: c.Value, URL: s.at})
	}
}

// forget drops the cookies.
func (s *screen) forget() {
	s.t.Helper()
	command(s, network.ClearBrowserCookies, cdp.Empty{})
}

// signIn signs the person of a role in by the page.
func (s *screen) signIn(role workflow.Role) {
	s.t.Helper()
	s.open("/signin?lang=" + s.Lang())
	s.see(s.T("session.enter"))
	s.write("#email", string(role)+"@desk.test")
	s.write("#password", testPassword)
	s.follow(`form[action="/signin"] button[type="submit"]`)
}

func (s *screen) scheme(name string) {
	s.t.Helper()
	command(s, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}}})
}

// withoutScript turns the page's own scripts off.
func (s *screen) withoutScript() {
	s.t.Helper()
	s.still = true
	command(s, emulation.SetScriptExecutionDisabled,
		emulation.SetScriptExecutionDisabledParams{Value: true})
}

// reading sets the page language of everybody in the newsroom.
func (n *newsroom) reading(language string) {
	n.t.Helper()
	for role, p := range n.people {
		actor := workflow.Actor{Person: p, Scope: workflow.FullScope}
		err := n.desk.EditSelf(n.t.Context(), actor, workflow.SelfEdit{
			Name: p.Name, Language: language})
		if err != nil {
			n.t.Fatalf("%s: %v", role, err)
		}
	}
}
