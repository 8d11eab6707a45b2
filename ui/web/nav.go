package web

import (
	"strings"

	"truchement/workflow"
)

// pages are all pages the palette offers: those of the navigation, and the person's own.
func (c *Call) pages() []navItem {
	items := c.nav()
	if c.Actor.Can(workflow.ReadDesk) {
		items = append(items, navItem{Path: "/editions", Word: c.T("editions.title")})
	}
	if c.Actor.Can(workflow.AddArticles) {
		items = append(items, navItem{Path: "/articles/new", Word: c.T("intake.title")})
	}
	return append(items, navItem{Path: "/notices", Word: c.T("notices.title")}, navItem{Path: "/account", Word: c.T("account.title")},
		navItem{Path: "/account/keys", Word: c.T("keys.settings")})
}

// nav is the main navigation: the entries the person may open, in order. A Reader has the editions
// in place of the desk.
func (c *Call) nav() []navItem {
	if c.SignedIn() && !c.Actor.Can(workflow.ReadDesk) {
		return []navItem{{Path: "/editions", Word: c.T("editions.title"), Here: isUnder(c.Path(), "/editions")}}
	}
	all := []struct {
		path, word string
		may        workflow.Verb
	}{
		{"/", "desk.title", workflow.ReadDesk},
		{"/review", "queue.title", workflow.ReviewSegments},
		{"/load", "load.title", workflow.ReadDesk},
		{"/quality", "quality.title", workflow.MarkIssues},
		{"/align", "align.title", workflow.AlignTexts},
		{"/people", "people.title", workflow.ManagePeople},
		{"/publications", "publications.title", workflow.ManagePublication},
	}
	var items []navItem
	for _, n := range all {
		if c.Actor.Can(n.may) {
			items = append(items, navItem{Path: n.path, Word: c.T(n.word), Here: isUnder(c.Path(), n.path)})
		}
	}
	return items
}

// isUnder reports whether a path is that of an entry or of a page below it. Only "/" itself is under
// "/".
func isUnder(path, entry string) bool {
	return path == entry || entry != "/" && strings.HasPrefix(path, entry+"/")
}
