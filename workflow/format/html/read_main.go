package html

import (
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// minArticleLetters is how many letters an <article> or <main> must hold to be taken for the article
// without comparing it with the rest of the page.
const minArticleLetters = 200

// mainContent finds the element that holds the article, and the headline when it is outside
// of that element.
func mainContent(tree *html.Node) (root, headline *html.Node) {
	body := find(tree, func(n *html.Node) bool { return n.DataAtom == atom.Body })
	if body == nil {
		return tree, nil
	}
	root = body
	if n := pickArticle(body); n != nil {
		root = n
	} else if n := find(body, isMain); n != nil && hasEnoughText(n, body) {
		root = n
	}
	if root == body || find(root, isH1) != nil {
		return root, nil
	}
	return root, onlyH1(body)
}

func isMain(n *html.Node) bool {
	return n.DataAtom == atom.Main || n.Type == html.ElementNode && attr(n, "role") == "main"
}

func isH1(n *html.Node) bool { return n.DataAtom == atom.H1 }

// onlyH1 is the one first-level heading below n; several leave open which is the headline.
func onlyH1(n *html.Node) *html.Node {
	var found *html.Node
	for d := range n.Descendants() {
		if !isH1(d) {
			continue
		}
		if found != nil {
			return nil
		}
		found = d
	}
	return found
}

// pickArticle is the <article> that holds the text of the page: the only one, or one far
// longer than any other, as among teasers.
func pickArticle(body *html.Node) *html.Node {
	var longest *html.Node
	var most, second, n int
	for d := range body.Descendants() {
		if d.DataAtom != atom.Article || insideArticle(d) {
			continue
		}
		n++
		size := countLetters(d)
		switch {
		case size > most:
			longest, most, second = d, size, most
		case size > second:
			second = size
		}
	}
	if longest == nil || n > 1 && most < 3*second || !hasEnoughText(longest, body) {
		return nil
	}
	return longest
}

func insideArticle(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.Article {
			return true
		}
	}
	return false
}

// hasEnoughText reports whether n has enough text to be the article of body.
func hasEnoughText(n, body *html.Node) bool {
	size := countLetters(n)
	return size >= minArticleLetters || size > 0 && 2*size >= countLetters(body)
}

// countLetters counts the letters below n that would be read.
func countLetters(n *html.Node) int {
	if n.Type == html.TextNode {
		count := 0
		for _, r := range n.Data {
			if unicode.IsLetter(r) {
				count++
			}
		}
		return count
	}
	if n.Type == html.ElementNode && isIgnored(n) {
		return 0
	}
	sum := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		sum += countLetters(c)
	}
	return sum
}

// isIgnored reports whether an element is no part of an article's text.
func isIgnored(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Head, atom.Title, atom.Meta,
		atom.Link, atom.Base, atom.Nav, atom.Iframe, atom.Object, atom.Embed, atom.Applet, atom.Svg,
		atom.Math, atom.Canvas, atom.Audio, atom.Video, atom.Map, atom.Menu, atom.Dialog,
		atom.Button, atom.Input, atom.Select, atom.Textarea, atom.Datalist, atom.Progress,
		atom.Meter, atom.Rt, atom.Rp, atom.Noframes, atom.Noembed:
		return true
	case atom.Form:
		// Some systems put the whole page into a form.
		return find(n, func(d *html.Node) bool { return d.DataAtom == atom.P || isH1(d) }) == nil
	}
	// The day of publication, as our editions have it, is no text of the article.
	isTime := func(d *html.Node) bool { return d.DataAtom == atom.Time }
	if attr(n, "class") == "dateline" && find(n, isTime) != nil {
		return true
	}
	return n.Data == "xml" || n.Namespace != "" || hidden(n) || attr(n, "role") == "navigation"
}

func hidden(n *html.Node) bool {
	if has(n, "hidden") {
		return true
	}
	style := declarations(n)
	return style["display"] == "none" || style["visibility"] == "hidden"
}
