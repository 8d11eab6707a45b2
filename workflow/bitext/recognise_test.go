package bitext_test

import (
	"strings"
	"testing"

	"truchement/workflow/bitext"
)

// words is a text of n words without a sign that ends it.
func words(n int) string { return strings.TrimSpace(strings.Repeat("mot ", n)) }

// kindsOf recognises lines that a reader took for paragraphs, and writes what they became.
func kindsOf(lines ...string) string {
	var blocks []bitext.Block
	for _, l := range lines {
		blocks = append(blocks, bitext.NewBlock(bitext.Paragraph, bitext.Plain(l)))
	}
	return recognised(blocks)
}

func recognised(blocks []bitext.Block) string {
	bitext.RecogniseKinds(blocks)
	var kinds []string
	for _, b := range blocks {
		kinds = append(kinds, string(b.Kind))
	}
	return strings.Join(kinds, " ")
}

func TestRecogniseBlocks(t *testing.T) {
	long := words(60) + "."
	for _, c := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"a headline", []string{"Le ministre à Rabat", long}, "headline paragraph"},
		{"one block alone", []string{"Le ministre à Rabat"}, "paragraph"},
		{"a first block that ends a sentence", []string{"Il est arrivé.", long},
			"paragraph paragraph"},
		{"a headline of thirty words", []string{words(30), long}, "headline paragraph"},
		{"a headline of fifty words", []string{words(50), long}, "headline paragraph"},
		{"a headline of fifty words above several blocks", []string{words(50), words(20) + ".", words(31) + "."},
			"headline paragraph paragraph"},
		{"a first block of fifty-one words", []string{words(51), long}, "paragraph paragraph"},
		{"a long first block above as short a text", []string{words(31), words(31) + "."}, "paragraph paragraph"},
		{"a deck", []string{"Titre", words(45), long}, "headline deck paragraph"},
		{"a second block that is too long for a deck", []string{"Titre", words(46), long},
			"headline paragraph paragraph"},
		{"a second block that ends a sentence", []string{"Titre", "Il pleut.", long},
			"headline paragraph paragraph"},
		{"a second block longer than the third", []string{"Titre", words(20), words(19) + ".", long},
			"headline paragraph paragraph paragraph"},
		{"a deck that is quoted", []string{"Titre", "« C’est fini »", long},
			"headline deck paragraph"},
		{"a quotation that ends a sentence", []string{"Titre", "« C’est fini. »", long},
			"headline paragraph paragraph"},
		{"a byline below the headline", []string{"Titre", "Par Amina El Fassi", long},
			"headline byline paragraph"},
		{"an Arabic byline", []string{"عنوان", "بقلم أمينة", long}, "headline byline paragraph"},
		{"an agency", []string{"عنوان", "وكالة المغرب العربي للأنباء", long},
			"headline byline paragraph"},
		{"a deck and a byline", []string{"Titre", words(20), "De notre correspondant", long},
			"headline deck byline paragraph"},
		{"a byline and a short paragraph", []string{"Titre", "Par Amina", words(20), long},
			"headline byline paragraph paragraph"},
		{"words that begin like a byline", []string{"Titre", "Partout, on attend.", long},
			"headline paragraph paragraph"},
		{"a byline of nineteen words is none", []string{"Titre", "Par " + words(18), words(5) + ".",
			long}, "headline paragraph paragraph paragraph"},
		{"a signature at the end", []string{"Titre", long, long, "Amina El Fassi, à Rabat"},
			"headline paragraph paragraph byline"},
		{"a signature of nineteen words", []string{"Titre", long, long, words(19)},
			"headline paragraph paragraph paragraph"},
		{"an end that ends a sentence", []string{"Titre", long, long, "Fin."},
			"headline paragraph paragraph paragraph"},
		{"a heading", []string{"Titre", long, "Une réforme attendue", long, long},
			"headline paragraph heading paragraph paragraph"},
		{"a heading of twelve words", []string{"Titre", long, words(12), long, long},
			"headline paragraph heading paragraph paragraph"},
		{"thirteen words are no heading", []string{"Titre", long, words(13), long, long},
			"headline paragraph paragraph paragraph paragraph"},
		{"a short paragraph before a short one", []string{"Titre", long, "Une réforme",
			words(12) + ".", long}, "headline paragraph paragraph paragraph paragraph"},
		{"a question in Arabic ends a sentence", []string{"Titre", long, "ماذا بعد؟", long, long},
			"headline paragraph paragraph paragraph paragraph"},
		{"a colon ends it too", []string{"Titre", long, "Il a dit :", long, long},
			"headline paragraph paragraph paragraph paragraph"},
		{"two lines are no title", []string{"Titre\nsuite", long}, "paragraph paragraph"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := kindsOf(c.lines...); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestRecogniseLeavesWhatTheReaderFound(t *testing.T) {
	long := bitext.Plain(words(60) + ".")
	title := bitext.Plain("Un titre")
	for _, c := range []struct {
		name   string
		blocks []bitext.Block
		want   string
	}{
		{"a headline further down", []bitext.Block{bitext.NewBlock(bitext.Paragraph, title),
			bitext.NewBlock(bitext.Headline, title), bitext.NewBlock(bitext.Paragraph, long)},
			"paragraph headline paragraph"},
		{"a quotation at the start", []bitext.Block{bitext.NewBlock(bitext.Quote, title),
			bitext.NewBlock(bitext.Paragraph, long)}, "quote paragraph"},
		{"a list at the start", []bitext.Block{bitext.NewBlock(bitext.ListItem, title),
			bitext.NewBlock(bitext.Paragraph, long)}, "listitem paragraph"},
		{"a heading at the start is the headline", []bitext.Block{
			bitext.NewBlock(bitext.Heading, title), bitext.NewBlock(bitext.Paragraph, long)},
			"headline paragraph"},
		{"a block without a kind is the headline", []bitext.Block{bitext.NewBlock("", title),
			bitext.NewBlock(bitext.Paragraph, long)}, "headline paragraph"},
		{"a quotation below the headline", []bitext.Block{bitext.NewBlock(bitext.Paragraph, title),
			bitext.NewBlock(bitext.Quote, title), bitext.NewBlock(bitext.Paragraph, long)},
			"headline quote paragraph"},
		{"a caption at the end", []bitext.Block{bitext.NewBlock(bitext.Paragraph, title),
			bitext.NewBlock(bitext.Paragraph, long), bitext.NewBlock(bitext.Caption, title)},
			"headline paragraph caption"},
		{"a caption between paragraphs", []bitext.Block{bitext.NewBlock(bitext.Paragraph, title),
			bitext.NewBlock(bitext.Paragraph, long), bitext.NewBlock(bitext.Caption, title),
			bitext.NewBlock(bitext.Paragraph, long)}, "headline paragraph caption paragraph"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := recognised(c.blocks); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestRecogniseGivesLevels(t *testing.T) {
	long := bitext.Plain(words(60) + ".")
	blocks := []bitext.Block{bitext.NewBlock(bitext.Heading, bitext.Plain("Titre")),
		bitext.NewBlock(bitext.Paragraph, long),
		bitext.NewBlock(bitext.Paragraph, bitext.Plain("Intertitre")),
		bitext.NewBlock(bitext.Paragraph, long)}
	blocks[0].Level = 1
	bitext.RecogniseKinds(blocks)
	if blocks[0].Level != 0 || blocks[2].Level != 2 {
		t.Errorf("levels %d and %d, want 0 for the headline and 2", blocks[0].Level, blocks[2].Level)
	}
}
