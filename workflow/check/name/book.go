package name

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"truchement/workflow/check/look"
	"truchement/workflow/lang"
	"truchement/workflow/lang/stem"
	"truchement/workflow/term/name"
)

var (
	//go:embed table/names.tsv
	namesFile string
	//go:embed table/exonyms.tsv
	exonymsFile string
)

// knownName is a name with its spellings in both languages, as they are written, the usual one first. Its keys are those of
// nameKey.
type knownName struct {
	arabic, latin         []string
	arabicKeys, latinKeys []string
	country               bool
	loose                 bool // it may be written by its sound too, so that it proves nothing
}

// nameBook are the known names by the first word of each of their spellings' keys.
type nameBook struct{ arabic, latin map[string][]*knownName }

// knownNames are those of names.tsv, the places of workflow/term/name and CLDR's names of countries that are one word in both languages.
var knownNames = sync.OnceValue(func() nameBook {
	b := nameBook{arabic: map[string][]*knownName{}, latin: map[string][]*knownName{}}
	b.addLines(namesFile, knownName{})
	for arabic, french := range name.Places() {
		n := &knownName{arabic: arabic, latin: french}
		b.add(n)
		n.loose = slices.ContainsFunc(n.arabicKeys, func(key string) bool { return mayBeWord(key, n.latinKeys) })
	}
	b.addLines(exonymsFile, knownName{loose: true})
	arabic, french := display.Regions(language.Arabic), display.Regions(language.French)
	for a := 'A'; a <= 'Z'; a++ {
		for c := 'A'; c <= 'Z'; c++ {
			r, err := language.ParseRegion(string([]rune{a, c}))
			if err != nil || !r.IsCountry() {
				continue
			}
			of, to := arabic.Name(r), french.Name(r)
			if !strings.Contains(of+to, " ") && !strings.Contains(to, "-") && !commonWords[of] && b.latin[nameKey(to, "fr")] == nil {
				b.add(&knownName{arabic: []string{of}, latin: []string{to}, country: true})
			}
		}
	}
	return b
})

// mayBeWord reports whether the key of a place may be a common word, or the end of one after a clitic: the dictionary has it, and
// does not mean the place.
func mayBeWord(key string, latin []string) bool {
	if utf8.RuneCountInString(key) < 4 {
		return true
	}
	return !dictionary().Named(key) && (dictionary().Common(key) || stem.Known(key)) &&
		!slices.ContainsFunc(dictionary().Of(key), func(word string) bool { return slices.Contains(latin, word) })
}

// commonWords are names of countries that are common words too.
var commonWords = map[string]bool{"مالي": true, "عُمان": true, "قطر": true, "روينيون": true, "جيرسي": true}

// addLines adds the names of a list, as they are in kind.
func (b nameBook) addLines(list string, kind knownName) {
	for line := range strings.Lines(list) {
		if arabic, latin, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && line[0] != '#' {
			n := kind
			n.arabic, n.latin = strings.Split(arabic, "|"), strings.Split(latin, "|")
			b.add(&n)
		}
	}
}

func (b nameBook) add(n *knownName) {
	put := func(by map[string][]*knownName, key string) {
		first, _, _ := strings.Cut(key, " ")
		if !slices.Contains(by[first], n) {
			by[first] = append(by[first], n)
		}
	}
	for _, s := range n.arabic {
		key := strings.TrimPrefix(nameKey(s, "ar"), "ال")
		n.arabicKeys = append(n.arabicKeys, key)
		put(b.arabic, key)
	}
	for _, s := range n.latin {
		key := frenchArticle.ReplaceAllString(nameKey(s, "fr"), "")
		n.latinKeys = append(n.latinKeys, key)
		put(b.latin, key)
	}
}

// frenchArticle is that of a folded name: le caire.
var frenchArticle = regexp.MustCompile("^l[ae] ")

// nameKey is lang.Fold with a space for a hyphen.
func nameKey(s, tag string) string { return strings.ReplaceAll(lang.Fold(s, tag), "-", " ") }

// mention is a known name in one of the texts, from the word first to before the word end.
type mention struct {
	*knownName
	first, end int
	at         look.Range
}

// latinMentions are the known names of the Latin text. A name has a capital.
func (t *nameTexts) latinMentions() (all []mention) {
	for i := range t.latin {
		if r, _ := utf8.DecodeRuneInString(t.latin[i].Text); !unicode.IsUpper(r) {
			continue
		}
		for _, n := range knownNames().latin[t.latin[i].key] {
			if end := t.latinEnd(i, n); end > 0 {
				all = append(all, mention{n, i, end, look.Span(t.latin[i].Start, t.latin[end-1].End)})
			}
		}
	}
	return all
}

// latinEnd is where the longest spelling of a name that begins at word i ends, 0: none does.
func (t *nameTexts) latinEnd(i int, n *knownName) (end int) {
	for _, key := range n.latinKeys {
		words := strings.Fields(key)
		k := 0
		for k < len(words) && i+k < len(t.latin) && t.latin[i+k].key == words[k] {
			k++
		}
		if k == len(words) {
			end = max(end, i+k)
		}
	}
	return end
}

// arabicMentions are the known names of the Arabic text.
func (t *nameTexts) arabicMentions() (all []mention) {
	for j := range t.arabic {
		all = append(all, t.arabicMentionsAt(j)...)
	}
	return all
}

func (t *nameTexts) arabicMentionsAt(j int) (all []mention) {
	for _, f := range t.arabic[j].forms {
		for _, n := range knownNames().arabic[f.key] {
			for _, key := range n.arabicKeys {
				words := strings.Fields(key)
				k := 1
				for k < len(words) && j+k < len(t.arabic) && t.arabic[j+k].forms[0].key == words[k] {
					k++
				}
				if k == len(words) && f.key == words[0] {
					all = append(all, mention{n, j, j + k, look.Span(t.arabic[j].Start+f.at, t.arabic[j+k-1].End)})
				}
			}
		}
	}
	return all
}
