package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/bits"
	"strconv"
	"strings"

	"truchement/workflow"
)

// tx is one transaction. It has ended when its function has returned. The first
// error of the engine makes it fail as a whole: PostgreSQL refuses all statements
// after one, while SQLite would continue.
type tx struct {
	ctx        context.Context
	eng        *engine
	session    statements
	canWrite   bool
	hasWritten bool // it has written, or tried to
	ended      bool
	err        error // the first error of the engine, as a workflow error
	fault      fault // what err means for the transaction
	lastSeq    int64 // of the last feed entry appended; 0 for none
}

// parts is the transaction as use cases see it.
func (t *tx) parts() workflow.Tx {
	return workflow.Tx{PersonTx: t, GrantTx: t, PublicationTx: t, RuleTx: t, ArticleTx: t,
		SegmentTx: t, HistoryTx: t, AssignmentTx: t, ReviewTx: t, MemoryTx: t, FeedTx: t, VisitTx: t,
		NoticeTx: t, JobTx: t, ShareTx: t}
}

// statements prepares queries on a connection or in a transaction.
type statements interface {
	stmt(ctx context.Context, query string) (*sql.Stmt, error)
}

// scanner is a row.
type scanner interface{ Scan(to ...any) error }

// scanValue scans a row of one column.
func scanValue[T any](row scanner) (T, error) {
	var v T
	err := row.Scan(&v)
	return v, err
}

var (
	errEnded    = errors.New("the transaction has ended")
	errReadOnly = errors.New("a View cannot write")
)

// prepare returns the prepared query, unless the transaction can run none.
func (t *tx) prepare(query string, args []any) (*sql.Stmt, error) {
	if t.ended {
		return nil, refusal(otherFault, errEnded)
	}
	if t.err != nil {
		return nil, t.err
	}
	if err := checkStrings(args); err != nil {
		return nil, err
	}
	s, err := t.session.stmt(t.ctx, query)
	if err != nil {
		return nil, t.fail(err, query)
	}
	return s, nil
}

// fail keeps the first error of the engine.
func (t *tx) fail(err error, query string) error {
	t.fault = t.eng.classify(err)
	t.err = t.eng.translate(err, shortenQuery(query))
	return t.err
}

// shortenQuery returns the beginning of a query, in one line, for the log.
func shortenQuery(query string) string {
	line := strings.Join(strings.Fields(query), " ")
	if len(line) > 80 {
		line = strings.ToValidUTF8(line[:80], "") + "…"
	}
	return line
}

// exec runs a statement that writes and returns the number of rows it wrote.
func (t *tx) exec(query string, args ...any) (int64, error) {
	if !t.canWrite {
		return 0, refusal(otherFault, errReadOnly)
	}
	t.hasWritten = true
	s, err := t.prepare(query, args)
	if err != nil {
		return 0, err
	}
	r, err := s.ExecContext(t.ctx, args...)
	if err != nil {
		return 0, t.fail(err, query)
	}
	n, err := r.RowsAffected()
	if err != nil {
		return 0, t.fail(err, query)
	}
	return n, nil
}

// write is exec for a statement that writes any number of rows.
func (t *tx) write(query string, args ...any) error {
	_, err := t.exec(query, args...)
	return err
}

// writeOne is exec for a statement that must write the row of key.
func (t *tx) writeOne(noun, key, query string, args ...any) error {
	n, err := t.exec(query, args...)
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
	var none T
	s, err := t.prepare(query, args)
	if err != nil {
		return none, err
	}
	v, err := scan(s.QueryRowContext(t.ctx, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return none, notFound(noun, fmt.Sprint(args...))
	}
	if err != nil {
		return none, t.fail(err, query)
	}
	return v, nil
}

// queryList reads all rows; it is never nil without an error.
func queryList[T any](t *tx, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	s, err := t.prepare(query, args)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(t.ctx, args...)
	if err != nil {
		return nil, t.fail(err, query)
	}
	defer rows.Close()
	all := []T{}
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, t.fail(err, query)
		}
		all = append(all, v)
	}
	if err := rows.Err(); err != nil {
		return nil, t.fail(err, query)
	}
	return all, nil
}
