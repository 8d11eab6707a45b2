package epub

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/chromedp"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/outside"
)

// save writes a book to a file.
func save(t *testing.T, dir string, c testBook) string {
	t.Helper()
	path := filepath.Join(dir, c.name+".epub")
	if err := os.WriteFile(path, c.bytes(t), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestBooksPassEPUBCheck has the W3C's checker look at a book in each direction and mode. Two are
// collections, which have the real article and the hostile one in them. It takes one file and some
// seconds a call.
func TestBooksPassEPUBCheck(t *testing.T) {
	outside.Tool(t, "TRUCHEMENT_TEST_TOOLS", "")
	jar := "/usr/share/java/epubcheck.jar"
	dir := t.TempDir()
	for _, c := range testBooks() {
		switch c.name {
		case "collection-ar", "collection-fr-popup", "article-fr", "kinds-ar-popup":
		default:
			continue
		}
		// The first stage of Java's compiler is enough, and halves the time.
		check := exec.Command("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar, "--failonwarnings", save(t, dir, c))
		out, err := check.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "0 fatals / 0 errors / 0 warnings") {
			t.Errorf("%s: %v\n%s", c.name, err, out)
		}
	}
}

// checkAll is a program for node that prints what epubcheck-ts finds wrong in files.
const checkAll = `
import { readFile } from 'node:fs/promises';
const [library, ...books] = process.argv.slice(2);
const { EpubCheck } = await import('file://' + library);
const found = {};
for (const book of books) {
	const { messages } = await EpubCheck.validate(new Uint8Array(await readFile(book)));
	found[book] = messages.filter(m => m.severity !== 'info' && m.severity !== 'usage')
		.map(m => m.severity + ' ' + m.id + ' ' + m.message + ' ' + JSON.stringify(m.location ?? {}));
}
console.log(JSON.stringify(found));
`

// TestBooksPassEPUBCheckInTypeScript has epubcheck-ts, which knows newer rules, look at every book.
func TestBooksPassEPUBCheckInTypeScript(t *testing.T) {
	library := outside.Tool(t, "TRUCHEMENT_TEST_TOOLS", "@likecoin/epubcheck-ts/dist/index.js")
	dir := t.TempDir()
	program := filepath.Join(dir, "check.mjs")
	if err := os.WriteFile(program, []byte(checkAll), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{program, library}
	books := testBooks()
	for _, c := range books {
		args = append(args, save(t, dir, c))
	}
	run := exec.Command("node", args...)
	run.Stderr = os.Stderr
	out, err := run.Output()
	if err != nil {
		t.Fatalf("node: %v", err)
	}
	var found map[string][]string
	if err := json.Unmarshal(out, &found); err != nil || len(found) != len(books) {
		t.Fatalf("%v, %d books looked at\n%s", err, len(found), out)
	}
	for book, problems := range found {
		if len(problems) > 0 {
			t.Errorf("%s:\n%s", filepath.Base(book), strings.Join(problems, "\n"))
		}
	}
}

// browser opens a tab.
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

// unpack puts the files of a book where a browser can open them, and returns the address of their
// folder.
func unpack(t *testing.T, c testBook) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range editiontest.Parts(t, c.bytes(t)) {
		path := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(f.Content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return "file://" + dir + "/EPUB/"
}

// axeReport leaves out the rules for whole pages of a site, as DAISY's Ace does: the files of a book
// are parts of one text, and its readers have ways of their own to go through it.
const axeReport = `axe.run({resultTypes:["violations"], rules: {"landmark-one-main": {enabled: false},
	"page-has-heading-one": {enabled: false}, region: {enabled: false}}}).then(r =>
	r.violations.map(v => v.id + " " + v.nodes.map(n => n.target + " " + n.failureSummary).join("; ")).join("\n"))`

// TestPagesAreAccessible has axe look at the pages of collections on a phone, and measures that they
// need no scrolling sideways.
func TestPagesAreAccessible(t *testing.T) {
	axe, err := os.ReadFile(outside.Tool(t, "TRUCHEMENT_TEST_TOOLS", "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	do(t, ctx, chromedp.EmulateViewport(320, 700))
	for _, c := range testBooks() {
		if c.name != "collection-ar" && c.name != "collection-fr-popup" {
			continue
		}
		base := unpack(t, c)
		for _, page := range []string{"cover.xhtml", "nav.xhtml", "article-1-1.xhtml", "article-2-1.xhtml", "article-3-1.xhtml"} {
			do(t, ctx, chromedp.Navigate(base+page))
			eval[int](t, ctx, string(axe)+";0")
			if report := eval[string](t, ctx, axeReport); report != "" {
				t.Errorf("%s, %s: %s", c.name, page, report)
			}
			if wide := eval[int](t, ctx, `document.documentElement.scrollWidth`); wide > 320 {
				t.Errorf("%s, %s is %d pixels wide on a screen of 320", c.name, page, wide)
			}
		}
	}
}

// TestEmbeddedFontsDrawEveryLetter asks the browser which fonts it drew the texts with: none of its
// own. And Arabic letters join, which they do by the layout tables of the font: without the forms
// that these tables give, a word has another width.
func TestEmbeddedFontsDrawEveryLetter(t *testing.T) {
	ctx := browser(t)
	for _, typeface := range edition.Typefaces() {
		b := collection()
		b.Documents[0].Blocks[1].Segments[0].Target = bitext.Plain("Œuvre à l’ÉTÉ\u202F: «\u00A0ʿAlī, Łódź\u00A0» ⵜⴰⵎⴰⵣⵉⵖⵜ ½ €")
		b.Documents[0].Blocks[1].Segments[0].Source = bitext.Plain("ڭولف ڤ گ لا إله، الحِبْرُ ٢٠٢٤")
		base := unpack(t, testBook{book: b, o: Options{Lead: "ar", Mode: Pairs, Look: edition.Look{Typeface: typeface}}})
		for _, page := range []string{"cover.xhtml", "nav.xhtml", "article-1-1.xhtml", "article-2-1.xhtml"} {
			do(t, ctx, chromedp.Navigate(base+page))
			eval[bool](t, ctx, `document.fonts.ready.then(() => true)`)
			if own := foreignFonts(t, ctx); own != nil {
				t.Errorf("%q, %s: drawn with fonts that are not in the book: %q", typeface, page, own)
			}
		}
		for _, weight := range []string{"400", "700"} {
			widths := eval[[]float64](t, ctx, `document.fonts.load("`+weight+` 40px Edition", "محمد").then(() => {
				const width = features => {
					const e = document.createElement("span");
					e.lang = "ar";
					e.style.cssText = "position:absolute;font:`+weight+` 40px Edition;" + features;
					e.textContent = "المغرب شراكتهما";
					document.body.append(e);
					return e.getBoundingClientRect().width;
				};
				return [width(""), width("font-feature-settings:'init' 0,'medi' 0,'fina' 0,'rlig' 0")];
			})`)
			if widths[0] > widths[1]*0.95 {
				t.Errorf("%q, %s: a word is %.0f wide, and %.0f with its letters apart", typeface, weight, widths[0], widths[1])
			}
		}
	}
}

// foreignFonts lists the fonts that the page was drawn with and that are not its own.
func foreignFonts(t *testing.T, ctx context.Context) (own []string) {
	t.Helper()
	call := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := chromedp.Call(ctx, dom.Enable, dom.EnableParams{})
	call(err)
	_, err = chromedp.Call(ctx, css.Enable, cdp.Empty{})
	call(err)
	root, err := chromedp.Call(ctx, dom.GetDocument, dom.GetDocumentParams{})
	call(err)
	nodes, err := chromedp.Call(ctx, dom.QuerySelectorAll, dom.QuerySelectorAllParams{NodeID: root.Root.NodeID,
		Selector: "body *"})
	call(err)
	texts := eval[[]string](t, ctx, `[...document.querySelectorAll("body *")].map(e => e.outerHTML)`)
	drawn := 0.0
	for i, node := range nodes.NodeIDs {
		used, err := chromedp.Call(ctx, css.GetPlatformFontsForNode, css.GetPlatformFontsForNodeParams{NodeID: node})
		call(err)
		for _, f := range used.Fonts {
			drawn += f.GlyphCount
			if !f.IsCustomFont && len(texts[i]) < 300 {
				own = append(own, f.FamilyName+": "+texts[i])
			}
		}
	}
	if drawn < 20 {
		t.Errorf("%v letters were drawn", drawn)
	}
	return own
}

func TestMissingNamesLettersThatNoFontHas(t *testing.T) {
	d := editiontest.Article()
	if got := Missing(edition.Look{}, d); got != nil {
		t.Errorf("missing %q", got)
	}
	d.Blocks[1].Segments[0].Target = bitext.Plain("漢 et 漢")
	d.Blocks[1].Segments[1].Source = bitext.Plain("字")
	if got := string(Missing(edition.Look{}, d, d)); got != "漢字" {
		t.Errorf("missing %q, want 漢字", got)
	}
}
