package ui

import (
	"encoding/json"
	"net/http"
	"path"
	"slices"
	"strings"

	"truchement/workflow"
)

// keepHeader names the person for whom a browser may keep a page; without it the service worker
// keeps nothing.
const keepHeader = "Desk-Keep"

// mayKeep says whether devices may keep the page that is being answered, by the policy of the
// publications on it.
func (c *call) mayKeep(policies ...workflow.DraftPolicy) {
	if !c.signedIn() || slices.Contains(policies, workflow.DraftsOff) {
		return
	}
	c.Response().Header().Set(keepHeader, c.actorID())
	c.Response().Header().Set("Content-Language", c.Lang())
}

// workerFiles are the static files that pages need, for the worker to fetch at once.
func (a *assets) workerFiles() []string {
	var names []string
	for name := range a.files {
		switch path.Ext(name) {
		case ".css", ".js", ".woff2", ".svg":
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// showWorker answers the service worker: what it must know of this build, and its text. A new
// build is a new text, which browsers look for at every visit.
func (s *Server) showWorker(c *call) error {
	text, ok := s.assets.files[workerModule]
	if !ok {
		return errNotFound()
	}
	about, err := json.Marshal(map[string]any{"prefix": s.assets.prefix,
		"build": strings.Split(s.assets.prefix, "/")[2], "files": s.assets.workerFiles(),
		"languages": languages()})
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Service-Worker-Allowed", "/")
	h.Set("Cache-Control", "no-cache")
	return c.Blob(http.StatusOK, text.kind, slices.Concat([]byte("self.desk = "), about,
		[]byte(";\n"), text.plain))
}

// offlinePage is the data of offline.html.
type offlinePage struct{ base }

// showOffline answers the page that the worker shows when there is no network and the page asked
// for is not kept.
func (s *Server) showOffline(c *call) error {
	return c.page(http.StatusOK, "offline", &offlinePage{base: c.base("offline.title")})
}

// draftPolicies are what publications let devices keep.
func draftPolicies(all []workflow.Publication) []workflow.DraftPolicy {
	var policies []workflow.DraftPolicy
	for _, p := range all {
		policies = append(policies, p.Style.Drafts)
	}
	return policies
}
