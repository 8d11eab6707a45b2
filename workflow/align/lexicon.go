package align

import (
	"bufio"
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"truchement/workflow/lang"
)

// newsroomFiles are our own lists of Arabic-French pairs of the news, as ReadLexicon reads them.
//
//go:embed lexicon/*.tsv
var newsroomFiles embed.FS

// The limits of a lexicon file.
const (
	maxLexiconLine  = 64 << 10
	maxLexiconLines = 1 << 20
	maxLexiconForms = 64 // alternatives on one side of a line
)

// Lexicon is a list of words of two languages that translate each other.
type Lexicon struct {
	entries map[string][]entry // by folded word of the source language
}

type entry struct {
	word string  // folded, of the target language
	p    float64 // probability that a translation has word
}

// The probabilities of lexicon entries.
const (
	pWord   = 0.62 // a word for a word
	pPhrase = 0.50 // a word of a phrase for one of the other phrase
)

// ErrLexicon is wrapped by every error about the content of a lexicon.
var ErrLexicon = errors.New("align: lexicon")

// LineError is an error in a line of a lexicon.
type LineError struct {
	Line int
	Why  string // columns, encoding, long, many
}

// Error returns the error in English, for logs.
func (e *LineError) Error() string {
	return fmt.Sprintf("align: lexicon line %d: %s", e.Line, e.Why)
}

// Unwrap returns ErrLexicon.
func (e *LineError) Unwrap() error { return ErrLexicon }

// ReadLexicon reads lines of tab-separated columns: the source language, the target language, and
// others that are ignored. Both may have alternatives, separated by |. Each word of a
// phrase is paired with each of the other. Empty lines and lines that begin with # are skipped. The
// error is a *LineError, or the reader's own.
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
		if why := l.addLine(line, lang.Base(source), lang.Base(target)); why != "" {
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

// addLine adds one line, and returns the reason if it cannot.
func (l *Lexicon) addLine(line, source, target string) string {
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
			l.addPhrases(contentWords(f, source), contentWords(t, target))
		}
	}
	return ""
}

// contentWords returns the folded words of a phrase, without short ones if it has several.
func contentWords(phrase, tag string) []string {
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
	return slices.DeleteFunc(words, func(w string) bool { return runeCount(w) < 3 })
}

func (l *Lexicon) addPhrases(from, to []string) {
	p := pWord
	if len(from) > 1 || len(to) > 1 {
		p = pPhrase
	}
	for _, f := range from {
		for _, t := range to {
			l.addEntry(f, entry{t, p})
		}
	}
}

// addEntry adds an entry, or keeps the greater probability if it is there.
func (l *Lexicon) addEntry(from string, e entry) {
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
			l.addEntry(from, e)
		}
	}
}

// Len returns the number of pairs of words.
func (l *Lexicon) Len() int {
	n := 0
	for _, entries := range l.entries {
		n += len(entries)
	}
	return n
}

// translations are the words that are translations, and the stems by which they are found in a text.
func (l *Lexicon) translations(target string) map[string]bool {
	words := make(map[string]bool, len(l.entries))
	for _, entries := range l.entries {
		for _, e := range entries {
			words[e.word] = true
			if target == "fr" {
				words[frenchStem(e.word)] = true
			}
		}
	}
	return words
}

// reversed returns the lexicon of the other direction.
func (l *Lexicon) reversed() *Lexicon {
	out := &Lexicon{entries: map[string][]entry{}}
	for from, entries := range l.entries {
		for _, e := range entries {
			out.entries[e.word] = append(out.entries[e.word], entry{from, e.p})
		}
	}
	return out
}

// builtInLexicon returns the lexicon that comes with the program for a pair of languages.
func builtInLexicon(source, target string) *Lexicon {
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

// addNewsroom adds the embedded lists.
func (l *Lexicon) addNewsroom() {
	for _, own := range newsroomLists() {
		l.addAll(own)
	}
}

// newsroomLists are the embedded lists by the names of their files. A test checks that all of them can be read.
func newsroomLists() iter.Seq2[string, *Lexicon] {
	return func(yield func(string, *Lexicon) bool) {
		files, err := newsroomFiles.ReadDir("lexicon")
		if err != nil {
			return
		}
		for _, f := range files {
			name := "lexicon/" + f.Name()
			text, err := newsroomFiles.ReadFile(name)
			if err != nil {
				continue
			}
			if own, err := ReadLexicon(bytes.NewReader(text), "ar", "fr"); err == nil && !yield(name, own) {
				return
			}
		}
	}
}

// addPlaces adds CLDR's names of countries and languages in both languages.
func (l *Lexicon) addPlaces(source, target string) {
	from, err := language.Parse(source)
	to, err2 := language.Parse(target)
	if err != nil || err2 != nil {
		return
	}
	regions := [2]display.Namer{display.Regions(from), display.Regions(to)}
	languages := [2]display.Namer{display.Languages(from), display.Languages(to)}
	for code := range twoLetterCodes {
		if r, err := language.ParseRegion(code); err == nil && r.IsCountry() {
			l.addNames(regions, r, source, target)
		}
		if b, err := language.ParseBase(strings.ToLower(code)); err == nil {
			l.addNames(languages, b, source, target)
		}
	}
}

// twoLetterCodes yields every code of two letters: ISO 639 and ISO 3166 use some of them.
func twoLetterCodes(yield func(string) bool) {
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
		l.addPhrases(contentWords(from, source), contentWords(to, target))
	}
}
