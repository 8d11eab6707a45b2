package bitext

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// RecogniseKinds gives the parts of a plain text their kinds, where its reader could
// not: a headline, a deck and a byline at the start, a byline at the end, and
// headings between paragraphs. What the reader found is kept.
func RecogniseKinds(blocks []Block) {
	if len(blocks) < 2 {
		return
	}
	for _, b := range blocks {
		if b.Kind == Headline {
			return
		}
	}
	first := &blocks[0]
	if first.Kind != Paragraph && first.Kind != "" && first.Kind != Heading {
		return
	}
	if !isTitle(first.Source().String(), 30) && !isLongHeadline(blocks) {
		return
	}
	first.Kind, first.Level = Headline, 0
	body := recogniseTop(blocks)
	last := &blocks[len(blocks)-1]
	if len(blocks) > 2 && last.Kind == Paragraph && isTitle(last.Source().String(), 18) {
		last.Kind = Byline
	}
	for i := body; i+1 < len(blocks); i++ {
		if blocks[i].Kind == Paragraph && isTitle(blocks[i].Source().String(), 12) &&
			words(blocks[i+1]) > 12 {
			blocks[i].Kind, blocks[i].Level = Heading, 2
		}
	}
}

// recogniseTop names deck and byline below the headline and returns the index
// of the first block of the body.
func recogniseTop(blocks []Block) int {
	i := 1
	for ; i < len(blocks)-1 && i <= 3; i++ {
		b := &blocks[i]
		text := b.Source().String()
		switch {
		case b.Kind != Paragraph:
			return i
		case isByline(text):
			b.Kind = Byline
		case i == 1 && words(*b) <= 45 && !endsSentence(text) &&
			(words(blocks[i+1]) > words(*b) || isByline(blocks[i+1].Source().String())):
			b.Kind = Deck
		default:
			return i
		}
	}
	return i
}

// isLongHeadline: the first block is a title of up to 50 words, as agencies write them, and what
// follows it is longer.
func isLongHeadline(blocks []Block) bool {
	rest := 0
	for _, b := range blocks[1:] {
		rest += words(b)
	}
	return isTitle(blocks[0].Source().String(), 50) && words(blocks[0]) < rest
}

func words(b Block) int { return len(strings.Fields(b.Source().String())) }

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
