package align

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/lang"
)

// Dictionary is the built-in lexicon of two languages, for looking up words of a text and its translation, in any form and
// with their clitics. It is immutable and safe for concurrent use.
type Dictionary struct {
	source, target string
	forward        *Lexicon
	backward       *Lexicon
	// names and common are the words of both languages, one by one, by where the lexicon has them: in the lists of places, peoples and
	// companies, or in others.
	names, common map[string]bool
}

// nameLists are the lists of the lexicon that have names alone.
var nameLists = []string{"lexicon/cities.tsv", "lexicon/places.tsv"}

// NewDictionary makes the dictionary of two languages, given as BCP 47 tags.
func NewDictionary(source, target string) *Dictionary {
	l := builtInLexicon(lang.Base(source), lang.Base(target))
	d := &Dictionary{source: lang.Base(source), target: lang.Base(target), forward: l, backward: l.reversed(),
		names: map[string]bool{}, common: map[string]bool{}}
	d.sortNames()
	return d
}

// sortNames parts the words of the built-in lists from names.
func (d *Dictionary) sortNames() {
	names := &Lexicon{entries: map[string][]entry{}}
	names.addPlaces(d.source, d.target)
	for file, l := range newsroomLists() {
		if slices.Contains(nameLists, file) {
			names.addAll(l)
		} else {
			l.addWords(d.common, 0)
		}
	}
	names.addWords(d.names, pWord)
}

// addWords adds the words of both languages to a set, those of entries that are at least as probable.
func (l *Lexicon) addWords(set map[string]bool, least float64) {
	for from, entries := range l.entries {
		for _, e := range entries {
			if e.p >= least {
				set[from], set[e.word] = true, true
			}
		}
	}
}

// Entry is what a dictionary knows of a word of one of two texts.
type Entry struct {
	Listed     bool // it has the word
	Name       bool // it has the word as a name alone: a place, a people, a company
	Translated bool // the other text has a word that it gives for it
}

// Look looks up the words of two texts, and returns an entry for each.
func (d *Dictionary) Look(source, target []string) (of, to []Entry) {
	from, into := newVocab(d.source), newVocab(d.target)
	of, to = make([]Entry, len(source)), make([]Entry, len(target))
	byStem := map[string][]int{}
	for j, w := range target {
		for _, s := range into.stemsOf(w) {
			byStem[s] = append(byStem[s], j)
			to[j].Listed = to[j].Listed || len(d.backward.entries[s]) > 0
		}
		to[j].Name = d.isName(into.stemsOf(w))
	}
	for i, w := range source {
		of[i].Name = d.isName(from.stemsOf(w))
		for _, s := range from.stemsOf(w) {
			for _, e := range d.forward.entries[s] {
				of[i].Listed = true
				for _, j := range byStem[e.word] {
					of[i].Translated, to[j].Translated = true, true
				}
			}
		}
	}
	return of, to
}

// stemsOf are the forms under which a lexicon may have a word.
func (v *vocab) stemsOf(word string) (stems []string) {
	for _, id := range v.add(nil, word) {
		stems = append(stems, v.types[id].stems...)
	}
	return stems
}

// isName reports whether a word, given by its stems, is a name alone.
func (d *Dictionary) isName(stems []string) bool {
	name := false
	for _, s := range stems {
		if d.common[s] {
			return false
		}
		name = name || d.names[s]
	}
	return name
}

// Links are the words of the target that the dictionary gives for each word of the source, by their numbers.
func (d *Dictionary) Links(source, target []string) [][]int {
	from, into := newVocab(d.source), newVocab(d.target)
	byStem := map[string][]int{}
	for j, w := range target {
		for _, s := range into.stemsOf(w) {
			byStem[s] = append(byStem[s], j)
		}
	}
	links := make([][]int, len(source))
	for i, w := range source {
		for _, s := range from.stemsOf(w) {
			for _, e := range d.forward.entries[s] {
				for _, j := range byStem[e.word] {
					if !slices.Contains(links[i], j) {
						links[i] = append(links[i], j)
					}
				}
			}
		}
	}
	return links
}

// Arabic visits the Arabic words of the lists, folded, in no order, and reports of each whether it is a name alone.
func (d *Dictionary) Arabic(visit func(word string, name bool)) { d.visit(unicode.Arabic, visit) }

// Latin visits the words in Latin letters.
func (d *Dictionary) Latin(visit func(word string, name bool)) { d.visit(unicode.Latin, visit) }

func (d *Dictionary) visit(script *unicode.RangeTable, visit func(word string, name bool)) {
	for _, set := range []map[string]bool{d.names, d.common} {
		for w := range set {
			if r, _ := utf8.DecodeRuneInString(w); unicode.Is(script, r) && (!d.common[w] || !d.names[w]) {
				visit(w, d.names[w])
			}
		}
	}
}

// Named reports whether a folded word, as it is, is one of the lists of names alone.
func (d *Dictionary) Named(folded string) bool { return d.names[folded] && !d.common[folded] }

// Common reports whether a folded word, as it is, is one of the lists that are no names.
func (d *Dictionary) Common(folded string) bool { return d.common[folded] }

// Of returns the words that the dictionary gives for a folded word of either language, as it is.
func (d *Dictionary) Of(folded string) []string {
	entries := d.forward.entries[folded]
	if entries == nil {
		entries = d.backward.entries[folded]
	}
	words := make([]string, len(entries))
	for i, e := range entries {
		words[i] = e.word
	}
	return words
}
