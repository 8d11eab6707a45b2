package uitest

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// CheckHTML looks at what every page must have: one html element with lang and dir, a title, one
// h1 and one main, a label on each field, known ids for every reference, no inline style or script.
func CheckHTML(t testing.TB, page string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]int{}
	counts := map[atom.Atom]int{}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		counts[n.DataAtom]++
		if id := Attribute(n, "id"); id != "" {
			ids[id]++
		}
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("id %q stands %d times", id, n)
		}
	}
	for _, a := range []atom.Atom{atom.Main, atom.Title, atom.H1} {
		if counts[a] != 1 {
			t.Errorf("%d %s elements, want 1", counts[a], a)
		}
	}
	labels := labelled(root)
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			checkElement(t, n, ids, labels)
		}
	}
}

func labelled(root *html.Node) map[string]bool {
	found := map[string]bool{}
	for n := range root.Descendants() {
		if n.DataAtom == atom.Label {
			found[Attribute(n, "for")] = true
		}
	}
	return found
}

func checkElement(t testing.TB, n *html.Node, ids map[string]int, labels map[string]bool) {
	t.Helper()
	if Attribute(n, "style") != "" {
		t.Errorf("<%s> has a style attribute, which the content policy refuses", n.Data)
	}
	for _, a := range n.Attr {
		if strings.HasPrefix(a.Key, "on") {
			t.Errorf("<%s %s> is inline script", n.Data, a.Key)
		}
		if strings.Contains(a.Val, "ZgotmplZ") {
			t.Errorf("<%s %s=%q>: unsafe value", n.Data, a.Key, a.Val)
		}
	}
	for _, key := range []string{"aria-describedby", "aria-labelledby", "aria-controls", "for", "list"} {
		for id := range strings.FieldsSeq(Attribute(n, key)) {
			if ids[id] == 0 {
				t.Errorf("<%s %s> names id %q, which is not there", n.Data, key, id)
			}
		}
	}
	switch n.DataAtom {
	case atom.Html:
		if Attribute(n, "lang") == "" || Attribute(n, "dir") == "" {
			t.Error("html has no lang or dir")
		}
	case atom.Script:
		if Attribute(n, "src") == "" && Attribute(n, "type") != "application/ld+json" { // which is data
			t.Error("inline script")
		}
	case atom.Input, atom.Select, atom.Textarea:
		if Attribute(n, "type") != "hidden" && !has(n, "hidden") && Attribute(n, "aria-label") == "" &&
			!labels[Attribute(n, "id")] && !Inside(n, atom.Label) {
			t.Errorf("<%s name=%q> has no label", n.Data, Attribute(n, "name"))
		}
	case atom.Button, atom.A:
		if strings.TrimSpace(TextOf(n)) == "" && Attribute(n, "aria-label") == "" {
			t.Errorf("<%s %v> has no words", n.Data, n.Attr)
		}
	}
}

// CheckData fails when a piece of data is in the page outside an element that gives it a
// direction of its own. Each datum must be in the page.
func CheckData(t *testing.T, page string, data ...string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range data {
		found := false
		for n := range root.Descendants() {
			if n.Type != html.TextNode || !strings.Contains(n.Data, d) || Inside(n, atom.Title) {
				continue
			}
			found = true
			if !directed(n, d) {
				t.Errorf("%q stands in <%s> without bdi, lang+dir or isolates", d, n.Parent.Data)
			}
		}
		if !found {
			t.Errorf("%q is not on the page", d)
		}
	}
}

// directed reports whether the text node's nearest element with something to say about direction
// is not the page itself.
func directed(n *html.Node, d string) bool {
	if strings.Contains(n.Data, "\u2068"+d+"\u2069") || n.Parent.DataAtom == atom.Textarea {
		return true
	}
	for p := n.Parent; p != nil && p.DataAtom != atom.Html; p = p.Parent {
		if p.DataAtom == atom.Bdi || Attribute(p, "dir") != "" {
			return true
		}
	}
	return false
}

// Attribute is the value of an attribute of n; empty when it has none.
func Attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// Inside reports whether n is in an element of this kind.
func Inside(n *html.Node, a atom.Atom) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == a {
			return true
		}
	}
	return false
}

// TextOf is the text of n and all below it.
func TextOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
