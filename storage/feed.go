package storage

import (
	"encoding/json"
	"strings"

	"truchement/workflow"
)

const feedColumns = `seq, at, actor, kind, article, segment, payload`

func scanEntry(row scanner) (workflow.Entry, error) {
	var e workflow.Entry
	var payload string
	err := row.Scan(&e.Seq, (*timestamp)(&e.At), &e.Actor, (*string)(&e.Kind), &e.Article, &e.Segment,
		&payload)
	if payload != "" {
		e.Payload = json.RawMessage(payload)
	}
	return e, err
}

// feedHead is the last sequence given out.
const feedHead = `(SELECT max(n) FROM (SELECT seq AS n FROM feed_base
	UNION ALL SELECT max(seq) FROM feed) AS given)`

// Append adds to the feed. The number is taken and committed under the lock
// that all Updates of all nodes share, so that numbers appear in order.
func (t *tx) Append(e workflow.Entry) (int64, error) {
	values := entryValues(e)
	seq, err := t.ExecEntry(`INSERT INTO feed (`+feedColumns+`)
		VALUES (`+feedHead+` + 1, $1, $2, $3, $4, $5, $6) RETURNING seq`, values...)
	if err == nil && t.Sums() {
		// The row is known: every save adds one, so it is not read again.
		err = t.setSum("feed", "seq", seq, rowSum(feedNames(), append([]any{seq}, values...)))
	}
	return seq, err
}

// entryValues are the parameters of an entry, without its sequence.
func entryValues(e workflow.Entry) []any {
	return []any{millis(e.At), e.Actor, string(e.Kind), e.Article, e.Segment, string(e.Payload)}
}

func feedNames() []string { return strings.Split(feedColumns, ", ") }

// Feed reads entries after a sequence, in order.
func (t *tx) Feed(f workflow.FeedFilter) ([]workflow.Entry, error) {
	if f.Limit <= 0 {
		f.Limit = 500
	}
	if f.Article != "" {
		return queryList(t, scanEntry, `SELECT `+feedColumns+` FROM feed
			WHERE article = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
			f.Article, f.After, int64(f.Limit))
	}
	return queryList(t, scanEntry, `SELECT `+feedColumns+` FROM feed
		WHERE seq > $1 ORDER BY seq LIMIT $2`, f.After, int64(f.Limit))
}

// FeedHead is the last sequence, 0 when nothing has happened.
func (t *tx) FeedHead() (int64, error) {
	return queryOne(t, "feed", scanValue[int64], `SELECT `+feedHead)
}
