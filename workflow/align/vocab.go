package align

import (
	"strings"
	"unicode"

	"truchement/workflow/lang"
)

// kind is the kind of a word type, which decides how it is matched.
type kind uint8

const (
	plain  kind = iota
	number      // its key is its digits
	sign        // punctuation that translations keep
	latin       // Latin letters
	arabic      // Arabic letters
)

// wordType is a distinct word of one side's texts.
type wordType struct {
	kind     kind
	key      string   // folded
	stems    []string // forms to look up in the lexicon, longest first
	stem     int      // index of its counting stem in the vocab
	skeleton string   // see arabicSkeleton and latinSkeleton
	name     bool     // may be a name: Arabic, or seen with a capital
	letters  int
}

// vocab is the vocabulary of one side's texts.
type vocab struct {
	tag   string
	ids   map[string]int // type by word as written, -1 for a word without a type
	types []wordType
	byKey map[string]int // type by folded key
	stems map[string]int
	known func(word string) bool // tells a folded Arabic word from letters; nil: words are not cut
}

func newVocab(tag string) *vocab {
	return &vocab{tag: tag, ids: map[string]int{}, byKey: map[string]int{},
		stems: map[string]int{}}
}

// typesIn returns the types of a sentence, each once, in order of appearance.
func (v *vocab) typesIn(text string) []int {
	var ids []int
	tokens := lang.Tokens(text)
	for i, t := range tokens {
		if t.Word && joinsThousands(tokens, i) {
			ids = v.add(ids, tokens[i-1].Text+t.Text)
		}
		for _, word := range v.parts(t.Text) {
			ids = v.add(ids, word)
		}
	}
	return ids
}

// parts are the words that a word was put together from by leaving out the spaces; most words are one.
func (v *vocab) parts(word string) []string {
	if v.known != nil && len(word) >= minGlued {
		if parts := unglue(lang.Fold(word, v.tag), v.known); parts != nil {
			return parts
		}
	}
	return []string{word}
}

// joinsThousands reports whether token i is the last group of a number with a plain space between
// its groups.
func joinsThousands(tokens []lang.Token, i int) bool {
	if i == 0 || !tokens[i-1].Word || tokens[i].Start != tokens[i-1].End+1 {
		return false
	}
	last, first := tokens[i].Text, tokens[i-1].Text
	return digitCount(last) == 3 && digitCount(first) >= 1 && digitCount(first) <= 3
}

// digitCount returns the number of digits of a word of digits alone, and 0 for any other word.
func digitCount(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsDigit(r) {
			return 0
		}
		n++
	}
	return n
}

// add appends the type of a word to ids, unless it is there or the word has none. A word that mixes
// digits and letters (18h30, 1er) counts as the numbers in it.
func (v *vocab) add(ids []int, word string) []int {
	if id, ok := v.ids[word]; ok {
		if id < 0 {
			return ids
		}
		return appendUnique(ids, id)
	}
	if !strings.ContainsFunc(word, unicode.IsDigit) || digitCount(stripSeparators(word)) > 0 {
		id := v.intern(word)
		v.ids[word] = id
		if id < 0 {
			return ids
		}
		return appendUnique(ids, id)
	}
	for _, part := range strings.FieldsFunc(word, func(r rune) bool {
		return !unicode.IsDigit(r)
	}) {
		ids = v.add(ids, part)
	}
	return ids
}

// appendUnique appends v unless list has it. Lists are short, so that a scan is faster than a map.
func appendUnique[T comparable](list []T, v T) []T {
	for _, have := range list {
		if have == v {
			return list
		}
	}
	return append(list, v)
}

// stripSeparators takes the separators out of a number.
func stripSeparators(word string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '.', ',', '٫', '٬', ' ', '\u00A0', '\u202F':
			return -1
		}
		return r
	}, word)
}

// intern returns the type of a word, or -1 for signs that translations do not keep.
func (v *vocab) intern(word string) int {
	t := wordType{key: lang.Fold(word, v.tag)}
	first := []rune(word)[0]
	switch {
	case t.key == "":
		return -1
	case unicode.IsDigit(first):
		t.kind, t.key = number, stripSeparators(t.key)
	case unicode.Is(unicode.Arabic, first) && unicode.IsLetter(first):
		t.kind, t.name = arabic, true
		t.stems, t.stem = arabicStems(t.key), v.stemID(arabicStem(t.key))
	case unicode.IsLetter(first):
		v.describeLatin(&t, word)
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
	t.letters = runeCount(t.key)
	v.byKey[t.key] = len(v.types)
	v.types = append(v.types, t)
	return len(v.types) - 1
}

func (v *vocab) describeLatin(t *wordType, word string) {
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

// signKey returns the key of a sign that translations keep, and "" for others.
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
