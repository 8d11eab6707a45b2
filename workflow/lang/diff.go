package lang

import (
	"strings"
	"unicode"
)

// Op is the operation of an Edit.
type Op int8

// The three operations of a difference.
const (
	Equal Op = iota
	Insert
	Delete
)

// Edit is a run of text that both sides have, or only one.
type Edit struct {
	Op   Op
	Text string
}

// Diff returns the word-level difference of two texts. Joining the texts of Equal and Delete gives
// old to the byte, of Equal and Insert new. Where words were replaced, Delete comes before Insert.
// A single space between two changed words is part of the change, so that a reader sees phrases.
//
// It is Myers' algorithm in linear space. Texts with little in common are compared in bounded time,
// with a correct though perhaps not the shortest result.
func Diff(old, new string) []Edit {
	a, b := pieces(old), pieces(new)
	ids := make(map[string]int, len(a))
	m := &myers{a: internPieces(a, ids), b: internPieces(b, ids)}
	m.keepA, m.keepB = make([]bool, len(a)), make([]bool, len(b))
	m.markCommon(0, len(a), 0, len(b))
	return joinEdits(m.edits(a, b))
}

// pieces cuts text into tokens and the gaps between them. Joined, they are the text.
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

func internPieces(parts []string, ids map[string]int) []int {
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

// edits makes an edit of every piece; in a run of changes the deletions come before the insertions.
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

// joinEdits joins neighbouring edits. A gap between two replacements becomes part of both sides.
func joinEdits(edits []Edit) []Edit {
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
		case del.Len() > 0 && ins.Len() > 0 && isGapBetweenReplacements(edits, i):
			del.WriteString(e.Text)
			ins.WriteString(e.Text)
		default:
			flush()
			if n := len(out); n > 0 && out[n-1].Op == Equal {
				out[n-1].Text += e.Text
			} else {
				out = append(out, e)
			}
		}
	}
	flush()
	return out
}

// isGapBetweenReplacements reports whether the equal edit at i, which follows a replacement, is
// white space with another replacement after it.
func isGapBetweenReplacements(edits []Edit, i int) bool {
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
