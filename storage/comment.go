package storage

import (
	"truchement/workflow"
)

const commentColumns = `id, article, COALESCE(segment, ''), COALESCE(made_on, ''),
	COALESCE(person, ''), at, body, resolved, COALESCE(resolved_by, '')`

func scanComment(row scanner) (workflow.Comment, error) {
	var c workflow.Comment
	err := row.Scan(&c.ID, &c.Article, &c.Segment, &c.MadeOn, &c.By, (*stamp)(&c.At), &c.Text,
		(*stamp)(&c.Resolved), &c.ResolvedBy)
	return c, err
}

// AddComment keeps a remark.
func (t *tx) AddComment(c workflow.Comment) error {
	return t.write(`INSERT INTO comment (id, article, segment, made_on, person, at, body,
		resolved, resolved_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		c.ID, c.Article, ref(c.Segment), ref(c.MadeOn), ref(c.By), ms(c.At), c.Text,
		ms(c.Resolved), ref(c.ResolvedBy))
}

// UpdateComment writes the text of a remark, the segment it stands at and
// whether it is resolved.
func (t *tx) UpdateComment(c workflow.Comment) error {
	return t.writeOne("comment", c.ID,
		`UPDATE comment SET body = $2, segment = $3, resolved = $4, resolved_by = $5 WHERE id = $1`,
		c.ID, c.Text, ref(c.Segment), ms(c.Resolved), ref(c.ResolvedBy))
}

// Comment reads a remark.
func (t *tx) Comment(id string) (workflow.Comment, error) {
	return one(t, "comment", scanComment,
		`SELECT `+commentColumns+` FROM comment WHERE id = $1`, id)
}

// Comments lists the remarks on an article and its segments, oldest first.
func (t *tx) Comments(article string) ([]workflow.Comment, error) {
	return list(t, scanComment,
		`SELECT `+commentColumns+` FROM comment WHERE article = $1 ORDER BY at, id`, article)
}
