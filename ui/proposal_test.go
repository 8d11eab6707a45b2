package ui

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

const longSentence = "عقد مجلس الحكومة اجتماعا صباح يوم الخميس بالرباط خصص لدراسة مشروع قانون " +
	"يتعلق بتنظيم مهنة الصحافة في البلاد، حيث قدم الوزير المكلف عرضا مفصلا حول أهم مستجدات النص " +
	"أمام أعضاء الحكومة، وأضاف المتحدث أن المشروع يهدف إلى حماية الصحفيين وتعزيز حرية التعبير " +
	"في المملكة."

// TestSplitProposals offers places to split a long sentence at the workbench; the link leads to
// the form with the word chosen, and a publication may do without.
func TestSplitProposals(t *testing.T) {
	n := openNewsroom(t)
	path := openRules(n)
	publication := strings.Split(path, "/")[2]
	add := func(text string) string {
		doc := &bitext.Document{Blocks: []bitext.Block{bitext.NewBlock(bitext.Paragraph, bitext.Plain(text))}}
		a, err := n.desk.AddArticle(t.Context(), n.actor(workflow.Chief), workflow.NewArticle{
			Document: doc, SourceLang: "ar", TargetLang: "fr", Publication: publication})
		if err != nil {
			t.Fatal(err)
		}
		return "/articles/" + a.ID + "/bench"
	}
	long, short := add(longSentence), add("غادر الوزير الرباط، حيث كان يحضر لقاء.")
	b := n.as(workflow.Translator)
	page := n.see(b.get(long), 200, "Couper ici\u202f?", "حيث…", "Une proposition commence ici")
	link := regexp.MustCompile(`href="(/segments/[^"]+/cut\?at=[^"]+)"`).FindStringSubmatch(page)
	if link == nil {
		t.Fatal("no link to the form that splits")
	}
	form := n.see(b.get(html.UnescapeString(link[1])), 200)
	if !regexp.MustCompile(`checked[^>]*></label><span>حيث</span>`).MatchString(form) {
		t.Errorf("the form does not have the word chosen:\n%s", form)
	}
	if page := n.see(b.get(short), 200); strings.Contains(page, "Couper ici") {
		t.Error("a short sentence has proposals")
	}

	_, err := n.desk.KeepRules(t.Context(), n.actor(workflow.Chief), workflow.NewRules{
		Publication: publication, Proposals: false})
	if err != nil {
		t.Fatal(err)
	}
	if page := n.see(b.get(long), 200); strings.Contains(page, "Couper ici") {
		t.Error("a publication that wants no proposals has them")
	}
}
