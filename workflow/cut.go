package workflow

import (
	"truchement/workflow/bitext"
	"truchement/workflow/segment"
)

// cut gives the ends of the sentences of text by the rules of the program, as byte offsets.
func cut(tag, text string) []int { return segment.Default(tag).Cut(text) }

// cutBlock cuts a block that is one segment into its sentences.
func cutBlock(b bitext.Block, tag string) bitext.Block {
	return cutAt(b, cut(tag, b.Source().Flat()))
}

func cutAt(b bitext.Block, ends []int) bitext.Block {
	source := b.Source()
	b.Segments = nil
	for _, p := range source.Pieces(ends) {
		b.Segments = append(b.Segments, bitext.Segment{
			Source: p.Text, After: p.After, State: bitext.Initial,
		})
	}
	return b
}

// CutDocument cuts the blocks of a document that was just read into sentences;
// blocks that are cut already, or have a target, stand.
func CutDocument(doc *bitext.Document) {
	for i, b := range doc.Blocks {
		if len(b.Segments) == 1 && b.Segments[0].Target.Empty() {
			doc.Blocks[i] = cutBlock(b, doc.SourceLang)
		}
	}
}
