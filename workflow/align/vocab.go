package align

import (
	"strings"
	"unicode"

	"truchement/workflow/lang"
)

// kind says what a word type is; each kind has its own way to match.
type kind uint8

const (
	plain  kind = iota
	number      // its key is its digits
	sign        // punctuation that translations keep
	latin       // Latin letters
	arabic      // Arabic letters
)

// wordType is a word as texts have it, in all its occurrences.
type wordType struct {
	kind     kind
	key      string   // folded
	stems    []string // of words: for the lexicon, longest first
	stem     int      // index of the counting stem in its vocab
	skeleton string   // of what may be a name
	name     bool     // seen with a capital
	letters  int
}

// vocab is the word types of one side.
type vocab struct {
	tag   string
	ids   map[string]int // by the word as written
	types []wordType
	byKey map[string]int // by folded key
	stems map[string]int
}

func newVocab(tag string) *vocab {
	return &vocab{tag: tag, ids: map[string]int{}, byKey: map[string]int{},
		stems: map[string]int{}}
}

// read answers the types of a sentence, each once, in order of appearance.
func (v *vocab) read(text string) []int {
	var ids []int
	tokens := lang.Tokens(text)
	for i, t := range tokens {
		if t.Word && joinsThousands(tokens, i) {
			ids = v.add(ids, tokens[i-1].Text+t.Text)
		}
		ids = v.add(ids, t.Text)
	}
	return ids
}

// joinsThousands says whether token i is the last group of a number that a plain space parts.
func joinsThousands(tokens []lang.Token, i int) bool {
	if i == 0 || !tokens[i-1].Word || tokens[i].Start != tokens[i-1].End+1 {
		return false
	}
	last, first := tokens[i].Text, tokens[i-1].Text
	return onlyDigits(last) == 3 && onlyDigits(first) >= 1 && onlyDigits(first) <= 3
}

// onlyDigits is the number of characters of a word of digits, and 0 for any other.
func onlyDigits(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsDigit(r) {
			return 0
		}
		n++
	}
	return n
}

// add appends the type of a word unless it is there or says nothing. A word that mixes digits
// with letters (18h30, 1er) is the numbers in it.
func (v *vocab) add(ids []int, word string) []int {
	if id, ok := v.ids[word]; ok {
		if id < 0 {
			return ids
		}
		return appendID(ids, id)
	}
	if !strings.ContainsFunc(word, unicode.IsDigit) || onlyDigits(strip(word)) > 0 {
		id := v.intern(word)
		v.ids[word] = id
		if id < 0 {
			return ids
		}
		return appendID(ids, id)
	}
	for _, part := range strings.FieldsFunc(word, func(r rune) bool {
		return !unicode.IsDigit(r)
	}) {
		ids = v.add(ids, part)
	}
	return ids
}

func appendID(ids []int, id int) []int {
	for _, have := range ids {
		if have == id {
			return ids
		}
	}
	return append(ids, id)
}

// strip takes the separators out of a number.
func strip(word string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '.', ',', '٫', '٬', ' ', '\u00A0', '\u202F':
			return -1
		}
		return r
	}, word)
}

// intern makes the type of a word, -1 for signs that say nothing.
func (v *vocab) intern(word string) int {
	t := wordType{key: lang.Fold(word, v.tag)}
	first := []rune(word)[0]
	switch {
	case t.key == "":
		return -1
	case unicode.IsDigit(first):
		t.kind, t.key = number, strip(t.key)
	case unicode.Is(unicode.Arabic, first) && unicode.IsLetter(first):
		v.arabicWord(&t)
	case unicode.IsLetter(first):
		v.latinWord(&t, word)
	default:
		t.kind, t.key = sign, signKey(t.key)
	}
	if t.key == "" {
		return -1
	}
	if id, ok := v.byKey[t.key]; ok {
		v.types[id].name = v.types[id].name || t.name
		return id
	}
	t.letters = runes(t.key)
	v.byKey[t.key] = len(v.types)
	v.types = append(v.types, t)
	return len(v.types) - 1
}

func (v *vocab) arabicWord(t *wordType) {
	t.kind = arabic
	t.stems = arabicStems(t.key)
	t.stem = v.stemID(arabicStem(t.key))
	t.name = true
}

func (v *vocab) latinWord(t *wordType, word string) {
	t.kind = latin
	t.key = strings.TrimRight(t.key, "'")
	t.name = unicode.IsUpper([]rune(word)[0])
	if v.tag == "fr" {
		t.stems = frenchStems(t.key)
	} else {
		t.stems = []string{t.key}
	}
	t.stem = v.stemID(frenchStem(t.key))
	t.skeleton = latinSkeleton(strings.TrimRight(
		lang.Fold(strings.NewReplacer("ç", "s", "Ç", "s").Replace(word), v.tag), "'"))
}

func (v *vocab) stemID(stem string) int {
	id, ok := v.stems[stem]
	if !ok {
		id = len(v.stems)
		v.stems[stem] = id
	}
	return id
}

// signKey names the signs that translations keep, and is empty for the others.
func signKey(folded string) string {
	switch folded[0] {
	case '?', '!', '"', '(', '%', ':':
		return folded[:1]
	}
	if strings.HasPrefix(folded, "...") || strings.HasPrefix(folded, "…") {
		return "..."
	}
	return ""
}
