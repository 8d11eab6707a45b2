package engine

import (
	"context"
	"errors"
)

// Together writes what several callers have decided on readings of their own, in one go and in order: for each of them
// it answers the sequence of its feed entry, or Stale when what it was decided on has changed since. It looks at all of
// them before it writes any. Its first error leaves all of them unwritten.
type Together func(t *Tx, decided []any) (seqs []int64, err error)

// Stale says that a decision was made on what is no longer so.
const Stale int64 = -1

// ErrStale is the answer to a decision that was stale, or that could not be written together with others.
var ErrStale = errors.New("decided on what is no longer so")

// Decide reads what a decision needs, as a View does, and keeps the decision as an Update, for which it waits for no
// other: the writer has write see all decisions that wait. fn answers nil when there is nothing to write.
func (d *DB) Decide(ctx context.Context, fn func(*Tx) (decided any, err error), write Together) error {
	var decided any
	err := d.View(ctx, func(t *Tx) (err error) {
		decided, err = fn(t)
		return err
	})
	if err != nil || decided == nil {
		return err
	}
	return d.writer.submit(ctx, &job{decided: decided, write: write})
}

// writeTogether writes the decisions of a batch. It fails only when the transaction as a whole has.
func (w *writer) writeTogether(ctx context.Context, b *batch) (fault, error) {
	var jobs []*job
	var decided []any
	for _, j := range b.jobs {
		if j.write != nil {
			j.err, j.seq = ErrStale, 0
			jobs, decided = append(jobs, j), append(decided, j.decided)
		}
	}
	if len(jobs) == 0 || b.apart {
		return noFault, nil
	}
	t := &Tx{ctx: ctx, eng: w.eng, session: w.session, canWrite: true}
	var seqs []int64
	err := w.call(func(t *Tx) (err error) {
		seqs, err = jobs[0].write(t, decided)
		return err
	}, t)
	t.ended = true
	if t.fault.endsTransaction() || t.fault == cancelled {
		return t.fault, t.err
	}
	if err = errors.Join(err, t.err); err != nil {
		w.log.Debug("decisions are carried out one by one", "error", err)
		b.apart = true
		return needsSavepoints, nil
	}
	for i, j := range jobs {
		if seqs[i] != Stale {
			j.err, j.seq = nil, seqs[i]
		}
	}
	return noFault, nil
}

// Statement is one that writes, its arguments, and how many rows it must write.
type Statement struct {
	Query string
	Args  []any
	Rows  int64
}

// ExecAll runs statements without waiting for each answer where there is a server.
func (t *Tx) ExecAll(all ...Statement) error {
	if err := t.beginWrite(); err != nil {
		return err
	}
	if t.eng.execAll == nil {
		for _, s := range all {
			n, err := t.Exec(s.Query, s.Args...)
			if err == nil && n != s.Rows {
				err = errRows
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	for _, s := range all {
		if err := CheckStrings(s.Args); err != nil {
			return err
		}
	}
	if t.err != nil {
		return t.err
	}
	if err := t.eng.execAll(t.ctx, t.session.conn, all); err != nil {
		return t.fail(err, all[0].Query)
	}
	return nil
}

var errRows = errors.New("a statement has not written the rows it should")
