package html

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/chromedp"

	"truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
)

func TestFontsAreInTheFileOnDemand(t *testing.T) {
	with, policy, err := Page(editiontest.Article(), Options{EmbedFonts: true})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(policy, "; font-src data:") || !strings.Contains(with, "src:url(\"data:font/woff2;base64,") {
		t.Errorf("policy %q", policy)
	}
	again, _, err := Page(editiontest.Article(), Options{EmbedFonts: true})
	if err != nil || again != with {
		t.Errorf("the same document makes another file: %v", err)
	}
	without := string(write(t, editiontest.Article(), Options{}))
	if strings.Contains(without, "font-src") || strings.Contains(without, "@font-face") {
		t.Error("fonts are in a file that nobody asked to have them")
	}
	if more := len(with) - len(without); more > 220<<10 {
		t.Errorf("fonts take %d bytes of the article", more)
	}
}

func TestFontRulesNameEveryFaceOnce(t *testing.T) {
	for typeface, want := range map[edition.Typeface]int{edition.Book: 4, edition.Press: 6, edition.Modern: 6} {
		rules := FontRules(typeface, func(face string) string { return "/f/" + face })
		if got := strings.Count(rules, "@font-face"); got != want || strings.Count(rules, "/f/") != want {
			t.Errorf("%q: %d faces, want %d\n%s", typeface, got, want, rules)
		}
	}
}

// TestEveryLetterIsInTheEmbeddedFonts has the browser say with which fonts it drew the text.
func TestEveryLetterIsInTheEmbeddedFonts(t *testing.T) {
	ctx := browser(t)
	for _, typeface := range edition.Typefaces() {
		for name, d := range map[string]Options{"article": {}, "target": {TargetOnly: true}} {
			d.EmbedFonts, d.Look = true, edition.Look{Typeface: typeface}
			do(t, ctx, chromedp.Navigate(file(t, "edition.html", write(t, editiontest.Kinds(), d))))
			eval[bool](t, ctx, `document.fonts.ready.then(() => true)`)
			for _, e := range []error{
				errorOf(chromedp.Call(ctx, dom.Enable, dom.EnableParams{})), errorOf(chromedp.Call(ctx, css.Enable, cdp.Empty{})),
			} {
				if e != nil {
					t.Fatal(e)
				}
			}
			root, err := chromedp.Call(ctx, dom.GetDocument, dom.GetDocumentParams{})
			if err != nil {
				t.Fatal(err)
			}
			nodes, err := chromedp.Call(ctx, dom.QuerySelectorAll, dom.QuerySelectorAllParams{NodeID: root.Root.NodeID,
				Selector: ".s, .s *:not(.note, .n), article > p, article > header > *"})
			if err != nil {
				t.Fatal(err)
			}
			glyphs := 0.0
			for _, id := range nodes.NodeIDs {
				fonts, err := chromedp.Call(ctx, css.GetPlatformFontsForNode, css.GetPlatformFontsForNodeParams{NodeID: id})
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range fonts.Fonts {
					glyphs += f.GlyphCount
					if !f.IsCustomFont && f.GlyphCount > 2 { // the sign of an image
						t.Errorf("%q, %s: %s", typeface, name, fmt.Sprint(*f))
					}
				}
			}
			if glyphs < 100 {
				t.Errorf("%q, %s: only %.0f letters are looked at", typeface, name, glyphs)
			}
		}
	}
}

func errorOf[T any](_ T, err error) error { return err }
