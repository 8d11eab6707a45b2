package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/access"
	"truchement/workflow/plan"
)

// cut has every request of the page's scripts fail, as on a train; mend ends it.
func cut(s *uitest.Screen) {
	s.TB.Helper()
	uitest.Read[bool](s, `(window.wire ??= window.fetch, window.fetch = () => Promise.reject(new TypeError("cut")), true)`)
}

func mend(s *uitest.Screen) {
	s.TB.Helper()
	uitest.Read[bool](s, `(window.fetch = window.wire, dispatchEvent(new Event("online")), true)`)
}

// accept answers the page's next question with yes.
func accept(s *uitest.Screen) {
	s.TB.Helper()
	err := chromedp.Listen(s.Ctx, func(event any) {
		if _, ok := event.(*page.EventJavascriptDialogOpening); ok {
			go func() {
				_, err := chromedp.Call(s.Ctx, page.HandleJavaScriptDialog,
					page.HandleJavaScriptDialogParams{Accept: true})
				if err != nil {
					s.Complain(err.Error())
				}
			}()
		}
	})
	if err != nil {
		s.TB.Fatal(err)
	}
}

// TestSessionEndsWhileWriting goes on writing after the session is over: the strip says so, the
// next segment opens, and signing in in another tab sends everything.
func TestSessionEndsWhileWriting(t *testing.T) {
	n := uitest.OpenShow(t, "ar")
	d := uitest.OpenDoor(t, n.Newsroom)
	s := uitest.OpenProfile(t, uitest.StartWholeChromium(t, t.TempDir()), d, "ar")
	s.Enter(n.As(workflow.Translator))
	s.Open("/articles/" + n.Main + "/bench?s=" + n.Segment(12))
	// An answer that is on its way would bring the session's cookie back.
	s.Until("all is asked for", `document.documentElement.dataset.kept`)
	s.Stay()
	s.Forget()
	for i, text := range []string{"Première phrase sans session", "Deuxième phrase sans session"} {
		s.Has(segmentOn(12 + i))
		s.Write(openField, text)
		s.Press(kb.Enter, chromedp.ModifierCtrl)
	}
	s.StripSays("signin", "")
	s.See(s.T("strip.sign-in"), s.T("strip.waiting", "Count", 2), s.T("session.enter"))
	other := s.Tab()
	other.SignIn(workflow.Translator)
	s.StripSays("saved", "")
	for i, text := range []string{"Première phrase sans session", "Deuxième phrase sans session"} {
		g := n.View(n.Main).Segments[11+i]
		if got := g.Target.String(); got != text || saves(n, g.ID, text) != 1 {
			t.Errorf("segment %d: %q, saved %d times", 12+i, got, saves(n, g.ID, text))
		}
	}
	if !here(s) {
		t.Error("the page was loaded anew")
	}
	s.Quiet()
}

// TestPagesGoWithTheSession closes an account: the next answer that the browser gets has no session, and the pages of
// articles that it kept, unpublished ones among them, are deleted.
func TestPagesGoWithTheSession(t *testing.T) {
	n := uitest.OpenShow(t, "fr")
	d := uitest.OpenDoor(t, n.Newsroom)
	s := uitest.OpenProfile(t, uitest.StartWholeChromium(t, t.TempDir()), d, "fr")
	s.Enter(n.As(workflow.Translator))
	s.Open("/articles/" + n.Main + "/bench?s=" + n.Segment(12))
	keptHere(s)
	disabled := true
	if err := n.Access.EditPerson(t.Context(), workflow.Operator(), n.People[workflow.Translator].ID,
		access.PersonEdit{Disabled: &disabled}); err != nil {
		t.Fatal(err)
	}
	s.Open("/")
	s.Until("no page is kept", `(caches.keys().then(k => { window.left = k.filter(n => n.startsWith("pages-")).length; }),
		window.left === 0)`)
	if got := s.OnDisk(); strings.Contains(got, "keys 2") {
		t.Errorf("the key of the pages outlives the session: %q", got)
	}
}

// TestTextsOfAnotherPersonCannotBeRead leaves an unsaved text in the browser, sealed. A page of
// another person deletes it; so does signing out, which first names what would be lost.
func TestTextsOfAnotherPersonCannotBeRead(t *testing.T) {
	n := uitest.OpenShow(t, "fr")
	d := uitest.OpenDoor(t, n.Newsroom)
	chromium := uitest.StartWholeChromium(t, t.TempDir())
	const secret = "Sous embargo jusqu’à dix-huit heures"
	leave := func() *uitest.Screen {
		s := uitest.OpenProfile(t, chromium, d, "fr")
		s.Enter(n.As(workflow.Translator))
		s.Open("/articles/" + n.Main + "/bench?s=" + n.Segment(12))
		keptHere(s)
		s.Until("the worker has the panels", `(caches.match(location.pathname.replace("/bench", "/panels"), { ignoreSearch: true })
			.then(r => { window.panelsKept = Boolean(r); }), window.panelsKept)`)
		cut(s)
		s.Write(openField, secret)
		s.StripSays("offline", "")
		if got := s.OnDisk(secret); got != "items 1, keys 2, pages-2" { // the page and its panels
			t.Errorf("the browser keeps %q", got)
		}
		return s
	}
	s := leave()
	luc := uitest.OpenProfile(t, chromium, d, "fr")
	shut(s)
	luc.Enter(n.As(workflow.Editor))
	luc.Open("/account")
	luc.Until("the other's key is gone", `window.mine = (`+uitest.OnDisk+`([])).then(r => { window.seen = r; }),
		window.seen === "keys 1"`)
	if got := n.View(n.Main).Segments[11].Target.String(); got == secret {
		t.Error("it was saved in somebody else's name")
	}
	shut(luc)

	s = leave()
	accept(s)
	s.Click(`form[action="/signout"] button`)
	s.See(s.T("session.left"))
	s.Complaints() // Chromium reports what it cleared
	if got := s.OnDisk(secret); got != "" {
		t.Errorf("after signing out the browser keeps %q", got)
	}
	s.Quiet()
}

// TestDraftsOffKeepsNothingOnDisk writes where the publication forbids to keep anything, and where there is no
// https and so no cipher: nothing is on disk, the strip says so, and everything is saved all the
// same once the wire is back.
func TestDraftsOffKeepsNothingOnDisk(t *testing.T) {
	n := uitest.OpenShow(t, "fr")
	d := uitest.OpenDoor(t, n.Newsroom)
	chromium := uitest.StartChromium(t)
	const secret = "Rien de ceci sur le disque"
	for name, c := range map[string]struct {
		policy     workflow.DraftPolicy
		host, want string
		lack       string
	}{
		"forbidden":            {workflow.DraftsOff, d.Address, "keys 1", ""},
		"no https":             {"", strings.Replace(d.Address, "127.0.0.1", "desk.lan", 1), "", "strip.lacks-http"},
		"no https, but may be": {workflow.DraftsStay, strings.Replace(d.Address, "127.0.0.1", "desk.lan", 1), "items 1, in the clear in items", ""},
	} {
		t.Run(name, func(t *testing.T) {
			n.Keeps(c.policy)
			s := uitest.OpenScreen(t, chromium, d, "fr")
			s.At = "http://" + c.host
			s.Enter(n.As(workflow.Translator))
			s.Open("/articles/" + n.Main + "/bench?s=" + n.Segment(12))
			if c.lack != "" {
				s.See(s.T(c.lack))
			}
			cut(s)
			s.Write(openField, secret+name)
			s.StripSays("offline", "")
			if got := s.OnDisk(secret); got != c.want {
				t.Errorf("the browser keeps %q, want %q", got, c.want)
			}
			mend(s)
			s.StripSays("saved", "")
			if got := n.View(n.Main).Segments[11].Target.String(); got != secret+name {
				t.Errorf("the desk has %q", got)
			}
		})
	}
}

// TestFaultsOfOtherToolsLoseNoText does what made words vanish elsewhere: saves that come back while one types
// (MateCat 3503), a server that fails without a word (Weblate 4536), a comment in between
// (Weblate 1427 and 1606), and a segment that was given to somebody else meanwhile.
func TestFaultsOfOtherToolsLoseNoText(t *testing.T) {
	n := uitest.OpenShow(t, "fr")
	d := uitest.OpenDoor(t, n.Newsroom)
	s := uitest.OpenScreen(t, uitest.StartChromium(t), d, "fr")
	s.Enter(n.As(workflow.Translator))
	s.Open("/articles/" + n.Main + "/bench?s=" + n.Segment(12))
	// Each save is answered late, while the next words are typed.
	uitest.Read[bool](s, `(window.wire = window.fetch, window.fetch = async (...a) => {
		const r = await window.wire(...a); await new Promise(t => setTimeout(t, 300)); return r; }, true)`)
	s.Write(openField, "")
	want := ""
	for i := range 12 {
		word := fmt.Sprintf("mot%d ", i)
		s.Do(chromedp.KeyEvent(word))
		want += word
		uitest.Read[bool](s, `new Promise(t => setTimeout(() => t(true), 170))`)
	}
	if got := typed(s); got != want {
		t.Errorf("the field holds %q, want %q", got, want)
	}
	s.StripSays("saved", "")

	// The server fails: the strip says so until the text is saved.
	uitest.Read[bool](s, `(window.fetch = async (u, o) => o?.method === "POST" && String(u).includes("/segments/")
		? new Response("", {status: 500}) : window.wire(u, o), true)`)
	s.Do(chromedp.KeyEvent("encore"))
	s.StripSays("failed", "")
	s.See(s.T("strip.failed"), s.T("strip.waiting", "Count", 1))
	mend(s)
	s.StripSays("saved", "")
	want += "encore"

	// A comment in between.
	s.Do(chromedp.KeyEvent(", et une"))
	s.Press(kb.F2)
	s.Until("the comment's field", `document.activeElement.id === "comment-text"`)
	s.Insert("Faut-il un guillemet ?")
	s.Click(`#panel form.stack button[type="submit"]`)
	s.See("Faut-il un guillemet ?")
	want += ", et une"
	if got := typed(s); got != want {
		t.Errorf("after the comment the field holds %q, want %q", got, want)
	}
	s.StripSays("saved", "")
	if got := n.View(n.Main).Segments[11].Target.String(); got != strings.TrimSpace(want) {
		t.Errorf("the desk has %q, want %q", got, want)
	}
	s.Complaints()

	// Given to somebody else: the text is in the list, to copy or to take along.
	for _, a := range n.View(n.Main).Assignments {
		if a.Role == workflow.Translator {
			n.Must(nil, n.Plan.TakeBack(t.Context(), n.Actor(workflow.Chief), a.ID))
		}
	}
	n.Must(n.Plan.Assign(t.Context(), n.Actor(workflow.Chief), plan.NewAssignment{
		Article: n.Main, Person: n.People[workflow.Chief].ID, Role: workflow.Translator}))
	cut(s)
	s.Write(openField, "Écrit trop tard")
	s.StripSays("offline", "")
	mend(s)
	s.StripSays("refused", "")
	s.Click(`[data-strip="list"]`)
	s.See("Écrit trop tard", s.T("app.copy"), s.T("unsent.file"))
	s.Complaints()
}

// TestCommentOutlivesItsTab begins a comment, opens another segment and comes back, closes the tab,
// and goes on in another; once it is made, nothing of it is kept.
func TestCommentOutlivesItsTab(t *testing.T) {
	n := uitest.OpenShow(t, "ar")
	d := uitest.OpenDoor(t, n.Newsroom)
	chromium := uitest.StartWholeChromium(t, t.TempDir())
	s := uitest.OpenProfile(t, chromium, d, "ar")
	s.Enter(n.As(workflow.Translator))
	const text, box = "هل الاسم صحيح؟ Retailleau ou Rotayo", `document.getElementById("comment-text")?.value`
	s.Open("/articles/" + n.Main + "/bench?s=" + n.Segment(12))
	s.Do(chromedp.EmulateViewport(1400, 900))
	s.Press(kb.F2)
	s.Until("the comment's field", `document.activeElement.id === "comment-text"`)
	s.Insert(text)
	s.Until("kept", `document.querySelector('[data-strip="list"]:not([hidden])')`)
	for _, position := range []int{13, 12} {
		s.Click(fmt.Sprintf(`#r-%s .num`, n.Segment(position)))
		s.Has(segmentOn(position))
		s.Until("its panel", fmt.Sprintf(`document.getElementById("panel").dataset.of === %q`, n.Segment(position)))
	}
	s.Press(kb.F2)
	s.Until("the comment begun", box+" === "+uitest.Quote(text))

	other := uitest.OpenProfile(t, chromium, d, "ar")
	other.Open("/segments/" + n.Segment(12) + "/comments")
	other.Until("the empty field", box+` === ""`)
	shut(s)
	other.Until("the comment, untouched", box+" === "+uitest.Quote(text))
	other.Open("/articles/" + n.Main + "/comments")
	other.See(other.T("comment.new-article"))
	other.Click(`[data-strip="list"]`)
	other.See(text)
	other.Follow(`#unsent [data-go]`)
	other.Until("the comment of the closed tab", box+" === "+uitest.Quote(text))
	other.Click(`form[data-comment] button`)
	other.See(text)
	other.Until("nothing left", box+` === "" && document.querySelector('[data-strip="list"]').hidden`)
	comments, err := n.Desk.Comments(t.Context(), n.Actor(workflow.Translator), n.Main)
	n.Must(comments, err)
	count := 0
	for _, c := range comments {
		if c.Text == text && c.Segment == n.Segment(12) {
			count++
		}
	}
	if count != 1 {
		t.Errorf("the comment was made %d times", count)
	}
	other.Quiet()
}
