package ui

import (
	"html/template"
	"slices"
	"strings"
	"unicode"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// ink is what is drawn over a text: what changed since another, what somebody marked, and what a
// reader looks for. All
// places are characters of the text's Flat.
type ink struct {
	added   []stretch
	removed map[int]string // what stood before a character
	marks   []inkMark
	hits    []stretch // what the reader looks for
}

type stretch struct{ from, to int }

type inkMark struct {
	stretch
	id, severity, word string
}

// inkOf compares a text with an older one by words.
func inkOf(old, new bitext.Text) ink {
	i := ink{removed: map[int]string{}}
	at := 0
	for _, e := range lang.Diff(old.Flat(), new.Flat()) {
		n := len([]rune(e.Text))
		switch e.Op {
		case lang.Delete:
			i.removed[at] += e.Text
			continue
		case lang.Insert:
			i.added = append(i.added, stretch{at, at + n})
		}
		at += n
	}
	return i
}

// inked writes a text with its ink. Elements never stand around a part of a letter's neighbours
// with a box of their own, so that an Arabic word stays joined; what only the ear needs is said
// before the word in which it begins.
type inked struct {
	*speech
	ink
	out    strings.Builder
	flat   []rune
	at     int
	edges  []int
	tagged bool
}

// Inked writes a text as Text does, or with its tags, and its ink over it.
func (s *speech) Inked(t bitext.Text, i ink, tagged bool) template.HTML {
	w := &inked{speech: s, ink: i, flat: []rune(t.Flat()), tagged: tagged}
	w.findEdges()
	formatted := t.Nested()
	for _, r := range t {
		switch r.Kind {
		case bitext.Chars:
			w.chars([]rune(r.Chars))
		case bitext.Lone:
			w.before()
			w.wrap(func() {
				w.out.WriteString(`<span data-flat>`)
				w.writeLone(&w.out, r.Code, tagged)
				w.out.WriteString(`</span>`)
			})
			w.at++
		default:
			writePaired(&w.out, r, tagged, formatted)
		}
	}
	w.before()
	return template.HTML(w.out.String()) //nolint:gosec // every text is escaped
}

// findEdges lists the characters where something begins or ends.
func (w *inked) findEdges() {
	for at := range w.removed {
		w.edges = append(w.edges, at)
	}
	for _, a := range w.added {
		w.edges = append(w.edges, a.from, a.to)
	}
	for _, h := range w.hits {
		w.edges = append(w.edges, h.from, h.to)
	}
	for _, m := range w.marks {
		w.edges = append(w.edges, m.from, m.to, w.wordStart(m.from))
	}
	slices.Sort(w.edges)
	w.edges = slices.Compact(w.edges)
}

// wordStart is where the word begins that holds a character.
func (w *inked) wordStart(at int) int {
	for at > 0 && at <= len(w.flat) && (unicode.IsLetter(w.flat[at-1]) || unicode.IsMark(w.flat[at-1])) {
		at--
	}
	return at
}

func (w *inked) chars(text []rune) {
	for len(text) > 0 {
		w.before()
		n := len(text)
		if i, _ := slices.BinarySearch(w.edges, w.at+1); i < len(w.edges) {
			n = min(n, w.edges[i]-w.at)
		}
		w.wrap(func() {
			if w.tagged {
				w.writeSpaces(&w.out, string(text[:n]))
			} else {
				w.out.WriteString(template.HTMLEscapeString(string(text[:n])))
			}
		})
		w.at += n
		text = text[n:]
	}
}

// before writes what stands before a character: what was removed there, and what is said of what
// begins there.
func (w *inked) before() {
	if gone := w.removed[w.at]; gone != "" {
		text := strings.NewReplacer("\n", "<br>", "\uFFFC", "").Replace(template.HTMLEscapeString(gone))
		w.writeEdit(&w.out, "del", w.T("diff.deleted"), text)
	}
	for _, a := range w.added {
		if a.from == w.at {
			w.sayHidden(w.T("diff.added"))
		}
	}
	for _, m := range w.marks {
		if w.wordStart(m.from) == w.at {
			w.sayHidden(m.word)
		}
	}
}

func (w *inked) sayHidden(word string) {
	w.out.WriteString(`<span class="vh" lang="` + w.Lang() + `">` + template.HTMLEscapeString(word) + " </span>")
}

// wrap writes a piece inside the elements of all that covers it.
func (w *inked) wrap(piece func()) {
	var shut []string
	for _, a := range w.added {
		if a.from <= w.at && w.at < a.to {
			w.out.WriteString("<ins>")
			shut = append(shut, "</ins>")
		}
	}
	for _, m := range w.marks {
		if m.from <= w.at && w.at < m.to {
			w.out.WriteString(`<mark class="fault" data-severity="` + m.severity + `" data-issue="` + m.id + `">`)
			shut = append(shut, "</mark>")
		}
	}
	for _, h := range w.hits {
		if h.from <= w.at && w.at < h.to {
			w.out.WriteString("<mark>")
			shut = append(shut, "</mark>")
		}
	}
	piece()
	slices.Reverse(shut)
	w.out.WriteString(strings.Join(shut, ""))
}
