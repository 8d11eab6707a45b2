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
	breaking      set // the break rules; the others prevent a break
	classes       *classes
	before, after *automaton
	mayBreak      []bool // by class of the character after a position: a break rule may match
}

func (b *builder) rules() *Rules {
	c := newClasses(b.sets, b.before.wordBoundaries || b.after.wordBoundaries)
	r := &Rules{breaking: newSet(len(b.breaks)), classes: c}
	for rule, breaks := range b.breaks {
		if breaks {
			r.breaking.add(rule)
		}
	}
	r.before, r.after = newAutomaton(&b.before, r, true), newAutomaton(&b.after, r, false)
	r.mayBreak = r.after.mayBreak()
	return r
}

// defaultRules holds the embedded rule file, and its compiled rules by the names of the sets that
// serve a language. Rules are compiled on first use.
type defaultRules struct {
	srx      *SRX
	matcher  *matcher
	compiled map[string]func() *Rules
}

var loadDefaults = sync.OnceValue(mustCompileDefaults)

// mustCompileDefaults panics if the embedded rules are invalid. A test compiles them for every
// language.
func mustCompileDefaults() *defaultRules {
	srx, err := Parse(strings.NewReader(DefaultFile()))
	if err != nil {
		panic(fmt.Sprintf("segment: embedded rules: %v", err))
	}
	e := &defaultRules{srx: srx, matcher: srx.matcher(), compiled: map[string]func() *Rules{}}
	for _, tag := range []string{"ar", "fr", "en", "und"} {
		e.compiled[e.key(tag)] = sync.OnceValue(func() *Rules {
			r, err := e.srx.Rules(tag)
			if err != nil {
				panic(fmt.Sprintf("segment: embedded rules for %s: %v", tag, err))
			}
			return r
		})
	}
	return e
}

// DefaultFile returns the embedded SRX file.
func DefaultFile() string {
	data, err := rulesFS.ReadFile("rules/default.srx")
	if err != nil {
		panic(fmt.Sprintf("segment: %v", err))
	}
	return string(data)
}

func (e *defaultRules) key(tag string) string { return strings.Join(e.matcher.names(tag), "\n") }

// Default returns the embedded rules for a BCP 47 tag. Arabic, French and English have their own;
// other languages have the common ones.
func Default(tag string) *Rules {
	e := loadDefaults()
	rules, ok := e.compiled[e.key(lang.Base(tag))]
	if !ok {
		rules = e.compiled[e.key("und")]
	}
	return rules()
}

// Cut returns the ends of the segments of text as byte offsets. The last end is len(text), and an
// empty text has none. White space after a segment belongs to it, and so does white space before
// the first. A newline always ends a segment.
func (r *Rules) Cut(text string) []int {
	if text == "" {
		return nil
	}
	c := &cutter{rules: r, text: text, ends: make([]int, 0, 1+len(text)/128),
		matchedAfter: make(set, len(r.breaking))}
	at := skipSpace(text, 0)
	for at < len(text) {
		end := len(text)
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n
		}
		c.cutParagraph(at, end)
		at = skipSpace(text, end)
		c.ends = append(c.ends, at)
	}
	if len(c.ends) == 0 {
		c.ends = append(c.ends, at)
	}
	return c.ends
}

// skipSpace returns the end of the white space at a position.
func skipSpace(text string, at int) int {
	for at < len(text) {
		r, n := utf8.DecodeRuneInString(text[at:])
		if !unicode.IsSpace(r) {
			return at
		}
		at += n
	}
	return at
}

// Sentences returns the segments of text. Joined, they are the text, byte for byte.
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
