package align

import (
	"strings"

	"truchement/workflow/bitext"
)

// Join returns the text of the sentences of a span, with a space between them.
func Join(sentences []Sentence, span [2]int) string {
	var parts []string
	for _, s := range sentences[span[0]:span[1]] {
		parts = append(parts, s.Text)
	}
	return strings.Join(parts, " ")
}

// Document makes a document of aligned texts with one block for each bead.
func Document(source, target string, pairs []Pair, beads [][]Bead) *bitext.Document {
	d := &bitext.Document{SourceLang: source, TargetLang: target}
	for i, p := range pairs {
		for _, b := range beads[i] {
			block := bitext.NewBlock(bitext.Paragraph, bitext.Plain(Join(p.Source, b.Source)))
			s := &block.Segments[0]
			s.Target = bitext.Plain(Join(p.Target, b.Target))
			if !b.Null() {
				s.State = bitext.Translated
			}
			d.Blocks = append(d.Blocks, block)
		}
	}
	return d
}
