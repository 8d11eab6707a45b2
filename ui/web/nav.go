package web

import (
	"strings"
	"time"

	"truchement/workflow"
)

// pages are all pages the palette offers: those of the navigation, and the person's own.
func (c *Call) pages() []navItem {
	items := append(c.nav(), c.waysOut()...)
	if c.Actor.Can(workflow.AddArticles) {
		items = append(items, navItem{Path: "/articles/new", Word: c.T("intake.title")})
	}
	if c.Actor.Can(workflow.ReviewSegments) {
		items = append(items, navItem{Path: "/quality/desk", Word: c.T("quality.desk")})
	}
	return append(items, navItem{Path: "/notices", Word: c.T("notices.title")}, navItem{Path: "/account", Word: c.T("account.title")},
		navItem{Path: "/account/keys", Word: c.T("keys.settings")})
}

// waysOut are what one does with a text that is done, by the words that people have for it: of the article
// whose page this is, or where articles are found.
func (c *Call) waysOut() []navItem {
	var items []navItem
	add := func(may workflow.Verb, path, word, find string) {
		if c.Actor.Can(may) {
			items = append(items, navItem{Path: path, Word: c.T(word), Find: c.T(find)})
		}
	}
	if strings.HasPrefix(c.Path(), "/articles/:id") {
		article := "/articles/" + c.Param("id")
		add(workflow.ReadDesk, article+"/export", "export.heading", "find.export")
		add(workflow.Publish, article, "palette.publish-this", "find.publish")
	} else {
		add(workflow.ReadDesk, "/board", "palette.export", "find.export")
		add(workflow.Publish, "/board", "palette.publish", "find.publish")
	}
	if !c.Actor.Can(workflow.ManagePublication) { // a chief has it in the navigation
		add(workflow.ReadDesk, "/editions", "editions.title", "find.editions")
	}
	add(workflow.ReadPublished, "/editions", "palette.book", "find.book")
	add(workflow.ManagePublication, "/publications", "palette.look", "find.look")
	add(workflow.ManagePeople, "/status", "status.title", "find.status")
	add(workflow.ManagePeople, "/audit", "audit.title", "find.audit")
	return items
}

// nav is the main navigation: the entries the person may open, in order. The first is the person's
// home, which has an address of its own too. A Reader has the editions in place of the desk.
func (c *Call) nav() []navItem {
	if c.SignedIn() && !c.Actor.Can(workflow.ReadDesk) {
		return []navItem{{Path: "/editions", Word: c.T("editions.title"), Here: isUnder(c.Path(), "/editions")}}
	}
	type entry struct {
		path, word, own string
		may             workflow.Verb
	}
	day := entry{"/day", "day.mine", "/day", workflow.ReadDesk}
	board := entry{"/board", "desk.title", "/board", workflow.ReadDesk}
	homes := []entry{day, board}
	if HomeIsBoard(c) {
		homes = []entry{board, day}
	}
	homes[0].path = "/"
	all := append(homes, []entry{
		{path: "/review", word: "queue.title", may: workflow.ReviewSegments},
		{path: "/load", word: "load.title", may: workflow.Assign},
		{path: "/quality", word: "quality.title", may: workflow.MarkIssues},
		{path: "/memory", word: "memory.title", may: workflow.ReadDesk},
		{path: "/termbase", word: "termbase.title", may: workflow.ReadDesk},
		{path: "/align", word: "align.title", may: workflow.AlignTexts},
		{path: "/editions", word: "editions.title", may: workflow.ManagePublication},
		{path: "/people", word: "people.title", may: workflow.ManagePeople},
		{path: "/publications", word: "publications.title", may: workflow.ManagePublication},
	}...)
	var items []navItem
	for _, n := range all {
		if c.Actor.Can(n.may) {
			item := navItem{Path: n.path, Word: c.T(n.word), Here: isUnder(c.Path(), n.path) || c.Path() == n.own}
			if n.path == "/people" {
				item.Here = item.Here || c.Path() == "/status" || c.Path() == "/audit"
			}
			if n.path == "/editions" {
				item.Here = item.Here || isUnder(c.Path(), "/collection")
				item.Find = c.T("find.editions")
			}
			items = append(items, item)
		}
	}
	return items
}

// homeCookie keeps what an editor chose as home in this browser: day or board.
const homeCookie = "truchement-home"

// HomeIsBoard reports whether the person's home is the board and not their day: a chief's is, and
// an editor may choose.
func HomeIsBoard(c *Call) bool {
	if !c.Actor.Can(workflow.Assign) {
		return false
	}
	if cookie, err := c.Cookie(homeCookie); err == nil && cookie.Value != "" {
		return cookie.Value == "board"
	}
	return c.isChief()
}

// KeepHome keeps what the person chose as home: day or board.
func KeepHome(c *Call, home string) { c.KeepCookie(homeCookie, home, 365*24*time.Hour) }

// isUnder reports whether a path is that of an entry or of a page below it. Only "/" itself is under
// "/".
func isUnder(path, entry string) bool {
	return path == entry || entry != "/" && strings.HasPrefix(path, entry+"/")
}
