package inline

import (
	"slices"
	"strings"

	"truchement/workflow/bitext"
)

// Line is a text under construction out of characters, codes, and the two ends of pairs in any
// order. The zero Line is empty.
type Line struct {
	out  bitext.Text
	open []bitext.Code
	torn []string
}

// Chars adds characters.
func (l *Line) Chars(s string) { l.out = append(l.out, bitext.Run{Chars: s}) }

// Lone adds a standalone code.
func (l *Line) Lone(c bitext.Code) {
	l.out = append(l.out, bitext.Run{Kind: bitext.Lone, Code: c})
}

// Open opens a pair and returns how many were open before.
func (l *Line) Open(c bitext.Code) int {
	l.out = append(l.out, bitext.Run{Kind: bitext.Open, Code: c})
	l.open = append(l.open, c)
	return len(l.open) - 1
}

// CloseTo closes what Open opened when depth pairs were open, and what opened after it, which
// is then torn.
func (l *Line) CloseTo(depth int) {
	for len(l.open) > depth {
		if len(l.open) > depth+1 {
			l.markTorn(l.open[len(l.open)-1].ID)
		}
		l.pop()
	}
}

// Close closes c. Pairs that opened after it are closed first and opened again after, so that all
// nest. One that is not open began before this text, and is opened at its start.
func (l *Line) Close(c bitext.Code) {
	at := len(l.open) - 1
	for at >= 0 && l.open[at].ID != c.ID {
		at--
	}
	if at < 0 {
		l.markTorn(c.ID)
		l.out = append(bitext.Text{{Kind: bitext.Open, Code: c}}, l.out...)
		l.open = append([]bitext.Code{c}, l.open...)
		at = 0
	}
	again := slices.Clone(l.open[at+1:])
	for len(l.open) > at {
		l.pop()
	}
	for _, c := range again {
		l.markTorn(c.ID)
		l.Open(c)
	}
}

// Reset makes l empty, and uses the text that End returned again for the next.
func (l *Line) Reset() { l.out, l.open, l.torn = l.out[:0], l.open[:0], nil }

// End closes what is open and returns the text, the codes that were open, outermost first, and
// the ids of the pairs that were torn.
func (l *Line) End() (t bitext.Text, open []bitext.Code, torn []string) {
	open = slices.Clone(l.open)
	for len(l.open) > 0 {
		l.pop()
	}
	return l.out, open, l.torn
}

func (l *Line) pop() {
	c := l.open[len(l.open)-1]
	l.open = l.open[:len(l.open)-1]
	l.out = append(l.out, bitext.Run{Kind: bitext.Close, Code: c})
}

func (l *Line) markTorn(id string) {
	if !slices.Contains(l.torn, id) {
		l.torn = append(l.torn, id)
	}
}

// Pairs finds the other end of each pair of t, -1 for none, and whether all pairs nest.
func Pairs(t bitext.Text) (mates []int, nested bool) {
	mates, nested = make([]int, len(t)), true
	var open []int
	for i, r := range t {
		mates[i] = -1
		switch r.Kind {
		case bitext.Open:
			open = append(open, i)
		case bitext.Close:
			at := lastOpen(t, open, r.Code.ID)
			if at < 0 {
				nested = false
				continue
			}
			nested = nested && at == len(open)-1
			mates[i], mates[open[at]] = open[at], i
			open = slices.Delete(open, at, at+1)
		}
	}
	return mates, nested && len(open) == 0
}

func lastOpen(t bitext.Text, open []int, id string) int {
	for at := len(open) - 1; at >= 0; at-- {
		if t[open[at]].Code.ID == id {
			return at
		}
	}
	return -1
}

// Tidy is t with one space in place of the white space around each line end, and none of it at
// the ends of t: this is the text of a file that is indented without xml:space="preserve".
func Tidy(t bitext.Text) bitext.Text {
	if !slices.ContainsFunc(t, func(r bitext.Run) bool { return strings.Contains(r.Chars, "\n") }) {
		return t
	}
	out := make(bitext.Text, len(t))
	for i, run := range t {
		if strings.Contains(run.Chars, "\n") {
			run.Chars = joinLines(run.Chars, i == 0, i == len(t)-1)
		}
		out[i] = run
	}
	return out
}

func joinLines(s string, first, last bool) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		if i > 0 {
			lines[i] = strings.TrimLeft(lines[i], " \t\r")
		}
		if i < len(lines)-1 {
			lines[i] = strings.TrimRight(lines[i], " \t\r")
		}
	}
	for first && len(lines) > 1 && lines[0] == "" {
		lines = lines[1:]
	}
	for last && len(lines) > 1 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return strings.Join(lines, " ")
}
