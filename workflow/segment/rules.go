package segment

import (
	"embed"
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/lang"
)

//go:embed rules/*.srx
var rulesFS embed.FS

// Rules cuts texts of one language. It is safe for concurrent use.
type Rules struct {
	breaking      set // the rules that break, the others forbid it
	c             *classes
	before, after *automaton
	canStart      []bool // by class of the character after a position: a cut is possible
}

func (b *builder) rules() *Rules {
	c := newClasses(b.sets, b.before.words || b.after.words)
	r := &Rules{breaking: newSet(len(b.breaks)), c: c}
	for rule, breaks := range b.breaks {
		if breaks {
			r.breaking.add(rule)
		}
	}
	r.before, r.after = newAutomaton(&b.before, r, true), newAutomaton(&b.after, r, false)
	r.canStart = r.after.viable()
	return r
}

// embedded holds the rule file of the program and, by the sets a language takes, its rules,
// compiled when first asked for.
type embedded struct {
	srx   *SRX
	maps  *matcher
	rules map[string]func() *Rules
}

var defaults = sync.OnceValue(mustEmbedded)

// mustEmbedded panics when the embedded rules are broken, which is a fault of the build: a test
// compiles them for every language.
func mustEmbedded() *embedded {
	srx, err := Parse(strings.NewReader(DefaultFile()))
	if err != nil {
		panic(fmt.Sprintf("segment: embedded rules: %v", err))
	}
	e := &embedded{srx: srx, maps: srx.matcher(), rules: map[string]func() *Rules{}}
	for _, tag := range []string{"ar", "fr", "en", "und"} {
		e.rules[e.key(tag)] = sync.OnceValue(func() *Rules { return e.mustCompile(tag) })
	}
	return e
}

// DefaultFile answers the SRX file that comes with the program.
func DefaultFile() string {
	data, err := rulesFS.ReadFile("rules/default.srx")
	if err != nil {
		panic(fmt.Sprintf("segment: %v", err))
	}
	return string(data)
}

func (e *embedded) mustCompile(tag string) *Rules {
	r, err := e.srx.Rules(tag)
	if err != nil {
		panic(fmt.Sprintf("segment: embedded rules for %s: %v", tag, err))
	}
	return r
}

func (e *embedded) key(tag string) string { return strings.Join(e.maps.names(tag), "\n") }

// Default answers the rules that come with the program for a BCP 47 tag. Arabic, French and
// English have their own; other languages get what all share.
func Default(tag string) *Rules {
	e := defaults()
	rules, ok := e.rules[e.key(lang.Base(tag))]
	if !ok {
		rules = e.rules[e.key("und")]
	}
	return rules()
}

// Cut answers where the segments of text end, in bytes; the last end is len(text), and an empty
// text has none. White space after a segment belongs to it, and so does white space before the
// first. A newline always ends a segment.
func (r *Rules) Cut(text string) []int {
	if text == "" {
		return nil
	}
	c := newCutter(r, text)
	at := spaces(text, 0)
	for at < len(text) {
		end := len(text)
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n
		}
		c.paragraph(at, end)
		at = spaces(text, end)
		c.ends = append(c.ends, at)
	}
	if len(c.ends) == 0 {
		c.ends = append(c.ends, at)
	}
	return c.ends
}

// spaces answers where the white space at a position ends.
func spaces(text string, at int) int {
	for at < len(text) {
		r, n := utf8.DecodeRuneInString(text[at:])
		if !unicode.IsSpace(r) {
			return at
		}
		at += n
	}
	return at
}

// Sentences answers the segments of text. Joined, they are the text, byte for byte.
func (r *Rules) Sentences(text string) []string {
	ends := r.Cut(text)
	out := make([]string, len(ends))
	start := 0
	for i, end := range ends {
		out[i] = text[start:end]
		start = end
	}
	return out
}
