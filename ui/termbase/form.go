package termbase

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/lang"
	"truchement/workflow/term"
)

const (
	spareRows = 2  // empty rows of a form, for those without script
	mostRows  = 99 // of a form that is read: the use cases have a limit of their own
)

// conceptForm is the form of a concept, the data of the part "concept-form". The fields of a term have its
// number after their names: text-0.
type conceptForm struct {
	web.Base
	Form         *web.Form
	Path         string // that it is sent to
	ID           string // of the concept; empty: a new one
	Waits        bool   // it is a proposal that the reader may settle
	Proposes     bool   // what is added is a proposal
	Count        int    // rows
	Publications []word.Option
	Domains      []string
	Now          *card // what the concept is now, when it was changed meanwhile
	There        *card // another concept that has the term, so that the new one was refused
}

// formRow is a row of the form, the data of the part "concept-row".
type formRow struct {
	*conceptForm
	N int
}

// newConceptForm is the form that has a concept in it, and some empty rows.
func newConceptForm(b web.Base, path string, c term.Concept) *conceptForm {
	f := &conceptForm{Base: b, Path: path, ID: c.ID, Form: web.NewForm("type", string(c.Type), "domain", c.Domain,
		"publication", c.Publication, "note", c.Note, "source", c.Source)}
	terms := slices.Clone(c.Terms)
	for _, tag := range []string{"ar", "fr"}[:spareRows] {
		terms = append(terms, term.Term{Lang: tag})
	}
	for i, t := range terms {
		for name, value := range map[string]string{"lang": t.Lang, "text": t.Text, "status": string(t.Status),
			"gender": string(t.Gender), "number": string(t.Number), "plural": t.Plural, "short": t.Short,
			"why": t.Note} {
			f.Form.Values.Set(fieldName(name, i), value)
		}
	}
	f.Count = len(terms)
	return f
}

// emptyConcept is what a new concept begins with: a row for each language, with the texts ?ar= and ?fr= of the
// address.
func emptyConcept(v url.Values) term.Concept {
	return term.Concept{Type: term.General, Terms: []term.Term{{Lang: "ar", Text: v.Get("ar")},
		{Lang: "fr", Text: v.Get("fr")}}}
}

// sentForm is a form as it was sent.
func sentForm(b web.Base, path, id string, f *web.Form) *conceptForm {
	return &conceptForm{Base: b, Path: path, ID: id, Form: f, Count: countRows(f)}
}

func countRows(f *web.Form) (n int) {
	for n < mostRows && f.Values.Has(fieldName("text", n)) {
		n++
	}
	return n
}

// fieldName is the name of a field of a row.
func fieldName(name string, row int) string { return name + "-" + strconv.Itoa(row) }

// conceptOf reads a concept from a form. Rows without a text are left out by the use cases.
func conceptOf(id string, f *web.Form) term.Concept {
	c := term.Concept{ID: id, Type: term.Type(f.Value("type")), Domain: f.Value("domain"), Note: f.Value("note"),
		Source: f.Value("source"), Publication: f.Value("publication")}
	for i := range countRows(f) {
		value := func(name string) string { return f.Value(fieldName(name, i)) }
		c.Terms = append(c.Terms, term.Term{Lang: value("lang"), Text: value("text"),
			Status: term.Status(value("status")), Gender: term.Gender(value("gender")),
			Number: term.Number(value("number")), Plural: value("plural"), Short: value("short"), Note: value("why")})
	}
	return c
}

// refused puts an error at the row that it is about, and reports whether it is the reader's to mend.
func (f *conceptForm) refused(c *web.Call, err error) bool {
	fields := map[string]string{"term.empty": fieldName("text", 0), "term.type": "type"}
	var e *workflow.Error
	if errors.As(err, &e) {
		fields[e.ID] = f.fieldOf(e, fields[e.ID])
	}
	return c.Refused(f.Form, err, fields)
}

// fieldOf is the field of the last row that an error names; other where it names none.
func (f *conceptForm) fieldOf(e *workflow.Error, other string) string {
	for i := f.Count - 1; i >= 0; i-- {
		text := f.Form.Value(fieldName("text", i))
		switch e.ID {
		case "term.no-word", "term.twice", "term.there":
			if clean, err := workflow.CleanString(text, len(text)); err == nil && clean == e.Args["Term"] {
				return fieldName("text", i)
			}
		case "term.two-preferred":
			row := conceptOf("", f.Form).Terms[i]
			if strings.TrimSpace(text) != "" && row.Status == term.Preferred && lang.Base(row.Lang) == e.Args["Lang"] {
				return fieldName("status", i)
			}
		}
	}
	return other
}

// Rows are the rows of the form.
func (f *conceptForm) Rows() []formRow {
	rows := make([]formRow, f.Count)
	for i := range rows {
		rows[i] = formRow{f, i}
	}
	return rows
}

// Open reports whether something is written in the form of a new concept, or wrong with it.
func (f *conceptForm) Open() bool {
	open := f.Form.Problem != "" || f.There != nil
	for i := range f.Count {
		open = open || f.Form.Value(fieldName("text", i)) != "" || f.Form.Wrong(fieldName("text", i))
	}
	return open
}

// Field is the name of a field of the row.
func (r formRow) Field(name string) string { return fieldName(name, r.N) }

// Value is a field of the row as typed.
func (r formRow) Value(name string) string { return r.Form.Value(r.Field(name)) }

// Number is the place of the row as people count.
func (r formRow) Number() int { return r.N + 1 }

// Spare reports whether nothing is written in the row, and there are others before it.
func (r formRow) Spare() bool {
	return r.N >= 2 && strings.TrimSpace(r.Value("text")) == "" && !r.Form.Wrong(r.Field("text"), r.Field("status"))
}

// Forms reports whether something is said of the forms of the term, or why it has its status.
func (r formRow) Forms() bool {
	return r.Value("gender")+r.Value("number")+r.Value("plural")+r.Value("short")+r.Value("why") != ""
}

// Langs are the languages to choose from, with that of the term.
func (r formRow) Langs() []word.Option {
	all := r.TextLanguages()
	tag := r.Value("lang")
	if tag != "" && !slices.ContainsFunc(all, func(o word.Option) bool { return o.Value == tag }) {
		all = append(all, word.Option{Value: tag, Word: tag})
	}
	return all
}
