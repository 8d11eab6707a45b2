package align

import (
	"bufio"
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"truchement/workflow/lang"
)

// newsroom is our own list of Arabic-French pairs of the news, in the form ReadLexicon reads.
//
//go:embed lexicon/*.tsv
var newsroom embed.FS

// The limits of a lexicon that somebody loads.
const (
	maxLexiconLine  = 64 << 10
	maxLexiconLines = 1 << 20
	maxLexiconForms = 64 // alternatives on one side of a line
)

// Lexicon knows which words of two languages translate each other.
type Lexicon struct {
	entries map[string][]entry // by folded word of the source language
}

type entry struct {
	word string  // folded, of the target language
	p    float64 // how often the one stands where the other does
}

// The strength of lexicon entries.
const (
	pWord   = 0.62 // a word for a word
	pPhrase = 0.50 // a word of a phrase for a word of a phrase
)

// ErrLexicon is the cause of every error about what a lexicon holds.
var ErrLexicon = errors.New("align: lexicon")

// LineError says which line of a lexicon is wrong, and why.
type LineError struct {
	Line int
	Why  string // columns, encoding, long, many
}

// Error says it in English, for logs.
func (e *LineError) Error() string {
	return fmt.Sprintf("align: lexicon line %d: %s", e.Line, e.Why)
}

// Unwrap answers ErrLexicon.
func (e *LineError) Unwrap() error { return ErrLexicon }

// ReadLexicon reads tab-separated lines: what stands in the source language, what stands in the
// target language, and whatever else, which is not read. Both may offer alternatives, parted by
// |. Phrases of several words count word by word. Empty lines and lines that begin with # are
// skipped. The error is a *LineError, or the reader's own.
func ReadLexicon(r io.Reader, source, target string) (*Lexicon, error) {
	l := &Lexicon{entries: map[string][]entry{}}
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 4<<10), maxLexiconLine)
	n := 0
	for lines.Scan() {
		n++
		line := strings.TrimRight(strings.TrimPrefix(lines.Text(), "\uFEFF"), "\r")
		if strings.TrimSpace(line) == "" || line[0] == '#' {
			continue
		}
		if why := l.line(line, lang.Base(source), lang.Base(target)); why != "" {
			return nil, &LineError{Line: n, Why: why}
		}
		if n > maxLexiconLines {
			return nil, &LineError{Line: n, Why: "many"}
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return nil, &LineError{Line: n + 1, Why: "long"}
	}
	return l, lines.Err()
}

// line takes in one line, and answers what is wrong with it.
func (l *Lexicon) line(line, source, target string) string {
	if !utf8.ValidString(line) {
		return "encoding"
	}
	cells := strings.Split(line, "\t")
	if len(cells) < 2 || strings.TrimSpace(cells[0]) == "" || strings.TrimSpace(cells[1]) == "" {
		return "columns"
	}
	from, to := strings.Split(cells[0], "|"), strings.Split(cells[1], "|")
	if len(from) > maxLexiconForms || len(to) > maxLexiconForms {
		return "many"
	}
	for _, f := range from {
		for _, t := range to {
			l.add(content(f, source), content(t, target))
		}
	}
	return ""
}

// content answers the folded words of a phrase that carry its meaning.
func content(phrase, tag string) []string {
	var words []string
	for _, t := range lang.Tokens(phrase) {
		key := strings.TrimRight(lang.Fold(t.Text, tag), "'")
		if t.Word && key != "" {
			words = append(words, key)
		}
	}
	if len(words) < 2 {
		return words
	}
	return slices.DeleteFunc(words, func(w string) bool { return runes(w) < 3 })
}

func (l *Lexicon) add(from, to []string) {
	p := pWord
	if len(from) > 1 || len(to) > 1 {
		p = pPhrase
	}
	for _, f := range from {
		for _, t := range to {
			l.put(f, entry{t, p})
		}
	}
}

// put keeps the stronger of two entries for the same words.
func (l *Lexicon) put(from string, e entry) {
	for i, have := range l.entries[from] {
		if have.word == e.word {
			l.entries[from][i].p = max(have.p, e.p)
			return
		}
	}
	l.entries[from] = append(l.entries[from], e)
}

func (l *Lexicon) addAll(other *Lexicon) {
	for from, entries := range other.entries {
		for _, e := range entries {
			l.put(from, e)
		}
	}
}

// Len is the number of pairs of words.
func (l *Lexicon) Len() int {
	n := 0
	for _, entries := range l.entries {
		n += len(entries)
	}
	return n
}

// reversed is the lexicon of the other direction.
func (l *Lexicon) reversed() *Lexicon {
	out := &Lexicon{entries: map[string][]entry{}}
	for from, entries := range l.entries {
		for _, e := range entries {
			out.entries[e.word] = append(out.entries[e.word], entry{from, e.p})
		}
	}
	return out
}

// builtIn is what comes with the program for a language pair.
func builtIn(source, target string) *Lexicon {
	l := &Lexicon{entries: map[string][]entry{}}
	switch {
	case source == target:
		return l
	case source == "ar" && target == "fr":
		l.addNewsroom()
	case source == "fr" && target == "ar":
		l.addNewsroom()
		l = l.reversed()
	}
	l.addPlaces(source, target)
	return l
}

// addNewsroom reads the lists that are part of the program, which a test holds to be sound.
func (l *Lexicon) addNewsroom() {
	files, err := newsroom.ReadDir("lexicon")
	if err != nil {
		return
	}
	for _, f := range files {
		text, err := newsroom.ReadFile("lexicon/" + f.Name())
		if err != nil {
			continue
		}
		if own, err := ReadLexicon(bytes.NewReader(text), "ar", "fr"); err == nil {
			l.addAll(own)
		}
	}
}

// addPlaces adds the names that CLDR has for countries and languages in both languages.
func (l *Lexicon) addPlaces(source, target string) {
	from, err := language.Parse(source)
	to, err2 := language.Parse(target)
	if err != nil || err2 != nil {
		return
	}
	regions := [2]display.Namer{display.Regions(from), display.Regions(to)}
	languages := [2]display.Namer{display.Languages(from), display.Languages(to)}
	for code := range codes {
		if r, err := language.ParseRegion(code); err == nil && r.IsCountry() {
			l.addNames(regions, r, source, target)
		}
		if b, err := language.ParseBase(strings.ToLower(code)); err == nil {
			l.addNames(languages, b, source, target)
		}
	}
}

// codes yields all codes of two letters, of which ISO 639 and ISO 3166 take theirs.
func codes(yield func(string) bool) {
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			if !yield(string([]rune{a, b})) {
				return
			}
		}
	}
}

func (l *Lexicon) addNames(in [2]display.Namer, what any, source, target string) {
	if in[0] == nil || in[1] == nil {
		return
	}
	if from, to := in[0].Name(what), in[1].Name(what); from != "" && to != "" {
		l.add(content(from, source), content(to, target))
	}
}
