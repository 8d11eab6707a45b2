package publication_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/intake"
)

// TestRulesInABrowser edits the rules of a publication in French and in Arabic: the box shows
// the cuts of a text while it is typed and while a rule is, then the edit is tried and kept.
func TestRulesInABrowser(t *testing.T) {
	chromium := uitest.StartChromium(t)
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			n := uitest.OpenShow(t, language)
			const text = "قال الوزير: انتهى الأمر. وغادر القاعة."
			doc := &bitext.Document{Blocks: []bitext.Block{
				bitext.NewBlock(bitext.Paragraph, bitext.Plain(text))}}
			n.Must(n.Intake.AddArticle(t.Context(), n.Actor(workflow.Chief), intake.NewArticle{
				Document: doc, SourceLang: "ar", TargetLang: "fr", Publication: n.Publication}))
			s := uitest.OpenScreen(t, chromium, uitest.OpenDoor(t, n.Newsroom), language)
			s.Enter(n.As(workflow.Chief))
			s.Open("/publications/" + n.Publication + "/rules?set=Last")
			s.Click("#sample-text")
			s.Insert(text)
			s.Until("the text cut", `document.querySelectorAll("#sample li").length === 4`)
			const count = `document.querySelectorAll(".rule").length`
			rules := uitest.Read[int](s, count)
			s.Follow(`button[value^="add-"]:not([title])`)
			if got := uitest.Read[int](s, count); got != rules+1 {
				t.Errorf("%d rules, want one more than %d", got, rules)
			}
			s.Fill(`.rule:last-child select`, "yes")
			s.Fill(`.rule:last-child textarea[name^="beforebreak"]`, `:\s`)
			s.Until("the new cut", `document.querySelectorAll("#sample [data-changed]").length === 3`)
			s.Follow(`button[value="try"]`)
			s.See(s.T("rules.trial"))
			if folder := os.Getenv("TRUCHEMENT_SHOTS"); folder != "" {
				s.Shoot(folder, "rules-trial")
			}
			s.Fill("#note", "deux-points")
			s.Follow(`button[value="keep"]`)
			s.See("deux-points", strings.TrimSpace(s.T("rules.now")))

			// A long sentence at the workbench: the proposal splits it there.
			doc.Blocks[0] = bitext.NewBlock(bitext.Paragraph, bitext.Plain(uitest.LongSentence))
			a, err := n.Intake.AddArticle(t.Context(), n.Actor(workflow.Chief), intake.NewArticle{
				Document: doc, SourceLang: "ar", TargetLang: "fr"})
			n.Must(a, err)
			s.Open("/articles/" + a.ID + "/bench")
			s.Has(".seg.on .gap.proposed")
			if folder := os.Getenv("TRUCHEMENT_SHOTS"); folder != "" {
				s.Shoot(folder, "proposals")
			}
			before := len(n.View(a.ID).Segments)
			s.Click(".seg.on .gap.proposed")
			s.Until("one segment more", fmt.Sprintf(`document.querySelectorAll(".seg").length === %d`, before+1))
			s.Quiet()
		})
	}
}

// TestLookInABrowser chooses a look: the frame follows, the picker and the text of the colour follow each
// other, and the contrast is said in words, before and after a pale colour is refused.
func TestLookInABrowser(t *testing.T) {
	chromium := uitest.StartChromium(t)
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			n := uitest.OpenShow(t, language)
			s := uitest.OpenScreen(t, chromium, uitest.OpenDoor(t, n.Newsroom), language)
			s.Enter(n.As(workflow.Chief))
			s.Open("/publications/" + n.Publication)
			in := func(what, condition string) {
				t.Helper()
				s.Until(what, `((d) => d?.querySelector("h1") && (`+condition+`))(document.getElementById("look-frame").contentDocument)`)
			}
			style := func(name string) string {
				return `getComputedStyle(d.documentElement).getPropertyValue("--` + name + `")`
			}
			in("both languages", `d.querySelector("h1 [lang=ar]") && d.querySelector("h1 [lang=fr]")`)
			says := func(id, ratio string) {
				t.Helper()
				words, rest, _ := strings.Cut(s.T(id, "Ratio", "%"), "%")
				s.Until(id, `((w) => w.startsWith(`+uitest.Quote(words+ratio)+`) && w.endsWith(`+uitest.Quote(rest)+`))(
					document.getElementById("accent-said").textContent)`)
			}
			s.Fill("#accent", "#8a1c2c")
			says("look.contrast", "9")
			s.Until("the picker", `document.getElementById("swatch").value === "#8a1c2c"`)
			in("the colour", style("accent")+` === "#8a1c2c"`)
			s.Fill("#typeface", "press")
			in("the fonts", style("latin")+`.includes("Source Serif")`)
			s.Fill("#swatch", "#1d4ed8")
			s.Until("the text of the colour", `document.getElementById("accent").value === "#1d4ed8"`)
			in("the other colour", style("accent")+` === "#1d4ed8"`)
			s.Until("the fonts of the frame", `[...document.getElementById("look-frame").contentDocument.fonts].some(
				(f) => f.family.includes("Source Serif") && f.status === "loaded")`)
			if folder := os.Getenv("TRUCHEMENT_SHOTS"); folder != "" {
				s.Shoot(folder, "look")
			}
			if wide := uitest.Read[int](s, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
				t.Errorf("the page is %d px too wide", wide)
			}
			s.Fill("#accent", "#ffd700")
			says("look.contrast-pale", "1")
			s.Follow(`form[action="/publications/` + n.Publication + `"] button[type="submit"]`)
			s.See(s.T("publication.pale"))
			says("look.contrast-pale", "1")
		})
	}
}
