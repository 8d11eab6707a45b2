package html

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/chromedp"

	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/outside"
)

func TestEditionsAreValidHTML(t *testing.T) {
	jar := outside.Tool(t, "TRUCHEMENT_TEST_TOOLS", "vnu-jar/build/dist/vnu.jar")
	args := []string{"-jar", jar, "--errors-only"}
	for _, c := range goldens {
		path := filepath.Join(t.TempDir(), c.name)
		if err := os.WriteFile(path, write(t, c.doc, c.o), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	if out, err := exec.Command("java", args...).CombinedOutput(); err != nil {
		t.Errorf("vnu: %v\n%s", err, out)
	}
}

// browser opens a tab. Any message of the browser while the test runs, such as a
// violation of the page's policy, fails the test.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := outside.Tool(t, "TRUCHEMENT_TEST_CHROMIUM", "")
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU)
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	err := chromedp.Listen(ctx, func(e any) {
		if e, ok := e.(*log.EventEntryAdded); ok {
			t.Errorf("browser: %s", e.Entry.Text)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return ctx
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

func eval[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func file(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return "file://" + path
}

const axeReport = `axe.run({resultTypes:["violations","incomplete"]}).then(r =>
	r.violations.concat(r.incomplete).map(v =>
	v.id + " " + v.nodes.map(n => n.target + " " + n.failureSummary).join("; ")).join("\n"))`

func TestEditionsAreAccessible(t *testing.T) {
	axe, err := os.ReadFile(outside.Tool(t, "TRUCHEMENT_TEST_TOOLS", "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	for _, c := range goldens {
		for _, scheme := range []string{"light", "dark"} {
			media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
				{Name: "prefers-color-scheme", Value: scheme}}}
			_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media)
			if err != nil {
				t.Fatal(err)
			}
			do(t, ctx, chromedp.EmulateViewport(1100, 900),
				chromedp.Navigate(file(t, c.name, write(t, c.doc, c.o))))
			eval[int](t, ctx, string(axe)+";0")
			report := eval[string](t, ctx, axeReport)
			do(t, ctx, chromedp.EmulateViewport(320, 700))
			report += eval[string](t, ctx, axeReport)
			wide := eval[int](t, ctx, `document.documentElement.scrollWidth`)
			if report != "" {
				t.Errorf("%s, %s: %s", c.name, scheme, report)
			}
			if wide > 320 {
				t.Errorf("%s is %v pixels wide on a screen of 320", c.name, wide)
			}
		}
	}
}

// TestSentenceLightsItsTranslation points at sentences, moves the focus and follows
// anchors, and checks which sentences are lit.
func TestSentenceLightsItsTranslation(t *testing.T) {
	ctx := browser(t)
	url := file(t, "article.html", write(t, editiontest.Article(), Options{}))
	lit := func(what, want string) { t.Helper(); wantLit(t, ctx, what, want) }
	do(t, ctx, chromedp.EmulateViewport(1100, 900), chromedp.Navigate(url))
	lit("at rest", "")
	pointAt(t, ctx, "#s3")
	lit("source under the pointer", "s3.k2 t3.k2")
	pointAt(t, ctx, "#t5")
	lit("target under the pointer", "s5.k2 t5.k2")
	do(t, ctx, chromedp.MouseEvent("mouseMoved", 1, 1))
	lit("off the text", "")
	do(t, ctx, chromedp.Focus("#t2 .n"))
	lit("focus", "s2.k1 t2.k1")
	eval[int](t, ctx, `document.activeElement.blur(); location.hash = "t9"; 0`)
	lit("anchor", "s9.k2 t9.k2")
}

// TestSentencesWithinASegmentLight does the same in rows that are paragraphs: a sentence lights
// its translation alone; the number and the anchor of a row light all of it.
func TestSentencesWithinASegmentLight(t *testing.T) {
	ctx := browser(t)
	url := file(t, "article.html", write(t, editiontest.Article().ByBlock(), Options{Mode: Alternating}))
	lit := func(what, want string) { t.Helper(); wantLit(t, ctx, what, want) }
	do(t, ctx, chromedp.EmulateViewport(1100, 900), chromedp.Navigate(url))
	lit("at rest", "")
	pointAt(t, ctx, "#s2 .k2")
	lit("second sentence", "s2.k2 t2.k2")
	pointAt(t, ctx, "#t2 .k1")
	lit("first translation", "s2.k1 t2.k1")
	do(t, ctx, chromedp.MouseEvent("mouseMoved", 1, 1), chromedp.Focus("#t2 .n"))
	lit("number", "s2.m1 t2.m1")
	eval[int](t, ctx, `document.activeElement.blur(); location.hash = "s2"; 0`)
	lit("anchor", "s2.m1 t2.m1")
}

// wantLit checks which sentences are lit, by their segment's id and their place in the row.
func wantLit(t *testing.T, ctx context.Context, what, want string) {
	t.Helper()
	got := eval[string](t, ctx, `[...document.querySelectorAll(".row span:not(.n)")]
		.filter(s => getComputedStyle(s).backgroundColor != "rgba(0, 0, 0, 0)")
		.map(s => s.closest(".s").id + "." + s.className.split(" ").at(-1)).join(" ")`)
	if got != want {
		t.Errorf("%s: lit %q, want %q", what, got, want)
	}
}

// pointAt moves the pointer onto the first line of an element.
func pointAt(t *testing.T, ctx context.Context, selector string) {
	t.Helper()
	at := eval[[]float64](t, ctx, `(() => { const e = document.querySelector("`+selector+`");
		e.scrollIntoView({block: "center"}); const r = e.getClientRects()[0];
		return [r.x + r.width / 2, r.y + r.height / 2] })()`)
	do(t, ctx, chromedp.MouseEvent("mouseMoved", at[0], at[1]))
}

func TestModesArrangeBothLanguages(t *testing.T) {
	ctx := browser(t)
	url := file(t, "article.html", write(t, editiontest.Article(), Options{}))
	for _, c := range []struct{ mode, fragment, want string }{
		{"side", "", "t2<s2 s2=t2"},
		{"alternating", "", "s2 above t2 above s3"},
		{"source", "", "s2 only"},
		{"target", "", "t2 only"},
		{"target", "s2", "s2 above t2"}, // an anchor into what is hidden shows its row
	} {
		do(t, ctx, chromedp.EmulateViewport(1100, 900), chromedp.Navigate("about:blank"),
			chromedp.Navigate(url+"#"+c.fragment))
		eval[int](t, ctx, `document.getElementById("m-`+c.mode+`").click(); 0`)
		got := eval[string](t, ctx, arrangement)
		if got != c.want {
			t.Errorf("mode %s, #%s: %s, want %s", c.mode, c.fragment, got, c.want)
		}
	}
}

const arrangement = `(() => {
	const box = id => { const r = document.getElementById(id).getClientRects()[0];
		return r && {x: r.x, y: r.y + document.documentElement.scrollTop} };
	const s = box("s2"), t = box("t2"), n = box("s3");
	if (!s || !t) return s ? "s2 only" : t ? "t2 only" : "nothing";
	if (s.y < t.y - 20 && t.y < n.y) return "s2 above t2 above s3";
	if (s.y < t.y - 20) return "s2 above t2";
	return (t.x < s.x ? "t2<s2" : "s2<t2") + (Math.abs(s.y - t.y) < 20 ? " s2=t2" : "");
})()`

// TestModesArePrinted prints each mode and looks for its text on the paper.
func TestModesArePrinted(t *testing.T) {
	outside.Tool(t, "TRUCHEMENT_TEST_TOOLS", "")
	ctx := browser(t)
	for _, c := range []struct {
		mode           Mode
		arabic, french bool
	}{{SideBySide, true, true}, {Alternating, true, true}, {SourceOnly, true, false}, {TargetOnly, false, true}} {
		url := file(t, "article.html", write(t, editiontest.Article(), Options{Mode: c.mode}))
		do(t, ctx, chromedp.Navigate(url))
		pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), string(c.mode)+".pdf")
		if err := os.WriteFile(path, pdf, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("pdftotext", path, "-").Output()
		if err != nil {
			t.Fatalf("pdftotext: %v", err)
		}
		text := strings.Join(strings.Fields(string(out)), " ")
		if got := strings.Contains(text, "orientations royales"); got != c.french {
			t.Errorf("%s: French on paper: %v, want %v", c.mode, got, c.french)
		}
		if got := strings.Contains(text, "الوقاية"); got != c.arabic {
			t.Errorf("%s: Arabic on paper: %v, want %v", c.mode, got, c.arabic)
		}
		if strings.Contains(text, "Présentation") || strings.Contains(text, "Alterné") {
			t.Errorf("%s: the switch is on paper", c.mode)
		}
	}
}
