package build

import (
	"slices"
	"strconv"

	"truchement/workflow/bitext"
)

// nest writes pieces as runs. The pair that lasts longest opens first, so that overlapping
// formats are cut as little as possible.
func nest(pieces []piece) bitext.Text {
	var n nester
	for i, p := range pieces {
		n.closeTo(n.countKept(p.formats))
		n.open(notOpen(p.formats, n.stack), pieces[i:])
		if p.lone.Type != "" {
			p.lone.ID = n.next()
			n.out = append(n.out, bitext.Run{Kind: bitext.Lone, Code: p.lone})
			continue
		}
		n.out = append(n.out, bitext.Run{Chars: p.text})
	}
	n.closeTo(0)
	return n.out
}

type nester struct {
	out   bitext.Text
	stack []bitext.Code
	ids   int
}

func (n *nester) next() string {
	n.ids++
	return strconv.Itoa(n.ids)
}

// countKept counts the open pairs that may stay open for formats.
func (n *nester) countKept(formats []Format) int {
	for i, c := range n.stack {
		if !slices.Contains(formats, Format{c.Type, c.Data}) {
			return i
		}
	}
	return len(n.stack)
}

func (n *nester) closeTo(depth int) {
	for i := len(n.stack) - 1; i >= depth; i-- {
		n.out = append(n.out, bitext.Run{Kind: bitext.Close, Code: n.stack[i]})
	}
	n.stack = n.stack[:depth]
}

// open opens formats, the one that lasts longest in ahead first.
func (n *nester) open(formats []Format, ahead []piece) {
	slices.SortStableFunc(formats, func(a, b Format) int {
		return lengthOf(b, ahead) - lengthOf(a, ahead)
	})
	for _, f := range formats {
		c := bitext.Code{ID: n.next(), Type: f.Type, Data: f.Data}
		n.stack = append(n.stack, c)
		n.out = append(n.out, bitext.Run{Kind: bitext.Open, Code: c})
	}
}

func lengthOf(f Format, ahead []piece) int {
	for i, p := range ahead {
		if !slices.Contains(p.formats, f) {
			return i
		}
	}
	return len(ahead)
}

// notOpen lists the formats that no open pair gives.
func notOpen(formats []Format, open []bitext.Code) []Format {
	var out []Format
	for _, f := range formats {
		is := func(c bitext.Code) bool { return f == Format{c.Type, c.Data} }
		if !slices.ContainsFunc(open, is) {
			out = append(out, f)
		}
	}
	return out
}
