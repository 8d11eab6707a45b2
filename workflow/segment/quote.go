package segment

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// quotes finds the direction of the quotes " “ ” of one paragraph. The spaces around a quote mostly
// decide. A straight quote between two spaces or two letters closes an open quotation. Arabic texts
// have “ and ” in either direction, so the spaces decide there, too. Some Arabic texts are typed with
// guillemets turned around, »…«, all through a paragraph.
type quotes struct {
	text       string
	start, end int
	scanned    bool
	straight   []int  // positions of straight quotes
	opening    []bool // by quote in straight

	guillemets turn
}

// turn says which of « and » opens in a paragraph.
type turn uint8

const (
	unknownTurn turn = iota
	usual
	turned
)

func (q *quotes) opens(r rune, at int) bool {
	if r == '«' || r == '»' {
		if q.guillemets == unknownTurn {
			q.guillemets = q.findTurn()
		}
		return (r == '«') == (q.guillemets == usual)
	}
	if opens, sure := q.direction(at, r); sure {
		return opens
	}
	if r != '"' {
		return r == '“'
	}
	if !q.scanned {
		q.scan()
	}
	i, found := slices.BinarySearch(q.straight, at)
	return found && q.opening[i]
}

func (q *quotes) scan() {
	q.scanned = true
	open, left := false, strings.Count(q.text[q.start:q.end], `"`)
	for i := q.start; i < q.end; i++ {
		if q.text[i] != '"' {
			continue
		}
		opens, sure := q.direction(i, '"')
		if !sure {
			opens = !open && (left%2 == 0 || !q.afterSentenceEnd(i))
		}
		left--
		open = opens
		q.straight, q.opening = append(q.straight, i), append(q.opening, opens)
	}
}

// afterSentenceEnd reports whether the quote at a position follows the end of a sentence. If it has
// no other quote in the paragraph to pair with, it closes a quotation from a paragraph above.
func (q *quotes) afterSentenceEnd(at int) bool {
	text := strings.TrimRightFunc(q.text[q.start:at], func(r rune) bool {
		return unicode.IsSpace(r) || isInvisible(r)
	})
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?…؟۔", r)
}

// maxInvisible is the number of bytes of invisible characters that may be between a quote and its
// visible neighbour.
const maxInvisible = 64

// direction reports whether the quote at a position opens, and whether its visible neighbours are
// enough to know that.
func (q *quotes) direction(at int, quote rune) (opens, sure bool) {
	left, right := ' ', ' '
	for i := at; i > max(q.start, at-maxInvisible); {
		r, n := utf8.DecodeLastRuneInString(q.text[q.start:i])
		if i -= n; !isInvisible(r) {
			left = r
			break
		}
	}
	for i := at + utf8.RuneLen(quote); i < min(q.end, at+maxInvisible); {
		r, n := utf8.DecodeRuneInString(q.text[i:q.end])
		if i += n; !isInvisible(r) {
			right = r
			break
		}
	}
	before := unicode.IsSpace(left) || unicode.In(left, unicode.Ps, unicode.Pi)
	after := unicode.IsSpace(right) || unicode.In(right, unicode.Pe, unicode.Pf) || isTrailingPunctuation(right)
	return before, before != after
}

// isTrailingPunctuation reports whether r is a sign that follows a word without a space.
func isTrailingPunctuation(r rune) bool {
	switch r {
	case '.', ',', ';', ':', '!', '?', '…', '،', '؛', '؟', '۔':
		return true
	}
	return false
}

// findTurn reads from the first guillemet of an Arabic paragraph which of the two opens: the letters of a quotation are
// beside its quotes, and a space or a sign is outside.
func (q *quotes) findTurn() turn {
	text := q.text[q.start:q.end]
	first := strings.IndexFunc(text, unicode.IsLetter)
	at := strings.IndexAny(text, "«»")
	if first < 0 || at < 0 {
		return usual
	}
	if r, _ := utf8.DecodeRuneInString(text[first:]); !unicode.Is(unicode.Arabic, r) {
		return usual
	}
	r, _ := utf8.DecodeRuneInString(text[at:])
	if opens, sure := q.direction(q.start+at, r); sure && opens != (r == '«') {
		return turned
	}
	return usual
}
