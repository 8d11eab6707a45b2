package termbase

import (
	"strings"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/lang"
	"truchement/workflow/term"
	"truchement/workflow/termbase"
)

// card is a concept as lists show it, the data of the parts "concept-terms" and "concept-facts".
type card struct {
	web.Base
	workflow.Concept
	termbase.Shared
}

func newCard(b web.Base, c workflow.Concept, names termbase.Shared) *card {
	return &card{Base: b, Concept: c, Shared: names}
}

// column are the terms of a concept in one language.
type column struct {
	Lang  string // base language
	Terms []termView
}

// termView is a term of a concept.
type termView struct {
	web.Base
	term.Term
}

// Columns are the terms by their languages, those of Arabic and French first, whatever order they
// were written in. Both are there even without a term, so that one sees that it is missing.
func (k *card) Columns() []column {
	columns := []column{{Lang: "ar"}, {Lang: "fr"}}
	for _, t := range k.Terms {
		at := 0
		for at < len(columns) && columns[at].Lang != lang.Base(t.Lang) {
			at++
		}
		if at == len(columns) {
			columns = append(columns, column{Lang: lang.Base(t.Lang)})
		}
		columns[at].Terms = append(columns[at].Terms, termView{k.Base, t})
	}
	return columns
}

// Name says which concept it is: its first terms.
func (k *card) Name() string {
	var names []string
	for _, one := range k.Columns() {
		if len(one.Terms) > 0 {
			names = append(names, lang.Isolate(one.Terms[0].Text))
		}
	}
	return strings.Join(names, " · ")
}

// LangWord names a language of terms.
func (k *card) LangWord(tag string) string { return langWord(k.Base, tag) }

func langWord(b web.Base, tag string) string {
	for _, o := range b.TextLanguages() {
		if o.Value == tag {
			return o.Word
		}
	}
	return tag
}

// TypeWord names the type of the concept.
func (k *card) TypeWord() string { return k.TermWords().TypeWord(k.Type) }

// PublicationName is the publication that the concept holds for; empty: all.
func (k *card) PublicationName() string { return k.Publications[k.Publication] }

// ByName is the name of who added it; empty: unknown.
func (k *card) ByName() string { return k.People[k.By] }

// Waits reports whether an editor has to settle the concept.
func (k *card) Waits() bool { return k.State == workflow.ConceptProposed && !k.Gone }

// Link is the source of the concept as an address; empty: it is none.
func (k *card) Link() string {
	if strings.HasPrefix(k.Source, "https://") || strings.HasPrefix(k.Source, "http://") {
		return k.Source
	}
	return ""
}

// Mark is the mark of the status of the term.
func (t termView) Mark() web.Mark { return part.TermMark(t.Base, t.Status) }

// Forbidden reports whether the term may not be written.
func (t termView) Forbidden() bool { return t.Status == term.Deprecated }

// Grammar names the gender and number of the term; empty: nothing is said.
func (t termView) Grammar() string {
	var words []string
	for _, o := range t.TermWords().Genders() {
		if o.Value == string(t.Gender) {
			words = append(words, o.Word)
		}
	}
	for _, o := range t.TermWords().Numbers() {
		if o.Value == string(t.Number) {
			words = append(words, o.Word)
		}
	}
	return t.List(words)
}
