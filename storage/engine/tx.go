package engine

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"unicode/utf8"

	"truchement/workflow"
)

// Tx is one transaction. It has ended when its function has returned. The first
// error of the engine makes it fail as a whole: PostgreSQL refuses all statements
// after one, while SQLite would continue.
type Tx struct {
	ctx        context.Context
	eng        *engine
	session    *session
	canWrite   bool
	hasWritten bool // it has written, or tried to
	ended      bool
	err        error // the first error of the engine, as a workflow error
	fault      fault // what err means for the transaction
	lastSeq    int64 // of the last feed entry added; 0 for none
	fenced     bool  // it runs nothing for now
	trespassed bool  // and was asked to
}

// Scanner is a row.
type Scanner interface{ Scan(to ...any) error }

var (
	errEnded    = errors.New("the transaction has ended")
	errReadOnly = errors.New("a View cannot write")
	errFenced   = errors.New("a decision asks for what it cannot do")
)

// prepare returns the prepared query, unless the transaction can run none.
func (t *Tx) prepare(query string, args []any) (*sql.Stmt, error) {
	if t.ended {
		return nil, refusal(otherFault, errEnded)
	}
	if t.err != nil {
		return nil, t.err
	}
	if t.fenced {
		return nil, t.trespass()
	}
	if err := CheckStrings(args); err != nil {
		return nil, err
	}
	s, err := t.session.stmt(t.ctx, query)
	if err != nil {
		return nil, t.fail(err, query)
	}
	return s, nil
}

// fail keeps the first error of the engine.
func (t *Tx) fail(err error, query string) error {
	t.fault = t.eng.classify(err)
	t.err = t.eng.translate(err, shortenQuery(query))
	if t.fault == corrupted {
		t.eng.stopWriting(t.err)
	}
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

// Exec runs a statement that writes and returns the number of rows it wrote.
func (t *Tx) Exec(query string, args ...any) (int64, error) {
	if err := t.beginWrite(); err != nil {
		return 0, err
	}
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

// ExecReturning runs a statement that writes and answers with a value of each row that it wrote.
func (t *Tx) ExecReturning(query string, args ...any) (values []any, err error) {
	if err := t.beginWrite(); err != nil {
		return nil, err
	}
	err = t.ReadAll(func(row Scanner) error {
		var v any
		err := row.Scan(&v)
		values = append(values, v)
		return err
	}, query, args...)
	return values, err
}

// ReadColumns has read get each row of a query, whatever columns it has. The slices are its own only until it returns.
func (t *Tx) ReadColumns(read func(names []string, values []any) error, query string, args ...any) error {
	var names []string
	var values, places []any
	return t.each(func(rows *sql.Rows) (err error) {
		if names == nil {
			if names, err = rows.Columns(); err != nil {
				return t.fail(err, query)
			}
			values, places = make([]any, len(names)), make([]any, len(names))
			for i := range values {
				places[i] = &values[i]
			}
		}
		if err := rows.Scan(places...); err != nil {
			return t.fail(err, query)
		}
		return read(names, values)
	}, query, args)
}

// Sums reports whether rows need sums of the program's own: PostgreSQL's pages have some.
func (t *Tx) Sums() bool { return t.eng.name == "sqlite" }

// ExecEntry runs a statement that adds an entry to the feed and returns the
// sequence that the statement answers with. Once it is committed, the channels
// of Watch receive.
func (t *Tx) ExecEntry(query string, args ...any) (seq int64, err error) {
	if err := t.beginWrite(); err != nil {
		return 0, err
	}
	err = t.ReadOne(func(row Scanner) error { return row.Scan(&seq) }, query, args...)
	if err == nil {
		t.lastSeq = seq
	}
	return seq, err
}

// beginWrite refuses to write in a View.
func (t *Tx) beginWrite() error {
	if t.fenced {
		return t.trespass()
	}
	if !t.canWrite {
		return refusal(otherFault, errReadOnly)
	}
	t.hasWritten = true
	return nil
}

// Fence has the transaction refuse every statement until it is opened again; Trespassed reports whether it had to.
func (t *Tx) Fence(closed bool) { t.fenced = closed }

// Trespassed is what Fence says.
func (t *Tx) Trespassed() bool { return t.trespassed }

func (t *Tx) trespass() error {
	t.trespassed = true
	return refusal(otherFault, errFenced)
}

// ReadOne has scan read the one row of a query. Without a row its error is
// sql.ErrNoRows, after which the transaction continues.
func (t *Tx) ReadOne(scan func(Scanner) error, query string, args ...any) error {
	s, err := t.prepare(query, args)
	if err != nil {
		return err
	}
	if err := t.ctx.Err(); err != nil {
		return t.fail(err, query)
	}
	err = scan(s.QueryRowContext(t.eng.briefContext(t.ctx), args...))
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return t.fail(err, query)
	}
	return err
}

// ReadAll has scan read each row of a query.
func (t *Tx) ReadAll(scan func(Scanner) error, query string, args ...any) error {
	return t.each(func(rows *sql.Rows) error {
		if err := scan(rows); err != nil {
			return t.fail(err, query)
		}
		return nil
	}, query, args)
}

func (t *Tx) each(read func(*sql.Rows) error, query string, args []any) error {
	s, err := t.prepare(query, args)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(t.ctx, args...)
	if err != nil {
		return t.fail(err, query)
	}
	defer rows.Close()
	for rows.Next() {
		if err := read(rows); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return t.fail(err, query)
	}
	return nil
}

// CheckStrings refuses what only SQLite would keep (bytes that are not UTF-8, the
// character NUL), so that a desk can move to PostgreSQL whole. Tx checks all
// arguments; what is encoded before it becomes one is checked by its encoder.
func CheckStrings(args []any) error {
	for _, a := range args {
		s, ok := a.(string)
		if ok && (!utf8.ValidString(s) || strings.IndexByte(s, 0) >= 0) {
			return workflow.Fail(workflow.Invalid, "store.rejected")
		}
	}
	return nil
}
