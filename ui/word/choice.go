package word

import (
	"truchement/workflow/bitext"
)

// UrgencyChoices are the choices of an article's urgency.
func (s *Speech) UrgencyChoices() []Option {
	return []Option{{"0", s.T("urgency.normal")}, {"1", s.T("urgency.urgent")},
		{"2", s.T("urgency.flash")}}
}

// KindChoices are the kinds of blocks in the page's language.
func (s *Speech) KindChoices() []Option {
	var all []Option
	for _, k := range bitext.Kinds() {
		all = append(all, Option{Value: string(k), Word: s.BlockWord(k)})
	}
	return all
}

// Option is one choice of a select; its word is in the page's language.
type Option struct{ Value, Word string }

// Pairs are the languages a publication may have on either side.
func (s *Speech) TextLanguages() []Option {
	return []Option{{"ar", s.T("language.ar")}, {"fr", s.T("language.fr")}}
}

// DigitKinds are the digits of Arabic text.
func (s *Speech) DigitKinds() []Option {
	return []Option{
		{"", s.T("account.digits-auto")}, {"latn", s.T("account.digits-latn")},
		{"arab", s.T("account.digits-arab")},
	}
}
