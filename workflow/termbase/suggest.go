package termbase

import (
	"cmp"
	"context"
	_ "embed" // of the list
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"truchement/workflow"
	"truchement/workflow/lang"
	"truchement/workflow/lang/stem"
	"truchement/workflow/term"
	"truchement/workflow/term/name"
)

// Suggestion is a pair of terms that the memory has and the termbase lacks.
type Suggestion struct {
	SourceLang, TargetLang string
	Source, Target         string
	Type                   term.Type       // Place or Person of what the lists of names have; else General
	Units                  int             // that have the pair
	Examples               []workflow.Unit // newest first, at most mostExamples
}

const (
	suggestUnits    = 4000 // newest units that are looked through
	leastSuggested  = 3    // units that must have the pair
	mostSuggested   = 60
	longestTerm     = 4   // words
	leastAgreeing   = 0.6 // share of a term's units that must have the same translation
	leastConfidence = 0.7 // of a translation: see align.Piece
	mostLaid        = 12  // units of a term whose translations are compared
	mostExamples    = 3
	absorbed        = 0.75 // share of a term's units that have it inside a longer one, which is then meant
)

// Suggest finds pairs of terms in the newest units of a pair of languages: words and phrases of the
// source that are frequent, and that the aligner lays to the same words of the target nearly always.
// What the termbase has, and what was declined, is left out. The most frequent come first.
func (u *UseCases) Suggest(
	ctx context.Context, who workflow.Actor, source, target string,
) ([]Suggestion, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return nil, err
	}
	if err := workflow.CheckPair(source, target); err != nil {
		return nil, err
	}
	var units []workflow.Unit
	err := u.View(ctx, func(t *txn) (err error) {
		units, err = t.Units(workflow.UnitFilter{SourceLang: source, TargetLang: target, Limit: suggestUnits})
		return err
	})
	if err != nil {
		return nil, err
	}
	known, err := u.readKnown(ctx)
	if err != nil {
		return nil, err
	}
	var found []Suggestion
	for _, c := range candidates(units, source) {
		if s, ok := u.suggestion(c, source, target); ok && !known.has(s) {
			found = append(found, s)
		}
		if len(found) == mostSuggested {
			break
		}
	}
	return found, ctx.Err()
}

// phrase is a stretch of the source of a unit.
type phrase struct {
	unit     *workflow.Unit
	from, to int // bytes
}

// candidate is a word or phrase that units share, in any of its forms.
type candidate struct {
	key     string // of its words
	words   int
	phrases []phrase // one a unit
}

// candidates are the phrases of units that may be terms, the most frequent first.
func candidates(units []workflow.Unit, tag string) []*candidate {
	all := map[string]*candidate{}
	for i := range units {
		addPhrases(all, &units[i], tag)
	}
	for key, c := range all {
		if len(c.phrases) < leastSuggested {
			delete(all, key)
		}
	}
	inside := map[string]int{} // units of the most frequent longer phrase, by the key inside it
	for _, c := range all {
		for _, part := range partsOf(c.key) {
			inside[part] = max(inside[part], len(c.phrases))
		}
	}
	var kept []*candidate
	for key, c := range all {
		if float64(inside[key]) < absorbed*float64(len(c.phrases)) {
			kept = append(kept, c)
		}
	}
	slices.SortFunc(kept, func(a, b *candidate) int {
		return cmp.Or(len(b.phrases)-len(a.phrases), b.words-a.words, strings.Compare(a.key, b.key))
	})
	return kept
}

// addPhrases adds the phrases of the source of a unit, each once.
func addPhrases(all map[string]*candidate, w *workflow.Unit, tag string) {
	text := w.Source.String()
	tokens := lang.Tokens(text)
	keys := make([]string, len(tokens))
	for i, t := range tokens {
		keys[i] = stem.Key(t.Text, tag)
	}
	for i := range tokens {
		for j := i; j < min(i+longestTerm, len(tokens)) && tokens[j].Word && !isNumber(tokens[j].Text); j++ {
			if j > i && !bounds(tokens[j-1], keys[j-1], tag) && !isLink(keys[j-1], tag) {
				break
			}
			if !bounds(tokens[i], keys[i], tag) || !bounds(tokens[j], keys[j], tag) {
				continue
			}
			key := strings.Join(keys[i:j+1], " ")
			c := all[key]
			if c == nil {
				c = &candidate{key: key, words: j + 1 - i}
				all[key] = c
			}
			if n := len(c.phrases); n == 0 || c.phrases[n-1].unit != w {
				c.phrases = append(c.phrases, phrase{w, tokens[i].Start, tokens[j].End})
			}
		}
	}
}

// bounds reports whether a term may begin or end with a word.
func bounds(t lang.Token, key, tag string) bool {
	return t.Word && utf8.RuneCountInString(key) >= 3 && !isNumber(t.Text) && !isFunctionWord(key, tag)
}

// isLink reports whether a word may be inside a term though none begins or ends with it.
func isLink(key, tag string) bool {
	return lang.Base(tag) == "fr" && slices.Contains(
		[]string{"de", "du", "des", "d'", "la", "le", "les", "l'", "a", "au", "aux", "en"}, key)
}

func isNumber(word string) bool { return strings.ContainsFunc(word, unicode.IsNumber) }

// partsOf are the keys of the phrases inside a phrase.
func partsOf(key string) (parts []string) {
	words := strings.Split(key, " ")
	for i := range words {
		for j := i + 1; j <= len(words); j++ {
			if j-i < len(words) {
				parts = append(parts, strings.Join(words[i:j], " "))
			}
		}
	}
	return parts
}

// suggestion lays a candidate to its translations, and takes the one that nearly all its units have.
func (u *UseCases) suggestion(c *candidate, source, target string) (s Suggestion, ok bool) {
	type piece struct {
		phrases []phrase
		written map[string]int
	}
	pieces := map[string]*piece{}
	laid := 0
	for _, p := range c.phrases[:min(len(c.phrases), mostLaid)] {
		text := p.unit.Target.String()
		from, to, confidence := u.memory.Piece(source, target, p.unit.Source.String(), text, p.from, p.to)
		laid++
		if confidence < leastConfidence {
			continue
		}
		key := keyOf(text[from:to], target)
		if pieces[key] == nil {
			pieces[key] = &piece{written: map[string]int{}}
		}
		pieces[key].phrases = append(pieces[key].phrases, p)
		pieces[key].written[text[from:to]]++
	}
	for _, p := range pieces {
		if len(p.phrases) < leastSuggested || float64(len(p.phrases)) < leastAgreeing*float64(laid) {
			continue
		}
		s = Suggestion{SourceLang: source, TargetLang: target, Source: c.written(source), Target: mostWritten(p.written),
			Units: len(c.phrases)}
		s.Type = s.guessType()
		for _, e := range p.phrases[:min(len(p.phrases), mostExamples)] {
			s.Examples = append(s.Examples, *e.unit)
		}
		return s, true
	}
	return s, false
}

// keyOf is the same for forms of one phrase.
func keyOf(text, tag string) string {
	var keys []string
	for _, t := range lang.Tokens(text) {
		if t.Word {
			keys = append(keys, stem.Key(t.Text, tag))
		}
	}
	return strings.Join(keys, " ")
}

// written is how a candidate is written most often, without the particles that are joined to it.
func (c *candidate) written(tag string) string {
	forms := map[string]int{}
	for _, p := range c.phrases {
		text := p.unit.Source.String()[p.from:p.to]
		first, rest, more := strings.Cut(text, " ")
		parts := stem.Split(first, tag)
		at, _ := parts.StemAt()
		for _, clitic := range slices.Backward(parts.Proclitics) {
			if clitic == "ال" {
				at -= len(clitic)
			}
			break
		}
		if text = first[at:]; more {
			text += " " + rest
		}
		forms[text]++
	}
	return mostWritten(forms)
}

// mostWritten is the most frequent of some spellings, and of those the shortest.
func mostWritten(forms map[string]int) (best string) {
	for form, n := range forms {
		d := cmp.Or(n-forms[best], len(best)-len(form), strings.Compare(best, form))
		if best == "" || d > 0 {
			best = form
		}
	}
	return best
}

// guessType is the type that the lists of names tell. What they do not have may be a company, a title or anything
// else, and is left to the person who settles it.
func (s *Suggestion) guessType() term.Type {
	switch {
	case name.IsPlace(s.Source, s.Target):
		return term.Place
	case s.hasCapitals() && (name.HasListed(s.Source) || name.HasListed(s.Target)):
		return term.Person
	}
	return term.General
}

// hasCapitals reports whether every word of the term that may have a capital has one.
func (s *Suggestion) hasCapitals() bool {
	for _, text := range []string{s.Source, s.Target} {
		cased, capital := 0, 0
		for _, w := range strings.Fields(text) {
			r, _ := utf8.DecodeRuneInString(w)
			if unicode.IsUpper(r) || unicode.IsLower(r) {
				cased++
			}
			if unicode.IsUpper(r) {
				capital++
			}
		}
		if cased > 0 {
			return cased == capital
		}
	}
	return false
}

// isFunctionWord reports whether the key of a word is that of one with which no term begins or ends.
func isFunctionWord(key, tag string) bool { return functionWords()[lang.Base(tag)+" "+key] }

//go:embed functionwords.txt
var functionWordList string

// functionWords has a language and a key for each.
var functionWords = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for line := range strings.Lines(functionWordList) {
		words := strings.Fields(line)
		for _, w := range words[min(1, len(words)):] {
			all[words[0]+" "+stem.Key(w, words[0])] = true
		}
	}
	return all
})

// known are the terms of the termbase, and the pairs that were declined.
type known struct {
	terms    map[string]bool
	declined map[[2]string]bool
}

// readKnown reads what all concepts have.
func (u *UseCases) readKnown(ctx context.Context) (*known, error) {
	k := &known{map[string]bool{}, map[[2]string]bool{}}
	return k, u.eachConcept(ctx, k.add)
}

// eachConcept reads all concepts, gone ones too, a page a transaction.
func (u *UseCases) eachConcept(ctx context.Context, each func(workflow.Concept)) error {
	seq, id := int64(-1), ""
	for {
		var page []workflow.Concept
		err := u.View(ctx, func(t *txn) (err error) {
			page, err = t.ConceptsSince(seq, id, indexPage)
			return err
		})
		if err != nil {
			return err
		}
		for _, c := range page {
			each(c)
		}
		if len(page) < indexPage {
			return nil
		}
		seq, id = page[len(page)-1].Seq, page[len(page)-1].ID
	}
}

func (k *known) add(c workflow.Concept) {
	for i, t := range c.Terms {
		key := lang.Base(t.Lang) + " " + keyOf(t.Text, t.Lang)
		if !c.Gone {
			k.terms[key] = true
		}
		for _, o := range c.Terms[i+1:] {
			other := lang.Base(o.Lang) + " " + keyOf(o.Text, o.Lang)
			if c.Gone && c.State == workflow.ConceptProposed {
				k.declined[[2]string{key, other}], k.declined[[2]string{other, key}] = true, true
			}
		}
	}
}

// has reports whether the termbase has a term of a suggestion, or the pair was declined.
func (k *known) has(s Suggestion) bool {
	source := lang.Base(s.SourceLang) + " " + keyOf(s.Source, s.SourceLang)
	target := lang.Base(s.TargetLang) + " " + keyOf(s.Target, s.TargetLang)
	return k.terms[source] || k.terms[target] || k.declined[[2]string{source, target}]
}

// DeclineSuggestion keeps that a pair is no term, so that it is not suggested again until that is undone.
func (u *UseCases) DeclineSuggestion(ctx context.Context, who workflow.Actor, s Suggestion) (batch string, err error) {
	if err := who.May(workflow.ManageTerms); err != nil {
		return "", err
	}
	c, err := clean(term.Concept{Terms: []term.Term{{Lang: s.SourceLang, Text: s.Source}, {Lang: s.TargetLang, Text: s.Target}}})
	if err != nil {
		return "", err
	}
	err = u.Update(ctx, who, func(t *txn) error {
		batch = t.Batch
		one := workflow.Concept{Concept: c, State: workflow.ConceptProposed, By: personOf(who), At: t.Now, Gone: true}
		one.ID = t.NewID()
		if err := t.keepConcept(&one); err != nil {
			return err
		}
		return t.AddConceptEdits(t.editOf(absent(one), workflow.ConceptDeclined, ""))
	})
	return batch, err
}
