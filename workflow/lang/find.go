package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Span is a stretch of a text, in bytes.
type Span struct{ From, To int }

// Find answers where a text has what a reader looks for, spelt as Fold lets it be spelt: the
// letters with all marks that belong to them, so that a span can be shown. Spans neither touch
// each other nor overlap. key is a Fold.
func Find(text, tag, key string) []Span {
	if key == "" {
		return nil
	}
	f := foldSpans(text, tag)
	var spans []Span
	for at := 0; ; {
		i := strings.Index(f.key[at:], key)
		if i < 0 {
			return spans
		}
		first, last := at+i, at+i+len(key)-1
		s := Span{f.from[first], f.to[last]}
		if n := len(spans); n > 0 && s.From <= spans[n-1].To {
			spans[n-1].To = max(s.To, spans[n-1].To)
		} else {
			spans = append(spans, s)
		}
		at = last + 1
	}
}

// folded is the key of a text, and for each byte of it the stretch of the text it stands for.
type folded struct {
	key      string
	from, to []int
}

// foldSpans is Fold that remembers where each byte of the key came from: from the characters
// that normalisation takes together, a letter and its marks.
func foldSpans(text, tag string) folded {
	dotless := Base(tag) == "tr" || Base(tag) == "az"
	var b strings.Builder
	f := folded{}
	add := func(key string, from, to int) {
		b.WriteString(key)
		for range len(key) {
			f.from, f.to = append(f.from, from), append(f.to, to)
		}
	}
	var space *Span
	eachNormal(text, func(r rune, from, to int) {
		if unicode.IsSpace(r) {
			if space == nil && b.Len() > 0 {
				space = &Span{from, to}
			}
			return
		}
		key := foldRune(r, dotless)
		if key == "" {
			// A mark that stands apart, as tatweel and a bidi control do, is shown with what
			// is before it.
			if n := len(f.to); n > 0 && space == nil && f.to[n-1] == from {
				f.to[n-1] = to
			}
			return
		}
		if space != nil {
			add(" ", space.From, space.To)
			space = nil
		}
		add(key, from, to)
	})
	f.key = b.String()
	return f
}

// eachNormal walks the NFKC form of a text, each character with the stretch of the text that it
// was made of. Bytes that are no UTF-8 become U+FFFD as Fold has them: one for each run.
func eachNormal(text string, visit func(r rune, from, to int)) {
	for at := 0; at < len(text); {
		valid := validFrom(text[at:])
		var it norm.Iter
		it.InitString(norm.NFKC, text[at:at+valid])
		for !it.Done() {
			from := at + it.Pos()
			normal := it.Next()
			for _, r := range string(normal) {
				visit(r, from, at+it.Pos())
			}
		}
		at += valid
		broken := at
		for at < len(text) {
			if r, size := utf8.DecodeRuneInString(text[at:]); r != utf8.RuneError || size != 1 {
				break
			}
			at++
		}
		if at > broken {
			visit(utf8.RuneError, broken, at)
		}
	}
}

// validFrom is how many bytes of a text are UTF-8 before the first that are not.
func validFrom(text string) int {
	for i, r := range text {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
				return i
			}
		}
	}
	return len(text)
}
