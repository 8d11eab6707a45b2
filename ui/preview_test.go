package ui

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"truchement/workflow"
)

// The preview is a page that works without script: the target in its own direction, what is not
// translated in the direction of its source, each sentence a way to its segment.
func TestPreviewIsTheArticle(t *testing.T) {
	n := fillShow(t, "fr")
	page := n.see(n.session(workflow.Translator).get("/articles/"+n.main+"/preview"), 200,
		"ne sont pas encore traduits", "À traduire", "<h2 class=\"pv-headline\">")
	checkHTML(t, page)
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	v, sentences := n.view(n.main), map[string]*html.Node{}
	for e := range root.Descendants() {
		if e.DataAtom == atom.A && attribute(e, "data-segment") != "" {
			sentences[attribute(e, "data-segment")] = e
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
		if got := strings.TrimPrefix(textOf(e), "À traduire : "); got != want {
			t.Errorf("segment %d reads %q, want %q", g.Position, got, want)
		}
		if gotTag, gotDir := tongue(e.LastChild); gotTag != tag || gotDir != dir {
			t.Errorf("segment %d is %s %s, want %s %s", g.Position, gotTag, gotDir, tag, dir)
		}
	}
	n.see(n.session(workflow.Reader).get("/articles/"+n.main+"/preview"), 403)
}

// tongue is the language and direction a node inherits.
func tongue(n *html.Node) (tag, dir string) {
	for ; n != nil && (tag == "" || dir == ""); n = n.Parent {
		if tag == "" {
			tag = attribute(n, "lang")
		}
		if dir == "" {
			dir = attribute(n, "dir")
		}
	}
	return tag, dir
}
