package csv

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"truchement/workflow/format/decode"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

// EachRow reads a table of translations and calls each for every row in turn, with the line on
// which it begins and its cells by the names in the first row. A table whose first row has no
// "source" has its source and target in the first two columns. It stops at the first error of each.
//
// The error is a *limit.Error, of Kind Damaged with the line for a row that cannot be read, or,
// wrapped, a *lang.Error.
func EachRow(r io.Reader, each func(line int, cells map[string]string) error) error {
	data, err := limit.ReadAll(r, limit.Upload)
	if err != nil {
		return err
	}
	text, _, err := decode.Text(data, "")
	if err != nil {
		return err
	}
	if text, err = lang.Clean(text); err != nil {
		return err
	}
	table := csv.NewReader(strings.NewReader(text))
	table.Comma, table.FieldsPerRecord = detectComma(text), -1
	table.LazyQuotes = table.Comma == '\t' // programs that write tabs seldom quote
	var at map[string]int
	for n := 0; ; n++ {
		row, err := table.Read()
		var parse *csv.ParseError
		switch {
		case errors.Is(err, io.EOF) && n == 0:
			return &limit.Error{Kind: limit.Empty}
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &parse):
			return &limit.Error{Kind: limit.Damaged, Line: parse.Line, Err: parse.Err}
		case err != nil:
			return fmt.Errorf("csv: %w", err)
		}
		if n == 0 {
			var named bool
			if at, named = nameColumns(row); named {
				continue
			}
		}
		line, _ := table.FieldPos(0)
		if err := each(line, cellsOf(row, at)); err != nil {
			return err
		}
	}
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
