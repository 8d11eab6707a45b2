package csv

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"truchement/workflow/format/decode"
	"truchement/workflow/format/limit"
)

// Record is a row of any table.
type Record struct {
	Line  int      // on which it begins
	Cells []string // without the apostrophe before what looks like a formula; not cleaned; with U+FFFD for controls
	Err   error    // why it cannot be read; nil: it can
	// Stray is a cell among tabs that begins with a quote which does not close, or closes on a line below a tab: it
	// may be the text, or have swallowed rows. Empty: there is none.
	Stray string
}

// MaxRow is the greatest length of a row in bytes: what is longer cannot be read. A quote that does not close within
// it does not close.
const MaxRow = 1 << 20

// ErrLongRow is why a row of more than MaxRow cannot be read.
var ErrLongRow = errors.New("csv: the row is too long")

// EachRecord reads any table and calls each for every row in turn, holding one at a time: a table may have any size.
// Cells may be parted by commas, tabs or semicolons, or by what a first line "sep=;" says. A row that cannot be read, for its quotes, is
// handed on with its Err, and the table is read on from the line after the one on which it began; where
// tabs part the cells, the quotes of its line are characters as others, since programs that write tabs
// seldom quote. It stops at the first error of each. The error for a file that is no text is a *limit.Error.
func EachRecord(r io.Reader, each func(Record) error) error {
	text, err := decode.Reader(r)
	if err != nil {
		return err
	}
	t := &table{window: window{r: text, line: 1}}
	if err := t.readComma(); err != nil {
		return err
	}
	for {
		row, err := t.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := each(row); err != nil {
			return err
		}
	}
}

// table is a table while it is read.
type table struct {
	window
	comma byte
}

// readComma finds what parts the cells, by a first line that says so or by the rows.
func (t *table) readComma() error {
	beginning, _, err := t.peek(MaxRow)
	if err != nil {
		return err
	}
	text := strings.TrimPrefix(string(beginning), "\uFEFF")
	t.skip(len(beginning) - len(text))
	t.comma = separator(text)
	if comma, rest, said := saidComma(text); said {
		t.comma = byte(comma) //nolint:gosec // one of three of ASCII
		t.skip(len(text) - len(rest))
	}
	return nil
}

// next reads a row; io.EOF after the last.
func (t *table) next() (Record, error) {
	if err := t.skipEmptyLines(); err != nil {
		return Record{}, err
	}
	for size := firstLook; ; size *= 4 {
		b, end, err := t.peek(size)
		if err != nil {
			return Record{}, err
		}
		cells, n, err := readRow(b, t.comma, end)
		switch {
		case errors.Is(err, errShort) && size < MaxRow:
			continue
		case err != nil:
			return t.broken(b, end, err)
		}
		row := Record{Line: t.line, Cells: cleanCells(cells)}
		if t.comma == '\t' {
			row.Stray = firstCell(row.Cells, hasRows)
		}
		t.skip(n)
		return row, nil
	}
}

// broken passes over the line on which a row begins that cannot be read. B is what was looked at from there on, and end
// whether it goes to the end of the table.
func (t *table) broken(b []byte, end bool, why error) (Record, error) {
	row := Record{Line: t.line, Err: why}
	line, _, whole := bytes.Cut(b, []byte("\n"))
	if !whole && !end {
		row.Err = ErrLongRow
		return row, t.skipLine()
	}
	t.skip(min(len(line)+1, len(b)))
	if errors.Is(why, errShort) {
		row.Err = csv.ErrQuote // that does not close
	}
	if t.comma == '\t' {
		row.Err = nil
		row.Cells = cleanCells(strings.Split(strings.TrimSuffix(string(line), "\r"), "\t"))
		row.Stray = firstCell(row.Cells, isUnclosed)
	}
	return row, nil
}

// cleanCells makes the cells of a Record, in place.
func cleanCells(cells []string) []string {
	for i := range cells {
		cells[i] = limit.MarkControls(cells[i])
	}
	return unguardAll(cells)
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
func separator(text string) byte {
	for strings.HasPrefix(text, "#") {
		_, text, _ = strings.Cut(text, "\n")
	}
	if first, _, _ := strings.Cut(text, "\n"); strings.Contains(first, "\t") {
		return '\t'
	}
	return byte(detectComma(text)) //nolint:gosec // one of three of ASCII
}
