package storage

import "truchement/workflow"

// taskSegment is one segment of a task.
type taskSegment struct {
	workflow.Work
	workflow.Segment
}

// Tasks lists what is left to do of the assignments of a person, oldest first. Positions are
// counted over the whole articles, whose other segments are read for that alone.
func (t *tx) Tasks(person string) ([]workflow.Task, error) {
	scan := func(row scanner) (taskSegment, error) {
		var s taskSegment
		err := row.Scan(&s.Work.Assignment, &s.Work.Article, (*string)(&s.Role), &s.Urgency,
			(*timestamp)(&s.Due), &s.Title, &s.SourceLang, &s.TargetLang, &s.ID, &s.Position,
			(*string)(&s.State), (*string)(&s.SubState), &s.Segment.Words, &s.Reason)
		return s, err
	}
	all, err := queryList(t, scan, `WITH task AS (SELECT a.id, a.article, a.role, a.created,
		CASE WHEN a.urgency > r.urgency THEN a.urgency ELSE r.urgency END AS urgency,
		CASE WHEN a.due > 0 THEN a.due ELSE r.due END AS due,
		r.title, r.source_lang, r.target_lang
	FROM assignment a JOIN article r ON r.id = a.article
	WHERE a.person = $1 AND a.ended = 0 AND r.retracted = '' AND r.created > 0
	AND (a.role = 'editor' AND EXISTS (SELECT 1 FROM segment s WHERE s.review = a.id
			AND s.gone = FALSE AND s.state IN ('initial', 'translated'))
		OR a.role <> 'editor' AND EXISTS (SELECT 1 FROM segment s WHERE s.assignment = a.id
			AND s.gone = FALSE AND (s.state = 'initial' OR s.sub_state IN ('returned', 'stale')))))
		SELECT task.id, task.article, task.role, task.urgency,
		task.due, task.title, task.source_lang, task.target_lang,
		p.id, p.position, p.state, p.sub_state, p.words, p.reason
		FROM task JOIN (SELECT s.id, s.article, s.assignment, s.review, s.state, s.sub_state, s.words,
				s.reason, row_number() OVER (PARTITION BY s.article
					ORDER BY b.place, b.id, s.place, s.id) AS position
			FROM segment s JOIN block b ON b.id = s.block
			WHERE s.gone = FALSE AND s.article IN (SELECT article FROM task)) p
		ON p.article = task.article AND task.id =
			CASE WHEN task.role = 'editor' THEN p.review ELSE p.assignment END
		ORDER BY task.created, task.id, p.position`, person)
	if err != nil {
		return nil, err
	}
	tasks := []workflow.Task{}
	for _, s := range all {
		if n := len(tasks); n == 0 || tasks[n-1].Assignment != s.Work.Assignment {
			tasks = append(tasks, workflow.Task{Work: s.Work})
		}
		tasks[len(tasks)-1].Add(s.Segment)
	}
	return tasks, nil
}

// What of an article no one was given: a segment s, and the assignment a in which it was translated.
const (
	freeSegments = `segment s LEFT JOIN assignment a ON a.id = s.assignment
		WHERE s.article = r.id AND s.gone = FALSE AND COALESCE(a.person, '') <> $1 AND `
	freeToTranslate = `s.assignment IS NULL AND (s.state = 'initial' OR s.sub_state IN ('returned', 'stale'))`
	freeToReview    = `s.review IS NULL AND s.state = 'translated' AND s.sub_state <> 'returned'`

	freeArticles = ` r.id, r.title, r.source_lang, r.target_lang, r.due, r.urgency,
		(SELECT count(*) FROM `
	freeWords = `), (SELECT CAST(sum(s.words) AS BIGINT) FROM `
	freeNow   = `) FROM article r WHERE r.created > 0 AND r.retracted = '' AND r.published = 0
		AND EXISTS (SELECT 1 FROM `
	freeNewest = `) ORDER BY r.created DESC, r.id DESC LIMIT $2`
)

// Pool lists articles with segments that no one was given, newest first: to translate, or to
// review by a person who did not translate them.
func (t *tx) Pool(role workflow.Role, person string, limit int) ([]workflow.Free, error) {
	query := `SELECT` + freeArticles + freeSegments + freeToTranslate + freeWords + freeSegments + freeToTranslate +
		freeNow + freeSegments + freeToTranslate + freeNewest
	if role == workflow.Editor {
		query = `SELECT` + freeArticles + freeSegments + freeToReview + freeWords + freeSegments + freeToReview +
			freeNow + freeSegments + freeToReview + freeNewest
	}
	return queryList(t, func(row scanner) (workflow.Free, error) {
		f := workflow.Free{Work: workflow.Work{Role: role}}
		err := row.Scan(&f.Article, &f.Title, &f.SourceLang, &f.TargetLang, (*timestamp)(&f.Due),
			&f.Urgency, &f.Segments, &f.Words)
		return f, err
	}, query, person, int64(limit))
}
