package word

import (
	"fmt"
	"strings"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// editionWords names the message of every word that editions show.
func editionWords() map[string]string {
	words := map[string]string{
		edition.Layout: "edition.layout", edition.SideBySide: "edition.side",
		edition.Alternating: "edition.alternating", edition.Numbers: "edition.numbers",
		edition.SentencePair: "edition.sentences-2", edition.Sentences: "edition.sentences",
		edition.Paragraph: "edition.paragraph", edition.ParagraphPair: "edition.paragraphs-2",
		edition.Paragraphs: "edition.paragraphs", edition.UnreviewedParagraphs: "edition.unreviewed-paragraphs",
		edition.Sentence: "edition.sentence", edition.Missing: "edition.missing",
		edition.Image: "edition.image", edition.Notes: "edition.notes",
		edition.Bilingual: "edition.bilingual", edition.Credits: "edition.credits",
		edition.Contents: "edition.contents", edition.Cover: "edition.cover",
		edition.Collection: "edition.collection",
		edition.Page:       "edition.page", edition.Author: "edition.author",
		edition.Translator: "edition.translator", edition.Editor: "edition.editor",
		edition.Publication: "edition.publication", edition.Origin: "edition.origin",
		edition.Date: "edition.date", edition.Override: "edition.override",
		edition.Unreviewed: "edition.unreviewed", edition.Updated: "edition.updated",
		edition.Machine: "edition.machine", edition.Memory: "edition.memory",
		edition.Correction: "edition.correction", edition.Typo: "edition.typo",
		edition.Wording: "edition.wording", edition.FactError: "edition.fact",
		edition.Stacked: "edition.stacked", edition.InTurn: "edition.turn",
		edition.Block: "edition.block", edition.State: "edition.state",
		// An edition says the state of what has a target: the initial one is a draft then.
		edition.StateKey(bitext.Initial): "state.draft", edition.StateKey(bitext.Translated): "state.translated",
		edition.StateKey(bitext.Reviewed): "state.reviewed", edition.StateKey(bitext.Final): "state.final",
	}
	for _, k := range bitext.Kinds() {
		words[edition.BlockKey(k)] = "block." + string(k)
	}
	return words
}

// editionLanguage is the name of a language inside a sentence.
func (s *Speech) editionLanguage(tag string) string {
	switch lang.Base(tag) {
	case "ar":
		return s.T("edition.arabic")
	case "fr":
		return s.T("edition.french")
	}
	return tag
}

// LabelEdition gives a document the words that an edition of it shows, in both of its languages, and
// the time zone of this machine.
func LabelEdition(d *bitext.Document) error {
	all, err := NewLocales(time.Local)
	if err != nil {
		return err
	}
	all.Label(d)
	return nil
}

// Zone is the IANA name of the newsroom's time zone.
func (l *Locales) Zone() string { return l.zone.String() }

// Label gives an edition its own words in both of its languages, and in those of other readers, and
// its times the newsroom's zone.
func (l *Locales) Label(d *bitext.Document, others ...string) {
	d.InZone(l.zone)
	d.Labels = map[string]map[string]string{}
	for _, tag := range append(others, d.SourceLang, d.TargetLang) {
		speech, ok := l.In(tag)
		if !ok {
			speech = l.speech["en"]
		}
		words := map[string]string{}
		for key, id := range editionWords() {
			words[key] = speech.T(id)
		}
		for _, other := range []string{d.SourceLang, d.TargetLang} {
			words[edition.LanguageKey(other)] = speech.editionLanguage(other)
		}
		d.Labels[tag] = words
	}
}

// Characters lists characters, each with its number, for messages about those that no font has.
func Characters(list []rune) string {
	var words []string
	for _, c := range list {
		words = append(words, fmt.Sprintf("\u2068%c\u2069 \u2066(U+%04X)\u2069", c, c))
	}
	return strings.Join(words, " · ")
}

// EditionWord is the word that editions have for a key of theirs, in the language of a page.
func (s *Speech) EditionWord(key string) string { return s.T(editionWords()[key]) }
