package markdown

import (
	"io"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
	"truchement/workflow/format/decode"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

// Read reads an article from Markdown in any encoding that decode.Text knows. Headings,
// paragraphs, quotes, list items, cells of tables and footnotes become blocks; emphasis, code,
// links (http, https, mailto), hard breaks and pictures become codes. Front matter gives the
// title and the language and is no text. Of raw HTML the tags are dropped and the text stays,
// but for scripts and styles, which are dropped whole.
//
// The error is a *limit.Error (NotText, Legacy, Encrypted, Encoding, TooLarge, TooMany,
// TooDeep, Empty) or, wrapped, a *lang.Error.
func Read(r io.Reader) (*bitext.Document, error) {
	data, err := limit.ReadAll(r, limit.Upload)
	if err != nil {
		return nil, err
	}
	s, encoding, err := decode.Text(data, "")
	if err != nil {
		return nil, err
	}
	var odd bitext.Document
	if s, err = lang.Clean(decode.Settle(&odd, s)); err != nil {
		return nil, err
	}
	if len(s) > limit.Article {
		return nil, &limit.Error{Kind: limit.TooLarge, Max: limit.Article}
	}
	meta, s := frontMatter(s)
	d, err := article(s)
	if err != nil {
		return nil, err
	}
	d.Encoding, d.Oddities = encoding, append(odd.Oddities, d.Oddities...)
	if d.Title = build.Line(meta.title); d.Title == "" {
		d.Title = build.Title(d.Blocks)
	}
	if lang.Valid(meta.lang) {
		d.SourceLang = meta.lang
	}
	return d, nil
}

func article(s string) (*bitext.Document, error) {
	if err := checkNesting(s); err != nil {
		return nil, err
	}
	if err := checkMarks(s); err != nil {
		return nil, err
	}
	w := walker{source: []byte(s)}
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough,
		extension.Footnote))
	tree := md.Parser().Parse(text.NewReader(w.source))
	if err := w.blocks(tree, scope{kind: bitext.Paragraph}); err != nil {
		return nil, err
	}
	return w.article.Document()
}

// checkNesting refuses lines that open more quotes and lists than limit.Depth. It runs before
// the parser, which has no limit of its own.
func checkNesting(s string) error {
	for line := range strings.Lines(s) {
		depth := 0
		for i := 0; i < len(line) && strings.IndexByte(" \t>-+*.)0123456789", line[i]) >= 0; i++ {
			spaced := i+1 < len(line) && (line[i+1] == ' ' || line[i+1] == '\t')
			if line[i] == '>' || spaced && strings.IndexByte("-+*.)", line[i]) >= 0 {
				depth++
			}
		}
		if depth > limit.Depth {
			return &limit.Error{Kind: limit.TooDeep, Max: limit.Depth}
		}
	}
	return nil
}

// maxMarkWork bounds the sum of the squares of the numbers of marks in each stretch of lines: the
// parser compares marks with those before them, and took five minutes for 200,000 in a row.
const maxMarkWork = 100_000_000

// checkMarks refuses what would take the parser more than a second or two: too many marks in a
// stretch, or more lines than an article may have blocks.
func checkMarks(s string) error {
	if strings.Count(s, "\n") > limit.Blocks {
		return &limit.Error{Kind: limit.TooMany, Max: limit.Blocks}
	}
	work, marks := 0, 0
	for line := range strings.Lines(s) {
		if strings.TrimSpace(line) == "" {
			marks = 0
			continue
		}
		before := marks
		for i := range len(line) {
			if strings.IndexByte("*_~[]!`<", line[i]) >= 0 {
				marks++
			}
		}
		if work += marks*marks - before*before; work > maxMarkWork {
			return &limit.Error{Kind: limit.TooMany, Max: maxMarkWork}
		}
	}
	return nil
}

// scope holds what the nodes around a node say about it.
type scope struct {
	kind    bitext.BlockKind
	formats []build.Format
	depth   int
}

// nested is the place of a child, or an error when the nodes are too deep.
func (at scope) nested() (scope, error) {
	if at.depth++; at.depth > limit.Depth {
		return at, &limit.Error{Kind: limit.TooDeep, Max: limit.Depth}
	}
	return at, nil
}

// each calls fn with the children of n.
func each(n ast.Node, fn func(ast.Node) error) error {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if err := fn(c); err != nil {
			return err
		}
	}
	return nil
}
