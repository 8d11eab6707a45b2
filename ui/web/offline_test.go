package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// TestWhatDevicesMayKeep reads the header by which the worker keeps a page, under each policy.
func TestWhatDevicesMayKeep(t *testing.T) {
	n := uitest.OpenShow(t, "fr")
	amina := n.As(workflow.Translator)
	me := n.People[workflow.Translator].ID
	pages := []string{"/", "/articles/" + n.Main, "/articles/" + n.Main + "/bench"}
	for policy, want := range map[workflow.DraftPolicy]string{workflow.DraftsUntilSignOut: me,
		workflow.DraftsStay: me, workflow.DraftsOff: ""} {
		n.Keeps(policy)
		for _, path := range pages {
			w := amina.Get(path)
			if got := w.Header().Get("Desk-Keep"); got != want || w.Code != http.StatusOK {
				t.Errorf("policy %q, %s: status %d, kept for %q, want %q", policy, path, w.Code, got, want)
			}
		}
		bench := amina.Get(pages[2]).Body.String()
		if !strings.Contains(bench, `data-policy="`+string(policy)+`"`) {
			t.Errorf("policy %q: the workbench does not say so", policy)
		}
	}
	for _, path := range []string{"/account", "/articles/" + n.Main + "/export", "/signin", "/offline"} {
		if got := amina.Get(path).Header().Get("Desk-Keep"); got != "" {
			t.Errorf("%s may be kept", path)
		}
	}
}

func TestWorkerIsServed(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	w := n.Browser().Get("/worker.js")
	body := w.Body.String()
	for _, want := range []string{"self.desk = {", uitest.StaticPath(t, n, ""), `"js/bundle.js"`,
		`"languages":["fr","ar","en"]`} {
		if !strings.Contains(body, want) {
			t.Errorf("the worker lacks %s", want)
		}
	}
	for header, want := range map[string]string{"Service-Worker-Allowed": "/", "Cache-Control": "no-cache",
		"Content-Type": "text/javascript; charset=utf-8"} {
		if got := w.Header().Get(header); got != want {
			t.Errorf("%s = %q, want %q", header, got, want)
		}
	}
	for _, m := range regexp.MustCompile(`"([a-z]+/[^"]+\.(?:css|js|woff2|svg))"`).FindAllStringSubmatch(body, -1) {
		if got := n.Browser().Get(uitest.StaticPath(t, n, m[1])); got.Code != http.StatusOK {
			t.Errorf("%s: status %d", m[1], got.Code)
		}
	}
	for tag, word := range map[string]string{"fr": "Hors ligne", "ar": "دون اتصال", "en": "Offline"} {
		n.See(n.Browser().Get("/offline?lang="+tag), http.StatusOK, word, `lang="`+tag+`"`)
	}
}
