package table

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"

	"truchement/workflow/term"
)

// Options says what Rows makes.
type Options struct {
	Lang string // of headings and values: fr, ar or en; empty: English
	// ByConcept are the languages of a table in which a row is a concept. Such a table suits people, but has
	// more of the first term of a language than of the others. Empty: a row is a term, and all of it is there.
	ByConcept []string
}

// Rows makes rows of concepts, whose Publication is a name; the first has the headings. It stops at the
// first error of concepts.
func Rows(o Options, concepts iter.Seq2[term.Concept, error]) iter.Seq2[[]string, error] {
	columns := o.columns()
	return func(yield func([]string, error) bool) {
		var heads []string
		for _, c := range columns {
			heads = append(heads, strings.TrimSpace(c.lang+" "+c.name))
		}
		if !yield(heads, nil) {
			return
		}
		n := 0
		for c, err := range concepts {
			if err != nil {
				yield(nil, err)
				return
			}
			n++
			c.ID = cmp.Or(c.ID, "c"+strconv.Itoa(n)) // holds its rows together
			for _, values := range o.rowsOf(c) {
				cells := make([]string, len(columns))
				for i, column := range columns {
					cells[i] = values[key{column.attribute, column.lang}]
				}
				if !yield(cells, nil) {
					return
				}
			}
		}
	}
}

// column numbers of the three languages in headings and values.
func (o Options) word() int { return max(0, slices.Index([]string{"en", "fr", "ar"}, o.Lang)) }

func (o Options) columns() (all []column) {
	of := func(tag string, attributes ...attribute) {
		for _, a := range attributes {
			for _, h := range headings() {
				if h.attribute == a {
					all = append(all, column{a, tag, h.words[o.word()]})
				}
			}
		}
	}
	of("", id)
	if len(o.ByConcept) == 0 {
		of("", language, termText, status, gender, number, plural, short, termNote)
	}
	for _, tag := range o.ByConcept {
		of(tag, termText, admitted, forbidden, gender, number, plural, short, termNote)
	}
	of("", kind, domain, note, source, publication)
	return all
}

// key is a column of a row.
type key struct {
	attribute
	lang string
}

// rowsOf are the rows of a concept. What is said of it as a whole is in the first.
func (o Options) rowsOf(c term.Concept) []map[key]string {
	first := map[key]string{{id, ""}: c.ID, {kind, ""}: o.value(string(c.Type)), {domain, ""}: c.Domain,
		{note, ""}: c.Note, {source, ""}: c.Source, {publication, ""}: c.Publication}
	if len(o.ByConcept) > 0 {
		for _, tag := range o.ByConcept {
			o.fillTerms(first, c, tag)
		}
		return []map[key]string{first}
	}
	rows := []map[key]string{first}
	for i, t := range c.Terms {
		if i > 0 {
			rows = append(rows, map[key]string{{id, ""}: c.ID})
		}
		rows[i][key{language, ""}], rows[i][key{termText, ""}] = t.Lang, t.Text
		rows[i][key{status, ""}] = o.value(string(t.Status))
		o.fillDetails(rows[i], t, "")
	}
	return rows
}

// fillTerms fills the columns of a language.
func (o Options) fillTerms(values map[key]string, c term.Concept, tag string) {
	add := func(a attribute, text string) {
		at := key{a, tag}
		values[at] = strings.TrimPrefix(values[at]+"; "+text, "; ")
	}
	for _, t := range c.Terms {
		switch {
		case t.Lang != tag:
		case t.Status == term.Deprecated:
			add(forbidden, t.Text)
		case t.Status == term.Admitted:
			add(admitted, t.Text)
		default:
			if values[key{termText, tag}] == "" {
				o.fillDetails(values, t, tag)
			}
			add(termText, t.Text)
		}
	}
}

// fillDetails fills the columns of what is said of a term.
func (o Options) fillDetails(values map[key]string, t term.Term, tag string) {
	values[key{gender, tag}], values[key{number, tag}] = o.value(string(t.Gender)), o.value(string(t.Number))
	values[key{plural, tag}], values[key{short, tag}], values[key{termNote, tag}] = t.Plural, t.Short, t.Note
}

// value is a status, type, gender or number in the language of the headings.
func (o Options) value(v string) string {
	words := map[string][2]string{ // French, Arabic
		"preferred": {"préféré", "مفضل"}, "admitted": {"admis", "مقبول"}, "deprecated": {"interdit", "ممنوع"},
		"general": {"général", "عام"}, "person": {"personne", "شخص"}, "institution": {"institution", "مؤسسة"},
		"place": {"lieu", "مكان"}, "title": {"titre", "لقب"}, "event": {"événement", "حدث"}, "work": {"œuvre", "عمل"},
		"masculine": {"masculin", "مذكر"}, "feminine": {"féminin", "مؤنث"},
		"singular": {"singulier", "مفرد"}, "dual": {"duel", "مثنى"}, "plural": {"pluriel", "جمع"},
	}
	if at := o.word(); at > 0 && words[v] != [2]string{} {
		return words[v][at-1]
	}
	return v
}
