package bitext

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Kind is the kind of a Run.
type Kind uint8

// The kinds of runs.
const (
	Chars Kind = iota // characters
	Open              // the start of a paired code
	Close             // the end of a paired code
	Lone              // a standalone code
)

// CodeType is the formatting or object that a code stands for, by the XLIFF 2.1 fmt and image types
// and a few that news needs.
type CodeType string

// The code types every reader and writer supports. A reader omits paired formatting of any other
// type.
const (
	Bold        CodeType = "bold"
	Italic      CodeType = "italic"
	Underline   CodeType = "underline"
	Strike      CodeType = "strike"
	Superscript CodeType = "sup"
	Subscript   CodeType = "sub"
	Monospace   CodeType = "code"
	Link        CodeType = "link"  // Data is the address
	Break       CodeType = "break" // a line break inside a block
	Image       CodeType = "image" // Data is the address, Equiv the alternative text
	NoteMark    CodeType = "note"  // a footnote mark; Equiv is the mark as printed
	Placeholder CodeType = "ph"    // what another tool keeps out of the translator's hands; Equiv is its label
	Span        CodeType = "span"  // formatting of another tool that is none of these, and shows as nothing
)

// Code is one inline code. Source and target share codes by ID.
type Code struct {
	ID    string // unique in its block; letters and digits only
	Type  CodeType
	Data  string // the address of a link or an image
	Equiv string // its equivalent in plain text
}

// Run is a stretch of characters or one end of a code.
type Run struct {
	Kind  Kind
	Chars string // of a Chars run
	Code  Code   // of the other kinds; a Close run carries the whole code too
}

// Text is characters and inline codes in reading order. The zero Text is empty.
type Text []Run

// Plain returns a Text of characters without codes.
func Plain(s string) Text {
	if s == "" {
		return nil
	}
	return Text{{Chars: s}}
}

// String returns the characters of t: a break as a newline, any other standalone code as its
// plain-text equivalent.
func (t Text) String() string {
	var b strings.Builder
	for _, r := range t {
		switch {
		case r.Kind == Chars:
			b.WriteString(r.Chars)
		case r.Kind == Lone && r.Code.Type == Break:
			b.WriteByte('\n')
		case r.Kind == Lone:
			b.WriteString(r.Code.Equiv)
		}
	}
	return b.String()
}

// Flat returns the characters of t with every standalone code as one character: a break as a
// newline, any other as U+FFFC. Offsets into a Text, as Cut takes them, are offsets into its Flat.
func (t Text) Flat() string {
	var b strings.Builder
	for _, r := range t {
		b.WriteString(r.flat())
	}
	return b.String()
}

func (r Run) flat() string {
	switch {
	case r.Kind == Chars:
		return r.Chars
	case r.Kind == Lone && r.Code.Type == Break:
		return "\n"
	case r.Kind == Lone:
		return "\uFFFC"
	}
	return ""
}

// Empty reports whether t has neither a visible character nor a standalone code.
func (t Text) Empty() bool {
	return strings.TrimSpace(t.Flat()) == ""
}

// Len returns the number of Unicode characters of Flat.
func (t Text) Len() int { return utf8.RuneCountInString(t.Flat()) }

// Codes lists the codes of t, each once, in order of first appearance.
func (t Text) Codes() []Code {
	var codes []Code
	seen := map[string]bool{}
	for _, r := range t {
		if r.Kind != Chars && r.Kind != Close && !seen[r.Code.ID] {
			seen[r.Code.ID] = true
			codes = append(codes, r.Code)
		}
	}
	return codes
}

// Equal reports whether t and u have the same characters and codes.
func (t Text) Equal(u Text) bool {
	t, u = t.merged(), u.merged()
	if len(t) != len(u) {
		return false
	}
	for i := range t {
		if t[i] != u[i] {
			return false
		}
	}
	return true
}

// merged returns t with neighbouring Chars runs joined and empty ones dropped.
func (t Text) merged() Text {
	var out Text
	for i := 0; i < len(t); {
		if t[i].Kind != Chars {
			out = append(out, t[i])
			i++
			continue
		}
		var chars string
		chars, i = t.mergeChars(i)
		if chars != "" {
			out = append(out, Run{Chars: chars})
		}
	}
	return out
}

// mergeChars returns the characters of the Chars runs from i on, and the index after them. They are
// joined at once, since joining them one by one would copy a long text once for every run.
func (t Text) mergeChars(i int) (string, int) {
	first, size := i, 0
	for ; i < len(t) && t[i].Kind == Chars; i++ {
		size += len(t[i].Chars)
	}
	if i == first+1 {
		return t[first].Chars, i
	}
	var b strings.Builder
	b.Grow(size)
	for _, r := range t[first:i] {
		b.WriteString(r.Chars)
	}
	return b.String(), i
}

// Nested reports whether every paired code that t opens is closed, innermost first. A code may
// occur more than once, as after a merge of two targets.
func (t Text) Nested() bool {
	var open []string
	for _, r := range t {
		switch r.Kind {
		case Open:
			open = append(open, r.Code.ID)
		case Close:
			n := len(open)
			if n == 0 || open[n-1] != r.Code.ID {
				return false
			}
			open = open[:n-1]
		}
	}
	return len(open) == 0
}

// Inside returns what the first pair of a code has in it.
func (t Text) Inside(id string) Text {
	from := slices.IndexFunc(t, func(r Run) bool { return r.Kind == Open && r.Code.ID == id })
	if from < 0 {
		return nil
	}
	rest := t[from+1:]
	to := slices.IndexFunc(rest, func(r Run) bool { return r.Kind == Close && r.Code.ID == id })
	return rest[:max(to, 0)]
}

// Missing lists the codes of t that u lacks.
func (t Text) Missing(u Text) []Code {
	has := map[string]bool{}
	for _, c := range u.Codes() {
		has[c.ID] = true
	}
	var missing []Code
	for _, c := range t.Codes() {
		if !has[c.ID] {
			missing = append(missing, c)
		}
	}
	return missing
}

// Map returns t with fn applied to the characters of every run. It stops at the first error of fn.
func (t Text) Map(fn func(string) (string, error)) (Text, error) {
	out := make(Text, 0, len(t))
	for _, r := range t {
		if r.Kind == Chars {
			s, err := fn(r.Chars)
			if err != nil {
				return nil, err
			}
			r.Chars = s
		}
		out = append(out, r)
	}
	return out.merged(), nil
}

// Rename returns t with the ids of its codes replaced as in names.
func (t Text) Rename(names map[string]string) Text {
	out := make(Text, len(t))
	for i, r := range t {
		if id, ok := names[r.Code.ID]; ok && r.Kind != Chars {
			r.Code.ID = id
		}
		out[i] = r
	}
	return out
}
