package workflow

// Verb is something a person may or may not do.
type Verb string

// The verbs of the permission table.
const (
	ReadPublished     Verb = "read-published"
	ReadDesk          Verb = "read-desk"
	AddArticles       Verb = "add-articles"
	Translate         Verb = "translate" // claim, save, confirm, restore, hand over one's own
	RecutSegments     Verb = "recut"     // split, merge
	Discuss           Verb = "discuss"   // comment, resolve
	Assign            Verb = "assign"    // to anybody, take back
	ReviewSegments    Verb = "review"
	MarkIssues        Verb = "mark" // issues, and what they add up to
	CorrectSource     Verb = "correct-source"
	ImportTargets     Verb = "import"        // into segments that one may write
	AlignTexts        Verb = "align"         // with translations, and keep what is right in the memory
	Publish           Verb = "publish"       // sign off, publish
	ShareEditions     Verb = "share"         // make and revoke links to what is published
	ManageMemory      Verb = "manage-memory" // edit, remove, bring in
	ProposeTerms      Verb = "propose-terms"
	ManageTerms       Verb = "manage-terms" // add, edit, settle what is proposed, bring in
	ManagePeople      Verb = "manage-people"
	ManagePublication Verb = "manage-publications"
	ManageSelf        Verb = "manage-self" // language, password, sessions, tokens
)

type permission struct {
	role  Role  // the lowest role that may
	scope Scope // the smallest scope of a token that may
}

// permissionOf is the one table: who may do what. What depends on the object too (four eyes, whose
// segment it is) is decided by the use cases. A verb that is not in it is allowed to no one.
func permissionOf(v Verb) (p permission, known bool) {
	switch v {
	case ReadPublished:
		return permission{Reader, ReadScope}, true
	case ReadDesk:
		return permission{Translator, ReadScope}, true
	case AddArticles, Translate, RecutSegments, Discuss, ImportTargets, AlignTexts, ProposeTerms:
		return permission{Translator, WriteScope}, true
	case Assign, ReviewSegments, MarkIssues, CorrectSource, Publish, ShareEditions,
		ManageMemory, ManageTerms:
		return permission{Editor, WriteScope}, true
	case ManagePeople, ManagePublication:
		return permission{Chief, FullScope}, true
	case ManageSelf:
		return permission{Reader, FullScope}, true
	}
	return permission{}, false
}

// Rank orders the roles: a higher one may do all that a lower one may. 0 is no role.
func (r Role) Rank() int {
	switch r {
	case Reader:
		return 1
	case Translator:
		return 2
	case Editor:
		return 3
	case Chief:
		return 4
	}
	return 0
}

// Rank orders the scopes of tokens. 0 is no scope.
func (s Scope) Rank() int {
	switch s {
	case ReadScope:
		return 1
	case WriteScope:
		return 2
	case FullScope:
		return 3
	}
	return 0
}

// Can reports whether the table lets a do v. Pages use it to leave out what a
// person cannot do; the use cases check again.
func (a Actor) Can(v Verb) bool {
	p, known := permissionOf(v)
	return known && !a.Disabled && a.Role.Rank() >= p.role.Rank() && a.Scope.Rank() >= p.scope.Rank()
}

// MayWrite reports whether a person may write a segment: a translator may not write what another was given.
func (a Actor) MayWrite(s Segment) bool {
	return a.Can(ReviewSegments) || a.Can(Translate) && (s.Translator == "" || s.Translator == a.ID)
}

// CheckWriter is MayWrite as an error, which names who was given the segment.
func CheckWriter(people PersonTx, a Actor, s Segment) error {
	if a.MayWrite(s) {
		return nil
	}
	p, err := people.Person(s.Translator)
	if err != nil {
		return err
	}
	return Fail(Forbidden, "segment.of-another", "Name", p.Name)
}

// May is Can as an error.
func (a Actor) May(v Verb) error {
	if a.ID == "" {
		return Fail(Unauthorized, "error.signed-out")
	}
	if !a.Can(v) {
		return Fail(Forbidden, "error.forbidden", "Verb", string(v))
	}
	return nil
}
