package storage

import (
	"truchement/workflow"
)

const publicationColumns = `id, name, source_lang, target_lang, style, archived, created`

func scanPublication(row scanner) (workflow.Publication, error) {
	var p workflow.Publication
	err := row.Scan(&p.ID, &p.Name, &p.SourceLang, &p.TargetLang, jsonColumn{&p.Style}, &p.Archived,
		(*timestamp)(&p.Created))
	return p, err
}

// AddPublication keeps a new publication.
func (t *tx) AddPublication(p workflow.Publication) error {
	style, err := toJSON(p.Style)
	if err != nil {
		return err
	}
	return t.write(`INSERT INTO publication (`+publicationColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		p.ID, p.Name, p.SourceLang, p.TargetLang, style, p.Archived, millis(p.Created))
}

// UpdatePublication writes all but the time of creation.
func (t *tx) UpdatePublication(p workflow.Publication) error {
	style, err := toJSON(p.Style)
	if err != nil {
		return err
	}
	return t.writeOne("publication", p.ID, `UPDATE publication SET name = $2, source_lang = $3,
		target_lang = $4, style = $5, archived = $6 WHERE id = $1`,
		p.ID, p.Name, p.SourceLang, p.TargetLang, style, p.Archived)
}

// Publication reads a publication.
func (t *tx) Publication(id string) (workflow.Publication, error) {
	return queryOne(t, "publication", scanPublication,
		`SELECT `+publicationColumns+` FROM publication WHERE id = $1`, id)
}

// Publications lists all publications by name, archived ones too.
func (t *tx) Publications() ([]workflow.Publication, error) {
	all, err := queryList(t, scanPublication,
		`SELECT `+publicationColumns+` FROM publication ORDER BY id`)
	sortByName(all, func(p workflow.Publication) string { return p.Name })
	return all, err
}
