package storage

import (
	"time"

	"truchement/workflow"
)

const assignmentColumns = `id, article, person, role, due, urgency, note, COALESCE(made_by, ''),
	created, ended`

func scanAssignment(row scanner) (workflow.Assignment, error) {
	var a workflow.Assignment
	err := row.Scan(&a.ID, &a.Article, &a.Person, (*string)(&a.Role), (*timestamp)(&a.Due),
		&a.Urgency, &a.Note, &a.By, (*timestamp)(&a.Created), (*timestamp)(&a.Ended))
	return a, err
}

// AddAssignment keeps a new assignment; AssignSegments gives it its segments.
func (t *tx) AddAssignment(a workflow.Assignment) error {
	return t.write(`INSERT INTO assignment (id, article, person, role, due, urgency, note, made_by,
		created, ended) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		a.ID, a.Article, a.Person, string(a.Role), millis(a.Due), int64(a.Urgency), a.Note,
		nullable(a.By), millis(a.Created), millis(a.Ended))
}

// UpdateAssignment writes who it is for, when it is due and when it ended.
func (t *tx) UpdateAssignment(a workflow.Assignment) error {
	return t.writeOne("assignment", a.ID, `UPDATE assignment SET person = $2, due = $3,
		urgency = $4, note = $5, made_by = $6, ended = $7 WHERE id = $1`,
		a.ID, a.Person, millis(a.Due), int64(a.Urgency), a.Note, nullable(a.By), millis(a.Ended))
}

// Assignment reads an assignment, ended or not.
func (t *tx) Assignment(id string) (workflow.Assignment, error) {
	return queryOne(t, "assignment", scanAssignment,
		`SELECT `+assignmentColumns+` FROM assignment WHERE id = $1`, id)
}

// Assignments lists the assignments of an article that have not ended, oldest first.
func (t *tx) Assignments(article string) ([]workflow.Assignment, error) {
	return queryList(t, scanAssignment, `SELECT `+assignmentColumns+` FROM assignment
		WHERE article = $1 AND ended = 0 ORDER BY created, id`, article)
}

// EmptyAssignments lists the standing assignments of an article that no segment names.
func (t *tx) EmptyAssignments(article string) ([]workflow.Assignment, error) {
	return queryList(t, scanAssignment, `SELECT `+assignmentColumns+` FROM assignment a
		WHERE article = $1 AND ended = 0
		AND NOT EXISTS (SELECT 1 FROM segment s WHERE s.assignment = a.id AND s.gone = FALSE)
		AND NOT EXISTS (SELECT 1 FROM segment s WHERE s.review = a.id AND s.gone = FALSE)
		ORDER BY created, id`, article)
}

// StrayAssignments lists the assignments that ended before a time and that segments still name.
func (t *tx) StrayAssignments(before time.Time) ([]workflow.Assignment, error) {
	return queryList(t, scanAssignment, `SELECT `+assignmentColumns+` FROM assignment a
		WHERE ended > 0 AND ended < $1
		AND (EXISTS (SELECT 1 FROM segment s WHERE s.assignment = a.id)
			OR EXISTS (SELECT 1 FROM segment s WHERE s.review = a.id))
		ORDER BY created, id`, millis(before))
}

// assignmentWork is what is left to do of one standing assignment.
type assignmentWork struct {
	person string
	due    int64
	workflow.Work
}

// Loads sums up the assignments of each person that have not ended. To translate
// are the words of segments that are initial, returned or stale; to review are
// those of segments that are not approved yet, translated or not. An assignment
// without a due time has the article's. Assignments of retracted articles do not
// count.
func (t *tx) Loads(now, endOfDay int64) ([]workflow.Load, error) {
	scan := func(row scanner) (assignmentWork, error) {
		var w assignmentWork
		err := row.Scan(&w.person, &w.Assignment, &w.Article, &w.Title, &w.SourceLang, &w.TargetLang,
			(*string)(&w.Role), &w.Urgency, &w.due, &w.Words)
		if w.due > 0 {
			w.Due = time.UnixMilli(w.due).UTC()
		}
		return w, err
	}
	all, err := queryList(t, scan, `SELECT a.person, a.id, r.id, r.title, r.source_lang, r.target_lang,
		a.role, CASE WHEN a.urgency > r.urgency THEN a.urgency ELSE r.urgency END,
		CASE WHEN a.due > 0 THEN a.due ELSE r.due END,
		CAST(COALESCE(CASE WHEN a.role = 'editor' THEN
			(SELECT sum(s.words) FROM segment s WHERE s.review = a.id AND s.gone = FALSE
				AND s.state IN ('initial', 'translated'))
		ELSE
			(SELECT sum(s.words) FROM segment s WHERE s.assignment = a.id AND s.gone = FALSE
				AND (s.state = 'initial' OR s.sub_state IN ('returned', 'stale')))
		END, 0) AS BIGINT)
		FROM assignment a JOIN article r ON r.id = a.article
		WHERE a.ended = 0 AND r.retracted = '' AND r.created > 0 ORDER BY a.person, a.created, a.id`)
	if err != nil {
		return nil, err
	}
	loads := []workflow.Load{}
	for _, w := range all {
		if n := len(loads); n == 0 || loads[n-1].Person != w.person {
			loads = append(loads, workflow.Load{Person: w.person})
		}
		w.addTo(&loads[len(loads)-1], now, endOfDay)
	}
	return loads, nil
}

// addTo adds what is left of the assignment to the load of its person.
func (w assignmentWork) addTo(l *workflow.Load, now, endOfDay int64) {
	l.Assignment++
	if w.Words > 0 {
		l.Work = append(l.Work, w.Work)
	}
	if w.Role == workflow.Editor {
		l.Review += w.Words
	} else {
		l.Translate += w.Words
	}
	if w.due == 0 || w.Words == 0 {
		return
	}
	if w.due < now {
		l.Late += w.Words
	}
	if w.due < endOfDay {
		l.DueToday += w.Words
	}
	if l.NextDue.IsZero() || w.Due.Before(l.NextDue) {
		l.NextDue = w.Due
	}
}
