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
