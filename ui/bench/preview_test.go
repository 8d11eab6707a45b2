package bench_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// The preview is a page that works without script: the target in its own direction, what is not
// translated in the direction of its source, each sentence a way to its segment.
func TestPreviewIsTheArticle(t *testing.T) {
	n := uitest.OpenShow(t, "fr")
	page := n.See(n.Session(workflow.Translator).Get("/articles/"+n.Main+"/preview"), 200,
		"ne sont pas encore traduits", "À traduire", "<h2 class=\"pv-headline\">")
	uitest.CheckHTML(t, page)
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	v, sentences := n.View(n.Main), map[string]*html.Node{}
	for e := range root.Descendants() {
		if e.DataAtom == atom.A && uitest.Attribute(e, "data-segment") != "" {
			sentences[uitest.Attribute(e, "data-segment")] = e
		}
	}
	for _, g := range v.Segments {
		e := sentences[g.ID]
		if e == nil {
			t.Fatalf("segment %d is not in the preview", g.Position)
		}
		want, tag, dir := g.Target.String(), "fr", "ltr"
		if g.Target.Empty() {
			want, tag, dir = g.Source.String(), "ar", "rtl"
		}
		if got := strings.TrimPrefix(uitest.TextOf(e), "À traduire : "); got != want {
			t.Errorf("segment %d reads %q, want %q", g.Position, got, want)
		}
		if gotTag, gotDir := tongue(e.LastChild); gotTag != tag || gotDir != dir {
			t.Errorf("segment %d is %s %s, want %s %s", g.Position, gotTag, gotDir, tag, dir)
		}
	}
	n.See(n.Session(workflow.Reader).Get("/articles/"+n.Main+"/preview"), 403)
}

// tongue is the language and direction a node inherits.
func tongue(n *html.Node) (tag, dir string) {
	for ; n != nil && (tag == "" || dir == ""); n = n.Parent {
		if tag == "" {
			tag = uitest.Attribute(n, "lang")
		}
		if dir == "" {
			dir = uitest.Attribute(n, "dir")
		}
	}
	return tag, dir
}
