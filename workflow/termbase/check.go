package termbase

import (
	"truchement/workflow"
	"truchement/workflow/lang"
	"truchement/workflow/term"
)

const (
	maxTerms = 60      // of a concept
	maxTerm  = 1 << 10 // bytes of a term
	maxNote  = 4 << 10 // bytes of a note or source
)

// clean passes a concept from outside through the gate for all text, gives what is left out its usual
// value, and refuses one that is none.
func clean(c term.Concept) (term.Concept, error) {
	if c.Type == "" {
		c.Type = term.General
	}
	if _, err := workflow.ParseOption("term.type", string(c.Type), term.Types); err != nil {
		return c, err
	}
	if err := cleanAll(maxNote, &c.Domain, &c.Note, &c.Source); err != nil {
		return c, err
	}
	terms := c.Terms
	c.Terms = nil
	for _, t := range terms {
		if err := cleanAll(maxTerm, &t.Text, &t.Plural, &t.Short, &t.Note); err != nil {
			return c, err
		}
		if t.Text == "" {
			continue // a line of a form that was left empty
		}
		if err := checkTerm(t); err != nil {
			return c, err
		}
		if t.Status == "" {
			t.Status = usualStatus(c, t.Lang)
		}
		if c.Has(t) {
			return c, workflow.Fail(workflow.Invalid, "term.twice", "Term", t.Text)
		}
		if t.Status == term.Preferred && c.Preferred(t.Lang) != nil {
			return c, workflow.Fail(workflow.Invalid, "term.two-preferred", "Lang", lang.Base(t.Lang))
		}
		c.Terms = append(c.Terms, t)
	}
	switch {
	case len(c.Terms) == 0:
		return c, workflow.Fail(workflow.Invalid, "term.empty")
	case len(c.Terms) > maxTerms:
		return c, workflow.Fail(workflow.TooLarge, "term.too-many", "Limit", maxTerms)
	}
	return c, nil
}

func cleanAll(most int, all ...*string) (err error) {
	for _, s := range all {
		if *s, err = workflow.CleanString(*s, most); err != nil {
			return err
		}
	}
	return nil
}

// checkPublication refuses an id that no publication has; empty: all publications.
func (t *txn) checkPublication(id string) error {
	if id == "" {
		return nil
	}
	_, err := t.Publication(id)
	if workflow.KindOf(err) != workflow.NotFound {
		return err
	}
	all, err := t.Publications()
	if err != nil {
		return err
	}
	var known []string
	for _, p := range all {
		known = append(known, p.ID)
	}
	return workflow.UnknownOption("term.publication", id, known)
}

func checkTerm(t term.Term) error {
	if err := workflow.CheckTag("term.language", t.Lang); err != nil {
		return err
	}
	_, err := workflow.ParseOption("term.status", string(t.Status), append([]term.Status{""}, term.Statuses...))
	if err != nil {
		return err
	}
	genders := []term.Gender{"", term.Masculine, term.Feminine}
	if _, err := workflow.ParseOption("term.form", string(t.Gender), genders); err != nil {
		return err
	}
	numbers := []term.Number{"", term.Singular, term.Dual, term.Plural}
	if _, err := workflow.ParseOption("term.form", string(t.Number), numbers); err != nil {
		return err
	}
	if lang.Words(t.Text, t.Lang) == 0 {
		return workflow.Fail(workflow.Invalid, "term.no-word", "Term", t.Text)
	}
	return nil
}

// usualStatus is that of a term of which none is said: the first of its language is preferred.
func usualStatus(c term.Concept, tag string) term.Status {
	if c.Preferred(tag) == nil {
		return term.Preferred
	}
	return term.Admitted
}
