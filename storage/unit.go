package storage

import (
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

const unitColumns = `id, source_lang, target_lang, source, target, state, before_key, after_key, origin, dated,
	licence, translator, approver, confidence, at, seq, gone, COALESCE(publication, ''),
	COALESCE(alignment, ''), COALESCE(article, ''), COALESCE(segment, ''), bead, COALESCE(person, '')`

func scanUnit(row scanner) (workflow.Unit, error) {
	var u workflow.Unit
	err := row.Scan(&u.ID, &u.SourceLang, &u.TargetLang, jsonColumn{&u.Source}, jsonColumn{&u.Target},
		(*string)(&u.State), &u.Before, &u.After, &u.Origin, &u.Date, &u.Licence, &u.Translator,
		&u.Approver, &u.Confidence, (*timestamp)(&u.At), &u.Seq, &u.Gone, &u.Publication,
		&u.Alignment, &u.Article, &u.Segment, &u.Bead, &u.By)
	return u, err
}

// encodeUnit checks and encodes the texts of a unit.
func encodeUnit(source, target bitext.Text) (from, to string, err error) {
	if err := checkTexts(source, target); err != nil {
		return "", "", err
	}
	if from, err = toJSON(source); err != nil {
		return "", "", err
	}
	to, err = toJSON(target)
	return from, to, err
}

// unitValues are the values of a unit that an update writes, in the order of the first columns.
func unitValues(u workflow.Unit) ([]any, error) {
	source, target, err := encodeUnit(u.Source, u.Target)
	return []any{u.ID, u.SourceLang, u.TargetLang, source, target, string(u.State), u.Before, u.After,
		u.Origin, u.Date, u.Licence, u.Translator, u.Approver, u.Confidence, millis(u.At), u.Seq,
		u.Gone, nullable(u.Publication)}, err
}

// AddUnits keeps units of the memory.
func (t *tx) AddUnits(units ...workflow.Unit) error {
	rows := make([][]any, len(units))
	for i, u := range units {
		values, err := unitValues(u)
		if err != nil {
			return err
		}
		rows[i] = append(values, nullable(u.Alignment), nullable(u.Article), nullable(u.Segment), u.Bead,
			nullable(u.By))
	}
	return t.insert(`memoryunit (id, source_lang, target_lang, source, target, state, before_key,
		after_key, origin, dated, licence, translator, approver, confidence, at, seq, gone, publication,
		alignment, article, segment, bead, person)`, "", rows)
}

// UpdateUnit writes a unit.
func (t *tx) UpdateUnit(u workflow.Unit) error {
	values, err := unitValues(u)
	if err != nil {
		return err
	}
	return t.writeOne("unit", u.ID, `UPDATE memoryunit SET source_lang = $2, target_lang = $3,
		source = $4, target = $5, state = $6, before_key = $7, after_key = $8, origin = $9, dated = $10,
		licence = $11, translator = $12, approver = $13, confidence = $14, at = $15, seq = $16,
		gone = $17, publication = $18 WHERE id = $1`, values...)
}

// RemoveUnits takes units of an alignment out of the memory.
func (t *tx) RemoveUnits(alignment string, seq int64, limit int) (int, error) {
	n, err := t.Exec(`UPDATE memoryunit SET gone = TRUE, seq = $2 WHERE id IN (
		SELECT id FROM memoryunit WHERE alignment = $1 AND gone = FALSE LIMIT $3)`,
		alignment, seq, int64(limit))
	return int(n), err
}

// Unit reads a unit, gone or not.
func (t *tx) Unit(id string) (workflow.Unit, error) {
	return queryOne(t, "unit", scanUnit,
		`SELECT `+unitColumns+` FROM memoryunit WHERE id = $1`, id)
}

// UnitsByID reads units by their ids, 16 a statement.
func (t *tx) UnitsByID(ids []string) ([]workflow.Unit, error) {
	return listByIDs(t, scanUnit, `SELECT `+unitColumns+` FROM memoryunit WHERE id IN (
		$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`, ids)
}

// UnitsOfSegments lists the units that follow the segments of an article.
func (t *tx) UnitsOfSegments(article string) ([]workflow.Unit, error) {
	return queryList(t, scanUnit, `SELECT `+unitColumns+` FROM memoryunit
		WHERE article = $1 AND segment IS NOT NULL`, article)
}

// ofFilter are the units of a filter, which has its place in lists beside it. The conditions are on the
// columns of the index memoryunit_newest.
const ofFilter = ` FROM memoryunit
		WHERE source_lang = $1 AND target_lang = $2 AND gone = FALSE
			AND ($3 = '' OR alignment = $3) AND ($4 = '' OR article = $4)
			AND ($5 = '' OR publication = $5) AND ($6 = '' OR translator = $6)
			AND ($7 = '' OR state = $7)
			AND ($8 = '' OR $8 = CASE WHEN segment IS NOT NULL THEN 'segment'
				WHEN alignment IS NOT NULL THEN 'alignment' ELSE 'import' END)`

const (
	unitsWhere  = `SELECT ` + unitColumns + ofFilter
	unitsOfTime = unitsWhere + ` AND at = $9 AND id > $10 ORDER BY id LIMIT $11`
	unitsInSpan = unitsWhere + ` AND at >= $9 AND at < $10 ORDER BY at DESC, id LIMIT $11`
	unitsByPair = `SELECT source_lang, target_lang, count(*), count(*) FILTER (WHERE state = 'approved')
		FROM memoryunit WHERE gone = FALSE GROUP BY source_lang, target_lang
		ORDER BY 3 DESC, source_lang, target_lang`
)

// Units lists the units of a pair of languages, newest first. A page is read from its place on: first
// what has the time of the last unit before it, then what is older.
func (t *tx) Units(f workflow.UnitFilter) (units []workflow.Unit, err error) {
	if f.Limit <= 0 {
		f.Limit = workflow.MaxUnits
	}
	from, until := spanOf(f)
	values := unitFilterValues(f)
	if after := millis(f.After.At); !f.After.At.IsZero() && after < until {
		until = after
		if after >= from {
			units, err = queryList(t, scanUnit, unitsOfTime, append(values, after, f.After.ID, int64(f.Limit))...)
		}
		if err != nil || len(units) == f.Limit {
			return units, err
		}
	}
	older, err := queryList(t, scanUnit, unitsInSpan, append(values, from, until, int64(f.Limit-len(units)))...)
	return append(units, older...), err
}

// unitFilterValues are the parameters of ofFilter.
func unitFilterValues(f workflow.UnitFilter) []any {
	return []any{f.SourceLang, f.TargetLang, f.Alignment, f.Article, f.Publication, f.Translator,
		string(f.State), string(f.Kind)}
}

// spanOf is from when and until when the units of a filter are.
func spanOf(f workflow.UnitFilter) (from, until int64) {
	from, until = millis(f.From), forever
	if !f.Until.IsZero() {
		until = millis(f.Until)
	}
	return from, until
}

// CountUnitsOf counts the units of a filter.
func (t *tx) CountUnitsOf(f workflow.UnitFilter) (int, error) {
	from, until := spanOf(f)
	n, err := queryOne(t, "units", scanValue[int64], `SELECT count(*)`+ofFilter+` AND at >= $9 AND at < $10`,
		append(unitFilterValues(f), from, until)...)
	return int(n), err
}

// UnitsInRange lists units by their ids.
func (t *tx) UnitsInRange(after, until string, limit int) ([]workflow.Unit, error) {
	return queryList(t, scanUnit, `SELECT `+unitColumns+` FROM memoryunit
		WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3`, after, until, int64(limit))
}

// CountUnitsInRange counts units by their ids.
func (t *tx) CountUnitsInRange(after, until string) (int, error) {
	n, err := queryOne(t, "units", scanValue[int64],
		`SELECT count(*) FROM memoryunit WHERE id > $1 AND id <= $2 AND gone = FALSE`, after, until)
	return int(n), err
}

// forever is later than any time that is kept.
var forever = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()

// UnitsSince lists the units that were written after a place in the feed, as far as an index asks: a
// memory of a million is read with it.
func (t *tx) UnitsSince(seq int64, id string, limit int) ([]workflow.Unit, error) {
	scan := func(row scanner) (u workflow.Unit, err error) {
		err = row.Scan(&u.ID, &u.SourceLang, &u.TargetLang, jsonColumn{&u.Source}, jsonColumn{&u.Target},
			(*string)(&u.State), &u.Before, &u.After, &u.Seq, &u.Gone, &u.Alignment, &u.Segment)
		return u, err
	}
	return queryList(t, scan, `SELECT id, source_lang, target_lang, source, target, state, before_key,
			after_key, seq, gone, COALESCE(alignment, ''), COALESCE(segment, '')
		FROM memoryunit WHERE (seq, id) > ($1, $2) ORDER BY seq, id LIMIT $3`, seq, id, int64(limit))
}

// CountUnits counts the units of the memory.
func (t *tx) CountUnits() (int, error) {
	n, err := queryOne(t, "units", scanValue[int64],
		`SELECT count(*) FROM memoryunit WHERE gone = FALSE`)
	return int(n), err
}

// UnitPairs counts the units of each pair of languages.
func (t *tx) UnitPairs() ([]workflow.UnitPair, error) {
	return queryList(t, func(row scanner) (p workflow.UnitPair, err error) {
		return p, row.Scan(&p.SourceLang, &p.TargetLang, &p.Units, &p.Approved)
	}, unitsByPair)
}

// AddUnitEdits keeps what units were before an edit.
func (t *tx) AddUnitEdits(edits ...workflow.UnitEdit) error {
	rows := make([][]any, len(edits))
	for i, e := range edits {
		source, target, err := encodeUnit(e.Source, e.Target)
		if err != nil {
			return err
		}
		rows[i] = []any{e.ID, e.Unit, e.Batch, string(e.Kind), millis(e.At), nullable(e.By), source,
			target, e.Gone}
	}
	return t.insert(`unitedit (id, unit, batch, kind, at, person, source, target, gone)`, "", rows)
}

const unitEditColumns = `id, unit, batch, kind, at, COALESCE(person, ''), source, target, gone`

func scanUnitEdit(row scanner) (workflow.UnitEdit, error) {
	var e workflow.UnitEdit
	err := row.Scan(&e.ID, &e.Unit, &e.Batch, (*string)(&e.Kind), (*timestamp)(&e.At), &e.By,
		jsonColumn{&e.Source}, jsonColumn{&e.Target}, &e.Gone)
	return e, err
}

// UnitEdits lists the edits of a unit.
func (t *tx) UnitEdits(unit string) ([]workflow.UnitEdit, error) {
	return queryList(t, scanUnitEdit, `SELECT `+unitEditColumns+` FROM unitedit
		WHERE unit = $1 ORDER BY id`, unit)
}

// UnitEditsOf lists edits that were made as one.
func (t *tx) UnitEditsOf(batch, after string, limit int) ([]workflow.UnitEdit, error) {
	return queryList(t, scanUnitEdit, `SELECT `+unitEditColumns+` FROM unitedit
		WHERE batch = $1 AND id > $2 ORDER BY id LIMIT $3`, batch, after, int64(limit))
}

// CountUnitEdits counts edits that were made as one.
func (t *tx) CountUnitEdits(batch string) (int, error) {
	n, err := queryOne(t, "unit edits", scanValue[int64], `SELECT count(*) FROM unitedit WHERE batch = $1`, batch)
	return int(n), err
}

// CountLastingUnitEdits counts edits that were made as one, but those whose units are again what they were before.
func (t *tx) CountLastingUnitEdits(batch string) (int, error) {
	n, err := queryOne(t, "unit edits", scanValue[int64], `SELECT count(*) FROM unitedit e
		JOIN memoryunit u ON u.id = e.unit
		WHERE e.batch = $1 AND (u.gone <> e.gone OR u.source <> e.source OR u.target <> e.target)`, batch)
	return int(n), err
}

// MemoryPosition is the sequence of the feed up to which the memory follows the segments.
func (t *tx) MemoryPosition() (int64, error) {
	return queryOne(t, "memory position", scanValue[int64], `SELECT seq FROM memory_position`)
}

// SetMemoryPosition writes up to where the memory follows.
func (t *tx) SetMemoryPosition(seq int64) error {
	return t.writeOne("memory position", "", `UPDATE memory_position SET seq = $1`, seq)
}
