package html

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"truchement/workflow/bitext"
)

// isBlock reports whether an element starts and ends a block, as browsers show it.
func isBlock(tag atom.Atom) bool {
	switch tag {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer,
		atom.Aside, atom.Body, atom.Html, atom.Blockquote, atom.Figure, atom.Figcaption,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Hgroup, atom.Search,
		atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Dir, atom.Address, atom.Center,
		atom.Table, atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption,
		atom.Pre, atom.Listing, atom.Hr, atom.Form, atom.Fieldset, atom.Legend, atom.Details,
		atom.Summary:
		return true
	}
	return false
}

// kindOf is that of the blocks in the block element n. An element that says nothing keeps what
// the elements around it say.
func kindOf(n *html.Node, at scope) (bitext.BlockKind, int) {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return bitext.Heading, int(n.Data[1] - '0')
	case atom.Blockquote:
		return bitext.Quote, 0
	case atom.Li:
		return bitext.ListItem, 0
	case atom.Figcaption, atom.Caption:
		return bitext.Caption, 0
	}
	if at.kind != bitext.Paragraph {
		return at.kind, at.level
	}
	switch {
	case n.DataAtom == atom.Address, namesAuthor(n), hasClass(n, "byline", "dateline", "signature"):
		return bitext.Byline, 0
	case hasClass(n, "kicker", "overline", "eyebrow", "surtitre", "surtitle"):
		return bitext.Kicker, 0
	case hasClass(n, "deck", "dek", "standfirst", "chapo", "chapeau", "subtitle"):
		return bitext.Deck, 0
	}
	return at.kind, at.level
}

// namesAuthor reports whether an element says that it names the author.
func namesAuthor(n *html.Node) bool {
	return slices.Contains(strings.Fields(attr(n, "rel")), "author") ||
		slices.Contains(strings.Fields(attr(n, "itemprop")), "author") ||
		hasClass(n, "byline", "author", "p-author")
}

func hasClass(n *html.Node, names ...string) bool {
	classes := strings.Fields(strings.ToLower(attr(n, "class")))
	return slices.ContainsFunc(classes, func(c string) bool { return slices.Contains(names, c) })
}
