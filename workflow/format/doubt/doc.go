// Package doubt says what of a file of terms or translations may not be meant as it is read, so that a person can look
// at it before it is taken in. A doubt keeps nothing from being taken in.
package doubt

import (
	"strings"
	"unicode/utf8"
)

// Kind is what a person may want to know of a file. Its string is stable and names a message.
type Kind string

// The kinds of doubts, in the order in which a report has them.
const (
	SwappedColumns Kind = "swapped-columns" // most rows have their texts in the scripts of each other's languages
	OtherScript    Kind = "other-script"    // a text has letters, and hardly any of the script of its language
	NoLetters      Kind = "no-letters"      // a text has no letter, and another one of its row has
	OneLanguage    Kind = "one-language"    // a row has texts in one language only
	SurplusCells   Kind = "surplus-cells"   // a row has a text that no heading names, which is left out
	StrayQuote     Kind = "stray-quote"     // a cell has a quote that does not close, or may have swallowed rows
)

// Kinds are all kinds, in the order in which a report has them.
func Kinds() []Kind {
	return []Kind{SwappedColumns, OtherScript, NoLetters, OneLanguage, SurplusCells, StrayQuote}
}

// Place is where something is in a file.
type Place struct {
	Line   int `json:"line"`   // on which it, or the part that is meant, begins; 0: all are on one
	Number int `json:"number"` // of the concept or unit, from 1
}

// Text is a text of a row, in a language.
type Text struct{ Lang, Text string }

// Warning is how often there is a doubt of a kind, and where it is first.
type Warning struct {
	Kind  Kind     `json:"kind"`
	Count int      `json:"count"` // rows, concepts or units
	First []Warned `json:"first"`
}

// Warned is what a warning is about.
type Warned struct {
	Place
	Text string `json:"text"`           // the text, or the beginning of the cell
	Lang string `json:"lang,omitempty"` // of the text
}

// unreadable replaces the characters that lang.Clean refuses, which would spoil the message too.
var unreadable = strings.NewReplacer("\u202D", "\uFFFD", "\u202E", "\uFFFD")

// Brief is the beginning of a text, as a message may show it.
func Brief(text string) string {
	const most = 80
	if len(text) > most {
		for text = text[:most]; len(text) > most-utf8.UTFMax && !utf8.ValidString(text); {
			text = text[:len(text)-1]
		}
		text += "…"
	}
	return unreadable.Replace(strings.ToValidUTF8(text, "\uFFFD"))
}
