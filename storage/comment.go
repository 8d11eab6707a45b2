package storage

import (
	"truchement/workflow"
)

const commentColumns = `id, article, COALESCE(segment, ''), COALESCE(made_on, ''),
	COALESCE(person, ''), at, body, resolved, COALESCE(resolved_by, '')`

func scanComment(row scanner) (workflow.Comment, error) {
	var c workflow.Comment
	err := row.Scan(&c.ID, &c.Article, &c.Segment, &c.MadeOn, &c.By, (*timestamp)(&c.At), &c.Text,
		(*timestamp)(&c.Resolved), &c.ResolvedBy)
	return c, err
}

// AddComment keeps a comment.
func (t *tx) AddComment(c workflow.Comment) error {
	return t.write(`INSERT INTO comment (id, article, segment, made_on, person, at, body,
		resolved, resolved_by, seq) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,
		(SELECT COALESCE(max(seq), 0) + 1 FROM comment))`,
		c.ID, c.Article, nullable(c.Segment), nullable(c.MadeOn), nullable(c.By), millis(c.At), c.Text,
		millis(c.Resolved), nullable(c.ResolvedBy))
}

// UpdateComment writes the text of a comment, the segment it belongs to and
// whether it is resolved.
func (t *tx) UpdateComment(c workflow.Comment) error {
	return t.writeOne("comment", c.ID,
		`UPDATE comment SET body = $2, segment = $3, resolved = $4, resolved_by = $5 WHERE id = $1`,
		c.ID, c.Text, nullable(c.Segment), millis(c.Resolved), nullable(c.ResolvedBy))
}

// Comment reads a comment.
func (t *tx) Comment(id string) (workflow.Comment, error) {
	return queryOne(t, "comment", scanComment,
		`SELECT `+commentColumns+` FROM comment WHERE id = $1`, id)
}

// Comments lists the comments on an article and its segments, in the order they were made.
func (t *tx) Comments(article string) ([]workflow.Comment, error) {
	return queryList(t, scanComment,
		`SELECT `+commentColumns+` FROM comment WHERE article = $1 ORDER BY seq, at, id`, article)
}
