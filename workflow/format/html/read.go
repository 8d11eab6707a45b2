package html

import (
	"bytes"
	"io"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
	"truchement/workflow/format/decode"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

// Read reads the article of an HTML page, or of a piece of HTML as it is pasted, in any
// encoding that the page declares or decode.Text finds. It takes the content of <article> or
// <main>, or else of the body, and keeps paragraphs, headings, quotes, list items, captions
// and bylines with their bold, italic, underlined, struck, raised, lowered and monospaced
// stretches, links (http, https, mailto), line breaks and pictures. White space is what a
// browser shows. The author and the day are those of JSON-LD, <meta> or <time>. Scripts, styles, forms, menus and hidden parts are left out.
//
// The error is a *limit.Error (NotText, Legacy, Encrypted, Encoding, TooLarge, TooMany,
// TooDeep, Empty) or, wrapped, a *lang.Error.
func Read(r io.Reader) (*bitext.Document, error) {
	data, err := limit.ReadAll(r, limit.Upload)
	if err != nil {
		return nil, err
	}
	s, encoding, err := decode.Text(data, declaredEncoding(data))
	if err != nil {
		return nil, err
	}
	var odd bitext.Document
	tree, err := parse(decode.Settle(&odd, s))
	if err != nil {
		return nil, err
	}
	d, err := article(tree)
	if err != nil {
		return nil, err
	}
	d.Encoding, d.Oddities = encoding, append(odd.Oddities, d.Oddities...)
	return d, nil
}

// headSize is how far into a page its encoding may be declared; HTML asks for 1,024 bytes and
// pages take more.
const headSize = 4096

// declaredEncoding is the encoding that the head of a page names, or "".
func declaredEncoding(data []byte) string {
	z := html.NewTokenizer(bytes.NewReader(data[:min(len(data), headSize)]))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if label := metaCharset(&html.Node{Attr: t.Attr}); t.DataAtom == atom.Meta && label != "" {
				return label
			}
		}
	}
}

// metaCharset is the label of an encoding in a <meta>, written either way, or "".
func metaCharset(meta *html.Node) string {
	if label := attr(meta, "charset"); label != "" {
		return label
	}
	if !strings.EqualFold(attr(meta, "http-equiv"), "content-type") {
		return ""
	}
	_, label, _ := strings.Cut(strings.ToLower(attr(meta, "content")), "charset=")
	label, _, _ = strings.Cut(label, ";")
	return strings.Trim(label, " \"'")
}

// parse counts the tokens first, since the tree takes many times the memory of the text.
func parse(s string) (*html.Node, error) {
	if err := checkAttributes(s); err != nil {
		return nil, err
	}
	z := html.NewTokenizer(strings.NewReader(s))
	for n := 0; z.Next() != html.ErrorToken; n++ {
		if n > limit.HTMLTokens {
			return nil, &limit.Error{Kind: limit.TooMany, Max: limit.HTMLTokens}
		}
	}
	tree, err := html.ParseWithOptions(strings.NewReader(s), html.ParseOptionEnableScripting(false))
	if err != nil {
		// The parser refuses nothing else than deep nesting.
		return nil, &limit.Error{Kind: limit.TooDeep, Max: limit.Depth, Err: err}
	}
	return tree, nil
}

func article(tree *html.Node) (*bitext.Document, error) {
	root, headline := mainContent(tree)
	w := walker{base: base(tree), wholePage: root.DataAtom == atom.Body}
	w.letters = countLetters(root)
	at := scope{kind: bitext.Paragraph, lang: language(root)}
	if headline != nil {
		if err := w.walk(headline, at); err != nil {
			return nil, err
		}
	}
	if err := w.walk(root, at); err != nil {
		return nil, err
	}
	if err := w.flush(at); err != nil {
		return nil, err
	}
	d, err := w.article.Document()
	if err != nil {
		return nil, err
	}
	d.Title = title(tree, build.Title(d.Blocks))
	d.SourceLang = at.lang
	w.markAsides(tree, d)
	if w.letters >= minTitled {
		addHeadline(tree, d)
		factsOf(tree).add(d)
	}
	return d, nil
}

// title is the page's, but for the name of the site that most put after the headline.
func title(tree *html.Node, headline string) string {
	var page string
	if n := find(tree, func(n *html.Node) bool { return n.DataAtom == atom.Title }); n != nil {
		page = build.Line(innerText(n))
	}
	if page == "" || headline != "" && strings.Contains(page, headline) {
		return headline
	}
	return page
}

// language is the language declared for n, by itself or around it; "" when none is or it is
// no language tag.
func language(n *html.Node) string {
	for ; n != nil; n = n.Parent {
		for _, key := range []string{"lang", "xml:lang"} {
			if tag := attr(n, key); lang.Valid(tag) {
				return tag
			}
		}
	}
	return ""
}

// base is the address that relative links start from, or nil.
func base(tree *html.Node) *url.URL {
	n := find(tree, func(n *html.Node) bool {
		return n.DataAtom == atom.Base && attr(n, "href") != ""
	})
	if n == nil {
		return nil
	}
	u, err := url.Parse(attr(n, "href"))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	return u
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return strings.TrimSpace(a.Val)
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

// find is the first node below n, in reading order, for which ok holds, or nil.
func find(n *html.Node, ok func(*html.Node) bool) *html.Node {
	for d := range n.Descendants() {
		if ok(d) {
			return d
		}
	}
	return nil
}

// innerText is the characters below n.
func innerText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
