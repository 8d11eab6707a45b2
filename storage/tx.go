package storage

import (
	"database/sql"
	"errors"
	"fmt"
	"math/bits"
	"strconv"
	"strings"

	"truchement/storage/engine"
	"truchement/workflow"
)

// tx is a transaction with the nouns of the desk, one file each.
type tx struct{ *engine.Tx }

// nouns are all that a transaction does.
type nouns interface {
	workflow.PersonTx
	workflow.GrantTx
	workflow.PublicationTx
	workflow.RuleTx
	workflow.ArticleTx
	workflow.SegmentTx
	workflow.HistoryTx
	workflow.PastTx
	workflow.AssignmentTx
	workflow.ReviewTx
	workflow.AlignmentTx
	workflow.UnitTx
	workflow.ConceptTx
	workflow.EditTx
	workflow.FeedTx
	workflow.VisitTx
	workflow.NoticeTx
	workflow.JobTx
	workflow.ShareTx
	workflow.DismissalTx
}

// parts is a transaction as use cases see it.
func parts(t nouns) workflow.Tx {
	return workflow.Tx{PersonTx: t, GrantTx: t, PublicationTx: t, RuleTx: t, ArticleTx: t,
		SegmentTx: t, HistoryTx: t, PastTx: t, AssignmentTx: t, ReviewTx: t, AlignmentTx: t, UnitTx: t,
		ConceptTx: t, EditTx: t, FeedTx: t, VisitTx: t, NoticeTx: t, JobTx: t, ShareTx: t,
		DismissalTx: t}
}

// scanner is a row.
type scanner = engine.Scanner

// scanValue scans a row of one column.
func scanValue[T any](row scanner) (T, error) {
	var v T
	err := row.Scan(&v)
	return v, err
}

// write runs a statement that writes any number of rows.
func (t *tx) write(query string, args ...any) error {
	_, err := t.Exec(query, args...)
	return err
}

// writeOne runs a statement that must write the row of key.
func (t *tx) writeOne(noun, key, query string, args ...any) error {
	n, err := t.Exec(query, args...)
	if err == nil && n == 0 {
		return notFound(noun, key)
	}
	return err
}

// insert adds rows in few statements: PostgreSQL answers each. into names the table and its columns;
// the last column is numbered from last, which is the same in all rows of a statement, unless empty.
func (t *tx) insert(into, last string, rows [][]any) error {
	for len(rows) > 0 {
		// A power of two at a time: few texts to prepare. More rows gain little.
		n := 1 << (bits.Len(uint(min(len(rows), 32))) - 1)
		var values []any
		places := make([]string, n)
		for i, row := range rows[:n] {
			values = append(values, row...)
			var place []string
			for j := range row {
				place = append(place, "$"+strconv.Itoa(len(values)-len(row)+j+1))
			}
			if last != "" {
				place = append(place, last+" + "+strconv.Itoa(i+1))
			}
			places[i] = "(" + strings.Join(place, ", ") + ")"
		}
		if err := t.write("INSERT INTO "+into+" VALUES "+strings.Join(places, ", "), values...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// queryOne reads one row; without a row its error is that of notFound.
func queryOne[T any](
	t *tx, noun string, scan func(scanner) (T, error), query string, args ...any,
) (T, error) {
	var none, v T
	err := t.ReadOne(func(row scanner) (err error) {
		v, err = scan(row)
		return err
	}, query, args...)
	if errors.Is(err, sql.ErrNoRows) {
		return none, notFound(noun, fmt.Sprint(args...))
	}
	if err != nil {
		return none, err
	}
	return v, nil
}

// queryList reads all rows; it is never nil without an error.
func queryList[T any](t *tx, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	all := []T{}
	err := t.ReadAll(func(row scanner) error {
		v, err := scan(row)
		all = append(all, v)
		return err
	}, query, args...)
	if err != nil {
		return nil, err
	}
	return all, nil
}

// listByIDs reads rows by their ids, in any order, with a query that asks for 16.
func listByIDs[T any](t *tx, scan func(scanner) (T, error), query string, ids []string) ([]T, error) {
	all := []T{}
	for len(ids) > 0 {
		var some [16]any
		n := min(len(ids), len(some))
		for i := range some {
			some[i] = ids[min(i, n-1)]
		}
		found, err := queryList(t, scan, query, some[:]...)
		if err != nil {
			return nil, err
		}
		all, ids = append(all, found...), ids[n:]
	}
	return all, nil
}

// likeInside is the pattern of LIKE, with ! for its escape, of what has a text in it.
func likeInside(text string) string {
	return "%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(text) + "%"
}
