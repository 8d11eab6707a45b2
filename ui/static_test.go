package ui_test

import (
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// A page goes out packed and is the same page.
func TestPagesArePacked(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	plain := n.As(workflow.Chief).Get("/people")
	packer := n.As(workflow.Chief)
	packer.Header.Set("Accept-Encoding", "gzip")
	small := packer.Get("/people")
	if got := small.Header().Get("Content-Encoding"); got != "gzip" {
		t.Fatalf("coding %q", got)
	}
	if small.Body.Len() > plain.Body.Len()/2 {
		t.Errorf("%d bytes of %d", small.Body.Len(), plain.Body.Len())
	}
	if got := uitest.Unpacked(t, "gzip", small.Body); got != plain.Body.String() {
		t.Error("the plain and the packed page differ")
	}
	bench := "/articles/" + n.AddArticle(uitest.ArabicArticle, 0).ID + "/bench"
	for _, path := range []string{"/people", bench} {
		if got := packer.Get(path).Header().Get("Vary"); got != "Accept-Encoding" {
			t.Errorf("%s: Vary = %q", path, got)
		}
	}
}

// A page names its modules, the file that has them all, and what they need beside it: none is
// found on the way.
func TestPagesNameTheirModules(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	page := n.See(n.As(workflow.Translator).Get("/articles/"+v.ID+"/bench"), 200)
	for _, want := range []string{`src="` + uitest.StaticPath(t, n, "js/bundle.js"),
		`name="module" content="bench/bench.js"`,
		`rel="modulepreload" href="` + uitest.StaticPath(t, n, "vendor/prosemirror.js")} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}
