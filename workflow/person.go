package workflow

import (
	"time"

	"truchement/workflow/keymap"
)

// Role is what a person does on the desk; each role may what the one before it may, as the permission table says.
type Role string

// The roles.
const (
	Reader     Role = "reader"
	Translator Role = "translator"
	Editor     Role = "editor"
	Chief      Role = "chief"
)

// Roles lists the roles in the order menus show them.
func Roles() []Role { return []Role{Translator, Editor, Chief, Reader} }

// Person is a person with an account.
type Person struct {
	ID       string
	Email    string // as typed, trimmed and lower-cased; unique
	Name     string // as shown; no bidi controls
	Role     Role
	Language string // of the pages: fr, ar or en
	Digits   string // latn, arab, or empty for the language's own
	Password string // argon2id in PHC form; empty until set
	Disabled bool
	Created  time.Time
	Keys     keymap.Choice // the keyboard map
}

// GrantKind says what a Grant opens.
type GrantKind string

// The kinds of grants.
const (
	SessionGrant GrantKind = "session" // a signed-in browser
	TokenGrant   GrantKind = "token"   // an API token
	ResetGrant   GrantKind = "reset"   // a one-time link to set a password
	SetupGrant   GrantKind = "setup"   // the one-time link that makes the first chief
)

// Scope limits what a token may do.
type Scope string

// The scopes, each including the one before.
const (
	ReadScope  Scope = "read"  // read and export
	WriteScope Scope = "write" // and translate, review, add articles
	FullScope  Scope = "full"  // all that the person may
)

// Scopes lists the scopes, the smallest first.
func Scopes() []Scope { return []Scope{ReadScope, WriteScope, FullScope} }

// Grant is a way in. Only the SHA-256 of its secret is kept.
type Grant struct {
	ID      string
	Kind    GrantKind
	Person  string // id; empty for SetupGrant
	Hash    []byte // SHA-256 of the secret
	Name    string // what the person calls a token
	Scope   Scope
	Agent   string // the browser's own words
	Address string // where it was last used from
	Created time.Time
	Used    time.Time
	Expires time.Time // zero: never
}

// Actor is the person who acts and the scope of the grant they came with.
type Actor struct {
	Person
	Scope   Scope
	Grant   string // id of the grant; empty for the command line
	Address string // that they came from
}

// Operator is the actor of the command line: a person who may open the data may do
// what a chief may. Its id is that of no person.
func Operator() Actor {
	return Actor{Person: Person{ID: "operator", Role: Chief}, Scope: FullScope}
}

// Visitor is the actor who opens a link to an edition: they may do what a Reader may, with no
// account. Its id is that of no person.
func Visitor() Actor {
	return Actor{Person: Person{ID: "visitor", Role: Reader}, Scope: ReadScope}
}
