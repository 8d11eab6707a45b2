package csv

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/format/decode"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

// Read reads a table of segments: one that Write wrote, in any order of its
// columns and as a spreadsheet saved it, or one without a first row of names,
// whose first two columns are source and target. The first row may also name
// languages or say source and target, in Arabic, French or English (see header).
// Cells may be parted by commas, tabs or semicolons, or by what a first line "sep=;" says.
//
// The error is a *limit.Error, of Kind Damaged with the line for a row that
// cannot be read, or, wrapped, a *lang.Error.
func Read(r io.Reader) (*bitext.Document, error) {
	text, encoding, err := readText(r)
	if err != nil {
		return nil, err
	}
	d := &bitext.Document{Encoding: encoding}
	if text, err = lang.Clean(decode.Settle(d, text)); err != nil {
		return nil, err
	}
	if err := readRows(d, text); err != nil {
		return nil, err
	}
	if len(d.Blocks) == 0 {
		return nil, &limit.Error{Kind: limit.Empty}
	}
	return d, nil
}

func readRows(d *bitext.Document, text string) error {
	comma, rest, said := saidComma(text)
	if !said {
		comma = detectComma(text)
	}
	table := csv.NewReader(strings.NewReader(rest))
	table.Comma = comma
	table.FieldsPerRecord = -1
	before := strings.Count(text[:len(text)-len(rest)], "\n") // lines
	var at header
	for n := 0; ; n++ {
		row, err := table.Read()
		var parse *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &parse):
			return &limit.Error{Kind: limit.Damaged, Line: before + parse.Line, Err: parse.Err}
		case err != nil:
			return fmt.Errorf("csv: %w", err)
		case n > limit.Blocks:
			return &limit.Error{Kind: limit.TooMany, Max: limit.Blocks}
		case n == 0:
			if at = readHeader(row); at.named {
				d.SourceLang, d.TargetLang = at.sourceLang, at.targetLang
				continue
			}
		}
		line, _ := table.FieldPos(0)
		if err := at.add(d, before+line, unguardAll(row)); err != nil {
			return &limit.Error{Kind: limit.Damaged, Line: before + line, Err: err}
		}
	}
}

// saidComma is what parts the cells where a first line says so, "sep=;", as Excel writes it; rest is what comes after.
func saidComma(text string) (comma rune, rest string, said bool) {
	first, after, _ := strings.Cut(text, "\n")
	sign, ok := strings.CutPrefix(strings.Trim(first, "\"\r"), "sep=")
	if !ok || sign == "" || !strings.Contains(",;\t", sign[:1]) {
		return 0, text, false
	}
	return rune(sign[0]), after, true
}

// detectComma finds the character between cells: of the three, the most frequent
// one in the first line.
func detectComma(text string) rune {
	line, _, _ := strings.Cut(text, "\n")
	best, most := ',', 0
	for _, c := range []rune{'\t', ',', ';'} {
		if n := strings.Count(line, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

// add puts a row's segment into the document, into the last block if it is of
// the same one.
func add(d *bitext.Document, cells map[string]string) error {
	if strings.TrimSpace(cells["source"]+cells["target"]) == "" {
		return nil
	}
	codes, err := codesOf(cells["codes"])
	if err != nil {
		return err
	}
	s := bitext.Segment{
		ID: cells["id"], Translator: cells["translator"], Reviewer: cells["reviewer"],
		Override: cells["override"], Notes: notesOf(cells["notes"]), After: bitext.Plain(" "),
	}
	s.State, s.SubState = stateOf(cells["state"])
	if s.Source, err = textOf(cells["source"], codes); err != nil {
		return err
	}
	if s.Target, err = textOf(cells["target"], codes); err != nil {
		return err
	}
	if _, said := cells["state"]; !said && !s.Target.Empty() {
		s.State = bitext.Translated // as a target in XLIFF that says nothing
	}
	b := blockOf(cells["block"])
	if n := len(d.Blocks); n > 0 && b.ID != "" && d.Blocks[n-1].ID == b.ID {
		d.Blocks[n-1].Segments = append(d.Blocks[n-1].Segments, s)
		return nil
	}
	b.Segments = []bitext.Segment{s}
	d.Blocks = append(d.Blocks, b)
	return nil
}

func codesOf(cell string) ([]bitext.Code, error) {
	if cell == "" {
		return nil, nil
	}
	var list []code
	if err := json.Unmarshal([]byte(cell), &list); err != nil {
		return nil, fmt.Errorf("column codes: %w", err)
	}
	codes := make([]bitext.Code, len(list))
	for i, c := range list {
		codes[i] = bitext.Code(c)
	}
	return codes, nil
}

// textOf reads markup, but in a row without codes brackets are brackets.
func textOf(cell string, codes []bitext.Code) (bitext.Text, error) {
	if codes == nil {
		return bitext.Plain(strings.ReplaceAll(cell, "⟦⟦", "⟦")), nil
	}
	return bitext.Parse(cell, codes)
}

// stateOf returns Initial for an unknown state.
func stateOf(cell string) (bitext.State, bitext.SubState) {
	name, sub, _ := strings.Cut(cell, "/")
	switch s := bitext.State(name); s {
	case bitext.Initial, bitext.Translated, bitext.Reviewed, bitext.Final:
		return s, bitext.SubState(sub)
	}
	return bitext.Initial, bitext.None
}

// blockOf reads "4 heading 2". A cell of another form, or none, makes each row
// a paragraph of its own.
func blockOf(cell string) bitext.Block {
	f := strings.Fields(cell)
	if len(f) < 2 || !slices.Contains(bitext.Kinds(), bitext.BlockKind(f[1])) {
		return bitext.Block{Kind: bitext.Paragraph}
	}
	b := bitext.Block{ID: f[0], Kind: bitext.BlockKind(f[1])}
	if len(f) > 2 {
		if level, err := strconv.Atoi(f[2]); err == nil && level >= 1 && level <= 6 {
			b.Level = level
		}
	}
	return b
}

var noteLine = regexp.MustCompile(
	`^(.*?) \((` + noTime + `|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)\): ?(.*)$`)

// notesOf reads comments; a line that begins none continues the one before.
func notesOf(cell string) []bitext.Remark {
	if cell == "" {
		return nil
	}
	var notes []bitext.Remark
	for _, line := range strings.Split(cell, "\n") {
		m := noteLine.FindStringSubmatch(line)
		switch {
		case m != nil:
			n := bitext.Remark{Author: m[1], Text: m[3]}
			if when, err := time.Parse(time.RFC3339, m[2]); err == nil {
				n.Time = when
			}
			notes = append(notes, n)
		case len(notes) > 0:
			notes[len(notes)-1].Text += "\n" + line
		default:
			notes = append(notes, bitext.Remark{Text: line})
		}
	}
	return notes
}

// readText reads a table as text, and names its encoding.
func readText(r io.Reader) (text, encoding string, err error) {
	data, err := limit.ReadAll(r, limit.Upload)
	if err != nil {
		return "", "", err
	}
	return decode.Text(decode.WithoutNUL(data), "")
}
