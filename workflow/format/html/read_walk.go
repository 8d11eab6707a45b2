package html

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

// maxByline is how many characters a byline may have; what is longer is about the author.
const maxByline = 200

// walker goes through a page in reading order and builds the article.
type walker struct {
	article     build.Article
	in          build.Inline
	base        *url.URL
	wholePage   bool // the whole body is read, and with it what surrounds the article
	afterBreak  bool // the last thing read is a line break
	namesAuthor bool // the current block names its author
	letters     int  // of the page
	asked       int  // large elements of which isAround counted the letters
	here        surroundings
	around      []surroundings // of the blocks so far
}

// scope holds what the elements around a node say about it.
type scope struct {
	kind    bitext.BlockKind
	level   int
	formats []build.Format
	lang    string
	pre     bool
	depth   int
	linked  bool // inside a link
	inside  bool // inside of what surrounds articles
}

func (w *walker) walk(n *html.Node, at scope) error {
	if at.depth++; at.depth > limit.Depth {
		return &limit.Error{Kind: limit.TooDeep, Max: limit.Depth}
	}
	switch n.Type {
	case html.TextNode:
		w.text(n.Data, at)
		return nil
	case html.ElementNode:
		return w.element(n, at)
	}
	return w.children(n, at)
}

func (w *walker) children(n *html.Node, at scope) error {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if err := w.walk(c, at); err != nil {
			return err
		}
	}
	return nil
}

func (w *walker) text(s string, at scope) {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	if w.here.letters += n; at.linked {
		w.here.linked += n
	}
	w.here.inside = w.here.inside || at.inside && n > 0
	if at.pre {
		w.in.Add(s, at.formats)
	} else {
		w.in.AddCollapsed(s, at.formats)
	}
	if strings.TrimSpace(s) != "" {
		w.afterBreak = false
	}
}

func (w *walker) element(n *html.Node, at scope) error {
	if isIgnored(n) || w.wholePage && n.DataAtom == atom.Footer && !isQuoted(n) {
		return nil
	}
	if tag := attr(n, "lang"); lang.Valid(tag) {
		at.lang = tag
	}
	switch n.DataAtom {
	case atom.Br:
		return w.lineBreak(at)
	case atom.Img:
		w.image(n, at)
		return nil
	case atom.Q:
		return w.quotation(n, at)
	case atom.Sup:
		if mark := noteMark(n); mark != "" {
			w.in.Lone(bitext.Code{Type: bitext.NoteMark, Equiv: mark}, at.formats)
			return nil
		}
	}
	at.linked = at.linked || n.DataAtom == atom.A
	at.inside = at.inside || w.isAround(n)
	if !isBlock(n.DataAtom) {
		at.formats = w.formats(n, at.formats)
		w.namesAuthor = w.namesAuthor || namesAuthor(n)
		return w.children(n, at)
	}
	return w.block(n, at)
}

// block ends the current block, reads n, and ends the block that n left open.
func (w *walker) block(n *html.Node, at scope) error {
	if err := w.flush(at); err != nil {
		return err
	}
	at.formats = applyStyle(n, at.formats)
	at.kind, at.level = kindOf(n, at)
	at.pre = at.pre || n.DataAtom == atom.Pre || n.DataAtom == atom.Listing
	if err := w.children(n, at); err != nil {
		return err
	}
	return w.flush(at)
}

func (w *walker) flush(at scope) error {
	k := at.kind
	switch size := utf8.RuneCountInString(strings.TrimSpace(w.in.String())); {
	case k == bitext.Byline && size > maxByline:
		k = bitext.Paragraph
	case k == bitext.Paragraph && w.namesAuthor && size <= maxByline:
		k = bitext.Byline
	}
	w.afterBreak, w.namesAuthor = false, false
	level := at.level
	if k == bitext.Heading && level == 1 && !w.article.Has(bitext.Headline) {
		k, level = bitext.Headline, 0
	}
	before := w.article.Len()
	err := w.article.Add(k, level, &w.in)
	if w.article.Len() > before {
		w.around = append(w.around, w.here)
	}
	w.here = surroundings{}
	return err
}

// lineBreak reads <br>. Two in a row part paragraphs: many systems know no other way.
func (w *walker) lineBreak(at scope) error {
	if w.afterBreak && !at.pre {
		return w.flush(at)
	}
	w.in.Break()
	w.afterBreak = true
	return nil
}

// image reads a picture when it has an address or words for those who do not see it.
func (w *walker) image(n *html.Node, at scope) {
	c := bitext.Code{Type: bitext.Image, Equiv: attr(n, "alt")}
	c.Data = w.address(attr(n, "src"), "http", "https")
	if c.Data != "" || c.Equiv != "" {
		w.in.Lone(c, at.formats)
		w.afterBreak = false
	}
}

// quotation reads <q> with the quotation marks that a browser puts around it.
func (w *walker) quotation(n *html.Node, at scope) error {
	before, after := "“", "”"
	switch lang.Base(at.lang) {
	case "fr":
		before, after = "«\u00A0", "\u00A0»"
	case "ar":
		before, after = "«", "»"
	}
	w.in.Add(before, at.formats)
	if err := w.children(n, at); err != nil {
		return err
	}
	w.in.Add(after, at.formats)
	return nil
}

// noteMark is the mark of a footnote that a raised link into the page shows, or "".
func noteMark(n *html.Node) string {
	a := find(n, func(d *html.Node) bool { return d.DataAtom == atom.A })
	mark := strings.TrimSpace(innerText(n))
	if a == nil || !strings.HasPrefix(attr(a, "href"), "#") || utf8.RuneCountInString(mark) > 5 {
		return ""
	}
	return mark
}

func isQuoted(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.Blockquote || p.DataAtom == atom.Article {
			return true
		}
	}
	return false
}
