package html

import (
	"fmt"
	"html"
	"slices"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// placed is a block and the number of its first segment, since what stands over the text is not
// where the source has it.
type placed struct {
	bitext.Block
	first int
}

// overText are the parts that stand over the text, in their order there.
var overText = []bitext.BlockKind{bitext.Kicker, bitext.Headline, bitext.Deck, bitext.Byline}

// arrange parts the blocks of d into what stands over the text, kicker, headline, deck and byline,
// wherever the source has them, and the text. In a document of several headlines only the first has
// its parts moved; a deck below the text that it would introduce stays there.
func arrange(d *bitext.Document) (front, text []placed) {
	own, inText, number := firstArticle(d.Blocks), false, 1
	for i, b := range d.Blocks {
		p := placed{b, number}
		number += len(b.Segments)
		rank := slices.Index(overText, b.Kind)
		if i < own && rank >= 0 && !(inText && b.Kind == bitext.Deck) {
			front = append(front, p)
			continue
		}
		inText = true
		text = append(text, p)
	}
	slices.SortStableFunc(front, func(a, b placed) int {
		return slices.Index(overText, a.Kind) - slices.Index(overText, b.Kind)
	})
	return front, text
}

// firstArticle counts the blocks before the second headline and the kicker over it.
func firstArticle(blocks []bitext.Block) int {
	seen := false
	for i, b := range blocks {
		if b.Kind == bitext.Headline && seen {
			for i > 0 && blocks[i-1].Kind == bitext.Kicker {
				i--
			}
			return i
		}
		seen = seen || b.Kind == bitext.Headline
	}
	return len(blocks)
}

// dateline is the row below the byline: the day of publication, and that of the last correction.
func (r *renderer) dateline() {
	if r.d.Date.IsZero() {
		return
	}
	r.b.WriteString("<div class=\"row dateline\">\n")
	for i, s := range r.p.Sides {
		fmt.Fprintf(&r.b, "<p class=\"cell %s\"%s>%s</p>\n", sideClass(i), attrs(s.Lang, s.Dir), r.days(s))
	}
	r.b.WriteString("</div>\n")
}

// days are the days of a side in its words.
func (r *renderer) days(s side) string {
	day := fmt.Sprintf("<time datetime=\"%s\">%s</time>", r.d.Date.Format(machineTime),
		html.EscapeString(edition.Day(r.d, s.Lang)))
	if r.d.Updated.IsZero() {
		return day
	}
	return fmt.Sprintf("%s · %s <time datetime=\"%s\">%s</time>", day,
		html.EscapeString(edition.Word(r.d, s.Lang, edition.Updated)), r.d.Updated.Format(machineTime),
		html.EscapeString(s.Locale.FormatDate(r.d.Updated, lang.Full)))
}

// machineTime is how programs read a time, with its zone.
const machineTime = "2006-01-02T15:04:05Z07:00"

func sideClass(i int) string { return [2]string{"src", "tgt"}[i] }
