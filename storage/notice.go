package storage

import (
	"encoding/json"
	"maps"
	"slices"
	"time"

	"truchement/workflow"
)

const noticeColumns = `n.id, n.person, n.kind, n.article, n.segment, n.actor, n.source, n.count,
	n.facts, n.at, n.seen`

func scanNotice(row scanner) (workflow.Notice, error) {
	var n workflow.Notice
	err := row.Scan(&n.ID, &n.Person, (*string)(&n.Kind), &n.Article, &n.Segment, &n.Actor, &n.Source,
		&n.Count, jsonColumn{&n.Facts}, (*timestamp)(&n.At), (*timestamp)(&n.Read))
	return n, err
}

// KeepNotice adds a notice, or adds to the one of the same person, kind and source.
func (t *tx) KeepNotice(n workflow.Notice) error {
	facts, err := toJSON(n.Facts)
	if err != nil {
		return err
	}
	return t.write(`INSERT INTO notice (id, person, kind, article, segment, actor, source, count, facts,
		at, seen) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT (person, kind, source) DO UPDATE SET count = notice.count + $8, seen = 0`,
		n.ID, n.Person, string(n.Kind), n.Article, n.Segment, n.Actor, n.Source, int64(n.Count), facts,
		millis(n.At), millis(n.Read))
}

// HasNotice reports whether a person has a notice of a kind about a source.
func (t *tx) HasNotice(person string, kind workflow.NoticeKind, source string) (bool, error) {
	n, err := queryOne(t, "notice", scanValue[int64], `SELECT count(*) FROM notice
		WHERE person = $1 AND kind = $2 AND source = $3`, person, string(kind), source)
	return n > 0, err
}

// Notice reads one notice.
func (t *tx) Notice(id string) (workflow.Notice, error) {
	return queryOne(t, "notice", scanNotice, `SELECT `+noticeColumns+` FROM notice n WHERE n.id = $1`, id)
}

// chosenNotices are the notices a filter chooses, read or not.
const chosenNotices = ` FROM notice n WHERE n.person = $1 AND (NOT $2 OR n.kind = 'published'
	AND EXISTS (SELECT 1 FROM article a WHERE a.id = n.article AND a.published > 0 AND a.retracted = ''))
	AND ($3 = '' OR n.id < $3)`

// Notices lists notices of a person, newest first.
func (t *tx) Notices(f workflow.NoticeFilter) ([]workflow.Notice, error) {
	if f.Limit <= 0 {
		f.Limit = 50
	}
	return queryList(t, scanNotice, `SELECT `+noticeColumns+chosenNotices+` AND (NOT $4 OR n.seen = 0)
		ORDER BY n.id DESC LIMIT $5`, f.Person, f.Published, f.Before, f.Unread, int64(f.Limit))
}

// CountUnread counts the unread notices that a filter chooses: every page asks, and an index has them.
func (t *tx) CountUnread(f workflow.NoticeFilter) (int, error) {
	n, err := queryOne(t, "notice", scanValue[int64], `SELECT count(*)`+chosenNotices+` AND n.seen = 0`,
		f.Person, f.Published, f.Before)
	return int(n), err
}

// MarkNotice writes when a notice was read.
func (t *tx) MarkNotice(id string, read time.Time) error {
	return t.writeOne("notice", id, `UPDATE notice SET seen = $2 WHERE id = $1`, id, millis(read))
}

// MarkNotices marks the unread notices of a person as read, up to an id.
func (t *tx) MarkNotices(person, last string, read time.Time) error {
	return t.write(`UPDATE notice SET seen = $3 WHERE person = $1 AND seen = 0 AND id <= $2`,
		person, last, millis(read))
}

// UnreadAbout lists the unread notices about an article, oldest first.
func (t *tx) UnreadAbout(article string) ([]workflow.Notice, error) {
	return queryList(t, scanNotice, `SELECT `+noticeColumns+` FROM notice n
		WHERE n.article = $1 AND n.seen = 0 ORDER BY n.id`, article)
}

// RemoveUnread removes a notice that was not read.
func (t *tx) RemoveUnread(id string) error {
	return t.write(`DELETE FROM notice WHERE id = $1 AND seen = 0`, id)
}

// RemoveOldNotices removes some of those that are too old.
func (t *tx) RemoveOldNotices(read, unread time.Time, limit int) (int, error) {
	n, err := t.Exec(`DELETE FROM notice WHERE id IN (SELECT n.id FROM notice n
		WHERE n.at < $2 OR n.at < $1 AND n.seen > 0 ORDER BY n.at LIMIT $3)`,
		millis(read), millis(unread), int64(limit))
	return int(n), err
}

// NoticePosition is the sequence of the feed up to which notices are made.
func (t *tx) NoticePosition() (int64, error) {
	return queryOne(t, "notice position", scanValue[int64], `SELECT seq FROM notice_position`)
}

// SetNoticePosition writes up to where notices are made.
func (t *tx) SetNoticePosition(seq int64) error {
	return t.writeOne("notice position", "", `UPDATE notice_position SET seq = $1`, seq)
}

// Contributors lists the people who wrote or approved a target of an article.
func (t *tx) Contributors(article string) ([]string, error) {
	people := map[string]bool{}
	scan := func(row scanner) (string, error) {
		var authors, approver string
		var written []string
		err := row.Scan(&authors, &approver)
		if err == nil {
			err = json.Unmarshal([]byte(authors), &written)
		}
		for _, id := range append(written, approver) {
			people[id] = true
		}
		return "", err
	}
	_, err := queryList(t, scan, `SELECT DISTINCT authors, COALESCE(approved_by, '') FROM segment
		WHERE article = $1 AND gone = FALSE`, article)
	delete(people, "")
	return slices.Sorted(maps.Keys(people)), err
}
