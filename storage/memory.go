package storage

import (
	"truchement/workflow"
)

const alignmentColumns = `id, name, source_lang, target_lang, COALESCE(publication, ''),
	COALESCE(article, ''), dated, licence, COALESCE(person, ''), at, updated, version, beads,
	doubtful, kept`

func alignmentFields(a *workflow.Alignment) []any {
	return []any{&a.ID, &a.Name, &a.SourceLang, &a.TargetLang, &a.Publication, &a.Article,
		&a.Date, &a.Licence, &a.By, (*stamp)(&a.At), (*stamp)(&a.Updated), &a.Version, &a.Count,
		&a.Doubtful, &a.Kept}
}

// AddAlignment keeps texts aligned.
func (t *tx) AddAlignment(a workflow.Alignment) error {
	body, err := alignmentBody(a)
	if err != nil {
		return err
	}
	return t.write(`INSERT INTO alignment (id, name, source_lang, target_lang, publication,
		article, dated, licence, person, at, updated, version, beads, doubtful, kept, body)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		a.ID, a.Name, a.SourceLang, a.TargetLang, ref(a.Publication), ref(a.Article), a.Date,
		a.Licence, ref(a.By), ms(a.At), ms(a.Updated), a.Version, a.Count, a.Doubtful, a.Kept,
		body)
}

func alignmentBody(a workflow.Alignment) (string, error) {
	for _, side := range [][]workflow.AlignedSentence{a.Source, a.Target} {
		for _, s := range side {
			if err := checkText([]any{s.Text}); err != nil {
				return "", err
			}
		}
	}
	return encoded(a.AlignmentBody)
}

// UpdateAlignment writes the work on an alignment.
func (t *tx) UpdateAlignment(a workflow.Alignment) error {
	body, err := alignmentBody(a)
	if err != nil {
		return err
	}
	return t.writeOne("alignment", a.ID, `UPDATE alignment SET updated = $2, version = $3,
		beads = $4, doubtful = $5, kept = $6, dated = $7, licence = $8, body = $9 WHERE id = $1`,
		a.ID, ms(a.Updated), a.Version, a.Count, a.Doubtful, a.Kept, a.Date, a.Licence, body)
}

// Alignment reads an alignment with its body.
func (t *tx) Alignment(id string) (workflow.Alignment, error) {
	return one(t, "alignment", func(row scanner) (workflow.Alignment, error) {
		var a workflow.Alignment
		err := row.Scan(append(alignmentFields(&a), decoded{&a.AlignmentBody})...)
		return a, err
	}, `SELECT `+alignmentColumns+`, body FROM alignment WHERE id = $1`, id)
}

// Alignments lists alignments without their bodies, the last worked on first, after the first
// skip of them.
func (t *tx) Alignments(limit, skip int) ([]workflow.Alignment, error) {
	return list(t, func(row scanner) (workflow.Alignment, error) {
		var a workflow.Alignment
		return a, row.Scan(alignmentFields(&a)...)
	}, `SELECT `+alignmentColumns+` FROM alignment
		ORDER BY updated DESC, id DESC LIMIT $1 OFFSET $2`, limit, skip)
}

// AddUnit keeps a unit of the memory.
func (t *tx) AddUnit(u workflow.Unit) error {
	if err := checkRuns(u.Source, u.Target); err != nil {
		return err
	}
	source, err := encoded(u.Source)
	if err != nil {
		return err
	}
	target, err := encoded(u.Target)
	if err != nil {
		return err
	}
	return t.write(`INSERT INTO memoryunit (id, source_lang, target_lang, source, target,
		alignment, article, publication, origin, bead, dated, licence, confidence, person, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		u.ID, u.SourceLang, u.TargetLang, source, target, ref(u.Alignment), ref(u.Article),
		ref(u.Publication), u.Origin, u.Bead, u.Date, u.Licence, u.Confidence, ref(u.By), ms(u.At))
}

// RemoveUnits takes the units of an alignment out of the memory.
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
	return list(t, func(row scanner) (workflow.Unit, error) {
		var u workflow.Unit
		err := row.Scan(&u.ID, &u.SourceLang, &u.TargetLang, decoded{&u.Source},
			decoded{&u.Target}, &u.Alignment, &u.Article, &u.Publication, &u.Origin, &u.Bead,
			&u.Date, &u.Licence, &u.Confidence, &u.By, (*stamp)(&u.At))
		return u, err
	}, `SELECT id, source_lang, target_lang, source, target, COALESCE(alignment, ''),
		COALESCE(article, ''), COALESCE(publication, ''), origin, bead, dated, licence, confidence,
		COALESCE(person, ''), at FROM memoryunit
		WHERE source_lang = $1 AND target_lang = $2 AND ($3 = '' OR alignment = $3)
		ORDER BY at DESC, id LIMIT $4`, f.SourceLang, f.TargetLang, f.Alignment, limit)
}
