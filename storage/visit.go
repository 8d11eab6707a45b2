package storage

import (
	"errors"
	"time"

	"truchement/workflow"
)

// contentEntryKinds are the kinds of feed entries that change what a reader of a segment sees.
const contentEntryKinds = `('segment.saved', 'segment.confirmed', 'segment.approved',
	'segment.returned', 'segment.recut', 'segment.undone', 'source.corrected',
	'comment.added', 'comment.resolved')`

// Visit reads what is remembered of a person at an article: the zero Visit for nothing.
func (t *tx) Visit(person, article string) (workflow.Visit, error) {
	scan := func(row scanner) (workflow.Visit, error) {
		var v workflow.Visit
		err := row.Scan(&v.Person, &v.Article, &v.Since, &v.Seq, (*timestamp)(&v.At))
		return v, err
	}
	v, err := queryOne(t, "visit", scan, `SELECT person, article, since, seq, at FROM visit
		WHERE person = $1 AND article = $2`, person, article)
	if errors.Is(err, &workflow.Error{Kind: workflow.NotFound}) {
		return workflow.Visit{}, nil
	}
	return v, err
}

// KeepVisit writes what is remembered of a person at an article.
func (t *tx) KeepVisit(v workflow.Visit) error {
	return t.write(`INSERT INTO visit (person, article, since, seq, at)
		VALUES ($1, $2, $3, $4, $5) ON CONFLICT (person, article)
		DO UPDATE SET since = $3, seq = $4, at = $5`,
		v.Person, v.Article, v.Since, v.Seq, millis(v.At))
}

// SeqAt is the sequence of an article's last entry made until a time.
func (t *tx) SeqAt(article string, at time.Time) (int64, error) {
	return queryOne(t, "feed", scanValue[int64], `SELECT COALESCE(max(seq), 0) FROM feed
		WHERE article = $1 AND at <= $2`, article, millis(at))
}

// ChangedSince lists the segments of an article that others than a person changed, or commented
// on, after a sequence.
func (t *tx) ChangedSince(article, person string, seq int64) ([]string, error) {
	return queryList(t, scanValue[string], `SELECT DISTINCT segment FROM feed WHERE article = $1 AND actor <> $2
		AND seq > $3 AND segment <> '' AND kind IN `+contentEntryKinds+` ORDER BY segment`,
		article, person, seq)
}

// Missed counts by article the segments that others changed since a person left.
func (t *tx) Missed(person string) (map[string]int, error) {
	missed := map[string]int{}
	scan := func(row scanner) (string, error) {
		var article string
		var n int
		err := row.Scan(&article, &n)
		missed[article] = n
		return article, err
	}
	_, err := queryList(t, scan, `SELECT f.article, count(DISTINCT f.segment) FROM visit v
		JOIN feed f ON f.article = v.article AND f.seq > v.seq
		WHERE v.person = $1 AND f.actor <> $1 AND f.segment <> '' AND f.kind IN `+contentEntryKinds+`
		GROUP BY f.article`, person)
	return missed, err
}
