package bitext

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Markup returns t as one editable string in which a paired code is ⟦1⟧…⟦/1⟧ and a standalone code
// ⟦1/⟧, with the code's id. A bracket of the text itself is doubled. The brackets are mirrored in
// right-to-left text, so a tag reads the same in both directions. Parse reads the string.
func (t Text) Markup() string {
	var b strings.Builder
	for _, r := range t {
		switch r.Kind {
		case Chars:
			b.WriteString(strings.ReplaceAll(r.Chars, "⟦", "⟦⟦"))
		case Open:
			b.WriteString("⟦" + r.Code.ID + "⟧")
		case Close:
			b.WriteString("⟦/" + r.Code.ID + "⟧")
		case Lone:
			b.WriteString("⟦" + r.Code.ID + "/⟧")
		}
	}
	return b.String()
}

// MarkupError is a tag that Parse cannot accept.
type MarkupError struct {
	Tag    string // the tag as written
	Reason MarkupFault
}

// MarkupFault is the reason why a tag is refused.
type MarkupFault string

// The faults of tags.
const (
	BrokenTag  MarkupFault = "broken"   // ⟦ without its ⟧
	UnknownTag MarkupFault = "unknown"  // no such code in the source
	TornTag    MarkupFault = "torn"     // opened but not closed, or closed but not opened
	CrossedTag MarkupFault = "crossed"  // pairs that overlap
	TwiceTag   MarkupFault = "repeated" // a standalone code more than once
)

// Error returns the error in English, for logs; pages have their own message for each fault.
func (e *MarkupError) Error() string {
	return fmt.Sprintf("markup: tag %s is %s", e.Tag, e.Reason)
}

// Parse reads an edited string of Markup. Its tags may only name codes in codes; for any other the
// error is a *MarkupError.
func Parse(s string, codes []Code) (Text, error) {
	p := parser{known: map[string]Code{}, seen: map[string]bool{}}
	for _, c := range codes {
		p.known[c.ID] = c
	}
	for s != "" {
		i := strings.Index(s, "⟦")
		if i < 0 {
			p.addChars(s)
			break
		}
		p.addChars(s[:i])
		s = s[i:]
		if strings.HasPrefix(s, "⟦⟦") {
			p.addChars("⟦")
			s = s[len("⟦⟦"):]
			continue
		}
		j := strings.Index(s, "⟧")
		if j < 0 {
			return nil, &MarkupError{tagExcerpt(s), BrokenTag}
		}
		tag := s[:j+len("⟧")]
		if err := p.addTag(tag); err != nil {
			return nil, err
		}
		s = s[len(tag):]
	}
	if n := len(p.open); n > 0 {
		return nil, &MarkupError{"⟦" + p.open[n-1] + "⟧", TornTag}
	}
	return p.out.merged(), nil
}

// tagExcerpt returns the first characters of a broken tag.
func tagExcerpt(s string) string {
	r := []rune(s)
	if len(r) > 12 {
		r = r[:12]
	}
	return string(r)
}

// parser is the state of Parse.
type parser struct {
	known map[string]Code
	seen  map[string]bool // ids of the standalone codes read
	open  []string        // ids of the paired codes not yet closed
	out   Text
}

func (p *parser) addChars(s string) {
	if s != "" {
		p.out = append(p.out, Run{Chars: s})
	}
}

func (p *parser) addTag(tag string) error {
	body := strings.TrimSuffix(strings.TrimPrefix(tag, "⟦"), "⟧")
	closing, lone := strings.HasPrefix(body, "/"), strings.HasSuffix(body, "/")
	id := strings.TrimSuffix(strings.TrimPrefix(body, "/"), "/")
	c, ok := p.known[id]
	if !ok || closing && lone || lone != c.Type.Standalone() {
		return &MarkupError{tag, UnknownTag}
	}
	switch {
	case lone && p.seen[id]:
		return &MarkupError{tag, TwiceTag}
	case lone:
		p.seen[id] = true
		p.out = append(p.out, Run{Kind: Lone, Code: c})
	case closing:
		n := len(p.open)
		if n == 0 {
			return &MarkupError{tag, TornTag}
		}
		if p.open[n-1] != c.ID {
			return &MarkupError{tag, CrossedTag}
		}
		p.open = p.open[:n-1]
		p.out = append(p.out, Run{Kind: Close, Code: c})
	default:
		p.open = append(p.open, id)
		p.out = append(p.out, Run{Kind: Open, Code: c})
	}
	return nil
}

// Standalone reports whether codes of this type have no end.
func (t CodeType) Standalone() bool {
	return t == Break || t == Image || t == NoteMark || t == Placeholder
}

// Known reports whether t is one of the code types.
func (t CodeType) Known() bool {
	switch t {
	case Bold, Italic, Underline, Strike, Superscript, Subscript, Monospace, Link, Span:
		return true
	}
	return t.Standalone()
}

// jsonRun is the JSON form of a Run: exactly one of T, O, C, P is set.
type jsonRun struct {
	T     string   `json:"t,omitempty"`
	O     string   `json:"o,omitempty"`
	C     string   `json:"c,omitempty"`
	P     string   `json:"p,omitempty"`
	Type  CodeType `json:"k,omitempty"`
	Data  string   `json:"d,omitempty"`
	Equiv string   `json:"e,omitempty"`
}

// MarshalJSON encodes t as an array of runs: {"t":…} characters, {"o":id,"k":type} and {"c":id} the
// ends of a pair, {"p":id,"k":type} a standalone code.
func (t Text) MarshalJSON() ([]byte, error) {
	runs := make([]jsonRun, 0, len(t))
	for _, r := range t.merged() {
		j := jsonRun{Type: r.Code.Type, Data: r.Code.Data, Equiv: r.Code.Equiv}
		switch r.Kind {
		case Chars:
			j = jsonRun{T: r.Chars}
		case Open:
			j.O = r.Code.ID
		case Close:
			j = jsonRun{C: r.Code.ID}
		case Lone:
			j.P = r.Code.ID
		}
		runs = append(runs, j)
	}
	return json.Marshal(runs)
}

// UnmarshalJSON decodes the format of MarshalJSON.
func (t *Text) UnmarshalJSON(b []byte) error {
	if chars, plain := plainJSON(b); plain {
		*t = Text{{Chars: chars}}
		return nil
	}
	var runs []jsonRun
	if err := json.Unmarshal(b, &runs); err != nil {
		return fmt.Errorf("bitext: %w", err)
	}
	*t = nil
	codes := map[string]Code{}
	for _, j := range runs {
		c := Code{ID: j.O + j.P, Type: j.Type, Data: j.Data, Equiv: j.Equiv}
		switch {
		case j.O != "":
			codes[j.O] = c
			*t = append(*t, Run{Kind: Open, Code: c})
		case j.C != "":
			*t = append(*t, Run{Kind: Close, Code: codes[j.C]})
		case j.P != "":
			*t = append(*t, Run{Kind: Lone, Code: c})
		default:
			*t = append(*t, Run{Chars: j.T})
		}
	}
	return nil
}

// plainJSON is the text of one run of characters, and whether b is one without escapes. Nearly all
// texts are, and this is ten times as fast as a decoder.
func plainJSON(b []byte) (string, bool) {
	const begin, end = `[{"t":"`, `"}]`
	if len(b) <= len(begin)+len(end) || string(b[:len(begin)]) != begin || string(b[len(b)-len(end):]) != end {
		return "", false
	}
	inside := b[len(begin) : len(b)-len(end)]
	for _, c := range inside {
		if c == '"' || c == '\\' || c < ' ' {
			return "", false
		}
	}
	return string(inside), utf8.Valid(inside)
}
