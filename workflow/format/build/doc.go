// Package build makes the blocks of a document out of what a reader finds: stretches of
// characters, each with the formats that hold there. It makes the fewest codes that show the
// same, so that a translator meets two and not fifteen a paragraph, passes all text through
// lang.Clean, and holds the limits of an article.
package build

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"truchement/workflow/bitext"
	"truchement/workflow/format/limit"
)

// Article collects the blocks of a document. The zero Article is ready.
type Article struct {
	// Strict refuses a text with a bidi override, which is taken out otherwise.
	Strict bool
	doc    bitext.Document
	size   int
}

// Add ends the current block and makes in ready for the next one. A block without a visible
// character, such as a picture alone, is left out. The error is a *limit.Error (TooLarge,
// TooMany) or, wrapped, a *lang.Error.
func (a *Article) Add(kind bitext.BlockKind, level int, in *Inline) error {
	text, err := in.takeText(a.Strict)
	for _, before := range in.overrides {
		a.doc.Odd(bitext.OddOverride, 0, before)
	}
	in.overrides = nil
	if err != nil {
		return fmt.Errorf("block %d: %w", len(a.doc.Blocks)+1, err)
	}
	size := 0
	visible := false
	for _, r := range text {
		size += len(r.Chars)
		visible = visible || hasVisible(r.Chars)
	}
	if !visible {
		return nil
	}
	if a.size += size; a.size > limit.Article {
		return &limit.Error{Kind: limit.TooLarge, Max: limit.Article}
	}
	if len(a.doc.Blocks) >= limit.Blocks {
		return &limit.Error{Kind: limit.TooMany, Max: limit.Blocks}
	}
	b := bitext.NewBlock(kind, text)
	b.Level = level
	a.doc.Blocks = append(a.doc.Blocks, b)
	return nil
}

// Len is the number of blocks so far.
func (a *Article) Len() int { return len(a.doc.Blocks) }

// Has reports whether there is a block of that kind so far.
func (a *Article) Has(kind bitext.BlockKind) bool {
	return slices.ContainsFunc(a.doc.Blocks, func(b bitext.Block) bool { return b.Kind == kind })
}

// Document returns what was collected; without a block it is a *limit.Error of Kind Empty.
func (a *Article) Document() (*bitext.Document, error) {
	if len(a.doc.Blocks) == 0 {
		return nil, &limit.Error{Kind: limit.Empty}
	}
	return &a.doc, nil
}

// Append adds the blocks of another document, a part of this one: its headline is a heading unless it is the first, and
// nothing in it surrounds an article. The errors are those of Add.
func (a *Article) Append(d *bitext.Document) error {
	for _, b := range d.Blocks {
		if a.size += len(b.Source().String()); a.size > limit.Article {
			return &limit.Error{Kind: limit.TooLarge, Max: limit.Article}
		}
		if len(a.doc.Blocks) >= limit.Blocks {
			return &limit.Error{Kind: limit.TooMany, Max: limit.Blocks}
		}
		if b.Kind == bitext.Headline && len(a.doc.Blocks) > 0 {
			b.Kind, b.Level = bitext.Heading, 1
		}
		b.Aside = false
		a.doc.Blocks = append(a.doc.Blocks, b)
	}
	for _, o := range d.Oddities {
		for range o.Count {
			a.doc.Odd(o.Kind, 0, o.Text)
		}
	}
	return nil
}

// Titled is Document for files of word processors, whose authors may begin with a heading of the first level in place of
// a title: it is the headline where there is none. Without a title the headline is the title.
func (a *Article) Titled(title string) (*bitext.Document, error) {
	d, err := a.Document()
	if err != nil {
		return nil, err
	}
	if first := &d.Blocks[0]; !a.Has(bitext.Headline) && first.Level == 1 {
		first.Kind, first.Level = bitext.Headline, 0
	}
	if d.Title = title; title == "" {
		d.Title = Title(d.Blocks)
	}
	return d, nil
}

// hasVisible reports whether s has a character that can be seen.
func hasVisible(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool {
		return unicode.IsGraphic(r) && !unicode.IsSpace(r)
	}) >= 0
}

// Line makes one line of a title: white space becomes single spaces. It returns "" for a text
// that lang.Clean refuses: a title is a name on the desk, and not part of the article.
func Line(s string) string {
	s, err := clean(s)
	if err != nil {
		return ""
	}
	return strings.Join(strings.Fields(s), " ")
}

// Title is the text of the first headline, or "".
func Title(blocks []bitext.Block) string {
	for _, b := range blocks {
		if b.Kind == bitext.Headline {
			return strings.Join(strings.Fields(b.Source().String()), " ")
		}
	}
	return ""
}
