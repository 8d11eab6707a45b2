package storage

import (
	"time"

	"truchement/workflow"
	"truchement/workflow/lang"
)

const articleColumns = `a.id, a.title, a.source_lang, a.target_lang, COALESCE(a.publication, ''),
	a.origin, a.fingerprint, a.due, a.urgency, a.note, a.created, COALESCE(a.created_by, ''),
	a.signed_off, COALESCE(a.signed_off_by, ''), a.published, COALESCE(a.published_by, ''),
	a.retracted, a.op, a.request`

func scanArticle(row scanner) (workflow.Article, error) {
	var a workflow.Article
	err := row.Scan(&a.ID, &a.Title, &a.SourceLang, &a.TargetLang, &a.Publication,
		&a.Origin, &a.Fingerprint, (*timestamp)(&a.Due), &a.Urgency, &a.Note,
		(*timestamp)(&a.Created), &a.CreatedBy, (*timestamp)(&a.SignedOff), &a.SignedOffBy,
		(*timestamp)(&a.Published), &a.PublishedBy, &a.Retracted, &a.Op, &a.Request)
	return a, err
}

// articleValues are the parameters of both statements that write an article.
func articleValues(a workflow.Article) []any {
	return []any{a.ID, a.Title, lang.Fold(a.Title, a.SourceLang), a.SourceLang, a.TargetLang,
		nullable(a.Publication), a.Origin, a.Fingerprint, millis(a.Due), int64(a.Urgency), a.Note,
		millis(a.SignedOff), nullable(a.SignedOffBy), millis(a.Published), nullable(a.PublishedBy),
		a.Retracted}
}

// AddArticle keeps a new article.
func (t *tx) AddArticle(a workflow.Article) error {
	return t.write(`INSERT INTO article (id, title, title_fold, source_lang, target_lang,
		publication, origin, fingerprint, due, urgency, note, signed_off, signed_off_by,
		published, published_by, retracted, created, created_by, op, request) VALUES
		($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
		append(articleValues(a), millis(a.Created), nullable(a.CreatedBy), a.Op, a.Request)...)
}

// FinishArticle lets reads and lists show an article.
func (t *tx) FinishArticle(id string, created time.Time) error {
	err := t.writeOne("article", id,
		`UPDATE article SET created = $2 WHERE id = $1 AND created = 0`, id, millis(created))
	return renameConflict(err, "op.reused")
}

// UnfinishedArticles lists those that have segments or blocks, none of them added from since on.
func (t *tx) UnfinishedArticles(since time.Time) ([]string, error) {
	return queryList(t, scanValue[string], `SELECT a.id FROM article a WHERE a.created = 0
		AND EXISTS (SELECT 1 FROM block b WHERE b.article = a.id)
		AND NOT EXISTS (SELECT 1 FROM segment s
			WHERE s.article = a.id AND s.gone = FALSE AND s.updated >= $1)
		ORDER BY a.id`, millis(since))
}

// RemoveUnfinished removes what an unfinished article has. Its own row is emptied, not deleted:
// the database would look through all changes ever made for one that refers to it.
func (t *tx) RemoveUnfinished(article string, limit int) (int, error) {
	segments, err := queryList(t, scanValue[string], `SELECT s.id FROM article a JOIN segment s ON s.article = a.id
		WHERE a.id = $1 AND a.created = 0 AND s.gone = FALSE LIMIT $2`, article, limit)
	if err != nil {
		return 0, err
	}
	for _, id := range segments {
		if err := t.write(`DELETE FROM change WHERE segment = $1`, id); err != nil {
			return 0, err
		}
		if err := t.write(`DELETE FROM comment WHERE article = $1 AND segment = $2`, article, id); err != nil {
			return 0, err
		}
		if err := t.write(`DELETE FROM segment WHERE id = $1`, id); err != nil {
			return 0, err
		}
	}
	if len(segments) > 0 {
		return len(segments), nil
	}
	blocks, err := t.Exec(`DELETE FROM block WHERE id IN (SELECT b.id FROM article a
		JOIN block b ON b.article = a.id WHERE a.id = $1 AND a.created = 0 LIMIT $2)`,
		article, limit)
	if err != nil || int(blocks) == limit {
		return int(blocks), err
	}
	if err := t.write(`DELETE FROM assignment WHERE id IN (SELECT s.id FROM article a
		JOIN assignment s ON s.article = a.id WHERE a.id = $1 AND a.created = 0)`,
		article); err != nil {
		return 0, err
	}
	return int(blocks), t.write(`UPDATE article SET title = '', title_fold = '', origin = '',
		fingerprint = '', note = '', op = '', request = '' WHERE id = $1 AND created = 0`, article)
}

// UpdateArticle writes all but who made the article, and when.
func (t *tx) UpdateArticle(a workflow.Article) error {
	return t.writeOne("article", a.ID, `UPDATE article SET title = $2, title_fold = $3,
		source_lang = $4, target_lang = $5, publication = $6, origin = $7, fingerprint = $8,
		due = $9, urgency = $10, note = $11, signed_off = $12, signed_off_by = $13,
		published_seq = CASE WHEN published = $14 THEN published_seq
			ELSE (SELECT COALESCE(max(seq), 0) FROM change) END,
		published = $14, published_by = $15, retracted = $16 WHERE id = $1`,
		articleValues(a)...)
}

// ArticleByOp reads the article that a person asked for by a key; a finished one.
func (t *tx) ArticleByOp(by, op string) (workflow.Article, error) {
	return queryOne(t, "article", scanArticle, `SELECT `+articleColumns+` FROM article a
		WHERE a.created_by = $1 AND a.op = $2 AND a.op <> '' AND a.created > 0`, by, op)
}

// Article reads an article that is finished.
func (t *tx) Article(id string) (workflow.Article, error) {
	return queryOne(t, "article", scanArticle,
		`SELECT `+articleColumns+` FROM article a WHERE a.id = $1 AND a.created > 0`, id)
}

func scanBlock(row scanner) (workflow.Block, error) {
	var b workflow.Block
	err := row.Scan(&b.ID, &b.Article, &b.Place, (*string)(&b.Kind), &b.Level)
	return b, err
}

// AddBlocks keeps new blocks.
func (t *tx) AddBlocks(blocks ...workflow.Block) error {
	rows := make([][]any, len(blocks))
	for i, b := range blocks {
		rows[i] = []any{b.ID, b.Article, b.Place, string(b.Kind), int64(b.Level)}
	}
	return t.insert(`block (id, article, place, kind, level)`, "", rows)
}

// UpdateBlock writes the place, kind and level of a block.
func (t *tx) UpdateBlock(b workflow.Block) error {
	return t.writeOne("block", b.ID,
		`UPDATE block SET place = $2, kind = $3, level = $4 WHERE id = $1`,
		b.ID, b.Place, string(b.Kind), int64(b.Level))
}

// Block reads a block.
func (t *tx) Block(id string) (workflow.Block, error) {
	return queryOne(t, "block", scanBlock,
		`SELECT id, article, place, kind, level FROM block WHERE id = $1`, id)
}

// Blocks lists the blocks of an article in order.
func (t *tx) Blocks(article string) ([]workflow.Block, error) {
	return queryList(t, scanBlock, `SELECT id, article, place, kind, level FROM block
		WHERE article = $1 ORDER BY place, id`, article)
}
