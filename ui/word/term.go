package word

import "truchement/workflow/term"

// TermWords say what a termbase says, in one language.
type TermWords struct{ *Speech }

// TermWords are the words of a termbase.
func (s *Speech) TermWords() TermWords { return TermWords{s} }

// Types are the types of concepts, to choose from.
func (s TermWords) Types() []Option {
	var all []Option
	for _, t := range term.Types {
		all = append(all, Option{Value: string(t), Word: s.TypeWord(t)})
	}
	return all
}

// TypeWord names a type of concepts.
func (s TermWords) TypeWord(t term.Type) string {
	return s.T(map[term.Type]string{term.Person: "termbase.type-person",
		term.Institution: "termbase.type-institution", term.Place: "termbase.type-place",
		term.Title: "termbase.type-title", term.Event: "termbase.type-event", term.Work: "termbase.type-work",
		term.General: "termbase.type-general"}[t])
}

// Statuses are the statuses of terms, to choose from.
func (s TermWords) Statuses() []Option {
	var all []Option
	for _, status := range term.Statuses {
		all = append(all, Option{Value: string(status), Word: s.StatusWord(status)})
	}
	return all
}

// StatusWord names a status of terms.
func (s TermWords) StatusWord(status term.Status) string {
	return s.T(map[term.Status]string{term.Preferred: "termbase.preferred", term.Admitted: "termbase.admitted",
		term.Deprecated: "termbase.deprecated"}[status])
}

// Genders are the genders of terms, to choose from.
func (s TermWords) Genders() []Option {
	return []Option{{string(term.Masculine), s.T("termbase.masculine")}, {string(term.Feminine), s.T("termbase.feminine")}}
}

// Numbers are the numbers of terms, to choose from.
func (s TermWords) Numbers() []Option {
	return []Option{{string(term.Singular), s.T("termbase.singular")}, {string(term.Dual), s.T("termbase.dual")},
		{string(term.Plural), s.T("termbase.plural-number")}}
}
