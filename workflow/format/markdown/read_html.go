package markdown

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
)

// rawHTML reads one tag of HTML in running text: formats are kept, all other tags dropped.
func (w *walker) rawHTML(n *ast.RawHTML) {
	var raw bytes.Buffer
	for i := range n.Segments.Len() {
		segment := n.Segments.At(i)
		raw.Write(segment.Value(w.source))
	}
	z := html.NewTokenizer(&raw)
	kind := z.Next()
	tag := z.Token().DataAtom
	f := build.Format{Type: tagFormat(tag)}
	switch {
	case tag == atom.Br:
		w.in.Break()
	case f.Type == "":
	case kind == html.StartTagToken && !slices.Contains(w.tags, f):
		w.tags = append(slices.Clone(w.tags), f)
	case kind == html.EndTagToken:
		is := func(t build.Format) bool { return t == f }
		w.tags = slices.DeleteFunc(slices.Clone(w.tags), is)
	}
}

func tagFormat(tag atom.Atom) bitext.CodeType {
	switch tag {
	case atom.B, atom.Strong:
		return bitext.Bold
	case atom.I, atom.Em:
		return bitext.Italic
	case atom.U, atom.Ins:
		return bitext.Underline
	case atom.S, atom.Del:
		return bitext.Strike
	case atom.Sup:
		return bitext.Superscript
	case atom.Sub:
		return bitext.Subscript
	case atom.Code, atom.Kbd:
		return bitext.Monospace
	}
	return ""
}

// htmlBlock reads the text of a block of HTML: each of its paragraphs and lines becomes a
// block of the article.
func (w *walker) htmlBlock(n *ast.HTMLBlock, at scope) error {
	var raw bytes.Buffer
	lines := n.Lines()
	for i := range lines.Len() {
		segment := lines.At(i)
		raw.Write(segment.Value(w.source))
	}
	if n.HasClosure() {
		raw.Write(n.ClosureLine.Value(w.source))
	}
	z := html.NewTokenizer(&raw)
	silent := false
	for {
		switch z.Next() {
		case html.ErrorToken: // the end: a buffer has no other error
			return w.article.Add(at.kind, 0, &w.in)
		case html.TextToken:
			if !silent {
				w.in.AddCollapsed(z.Token().Data, nil)
			}
		case html.StartTagToken:
			tag := z.Token().DataAtom
			silent = tag == atom.Script || tag == atom.Style
			if err := w.endBlockAt(tag, at); err != nil {
				return err
			}
		case html.EndTagToken:
			silent = false
		}
	}
}

// endBlockAt ends the current block at a tag where a browser would start another.
func (w *walker) endBlockAt(tag atom.Atom, at scope) error {
	switch tag {
	case atom.P, atom.Div, atom.Br, atom.Li, atom.Tr, atom.Td, atom.Th, atom.H1, atom.H2, atom.H3,
		atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Summary, atom.Figcaption:
		return w.article.Add(at.kind, 0, &w.in)
	}
	return nil
}
