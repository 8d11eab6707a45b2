package terms

import (
	"errors"
	"io"
	"iter"
	"path"
	"strings"

	"truchement/workflow/format/csv"
	"truchement/workflow/format/heading"
	"truchement/workflow/format/tbx"
	"truchement/workflow/format/terms/entry"
	"truchement/workflow/format/terms/table"
	"truchement/workflow/format/xlsx"
	"truchement/workflow/term"
)

// Format is a kind of file. Its string is stable and names a message.
type Format string

// The formats. The three of TBX differ in what is written: any is read as all.
const (
	TBX    Format = "tbx"     // TBX-Basic in the style DCA
	TBXDCT Format = "tbx-dct" // in the style DCT
	TBXV2  Format = "tbx-v2"  // of 2008
	XLSX   Format = "xlsx"
	CSV    Format = "csv"
	TSV    Format = "tsv"
	OmegaT Format = "omegat"
)

// Formats are all formats, in the order menus show them.
func Formats() []Format { return []Format{TBX, TBXDCT, TBXV2, XLSX, CSV, TSV, OmegaT} }

// ByFile finds the format in which a file is read, by the extension of its name.
func ByFile(name string) (Format, bool) {
	switch strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/"))) {
	case ".tbx", ".xml", ".mtf", ".martif":
		return TBX, true
	case ".xlsx", ".xlsm":
		return XLSX, true
	case ".csv":
		return CSV, true
	case ".tsv":
		return TSV, true
	case ".txt", ".utf8", ".tab":
		return OmegaT, true
	}
	return "", false
}

// Extensions are those of the files that can be read, for a file field.
func Extensions() string { return ".tbx,.xml,.martif,.xlsx,.xlsm,.csv,.tsv,.txt,.utf8,.tab" }

// Ext is the extension of files of the format.
func (f Format) Ext() string {
	switch f {
	case TBX, TBXDCT, TBXV2:
		return ".tbx"
	case OmegaT:
		return ".txt" // which all versions read as UTF-8
	}
	return "." + string(f)
}

// MIME is the content type of files of the format.
func (f Format) MIME() string {
	switch f {
	case TBX, TBXDCT, TBXV2:
		return "application/x-tbx+xml; charset=utf-8"
	case XLSX:
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case CSV:
		return "text/csv; charset=utf-8"
	case TSV:
		return "text/tab-separated-values; charset=utf-8"
	}
	return "text/plain; charset=utf-8"
}

// Read reads a file and calls each for every concept in turn, in the order of the file. What cannot be taken
// in is among the problems of an entry, and the rest of the file is read. It stops at the first error of each. Of a table it says
// what its columns are read as. A file that is of another kind, is damaged or passes a limit is a *limit.Error.
func Read(r io.Reader, f Format, p table.Pair, each func(entry.Entry) error) ([]heading.Column, error) {
	in := table.NewReader(p, each)
	var err error
	switch f {
	case TBX, TBXDCT, TBXV2:
		return nil, tbx.Read(r, each)
	case XLSX:
		err = xlsx.EachRow(r, in.Row)
	case OmegaT:
		err = csv.EachRecord(r, func(c csv.Record) error { return glossaryRow(in, c) })
	default:
		err = csv.EachRecord(r, func(c csv.Record) error { return tableRow(in, c) })
	}
	if err != nil {
		return nil, err
	}
	return in.Columns(), in.Close()
}

func tableRow(in *table.Reader, c csv.Record) error {
	switch {
	case errors.Is(c.Err, csv.ErrLongRow):
		return in.Broken(c.Line, entry.LongText)
	case c.Err != nil:
		return in.Broken(c.Line, entry.BrokenRow)
	}
	return in.RowWithStray(c.Line, c.Cells, c.Stray)
}

// glossaryRow is tableRow without the lines that OmegaT takes for comments.
func glossaryRow(in *table.Reader, c csv.Record) error {
	if len(c.Cells) > 0 && strings.HasPrefix(c.Cells[0], "#") {
		return nil
	}
	return tableRow(in, c)
}

// Options says what a file is to be.
type Options struct {
	Title   string        // of a TBX file or the sheet of a workbook
	Pair    table.Pair    // of a glossary of OmegaT
	Table   table.Options // of the formats that are tables
	Comment string        // language of the notes, for TBX; empty: French
}

// Write writes concepts, whose Publication is a name. All but workbooks are written as the concepts come.
// It stops at the first error of concepts. A concept without terms is left out.
func Write(w io.Writer, f Format, o Options, concepts iter.Seq2[term.Concept, error]) error {
	switch f {
	case TBX:
		return writeTBX(w, tbx.DCA, o, concepts)
	case TBXDCT:
		return writeTBX(w, tbx.DCT, o, concepts)
	case TBXV2:
		return writeTBX(w, tbx.V2, o, concepts)
	case OmegaT:
		return writeGlossary(w, o.Pair, concepts)
	}
	rows := table.Rows(o.Table, withTerms(concepts))
	if f == XLSX {
		return xlsx.WriteTable(w, xlsx.Table{Name: o.Title, Lang: o.Table.Lang}, rows)
	}
	comma := ','
	if f == TSV {
		comma = '\t'
	}
	out, err := csv.NewTable(w, csv.Options{Comma: comma})
	if err != nil {
		return err
	}
	for row, err := range rows {
		if err != nil {
			return err
		}
		out.Row(row...)
	}
	return out.Flush()
}

// withTerms leaves out the concepts without terms.
func withTerms(concepts iter.Seq2[term.Concept, error]) iter.Seq2[term.Concept, error] {
	return func(yield func(term.Concept, error) bool) {
		for c, err := range concepts {
			if (err != nil || len(c.Terms) > 0) && !yield(c, err) {
				return
			}
		}
	}
}

func writeTBX(w io.Writer, s tbx.Style, o Options, concepts iter.Seq2[term.Concept, error]) error {
	out := tbx.NewWriter(w, tbx.Header{Style: s, Title: o.Title, Lang: o.Comment})
	for c, err := range withTerms(concepts) {
		if err != nil {
			return err
		}
		if err := out.Write(c); err != nil {
			return err
		}
	}
	return out.Close()
}
