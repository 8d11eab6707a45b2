package storage

import (
	"math"

	"truchement/workflow"
)

const issueColumns = `id, article, segment, made_on, side, version, body, begins, ends, kind,
	severity, note, COALESCE(person, ''), at, COALESCE(author, ''), COALESCE(replaces, ''), ended,
	COALESCE(ended_by, '')`

func scanIssue(row scanner) (workflow.Issue, error) {
	var i workflow.Issue
	err := row.Scan(&i.ID, &i.Article, &i.Segment, &i.MadeOn, (*string)(&i.Side), &i.Version,
		&i.Text, &i.From, &i.To, (*string)(&i.Type), (*string)(&i.Severity), &i.Note, &i.By,
		(*timestamp)(&i.At), &i.Author, &i.Replaces, (*timestamp)(&i.Ended), &i.EndedBy)
	return i, err
}

// AddIssue keeps an issue.
func (t *tx) AddIssue(i workflow.Issue) error {
	return t.write(`INSERT INTO issue (id, article, segment, made_on, side, version, body, begins,
		ends, kind, severity, note, person, at, author, replaces, ended, ended_by, seq)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
			(SELECT COALESCE(max(seq), 0) + 1 FROM issue))`,
		i.ID, i.Article, i.Segment, i.MadeOn, string(i.Side), i.Version, i.Text, int64(i.From),
		int64(i.To), string(i.Type), string(i.Severity), i.Note, nullable(i.By), millis(i.At),
		nullable(i.Author), nullable(i.Replaces), millis(i.Ended), nullable(i.EndedBy))
}

// UpdateIssue writes the passage an issue marks and how it ended; its verdict is never
// overwritten.
func (t *tx) UpdateIssue(i workflow.Issue) error {
	return t.writeOne("issue", i.ID, `UPDATE issue SET segment = $2, version = $3, body = $4,
		begins = $5, ends = $6, ended = $7, ended_by = $8 WHERE id = $1`,
		i.ID, i.Segment, i.Version, i.Text, int64(i.From), int64(i.To), millis(i.Ended),
		nullable(i.EndedBy))
}

// Issue reads an issue.
func (t *tx) Issue(id string) (workflow.Issue, error) {
	return queryOne(t, "issue", scanIssue, `SELECT `+issueColumns+` FROM issue WHERE id = $1`, id)
}

// Issues lists issues in the order they were made.
func (t *tx) Issues(f workflow.IssueFilter) ([]workflow.Issue, error) {
	until := int64(math.MaxInt64)
	if !f.Until.IsZero() {
		until = millis(f.Until)
	}
	values := []any{millis(f.Since), until, f.Open}
	switch {
	case f.Segment != "":
		return queryList(t, scanIssue, `SELECT `+issueColumns+` FROM issue
			WHERE at >= $1 AND at < $2 AND (NOT $3 OR ended = 0)
			AND segment = $4 AND ($5 = '' OR article = $5) ORDER BY seq, at, id`,
			append(values, f.Segment, f.Article)...)
	case f.Article != "":
		return queryList(t, scanIssue, `SELECT `+issueColumns+` FROM issue
			WHERE at >= $1 AND at < $2 AND (NOT $3 OR ended = 0)
			AND article = $4 ORDER BY seq, at, id`, append(values, f.Article)...)
	case f.Open:
		return queryList(t, scanIssue, `SELECT `+issueColumns+` FROM issue
			WHERE at >= $1 AND at < $2 AND ended = 0 ORDER BY seq, at, id`, values[:2]...)
	}
	return queryList(t, scanIssue, `SELECT `+issueColumns+` FROM issue
		WHERE at >= $1 AND at < $2 ORDER BY seq, at, id`, values[:2]...)
}

// Milestones lists the changes that mark a stage of the work on an article's segments, drafts
// left out, in the order they were made.
func (t *tx) Milestones(article string) ([]workflow.Change, error) {
	return queryList(t, scanChange, `SELECT `+milestoneColumns+` FROM segment s
		JOIN change c ON c.segment = s.id
		WHERE s.article = $1 AND s.gone = FALSE
		AND c.kind IN ('confirmed', 'touched', 'approved', 'returned', 'restored', 'imported',
			'split', 'merged')
		ORDER BY c.seq`, article)
}

const milestoneColumns = `c.id, c.segment, c.article, c.version, c.batch, c.kind, c.at,
	COALESCE(c.person, ''), c.origin, c.reason, c.op, c.to_snapshot, c.hash, c.grade, c.unit`

func scanJudged(row scanner) (workflow.Judged, error) {
	var j workflow.Judged
	err := row.Scan(&j.Segment, &j.Article, &j.Publication, &j.Translator, jsonColumn{&j.Authors},
		&j.Words)
	return j, err
}

// Judged lists the segments that were decided on or marked in a period, in the order they were
// made.
func (t *tx) Judged(since, until int64) ([]workflow.Judged, error) {
	return queryList(t, scanJudged, `SELECT s.id, s.article, COALESCE(a.publication, ''),
		COALESCE(t.person, ''), s.authors, s.words
		FROM segment s JOIN article a ON a.id = s.article
		LEFT JOIN assignment t ON t.id = s.assignment
		WHERE s.gone = FALSE AND (s.id IN (SELECT c.segment FROM change c
				WHERE c.kind IN ('approved', 'returned') AND c.at >= $1 AND c.at < $2)
			OR s.id IN (SELECT i.segment FROM issue i
				WHERE i.ended = 0 AND i.side = 'target' AND i.at >= $1 AND i.at < $2))
		ORDER BY s.id`, since, until)
}
