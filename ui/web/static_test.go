package web_test

import (
	"strings"
	"testing"

	"truchement/ui/uitest"
)

func TestStaticFilesAreServedForEver(t *testing.T) {
	s := uitest.NewTestServer(t)
	plain := uitest.Get(s, uitest.StaticPath(t, s, "web/layout.css"), "Accept-Encoding", "gzip;q=0")
	if got := plain.Header().Get("Vary"); got != "Accept-Encoding" {
		t.Errorf("Vary = %q", got)
	}
	if got := plain.Header().Get("Content-Encoding"); got != "" || plain.Body.Len() == 0 {
		t.Errorf("refused gzip: %d bytes of %q", plain.Body.Len(), got)
	}
	for accepted, want := range map[string]string{"br;q=1, gzip": "br", "gzip, br;q=0": "gzip"} {
		w := uitest.Get(s, uitest.StaticPath(t, s, "web/layout.css"), "Accept-Encoding", accepted)
		if w.Code != 200 || w.Header().Get("Content-Encoding") != want ||
			!strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Fatalf("%s: got %d %v", accepted, w.Code, w.Header())
		}
		if w.Body.Len() > plain.Body.Len()/3 {
			t.Errorf("%s: %d bytes of %d", accepted, w.Body.Len(), plain.Body.Len())
		}
		if got := uitest.Unpacked(t, want, w.Body); got != plain.Body.String() {
			t.Errorf("%s: the plain and the packed file differ", accepted)
		}
	}
	for _, path := range []string{"/static/000000000000/web/layout.css", uitest.StaticPath(t, s, "web/none.css"),
		uitest.StaticPath(t, s, "../server.go"), "/static/"} {
		if w := uitest.Get(s, path); w.Code != 404 {
			t.Errorf("%s: status %d, want 404", path, w.Code)
		}
	}
}
