package part

import (
	"truchement/ui/web"
	"truchement/workflow/format/doubt"
	"truchement/workflow/format/heading"
)

// FileDoubts is how a file was read and what may not be meant so, for the part "file-doubts".
type FileDoubts struct {
	Columns  []ColumnRow
	Warnings []WarningRow
}

// ColumnRow is a column of a table: its heading and what it is read as, in words.
type ColumnRow struct {
	Number            int
	Name, Field, Lang string // empty: it has no heading; it is left out; its language is not known
}

// WarningRow is what a person may want to know of a file, with the first places.
type WarningRow struct {
	Word  string
	First []WarnedRow
}

// WarnedRow is a place of a file in words, and a text there.
type WarnedRow struct{ Where, Text, Lang string }

// DoubtWords are the messages that differ by what a file has: where something is in a file on one line, as Number, how
// many are in one language, as Count, and what a column is read as.
type DoubtWords struct {
	AtNumber, OneLanguage string
	Field                 func(field string) string
}

// NewFileDoubts says how a file was read.
func NewFileDoubts(b web.Base, w DoubtWords, columns []heading.Column, warnings []doubt.Warning) (d FileDoubts) {
	for i, c := range columns {
		row := ColumnRow{Number: i + 1, Name: c.Name, Lang: c.Lang}
		if c.Field != "" {
			row.Field = w.Field(c.Field)
		}
		d.Columns = append(d.Columns, row)
	}
	words := map[doubt.Kind]string{doubt.SwappedColumns: "doubt.swapped-columns", doubt.OtherScript: "doubt.other-script",
		doubt.NoLetters: "doubt.no-letters", doubt.OneLanguage: w.OneLanguage, doubt.SurplusCells: "doubt.surplus-cells",
		doubt.StrayQuote: "doubt.stray-quote"}
	for _, one := range warnings {
		row := WarningRow{Word: b.T(words[one.Kind], "Count", one.Count)}
		for _, f := range one.First {
			row.First = append(row.First, WarnedRow{w.Where(b, f.Line, f.Number), f.Text, f.Lang})
		}
		d.Warnings = append(d.Warnings, row)
	}
	return d
}

// Where says where something is in a file.
func (w DoubtWords) Where(b web.Base, line, number int) string {
	if line == 0 {
		return b.T(w.AtNumber, "Number", number)
	}
	return b.T("memory.line", "Line", line)
}
