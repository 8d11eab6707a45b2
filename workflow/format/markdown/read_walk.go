package markdown

import (
	"bufio"
	"bytes"
	stdhtml "html"
	"slices"
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
)

// walker goes through a parsed text in reading order and builds the article.
type walker struct {
	source  []byte
	article build.Article
	in      build.Inline
	tags    []build.Format // of raw HTML in the current block
}

// blocks reads the blocks below n.
func (w *walker) blocks(n ast.Node, at scope) error {
	at, err := at.nested()
	if err != nil {
		return err
	}
	return each(n, func(c ast.Node) error { return w.block(c, at) })
}

func (w *walker) block(n ast.Node, at scope) error {
	switch n := n.(type) {
	case *ast.Heading:
		if n.Level == 1 && !w.article.Has(bitext.Headline) {
			return w.leaf(n, bitext.Headline, 0, at)
		}
		return w.leaf(n, bitext.Heading, n.Level, at)
	case *ast.Blockquote:
		at.kind = bitext.Quote
	case *ast.ListItem:
		at.kind = bitext.ListItem
	case *ast.Paragraph, *ast.TextBlock, *east.TableCell:
		return w.leaf(n, at.kind, 0, at)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		w.code(n)
		return w.article.Add(at.kind, 0, &w.in)
	case *ast.HTMLBlock:
		return w.htmlBlock(n, at)
	case *east.Footnote:
		// The mark is put before the text, as in print.
		w.in.Lone(bitext.Code{Type: bitext.NoteMark, Equiv: strconv.Itoa(n.Index)}, nil)
		w.in.Add(" ", nil)
	}
	return w.blocks(n, at)
}

// leaf reads a block that holds text.
func (w *walker) leaf(n ast.Node, kind bitext.BlockKind, level int, at scope) error {
	w.tags = nil
	if err := w.inlines(n, at); err != nil {
		return err
	}
	return w.article.Add(kind, level, &w.in)
}

// code reads the lines of a code block.
func (w *walker) code(n ast.Node) {
	lines := n.Lines()
	for i := range lines.Len() {
		segment := lines.At(i)
		w.in.Add(string(segment.Value(w.source)), []build.Format{{Type: bitext.Monospace}})
	}
}

// inlines reads the text below n.
func (w *walker) inlines(n ast.Node, at scope) error {
	at, err := at.nested()
	if err != nil {
		return err
	}
	return each(n, func(c ast.Node) error { return w.inline(c, at) })
}

func (w *walker) inline(n ast.Node, at scope) error {
	switch n := n.(type) {
	case *ast.Text:
		w.text(n, at)
		return nil
	case *ast.String:
		w.add(string(n.Value), at)
		return nil
	case *ast.Emphasis:
		if n.Level >= 2 {
			at = at.with(bitext.Bold, "")
		} else {
			at = at.with(bitext.Italic, "")
		}
	case *east.Strikethrough:
		at = at.with(bitext.Strike, "")
	case *ast.CodeSpan:
		at = at.with(bitext.Monospace, "")
	case *ast.Link:
		at = at.link(n.Destination)
	case *ast.AutoLink:
		address := n.URL(w.source)
		if n.AutoLinkType == ast.AutoLinkEmail && !bytes.HasPrefix(address, []byte("mailto:")) {
			address = append([]byte("mailto:"), address...)
		}
		w.add(string(n.Label(w.source)), at.link(address))
		return nil
	case *ast.Image:
		return w.image(n, at)
	case *ast.RawHTML:
		w.rawHTML(n)
		return nil
	case *east.FootnoteLink:
		w.in.Lone(bitext.Code{Type: bitext.NoteMark, Equiv: strconv.Itoa(n.Index)}, at.formats)
		return nil
	case *east.FootnoteBacklink:
		return nil
	}
	return w.inlines(n, at)
}

// with is at with one format more; formats of at may be in use elsewhere.
func (at scope) with(t bitext.CodeType, data string) scope {
	at.formats = append(slices.Clone(at.formats), build.Format{Type: t, Data: data})
	return at
}

func (at scope) link(destination []byte) scope {
	address := build.Address(string(util.URLEscape(destination, true)))
	if address == "" {
		return at
	}
	return at.with(bitext.Link, address)
}

// add adds characters as a browser shows them, with the formats of raw HTML around them.
func (w *walker) add(s string, at scope) {
	w.in.AddCollapsed(s, append(slices.Clone(at.formats), w.tags...))
}

func (w *walker) text(n *ast.Text, at scope) {
	s := string(n.Value(w.source))
	if !n.IsRaw() && n.Parent().Kind() != ast.KindCodeSpan {
		s = unescape(n.Value(w.source))
	}
	w.add(s, at)
	switch {
	case n.HardLineBreak():
		w.in.Break()
	case n.SoftLineBreak():
		w.add(" ", at)
	}
}

// unescape resolves backslashes and entities the way the writer of HTML does, in one pass: it
// writes HTML, whose own escapes are then undone.
func unescape(raw []byte) string {
	var b bytes.Buffer
	out := bufio.NewWriter(&b)
	html.DefaultWriter.Write(out, raw)
	if err := out.Flush(); err != nil {
		return string(raw) // a bytes.Buffer does not fail
	}
	return stdhtml.UnescapeString(b.String())
}

// image reads a picture; the text below it is for those who do not see it.
func (w *walker) image(n *ast.Image, at scope) error {
	alt := walker{source: w.source}
	if err := alt.inlines(n, at); err != nil {
		return err
	}
	c := bitext.Code{Type: bitext.Image, Equiv: alt.in.String()}
	c.Data = build.Address(string(util.URLEscape(n.Destination, true)))
	if c.Data != "" || c.Equiv != "" {
		w.in.Lone(c, at.formats)
	}
	return nil
}
