package ui

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/workflow"
)

// onDisk lists what the browser keeps of the desk: records by store, caches of pages by name, and
// whether one of these texts can be read anywhere in them.
const onDisk = `(async texts => {
	const out = [];
	const db = await new Promise((yes, no) => { const r = indexedDB.open("truchement");
		r.onsuccess = () => yes(r.result); r.onerror = () => no(r.error); });
	const read = value => texts.some(t => JSON.stringify(value, (_, v) => v instanceof ArrayBuffer ||
		ArrayBuffer.isView(v) ? new TextDecoder().decode(v) : v).includes(t));
	for (const name of ["drafts", "items", "done", "keys"]) {
		if (!db.objectStoreNames.contains(name)) continue;
		const all = await new Promise(yes => { const r = db.transaction(name).objectStore(name).getAll();
			r.onsuccess = () => yes(r.result); });
		if (all.length) out.push(name + " " + all.length);
		if (read(all)) out.push("in the clear in " + name);
	}
	db.close();
	for (const name of "caches" in window ? await caches.keys() : []) {
		if (!name.startsWith("pages-")) continue;
		// Looking into a cache that is just being deleted makes it again, empty.
		const pages = (await (await caches.open(name)).keys()).length;
		if (pages) out.push("pages-" + pages);
	}
	for (const store of [localStorage, sessionStorage])
		if (read({...store})) out.push("in the clear in a storage");
	return out.join(", ");
})`

func (s *screen) onDisk(texts ...string) string {
	s.t.Helper()
	return read[string](s, onDisk+"("+quoteAll(texts)+")")
}

func quoteAll(texts []string) string {
	var quoted []string
	for _, t := range texts {
		quoted = append(quoted, quote(t))
	}
	return "[" + strings.Join(quoted, ",") + "]"
}

// cut has every request of the page's scripts fail, as on a train; mend ends it.
func (s *screen) cut() {
	s.t.Helper()
	read[bool](s, `(window.wire ??= window.fetch, window.fetch = () => Promise.reject(new TypeError("cut")), true)`)
}

func (s *screen) mend() {
	s.t.Helper()
	read[bool](s, `(window.fetch = window.wire, dispatchEvent(new Event("online")), true)`)
}

// accept answers the page's next question with yes.
func (s *screen) accept() {
	s.t.Helper()
	err := chromedp.Listen(s.ctx, func(event any) {
		if _, ok := event.(*page.EventJavascriptDialogOpening); ok {
			go func() {
				_, err := chromedp.Call(s.ctx, page.HandleJavaScriptDialog,
					page.HandleJavaScriptDialogParams{Accept: true})
				if err != nil {
					s.complain(err.Error())
				}
			}()
		}
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

// TestSessionEndsWhileWriting goes on writing after the session is over: the strip says so, the
// next segment opens, and signing in in another tab sends everything.
func TestSessionEndsWhileWriting(t *testing.T) {
	n := fillShow(t, "ar")
	d := openDoor(t, n.newsroom)
	s := openScreen(t, startChromium(t), d, "ar")
	s.enter(n.as(workflow.Translator))
	s.open("/articles/" + n.main + "/bench?s=" + n.segment(12))
	// An answer that is on its way would bring the session's cookie back.
	s.until("all is asked for", `document.documentElement.dataset.kept`)
	s.stay()
	s.forget()
	for i, text := range []string{"Première phrase sans session", "Deuxième phrase sans session"} {
		s.has(segmentOn(12 + i))
		s.write(openField, text)
		s.press(kb.Enter, chromedp.ModifierCtrl)
	}
	s.stripSays("signin", "")
	s.see(s.T("strip.sign-in"), s.T("strip.waiting", "Count", 2), s.T("session.enter"))
	other := s.tab()
	other.signIn(workflow.Translator)
	s.stripSays("saved", "")
	for i, text := range []string{"Première phrase sans session", "Deuxième phrase sans session"} {
		g := n.view(n.main).Segments[11+i]
		if got := g.Target.String(); got != text || n.saves(g.ID, text) != 1 {
			t.Errorf("segment %d: %q, saved %d times", 12+i, got, n.saves(g.ID, text))
		}
	}
	if !s.here() {
		t.Error("the page was loaded anew")
	}
	s.quiet()
}

// TestNobodyElseReads leaves an unsaved text in the browser, sealed. Somebody else's page forgets
// it; so does signing out, which first names what would be lost.
func TestNobodyElseReads(t *testing.T) {
	n := fillShow(t, "fr")
	d := openDoor(t, n.newsroom)
	chromium := startChromium(t)
	const secret = "Sous embargo jusqu’à dix-huit heures"
	leave := func() *screen {
		s := openProfile(t, chromium, d, "fr")
		s.enter(n.as(workflow.Translator))
		s.open("/articles/" + n.main + "/bench?s=" + n.segment(12))
		s.keptHere()
		s.cut()
		s.write(openField, secret)
		s.stripSays("offline", "")
		if got := s.onDisk(secret); got != "items 1, keys 1, pages-1" {
			t.Errorf("the browser keeps %q", got)
		}
		return s
	}
	s := leave()
	luc := openProfile(t, chromium, d, "fr")
	s.shut()
	luc.enter(n.as(workflow.Editor))
	luc.open("/account")
	luc.until("the other's key is gone", `window.mine = (`+onDisk+`([])).then(r => { window.seen = r; }),
		window.seen === "keys 1"`)
	if got := n.view(n.main).Segments[11].Target.String(); got == secret {
		t.Error("it was saved in somebody else's name")
	}
	luc.shut()

	s = leave()
	s.accept()
	s.click(`form[action="/signout"] button`)
	s.see(s.T("session.left"))
	s.complaints() // Chromium tells what it cleared
	if got := s.onDisk(secret); got != "" {
		t.Errorf("after signing out the browser keeps %q", got)
	}
	s.quiet()
}

// TestNothingOnDisk writes where the publication forbids to keep anything, and where there is no
// https and so no cipher: nothing is on disk, the strip says so, and everything is saved all the
// same once the wire is back.
func TestNothingOnDisk(t *testing.T) {
	n := fillShow(t, "fr")
	d := openDoor(t, n.newsroom)
	chromium := startChromium(t)
	const secret = "Rien de ceci sur le disque"
	for name, c := range map[string]struct {
		policy     workflow.DraftPolicy
		host, want string
		lack       string
	}{
		"forbidden":            {workflow.DraftsOff, d.address, "keys 1", ""},
		"no https":             {"", strings.Replace(d.address, "127.0.0.1", "desk.lan", 1), "", "strip.lacks-http"},
		"no https, but may be": {workflow.DraftsStay, strings.Replace(d.address, "127.0.0.1", "desk.lan", 1), "items 1, in the clear in items", ""},
	} {
		t.Run(name, func(t *testing.T) {
			n.keeps(c.policy)
			s := openScreen(t, chromium, d, "fr")
			s.at = "http://" + c.host
			s.enter(n.as(workflow.Translator))
			s.open("/articles/" + n.main + "/bench?s=" + n.segment(12))
			if c.lack != "" {
				s.see(s.T(c.lack))
			}
			s.cut()
			s.write(openField, secret+name)
			s.stripSays("offline", "")
			if got := s.onDisk(secret); got != c.want {
				t.Errorf("the browser keeps %q, want %q", got, c.want)
			}
			s.mend()
			s.stripSays("saved", "")
			if got := n.view(n.main).Segments[11].Target.String(); got != secret+name {
				t.Errorf("the desk has %q", got)
			}
		})
	}
}

// TestPeersLostThis does what made words vanish elsewhere: saves that come back while one types
// (MateCat 3503), a server that fails without a word (Weblate 4536), a comment in between
// (Weblate 1427 and 1606), and a segment that was given to somebody else meanwhile.
func TestPeersLostThis(t *testing.T) {
	n := fillShow(t, "fr")
	d := openDoor(t, n.newsroom)
	s := openScreen(t, startChromium(t), d, "fr")
	s.enter(n.as(workflow.Translator))
	s.open("/articles/" + n.main + "/bench?s=" + n.segment(12))
	// Each save is answered late, while the next words are typed.
	read[bool](s, `(window.wire = window.fetch, window.fetch = async (...a) => {
		const r = await window.wire(...a); await new Promise(t => setTimeout(t, 300)); return r; }, true)`)
	s.write(openField, "")
	want := ""
	for i := range 12 {
		word := fmt.Sprintf("mot%d ", i)
		s.do(chromedp.KeyEvent(word))
		want += word
		read[bool](s, `new Promise(t => setTimeout(() => t(true), 170))`)
	}
	if got := s.typed(); got != want {
		t.Errorf("the field holds %q, want %q", got, want)
	}
	s.stripSays("saved", "")

	// The server fails: the strip says so until the text is saved.
	read[bool](s, `(window.fetch = async (u, o) => o?.method === "POST" && String(u).includes("/segments/")
		? new Response("", {status: 500}) : window.wire(u, o), true)`)
	s.do(chromedp.KeyEvent("encore"))
	s.stripSays("failed", "")
	s.see(s.T("strip.failed"), s.T("strip.waiting", "Count", 1))
	s.mend()
	s.stripSays("saved", "")
	want += "encore"

	// A comment in between.
	s.do(chromedp.KeyEvent(", et une"))
	s.press(kb.F2)
	s.until("the comment's field", `document.activeElement.id === "comment-text"`)
	s.insert("Faut-il un guillemet ?")
	s.click(`#panel form.stack button[type="submit"]`)
	s.see("Faut-il un guillemet ?")
	want += ", et une"
	if got := s.typed(); got != want {
		t.Errorf("after the comment the field holds %q, want %q", got, want)
	}
	s.stripSays("saved", "")
	if got := n.view(n.main).Segments[11].Target.String(); got != strings.TrimSpace(want) {
		t.Errorf("the desk has %q, want %q", got, want)
	}
	s.complaints()

	// Given to somebody else: the text is in the list, to copy or to take along.
	for _, a := range n.view(n.main).Assignments {
		if a.Role == workflow.Translator {
			n.must(nil, n.desk.TakeBack(t.Context(), n.actor(workflow.Chief), a.ID))
		}
	}
	n.must(n.desk.Assign(t.Context(), n.actor(workflow.Chief), workflow.NewAssignment{
		Article: n.main, Person: n.people[workflow.Chief].ID, Role: workflow.Translator}))
	s.cut()
	s.write(openField, "Écrit trop tard")
	s.stripSays("offline", "")
	s.mend()
	s.stripSays("refused", "")
	s.click(`[data-strip="list"]`)
	s.see("Écrit trop tard", s.T("app.copy"), s.T("unsent.file"))
	s.complaints()
}

// TestCommentOutlivesItsTab begins a comment, opens another segment and comes back, closes the tab,
// and goes on in another; once it is made, nothing of it is kept.
func TestCommentOutlivesItsTab(t *testing.T) {
	n := fillShow(t, "ar")
	d := openDoor(t, n.newsroom)
	chromium := startChromium(t)
	s := openProfile(t, chromium, d, "ar")
	s.enter(n.as(workflow.Translator))
	const text, box = "هل الاسم صحيح؟ Retailleau ou Rotayo", `document.getElementById("comment-text")?.value`
	s.open("/articles/" + n.main + "/bench?s=" + n.segment(12))
	s.do(chromedp.EmulateViewport(1400, 900))
	s.press(kb.F2)
	s.until("the comment's field", `document.activeElement.id === "comment-text"`)
	s.insert(text)
	s.until("kept", `document.querySelector('[data-strip="list"]:not([hidden])')`)
	for _, position := range []int{13, 12} {
		s.click(fmt.Sprintf(`#r-%s .num`, n.segment(position)))
		s.has(segmentOn(position))
		s.until("its panel", fmt.Sprintf(`document.getElementById("panel").dataset.of === %q`, n.segment(position)))
	}
	s.press(kb.F2)
	s.until("the comment begun", box+" === "+quote(text))

	other := openProfile(t, chromium, d, "ar")
	other.open("/segments/" + n.segment(12) + "/comments")
	other.until("the empty field", box+` === ""`)
	s.shut()
	other.until("the comment, untouched", box+" === "+quote(text))
	other.open("/articles/" + n.main + "/comments")
	other.see(other.T("comment.new-article"))
	other.click(`[data-strip="list"]`)
	other.see(text)
	other.follow(`#unsent [data-go]`)
	other.until("the comment of the closed tab", box+" === "+quote(text))
	other.click(`form[data-comment] button`)
	other.see(text)
	other.until("nothing left", box+` === "" && document.querySelector('[data-strip="list"]').hidden`)
	comments, err := n.desk.Comments(t.Context(), n.actor(workflow.Translator), n.main)
	n.must(comments, err)
	count := 0
	for _, c := range comments {
		if c.Text == text && c.Segment == n.segment(12) {
			count++
		}
	}
	if count != 1 {
		t.Errorf("the comment was made %d times", count)
	}
	other.quiet()
}
