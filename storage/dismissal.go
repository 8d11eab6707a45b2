package storage

import (
	"math"

	"truchement/workflow"
)

const dismissalColumns = `id, scope, kind, word, COALESCE(publication, ''), article, segment, reason, person, at, gone`

func scanDismissal(row scanner) (workflow.Dismissal, error) {
	var d workflow.Dismissal
	err := row.Scan(&d.ID, (*string)(&d.Scope), &d.Check, &d.Word, &d.Publication, &d.Article, &d.Segment, &d.Reason,
		&d.By, (*timestamp)(&d.At), &d.Gone)
	return d, err
}

// AddDismissal keeps that a finding was dismissed.
func (t *tx) AddDismissal(d workflow.Dismissal) error {
	return t.write(`INSERT INTO dismissal
		(id, scope, kind, word, publication, article, segment, reason, person, at, gone)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, d.ID, string(d.Scope), d.Check, d.Word,
		nullable(d.Publication), d.Article, d.Segment, d.Reason, d.By, millis(d.At), d.Gone)
}

// UpdateDismissal writes the reason of a dismissal, and whether it was taken back.
func (t *tx) UpdateDismissal(d workflow.Dismissal) error {
	return t.writeOne("dismissal", d.ID, `UPDATE dismissal SET reason = $2, gone = $3 WHERE id = $1`, d.ID, d.Reason, d.Gone)
}

// Dismissal reads a dismissal, taken back or not.
func (t *tx) Dismissal(id string) (workflow.Dismissal, error) {
	return queryOne(t, "dismissal", scanDismissal, `SELECT `+dismissalColumns+` FROM dismissal WHERE id = $1`, id)
}

// Dismissals lists dismissals that were not taken back, newest first.
func (t *tx) Dismissals(f workflow.DismissalFilter) ([]workflow.Dismissal, error) {
	limit := int64(f.Limit)
	if limit == 0 {
		limit = math.MaxInt64
	}
	if f.Article == "" {
		return queryList(t, scanDismissal, `SELECT `+dismissalColumns+` FROM dismissal
			WHERE gone = FALSE AND at >= $1 ORDER BY at DESC, id DESC LIMIT $2`, millis(f.Since), limit)
	}
	return queryList(t, scanDismissal, `SELECT `+dismissalColumns+` FROM dismissal
		WHERE gone = FALSE AND at >= $1 AND (article = $3
			OR scope = 'word' AND (publication IS NULL OR publication = $4))
		ORDER BY at DESC, id DESC LIMIT $2`, millis(f.Since), limit, f.Article, f.Publication)
}
