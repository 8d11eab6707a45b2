package uitest

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/format/text"
	"truchement/workflow/intake"
)

// ArabicArticle is a short article.
const ArabicArticle = "الرباط وباريس تعززان شراكتهما\nشهدت العاصمة الرباط اليوم محطة جديدة. " +
	"وجرى بحث ملف الهجرة بين الوزيرين."

// AddArticle puts a text on the desk and answers it.
func (n *Newsroom) AddArticle(source string, due time.Duration) workflow.ArticleView {
	n.TB.Helper()
	d, err := text.Read(strings.NewReader(source))
	if err != nil {
		n.TB.Fatal(err)
	}
	in := intake.NewArticle{Document: d}
	if due != 0 {
		in.Due = n.Clock.Now().Add(due)
	}
	a, err := n.Intake.AddArticle(n.TB.Context(), n.Actor(workflow.Chief), in)
	if err != nil {
		n.TB.Fatal(err)
	}
	return n.View(a.ID)
}

// View is an article as the desk has it.
func (n *Newsroom) View(id string) workflow.ArticleView {
	n.TB.Helper()
	v, err := n.Article.Read(n.TB.Context(), workflow.Operator(), id)
	if err != nil {
		n.TB.Fatal(err)
	}
	return v
}

// AwaitTarget waits until the desk has a text in a segment, in a state: a page goes on before that.
func (n *Newsroom) AwaitTarget(article string, position int, state bitext.State, text string) {
	n.TB.Helper()
	for deadline := time.Now().Add(Patience); ; time.Sleep(50 * time.Millisecond) {
		g := n.View(article).Segments[position-1]
		if g.Target.String() == text && g.Snapshot.State == state {
			return
		}
		if time.Now().After(deadline) {
			n.TB.Fatalf("segment %d is %q, %s; want %q, %s", position, g.Target, g.Snapshot.State, text, state)
		}
	}
}

// Translate confirms a target for every segment of an article.
func (n *Newsroom) Translate(id, target string) {
	n.TB.Helper()
	for _, g := range n.View(id).Segments {
		_, err := n.Desk.Save(n.TB.Context(), n.Actor(workflow.Translator), desk.Save{
			Segment: g.ID, Version: g.Version, Target: target, Confirm: true})
		if err != nil {
			n.TB.Fatal(err)
		}
	}
}

// Approve approves every segment of an article.
func (n *Newsroom) Approve(id string) {
	n.TB.Helper()
	for _, g := range n.View(id).Segments {
		_, err := n.Desk.Review(n.TB.Context(), n.Actor(workflow.Editor), desk.Review{
			Segment: g.ID, Version: g.Version, Decision: workflow.Approve})
		if err != nil {
			n.TB.Fatal(err)
		}
	}
}

// Publish approves every segment of a translated article, signs it off and publishes it.
func (n *Newsroom) Publish(id string) {
	n.TB.Helper()
	n.Approve(id)
	editor := n.Actor(workflow.Editor)
	if err := n.Edition.SignOff(n.TB.Context(), editor, id); err != nil {
		n.TB.Fatal(err)
	}
	if err := n.Edition.Publish(n.TB.Context(), editor, id); err != nil {
		n.TB.Fatal(err)
	}
}

// Hidden is the value of a hidden field of a page.
func Hidden(t testing.TB, page, name string) string {
	t.Helper()
	m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no hidden field %s", name)
	}
	return strings.NewReplacer("&#34;", `"`, "&amp;", "&", "&lt;", "<", "&gt;", ">", "&#39;", "'",
		"&#43;", "+").Replace(m[1])
}

// Articles counts the articles of the desk.
func (n *Newsroom) Articles() int {
	n.TB.Helper()
	all, err := n.Article.List(n.TB.Context(), workflow.Operator(), workflow.ArticleFilter{})
	if err != nil {
		n.TB.Fatal(err)
	}
	return len(all)
}
