package storage

import (
	"time"

	"truchement/workflow"
)

const shareColumns = `id, article, hash, name, person, created, until, indexed, revoked, revoked_by`

func scanShare(row scanner) (workflow.Share, error) {
	var s workflow.Share
	err := row.Scan(&s.ID, &s.Article, &s.Hash, &s.Name, &s.By, (*timestamp)(&s.Created),
		(*timestamp)(&s.Until), &s.Indexed, (*timestamp)(&s.Revoked), &s.RevokedBy)
	return s, err
}

// AddShare keeps a link to an edition.
func (t *tx) AddShare(s workflow.Share) error {
	return t.write(`INSERT INTO share (`+shareColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, s.ID, s.Article, nonNil(s.Hash), s.Name, s.By,
		millis(s.Created), millis(s.Until), s.Indexed, millis(s.Revoked), s.RevokedBy)
}

// EndShare writes when and by whom a link was revoked.
func (t *tx) EndShare(s workflow.Share) error {
	return t.writeOne("share", s.ID, `UPDATE share SET revoked = $2, revoked_by = $3 WHERE id = $1`,
		s.ID, millis(s.Revoked), s.RevokedBy)
}

// ShareByHash finds a link by the hash of its secret, ended or not.
func (t *tx) ShareByHash(hash []byte) (workflow.Share, error) {
	return queryOne(t, "share", scanShare, `SELECT `+shareColumns+` FROM share WHERE hash = $1`,
		nonNil(hash))
}

// Shares lists the links to an article's edition, newest first.
func (t *tx) Shares(article string) ([]workflow.Share, error) {
	return queryList(t, scanShare, `SELECT `+shareColumns+` FROM share WHERE article = $1
		ORDER BY created DESC, id DESC`, article)
}

// SnapshotsAt lists the last change that each segment of an article had until a time, of those too
// that are gone now: the article as it was then, in the order of its segments' ids. For the time
// of the last publication order decides, and not the clock, which may have been set since.
func (t *tx) SnapshotsAt(article string, at time.Time) ([]workflow.Change, error) {
	return queryList(t, scanChange, `SELECT `+milestoneColumns+` FROM segment s
		JOIN article a ON a.id = s.article
		JOIN change c ON c.segment = s.id AND c.kind <> 'refused'
		WHERE s.article = $1 AND c.version = (SELECT max(o.version) FROM change o
			WHERE o.segment = s.id AND o.kind <> 'refused' AND CASE WHEN a.published = $2 AND a.published_seq > 0
				THEN o.seq <= a.published_seq ELSE o.at <= $2 END)
		ORDER BY s.id`, article, millis(at))
}

// FirstPublished is when an article was published first; the zero time when it never was.
func (t *tx) FirstPublished(article string) (time.Time, error) {
	return queryOne(t, "article", func(row scanner) (at time.Time, err error) {
		err = row.Scan((*timestamp)(&at))
		return at, err
	}, `SELECT COALESCE(min(c.at), 0) FROM segment s JOIN change c ON c.segment = s.id
		WHERE s.article = $1 AND c.kind = 'published'`, article)
}

// Corrections lists the changes of an article's sources that are corrections, from a time on, in the
// order they were made; those of segments that are gone now too.
func (t *tx) Corrections(article string, since time.Time) ([]workflow.Change, error) {
	return queryList(t, scanChange, `SELECT `+milestoneColumns+` FROM change c
		WHERE c.article = $1 AND c.at >= $2 AND c.kind = 'corrected' ORDER BY c.seq`,
		article, millis(since))
}

// AcceptedProposals lists the changes of an article's segments that came from a file with the name of who
// wrote them there, in the order they were made.
func (t *tx) AcceptedProposals(article string) ([]workflow.Change, error) {
	return queryList(t, scanChange, `SELECT `+milestoneColumns+` FROM segment s
		JOIN change c ON c.segment = s.id
		WHERE s.article = $1 AND s.gone = FALSE AND c.kind = 'imported' AND c.reason <> ''
		ORDER BY c.seq`, article)
}
