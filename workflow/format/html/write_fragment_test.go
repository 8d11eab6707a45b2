package html

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/outside"
)

func fragmentOf(t *testing.T, d *bitext.Document, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteFragment(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// pasted is a page of another site into which two editions were pasted.
func pasted(t *testing.T) []byte {
	t.Helper()
	return []byte("<!DOCTYPE html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>Un autre site</title>" +
		"<style>body{font:18px/1.6 serif;margin:8px}</style></head><body><main><h1 id=\"s1\">Un autre site</h1>\n" +
		fragmentOf(t, corrected(), Options{}) + fragmentOf(t, editiontest.Kinds(), Options{Lang: "ar"}) +
		"</main></body></html>\n")
}

func TestFragmentIsOneElementWithoutScriptOrSheet(t *testing.T) {
	root, err := html.Parse(bytes.NewReader(pasted(t)))
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			switch {
			case a.Key == "id" && ids[a.Val]:
				t.Errorf("id %q is used twice", a.Val)
			case a.Key == "class", strings.HasPrefix(a.Key, "on"), a.Key == "src":
				t.Errorf("<%s %s>", n.Data, a.Key)
			}
			ids[a.Val] = ids[a.Val] || a.Key == "id"
		}
		if n.Parent != nil && n.Parent.Data == "main" && n.Type == html.ElementNode && n.Data != "h1" && n.Data != "article" {
			t.Errorf("<%s> is beside the article", n.Data)
		}
		if n.Data == "script" || n.Data == "style" && n.Parent.Data != "head" {
			t.Errorf("<%s>", n.Data)
		}
	}
	one := fragmentOf(t, corrected(), Options{})
	for _, want := range []string{"Publication\u00a0: \u2068الحرية نت\u2069", `href="https://desk.example.org/editions/rabat?a=1&amp;b=2"`,
		"<h2 ", "16 avril 2025", `-t14">Mohamed`} {
		if !strings.Contains(one, want) {
			t.Errorf("the article lacks %q", want)
		}
	}
}

func TestFragmentIsValidAndAccessible(t *testing.T) {
	jar := outside.Tool(t, "TRUCHEMENT_TEST_TOOLS", "vnu-jar/build/dist/vnu.jar")
	path := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(path, pasted(t), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("java", "-jar", jar, "--errors-only", path).CombinedOutput(); err != nil {
		t.Errorf("vnu: %v\n%s", err, out)
	}
	axe, err := os.ReadFile(outside.Tool(t, "TRUCHEMENT_TEST_TOOLS", "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	do(t, ctx, chromedp.EmulateViewport(1100, 900), chromedp.Navigate("file://"+path))
	eval[int](t, ctx, string(axe)+";0")
	if report := eval[string](t, ctx, axeReport); report != "" {
		t.Error(report)
	}
	const beside = `(x => x(2) !== x(3))(n => [...document.querySelectorAll("article span[id]")][n].getBoundingClientRect().x)`
	if !eval[bool](t, ctx, beside) {
		t.Error("languages are not beside each other where there is room")
	}
	do(t, ctx, chromedp.EmulateViewport(320, 800))
	if wide := eval[int](t, ctx, `document.documentElement.scrollWidth`); wide > 320 {
		t.Errorf("the page is %d pixels wide on a screen of 320", wide)
	}
	if !eval[bool](t, ctx, `(r => r("t2").top >= r("s2").bottom)(s =>
		document.querySelector("article span[id$=" + s + "]").closest("p").getBoundingClientRect())`) {
		t.Error("languages are not below each other on a phone")
	}
}
