package storage

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"regexp"
	"slices"
	"strings"

	"truchement/storage/engine"
	"truchement/workflow"
)

// sealed are the tables whose rows have a sum of all their columns, each with its key. Segments and changes are not
// among them: the chain of hashes has what they say.
var sealed = map[string]string{
	"person": "id", "publication": "id", "logo": "publication", "ruleedit": "id", "article": "id", "block": "id",
	"assignment": "id", "comment": "id", "issue": "id", "dismissal": "id", "share": "id", "feed": "seq",
	"alignment": "id", "memoryunit": "id", "unitedit": "id", "concept": "id", "conceptedit": "id",
}

// sumColumn has the sum of a row; 0: none was made yet.
const sumColumn = "row_sum"

var writtenTable = regexp.MustCompile(`^\s*(?:INSERT INTO|UPDATE)\s+"?(\w+)`)

// sealedTable is the sealed table that a statement writes rows of; empty: none.
func sealedTable(query string) (table, key string) {
	m := writtenTable.FindStringSubmatch(query)
	if m == nil {
		return "", ""
	}
	return m[1], sealed[m[1]]
}

// Exec is that of engine.Tx, and keeps the sums of the rows that it writes.
func (t *tx) Exec(query string, args ...any) (int64, error) {
	table, key := sealedTable(query)
	if key == "" || !t.Sums() {
		return t.Tx.Exec(query, args...)
	}
	keys, err := t.ExecReturning(query+" RETURNING "+key, args...)
	if err == nil {
		err = t.seal(table, key, keys)
	}
	return int64(len(keys)), err
}

// sealAtOnce is how many rows are read by one statement.
const sealAtOnce = 16

// seal makes the sums of the rows with these keys.
func (t *tx) seal(table, key string, keys []any) error {
	for len(keys) > 0 {
		n := min(len(keys), sealAtOnce)
		width := 1
		if n > 1 {
			width = sealAtOnce // two texts to prepare, and not sixteen
		}
		places, some := make([]string, width), make([]any, width)
		for i := range some {
			places[i], some[i] = fmt.Sprint("$", i+1), keys[min(i, n-1)]
		}
		var sums [][2]any
		err := t.ReadColumns(func(names []string, values []any) error {
			sums = append(sums, [2]any{values[slices.Index(names, key)], rowSum(names, values)})
			return nil
		}, "SELECT * FROM "+table+" WHERE "+key+" IN ("+strings.Join(places, ", ")+")", some...)
		if err != nil {
			return err
		}
		for _, s := range sums {
			if err := t.setSum(table, key, s[0], s[1]); err != nil {
				return err
			}
		}
		keys = keys[n:]
	}
	return nil
}

func (t *tx) setSum(table, key string, id, sum any) error {
	_, err := t.Tx.Exec("UPDATE "+table+" SET "+sumColumn+" = $2 WHERE "+key+" = $1", id, sum)
	return err
}

// rowSum is the sum of a row. A column that holds nothing (0, false, an empty text) does not count, so that one
// which a migration adds changes no sum.
func rowSum(names []string, values []any) int64 {
	h := sha256.New()
	for i, name := range names {
		if name != sumColumn {
			addColumn(h, name, values[i])
		}
	}
	if n := int64(binary.BigEndian.Uint64(h.Sum(nil))); n != 0 {
		return n
	}
	return 1
}

func addColumn(h hash.Hash, name string, value any) {
	var text string
	switch v := value.(type) {
	case nil:
		return
	case []byte:
		text = string(v)
	case string:
		text = v
	case bool:
		if v {
			text = "1"
		}
	case int64:
		if v != 0 {
			text = fmt.Sprint(v)
		}
	default:
		text = fmt.Sprint(v)
	}
	if text != "" {
		fmt.Fprintf(h, "%s %d %s\n", name, len(text), text)
	}
}

// addSum gives a row the sum that PostgreSQL does not keep.
func addSum(table string, names []string, values []any) {
	if sealed[table] != "" {
		values[slices.Index(names, sumColumn)] = rowSum(names, values)
	}
}

// rowsAtOnce is how many rows are read in one View.
const rowsAtOnce = 500

// eachRow reads all rows of the sealed tables, in as many Views as that takes.
func (d *DB) eachRow(ctx context.Context, fn func(table string, names []string, values []any)) error {
	for table, key := range sealed {
		var last any = ""
		if key == "seq" {
			last = int64(0)
		}
		for n := rowsAtOnce; n == rowsAtOnce; {
			n = 0
			err := d.eng.View(ctx, func(t *engine.Tx) error {
				return t.ReadColumns(func(names []string, values []any) error {
					n++
					last = values[slices.Index(names, key)]
					fn(table, names, values)
					return nil
				}, "SELECT * FROM "+table+" WHERE "+key+" > $1 ORDER BY "+key+" LIMIT "+fmt.Sprint(rowsAtOnce), last)
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// SealOld makes the sums of rows that have none: those of before there were sums.
func (d *DB) SealOld(ctx context.Context) error {
	if d.Engine() != "sqlite" {
		return nil
	}
	old := map[string][]any{}
	err := d.eachRow(ctx, func(table string, names []string, values []any) {
		if values[slices.Index(names, sumColumn)] == int64(0) {
			old[table] = append(old[table], values[slices.Index(names, sealed[table])])
		}
	})
	for table, keys := range old {
		for len(keys) > 0 && err == nil {
			n := min(len(keys), 4*sealAtOnce) // a short Update, so that saves are not kept waiting
			err = d.eng.Update(ctx, func(t *engine.Tx) error { return (&tx{t}).seal(table, sealed[table], keys[:n]) })
			keys = keys[n:]
		}
	}
	return err
}

// maxFindings is how many damaged rows are named.
const maxFindings = 10

// Examine looks for damage in all that is kept: the engine looks at its pages, and the sums of rows are compared
// with the rows.
func (d *DB) Examine(ctx context.Context) error {
	if err := d.eng.Examine(ctx); err != nil || d.Engine() != "sqlite" {
		return err
	}
	var damaged []string
	err := d.eachRow(ctx, func(table string, names []string, values []any) {
		kept := values[slices.Index(names, sumColumn)]
		if kept != int64(0) && kept != rowSum(names, values) && len(damaged) < maxFindings {
			damaged = append(damaged, fmt.Sprint(table, " ", values[slices.Index(names, sealed[table])]))
		}
	})
	if err == nil && len(damaged) > 0 {
		err = &workflow.Error{Kind: workflow.Unavailable, ID: "store.damaged",
			Err: &engine.DamageError{Findings: damaged}}
	}
	return err
}
