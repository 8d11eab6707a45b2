package storage

import (
	"strings"

	"truchement/storage/engine"
	"truchement/workflow"
	"truchement/workflow/lang"
	"truchement/workflow/term"
)

const conceptColumns = `id, type, domain, note, source, terms, state, at, seq, gone,
	COALESCE(publication, ''), COALESCE(person, '')`

func scanConcept(row scanner) (workflow.Concept, error) {
	var c workflow.Concept
	err := row.Scan(&c.ID, (*string)(&c.Type), &c.Domain, &c.Note, &c.Source, jsonColumn{&c.Terms},
		(*string)(&c.State), (*timestamp)(&c.At), &c.Seq, &c.Gone, &c.Publication, &c.By)
	return c, err
}

// conceptValues are the values of a concept in the order of its columns.
func conceptValues(c workflow.Concept) ([]any, error) {
	if err := checkTerms(c.Terms); err != nil {
		return nil, err
	}
	terms, err := toJSON(append([]term.Term{}, c.Terms...))
	keys := conceptKeys(c.Concept)
	return []any{c.ID, string(c.Type), c.Domain, c.Note, c.Source, nullable(c.Publication), terms,
		firstRunes(keys, sortedRunes), keys, string(c.State), nullable(c.By), millis(c.At), c.Seq, c.Gone}, err
}

// checkTerms refuses what JSON would silently replace.
func checkTerms(terms []term.Term) error {
	for _, t := range terms {
		if err := engine.CheckStrings([]any{t.Lang, t.Text, t.Plural, t.Short, t.Note}); err != nil {
			return err
		}
	}
	return nil
}

// conceptKeys are the terms of a concept as they are searched: folded, a line each.
func conceptKeys(c term.Concept) string {
	var keys []string
	for _, t := range c.Terms {
		for _, text := range []string{t.Text, t.Short, t.Plural} {
			if text != "" {
				keys = append(keys, lang.Fold(text, t.Lang))
			}
		}
	}
	return strings.Join(keys, "\n")
}

// sortedRunes is how much of a concept's keys decides its place in lists: an index of PostgreSQL has
// no room for all of the longest.
const sortedRunes = 80

func firstRunes(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}

// AddConcepts keeps concepts of the termbase.
func (t *tx) AddConcepts(concepts ...workflow.Concept) error {
	rows := make([][]any, len(concepts))
	for i, c := range concepts {
		var err error
		if rows[i], err = conceptValues(c); err != nil {
			return err
		}
	}
	return t.insert(`concept (id, type, domain, note, source, publication, terms, name, keys, state,
		person, at, seq, gone)`, "", rows)
}

// UpdateConcept writes a concept.
func (t *tx) UpdateConcept(c workflow.Concept) error {
	values, err := conceptValues(c)
	if err != nil {
		return err
	}
	return t.writeOne("concept", c.ID, `UPDATE concept SET type = $2, domain = $3, note = $4, source = $5,
		publication = $6, terms = $7, name = $8, keys = $9, state = $10, person = $11, at = $12, seq = $13,
		gone = $14
		WHERE id = $1`, values...)
}

// Concept reads a concept, gone or not.
func (t *tx) Concept(id string) (workflow.Concept, error) {
	return queryOne(t, "concept", scanConcept, `SELECT `+conceptColumns+` FROM concept WHERE id = $1`, id)
}

// ConceptsByID reads concepts by their ids, 16 a statement.
func (t *tx) ConceptsByID(ids []string) ([]workflow.Concept, error) {
	return listByIDs(t, scanConcept, `SELECT `+conceptColumns+` FROM concept WHERE id IN (
		$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`, ids)
}

// Concepts lists concepts in the order of their first terms.
func (t *tx) Concepts(f workflow.ConceptFilter) ([]workflow.Concept, error) {
	if f.Limit <= 0 {
		f.Limit = workflow.MaxConcepts
	}
	return queryList(t, scanConcept, `SELECT `+conceptColumns+` FROM concept
		WHERE gone = FALSE AND ($1 = '' OR (name, id) > (SELECT name, id FROM concept WHERE id = $1))
			AND ($2 = '' OR keys LIKE $3 ESCAPE '!') AND ($4 = '' OR publication = $4)
			AND ($5 = '' OR type = $5) AND ($6 = '' OR domain = $6) AND ($7 = '' OR state = $7)
			AND ($9 = '' OR person = $9)
		ORDER BY name, id LIMIT $8`, f.After, f.Key, likeInside(f.Key), f.Publication, string(f.Type),
		f.Domain, string(f.State), int64(f.Limit), f.By)
}

// DeclinedConcepts lists the proposals of a person that were declined, the last first.
func (t *tx) DeclinedConcepts(person string, limit int) ([]workflow.Concept, error) {
	return queryList(t, scanConcept, `SELECT `+conceptColumns+` FROM concept
		WHERE gone = TRUE AND state = 'proposed' AND person = $1
		ORDER BY seq DESC, id LIMIT $2`, person, int64(limit))
}

// ConceptDomains lists the domains of the termbase.
func (t *tx) ConceptDomains() ([]string, error) {
	return queryList(t, scanValue[string], `SELECT DISTINCT domain FROM concept
		WHERE gone = FALSE AND domain <> '' ORDER BY domain`)
}

// CountConcepts counts the concepts in a state.
func (t *tx) CountConcepts(state workflow.ConceptState) (int, error) {
	n, err := queryOne(t, "concepts", scanValue[int64],
		`SELECT count(*) FROM concept WHERE gone = FALSE AND state = $1`, string(state))
	return int(n), err
}

// ConceptsSince lists the concepts that were written after a place in the feed.
func (t *tx) ConceptsSince(seq int64, id string, limit int) ([]workflow.Concept, error) {
	return queryList(t, scanConcept, `SELECT `+conceptColumns+` FROM concept
		WHERE (seq, id) > ($1, $2) ORDER BY seq, id LIMIT $3`, seq, id, int64(limit))
}

// AddConceptEdits keeps what concepts were before an edit.
func (t *tx) AddConceptEdits(edits ...workflow.ConceptEdit) error {
	rows := make([][]any, len(edits))
	for i, e := range edits {
		if err := checkTerms(e.Was.Terms); err != nil {
			return err
		}
		if err := engine.CheckStrings([]any{e.Was.Domain, e.Was.Note, e.Was.Source}); err != nil {
			return err
		}
		was, err := toJSON(e.Was)
		if err != nil {
			return err
		}
		rows[i] = []any{e.ID, e.Concept, e.Batch, string(e.Kind), millis(e.At), nullable(e.By), e.Reason, was,
			string(e.State), e.Gone}
	}
	return t.insert(`conceptedit (id, concept, batch, kind, at, person, reason, was, state, gone)`, "", rows)
}

const conceptEditColumns = `id, concept, batch, kind, at, COALESCE(person, ''), reason, was, state, gone`

func scanConceptEdit(row scanner) (workflow.ConceptEdit, error) {
	var e workflow.ConceptEdit
	err := row.Scan(&e.ID, &e.Concept, &e.Batch, (*string)(&e.Kind), (*timestamp)(&e.At), &e.By, &e.Reason,
		jsonColumn{&e.Was}, (*string)(&e.State), &e.Gone)
	return e, err
}

// ConceptEdits lists the edits of a concept.
func (t *tx) ConceptEdits(concept string) ([]workflow.ConceptEdit, error) {
	return queryList(t, scanConceptEdit, `SELECT `+conceptEditColumns+` FROM conceptedit
		WHERE concept = $1 ORDER BY id`, concept)
}

// ConceptEditsOf lists edits that were made as one.
func (t *tx) ConceptEditsOf(batch string) ([]workflow.ConceptEdit, error) {
	return queryList(t, scanConceptEdit, `SELECT `+conceptEditColumns+` FROM conceptedit
		WHERE batch = $1 ORDER BY id`, batch)
}

// CountConceptEdits counts edits that were made as one.
func (t *tx) CountConceptEdits(batch string) (int, error) {
	n, err := queryOne(t, "concept edits", scanValue[int64], `SELECT count(*) FROM conceptedit WHERE batch = $1`, batch)
	return int(n), err
}
