package storage

import (
	"errors"
	"strconv"
	"strings"

	"truchement/storage/engine"
	"truchement/workflow"
	"truchement/workflow/bitext"
)

const changeColumns = `id, segment, article, version, batch, kind, at, COALESCE(person, ''),
	origin, reason, op, to_snapshot, hash, grade, unit`

func scanChange(row scanner) (workflow.Change, error) {
	var c workflow.Change
	err := row.Scan(&c.ID, &c.Segment, &c.Article, &c.Version, &c.Batch, (*string)(&c.Kind),
		(*timestamp)(&c.At), &c.By, (*string)(&c.Origin), &c.Reason, &c.Op, jsonColumn{&c.To}, &c.Hash,
		(*string)(&c.Grade), &c.Unit)
	return c, err
}

// AddChanges keeps entries of the histories of segments. A version that has its
// change already, or an operation that did one, is a Conflict.
func (t *tx) AddChanges(changes ...workflow.Change) error {
	rows := make([][]any, len(changes))
	for i, c := range changes {
		var err error
		if rows[i], err = changeValues(c); err != nil {
			return err
		}
	}
	return renameConflict(t.insert(`change (`+changeInsert+`, seq)`, `(SELECT COALESCE(max(seq), 0) FROM change)`, rows),
		"segment.changed")
}

const changeInsert = `id, segment, article, version, batch, kind, at, person, origin, reason, op, to_snapshot, hash,
	grade, unit`

// changeValues are the parameters of changeInsert.
func changeValues(c workflow.Change) ([]any, error) {
	to, err := toJSON(c.To)
	return []any{c.ID, c.Segment, c.Article, c.Version, c.Batch, string(c.Kind), millis(c.At), nullable(c.By),
		string(c.Origin), c.Reason, c.Op, to, nonNil(c.Hash), string(c.Grade), c.Unit}, errors.Join(checkSnapshot(c.To), err)
}

func checkSnapshot(s workflow.Snapshot) error {
	if err := engine.CheckStrings([]any{s.Override, s.Reason, s.Block}); err != nil {
		return err
	}
	return checkTexts([]bitext.Text{s.Source, s.Target, s.After}...)
}

// Changes lists the histories of segments as one, in the order the changes were made.
func (t *tx) Changes(segments ...string) ([]workflow.Change, error) {
	if len(segments) == 0 {
		return []workflow.Change{}, nil
	}
	places, ids := make([]string, len(segments)), make([]any, len(segments))
	for i, id := range segments {
		places[i], ids[i] = "$"+strconv.Itoa(i+1), id
	}
	return queryList(t, scanChange, "SELECT "+changeColumns+" FROM change WHERE segment IN ("+
		strings.Join(places, ", ")+") ORDER BY seq", ids...)
}

// ChangeByOp finds what a person's operation did.
func (t *tx) ChangeByOp(by, op string) (workflow.Change, error) {
	return queryOne(t, "change", scanChange, `SELECT `+changeColumns+` FROM change
		WHERE person = $1 AND op = $2 AND op <> ''`, by, op)
}

// ChangesOf lists the changes that were made as one, in the order they were made.
func (t *tx) ChangesOf(batch string) ([]workflow.Change, error) {
	return queryList(t, scanChange, `SELECT `+changeColumns+` FROM change
		WHERE batch = $1 AND batch <> '' ORDER BY seq`, batch)
}

// Given lists the segments of an article that have a text of the memory or of a machine in their
// history, each with the origin of the last one.
func (t *tx) Given(article string) (map[string]workflow.Origin, error) {
	given := map[string]workflow.Origin{}
	scan := func(row scanner) (id string, err error) {
		var origin workflow.Origin
		err = row.Scan(&id, (*string)(&origin))
		given[id] = origin
		return id, err
	}
	_, err := queryList(t, scan, `SELECT segment, origin FROM change
		WHERE article = $1 AND origin IN ('memory', 'machine') ORDER BY seq`, article)
	return given, err
}
