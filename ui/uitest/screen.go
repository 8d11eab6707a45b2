package uitest

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
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

	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/access"
)

// Screen is one person's browser. What the browser complains of is kept until complaints asks.
type Screen struct {
	*word.Speech // the words of the person's pages
	TB           testing.TB
	Ctx          context.Context
	At           string
	still        bool // the page's own scripts do not run
	leaving      leaving

	mu    sync.Mutex
	heard []string
}

// watch writes every breach of the content policy to the console.
const watch = `document.addEventListener("securitypolicyviolation", e => console.error(
	"breach of the content policy: " + e.violatedDirective + " " + e.blockedURI + " " + e.sample));`

// OpenScreen opens a browser context on the desk behind d, for a reader of a language. It has no service
// workers: see OpenProfile.
func OpenScreen(t testing.TB, chromium context.Context, d *Door, language string) *Screen {
	t.Helper()
	s := &Screen{TB: t, At: "http://" + d.Address}
	s.Speech = speechIn(t, language)
	ctx, end := chromedp.NewContext(chromium, chromedp.WithNewBrowserContext())
	t.Cleanup(end)
	s.Begin(ctx)
	// A page that is kept must not replace one that the machine is slow to answer, and a service worker
	// fetches all files of the desk for each context.
	Command(s, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: `delete Navigator.prototype.serviceWorker`})
	return s
}

// speechIn says what pages in a language say.
func speechIn(t testing.TB, language string) *word.Speech {
	t.Helper()
	all, err := word.NewLocales(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	found, _ := all.In(language)
	return found
}

// OpenProfile opens a tab on the desk in the profile of a whole browser (StartWholeChromium), on its disk
// and with its service worker.
func OpenProfile(t testing.TB, chromium context.Context, d *Door, language string) *Screen {
	t.Helper()
	s := &Screen{TB: t, At: "http://" + d.Address}
	s.Speech = speechIn(t, language)
	ctx, end := chromedp.NewContext(chromium)
	t.Cleanup(end)
	s.Begin(ctx)
	return s
}

// Tab opens another tab of the same browser.
func (s *Screen) Tab() *Screen {
	s.TB.Helper()
	other := &Screen{Speech: s.Speech, TB: s.TB, At: s.At}
	ctx, end := chromedp.NewContext(s.Ctx)
	s.TB.Cleanup(end)
	other.Begin(ctx)
	return other
}

// Begin opens a tab in ctx and listens to what it complains of.
func (s *Screen) Begin(ctx context.Context) {
	s.TB.Helper()
	s.Ctx, s.leaving = ctx, newLeaving()
	if err := chromedp.Listen(ctx, s.hear); err != nil {
		s.TB.Fatal(err)
	}
	Command(s, page.AddScriptToEvaluateOnNewDocument,
		page.AddScriptToEvaluateOnNewDocumentParams{Source: watch})
	s.Do(chromedp.EmulateViewport(1440, 900))
}

// hear keeps errors of the console and the log, and exceptions that were not caught. That a page was
// answered with a 4xx status, or not at all, is for the test to judge.
func (s *Screen) hear(event any) {
	s.leaving.hear(s.Ctx, event)
	switch e := event.(type) {
	case *log.EventEntryAdded:
		if e.Entry.Source != log.EntrySourceNetwork {
			s.Complain(fmt.Sprintf("%s: %s %s", e.Entry.Level, e.Entry.Text, e.Entry.URL))
		}
	case *runtime.EventExceptionThrown:
		s.Complain("exception: " + exceptionText(e.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			s.Complain("console: " + consoleText(e.Args))
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

// Complain keeps a complaint.
func (s *Screen) Complain(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.heard = append(s.heard, text)
}

// Complaints answers what the browser complained of since the last time.
func (s *Screen) Complaints() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	heard := s.heard
	s.heard = nil
	return slices.Compact(heard)
}

// Quiet fails when the browser complained.
func (s *Screen) Quiet() {
	s.TB.Helper()
	for _, c := range s.Complaints() {
		s.TB.Errorf("browser: %s", c)
	}
}

// Do carries out actions of the browser.
func (s *Screen) Do(steps ...chromedp.Action[chromedp.Void]) {
	s.TB.Helper()
	ctx, cancel := context.WithTimeout(s.Ctx, Patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		s.TB.Fatalf("%v\non %s", err, s.words())
	}
}

// Command sends a command of the DevTools protocol.
func Command[P, R any](s *Screen, name cdp.Command[P, R], params P) R {
	s.TB.Helper()
	r, err := chromedp.Call(s.Ctx, name, params)
	if err != nil {
		s.TB.Fatal(err)
	}
	return r
}

// Read is the value of a script's expression.
func Read[T any](s *Screen, script string) T {
	s.TB.Helper()
	v, err := chromedp.Run(s.Ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		s.TB.Fatalf("%s: %v", script, err)
	}
	return v
}

// Until waits for a condition, which may fail while a page comes and goes.
func (s *Screen) Until(what, condition string) {
	s.TB.Helper()
	if err := until(s.Ctx, condition); err != nil {
		s.TB.Fatalf("%s: not within %v (%v)\non %s", what, Patience, err, s.words())
	}
}

// until waits until a condition is true on the page, or tells what came of it last.
func until(ctx context.Context, condition string) error {
	deadline := time.Now().Add(Patience)
	tick := time.NewTicker(25 * time.Millisecond)
	defer tick.Stop()
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if err == nil && ok {
			return nil
		}
		if time.Now().After(deadline) {
			return cmp.Or(err, errors.New("false"))
		}
		<-tick.C
	}
}

// words are the address and the text of the page, for messages.
func (s *Screen) words() string {
	text, err := chromedp.Run(s.Ctx, chromedp.Evaluate[string](
		`location.pathname + location.search + "\n" + document.body.innerText`))
	if err != nil {
		return err.Error()
	}
	return text
}

// See waits until the page has these words.
func (s *Screen) See(words ...string) {
	s.TB.Helper()
	for _, w := range words {
		s.Until("see "+w, fmt.Sprintf(`%s.replace(/[\u2068\u2069]/g, "").includes(%s)`,
			`document.body.innerText`, Quote(strings.NewReplacer("\u2068", "", "\u2069", "").Replace(w))))
	}
}

// Has waits until a selector finds something.
func (s *Screen) Has(selector string) {
	s.TB.Helper()
	s.Until("find "+selector, "document.querySelector("+Quote(selector)+")")
}

// Quote is a text as JavaScript writes it.
func Quote(text string) string {
	b, err := json.Marshal(text)
	if err != nil {
		return `""`
	}
	return string(b)
}

// Open goes to a page and waits until it is whole.
func (s *Screen) Open(path string) {
	s.TB.Helper()
	ctx, cancel := context.WithTimeout(s.Ctx, Patience)
	defer cancel()
	if err := s.leaving.open(ctx, s.At+path); err != nil {
		s.TB.Fatalf("%v\non %s", err, s.words())
	}
	s.Settle()
}

// Settle waits until the page is loaded and its modules have run.
func (s *Screen) Settle() {
	s.TB.Helper()
	s.Until("load", `document.readyState === "complete" && document.fonts.status === "loaded"`)
	if !s.still {
		s.Until("live fields", liveFields)
	}
}

// Click presses what a selector finds and stays on the page.
func (s *Screen) Click(selector string) {
	s.TB.Helper()
	s.Has(selector)
	click := chromedp.Click(chromedp.CSS(selector))
	ctx, cancel := context.WithTimeout(s.Ctx, Patience)
	defer cancel()
	// What is put in place anew between the look and the click is looked for again.
	err := chromedp.Do(ctx, click)
	if err != nil && strings.Contains(err.Error(), "Could not find node") {
		err = chromedp.Do(ctx, click)
	}
	if err != nil {
		s.TB.Fatalf("%v\non %s", err, s.words())
	}
}

// Follow presses a link or a button that leads to another page, and waits for it.
func (s *Screen) Follow(selector string) {
	s.TB.Helper()
	s.Has(selector)
	s.Leave(func() { s.TB.Helper(); s.Do(chromedp.Click(chromedp.CSS(selector))) })
	s.Quiet()
}

// Write types a text into an emptied field: its beginning key by key, the rest at once as an
// input method does.
func (s *Screen) Write(selector, text string) {
	s.TB.Helper()
	selector = s.field(selector)
	s.Click(selector)
	Read[bool](s, `document.execCommand("selectAll")`)
	runes := []rune(text)
	keys := min(len(runes), 16)
	s.Do(chromedp.KeyEvent(kb.Delete), chromedp.KeyEvent(string(runes[:keys])))
	s.Insert(string(runes[keys:]))
}

// liveFields is true when the page's scripts have taken the fields of segments over.
const liveFields = `!document.querySelector("form[data-edit]:not([data-field])")`

// field is what one types into for a selector: for a segment's text area the rich field above it.
func (s *Screen) field(selector string) string {
	s.TB.Helper()
	s.Has(selector)
	if !s.still {
		s.Until("live fields", liveFields)
	}
	return Read[string](s, fmt.Sprintf(`(e => e.hidden ? "#w-" + e.id : %s)(
		document.querySelector(%[1]s))`, Quote(selector)))
}

// Type types a text at the caret, a key every KeyTime, whatever has the focus by then.
func (s *Screen) Type(text string) {
	s.TB.Helper()
	for _, r := range text {
		s.Do(chromedp.KeyEvent(string(r)))
		time.Sleep(KeyTime)
	}
}

// Insert puts a text at the caret, as a paste does.
func (s *Screen) Insert(text string) {
	s.TB.Helper()
	if text != "" {
		Command(s, input.InsertText, input.InsertTextParams{Text: text})
	}
}

// Fill puts a value into a field or a menu as a paste or a choice does.
func (s *Screen) Fill(selector, value string) {
	s.TB.Helper()
	if field := s.field(selector); field != selector {
		s.Write(selector, value)
		return
	}
	Read[bool](s, fmt.Sprintf(`(() => { const e = document.querySelector(%s); e.focus();
		e.value = %s; for (const name of ["input", "change"])
		e.dispatchEvent(new Event(name, {bubbles: true})); return true; })()`,
		Quote(selector), Quote(value)))
}

// Press presses keys, by their names.
func (s *Screen) Press(key string, modifiers ...chromedp.Modifier) {
	s.TB.Helper()
	s.Do(chromedp.KeyEvent(key, chromedp.KeyModifiers(modifiers...)))
}

// Enter gives the screen the session that b has.
func (s *Screen) Enter(b *Browser) {
	s.TB.Helper()
	for name, c := range b.Cookies {
		Command(s, network.SetCookie, network.SetCookieParams{Name: name, Value: c.Value, URL: s.At})
	}
}

// Forget drops the cookies.
func (s *Screen) Forget() {
	s.TB.Helper()
	Command(s, network.ClearBrowserCookies, cdp.Empty{})
}

// SignIn signs the person of a role in by the page.
func (s *Screen) SignIn(role workflow.Role) {
	s.TB.Helper()
	s.Open("/signin?lang=" + s.Lang())
	s.See(s.T("session.enter"))
	s.Write("#email", string(role)+"@desk.test")
	s.Write("#password", TestPassword)
	s.Follow(`form[action="/signin"] button[type="submit"]`)
}

// Scheme chooses light or dark colours.
func (s *Screen) Scheme(name string) {
	s.TB.Helper()
	Command(s, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}}})
}

// WithoutScript turns the page's own scripts off.
func (s *Screen) WithoutScript() {
	s.TB.Helper()
	s.still = true
	Command(s, emulation.SetScriptExecutionDisabled,
		emulation.SetScriptExecutionDisabledParams{Value: true})
}

// Reading sets the page language of all people of the newsroom.
func (n *Newsroom) Reading(language string) {
	n.TB.Helper()
	for role, p := range n.People {
		actor := workflow.Actor{Person: p, Scope: workflow.FullScope}
		err := n.Access.EditSelf(n.TB.Context(), actor, access.SelfEdit{
			Name: p.Name, Language: language})
		if err != nil {
			n.TB.Fatalf("%s: %v", role, err)
		}
	}
}
