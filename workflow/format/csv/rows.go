package csv

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"truchement/workflow/format/decode"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

// Row is a row of a table of translations.
type Row struct {
	Line  int               // on which it begins
	Cells map[string]string // by the names in the first row; one that lang.Clean refuses is as the file has it
	Err   error             // why it cannot be read; nil: it can
}

// EachRow reads a table of translations as EachRecord does. A table whose first row has no "source" has
// its source and target in the first two columns.
func EachRow(r io.Reader, each func(Row) error) error {
	n := 0
	var at map[string]int
	var said map[string]string // of every row
	err := EachRecord(r, func(c Record) error {
		n++
		if n == 1 {
			var named bool
			if at, named = nameColumns(c.Cells); named {
				return nil
			}
			if source, target := languagesOf(c.Cells); target != "" {
				said = map[string]string{"source_lang": source, "target_lang": target, Headed: "1"}
				return nil
			}
		}
		row := Row{Line: c.Line, Cells: cellsOf(c.Cells, at), Err: c.Err}
		maps.Copy(row.Cells, said)
		return each(row)
	})
	if err == nil && n == 0 {
		return &limit.Error{Kind: limit.Empty}
	}
	return err
}

// withoutNUL puts U+FFFD in the place of the few NUL of a text, which make it no other kind of file. UTF-16
// has more of them. Where they are next to spaces, a short text would be taken for that.
func withoutNUL(data []byte) []byte {
	n := bytes.Count(data, []byte{0})
	if n == 0 || n*20 > len(data) || !utf8.Valid(data) {
		return data
	}
	return bytes.ReplaceAll(data, []byte{0}, []byte("\uFFFD"))
}

// nameColumns is the index of each column by its name, and whether the row names them.
func nameColumns(row []string) (at map[string]int, named bool) {
	at = map[string]int{}
	for i, name := range row {
		at[strings.ToLower(strings.TrimSpace(name))] = i
	}
	if _, ok := at["source"]; ok {
		return at, true
	}
	return map[string]int{"source": 0, "target": 1}, false
}

// Record is a row of any table.
type Record struct {
	Line  int      // on which it begins
	Cells []string // without the apostrophe before what looks like a formula; not cleaned; with U+FFFD for controls
	Err   error    // why it cannot be read; nil: it can
	// Stray is a cell among tabs that begins with a quote which does not close, or closes on a line below a tab: it
	// may be the text, or have swallowed rows. Empty: there is none.
	Stray string
}

// EachRecord reads any table and calls each for every row in turn. Cells may be parted by commas,
// tabs or semicolons, or by what a first line "sep=;" says. A row that cannot be read, for its quotes, is
// handed on with its Err, and the table is read on from the line after the one on which it began; where
// tabs part the cells, the quotes of its line are characters as others, since programs that write tabs
// seldom quote. It stops at the first error of each. The error for a file that is no text is a *limit.Error.
func EachRecord(r io.Reader, each func(Record) error) error {
	text, _, err := readText(r)
	if err != nil {
		return err
	}
	text = limit.MarkControls(strings.TrimSuffix(strings.TrimPrefix(text, "\uFEFF"), "\x1A")) // DOS ends a file so
	line := 1
	comma := separator(text)
	if first, rest, _ := strings.Cut(text, "\n"); strings.HasPrefix(first, "sep=") && len(first) > 4 {
		if c := rune(first[4]); strings.ContainsRune(",;\t", c) {
			comma, text, line = c, rest, 2
		}
	}
	for text != "" {
		start, broken, err := eachWholeRecord(text, comma, line, each)
		if err != nil || broken == nil {
			return err
		}
		line += strings.Count(text[:start], "\n")
		var row string
		row, text, _ = strings.Cut(text[start:], "\n")
		bad := Record{Line: line, Err: broken}
		if comma == '\t' {
			cells := strings.Split(strings.TrimSuffix(row, "\r"), "\t")
			bad = Record{Line: line, Cells: unguardAll(cells), Stray: firstCell(cells, isUnclosed)}
		}
		if err := each(bad); err != nil {
			return err
		}
		line++
	}
	return nil
}

// eachWholeRecord reads rows up to one that is broken, and returns where that begins and why it is.
func eachWholeRecord(
	text string, comma rune, first int, each func(Record) error,
) (start int, broken, err error) {
	table := csv.NewReader(strings.NewReader(text))
	table.Comma, table.FieldsPerRecord = comma, -1
	for {
		start = int(table.InputOffset())
		cells, err := table.Read()
		var parse *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return start, nil, nil
		case errors.As(err, &parse):
			return start + leadingEmptyLines(text[start:]), parse.Err, nil
		case err != nil:
			return start, nil, fmt.Errorf("csv: %w", err)
		}
		at, _ := table.FieldPos(0)
		whole := Record{Line: first + at - 1, Cells: unguardAll(cells)}
		if comma == '\t' {
			whole.Stray = firstCell(cells, hasRows)
		}
		if err := each(whole); err != nil {
			return start, nil, err
		}
	}
}

// firstCell is the first cell of which is holds; empty for none.
func firstCell(cells []string, is func(string) bool) string {
	if at := slices.IndexFunc(cells, is); at >= 0 {
		return cells[at]
	}
	return ""
}

// isUnclosed reports whether a cell begins with a quote that does not close.
func isUnclosed(cell string) bool {
	return strings.HasPrefix(cell, `"`) && strings.Count(cell, `"`)%2 == 1
}

// hasRows reports whether a cell among tabs looks like the end of a row and the beginning of another.
func hasRows(cell string) bool { return strings.Contains(cell, "\t") && strings.Contains(cell, "\n") }

// separator finds the character between cells by the first line that is no comment: the tab, which texts do not
// have, or the most frequent one.
func separator(text string) rune {
	for strings.HasPrefix(text, "#") {
		_, text, _ = strings.Cut(text, "\n")
	}
	if first, _, _ := strings.Cut(text, "\n"); strings.Contains(first, "\t") {
		return '\t'
	}
	return detectComma(text)
}

// leadingEmptyLines is the length of the empty lines that text begins with, which the reader of rows
// passes over.
func leadingEmptyLines(text string) int {
	return len(text) - len(strings.TrimLeft(text, "\r\n"))
}

// readText reads a table as text, and names its encoding.
func readText(r io.Reader) (text, encoding string, err error) {
	data, err := limit.ReadAll(r, limit.Upload)
	if err != nil {
		return "", "", err
	}
	return decode.Text(withoutNUL(data), "")
}

// Headed is a cell of the rows of a table whose first row named the languages of its columns.
const Headed = " headed"

// languagesOf are the languages that a row names in its first two cells; empty where it does not.
func languagesOf(row []string) (source, target string) {
	if len(row) < 2 {
		return "", ""
	}
	source, target = languageOf(row[0]), languageOf(row[1])
	if source == "" || target == "" || lang.Base(source) == lang.Base(target) {
		return "", ""
	}
	return source, target
}

// languageNames are the names of the languages of the desk in each of them, folded.
var languageNames = map[string]string{"francais": "fr", "french": "fr", "الفرنسيه": "fr", "فرنسي": "fr",
	"arabe": "ar", "arabic": "ar", "العربيه": "ar", "عربي": "ar", "anglais": "en", "english": "en",
	"الانجليزيه": "en", "انجليزي": "en"}

// languageOf is the tag of a language by a tag or a name; empty: the cell is a text.
func languageOf(cell string) string {
	cell = strings.TrimSpace(cell)
	tag := lang.ParseTag(cell)
	if base := lang.Base(tag); len(tag) <= len("ar-MA") && (base == "ar" || base == "fr" || base == "en") {
		return tag
	}
	for _, of := range []string{"fr", "ar"} {
		if tag := languageNames[lang.Fold(cell, of)]; tag != "" {
			return tag
		}
	}
	return ""
}

// NamesLanguages reports whether the first row of a table, of which a beginning is enough, says the
// languages of its texts or has columns that do.
func NamesLanguages(beginning []byte) bool {
	text, _, err := decode.Text(beginning, "")
	if err != nil {
		return false
	}
	table := csv.NewReader(strings.NewReader(text))
	table.Comma, table.FieldsPerRecord, table.LazyQuotes = detectComma(text), -1, true
	row, err := table.Read()
	if err != nil {
		return false
	}
	at, named := nameColumns(row)
	_, columns := at["target_lang"]
	_, target := languagesOf(row)
	return named && columns || target != ""
}
