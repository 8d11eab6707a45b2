package storage

import (
	"database/sql"
	"errors"
	"time"

	"truchement/workflow/ledger"
)

const lineColumns = `seq, at, actor, address, kind, object, was, made, hash`

func scanLine(row scanner) (ledger.Line, error) {
	var l ledger.Line
	err := row.Scan(&l.Seq, (*timestamp)(&l.At), &l.Actor, &l.Address, (*string)(&l.Kind), &l.Object, &l.Was, &l.Made,
		&l.Hash)
	return l, err
}

// AddLine adds to the ledger. The sequence and the hash follow from the last line, under the lock that all Updates of
// all nodes share.
func (t *tx) AddLine(l ledger.Line) error {
	seq, before, err := t.Head()
	if err != nil {
		return err
	}
	l.Seq, l.At = seq+1, l.At.Truncate(time.Millisecond)
	l.Hash = l.Sum(before)
	err = t.write(`INSERT INTO ledger (`+lineColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, l.Seq, millis(l.At),
		l.Actor, l.Address, string(l.Kind), l.Object, l.Was, l.Made, l.Hash)
	if err != nil {
		return err
	}
	return t.write(`INSERT INTO ledger_head (one, seq, hash) VALUES (1, $1, $2)
		ON CONFLICT (one) DO UPDATE SET seq = $1, hash = $2`, l.Seq, l.Hash)
}

// Head is the sequence and the hash of the last line.
func (t *tx) Head() (seq int64, hash []byte, err error) {
	err = t.ReadOne(func(row scanner) error { return row.Scan(&seq, &hash) }, `SELECT seq, hash FROM ledger_head`)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil, nil
	}
	return seq, hash, err
}

// The last moment that a filter without an end asks for.
const never = int64(1) << 62

// Lines reads lines of the ledger.
func (t *tx) Lines(f ledger.Filter) ([]ledger.Line, error) {
	limit, until, before := f.Limit, never, f.Before
	if limit <= 0 {
		limit = 100
	}
	if !f.Until.IsZero() {
		until = millis(f.Until)
	}
	if before <= 0 {
		before = never
	}
	order := " DESC"
	if f.Forward {
		order = ""
	}
	since := int64(0)
	if !f.Since.IsZero() {
		since = millis(f.Since)
	}
	return queryList(t, scanLine, `SELECT `+lineColumns+` FROM ledger WHERE seq > $1 AND seq < $2
		AND ($3 = '' OR actor = $3 OR object = $3) AND ($4 = '' OR kind = $4) AND at >= $5 AND at < $6
		ORDER BY seq`+order+` LIMIT $7`, f.After, before, f.Person, string(f.Kind), since, until, int64(limit))
}
