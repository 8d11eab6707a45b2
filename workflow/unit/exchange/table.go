package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/csv"
	"truchement/workflow/format/doubt"
	"truchement/workflow/format/heading"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

// The fields of the columns that have the texts of a unit. The others are those of factsOf and of writeTable.
const (
	SourceField = "source"
	TargetField = "target"
	textField   = "text" // of a language: it becomes one of the two, or is left out
)

// table is a table while it is read.
type table struct {
	*reader
	columns []heading.Column // nil before the first row
	headed  bool
}

func (r *reader) table(file io.Reader) ([]heading.Column, error) {
	t := table{reader: r}
	err := csv.EachRecord(file, func(row csv.Record) error {
		if t.columns != nil {
			return t.row(row)
		}
		if t.columns, t.headed = columnsOf(row.Cells, r.pair); t.headed {
			return nil
		}
		return t.row(row)
	})
	if err == nil && t.columns == nil {
		err = &limit.Error{Kind: limit.Empty}
	}
	return t.columns, err
}

// NamesLanguages reports whether the first row of a table, of which a beginning is enough, says the
// languages of its texts or has columns that do. The error for what is no table is a *limit.Error.
func NamesLanguages(beginning []byte) (bool, error) {
	var columns []heading.Column
	stop := errors.New("one row is enough")
	err := csv.EachRecord(bytes.NewReader(beginning), func(row csv.Record) error {
		columns, _ = columnsOf(row.Cells, Pair{})
		return stop
	})
	has := func(side, fact string) bool {
		return slices.ContainsFunc(columns, func(c heading.Column) bool { return c.Field == fact || c.Field == side && c.Lang != "" })
	}
	if err != nil && !errors.Is(err, stop) {
		return false, err
	}
	return has(SourceField, "source_lang") && has(TargetField, "target_lang"), nil
}

// columnsOf says what the columns of a table are, and whether its first row names them. One that does not has its
// source and target in the first two.
func columnsOf(row []string, p Pair) (all []heading.Column, headed bool) {
	for _, cell := range row {
		all = append(all, columnOf(cell, p))
	}
	source, target := fieldAt(all, SourceField), fieldAt(all, TargetField)
	if source < 0 {
		source = textAt(all, p.Source, langAt(all, target))
	}
	if target < 0 {
		target = textAt(all, p.Target, langAt(all, source))
	}
	if source >= 0 && target < 0 {
		target = besideTag(all, source, p)
	}
	if source < 0 || target < 0 {
		return []heading.Column{{Field: SourceField, Lang: p.Source}, {Field: TargetField, Lang: p.Target}}, false
	}
	from, to := lang.Base(all[source].Lang), lang.Base(all[target].Lang)
	if p.Source != "" && from == lang.Base(p.Target) && to == lang.Base(p.Source) {
		source, target = target, source // its columns are the other way round
	}
	for i := range all {
		switch c := &all[i]; {
		case i == source:
			c.Field = SourceField
		case i == target:
			c.Field = TargetField
		case slices.Contains([]string{SourceField, TargetField, textField}, c.Field):
			c.Field = ""
		}
	}
	return all, true
}

// columnOf says what a column is by its heading.
func columnOf(name string, p Pair) heading.Column {
	c := heading.Column{Name: doubt.Brief(strings.TrimSpace(name))}
	if exact := strings.ToLower(c.Name); slices.Contains(columns(), exact) {
		c.Field = exact
		return c
	}
	whole, rest, tag := heading.Split(name)
	words := fieldWords()
	known := []string{"ar", "fr", "en", lang.Base(p.Source), lang.Base(p.Target)} // others are words of two letters
	if c.Field = words[whole]; tag == "" || !slices.Contains(known, lang.Base(tag)) {
		return c
	}
	if c.Field = words[rest]; rest == "" {
		c.Field = textField
	}
	if c.Field != "" {
		c.Lang = tag
	}
	return c
}

// fieldWords are the fields by the words for them in headings, folded.
func fieldWords() map[string]string {
	all := map[string]string{}
	for field, words := range map[string][]string{
		SourceField: {"source", "original", "originale", "source text", "texte source", "original text", "texte original",
			"source segment", "segment source", "phrase source", "source sentence", "المصدر", "الأصل", "النص الأصلي", "نص المصدر", "النص المصدر"},
		TargetField: {"target", "cible", "translation", "traduction", "target text", "texte cible", "translated text", "texte traduit",
			"target segment", "segment cible", "phrase cible", "target sentence", "الهدف", "ترجمة", "الترجمة", "النص المترجم", "النص الهدف", "المقابل"},
		textField: {"text", "texte", "segment", "sentence", "phrase", "version", "نص", "النص", "جملة", "الجملة", "العبارة", "النسخة"},
	} {
		for _, w := range words {
			all[lang.Fold(w, "")] = field
		}
	}
	return all
}

func fieldAt(all []heading.Column, field string) int {
	return slices.IndexFunc(all, func(c heading.Column) bool { return c.Field == field })
}

func langAt(all []heading.Column, at int) string {
	if at < 0 {
		return ""
	}
	return lang.Base(all[at].Lang)
}

// textAt is the column of texts in a language, or else the first that is in another language than except; -1 for none.
func textAt(all []heading.Column, tag, except string) int {
	is := func(c heading.Column) bool {
		return c.Field == textField && c.Lang != "" && lang.Base(c.Lang) != except
	}
	if at := slices.IndexFunc(all, func(c heading.Column) bool { return is(c) && lang.Base(c.Lang) == lang.Base(tag) }); at >= 0 {
		return at
	}
	return slices.IndexFunc(all, is)
}

// besideTag is the column beside the only one of which the language is known, in a table of two that names it by its
// tag alone; -1 for none. It has the other language of the pair, where that is known.
func besideTag(all []heading.Column, at int, p Pair) int {
	if len(all) != 2 || all[at].Field != textField || !strings.EqualFold(all[at].Name, all[at].Lang) {
		return -1
	}
	other := &all[1-at]
	switch lang.Base(all[at].Lang) {
	case lang.Base(p.Source):
		other.Lang = p.Target
	case lang.Base(p.Target):
		other.Lang = p.Source
	}
	return 1 - at
}

// row reads a row.
func (t *table) row(row csv.Record) error {
	i := Item{Line: row.Line}
	if row.Err != nil {
		if i.Fault = "memory.bad-row"; errors.Is(row.Err, csv.ErrLongRow) {
			i.Fault = "memory.bad-long"
		}
		return t.emit(i)
	}
	cells := map[string]string{}
	tags := map[string]string{}
	for n, c := range t.columns {
		if c.Field != "" && n < len(row.Cells) {
			cells[c.Field], tags[c.Field] = row.Cells[n], c.Lang
		}
	}
	t.addDoubts(&i, row)
	for _, name := range []string{SourceField, TargetField, "codes"} {
		clean, err := lang.Clean(cells[name])
		if cells[name] = clean; err != nil {
			i.Fault = faultOf(err)
		}
	}
	i.ID, i.Translator, i.Confidence, i.At = cells["id"], cells["translator"], 1, parseStamp(cells["changed"])
	source, target := or(cells["source_lang"], t.said(tags[SourceField])), or(cells["target_lang"], t.said(tags[TargetField]))
	for _, tag := range []string{source, target} {
		if tag != "" {
			i.Langs = append(i.Langs, tag)
		}
	}
	t.setPair(&i, source, target)
	name, sub, _ := strings.Cut(cells["state"], "/")
	i.setState(bitext.State(name), bitext.SubState(sub), name != "")
	for name, value := range cells {
		setFact(&i.Unit, name, value)
	}
	t.setTexts(&i, cells)
	return t.emit(i)
}

// said is the language of a column, if its heading names it.
func (t *table) said(tag string) string {
	if !t.headed {
		return ""
	}
	return tag
}

// setTexts sets the texts of a unit, with their codes.
func (t *table) setTexts(i *Item, cells map[string]string) {
	var codes []bitext.Code
	if cells["codes"] != "" && json.Unmarshal([]byte(cells["codes"]), &codes) != nil {
		i.Fault = "memory.bad-codes"
	}
	var err error
	if i.Source, err = textOf(cells[SourceField], codes); err == nil {
		i.Target, err = textOf(cells[TargetField], codes)
	}
	if err != nil {
		i.Fault = "memory.bad-codes"
	}
}

// addDoubts notes what of a row may not be meant as it is read.
func (t *table) addDoubts(i *Item, row csv.Record) {
	if row.Stray != "" {
		i.Doubts = append(i.Doubts, Doubt{doubt.StrayQuote, row.Stray})
	}
	for n, cell := range row.Cells {
		isNamed := n < len(t.columns) && (!t.headed || t.columns[n].Name != "")
		if !isNamed && strings.TrimSpace(cell) != "" {
			i.Doubts = append(i.Doubts, Doubt{doubt.SurplusCells, cell})
			return
		}
	}
}

// textOf reads markup, but in a row without codes brackets are brackets.
func textOf(cell string, codes []bitext.Code) (bitext.Text, error) {
	if codes == nil {
		return bitext.Plain(strings.ReplaceAll(cell, "⟦⟦", "⟦")), nil
	}
	return bitext.Parse(cell, codes)
}
