package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"truchement/workflow"
)

// tx is one transaction. It is over when its function has returned, and doomed
// by the first error of the engine: PostgreSQL answers nothing after one, and
// SQLite would go on as if nothing had been.
type tx struct {
	ctx    context.Context
	eng    *engine
	source statements
	writes bool // it may write
	wrote  bool // it has, or tried to
	over   bool
	doom   error // the workflow error
	fault  fault // its kind
	seq    int64 // of the last feed entry appended; 0 for none
}

// parts is the transaction as use cases see it.
func (t *tx) parts() workflow.Tx {
	return workflow.Tx{PersonTx: t, GrantTx: t, PublicationTx: t, RuleTx: t, ArticleTx: t,
		SegmentTx: t, HistoryTx: t, AssignmentTx: t, ReviewTx: t, MemoryTx: t, FeedTx: t, VisitTx: t, JobTx: t}
}

// statements prepares queries on a connection or in a transaction.
type statements interface {
	stmt(ctx context.Context, query string) (*sql.Stmt, error)
}

// scanner is a row.
type scanner interface{ Scan(to ...any) error }

var (
	errOver   = errors.New("the transaction is over")
	errReader = errors.New("a View cannot write")
)

// ready finds the prepared query, unless the transaction can run none.
func (t *tx) ready(query string, args []any) (*sql.Stmt, error) {
	if t.over {
		return nil, refusal(otherFault, errOver)
	}
	if t.doom != nil {
		return nil, t.doom
	}
	if err := checkText(args); err != nil {
		return nil, err
	}
	s, err := t.source.stmt(t.ctx, query)
	if err != nil {
		return nil, t.failed(err, query)
	}
	return s, nil
}

// failed keeps the first error of the engine.
func (t *tx) failed(err error, query string) error {
	t.fault = t.eng.fault(err)
	t.doom = t.eng.translate(err, brief(query))
	return t.doom
}

// brief is the beginning of a query, in one line, to find it by in a log.
func brief(query string) string {
	line := strings.Join(strings.Fields(query), " ")
	if len(line) > 80 {
		line = strings.ToValidUTF8(line[:80], "") + "…"
	}
	return line
}

// exec runs a statement that writes and returns the number of rows it wrote.
func (t *tx) exec(query string, args ...any) (int64, error) {
	if !t.writes {
		return 0, refusal(otherFault, errReader)
	}
	t.wrote = true
	s, err := t.ready(query, args)
	if err != nil {
		return 0, err
	}
	r, err := s.ExecContext(t.ctx, args...)
	if err != nil {
		return 0, t.failed(err, query)
	}
	n, err := r.RowsAffected()
	if err != nil {
		return 0, t.failed(err, query)
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
		return missing(noun, key)
	}
	return err
}

// one reads one row; there being none is the error of missing.
func one[T any](
	t *tx, noun string, scan func(scanner) (T, error), query string, args ...any,
) (T, error) {
	var none T
	s, err := t.ready(query, args)
	if err != nil {
		return none, err
	}
	v, err := scan(s.QueryRowContext(t.ctx, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return none, missing(noun, fmt.Sprint(args...))
	}
	if err != nil {
		return none, t.failed(err, query)
	}
	return v, nil
}

// list reads all rows; it is never nil without an error.
func list[T any](t *tx, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	s, err := t.ready(query, args)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(t.ctx, args...)
	if err != nil {
		return nil, t.failed(err, query)
	}
	defer rows.Close()
	all := []T{}
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, t.failed(err, query)
		}
		all = append(all, v)
	}
	if err := rows.Err(); err != nil {
		return nil, t.failed(err, query)
	}
	return all, nil
}
