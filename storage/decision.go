package storage

import (
	"truchement/storage/engine"
	"truchement/storage/position"
	"truchement/workflow"
)

// decision is a transaction that reads the store and only notes what it would write. What it can do is what a save
// does: it reads one segment, its article, its history and who it was given to, and writes its next version, changes
// and entries of the feed. All else is done by an Update.
type decision struct {
	*tx
	positions  *position.Cache
	segment    workflow.Segment // as it was read
	article    workflow.Article // of the segment
	articleErr error            // why there is none
	apart      bool             // it does what only an Update can
	update     []any            // what UpdateSegment wrote; nil: nothing
	changes    [][]any
	entries    [][]any
}

// writes reports whether it has noted anything to write.
func (d *decision) writes() bool { return len(d.changes)+len(d.entries) > 0 || d.update != nil }

// read opens the fence for what has not been written to.
func (d *decision) read() (end func()) {
	d.apart = d.apart || d.writes()
	d.Fence(false)
	return func() { d.Fence(true) }
}

// Segment reads the segment that the decision is about, with its article.
func (d *decision) Segment(id string) (s workflow.Segment, err error) {
	defer d.read()()
	if d.segment.ID == "" {
		if s, err = d.tx.unplacedSegment(id); err == nil {
			err = d.locate(&s)
		}
		if err != nil {
			return s, err
		}
		d.segment = s
		d.article, d.articleErr = d.tx.Article(d.segment.Article)
	}
	d.apart = d.apart || d.segment.ID != id
	return d.segment, nil
}

// Article is that of the segment.
func (d *decision) Article(id string) (workflow.Article, error) {
	d.apart = d.apart || d.segment.Article != id
	return d.article, d.articleErr
}

// Changes are those of the segment.
func (d *decision) Changes(segments ...string) ([]workflow.Change, error) {
	defer d.read()()
	d.apart = d.apart || len(segments) != 1 || segments[0] != d.segment.ID
	return d.tx.Changes(segments...)
}

// ChangeByOp finds what a person's operation did. That there is none holds until it is written: an operation has one
// change in the whole database.
func (d *decision) ChangeByOp(by, op string) (workflow.Change, error) {
	defer d.read()()
	return d.tx.ChangeByOp(by, op)
}

// Person reads an account, to say who it is: nothing is decided by it.
func (d *decision) Person(id string) (workflow.Person, error) {
	defer d.read()()
	return d.tx.Person(id)
}

// AddChanges notes changes of the segment.
func (d *decision) AddChanges(changes ...workflow.Change) error {
	for _, c := range changes {
		d.apart = d.apart || c.Segment != d.segment.ID
		row, err := changeValues(c)
		if err != nil {
			return err
		}
		d.changes = append(d.changes, row)
	}
	return nil
}

// UpdateSegment notes the next version of the segment, which has the source and the place of the one before.
func (d *decision) UpdateSegment(s workflow.Segment) error {
	was := d.segment
	if d.update != nil || s.ID != was.ID || s.Version != was.Version+1 || s.Block != was.Block || s.Place != was.Place ||
		s.Gone != was.Gone || s.Words != was.Words || !s.Source.Equal(was.Source) || !s.After.Equal(was.After) {
		d.apart = true
	}
	values, err := savedValues(s)
	d.update = values
	return err
}

// Append notes an entry, whose sequence is not known yet.
func (d *decision) Append(e workflow.Entry) (int64, error) {
	d.entries = append(d.entries, entryValues(e))
	return 0, nil
}

// guard is what must be as it was read when a decision is written.
type guard struct {
	version              int64
	assignment, review   string
	translator, editor   string
	retracted            string
	signedOff, published int64
}

func (d *decision) guard() guard {
	s, a := d.segment, d.article
	return guard{version: s.Version, assignment: s.Assignment, review: s.Review, translator: s.Translator,
		editor: s.Editor, retracted: a.Retracted, signedOff: millis(a.SignedOff), published: millis(a.Published)}
}

// current are guards of segments as they are now, by their ids, and the last sequences given out.
type current struct {
	guards       map[string]guard
	change, feed int64
}

const (
	guardsOf = `SELECT s.id, s.version, COALESCE(s.assignment, ''), COALESCE(s.review, ''),
	COALESCE(t.person, ''), COALESCE(e.person, ''), a.retracted, a.signed_off, a.published,
	(SELECT COALESCE(max(seq), 0) FROM change), ` + feedHead + `
	FROM segment s JOIN article a ON a.id = s.article LEFT JOIN assignment t ON t.id = s.assignment
	LEFT JOIN assignment e ON e.id = s.review WHERE s.id IN (`
	oneGuard   = guardsOf + `$1)`
	manyGuards = guardsOf + `$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
	$17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)`
	manyAtOnce = 32
)

func (c *current) scan(row scanner) (id string, err error) {
	var g guard
	err = row.Scan(&id, &g.version, &g.assignment, &g.review, &g.translator, &g.editor, &g.retracted, &g.signedOff,
		&g.published, &c.change, &c.feed)
	c.guards[id] = g
	return id, err
}

// currentOf reads what decisions must find as it was.
func (t *tx) currentOf(all []any) (*current, error) {
	c := &current{guards: map[string]guard{}}
	for len(all) > 0 {
		query, n := oneGuard, 1
		if len(all) > 1 {
			query, n = manyGuards, min(len(all), manyAtOnce)
		}
		ids := make([]any, 1, manyAtOnce)
		if n > 1 {
			ids = ids[:manyAtOnce]
		}
		for i := range ids {
			ids[i] = all[min(i, n-1)].(*decision).segment.ID
		}
		if _, err := queryList(t, c.scan, query, ids...); err != nil {
			return nil, err
		}
		all = all[n:]
	}
	return c, nil
}

// writeDecisions writes those that hold.
func writeDecisions(t *engine.Tx, all []any) ([]int64, error) {
	x := &tx{t}
	now, err := x.currentOf(all)
	if err != nil {
		return nil, err
	}
	seqs := make([]int64, len(all))
	var statements []engine.Statement
	for i, one := range all {
		d := one.(*decision)
		if g, there := now.guards[d.segment.ID]; !there || g != d.guard() {
			seqs[i] = engine.Stale
			continue
		}
		delete(now.guards, d.segment.ID) // another decision about it is stale
		statements = append(statements, d.statements(now, x.Sums())...)
		seqs[i] = now.feed
	}
	if len(statements) == 0 {
		return seqs, nil
	}
	return seqs, t.ExecAll(statements...)
}

// statements write a decision, with the next sequences.
func (d *decision) statements(now *current, sums bool) (all []engine.Statement) {
	for _, row := range d.changes {
		now.change++
		all = append(all, engine.Statement{Rows: 1, Args: append(row, now.change),
			Query: `INSERT INTO change (` + changeInsert + `, seq)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`})
	}
	if d.update != nil {
		all = append(all, engine.Statement{Rows: 1, Args: d.update,
			Query: `UPDATE segment SET ` + setSaved + ` WHERE id = $1 AND version = $2 - 1`})
	}
	for _, row := range d.entries {
		now.feed++
		row = append([]any{now.feed}, row...)
		var sum int64
		if sums {
			sum = rowSum(feedNames(), row)
		}
		all = append(all, engine.Statement{Rows: 1, Args: append(row, sum), Query: `INSERT INTO feed (` + feedColumns + `, ` +
			sumColumn + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`})
	}
	return all
}
