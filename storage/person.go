package storage

import (
	"cmp"
	"slices"

	"truchement/workflow"
	"truchement/workflow/lang"
)

const personColumns = `id, email, name, role, language, digits, password, disabled, created, keymap`

func scanPerson(row scanner) (workflow.Person, error) {
	var p workflow.Person
	err := row.Scan(personFields(&p)...)
	return p, err
}

func personFields(p *workflow.Person) []any {
	return []any{&p.ID, &p.Email, &p.Name, &p.Role, &p.Language, &p.Digits, &p.Password,
		&p.Disabled, (*timestamp)(&p.Created), jsonColumn{&p.Keys}}
}

// AddPerson refuses an e-mail address that is taken.
func (t *tx) AddPerson(p workflow.Person) error {
	keys, err := toJSON(p.Keys)
	if err != nil {
		return err
	}
	err = t.write(`INSERT INTO person (`+personColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		p.ID, p.Email, p.Name, string(p.Role), p.Language, p.Digits, p.Password,
		p.Disabled, millis(p.Created), keys)
	return renameConflict(err, "person.email-taken")
}

// UpdatePerson writes all but the time of creation.
func (t *tx) UpdatePerson(p workflow.Person) error {
	keys, err := toJSON(p.Keys)
	if err != nil {
		return err
	}
	err = t.writeOne("person", p.ID, `UPDATE person SET email = $2, name = $3, role = $4,
		language = $5, digits = $6, password = $7, disabled = $8, keymap = $9 WHERE id = $1`,
		p.ID, p.Email, p.Name, string(p.Role), p.Language, p.Digits, p.Password,
		p.Disabled, keys)
	return renameConflict(err, "person.email-taken")
}

// Person reads an account.
func (t *tx) Person(id string) (workflow.Person, error) {
	return queryOne(t, "person", scanPerson, `SELECT `+personColumns+` FROM person WHERE id = $1`, id)
}

// PersonByEmail reads the account with an e-mail address.
func (t *tx) PersonByEmail(email string) (workflow.Person, error) {
	return queryOne(t, "person", scanPerson,
		`SELECT `+personColumns+` FROM person WHERE email = $1`, email)
}

// People lists all accounts by name.
func (t *tx) People() ([]workflow.Person, error) {
	people, err := queryList(t, scanPerson, `SELECT `+personColumns+` FROM person ORDER BY id`)
	sortByName(people, func(p workflow.Person) string { return p.Name })
	return people, err
}

// sortByName sorts names by their search keys: É beside E, أ beside ا. In SQL each engine
// would sort in its own way.
func sortByName[T any](all []T, name func(T) string) {
	slices.SortStableFunc(all, func(a, b T) int {
		return cmp.Compare(lang.Fold(name(a), ""), lang.Fold(name(b), ""))
	})
}
