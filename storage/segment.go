package storage

import (
	"errors"
	"fmt"
	"math"

	"truchement/workflow"
)

const segmentColumns = `s.id, s.article, s.block, s.place, s.source, s.target, s.after, s.state,
	s.sub_state, s.authors, COALESCE(s.approved_by, ''), s.override, s.reason, s.gone, s.version,
	s.words, s.updated, s.hash, COALESCE(s.assignment, ''), COALESCE(s.review, ''),
	COALESCE(t.person, ''), COALESCE(e.person, ''),
	(SELECT count(*) FROM comment m WHERE m.segment = s.id AND m.resolved = 0)`

// segmentFirst reports whether a segment is the first of its block.
const segmentFirst = `NOT EXISTS (SELECT 1 FROM segment o WHERE o.block = s.block
	AND o.gone = FALSE AND (o.place, o.id) < (s.place, s.id))`

const segmentTables = ` FROM segment s JOIN block b ON b.id = s.block
	LEFT JOIN assignment t ON t.id = s.assignment
	LEFT JOIN assignment e ON e.id = s.review`

func segmentFields(s *workflow.Segment) []any {
	return []any{&s.ID, &s.Article, &s.Block, &s.Place, jsonColumn{&s.Source}, jsonColumn{&s.Target},
		jsonColumn{&s.After}, (*string)(&s.State), (*string)(&s.SubState), jsonColumn{&s.Authors},
		&s.ApprovedBy, &s.Override, &s.Reason, &s.Gone, &s.Version, &s.Words,
		(*timestamp)(&s.Updated), &s.Hash, &s.Assignment, &s.Review, &s.Translator, &s.Editor,
		&s.Comments}
}

// setSaved sets the savedValues of a segment.
const setSaved = `version = $2, target = $3, authors = $4, state = $5, sub_state = $6, approved_by = $7, override = $8,
	reason = $9, updated = $10, hash = $11`

// savedValues are the id and what a save changes.
func savedValues(s workflow.Segment) ([]any, error) {
	if err := checkTexts(s.Source, s.Target, s.After); err != nil {
		return nil, err
	}
	target, err := toJSON(s.Target)
	authors, err2 := toJSON(append([]string{}, s.Authors...))
	return []any{s.ID, s.Version, target, authors, string(s.State), string(s.SubState), nullable(s.ApprovedBy), s.Override,
		s.Reason, millis(s.Updated), nonNil(s.Hash)}, errors.Join(err, err2)
}

// segmentValues are the savedValues and the source with its place.
func segmentValues(s workflow.Segment) ([]any, error) {
	values, err := savedValues(s)
	source, err2 := toJSON(s.Source)
	after, err3 := toJSON(s.After)
	return append(values, s.Block, s.Place, source, after, s.Gone, int64(s.Words)), errors.Join(err, err2, err3)
}

// AddSegments keeps new segments, with their assignments.
func (t *tx) AddSegments(segments ...workflow.Segment) error {
	rows := make([][]any, len(segments))
	for i, s := range segments {
		values, err := segmentValues(s)
		if err != nil {
			return err
		}
		rows[i] = append(values, s.Article, nullable(s.Assignment), nullable(s.Review))
	}
	return t.insert(`segment (id, version, target, authors, state, sub_state, approved_by, override, reason, updated, hash,
		block, place, source, after, gone, words, article, assignment, review)`, "", rows)
}

// UpdateSegment writes the content of a segment. Its version must be the one that
// follows the version that is kept; any other is a Conflict.
func (t *tx) UpdateSegment(s workflow.Segment) error {
	values, err := segmentValues(s)
	if err != nil {
		return err
	}
	n, err := t.Exec(`UPDATE segment SET `+setSaved+`, block = $12, place = $13, source = $14, after = $15, gone = $16,
		words = $17 WHERE id = $1 AND version = $2 - 1`, values...)
	if err != nil || n == 1 {
		return err
	}
	kept, err := t.Segment(s.ID)
	if err != nil {
		return err
	}
	return &workflow.Error{
		Kind: workflow.Conflict, ID: "segment.changed",
		Err: fmt.Errorf("segment %s is at version %d, not %d", s.ID, kept.Version, s.Version-1),
	}
}

// Segment reads a segment, gone or not.
func (t *tx) Segment(id string) (workflow.Segment, error) {
	scan := func(row scanner) (workflow.Segment, error) {
		var s workflow.Segment
		err := row.Scan(append(segmentFields(&s), &s.First, &s.Position)...)
		return emptyListsToNil(s), err
	}
	return queryOne(t, "segment", scan, `SELECT `+segmentColumns+`, `+segmentFirst+`,
		CASE WHEN s.gone THEN 0 ELSE
		(SELECT count(*) FROM segment o WHERE o.block = s.block AND o.gone = FALSE
			AND (o.place, o.id) <= (s.place, s.id)) +
		(SELECT count(*) FROM block ob JOIN segment o ON o.block = ob.id WHERE o.gone = FALSE
			AND ob.article = s.article AND (ob.place, ob.id) < (b.place, b.id)) END`+
		segmentTables+` WHERE s.id = $1`, id)
}

// unplacedSegment is Segment without its First and Position.
func (t *tx) unplacedSegment(id string) (workflow.Segment, error) {
	scan := func(row scanner) (workflow.Segment, error) {
		var s workflow.Segment
		err := row.Scan(segmentFields(&s)...)
		return emptyListsToNil(s), err
	}
	return queryOne(t, "segment", scan, `SELECT `+segmentColumns+segmentTables+` WHERE s.id = $1`, id)
}

// Segments lists the segments of an article in order, without gone ones.
func (t *tx) Segments(article string) ([]workflow.Segment, error) {
	position, block := 0, ""
	scan := func(row scanner) (workflow.Segment, error) {
		position++
		s := workflow.Segment{Position: position}
		err := row.Scan(segmentFields(&s)...)
		s.First, block = s.Block != block, s.Block
		return emptyListsToNil(s), err
	}
	return queryList(t, scan, `SELECT `+segmentColumns+segmentTables+`
		WHERE b.article = $1 AND s.gone = FALSE
		ORDER BY b.place, b.id, s.place, s.id`, article)
}

// UntranslatedAs lists the segments of an article that have the source of s and no target. Their
// words are asked for as the index segment_count has them: what is read are those of that length.
func (t *tx) UntranslatedAs(s workflow.Segment) ([]workflow.Segment, error) {
	source, err := toJSON(s.Source)
	if err != nil {
		return nil, err
	}
	scan := func(row scanner) (workflow.Segment, error) {
		var s workflow.Segment
		err := row.Scan(segmentFields(&s)...)
		return emptyListsToNil(s), err
	}
	return queryList(t, scan, `SELECT `+segmentColumns+segmentTables+`
		WHERE s.article = $1 AND s.state = 'initial' AND s.sub_state = '' AND s.gone = FALSE
			AND s.words = $2 AND s.source = $3 AND s.target = '[]' AND s.id <> $4
		ORDER BY b.place, b.id, s.place, s.id`, s.Article, int64(s.Words), source, s.ID)
}

// SegmentVersion is the version of a segment, 0 for a gone one.
func (t *tx) SegmentVersion(id string) (int64, error) {
	return queryOne(t, "segment", scanValue[int64],
		`SELECT CASE WHEN gone THEN 0 ELSE version END FROM segment WHERE id = $1`, id)
}

// segmentsBeside are the statements of SegmentsAfter: in the block of the segment, and in the
// blocks beyond it.
type segmentsBeside struct{ block, beyond string }

const (
	besideColumns = `SELECT ` + segmentColumns + `, ` + segmentFirst + segmentTables
	followInBlock = besideColumns + ` WHERE s.block = $1 AND s.gone = FALSE
		AND (s.place, s.id) > ($2, $3) ORDER BY s.place, s.id LIMIT $4`
	followBeyond = besideColumns + ` WHERE b.article = $1 AND s.gone = FALSE
		AND (b.place, b.id) > ($2, $3) ORDER BY b.place, b.id, s.place, s.id LIMIT $4`
	precedeInBlock = besideColumns + ` WHERE s.block = $1 AND s.gone = FALSE
		AND (s.place, s.id) < ($2, $3) ORDER BY s.place DESC, s.id DESC LIMIT $4`
	precedeBeyond = besideColumns + ` WHERE b.article = $1 AND s.gone = FALSE
		AND (b.place, b.id) < ($2, $3)
		ORDER BY b.place DESC, b.id DESC, s.place DESC, s.id DESC LIMIT $4`
)

// SegmentsAfter lists the segments that follow s in its article, or that come before it.
func (t *tx) SegmentsAfter(s workflow.Segment, limit int) ([]workflow.Segment, error) {
	b := workflow.Block{Place: math.MinInt64}
	if s.Block != "" {
		var err error
		if b, err = t.Block(s.Block); err != nil {
			return nil, err
		}
	}
	step, query := 1, segmentsBeside{followInBlock, followBeyond}
	if limit < 0 {
		limit, step, query = -limit, -1, segmentsBeside{precedeInBlock, precedeBeyond}
	}
	position := s.Position
	scan := func(row scanner) (workflow.Segment, error) {
		position += step
		o := workflow.Segment{Position: position}
		err := row.Scan(append(segmentFields(&o), &o.First)...)
		return emptyListsToNil(o), err
	}
	all, err := queryList(t, scan, query.block, b.ID, s.Place, s.ID, int64(limit))
	if err != nil || len(all) == limit {
		return all, err
	}
	more, err := queryList(t, scan, query.beyond, s.Article, b.Place, b.ID, int64(limit-len(all)))
	return append(all, more...), err
}

// trimmed gives lists that are empty as nil, as they are in a new segment.
func emptyListsToNil(s workflow.Segment) workflow.Segment {
	if len(s.Authors) == 0 {
		s.Authors = nil
	}
	if len(s.Hash) == 0 {
		s.Hash = nil
	}
	return s
}

// AssignSegments gives segments of the assignment's article to its person, or to none.
func (t *tx) AssignSegments(a workflow.Assignment, ids []string) error {
	query := `UPDATE segment SET assignment = $1 WHERE id = $2 AND article = $3`
	if a.Role == workflow.Editor {
		query = `UPDATE segment SET review = $1 WHERE id = $2 AND article = $3`
	}
	for _, id := range ids {
		if err := t.writeOne("segment", id, query, nullable(a.ID), id, a.Article); err != nil {
			return err
		}
	}
	return nil
}

// AssignmentsOf reads the assignments of a segment.
func (t *tx) AssignmentsOf(segment string) (translation, review string, err error) {
	scan := func(row scanner) (struct{}, error) { return struct{}{}, row.Scan(&translation, &review) }
	_, err = queryOne(t, "segment", scan, `SELECT COALESCE(assignment, ''), COALESCE(review, '')
		FROM segment WHERE id = $1`, segment)
	return translation, review, err
}

// ReleaseSegments takes segments of an assignment back.
func (t *tx) ReleaseSegments(a workflow.Assignment, limit int) (int, error) {
	query := `UPDATE segment SET assignment = NULL WHERE id IN (
		SELECT id FROM segment WHERE assignment = $1 LIMIT $2)`
	if a.Role == workflow.Editor {
		query = `UPDATE segment SET review = NULL WHERE id IN (
			SELECT id FROM segment WHERE review = $1 LIMIT $2)`
	}
	n, err := t.Exec(query, a.ID, limit)
	return int(n), err
}
