package csv

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"truchement/workflow/bitext"
)

// Options says how Write parts the cells of a row.
type Options struct {
	Comma rune // ',' when zero; '\t' makes a TSV file, ';' suits a French Excel
}

// columns are the names in the first row. The last two hold what Read needs to
// restore a segment: why a translator approved their own work, and
// what the tags in the texts mean.
var columns = []string{
	"id", "block", "source", "target", "state", "translator", "reviewer", "notes",
	"override", "codes",
}

// Write writes d in UTF-8 with a byte order mark, by which Excel knows it, a
// row a segment. Texts have their inline codes as bitext.Text.Markup writes
// them; the block is its number, kind and level; the state may have a sub-state
// after a slash. Cells that look like formulas are made harmless.
func Write(w io.Writer, d *bitext.Document, o Options) error {
	table, err := newTable(w, o)
	if err != nil {
		return err
	}
	// A Writer keeps its first error for Error below.
	_ = table.Write(columns)
	number := 0
	for i, b := range d.Blocks {
		for _, s := range b.Segments {
			number++
			row, err := cells(i+1, number, b, s)
			if err != nil {
				return fmt.Errorf("csv: segment %d: %w", number, err)
			}
			_ = table.Write(row)
		}
	}
	table.Flush()
	if err := table.Error(); err != nil {
		return fmt.Errorf("csv: %w", err)
	}
	return nil
}

// Table writes a table of plain cells row by row.
type Table struct{ out *csv.Writer }

// NewTable begins a table as Write does.
func NewTable(w io.Writer, o Options) (*Table, error) {
	out, err := newTable(w, o)
	return &Table{out}, err
}

// Row writes a row; an error is that of Flush.
func (t *Table) Row(cells ...string) {
	safe := make([]string, len(cells))
	for i, cell := range cells {
		safe[i] = guard(cell)
	}
	_ = t.out.Write(safe)
}

// Flush ends the table.
func (t *Table) Flush() error {
	t.out.Flush()
	if err := t.out.Error(); err != nil {
		return fmt.Errorf("csv: %w", err)
	}
	return nil
}

// WriteTable writes rows of plain cells, the names of the columns first, as Write writes segments.
func WriteTable(w io.Writer, rows [][]string, o Options) error {
	table, err := NewTable(w, o)
	if err != nil {
		return err
	}
	for _, row := range rows {
		table.Row(row...)
	}
	return table.Flush()
}

// newTable writes the byte order mark and makes the writer of the rows.
func newTable(w io.Writer, o Options) (*csv.Writer, error) {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return nil, fmt.Errorf("csv: %w", err)
	}
	table := csv.NewWriter(w)
	table.UseCRLF = true
	if o.Comma != 0 {
		table.Comma = o.Comma
	}
	return table, nil
}

func cells(block, number int, b bitext.Block, s bitext.Segment) ([]string, error) {
	codes, err := codeCell(s)
	if err != nil {
		return nil, err
	}
	id, where, state := s.ID, fmt.Sprintf("%d %s", block, b.Kind), string(s.State)
	if id == "" {
		id = strconv.Itoa(number)
	}
	if b.Level > 0 {
		where += " " + strconv.Itoa(b.Level)
	}
	if s.SubState != bitext.None {
		state += "/" + string(s.SubState)
	}
	row := []string{
		id, where, s.Source.Markup(), s.Target.Markup(), state, s.Translator, s.Reviewer,
		noteCell(s.Notes), s.Override, codes,
	}
	for i, cell := range row {
		row[i] = guard(cell)
	}
	return row, nil
}

// code is a bitext.Code in the codes column.
type code struct {
	ID    string          `json:"id"`
	Type  bitext.CodeType `json:"type"`
	Data  string          `json:"data,omitempty"`
	Equiv string          `json:"equiv,omitempty"`
}

// codeCell lists the codes of both texts as JSON, empty when there are none.
func codeCell(s bitext.Segment) (string, error) {
	var list []code
	seen := map[string]bool{}
	for _, c := range append(s.Source.Codes(), s.Target.Codes()...) {
		if !seen[c.ID] {
			seen[c.ID] = true
			list = append(list, code(c))
		}
	}
	if list == nil {
		return "", nil
	}
	b, err := json.Marshal(list)
	return string(b), err
}

// noteCell writes a comment a line: "Author (2025-04-14T09:05:00Z): text".
func noteCell(notes []bitext.Remark) string {
	var lines []string
	for _, n := range notes {
		when := noTime
		if !n.Time.IsZero() {
			when = n.Time.UTC().Format(time.RFC3339)
		}
		lines = append(lines, n.Author+" ("+when+"): "+n.Text)
	}
	return strings.Join(lines, "\n")
}

const noTime = "\u2013"
