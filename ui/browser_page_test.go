package ui_test

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"truchement/ui/uitest"
	"truchement/ui/web"
	"truchement/workflow/outside"
)

// TestEveryPage looks at every page in French in light colours and in Arabic in dark ones: no finding
// of axe, no breach of the content policy, no exception, no sideways scroll at 320 px, no control
// under 24 px, the direction of its language, and HTML that vnu finds valid.
func TestEveryPage(t *testing.T) {
	axe := axeSource(t)
	chromium := uitest.StartChromium(t)
	for language, scheme := range map[string]string{"fr": "light", "ar": "dark"} {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			n := uitest.OpenShow(t, language)
			kept := keepPages(n.Server)
			s := uitest.OpenScreen(t, chromium, uitest.OpenDoor(t, n.Newsroom), language)
			for _, v := range views(n) {
				t.Run(v.name, func(t *testing.T) {
					s.TB, n.TB = t, t
					s.Complaints()
					look(n, s, v)
					for _, f := range findings(s, axe, scheme) {
						t.Error(f)
					}
				})
			}
			s, path := openSetup(t, chromium, language)
			s.Open(path + "?lang=" + language)
			for _, f := range findings(s, axe, scheme) {
				t.Errorf("set-up: %s", f)
			}
			for _, f := range kept.invalid(t) {
				t.Error(f)
			}
		})
	}
}

func axeSource(t testing.TB) string {
	t.Helper()
	source, err := os.ReadFile(outside.Tool(t, "TRUCHEMENT_TEST_TOOLS", "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

// axeFindings are what axe is sure of, and what it could not decide, but for texts of one character,
// what an open menu covers, and what of the menu lies partly on a text that it covers.
// Bars that stick are let loose first: what has scrolled under one is no finding.
const axeFindings = `((options) => {
	scrollTo(0, 0);
	for (const e of document.querySelectorAll("*")) {
		if (getComputedStyle(e).position === "sticky") e.style.position = "static";
	}
	const menu = document.querySelector("details.menu[open], dialog[open]");
	const unclear = ["shortTextContent", ...(menu ? ["bgOverlap", "elmPartiallyObscuring"] : [])];
	const short = n => n.any.length > 0 && n.any.every(c => unclear.includes(c.data?.messageKey));
	return axe.run({resultTypes: ["violations", "incomplete"], preload: false, ...options}).then(r =>
		r.violations.concat(r.incomplete).map(v => [v.id, v.nodes.filter(n => !short(n))]).filter(
		([, nodes]) => nodes.length).map(([id, nodes]) => id + ": " + nodes.map(n =>
		n.target + " " + n.failureSummary + " " + n.html).join("; ")));
})`

// findings are all that is wrong with the page on the screen, in light or dark colours.
func findings(s *uitest.Screen, axe, scheme string) []string {
	s.TB.Helper()
	var found []string
	s.Do(chromedp.EmulateViewport(1440, 900))
	s.Scheme(scheme)
	uitest.Read[bool](s, axe+"; true")
	// What is in a frame is an edition, which has tests of its own.
	look := func() []string {
		return uitest.Read[[]string](s, axeFindings+
			`({iframes: false, rules: {"target-size": {enabled: true}, "frame-tested": {enabled: false}}})`)
	}
	seen := look()
	if len(seen) > 0 { // axe is lost where a part of the page is swapped meanwhile
		time.Sleep(500 * time.Millisecond)
		seen = look()
	}
	for _, f := range seen {
		found = append(found, "axe: "+f)
	}
	if got := uitest.Read[string](s, `[...document.querySelectorAll("html[dir]")].map(e =>
		e.lang + " " + e.dir).join()`); got != s.Lang()+" "+s.Dir() {
		found = append(found, fmt.Sprintf("direction: the page is %q", got))
	}
	s.Do(chromedp.EmulateViewport(320, 640))
	if got := uitest.Read[string](s, wide); got != "" {
		found = append(found, "width: "+got)
	}
	if got := uitest.Read[string](s, uitest.SmallTargets); got != "" {
		found = append(found, "targets under 24 px: "+got)
	}
	s.Do(chromedp.EmulateViewport(1440, 900))
	return append(found, s.Complaints()...)
}

// wide says how wide a page is that scrolls sideways, and what sticks out.
const wide = `(() => {
	const root = document.documentElement, width = root.clientWidth;
	if (root.scrollWidth <= width) return "";
	const out = [...document.body.querySelectorAll("*")].filter(e => {
		const r = e.getBoundingClientRect();
		return r.width > 0 && (r.right > width + 0.5 || r.left < -0.5) && !e.closest(".vh, .scroll *");
	});
	return root.scrollWidth + " px of " + width + ": " + out.slice(0, 6).map(e =>
		e.outerHTML.slice(0, 90)).join(" | ");
})()`

// pageLog keeps every whole page that a server gave out.
type pageLog struct {
	mu    sync.Mutex
	pages []string
}

// tee writes an answer down on its way out.
type tee struct {
	http.ResponseWriter
	body strings.Builder
}

// Write writes to both.
func (w *tee) Write(b []byte) (int, error) {
	w.body.Write(b)
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController find the connection.
func (w *tee) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// keepPages has a server write down what it gives out.
func keepPages(s *web.Server) *pageLog {
	k := &pageLog{}
	s.Use(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			r.Header.Del("Accept-Encoding")
			copied := &tee{ResponseWriter: w}
			next.ServeHTTP(copied, r)
			kind := w.Header().Get("Content-Type")
			if strings.HasPrefix(kind, "text/html") && r.Header.Get("Fx-Target") == "" {
				page := copied.body.String()
				if strings.HasSuffix(r.URL.Path, "/panels") { // parts for later, which are in no page yet
					page = `<!DOCTYPE html><html lang="fr"><head><title>x</title></head><body>` + page + "</body></html>"
				}
				k.keep(page)
			}
		})
	})
	return k
}

func (k *pageLog) keep(page string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if page != "" && !slices.Contains(k.pages, page) {
		k.pages = append(k.pages, page)
	}
}

// invalid is what vnu says of the pages, all in one run.
func (k *pageLog) invalid(t *testing.T) []string {
	t.Helper()
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.pages) == 0 {
		t.Fatal("no page was kept")
	}
	folder := t.TempDir()
	for i, p := range k.pages {
		file := filepath.Join(folder, fmt.Sprintf("%03d.html", i))
		if err := os.WriteFile(file, []byte(p), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("vnu reads %d pages", len(k.pages))
	return vnu(t, folder)
}

func vnu(t *testing.T, folder string) []string {
	t.Helper()
	jar := outside.Tool(t, "TRUCHEMENT_TEST_TOOLS", "vnu-jar/build/dist/vnu.jar")
	out, err := exec.Command("java", "-jar", jar, "--errors-only", folder).CombinedOutput()
	if err == nil {
		return nil
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}
