// Package heading reads the headings of tables in Arabic, French and English: the words in them, and the language that
// they name.
package heading

import (
	"slices"
	"strings"
	"unicode"

	"truchement/workflow/lang"
)

// Split reads a heading such as "Texte en français :". Whole are all its words, folded; tag is the language that one of
// them names, empty for none, and rest are the others without those that say nothing, such as "en".
func Split(name string) (whole, rest, tag string) {
	words := strings.FieldsFunc(lang.Fold(name, ""), func(r rune) bool {
		return r != '-' && r != '\'' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	whole = strings.Join(words, " ")
	names := languageNames()
	for i := len(words) - 1; i >= 0 && tag == ""; i-- {
		if tag = names[words[i]]; tag == "" && (len(words) == 1 || strings.Contains(words[i], "-")) {
			if t := lang.ParseTag(words[i]); len(lang.Base(t)) == 2 {
				tag = t
			}
		}
		// "en" is English, or French for "in".
		if tag == "en" && words[i] == "en" && slices.ContainsFunc(words[:i], func(w string) bool { return names[w] != "" }) {
			tag = ""
		} else if tag != "" {
			words = slices.Delete(words, i, i+1)
		}
	}
	words = slices.DeleteFunc(words, func(w string) bool { return slices.Contains(connectors(), w) })
	return whole, strings.Join(words, " "), tag
}

// Language is the language that a word names in Arabic, French or English, or as a tag would; empty for none.
func Language(word string) string { return languageNames()[lang.Fold(word, "")] }

// languageNames are the words for languages in headings, folded.
func languageNames() map[string]string {
	names := map[string]string{}
	for tag, words := range map[string][]string{
		"ar": {"ar", "arabe", "arabic", "عربي", "عربية", "العربي", "العربية", "بالعربية"},
		"fr": {"fr", "français", "française", "french", "فرنسي", "فرنسية", "الفرنسي", "الفرنسية", "بالفرنسية"},
		"en": {"en", "anglais", "anglaise", "english", "إنجليزي", "إنجليزية", "الإنجليزي", "الإنجليزية", "بالإنجليزية"},
	} {
		for _, w := range words {
			names[lang.Fold(w, "")] = tag
		}
	}
	return names
}

// connectors are words in headings that say nothing: terme en français.
func connectors() []string { return []string{"en", "in", "de", "du", "le", "la", "of", "the"} }

// Column is what a column of a table is read as.
type Column struct {
	Name  string `json:"name"`            // its heading; empty: the table has none
	Field string `json:"field,omitempty"` // what it says; empty: it is left out
	Lang  string `json:"lang,omitempty"`  // of its texts, where that is known
}
