package term

import (
	"embed"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// listFiles are the lists of a language, a folder each: endings.txt, plural.txt, feminine.txt,
// spelling.txt, apart.txt, phrase.txt and verb.txt, for Arabic whole.txt, for French english.txt,
// invariable.txt, particle.txt and regular.txt. Each says at its head what it holds.
//
//go:embed list
var listFiles embed.FS

// lists is what is known of the words of a language.
type lists struct {
	endings            []ending
	forms              map[string][]listedForm // by key
	plurals, feminines map[string][]string     // of the dictionary's words, as the lists spell them
	apart              set                     // words that look like forms of another word, as spelled
	whole              set                     // words whose ال is no article, as spelled
	phrases            map[string][]phrase     // by the word that they are listed for
	// particles are the small words of names that have a capital or none, as spelled.
	particles set
	verb      map[string]set // of verb.txt, by what it calls them
	english   set            // words of English names in French text
	// invariable are the French words inside a term that have no plural and no feminine, and regular
	// those in al, ail, au, eau, eu and ou whose plural only adds s.
	invariable, regular set
}

// ending is a line of endings.txt: the ending of a form, and that of the dictionary's word.
type ending struct {
	tail
	word        tail
	number      Number
	gender      Gender
	place       place
	withPronoun pronounRule
	least       int // letters before the ending
	rule        string
}

// pronounRule says whether a form with the ending may have a pronoun after it.
type pronounRule bool

const noPronoun pronounRule = false

// listedForm is a form that a list knows, and the dictionary's word.
type listedForm struct {
	form   []rune
	word   tail
	number Number
	gender Gender
	place  place
	rule   string
}

var (
	arabicLists = sync.OnceValue(func() *lists { return mustReadLists("ar") })
	frenchLists = sync.OnceValue(func() *lists { return mustReadLists("fr") })
)

// mustReadLists panics if the embedded lists are invalid. A test reads them.
func mustReadLists(tag string) *lists {
	l := &lists{forms: map[string][]listedForm{}, plurals: map[string][]string{},
		feminines: map[string][]string{}}
	eachLine(tag, "endings.txt", func(fields []string) error {
		e, err := newEnding(fields)
		l.endings = append(l.endings, e)
		return err
	})
	l.readForms(tag, "plural.txt", l.plurals, listedForm{number: Plural, rule: ruleListed})
	l.readForms(tag, "feminine.txt", l.feminines, listedForm{gender: Feminine, rule: "list: feminine"})
	l.readForms(tag, "spelling.txt", map[string][]string{}, listedForm{rule: "list: spelling"})
	l.apart = readSet(tag, "apart.txt")
	l.phrases = readPhrases(tag)
	l.verb = readVerb(tag)
	if tag == "ar" {
		l.whole = readSet(tag, "whole.txt")
	} else {
		l.particles = readSet(tag, "particle.txt")
		l.english = readSet(tag, "english.txt")
		l.invariable = readSet(tag, "invariable.txt")
		l.regular = readSet(tag, "regular.txt")
	}
	return l
}

// eachLine visits the lines of a list that are no comments, as fields between spaces.
func eachLine(tag, name string, visit func(fields []string) error) {
	data, err := listFiles.ReadFile("list/" + tag + "/" + name)
	if err != nil {
		panic(fmt.Sprintf("term: embedded list: %v", err))
	}
	for line := range strings.Lines(string(data)) {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		if err := visit(fields); err != nil {
			panic(fmt.Sprintf("term: list/%s/%s: %q: %v", tag, name, line, err))
		}
	}
}

// readForms reads a list whose lines are a dictionary's word and its forms, also into a map by the
// word.
func (l *lists) readForms(tag, name string, byWord map[string][]string, f listedForm) {
	eachLine(tag, name, func(fields []string) error {
		f.word = newTail(spelled(fields[0]))
		for _, form := range fields[1:] {
			form, doubtful := strings.CutPrefix(form, "?")
			if f.place = anywhere; doubtful {
				f.place = inPhrase
			}
			byWord[fields[0]] = append(byWord[fields[0]], form)
			f.form = spelled(form)
			key := string(newTail(f.form).keys)
			l.forms[key] = append(l.forms[key], f)
		}
		return nil
	})
}

func readSet(tag, name string) set {
	words := set{}
	eachLine(tag, name, func(fields []string) error {
		words.add(fields)
		return nil
	})
	return words
}

func readVerb(tag string) map[string]set {
	verb := map[string]set{}
	eachLine(tag, "verb.txt", func(fields []string) error {
		if verb[fields[0]] == nil {
			verb[fields[0]] = set{}
		}
		verb[fields[0]].add(fields[1:])
		return nil
	})
	return verb
}

// set is a list of words, as spelled.
type set map[string]struct{}

func (s set) add(words []string) {
	for _, w := range words {
		s[w] = struct{}{}
	}
}

func (s set) has(word string) bool {
	_, ok := s[word]
	return ok
}

// phrase is a line of phrase.txt: its words, and which of them is not the noun that it looks like.
type phrase struct {
	words []string
	at    int
}

func readPhrases(tag string) map[string][]phrase {
	phrases := map[string][]phrase{}
	eachLine(tag, "phrase.txt", func(fields []string) error {
		at := slices.IndexFunc(fields, func(f string) bool { return strings.HasPrefix(f, "*") })
		if at < 0 {
			return errors.New("no word with *")
		}
		p := phrase{at: at}
		for _, f := range fields {
			p.words = append(p.words, string(spelled(strings.TrimPrefix(f, "*"))))
		}
		phrases[p.words[at]] = append(phrases[p.words[at]], p)
		return nil
	})
	return phrases
}

// spelled returns the letters of a word as a text's are spelled.
func spelled(word string) []rune {
	var letters []rune
	for _, r := range word {
		letters = appendSpelled(letters, r)
	}
	return letters
}

// newEnding reads the fields of a line: the ending, that of the word or -, number, gender, place,
// whether a pronoun may follow, how many letters are before it at least.
func newEnding(fields []string) (ending, error) {
	if len(fields) != 7 {
		return ending{}, fmt.Errorf("%d fields, want 7", len(fields))
	}
	e := ending{tail: newTail([]rune(fields[0])), rule: "ending " + fields[0]}
	if fields[1] != "-" {
		e.word = newTail([]rune(fields[1]))
	}
	var ok [4]bool
	e.number, ok[0] = numberNames[fields[2]]
	e.gender, ok[1] = genderNames[fields[3]]
	e.place, ok[2] = placeNames[fields[4]]
	e.withPronoun, ok[3] = pronounNames[fields[5]]
	for i, known := range ok {
		if !known {
			return e, fmt.Errorf("unknown word %s", fields[2+i])
		}
	}
	var err error
	e.least, err = strconv.Atoi(fields[6])
	return e, err
}

var (
	numberNames = map[string]Number{"-": "", "dual": Dual, "plural": Plural}
	genderNames = map[string]Gender{"-": "", "feminine": Feminine}
	placeNames  = map[string]place{"anywhere": anywhere, "construct": construct,
		"agreeing": agreeing, "adjective": adjective, "people": people, "pronoun": beforePronoun,
		"figure": beforeFigure}
	pronounNames = map[string]pronounRule{"-": noPronoun, "pronoun": !noPronoun}
)
