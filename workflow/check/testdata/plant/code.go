package plant

import (
	"math/rand/v2"

	"truchement/workflow/bitext"
)

// plantCode formats a word of both texts, and a mark of a note after it, and then loses the formatting or the mark in the
// target, adds formatting, or lets it overlap.
func plantCode(m *Mistake, random *rand.Rand) bool {
	from, to := wordsOf(m.Source.Flat()), wordsOf(m.Clean.Flat())
	if len(from) == 0 || len(to) < 2 {
		return false
	}
	s, i := from[random.IntN(len(from))], random.IntN(len(to)-1)
	w, next := to[i], to[i+1]
	bold, note := bitext.Code{ID: "1", Type: bitext.Bold}, bitext.Code{ID: "2", Type: bitext.NoteMark, Equiv: "*"}
	italic := bitext.Code{ID: "3", Type: bitext.Italic}
	target := m.Clean.Flat()
	open, shut := bitext.Run{Kind: bitext.Open, Code: bold}, bitext.Run{Kind: bitext.Close, Code: bold}
	wrapped := func(text string, w word, mark bool) bitext.Text {
		t := bitext.Text{{Chars: text[:w.start]}, open, {Chars: w.text}, shut}
		if mark {
			t = append(t, bitext.Run{Kind: bitext.Lone, Code: note})
		}
		return append(t, bitext.Run{Chars: text[w.end:]})
	}
	m.Source, m.Clean = wrapped(m.Source.Flat(), s, true), wrapped(target, w, true)
	m.Start, m.End, m.Was = w.start, w.end, w.text
	mark := bitext.Run{Kind: bitext.Lone, Code: note}
	switch m.Variant = []string{"formatting lost", "mark lost", "formatting added", "crossed"}[random.IntN(4)]; m.Variant {
	case "formatting lost":
		m.Target = bitext.Text{{Chars: target[:w.end]}, mark, {Chars: target[w.end:]}}
	case "mark lost":
		m.Target, m.Start, m.Was = wrapped(target, w, false), w.end, "\uFFFC"
	case "formatting added":
		m.Target = bitext.Text{{Chars: target[:w.start]}, open, {Kind: bitext.Open, Code: italic}, {Chars: w.text},
			{Kind: bitext.Close, Code: italic}, shut, mark, {Chars: target[w.end:]}}
	case "crossed":
		between := bitext.Run{Chars: target[w.end:next.start]}
		i, j := bitext.Run{Kind: bitext.Open, Code: italic}, bitext.Run{Kind: bitext.Close, Code: italic}
		m.Source = append(bitext.Text{i}, append(m.Source, j)...)
		m.Clean = append(bitext.Text{i}, append(m.Clean, j)...)
		m.Target = bitext.Text{{Chars: target[:w.start]}, open, {Chars: w.text}, mark, i, between, {Chars: next.text}, shut, j,
			{Chars: target[next.end:]}}
	}
	return true
}
