package bitext

import (
	"slices"
	"strings"
	"unicode"
)

// Cut divides t at the given byte offsets into its Flat; offsets outside it or out of order are
// ignored. A pair around a cut is closed before it and opened again after it, so every part is well
// nested; Join undoes the cut.
func (t Text) Cut(offsets []int) []Text {
	parts := []Text{nil}
	var open []Code
	pos, nextCut := 0, 0
	total := len(t.Flat())
	closeAndReopen := func() {
		last := len(parts) - 1
		for i := len(open) - 1; i >= 0; i-- {
			parts[last] = append(parts[last], Run{Kind: Close, Code: open[i]})
		}
		var reopened Text
		for _, c := range open {
			reopened = append(reopened, Run{Kind: Open, Code: c})
		}
		parts = append(parts, reopened)
	}
	cutHere := func() bool {
		for nextCut < len(offsets) && offsets[nextCut] < pos {
			nextCut++
		}
		return nextCut < len(offsets) && offsets[nextCut] == pos && pos > 0 && pos < total
	}
	for _, r := range t {
		// A cut comes after the closing codes at its offset, so that a sentence keeps its own
		// formatting whole.
		if r.Kind != Close && cutHere() {
			closeAndReopen()
			nextCut++
		}
		for r.Kind == Chars {
			end := nextOffset(offsets[min(nextCut, len(offsets)):], pos, pos+len(r.Chars))
			if end < 0 {
				break
			}
			head := r
			head.Chars, r.Chars = r.Chars[:end-pos], r.Chars[end-pos:]
			pos = end
			parts[len(parts)-1] = append(parts[len(parts)-1], head)
			closeAndReopen()
			nextCut++
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], r)
		pos += len(r.flat())
		switch r.Kind {
		case Open:
			open = append(open, r.Code)
		case Close:
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		}
	}
	for i := range parts {
		parts[i] = parts[i].dropEmptyPairs().merged()
	}
	return parts
}

// nextOffset returns the first offset strictly between from and to, or -1.
func nextOffset(offsets []int, from, to int) int {
	for _, o := range offsets {
		if o > from && o < to {
			return o
		}
	}
	return -1
}

// dropEmptyPairs removes the pairs that a cut left with nothing inside.
func (t Text) dropEmptyPairs() Text {
	var out Text
	for _, r := range t {
		if n := len(out); r.Kind == Close && n > 0 && out[n-1].Kind == Open &&
			out[n-1].Code.ID == r.Code.ID {
			out = out[:n-1]
			continue
		}
		out = append(out, r)
	}
	return out
}

// Join concatenates texts and undoes their cuts: where a text closes a code and the next opens it
// again, both ends are removed.
func Join(texts ...Text) Text {
	var out Text
	for _, t := range texts {
		t = append(Text{}, t...)
		for len(out) > 0 && len(t) > 0 {
			i := tornClose(out, t)
			if i < 0 {
				break
			}
			out = append(out[:i:i], out[i+1:]...)
			t = t[1:]
		}
		out = append(out, t...)
	}
	return out.merged()
}

// tornClose returns the index in out of the close of the code that t opens first, if only white
// space and breaks follow it, and -1 if there is none.
func tornClose(out, t Text) int {
	if t[0].Kind != Open {
		return -1
	}
	for i := len(out) - 1; i >= 0; i-- {
		switch r := out[i]; {
		case r.Kind == Close && r.Code.ID == t[0].Code.ID:
			return i
		case strings.TrimSpace(r.flat()) != "", r.Kind == Open, r.Kind == Close:
			return -1
		}
	}
	return -1
}

// Piece is a part of a block's text, with the white space and breaks after it.
type Piece struct {
	Text  Text
	After Text
}

// Pieces cuts t at offsets and moves the white space and line breaks at the end of each part into
// its After, so that a translator sees neither. A part without anything visible is added to the
// After of the part before.
func (t Text) Pieces(offsets []int) []Piece {
	var pieces []Piece
	for _, part := range t.Cut(offsets) {
		text, after := part.trimEnd()
		if text.Empty() && len(pieces) > 0 {
			p := &pieces[len(pieces)-1]
			p.After = Join(p.After, text.withoutPairedCodes(), after)
			continue
		}
		pieces = append(pieces, Piece{text, after})
	}
	return pieces
}

// trimEnd removes trailing white space and breaks from t.
func (t Text) trimEnd() (text, after Text) {
	var kept Text // the end of text in reverse order
	i := len(t)
	for more := true; more && i > 0; i-- {
		r := t[i-1]
		switch {
		case r.Kind == Close:
		case r.Kind == Lone && r.Code.Type == Break:
			after = append(after, r)
			continue
		case r.Kind == Chars:
			chars := strings.TrimRightFunc(r.Chars, unicode.IsSpace)
			after = append(after, Run{Chars: r.Chars[len(chars):]})
			if r.Chars = chars; chars == "" {
				continue
			}
			more = false
		default:
			more = false
		}
		kept = append(kept, r)
	}
	slices.Reverse(kept)
	slices.Reverse(after)
	text = append(append(Text{}, t[:i]...), kept...)
	return text.merged().dropEmptyPairs().merged(), after.merged()
}

// withoutPairedCodes drops both ends of every paired code.
func (t Text) withoutPairedCodes() Text {
	var out Text
	for _, r := range t {
		if r.Kind == Chars || r.Kind == Lone {
			out = append(out, r)
		}
	}
	return out
}

// Trim removes white space and line breaks from both ends of t.
func (t Text) Trim() Text {
	text, _ := t.trimEnd()
	var opened Text
	for i, r := range text {
		switch {
		case r.Kind == Open:
			opened = append(opened, r)
			continue
		case r.Kind == Lone && r.Code.Type == Break:
			continue
		case r.Kind == Chars:
			if r.Chars = strings.TrimLeftFunc(r.Chars, unicode.IsSpace); r.Chars == "" {
				continue
			}
		}
		return append(append(opened, r), text[i+1:]...).merged()
	}
	return opened.merged()
}

// Cut cuts a block that is one segment at the ends of its sentences, byte offsets into the Flat of
// its source.
func (b Block) Cut(ends []int) Block {
	source := b.Source()
	b.Segments = nil
	for _, p := range source.Pieces(ends) {
		b.Segments = append(b.Segments, Segment{Source: p.Text, After: p.After, State: Initial})
	}
	return b
}
