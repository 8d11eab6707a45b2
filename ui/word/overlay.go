package word

import (
	"html/template"
	"slices"
	"strings"
	"unicode"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// Overlay is what is drawn over a text: what changed since another, what was marked, its terms, and
// what a reader looks for. All places are characters of the text's Flat.
type Overlay struct {
	added   []Span
	removed map[int]string // what stood before a character
	Marks   []OverlayMark
	Hits    []Span // what the reader looks for
	Terms   []Span // that the termbase has
	Signs   bool   // characters that do not show are made visible, as they are in a text with its tags
}

// Span is a run of characters.
type Span struct{ From, To int }

// OverlayMark is a run that was marked, with what is said of it.
type OverlayMark struct {
	Span
	ID, Severity, Word string
}

// OverlayOf compares a text with an older one by words.
func OverlayOf(old, new bitext.Text) Overlay {
	i := Overlay{removed: map[int]string{}}
	at := 0
	for _, e := range lang.Diff(old.Flat(), new.Flat()) {
		n := len([]rune(e.Text))
		switch e.Op {
		case lang.Delete:
			i.removed[at] += e.Text
			continue
		case lang.Insert:
			i.added = append(i.added, Span{at, at + n})
		}
		at += n
	}
	return i
}

// overlayWriter writes a text with its overlay. No element around a part of a word has a box of its
// own, so that an Arabic word stays joined; what is said for screen readers is said
// before the word in which it begins.
type overlayWriter struct {
	*Speech
	Overlay
	out    strings.Builder
	flat   []rune
	at     int
	edges  []int
	tagged bool
}

// WithOverlay writes a text as Text does, or with its tags, and its ink over it.
func (s *Speech) WithOverlay(t bitext.Text, i Overlay, tagged bool) template.HTML {
	w := &overlayWriter{Speech: s, Overlay: i, flat: []rune(t.Flat()), tagged: tagged}
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
func (w *overlayWriter) findEdges() {
	for at := range w.removed {
		w.edges = append(w.edges, at)
	}
	for _, a := range w.added {
		w.edges = append(w.edges, a.From, a.To)
	}
	for _, h := range w.Hits {
		w.edges = append(w.edges, h.From, h.To)
	}
	for _, t := range w.Terms {
		w.edges = append(w.edges, t.From, t.To)
	}
	for _, m := range w.Marks {
		w.edges = append(w.edges, m.From, m.To, w.wordStart(m.From))
	}
	slices.Sort(w.edges)
	w.edges = slices.Compact(w.edges)
}

// wordStart is where the word begins that holds a character.
func (w *overlayWriter) wordStart(at int) int {
	for at > 0 && at <= len(w.flat) && (unicode.IsLetter(w.flat[at-1]) || unicode.IsMark(w.flat[at-1])) {
		at--
	}
	return at
}

func (w *overlayWriter) chars(text []rune) {
	for len(text) > 0 {
		w.before()
		n := len(text)
		if i, _ := slices.BinarySearch(w.edges, w.at+1); i < len(w.edges) {
			n = min(n, w.edges[i]-w.at)
		}
		w.wrap(func() {
			if w.tagged || w.Signs {
				w.writeSpaces(&w.out, string(text[:n]))
			} else {
				w.out.WriteString(template.HTMLEscapeString(string(text[:n])))
			}
		})
		w.at += n
		text = text[n:]
	}
}

// before writes what comes before a character: what was removed there, and what is said of what
// begins there.
func (w *overlayWriter) before() {
	if gone := w.removed[w.at]; gone != "" {
		text := strings.NewReplacer("\n", "<br>", "\uFFFC", "").Replace(template.HTMLEscapeString(gone))
		w.WriteEdit(&w.out, "del", w.T("diff.deleted"), text)
	}
	for _, a := range w.added {
		if a.From == w.at {
			w.sayHidden(w.T("diff.added"))
		}
	}
	for _, m := range w.Marks {
		if w.wordStart(m.From) == w.at {
			w.sayHidden(m.Word)
		}
	}
}

func (w *overlayWriter) sayHidden(word string) {
	w.out.WriteString(`<span class="vh" lang="` + w.Lang() + `">` + template.HTMLEscapeString(word) + " </span>")
}

// wrap writes a piece inside the elements of all that covers it.
func (w *overlayWriter) wrap(piece func()) {
	var shut []string
	for _, a := range w.added {
		if a.From <= w.at && w.at < a.To {
			w.out.WriteString("<ins>")
			shut = append(shut, "</ins>")
		}
	}
	for _, m := range w.Marks {
		if m.From <= w.at && w.at < m.To {
			w.out.WriteString(`<mark class="fault" data-severity="` + m.Severity + `" data-issue="` + m.ID + `">`)
			shut = append(shut, "</mark>")
		}
	}
	if slices.ContainsFunc(w.Terms, func(t Span) bool { return t.From <= w.at && w.at < t.To }) {
		w.out.WriteString(`<span class="term">`)
		shut = append(shut, "</span>")
	}
	for _, h := range w.Hits {
		if h.From <= w.at && w.at < h.To {
			w.out.WriteString("<mark>")
			shut = append(shut, "</mark>")
		}
	}
	piece()
	slices.Reverse(shut)
	w.out.WriteString(strings.Join(shut, ""))
}
