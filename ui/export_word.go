package ui

import (
	"truchement/workflow/format/edition"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

// editionWords names the message of every word that editions show.
func editionWords() map[string]string {
	return map[string]string{
		edition.Layout: "edition.layout", edition.SideBySide: "edition.side",
		edition.Alternating: "edition.alternating", edition.Numbers: "edition.numbers",
		edition.Sentence: "edition.sentence", edition.Missing: "edition.missing",
		edition.Image: "edition.image", edition.Notes: "edition.notes",
		edition.Bilingual: "edition.bilingual", edition.Credits: "edition.credits",
		edition.Page: "edition.page", edition.Author: "edition.author",
		edition.Translator: "edition.translator", edition.Editor: "edition.editor",
		edition.Publication: "edition.publication", edition.Origin: "edition.origin",
		edition.Date: "edition.date", edition.Override: "edition.override",
		edition.Unreviewed: "edition.unreviewed",
	}
}

// fileFaults names the message of what can be wrong with a file. That of limit.TooLarge tells
// the size.
func fileFaults() map[limit.Kind]string {
	return map[limit.Kind]string{
		limit.NotText: "file.not-text", limit.Encoding: "file.encoding",
		limit.TooLarge: "file.too-large", limit.TooDeep: "file.too-deep",
		limit.TooMany: "file.too-many", limit.Empty: "file.empty",
		limit.Encrypted: "file.encrypted", limit.Damaged: "file.damaged",
		limit.Legacy: "file.legacy", limit.Bomb: "file.bomb",
	}
}

// editionLanguage is the name of a language inside a sentence.
func (s *speech) editionLanguage(tag string) string {
	switch lang.Base(tag) {
	case "ar":
		return s.T("edition.arabic")
	case "fr":
		return s.T("edition.french")
	}
	return tag
}
