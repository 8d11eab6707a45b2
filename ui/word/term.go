package word

import "truchement/workflow/term"

// TermTypes are the types of concepts, to choose from.
func (s *Speech) TermTypes() []Option {
	var all []Option
	for _, t := range term.Types {
		all = append(all, Option{Value: string(t), Word: s.TermTypeWord(t)})
	}
	return all
}

// TermTypeWord names a type of concepts.
func (s *Speech) TermTypeWord(t term.Type) string {
	return s.T(map[term.Type]string{term.Person: "termbase.type-person",
		term.Institution: "termbase.type-institution", term.Place: "termbase.type-place",
		term.Title: "termbase.type-title", term.Event: "termbase.type-event", term.Work: "termbase.type-work",
		term.General: "termbase.type-general"}[t])
}

// TermStatuses are the statuses of terms, to choose from.
func (s *Speech) TermStatuses() []Option {
	var all []Option
	for _, status := range term.Statuses {
		all = append(all, Option{Value: string(status), Word: s.TermStatusWord(status)})
	}
	return all
}

// TermStatusWord names a status of terms.
func (s *Speech) TermStatusWord(status term.Status) string {
	return s.T(map[term.Status]string{term.Preferred: "termbase.preferred", term.Admitted: "termbase.admitted",
		term.Deprecated: "termbase.deprecated"}[status])
}

// TermGenders are the genders of terms, to choose from.
func (s *Speech) TermGenders() []Option {
	return []Option{{string(term.Masculine), s.T("termbase.masculine")}, {string(term.Feminine), s.T("termbase.feminine")}}
}

// TermNumbers are the numbers of terms, to choose from.
func (s *Speech) TermNumbers() []Option {
	return []Option{{string(term.Singular), s.T("termbase.singular")}, {string(term.Dual), s.T("termbase.dual")},
		{string(term.Plural), s.T("termbase.plural-number")}}
}
