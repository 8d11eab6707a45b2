package ui

import (
	"context"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"truchement/workflow"
)

// view is one page as it is looked at: who opens which address, and what they do there first.
type view struct {
	name string
	as   workflow.Role // empty: nobody is signed in
	path string
	do   func(s *screen)
}

// views are every page of the show, the ones that change something last.
func (n *show) views() []view {
	all := append(n.doorViews(), n.chiefViews()...)
	all = append(all, n.articleViews()...)
	all = append(all, alignViews()...)
	all = append(all, n.benchViews()...)
	all = append(all, n.reviewViews()...)
	return append(all, n.changingViews()...)
}

// submit sends the form a button belongs to and waits for the page that answers.
func submit(button string) func(*screen) {
	return func(s *screen) { s.t.Helper(); s.follow(button) }
}

func (n *show) doorViews() []view {
	secret, err := n.desk.ResetLink(n.t.Context(), n.actor(workflow.Chief), n.people[workflow.Reader].ID)
	n.must(secret, err)
	return []view{
		{name: "signin", path: "/signin"},
		{name: "signin-wrong", path: "/signin", do: func(s *screen) {
			s.write("#email", "editor@desk.test")
			s.write("#password", "not the password")
			s.follow(`form[action="/signin"] button[type="submit"]`)
		}},
		{name: "reset", path: "/reset/" + secret},
		{name: "reset-over", path: "/reset/nothing"},
		{name: "reader-desk", as: workflow.Reader, path: "/"},
		{name: "reader-article", as: workflow.Reader, path: "/articles/" + n.done},
		{name: "translator-desk", as: workflow.Translator, path: "/"},
		{name: "fault-forbidden", as: workflow.Translator, path: "/people"},
		{name: "fault-not-found", as: workflow.Chief, path: "/nowhere"},
	}
}

func (n *show) chiefViews() []view {
	chief := []view{
		{name: "desk", path: "/"},
		{name: "desk-list", path: "/?view=list&show=all"},
		{name: "desk-none", path: "/?q=zzzz"},
		{name: "desk-move", path: "/?show=all", do: func(s *screen) {
			s.click("#move-" + n.main)
			s.has("dialog[open] .moves")
		}},
		{name: "move", path: "/articles/" + n.main + "/move"},
		{name: "load", path: "/load"},
		{name: "load-theirs", path: "/load?person=" + n.people[workflow.Translator].ID},
		{name: "account", path: "/account"},
		{name: "people", path: "/people"},
		{name: "people-refused", path: "/people", do: func(s *screen) {
			s.write("#add #name", "كريم (SB)")
			s.write("#add #email", "editor@desk.test")
			s.follow(`#add button[type="submit"]`)
		}},
		{name: "offline", path: "/offline"},
		{name: "publications", path: "/publications"},
		{name: "publication", path: "/publications/" + n.publication},
		{name: "rules", path: "/publications/" + n.publication + "/rules?set=Last"},
		{name: "intake", path: "/articles/new"},
		{name: "intake-preview", path: "/articles/new", do: func(s *screen) {
			source, _ := newsText(s.t)
			s.click("#text")
			s.insert(source) // a text that is on the desk already
			s.has("#preview .block")
			s.has(`#preview a[href="/articles/` + n.main + `"]`)
		}},
		{name: "intake-refused", path: "/articles/new", do: submit(`button[value="preview"]`)},
	}
	return as(workflow.Chief, chief)
}

func as(role workflow.Role, views []view) []view {
	for i := range views {
		views[i].as = role
	}
	return views
}

func (n *show) articleViews() []view {
	at := func(id string) string { return "/articles/" + id }
	return as(workflow.Chief, []view{
		{name: "article", path: at(n.main)},
		{name: "article-new", path: at(n.fresh)},
		{name: "article-ready", path: at(n.ready), do: func(s *screen) {
			s.see(s.T("article.signed-by", "Name", "Luc Martin", "When", s.When(n.clock.now())))
		}},
		{name: "article-published", path: at(n.done)},
		{name: "article-retracted", path: at(n.blocked)},
		{name: "article-codes", path: at(n.coded)},
		{name: "compare", path: at(n.main) + "/compare", do: func(s *screen) {
			s.fill("#text", "نص آخر. "+read[string](s, "document.querySelector('h1').textContent"))
			s.follow(`button[value="compare"]`)
		}},
		{name: "correct", path: at(n.main) + "/segments/" + n.segment(2) + "/correct"},
		{name: "correct-refused", path: at(n.main) + "/segments/" + n.segment(2) + "/correct",
			do: func(s *screen) {
				s.fill("#source", " ")
				s.follow(`form[action$="/correct"] button.main`)
			}},
		{name: "assign-refused", path: at(n.main), do: func(s *screen) {
			s.fill("#assignee", n.people[workflow.Translator].ID)
			s.fill("#assign #from", "99")
			s.follow(`#assign button.main`)
		}},
		{name: "export", path: at(n.main) + "/export"},
		{name: "export-published", path: at(n.done) + "/export"},
		{name: "import", path: at(n.main) + "/import"},
	})
}

func alignViews() []view {
	return as(workflow.Translator, []view{
		{name: "align", path: "/align"},
		{name: "align-refused", path: "/align", do: func(s *screen) {
			s.choose("#targets", "visite-fr.docx", brokenWord)
			s.fill("#source", looseSource)
			s.click("#align-do")
			s.has("#targets-problem")
		}},
		{name: "align-beads", path: "/align", do: func(s *screen) {
			s.fill("#source", looseSource)
			s.fill("#target", alignTarget)
			s.follow("#align-do")
		}},
		{name: "align-folder", path: "/align", do: func(s *screen) {
			s.choose("#sources", "visite-ar.txt", looseSource, "seul-ar.txt", looseSource)
			s.choose("#targets", "visite-fr.txt", alignTarget)
			s.follow("#align-do")
			s.has("#folder[data-ready]")
		}},
	})
}

func (n *show) benchViews() []view {
	at := "/articles/" + n.main + "/bench"
	on := func(position int) string { return fmt.Sprintf("%s?s=%s", at, n.segment(position)) }
	return as(workflow.Translator, []view{
		{name: "bench", path: on(9)},
		{name: "bench-returned", path: on(7)},
		{name: "bench-stale", path: on(8)},
		{name: "bench-comments", path: on(5)},
		{name: "bench-history", path: on(5), do: func(s *screen) {
			s.click(`#panel a[href$="/history"]`)
			s.has(`#panel .past`)
		}},
		{name: "bench-keys", path: on(9), do: func(s *screen) { s.click("[data-help]") }},
		{name: "bench-menu", path: on(9),
			do: func(s *screen) { s.click(".seg.on details.menu > summary") }},
		{name: "bench-none", path: at + "?q=zzzz"},
		{name: "bench-preview", path: on(9), do: func(s *screen) {
			s.click("a[data-preview]")
			s.has(".side[data-shows] .pv[data-here]")
			// All of it is looked at, not only what the panel has in sight.
			read[bool](s, `(localStorage.clear(),
				document.querySelector(".side").style.maxBlockSize = "none", true)`)
		}},
		{name: "preview", path: "/articles/" + n.main + "/preview"},
		{name: "bench-codes", path: "/articles/" + n.coded + "/bench?go=2"},
		{name: "bench-published", path: "/articles/" + n.done + "/bench"},
		{name: "segment-comments", path: "/segments/" + n.segment(5) + "/comments"},
		{name: "segment-history", path: "/segments/" + n.segment(5) + "/history"},
		{name: "segment-history-all", path: "/segments/" + n.segment(8) + "/history?all=1",
			do: func(s *screen) { s.see(s.T("correct.wording")) }},
		{name: "segment-cut", path: "/segments/" + n.segment(5) + "/cut"},
		{name: "comments", path: "/articles/" + n.main + "/comments"},
	})
}

func (n *show) reviewViews() []view {
	at := "/articles/" + n.main + "/review"
	return as(workflow.Editor, []view{
		{name: "queue", path: "/review"},
		{name: "review", path: at},
		{name: "review-all", path: at + "?show=all"},
		{name: "review-first", path: at + "?show=all&base=first"},
		{name: "review-arabic", path: "/articles/" + n.waiting + "/review?show=all"},
		{name: "review-marking", path: at, do: func(s *screen) {
			s.click(".marking > summary")
			s.has(".marking[open]")
		}},
		{name: "review-mark-refused", path: at, do: func(s *screen) {
			s.click(".marking > summary")
			s.write("#words", "absent du texte")
			s.fill("#type", "omission")
			s.click(`input[name="severity"][value="major"]`)
			s.click("form[data-mark] button.main")
			s.see(s.T("issue.not-there"))
		}},
		{name: "quality", path: "/quality"},
		{name: "article-quality", path: "/articles/" + n.main + "#quality"},
		{name: "segment-issues", path: "/segments/" + n.segment(5) + "/issues"},
		{name: "review-touch", path: at,
			do: func(s *screen) { s.click(".seg.on details.touch > summary") }},
		{name: "review-refused", path: at + "?s=" + n.segment(6), do: func(s *screen) {
			s.click(`form[data-decide] button[value="return"]`)
			s.see(s.T("review.no-reason"))
		}},
		{name: "review-many", path: at, do: func(s *screen) {
			s.click("#all")
			s.follow(`#bulk button[value="approve"]`)
		}},
		{name: "review-many-none", path: at, do: submit(`#bulk button[value="approve"]`)},
		{name: "review-own", as: workflow.Editor, path: at, do: func(s *screen) {
			s.click(".seg.on details.touch > summary")
			s.write(`.seg.on textarea[name="target"]`, "Une version de l’éditeur.")
			s.click(`.seg.on button[value="save"]`)
			s.see(s.T("review.own"))
		}},
	})
}

// changingViews show what only a change brings.
func (n *show) changingViews() []view {
	at := "/articles/" + n.main
	on := fmt.Sprintf("%s/bench?s=%s", at, n.segment(10))
	return []view{
		{name: "account-token", as: workflow.Chief, path: "/account", do: func(s *screen) {
			s.write("#token-name", "Site du journal")
			s.follow(`form[action^="/account/tokens"] button.main`)
			s.until("the secret in sight", `(r => r.top > 0 && r.bottom < innerHeight)(
				document.querySelector("#secret").getBoundingClientRect())`)
		}},
		{name: "people-link", as: workflow.Chief, path: "/people",
			do: submit(`form[action="/people/` + n.people[workflow.Reader].ID + `/link"] button`)},
		{name: "bench-clash", as: workflow.Translator, path: on, do: n.clash("live")},
		{name: "bench-conflict", as: workflow.Translator, path: on, do: n.clash("post")},
		{name: "kept", as: workflow.Translator, path: on, do: func(s *screen) {
			s.write(`.seg.on textarea[name="target"]`, "Texte tapé dans le train.")
			command(s, network.DeleteCookies, network.DeleteCookiesParams{
				Name: n.sessionCookie(), URL: s.at})
			n.post(s)
		}},
	}
}

// clash has somebody else save the segment that the page has open: the page then shows the strip
// of a change while typing, or after a post the two texts.
func (n *show) clash(how string) func(*screen) {
	return func(s *screen) {
		s.t.Helper()
		g := n.view(n.main).Segments[9]
		n.must(n.desk.Save(n.t.Context(), n.actor(workflow.Editor), workflow.Save{Segment: g.ID,
			Version: g.Version, Target: "Le mécanisme du comité mixte, " + how}))
		if how == "post" {
			// Nothing is typed yet, so the page takes the other's text over first.
			s.until("the other's text", `document.querySelector(".seg.on textarea").value.endsWith("post")`)
			read[string](s, fmt.Sprintf(
				`document.querySelector("form[data-edit]").elements.version.value = "%d"`, g.Version))
			s.fill(`.seg.on textarea[name="target"]`, "Le dispositif permanent")
			n.post(s)
			s.until("the conflict in sight", `(top => top > 0 && top < innerHeight - 100)(
				document.querySelector(".clash").getBoundingClientRect().top)`)
			return
		}
		s.until("the other's text", `document.querySelector(".seg.on .notice del, .seg.on .notice ins") &&
			document.querySelector(".seg.on textarea").value.endsWith("live")`)
		s.until("no choice where nothing was typed", `!document.querySelector(".seg.on .notice .small")`)
	}
}

// post sends the bench's form as a browser without script does.
func (n *show) post(s *screen) {
	s.t.Helper()
	read[bool](s, `window.left = true`)
	read[bool](s, `(document.querySelector("form[data-edit]").submit(), true)`)
	s.until("leave by post", `!window.left`)
	s.settle()
}

// session is the browser of a role, which signs in once.
func (n *show) session(role workflow.Role) *browser {
	if n.sessions[role] == nil {
		n.sessions[role] = n.as(role)
	}
	return n.sessions[role]
}

// look opens a view.
func (n *show) look(s *screen, v view) {
	s.t.Helper()
	s.do(chromedp.Navigate("about:blank")) // what is on its way would bring the cookie back
	s.forget()
	if v.as == "" {
		s.open(v.path + "?lang=" + s.Lang())
	} else {
		s.enter(n.session(v.as))
		s.open(v.path)
	}
	if v.do != nil {
		v.do(s)
	}
}

// openSetup is a desk without anybody, and the address that its first chief is given.
func openSetup(t *testing.T, chromium context.Context, language string) (*screen, string) {
	t.Helper()
	n := emptyNewsroom(t)
	secret, err := n.desk.Setup(t.Context())
	if err != nil || secret == "" {
		t.Fatalf("set-up: %q %v", secret, err)
	}
	return openScreen(t, chromium, openDoor(t, n), language), "/setup/" + secret
}
