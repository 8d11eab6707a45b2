package ui

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"
)

func TestStaticFilesAreServedForEver(t *testing.T) {
	s := newTestServer(t)
	w := get(s, s.assets.url("css/app.css"), "Accept-Encoding", "br;q=1, gzip")
	if w.Code != 200 || w.Header().Get("Content-Encoding") != "gzip" ||
		!strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Fatalf("got %d %v", w.Code, w.Header())
	}
	unpack, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(unpack)
	if err != nil {
		t.Fatal(err)
	}
	plain := get(s, s.assets.url("css/app.css"), "Accept-Encoding", "gzip;q=0")
	if got := plain.Body.String(); got != string(body) || plain.Header().Get("Content-Encoding") != "" {
		t.Error("the plain and the packed file differ")
	}
	for _, path := range []string{"/static/000000000000/css/app.css", s.assets.url("css/none.css"),
		s.assets.url("../server.go"), "/static/"} {
		if w := get(s, path); w.Code != 404 {
			t.Errorf("%s: status %d, want 404", path, w.Code)
		}
	}
}

func TestVendorLock(t *testing.T) {
	lock, err := staticFiles.ReadFile("static/vendor/vendor.lock")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for line := range strings.Lines(string(lock)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Fields(line)
		if len(f) != 5 {
			t.Fatalf("line %q: %d fields, want path, package, version, licence, sha256", line, len(f))
		}
		body, err := staticFiles.ReadFile("static/" + f[0])
		if err != nil {
			t.Error(err)
			continue
		}
		sum := sha256.Sum256(body)
		if got := hex.EncodeToString(sum[:]); got != f[4] {
			t.Errorf("%s: sha256 %s, lock says %s", f[0], got, f[4])
		}
		listed[f[0]] = true
	}
	for _, dir := range []string{"static/font", "static/vendor"} {
		names, err := fs.ReadDir(staticFiles, dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range names {
			name := strings.TrimPrefix(path.Join(dir, n.Name()), "static/")
			if !listed[name] && name != "vendor/vendor.lock" {
				t.Errorf("%s is not in vendor.lock", name)
			}
		}
	}
}

// Physical directions are wrong in one of the two page directions.
func TestStylesAreLogical(t *testing.T) {
	physical := regexp.MustCompile(`(?m)(^|[\s;{-])(left|right)\b|(margin|padding|border)-(top|bottom)|` +
		`text-align:\s*(left|right)|float:|(^|[\s;{])(direction|unicode-bidi)\s*:`)
	comment := regexp.MustCompile(`(?s)/\*.*?\*/`)
	names, err := fs.Glob(staticFiles, "static/css/*.css")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		body, err := staticFiles.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text := comment.ReplaceAllString(string(body), "")
		if m := physical.FindString(text); m != "" {
			t.Errorf("%s: physical %q; use the logical property", name, strings.TrimSpace(m))
		}
		if strings.Count(text, "{") != strings.Count(text, "}") {
			t.Errorf("%s: braces do not match", name)
		}
	}
}
