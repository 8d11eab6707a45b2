package web

import (
	"encoding/json"
	"net/http"
	"path"
	"slices"
	"strings"

	"truchement/ui/word"
	"truchement/workflow"
)

// keepHeader names the person for whom a browser may keep a page; without it the service worker
// keeps nothing.
const keepHeader = "Desk-Keep"

// AllowKeep reports whether devices may keep the page that is being answered, by the policy of the
// publications on it.
func (c *Call) AllowKeep(policies ...workflow.DraftPolicy) {
	if !c.SignedIn() || slices.Contains(policies, workflow.DraftsOff) {
		return
	}
	c.Response().Header().Set(keepHeader, c.ActorID())
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
func (s *Server) showWorker(c *Call) error {
	text, ok := s.assets.files[workerModule]
	if !ok {
		return NotFound()
	}
	about, err := json.Marshal(map[string]any{"prefix": s.assets.prefix,
		"build": strings.Split(s.assets.prefix, "/")[2], "files": s.assets.workerFiles(),
		"languages": word.Languages()})
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
type offlinePage struct{ Base }

// showOffline answers the page that the worker shows when there is no network and the page asked
// for is not kept.
func (s *Server) showOffline(c *Call) error {
	return c.Page(http.StatusOK, "offline", &offlinePage{Base: c.Base("offline.title")})
}
