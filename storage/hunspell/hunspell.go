package hunspell

import (
	"log/slog"
	"os/exec"
	"strings"
	"sync"
	"time"
	"unicode"
)

const (
	// answerWithin bounds one question, with the start of the program, which reads a dictionary of some megabytes.
	answerWithin = 5 * time.Second
	// restAfter is how long a language is not asked for after its program failed.
	restAfter = time.Minute
	// mostKept is how many words of a language are remembered, and mostAsked how many are asked in one question.
	mostKept  = 50_000
	mostAsked = 500
)

// Speller asks for words. It is safe for concurrent use; Close ends its programs.
type Speller struct {
	program string
	log     *slog.Logger
	now     func() time.Time

	mu        sync.Mutex
	missing   bool
	languages map[string]*language
}

// New returns a speller that runs a program: "hunspell", or the path of it.
func New(program string, log *slog.Logger) *Speller {
	return &Speller{program: program, log: log, now: time.Now, languages: map[string]*language{}}
}

// language is the program with the dictionary of one language.
type language struct {
	mu      sync.Mutex // held while it is asked
	run     *process   // nil: not running
	rest    time.Time  // it is not asked until then
	said    bool       // that it failed
	known   map[string]bool
	unknown map[string][]string
}

// Unknown returns those of the words that the dictionary of a language does not know, each with what may be meant. It
// knows all words of a language that has no dictionary, or whose program does not answer in time.
func (s *Speller) Unknown(tag string, words []string) map[string][]string {
	l := s.language(tag)
	if l == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	var asked []string
	for _, w := range words {
		if _, unknown := l.unknown[w]; !l.known[w] && !unknown && isWord(w) && len(asked) < mostAsked {
			asked = append(asked, w)
		}
	}
	if len(asked) > 0 && !s.now().Before(l.rest) {
		s.ask(l, tag, asked)
	}
	found := map[string][]string{}
	for _, w := range words {
		if meant, ok := l.unknown[w]; ok {
			found[w] = meant
		}
	}
	return found
}

// language is that of a tag; nil where the program is not installed.
func (s *Speller) language(tag string) *language {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.missing {
		return nil
	}
	l := s.languages[tag]
	if l != nil {
		return l
	}
	if _, err := exec.LookPath(s.program); err != nil {
		s.missing = true
		s.log.Info("spelling is not checked: hunspell is not installed", "program", s.program)
		return nil
	}
	l = &language{known: map[string]bool{}, unknown: map[string][]string{}}
	s.languages[tag] = l
	return l
}

// ask asks the program, which it starts if need be, and remembers what it says. A failure is logged once.
func (s *Speller) ask(l *language, tag string, words []string) {
	if len(l.known)+len(l.unknown) > mostKept {
		clear(l.known)
		clear(l.unknown)
	}
	var err error
	if l.run == nil {
		l.run, err = start(s.program, dictionaries(tag))
	}
	var unknown map[string][]string
	if err == nil {
		unknown, err = l.run.ask(words, answerWithin)
	}
	if err != nil {
		if l.run != nil {
			l.run.end()
			l.run = nil
		}
		l.rest = s.now().Add(restAfter)
		if !l.said {
			l.said = true
			s.log.Warn("spelling is not checked", "language", tag, "error", err)
		}
		return
	}
	for _, w := range words {
		if meant, ok := unknown[w]; ok {
			l.unknown[w] = meant
		} else {
			l.known[w] = true
		}
	}
}

// Close ends all programs.
func (s *Speller) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range s.languages {
		l.mu.Lock()
		if l.run != nil {
			l.run.end()
			l.run = nil
		}
		l.mu.Unlock()
	}
}

// isWord reports whether the program can be asked for a word: it reads one from a line.
func isWord(word string) bool {
	return word != "" && len(word) < 100 && !strings.ContainsFunc(word, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune("-'’", r)
	})
}

// dictionaries are the names that the dictionary of a tag may have, the likeliest first: fr_MA, fr_FR, fr.
func dictionaries(tag string) []string {
	base, region, found := strings.Cut(tag, "-")
	var names []string
	if found {
		names = append(names, base+"_"+region)
	}
	if base == "fr" {
		names = append(names, "fr_FR")
	}
	return append(names, base)
}
