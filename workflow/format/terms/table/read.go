package table

import (
	"cmp"
	"slices"
	"strings"

	"truchement/workflow/format/doubt"
	"truchement/workflow/format/heading"
	"truchement/workflow/format/terms/entry"
	"truchement/workflow/lang"
	"truchement/workflow/term"
)

// Reader makes entries of rows.
type Reader struct {
	pair    Pair
	each    func(entry.Entry) error
	columns []column // nil before the first row
	byTerm  bool     // a row is a term
	detail  string   // the language of what is said of a term without one
	waiting []*entry.Builder
	byID    map[string]*entry.Builder // of those that wait
}

// NewReader makes a reader that calls each for every concept: for one of a row at once, and for those of several
// rows, which may be anywhere in a table, when all rows were read.
func NewReader(p Pair, each func(entry.Entry) error) *Reader {
	return &Reader{pair: p, each: each, byID: map[string]*entry.Builder{}}
}

// Columns says what the columns of the rows so far are read as: by attributes as Word names them. A column of terms without
// a heading has no language until a row has one.
func (r *Reader) Columns() []heading.Column {
	all := []heading.Column{}
	for _, c := range r.columns {
		all = append(all, heading.Column{Name: doubt.Brief(c.name), Field: c.attribute.String(), Lang: c.lang})
	}
	return all
}

// Row reads a row, the first of which may be headings. A row without any text is passed over.
func (r *Reader) Row(line int, cells []string) error { return r.RowWithStray(line, cells, "") }

// RowWithStray is Row where one of the cells may have swallowed rows; empty: none has.
func (r *Reader) RowWithStray(line int, cells []string, stray string) error {
	if !slices.ContainsFunc(cells, func(s string) bool { return strings.TrimSpace(s) != "" }) {
		return nil
	}
	if r.columns == nil && r.readHeadings(cells) {
		return nil
	}
	p := row{Reader: r, line: line, cells: cells, stray: stray}
	if r.byTerm {
		p.readTerm()
		return nil
	}
	r.nameLanguages(cells)
	p.b = entry.NewBuilder(line)
	p.readConcept()
	return r.each(p.done())
}

// Broken notes a row that could not be read, for its quotes or its length.
func (r *Reader) Broken(line int, why entry.Kind) error {
	b := entry.NewBuilder(line)
	b.Problem(line, why, "")
	return r.each(b.Done())
}

// Close hands on the concepts of several rows.
func (r *Reader) Close() error {
	for _, b := range r.waiting {
		if err := r.each(b.Done()); err != nil {
			return err
		}
	}
	return nil
}

// readHeadings reads the first row, and reports whether it has headings, which half of it must be.
func (r *Reader) readHeadings(cells []string) bool {
	var all []column
	known, hasTerm, hasTarget, hasLanguage := 0, false, false, false
	for _, cell := range cells {
		c := readHeading(cell)
		c.name = entry.NewBuilder(0).Word(0, c.name) // one that cannot be read is no fault of every row
		if all = append(all, c); c.attribute != unknown {
			known++
		}
		hasTerm = hasTerm || c.attribute == termText
		hasTarget = hasTarget || c.attribute == target
		hasLanguage = hasLanguage || c.attribute == language
	}
	if !hasTerm && !hasTarget || known*2 < len(cells) {
		r.columns = []column{{attribute: termText}, {attribute: termText}, {attribute: note}}
		return false
	}
	if hasTarget {
		for i := range all {
			if all[i].attribute == source || all[i].attribute == target {
				all[i].attribute = termText
			}
		}
	}
	nameOther(all)
	r.columns = all
	r.byTerm = hasLanguage && slices.ContainsFunc(all, func(c column) bool { return c.attribute == termText && c.lang == "" })
	return true
}

// nameOther has the other column of two be one of terms where the heading of one is the tag of a language alone, and the
// other says nothing that is known.
func nameOther(all []column) {
	if len(all) != 2 {
		return
	}
	for i, c := range all {
		other := &all[1-i]
		if c.attribute == termText && strings.EqualFold(c.name, c.lang) && other.attribute == unknown && other.lang == "" {
			other.attribute = termText
		}
	}
}

// nameLanguages gives the columns of terms without a language those of the pair, or else that of the script
// in which a row has them.
func (r *Reader) nameLanguages(cells []string) {
	tags := slices.DeleteFunc([]string{r.pair.Source, r.pair.Target}, func(tag string) bool {
		return slices.ContainsFunc(r.columns, func(c column) bool {
			return c.attribute == termText && tag != "" && lang.Base(c.lang) == lang.Base(tag)
		})
	})
	for i := range r.columns {
		c := &r.columns[i]
		if c.attribute != termText {
			continue
		}
		if c.lang == "" && len(tags) > 0 {
			c.lang, tags = tags[0], tags[1:]
		}
		if c.lang == "" && i < len(cells) {
			c.lang = languageOf(cells[i])
		}
		r.detail = c.lang
	}
	r.detail = cmp.Or(r.pair.Target, r.detail)
}

// languageOf is Arabic or French, by the script of a text; "" for one without letters.
func languageOf(text string) string {
	switch lang.FirstStrong(text) {
	case lang.RTL:
		return "ar"
	case lang.LTR:
		return "fr"
	}
	return ""
}

// row is a row while it is read.
type row struct {
	*Reader
	line  int
	cells []string
	stray string // the cell that may have swallowed rows
	b     *entry.Builder
}

// noteDoubts notes what of the row may not be meant as it is read.
func (p *row) noteDoubts() {
	if p.stray != "" {
		p.b.Doubt(p.line, doubt.StrayQuote, p.stray)
	}
	for i, cell := range p.cells {
		isNamed := i < len(p.columns) && p.columns[i] != column{}
		if !isNamed && strings.TrimSpace(cell) != "" {
			p.b.Doubt(p.line, doubt.SurplusCells, cell)
			return
		}
	}
}

// done ends a row that is a concept. One that has a text which cannot be read is no concept: what is left of it
// would be another one, such as a term without its translation.
func (p *row) done() entry.Entry {
	e := p.b.Done()
	if slices.ContainsFunc(e.Problems, func(p entry.Problem) bool {
		return p.Kind == entry.BadText || p.Kind == entry.LongText
	}) {
		e.Terms = nil
	}
	return e
}

// cell is the text of the first column with an attribute; lang may be empty.
func (p *row) cell(a attribute, tag string) string {
	for i, c := range p.columns {
		if c.attribute == a && c.lang == tag && i < len(p.cells) && strings.TrimSpace(p.cells[i]) != "" {
			return p.cells[i]
		}
	}
	return ""
}

// of is what the row says of the main term in a language.
func (p *row) of(a attribute, tag string) string {
	said := p.cell(a, tag)
	if said == "" && tag == p.detail {
		said = p.cell(a, "")
	}
	return said
}

// readShared reads what is said of the concept as a whole.
func (p *row) readShared() {
	p.noteDoubts()
	e := &p.b.Entry
	e.ID = cmp.Or(e.ID, p.b.Word(p.line, p.cell(id, "")))
	e.Domain = cmp.Or(e.Domain, p.b.Word(p.line, p.cell(domain, "")))
	e.Source = cmp.Or(e.Source, p.b.Text(p.line, p.cell(source, "")))
	e.Publication = cmp.Or(e.Publication, p.b.Word(p.line, p.cell(publication, "")))
	if s := p.cell(kind, ""); s != "" {
		p.b.SetType(p.line, s)
	}
	for i, c := range p.columns {
		switch {
		case i >= len(p.cells) || strings.TrimSpace(p.cells[i]) == "":
		case c.attribute == note: // of the concept, in whatever language
			p.b.AddNote(p.line, p.b.Text(p.line, p.cells[i]))
		case c.attribute == unknown:
			p.b.LeaveOut(c.name)
		}
	}
}

// readConcept reads a row that is a concept.
func (p *row) readConcept() {
	p.readShared()
	var tags []string
	for _, c := range p.columns {
		if c.attribute == termText && !slices.Contains(tags, c.lang) {
			tags = append(tags, c.lang)
		}
	}
	for _, tag := range tags {
		p.readMain(tag)
		p.addAll(admitted, tag, term.Admitted)
		p.addAll(forbidden, tag, term.Deprecated)
	}
	if !slices.Contains(tags, "") {
		p.addAll(admitted, "", term.Admitted)
		p.addAll(forbidden, "", term.Deprecated)
	}
}

// readMain reads the terms in the column of a language; what the row says of a term is of the first.
func (p *row) readMain(tag string) {
	about := p.term(tag, func(a attribute) string { return p.of(a, tag) })
	texts := list(p.cell(termText, tag))
	if len(texts) == 0 {
		if about != (term.Term{Lang: tag}) {
			p.b.Problem(p.line, entry.NoMainTerm, cmp.Or(about.Plural, about.Short, about.Note, tag))
		}
		return
	}
	for i, text := range texts {
		t := term.Term{Status: about.Status}
		if i == 0 {
			t = about
		}
		t.Lang, t.Text = cmp.Or(tag, languageOf(text)), p.b.Word(p.line, text)
		p.b.Add(p.line, t)
	}
}

// term is what the cells say of a term.
func (p *row) term(tag string, cell func(attribute) string) term.Term {
	return term.Term{Lang: tag, Status: p.b.Status(p.line, cell(status)), Gender: p.b.Gender(p.line, cell(gender)),
		Number: p.b.Number(p.line, cell(number)), Plural: p.b.Word(p.line, cell(plural)),
		Short: p.b.Word(p.line, cell(short)), Note: p.b.Text(p.line, cell(termNote))}
}

// addAll adds the terms of a column of others, which have the language that the heading names, or the one
// of their script.
func (p *row) addAll(a attribute, tag string, s term.Status) {
	for _, text := range list(p.cell(a, tag)) {
		t := term.Term{Lang: cmp.Or(tag, p.likeliest(text)), Text: p.b.Word(p.line, text), Status: s}
		p.b.Add(p.line, t)
	}
}

// likeliest is, of the languages of the table, that of what is said without one if a text may be in it
// by its script, and else the first such.
func (p *row) likeliest(text string) string {
	direction := cmp.Or(lang.FirstStrong(text), lang.Direction(p.detail))
	if p.detail != "" && lang.Direction(p.detail) == direction {
		return p.detail
	}
	for _, c := range p.columns {
		if c.attribute == termText && c.lang != "" && lang.Direction(c.lang) == direction {
			return c.lang
		}
	}
	return languageOf(text)
}

// list is the terms of a cell.
func list(cell string) (texts []string) {
	for _, s := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(";؛|\n", r) }) {
		if s = strings.TrimSpace(s); s != "" {
			texts = append(texts, s)
		}
	}
	return texts
}

// readTerm reads a row that is a term. Those that name a concept are of one, wherever they are in the table.
func (p *row) readTerm() {
	of := strings.TrimSpace(p.cell(id, ""))
	if p.b = p.byID[of]; p.b == nil || of == "" {
		p.b = entry.NewBuilder(p.line)
		p.waiting = append(p.waiting, p.b)
		p.byID[of] = p.b
	}
	p.readShared()
	text := p.b.Word(p.line, p.cell(termText, ""))
	t := p.term(p.cell(language, ""), func(a attribute) string { return p.cell(a, "") })
	if lang.ParseTag(t.Lang) == "" {
		t.Lang = cmp.Or(heading.Language(t.Lang), t.Lang)
	}
	t.Lang, t.Text = cmp.Or(t.Lang, p.pair.Source, languageOf(text)), text
	p.b.Add(p.line, t)
}
