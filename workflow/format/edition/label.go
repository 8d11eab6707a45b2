package edition

import (
	"maps"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// The keys of the words an edition shows. A Document carries the words in its
// Labels, by language; a writer that finds none writes the key.
const (
	Layout               = "layout"      // the name of the choice between the three ways to read
	SideBySide           = "side"        // both languages beside each other
	Alternating          = "alternating" // a sentence, then its translation
	Numbers              = "numbers"     // the switch that shows the numbers of segments
	Sentence             = "sentence"    // before a segment's number
	SentencePair         = "sentences-2" // before the numbers of two
	Sentences            = "sentences"   // before those of more
	Paragraph            = "paragraph"   // and the same where a row is a paragraph, see ByParagraph
	ParagraphPair        = "paragraphs-2"
	Paragraphs           = "paragraphs"
	Missing              = "missing"    // in the place of a missing translation
	Image                = "image"      // before the alternative text of an image
	Notes                = "notes"      // the heading of comments
	Bilingual            = "bilingual"  // the name of an edition that has no title
	Credits              = "credits"    // the heading of the credits
	Page                 = "page"       // before a page's number
	Contents             = "contents"   // the heading of a table of contents
	Cover                = "cover"      // the first page of a book
	Collection           = "collection" // the name of a book of articles that has no title
	Author               = "author"     // and below: the roles and facts of the credits
	Translator           = "translator"
	Editor               = "editor"
	Publication          = "publication"
	Origin               = "origin"
	Date                 = "date"
	Updated              = "updated"
	Override             = "override"   // approved by the person who translated
	Unreviewed           = "unreviewed" // segments with a target that is not approved
	UnreviewedParagraphs = "unreviewed-paragraphs"
	Machine              = "machine"    // segments whose target began as a machine's
	Memory               = "memory"     // segments whose target began as one of the memory
	Correction           = "correction" // of a source after its publication
	Typo                 = "typo"       // and the grades of corrections
	Wording              = "wording"
	FactError            = "fact"
	Stacked              = "stacked" // SideBySide on a screen that has no room for it
	InTurn               = "turn"    // Alternating there
	Block                = "block"   // the heading of a column with the kinds of blocks
	State                = "state"   // the heading of a column with the states of segments
)

// BlockKey is the key of the name of a kind of blocks.
func BlockKey(k bitext.BlockKind) string { return Block + "." + string(k) }

// StateKey is the key of the name of a state.
func StateKey(s bitext.State) string { return State + "." + string(s) }

// LanguageKey is the key of a language's name: "language.fr" for "fr-MA".
func LanguageKey(tag string) string { return "language." + lang.Base(tag) }

// Keys lists the keys above, for filling a Document's Labels. The names of the
// languages have keys of their own, see LanguageKey.
func Keys() []string {
	keys := []string{
		Layout, SideBySide, Alternating, Numbers, Sentence, SentencePair, Sentences, Paragraph, ParagraphPair, Paragraphs, Missing, Image, Notes, Bilingual,
		Credits, Page, Contents, Cover, Collection, Author, Translator, Editor, Publication, Origin, Date, Updated, Override, Unreviewed, UnreviewedParagraphs,
		Machine, Memory, Correction, Typo, Wording, FactError, Stacked, InTurn,
		Block, State,
	}
	for _, k := range bitext.Kinds() {
		keys = append(keys, BlockKey(k))
	}
	for _, s := range []bitext.State{bitext.Initial, bitext.Translated, bitext.Reviewed, bitext.Final} {
		keys = append(keys, StateKey(s))
	}
	return keys
}

// ByParagraph gives d, whose segments are whole paragraphs, the words for these in the place of those for
// sentences.
func ByParagraph(d *bitext.Document) {
	labels := map[string]map[string]string{}
	for tag, words := range d.Labels {
		labels[tag] = maps.Clone(words)
		for sentence, paragraph := range map[string]string{
			Sentence: Paragraph, SentencePair: ParagraphPair, Sentences: Paragraphs,
			Unreviewed: UnreviewedParagraphs,
		} {
			if word := words[paragraph]; word != "" {
				labels[tag][sentence] = word
			}
		}
	}
	d.Labels = labels
}

// Word is the word for key in the language of tag, by the whole tag first and
// then by its language alone; the key itself when the document has none.
func Word(d *bitext.Document, tag, key string) string {
	if w := d.Labels[tag][key]; w != "" {
		return w
	}
	return d.Label(lang.Base(tag), key)
}

// LanguageName is the name of the language of tag as readers of in call it;
// the tag itself when the document does not say.
func LanguageName(d *bitext.Document, in, tag string) string {
	key := LanguageKey(tag)
	if w := Word(d, in, key); w != key {
		return w
	}
	return tag
}
