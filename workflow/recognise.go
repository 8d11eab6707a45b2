package workflow

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/bitext"
)

// RecogniseBlocks gives the parts of a plain text their kinds, where its reader could
// not: a headline, a deck and a byline at the start, a byline at the end, and
// headings between paragraphs. What the reader found is kept.
func RecogniseBlocks(blocks []bitext.Block) {
	if len(blocks) < 2 {
		return
	}
	for _, b := range blocks {
		if b.Kind == bitext.Headline {
			return
		}
	}
	first := &blocks[0]
	if first.Kind != bitext.Paragraph && first.Kind != "" && first.Kind != bitext.Heading {
		return
	}
	if !isTitle(first.Source().String(), 30) && !isLongHeadline(blocks) {
		return
	}
	first.Kind, first.Level = bitext.Headline, 0
	body := recogniseTop(blocks)
	last := &blocks[len(blocks)-1]
	if len(blocks) > 2 && last.Kind == bitext.Paragraph && isTitle(last.Source().String(), 18) {
		last.Kind = bitext.Byline
	}
	for i := body; i+1 < len(blocks); i++ {
		if blocks[i].Kind == bitext.Paragraph && isTitle(blocks[i].Source().String(), 12) &&
			words(blocks[i+1]) > 12 {
			blocks[i].Kind, blocks[i].Level = bitext.Heading, 2
		}
	}
}

// recogniseTop names deck and byline below the headline and returns the index
// of the first block of the body.
func recogniseTop(blocks []bitext.Block) int {
	i := 1
	for ; i < len(blocks)-1 && i <= 3; i++ {
		b := &blocks[i]
		text := b.Source().String()
		switch {
		case b.Kind != bitext.Paragraph:
			return i
		case isByline(text):
			b.Kind = bitext.Byline
		case i == 1 && words(*b) <= 45 && !endsSentence(text) &&
			(words(blocks[i+1]) > words(*b) || isByline(blocks[i+1].Source().String())):
			b.Kind = bitext.Deck
		default:
			return i
		}
	}
	return i
}

// isLongHeadline: the first block is a title of up to 50 words, as agencies write them, and what
// follows it is longer.
func isLongHeadline(blocks []bitext.Block) bool {
	rest := 0
	for _, b := range blocks[1:] {
		rest += words(b)
	}
	return isTitle(blocks[0].Source().String(), 50) && words(blocks[0]) < rest
}

func words(b bitext.Block) int { return len(strings.Fields(b.Source().String())) }

// isTitle: at most so many words, and no sign that ends a sentence.
func isTitle(s string, most int) bool {
	return len(strings.Fields(s)) <= most && !endsSentence(s) && !strings.Contains(s, "\n")
}

func endsSentence(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("»”\"')]", r)
	})
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?؟…۔:،", r)
}

// isByline: short, and signed as agencies and newsrooms sign.
func isByline(s string) bool {
	if !isTitle(s, 18) {
		return false
	}
	for _, cue := range []string{"Par ", "De notre ", "Propos recueillis", "بقلم", "كتب ", "كتبت ",
		"أعد", "إعداد", "مراسل", "وكالة", "By "} {
		if strings.HasPrefix(s, cue) {
			return true
		}
	}
	return false
}
