package storage

import (
	"truchement/workflow"
)

const grantColumns = `id, kind, COALESCE(person, ''), hash, name, scope, agent, address,
	created, used, expires`

func scanGrant(row scanner) (workflow.Grant, error) {
	var g workflow.Grant
	err := row.Scan(grantFields(&g)...)
	return g, err
}

func grantFields(g *workflow.Grant) []any {
	return []any{&g.ID, &g.Kind, &g.Person, &g.Hash, &g.Name, &g.Scope, &g.Agent, &g.Address,
		(*timestamp)(&g.Created), (*timestamp)(&g.Used), (*timestamp)(&g.Expires)}
}

// AddGrant keeps a session, a token or a one-time link.
func (t *tx) AddGrant(g workflow.Grant) error {
	return t.write(`INSERT INTO "grant" (id, kind, person, hash, name, scope, agent, address,
		created, used, expires) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		g.ID, string(g.Kind), nullable(g.Person), nonNil(g.Hash), g.Name, string(g.Scope), g.Agent,
		g.Address, millis(g.Created), millis(g.Used), millis(g.Expires))
}

// UseGrant writes when and from where a grant was used, and its new expiry.
func (t *tx) UseGrant(g workflow.Grant) error {
	return t.writeOne("grant", g.ID, `UPDATE "grant" SET used = $2, address = $3, expires = $4
		WHERE id = $1`, g.ID, millis(g.Used), g.Address, millis(g.Expires))
}

// RemoveGrant revokes a grant.
func (t *tx) RemoveGrant(id string) error {
	return t.writeOne("grant", id, `DELETE FROM "grant" WHERE id = $1`, id)
}

// GrantByHash finds a grant by the hash of its secret, expired or not, and its person if it has one.
func (t *tx) GrantByHash(kind workflow.GrantKind, hash []byte) (workflow.Grant, workflow.Person, error) {
	var p workflow.Person
	scan := func(row scanner) (g workflow.Grant, err error) {
		err = row.Scan(append(grantFields(&g), personFields(&p)...)...)
		return g, err
	}
	g, err := queryOne(t, "grant", scan, `SELECT g.id, g.kind, COALESCE(g.person, ''), g.hash, g.name, g.scope, g.agent,
		g.address, g.created, g.used, g.expires, COALESCE(p.id, ''), COALESCE(p.email, ''), COALESCE(p.name, ''),
		COALESCE(p.role, ''), COALESCE(p.language, ''), COALESCE(p.digits, ''), COALESCE(p.password, ''),
		COALESCE(p.disabled, FALSE), COALESCE(p.created, 0), COALESCE(p.keymap, '{}')
		FROM "grant" g LEFT JOIN person p ON p.id = g.person WHERE g.kind = $1 AND g.hash = $2`, string(kind), nonNil(hash))
	return g, p, err
}

// Grants lists a person's grants of a kind, newest first.
func (t *tx) Grants(person string, kind workflow.GrantKind) ([]workflow.Grant, error) {
	return queryList(t, scanGrant, `SELECT `+grantColumns+` FROM "grant"
		WHERE person = $1 AND kind = $2 ORDER BY created DESC, id DESC`, person, string(kind))
}

// RemoveGrants revokes a person's grants of a kind; an empty person means the
// grants that belong to no person.
func (t *tx) RemoveGrants(person string, kind workflow.GrantKind) error {
	if person == "" {
		return t.write(`DELETE FROM "grant" WHERE person IS NULL AND kind = $1`, string(kind))
	}
	return t.write(`DELETE FROM "grant" WHERE person = $1 AND kind = $2`, person, string(kind))
}
