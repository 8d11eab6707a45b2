package ui

import (
	"os"
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// TestRulesInABrowser edits the rules of a publication in French and in Arabic: the box shows
// the cuts of a text while it is typed and while a rule is, then the edit is tried and kept.
func TestRulesInABrowser(t *testing.T) {
	chromium := startChromium(t)
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			n := fillShow(t, language)
			const text = "قال الوزير: انتهى الأمر. وغادر القاعة."
			doc := &bitext.Document{Blocks: []bitext.Block{
				bitext.NewBlock(bitext.Paragraph, bitext.Plain(text))}}
			n.must(n.desk.AddArticle(t.Context(), n.actor(workflow.Chief), workflow.NewArticle{
				Document: doc, SourceLang: "ar", TargetLang: "fr", Publication: n.publication}))
			s := openScreen(t, chromium, openDoor(t, n.newsroom), language)
			s.enter(n.as(workflow.Chief))
			s.open("/publications/" + n.publication + "/rules?set=Last")
			s.click("#sample-text")
			s.insert(text)
			s.until("the text cut", `document.querySelectorAll("#sample li").length === 4`)
			const count = `document.querySelectorAll(".rule").length`
			rules := read[int](s, count)
			s.follow(`button[value^="add-"]:not([title])`)
			if got := read[int](s, count); got != rules+1 {
				t.Errorf("%d rules, want one more than %d", got, rules)
			}
			s.fill(`.rule:last-child select`, "yes")
			s.fill(`.rule:last-child textarea[name^="beforebreak"]`, `:\s`)
			s.until("the new cut", `document.querySelectorAll("#sample [data-changed]").length === 3`)
			s.follow(`button[value="try"]`)
			s.see(s.T("rules.trial"))
			if folder := os.Getenv("TRUCHEMENT_SHOTS"); folder != "" {
				s.shoot(folder, "rules-trial")
			}
			s.fill("#note", "deux-points")
			s.follow(`button[value="keep"]`)
			s.see("deux-points", strings.TrimSpace(s.T("rules.now")))

			// A long sentence at the workbench: the proposal leads to the form with the place chosen.
			doc.Blocks[0] = bitext.NewBlock(bitext.Paragraph, bitext.Plain(longSentence))
			a, err := n.desk.AddArticle(t.Context(), n.actor(workflow.Chief), workflow.NewArticle{
				Document: doc, SourceLang: "ar", TargetLang: "fr"})
			n.must(a, err)
			s.open("/articles/" + a.ID + "/bench")
			s.has(".proposals a")
			if folder := os.Getenv("TRUCHEMENT_SHOTS"); folder != "" {
				s.shoot(folder, "proposals")
			}
			s.follow(".proposals a")
			s.has(`input[name="at"]:checked`)
			s.quiet()
		})
	}
}
