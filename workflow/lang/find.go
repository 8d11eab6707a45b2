package lang

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Span is a byte range of a text.
type Span struct{ From, To int }

// Find returns the places in text whose Fold contains key, which is a Fold too. A span includes all
// marks of its letters, so that it can be highlighted. Spans neither touch nor overlap.
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

// HasNumbers reports whether a text has all numbers of a query. Digits of all scripts are alike; separators
// part numbers, in both.
func HasNumbers(text, query string) bool {
	want := numbersIn(query)
	if len(want) == 0 {
		return true
	}
	has := numbersIn(text)
	return !slices.ContainsFunc(want, func(n string) bool { return !slices.Contains(has, n) })
}

// numbersIn are the runs of digits of a text, in those of ASCII.
func numbersIn(text string) []string {
	return strings.FieldsFunc(Fold(text, ""), func(r rune) bool { return r < '0' || r > '9' })
}

// FoldSpans returns Fold of a text, and for each byte of it the range of the text it was made of: a
// letter with its marks. Of the letters of a ligature the last has its range, the others are empty.
func FoldSpans(text, tag string) (key string, spans []Span) {
	f := foldSpans(text, tag)
	spans = make([]Span, len(f.from))
	for i := range spans {
		spans[i] = Span{f.from[i], f.to[i]}
	}
	return f.key, spans
}

// foldedText is the key of a text, and for each of its bytes the range of the text it was made of.
type foldedText struct {
	key      string
	from, to []int
}

// foldSpans folds as Fold does, and records the source of each byte: the characters that are
// normalised together, a letter and its marks.
func foldSpans(text, tag string) foldedText {
	turkic := Base(tag) == "tr" || Base(tag) == "az"
	var b strings.Builder
	f := foldedText{}
	add := func(key string, from, to int) {
		b.WriteString(key)
		for range len(key) {
			f.from, f.to = append(f.from, from), append(f.to, to)
		}
	}
	var space *Span
	eachNormalized(text, func(r rune, from, to int) {
		if unicode.IsSpace(r) {
			if space == nil && b.Len() > 0 {
				space = &Span{from, to}
			}
			return
		}
		key := string(appendFold(nil, r, turkic))
		if key == "" {
			// A separate mark, such as tatweel or a bidi control, extends the span of the character
			// before it.
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

// eachNormalized visits the NFKC form of a text, each character with the range of the text it was
// made of. A run of invalid bytes becomes one U+FFFD, as in Fold.
func eachNormalized(text string, visit func(r rune, from, to int)) {
	for at := 0; at < len(text); {
		valid := validPrefix(text[at:])
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

// validPrefix returns the length of the valid UTF-8 at the beginning of a text.
func validPrefix(text string) int {
	for i, r := range text {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
				return i
			}
		}
	}
	return len(text)
}
