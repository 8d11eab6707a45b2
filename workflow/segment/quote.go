package segment

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// quotes tells for the quotes " “ ” of one paragraph which way they point. Spaces around a quote
// tell most; a straight quote that stands between two spaces or two letters closes what is open.
// Arabic is typed with “ and ” either way round, so there, too, the spaces decide.
type quotes struct {
	text       string
	start, end int
	read       bool
	straight   []int  // positions of straight quotes
	opening    []bool // by straight
}

func (q *quotes) opens(r rune, at int) bool {
	if opens, sure := q.beside(at, r); sure {
		return opens
	}
	if r != '"' {
		return r == '“'
	}
	if !q.read {
		q.scan()
	}
	i, found := slices.BinarySearch(q.straight, at)
	return found && q.opening[i]
}

func (q *quotes) scan() {
	q.read = true
	open, left := false, strings.Count(q.text[q.start:q.end], `"`)
	for i := q.start; i < q.end; i++ {
		if q.text[i] != '"' {
			continue
		}
		opens, sure := q.beside(i, '"')
		if !sure {
			opens = !open && (left%2 == 0 || !q.afterSign(i))
		}
		left--
		open = opens
		q.straight, q.opening = append(q.straight, i), append(q.opening, opens)
	}
}

// afterSign says whether the quote at a position follows the end of a sentence. One that no other
// quote of the paragraph can pair with closes a quotation from a paragraph above.
func (q *quotes) afterSign(at int) bool {
	text := strings.TrimRightFunc(q.text[q.start:at], func(r rune) bool {
		return unicode.IsSpace(r) || invisible(r)
	})
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?…؟۔", r)
}

// near is how many bytes of invisible characters a quote's neighbour may hide behind.
const near = 64

// beside looks at the visible neighbours of the quote at a position.
func (q *quotes) beside(at int, quote rune) (opens, sure bool) {
	left, right := ' ', ' '
	for i := at; i > max(q.start, at-near); {
		r, n := utf8.DecodeLastRuneInString(q.text[q.start:i])
		if i -= n; !invisible(r) {
			left = r
			break
		}
	}
	for i := at + utf8.RuneLen(quote); i < min(q.end, at+near); {
		r, n := utf8.DecodeRuneInString(q.text[i:q.end])
		if i += n; !invisible(r) {
			right = r
			break
		}
	}
	before := unicode.IsSpace(left) || unicode.In(left, unicode.Ps, unicode.Pi)
	after := unicode.IsSpace(right) || unicode.In(right, unicode.Pe, unicode.Pf) || ends(right)
	return before, before != after
}

// ends says whether r is a sign that leans on what stands before it.
func ends(r rune) bool {
	switch r {
	case '.', ',', ';', ':', '!', '?', '…', '،', '؛', '؟', '۔':
		return true
	}
	return false
}
