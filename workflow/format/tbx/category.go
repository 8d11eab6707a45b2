package tbx

import (
	"cmp"
	"slices"
	"strings"

	"truchement/workflow/format/terms/entry"
	"truchement/workflow/term"
)

// datum is a category with its value.
type datum struct {
	line     int
	category string
	value    string
	address  string // that it refers to
}

// ofConcept takes what is said of a concept, or of all its terms in one language.
func (c *concept) ofConcept(d datum) {
	e := &c.b.Entry
	switch d.category {
	case "note":
		c.conceptNote(d)
	case "definition":
		c.b.AddNote(d.line, c.b.Text(d.line, d.value))
	case "subjectField":
		domain := c.b.Word(d.line, d.value)
		if e.Domain != "" && domain != "" && !strings.Contains(e.Domain, domain) {
			domain = c.b.Word(d.line, e.Domain+", "+domain)
		}
		e.Domain = cmp.Or(domain, e.Domain)
	case "source", "externalCrossReference", "xSource":
		c.setOnce(&e.Source, d, c.b.Text(d.line, cmp.Or(webAddress(d.address), d.value)))
	case "customerSubset", "projectSubset", "customer":
		c.setOnce(&e.Publication, d, c.b.Word(d.line, d.value))
	default:
		c.leaveOut(d)
	}
}

// webAddress is an address that is not of a place in the file.
func webAddress(s string) string {
	if !isAddress(s) {
		return ""
	}
	return s
}

// setOnce sets a field of which a concept has one; what else the file says is left out.
func (c *concept) setOnce(field *string, d datum, value string) {
	switch {
	case value == "" || value == *field:
	case *field == "":
		*field = value
	default:
		c.leaveOut(d)
	}
}

// leaveOut notes that a category is left out, and with it what else its group says.
func (c *concept) leaveOut(d datum) {
	if d.value != "" || d.address != "" {
		c.b.LeaveOut(c.b.Word(d.line, d.category))
		c.leftOut = c.grouped
	}
}

// conceptNote takes a note of a concept, or its type.
func (c *concept) conceptNote(d datum) {
	name, value := splitNote(d.value)
	if name == noteType && slices.Contains(term.Types, term.Type(value)) {
		c.b.Entry.Type = term.Type(value)
		return
	}
	c.b.AddNote(d.line, c.b.Text(d.line, noteText(d.value)))
}

// ofTerm takes what is said of a term.
func (c *concept) ofTerm(d datum) {
	t := c.term
	switch d.category {
	case "term":
		t.Text, t.line = c.b.Word(d.line, d.value), d.line
	case "administrativeStatus", "usageStatus", "normativeAuthorization", "termStatus":
		t.Status = cmp.Or(c.b.Status(d.line, d.value), t.Status)
	case "grammaticalGender":
		c.setGender(d)
	case "grammaticalNumber":
		c.setNumber(d)
	case "termType":
		c.setTermType(d)
	case "abbreviatedFormFor":
		t.short = true
	case "note", "usageNote":
		c.termNote(d)
	case "definition":
		c.ofConcept(d) // TBX has none of a term, but other programs do
	default:
		c.leaveOut(d)
	}
}

// setGender leaves out neuter and other, which are no mistakes and no genders of ours.
func (c *concept) setGender(d datum) {
	if gender, ok := entry.ParseGender(d.value); ok {
		c.term.Gender = gender
	} else {
		c.leaveOut(d)
	}
}

func (c *concept) setNumber(d datum) {
	if number, ok := entry.ParseNumber(d.value); ok {
		c.term.Number = number
	} else {
		c.leaveOut(d)
	}
}

func (c *concept) setTermType(d datum) {
	switch d.value {
	case "shortForm", "acronym", "abbreviation", "initialism", "abbreviatedForm":
		c.term.short = true
	case "fullForm", "entryTerm":
	default:
		c.leaveOut(d)
	}
}

// termNote takes a note of a term, or its number or plural.
func (c *concept) termNote(d datum) {
	t := c.term
	switch name, value := splitNote(d.value); {
	case name == noteNumber && isNumber(value):
		t.Number = term.Number(value)
	case name == notePlural:
		t.Plural = cmp.Or(c.b.Word(d.line, value), t.Plural)
	default:
		t.Note = c.b.Joined(d.line, t.Note, c.b.Text(d.line, noteText(d.value)))
	}
}

// splitNote is the name and the value of a note; no name for one that has none of ours.
func splitNote(s string) (name, value string) {
	if m := named.FindStringSubmatch(s); m != nil {
		return m[1], m[2]
	}
	return "", s
}

// noteText is a note as it was before Writer.note gave it a name.
func noteText(s string) string {
	if name, value := splitNote(s); name == noteNote && named.MatchString(value) {
		return value
	}
	return s
}

func isNumber(s string) bool {
	n := term.Number(s)
	return n == term.Singular || n == term.Dual || n == term.Plural
}
