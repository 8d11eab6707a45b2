package storage

import (
	"truchement/workflow"
)

const ruleEditColumns = `id, publication, srx, proposals, note, at, COALESCE(person, '')`

func scanRuleEdit(row scanner) (workflow.RuleEdit, error) {
	var e workflow.RuleEdit
	err := row.Scan(&e.ID, &e.Publication, &e.SRX, &e.Proposals, &e.Note, (*timestamp)(&e.At), &e.By)
	return e, err
}

// AddRuleEdit keeps an edit of a publication's rules. The last edit kept is in force.
func (t *tx) AddRuleEdit(e workflow.RuleEdit) error {
	return t.write(`INSERT INTO ruleedit (id, publication, seq, srx, proposals, note, at, person)
		SELECT $1, $2, COALESCE(MAX(seq), 0) + 1, $3, $4, $5, $6, $7
		FROM ruleedit WHERE publication = $2`,
		e.ID, e.Publication, e.SRX, e.Proposals, e.Note, millis(e.At), nullable(e.By))
}

// RuleEdit reads one edit.
func (t *tx) RuleEdit(id string) (workflow.RuleEdit, error) {
	return queryOne(t, "ruleedit", scanRuleEdit,
		`SELECT `+ruleEditColumns+` FROM ruleedit WHERE id = $1`, id)
}

// RulesOf reads the edit in force for a publication.
func (t *tx) RulesOf(publication string) (workflow.RuleEdit, error) {
	return queryOne(t, "ruleedit", scanRuleEdit, `SELECT `+ruleEditColumns+` FROM ruleedit
		WHERE publication = $1 ORDER BY seq DESC LIMIT 1`, publication)
}

// RuleEdits lists the edits of a publication, newest first, without their files.
func (t *tx) RuleEdits(publication string) ([]workflow.RuleEdit, error) {
	return queryList(t, scanRuleEdit, `SELECT id, publication, '', proposals, note, at,
		COALESCE(person, '') FROM ruleedit WHERE publication = $1 ORDER BY seq DESC LIMIT 200`,
		publication)
}
