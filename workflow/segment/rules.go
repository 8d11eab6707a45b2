package segment

import (
	_ "embed" // the default rules
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/lang"
)

// The rules, and the lists of words that they name.
var (
	//go:embed rules/default.srx
	defaultSRX string
	//go:embed rules/lists.txt
	defaultLists string
)

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

// DefaultFile returns the embedded rules as an SRX file, with the words of their lists in place.
func DefaultFile() string { return defaultFile() }

var defaultFile = sync.OnceValue(func() string { return expandLists(defaultSRX, defaultLists) })

// expandLists puts lists of words into rules as alternatives, each where its name is: &speech-ar;. In lists a line
// = speech-ar begins a list, one with # is a comment, and all others have words with spaces between.
func expandLists(rules, lists string) string {
	words := map[string][]string{}
	name := ""
	for line := range strings.Lines(lists) {
		line = strings.TrimSpace(line)
		if list, ok := strings.CutPrefix(line, "= "); ok {
			name = list
		} else if !strings.HasPrefix(line, "#") {
			words[name] = append(words[name], strings.Fields(line)...)
		}
	}
	var pairs []string
	for name, list := range words {
		pairs = append(pairs, "&"+name+";", strings.Join(list, "|"))
	}
	return strings.NewReplacer(pairs...).Replace(rules)
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
// the first. The end of a line always ends a segment.
func (r *Rules) Cut(text string) []int {
	if text == "" {
		return nil
	}
	c := &cutter{rules: r, text: text, ends: make([]int, 0, 1+len(text)/128),
		matchedAfter: make(set, len(r.breaking))}
	lineEnd := lineEndOf(text)
	at := skipSpace(text, 0)
	for at < len(text) {
		end := len(text)
		if n := lineEnd(text[at:]); n >= 0 {
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

// rareLineEnds end lines, too: next line, line separator, paragraph separator (Unicode Standard Annex 14).
const rareLineEnds = "\u0085\u2028\u2029"

// lineEndOf returns what finds the end of a line in a piece of text: the byte where it is, or -1. Newlines alone are
// found much faster than all kinds.
func lineEndOf(text string) func(piece string) int {
	for _, r := range rareLineEnds {
		if strings.Contains(text, string(r)) { // faster than ContainsRune, whose byte half of Arabic has
			return func(piece string) int { return strings.IndexAny(piece, "\n"+rareLineEnds) }
		}
	}
	return func(piece string) int { return strings.IndexByte(piece, '\n') }
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
