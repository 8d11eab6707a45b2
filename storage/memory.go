package storage

import (
	"truchement/workflow"
)

const alignmentColumns = `id, name, source_lang, target_lang, COALESCE(publication, ''),
	COALESCE(article, ''), dated, licence, COALESCE(person, ''), at, updated, version, beads,
	doubtful, kept, (SELECT count(*) FROM beadundo u WHERE u.alignment = alignment.id)`

func alignmentFields(a *workflow.Alignment) []any {
	return []any{&a.ID, &a.Name, &a.SourceLang, &a.TargetLang, &a.Publication, &a.Article,
		&a.Date, &a.Licence, &a.By, (*timestamp)(&a.At), (*timestamp)(&a.Updated), &a.Version, &a.Count,
		&a.Doubtful, &a.Kept, &a.Undo}
}

// AddAlignment keeps texts aligned.
func (t *tx) AddAlignment(a workflow.Alignment, body workflow.EncodedBody) error {
	return t.write(`INSERT INTO alignment (id, name, source_lang, target_lang, publication,
		article, dated, licence, person, at, updated, version, beads, doubtful, kept, body, work)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
		a.ID, a.Name, a.SourceLang, a.TargetLang, nullable(a.Publication), nullable(a.Article), a.Date,
		a.Licence, nullable(a.By), millis(a.At), millis(a.Updated), a.Version, a.Count, a.Doubtful, a.Kept,
		body.Sentences, body.Beads)
}

// UpdateAlignment writes the work on an alignment.
func (t *tx) UpdateAlignment(a workflow.Alignment, body workflow.EncodedBody) error {
	err := t.writeOne("alignment", a.ID, `UPDATE alignment SET updated = $2, version = $3,
		beads = $4, doubtful = $5, kept = $6, dated = $7, licence = $8 WHERE id = $1`,
		a.ID, millis(a.Updated), a.Version, a.Count, a.Doubtful, a.Kept, a.Date, a.Licence)
	if err == nil && body.Sentences != "" {
		err = t.write(`UPDATE alignment SET body = $2 WHERE id = $1`, a.ID, body.Sentences)
	}
	if err == nil && body.Beads != "" {
		err = t.write(`UPDATE alignment SET work = $2 WHERE id = $1`, a.ID, body.Beads)
	}
	return err
}

// Alignment reads an alignment with its body.
func (t *tx) Alignment(id string) (workflow.Alignment, error) {
	return queryOne(t, "alignment", func(row scanner) (workflow.Alignment, error) {
		var a workflow.Alignment
		var work string
		err := row.Scan(append(alignmentFields(&a), jsonColumn{&a.AlignmentBody}, &work)...)
		if err != nil || work == "" {
			a.Undo = len(a.Before)
			return a, err
		}
		a.Beads, a.Before = nil, nil
		return a, jsonColumn{&a.Beads}.Scan(work)
	}, `SELECT `+alignmentColumns+`, body, work FROM alignment WHERE id = $1`, id)
}

// AlignmentVersion reads the version of an alignment.
func (t *tx) AlignmentVersion(id string) (int64, error) {
	return queryOne(t, "alignment", scanValue[int64], `SELECT version FROM alignment WHERE id = $1`, id)
}

// Alignments lists alignments without their bodies, the last worked on first, after the first
// skip of them.
func (t *tx) Alignments(limit, skip int) ([]workflow.Alignment, error) {
	return queryList(t, func(row scanner) (workflow.Alignment, error) {
		var a workflow.Alignment
		return a, row.Scan(alignmentFields(&a)...)
	}, `SELECT `+alignmentColumns+` FROM alignment
		ORDER BY updated DESC, id DESC LIMIT $1 OFFSET $2`, limit, skip)
}

// AddBeadUndo keeps how an edit is taken back, and forgets all but the last ones.
func (t *tx) AddBeadUndo(u workflow.BeadUndo, keep int) error {
	if err := t.write(`INSERT INTO beadundo (alignment, seq, patch) VALUES ($1, $2, $3)`,
		u.Alignment, u.Seq, u.Patch); err != nil {
		return err
	}
	return t.write(`DELETE FROM beadundo WHERE alignment = $1 AND seq NOT IN (
		SELECT seq FROM beadundo WHERE alignment = $1 ORDER BY seq DESC LIMIT $2)`,
		u.Alignment, keep)
}

// LastBeadUndo reads how the last edit of an alignment is taken back.
func (t *tx) LastBeadUndo(alignment string) (workflow.BeadUndo, error) {
	scan := func(row scanner) (u workflow.BeadUndo, err error) {
		err = row.Scan(&u.Alignment, &u.Seq, &u.Patch)
		return u, err
	}
	return queryOne(t, "edit of alignment", scan, `SELECT alignment, seq, patch FROM beadundo
		WHERE alignment = $1 ORDER BY seq DESC LIMIT 1`, alignment)
}

// RemoveBeadUndo forgets how an edit is taken back.
func (t *tx) RemoveBeadUndo(u workflow.BeadUndo) error {
	return t.writeOne("edit of alignment", u.Alignment,
		`DELETE FROM beadundo WHERE alignment = $1 AND seq = $2`, u.Alignment, u.Seq)
}
