package lang

import (
	"strings"
	"unicode"
)

// Op says what an Edit does.
type Op int8

// The three operations of a difference.
const (
	Equal Op = iota
	Insert
	Delete
)

// Edit is a run of text that both sides have, or one.
type Edit struct {
	Op   Op
	Text string
}

// Diff tells by words how old became new. Joining the texts of Equal and Delete gives old to the
// byte, of Equal and Insert new; where words were replaced, Delete comes before Insert. A space
// alone between two changed words changes with them, so that a reader sees phrases.
//
// It is Myers' algorithm in linear space. Texts with little in common are compared in bounded
// time: the answer is still right, though perhaps not the shortest.
func Diff(old, new string) []Edit {
	a, b := pieces(old), pieces(new)
	ids := make(map[string]int, len(a))
	m := &myers{a: number(a, ids), b: number(b, ids)}
	m.keepA, m.keepB = make([]bool, len(a)), make([]bool, len(b))
	m.compare(0, len(a), 0, len(b))
	return merge(m.edits(a, b))
}

// pieces cuts text into tokens and the gaps between them: nothing is left out.
func pieces(text string) []string {
	var out []string
	at := 0
	for _, tok := range Tokens(text) {
		if at < tok.Start {
			out = append(out, text[at:tok.Start])
		}
		out = append(out, tok.Text)
		at = tok.End
	}
	if at < len(text) {
		out = append(out, text[at:])
	}
	return out
}

func number(parts []string, ids map[string]int) []int {
	out := make([]int, len(parts))
	for i, p := range parts {
		id, ok := ids[p]
		if !ok {
			id = len(ids)
			ids[p] = id
		}
		out[i] = id
	}
	return out
}

// edits turns the kept pairs into edits, one a piece; runs of changes give Delete, then Insert.
func (m *myers) edits(a, b []string) []Edit {
	var out []Edit
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && !m.keepA[i]:
			out = append(out, Edit{Delete, a[i]})
			i++
		case j < len(b) && !m.keepB[j]:
			out = append(out, Edit{Insert, b[j]})
			j++
		default:
			out = append(out, Edit{Equal, a[i]})
			i, j = i+1, j+1
		}
	}
	return out
}

// merge joins neighbouring edits, and takes a lone gap between two changes into both sides.
func merge(edits []Edit) []Edit {
	var out []Edit
	var del, ins strings.Builder
	flush := func() {
		if del.Len() > 0 {
			out = append(out, Edit{Delete, del.String()})
		}
		if ins.Len() > 0 {
			out = append(out, Edit{Insert, ins.String()})
		}
		del.Reset()
		ins.Reset()
	}
	for i, e := range edits {
		switch {
		case e.Op == Delete:
			del.WriteString(e.Text)
		case e.Op == Insert:
			ins.WriteString(e.Text)
		case del.Len() > 0 && ins.Len() > 0 && bridges(edits, i):
			del.WriteString(e.Text)
			ins.WriteString(e.Text)
		default:
			flush()
			out = appendEqual(out, e.Text)
		}
	}
	flush()
	return out
}

func appendEqual(out []Edit, text string) []Edit {
	if n := len(out); n > 0 && out[n-1].Op == Equal {
		out[n-1].Text += text
		return out
	}
	return append(out, Edit{Equal, text})
}

// bridges says whether the equal edit at i is a gap with a replacement after it, too.
func bridges(edits []Edit, i int) bool {
	if strings.TrimFunc(edits[i].Text, unicode.IsSpace) != "" {
		return false
	}
	var del, ins bool
	for _, e := range edits[i+1:] {
		if e.Op == Equal {
			break
		}
		del, ins = del || e.Op == Delete, ins || e.Op == Insert
	}
	return del && ins
}
