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

// SetLogo keeps the logo of a publication, in place of the one it has.
func (t *tx) SetLogo(publication string, l workflow.Logo) error {
	return t.write(`INSERT INTO logo (publication, mime, image) VALUES ($1, $2, $3)
		ON CONFLICT (publication) DO UPDATE SET mime = excluded.mime, image = excluded.image`,
		publication, l.MIME, nonNil(l.Image))
}

// Logo reads the logo of a publication.
func (t *tx) Logo(publication string) (workflow.Logo, error) {
	return queryOne(t, "logo", func(row scanner) (workflow.Logo, error) {
		var l workflow.Logo
		err := row.Scan(&l.MIME, &l.Image)
		return l, err
	}, `SELECT mime, image FROM logo WHERE publication = $1`, publication)
}

// RemoveLogo removes the logo of a publication, if it has one.
func (t *tx) RemoveLogo(publication string) error {
	return t.write(`DELETE FROM logo WHERE publication = $1`, publication)
}
