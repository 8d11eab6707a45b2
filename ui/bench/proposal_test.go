package bench_test

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/intake"
	"truchement/workflow/publication"
)

// TestSplitProposals offers places to split a long sentence at the workbench; the link leads to
// the form with the word chosen, and a publication may do without.
func TestSplitProposals(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	path := uitest.OpenRules(n)
	paper := strings.Split(path, "/")[2]
	add := func(text string) string {
		doc := &bitext.Document{Blocks: []bitext.Block{bitext.NewBlock(bitext.Paragraph, bitext.Plain(text))}}
		a, err := n.Intake.AddArticle(t.Context(), n.Actor(workflow.Chief), intake.NewArticle{
			Document: doc, SourceLang: "ar", TargetLang: "fr", Publication: paper})
		if err != nil {
			t.Fatal(err)
		}
		return "/articles/" + a.ID + "/bench"
	}
	long, short := add(uitest.LongSentence), add("غادر الوزير الرباط، حيث كان يحضر لقاء.")
	b := n.As(workflow.Translator)
	page := n.See(b.Get(long), 200, "Couper ici\u202f?", "حيث…", "Une proposition commence ici")
	link := regexp.MustCompile(`href="(/segments/[^"]+/cut\?at=[^"]+)"`).FindStringSubmatch(page)
	if link == nil {
		t.Fatal("no link to the form that splits")
	}
	if !strings.Contains(page, `data-cuts="[[`) {
		t.Error("the row has no places for the script")
	}
	form := n.See(b.Get(html.UnescapeString(link[1])), 200)
	if !regexp.MustCompile(`checked[^>]*></label><span>حيث</span>`).MatchString(form) {
		t.Errorf("the form does not have the word chosen:\n%s", form)
	}
	if page := n.See(b.Get(short), 200); regexp.MustCompile(`/cut\?at=|data-cuts=`).MatchString(page) {
		t.Error("a short sentence has proposals")
	}

	_, err := n.Publication.KeepRules(t.Context(), n.Actor(workflow.Chief), publication.NewRules{
		Publication: paper, Proposals: false})
	if err != nil {
		t.Fatal(err)
	}
	if page := n.See(b.Get(long), 200); regexp.MustCompile(`/cut\?at=|data-cuts=`).MatchString(page) {
		t.Error("a publication that wants no proposals has them")
	}
}
