package storage

import (
	"truchement/workflow"
)

const alignmentColumns = `id, name, source_lang, target_lang, COALESCE(publication, ''),
	COALESCE(article, ''), dated, licence, COALESCE(person, ''), at, updated, version, beads,
	doubtful, kept`

func alignmentFields(a *workflow.Alignment) []any {
	return []any{&a.ID, &a.Name, &a.SourceLang, &a.TargetLang, &a.Publication, &a.Article,
		&a.Date, &a.Licence, &a.By, (*timestamp)(&a.At), (*timestamp)(&a.Updated), &a.Version, &a.Count,
		&a.Doubtful, &a.Kept}
}

// AddAlignment keeps a new alignment.
func (t *tx) AddAlignment(a workflow.Alignment) error {
	body, err := alignmentBody(a)
	if err != nil {
		return err
	}
	return t.write(`INSERT INTO alignment (id, name, source_lang, target_lang, publication,
		article, dated, licence, person, at, updated, version, beads, doubtful, kept, body)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		a.ID, a.Name, a.SourceLang, a.TargetLang, nullable(a.Publication), nullable(a.Article), a.Date,
		a.Licence, nullable(a.By), millis(a.At), millis(a.Updated), a.Version, a.Count,
		a.Doubtful, a.Kept, body)
}

func alignmentBody(a workflow.Alignment) (string, error) {
	for _, side := range [][]workflow.AlignedSentence{a.Source, a.Target} {
		for _, s := range side {
			if err := checkStrings([]any{s.Text}); err != nil {
				return "", err
			}
		}
	}
	return toJSON(a.AlignmentBody)
}

// UpdateAlignment writes the work on an alignment.
func (t *tx) UpdateAlignment(a workflow.Alignment) error {
	body, err := alignmentBody(a)
	if err != nil {
		return err
	}
	return t.writeOne("alignment", a.ID, `UPDATE alignment SET updated = $2, version = $3,
		beads = $4, doubtful = $5, kept = $6, dated = $7, licence = $8, body = $9 WHERE id = $1`,
		a.ID, millis(a.Updated), a.Version, a.Count, a.Doubtful, a.Kept, a.Date, a.Licence, body)
}

// Alignment reads an alignment with its body.
func (t *tx) Alignment(id string) (workflow.Alignment, error) {
	return queryOne(t, "alignment", func(row scanner) (workflow.Alignment, error) {
		var a workflow.Alignment
		err := row.Scan(append(alignmentFields(&a), jsonColumn{&a.AlignmentBody})...)
		return a, err
	}, `SELECT `+alignmentColumns+`, body FROM alignment WHERE id = $1`, id)
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

// AddUnit keeps a unit of the memory.
func (t *tx) AddUnit(u workflow.Unit) error {
	if err := checkTexts(u.Source, u.Target); err != nil {
		return err
	}
	source, err := toJSON(u.Source)
	if err != nil {
		return err
	}
	target, err := toJSON(u.Target)
	if err != nil {
		return err
	}
	return t.write(`INSERT INTO memoryunit (id, source_lang, target_lang, source, target,
		alignment, article, publication, origin, bead, dated, licence, confidence, person, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		u.ID, u.SourceLang, u.TargetLang, source, target, nullable(u.Alignment), nullable(u.Article),
		nullable(u.Publication), u.Origin, u.Bead, u.Date, u.Licence, u.Confidence,
		nullable(u.By), millis(u.At))
}

// RemoveUnits removes the units of an alignment from the memory.
func (t *tx) RemoveUnits(alignment string) error {
	_, err := t.exec(`DELETE FROM memoryunit WHERE alignment = $1`, alignment)
	return err
}

// Units lists the units of a pair of languages, newest first.
func (t *tx) Units(f workflow.UnitFilter) ([]workflow.Unit, error) {
	limit := f.Limit
	if limit <= 0 {
		limit = workflow.MaxUnits
	}
	return queryList(t, func(row scanner) (workflow.Unit, error) {
		var u workflow.Unit
		err := row.Scan(&u.ID, &u.SourceLang, &u.TargetLang, jsonColumn{&u.Source},
			jsonColumn{&u.Target}, &u.Alignment, &u.Article, &u.Publication, &u.Origin, &u.Bead,
			&u.Date, &u.Licence, &u.Confidence, &u.By, (*timestamp)(&u.At))
		return u, err
	}, `SELECT id, source_lang, target_lang, source, target, COALESCE(alignment, ''),
		COALESCE(article, ''), COALESCE(publication, ''), origin, bead, dated, licence, confidence,
		COALESCE(person, ''), at FROM memoryunit
		WHERE source_lang = $1 AND target_lang = $2 AND ($3 = '' OR alignment = $3)
		ORDER BY at DESC, id LIMIT $4`, f.SourceLang, f.TargetLang, f.Alignment, limit)
}
