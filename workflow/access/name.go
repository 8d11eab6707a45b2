package access

import (
	"strings"
	"unicode"

	"github.com/mtibben/confusables"

	"truchement/workflow"
)

// personName is a name under which a person is known: as workflow.CleanName has it, and with a letter or a digit
// that can be seen.
func personName(s string) (string, error) {
	name, err := workflow.CleanName(s)
	if err != nil {
		return "", err
	}
	seen := func(r rune) bool {
		return (unicode.IsLetter(r) || unicode.IsNumber(r)) && !unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
	}
	if !strings.ContainsFunc(name, seen) {
		return "", workflow.Fail(workflow.Invalid, "person.no-name")
	}
	return name, nil
}

// look is what a name looks like: the skeleton of UTS 39, whatever its capitals are.
func look(s string) string {
	return confusables.Skeleton(strings.ToLower(confusables.Skeleton(s)))
}

// emailLook is what an e-mail address looks like. Among ASCII letters alone nothing is taken for another: there
// may be amo@ beside arno@.
func emailLook(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0 {
		return s
	}
	return look(s)
}

// checkDistinct refuses a person whose name or address looks like that of another: what one says or approves would be
// taken for the other's.
func (t *txn) checkDistinct(p workflow.Person) error {
	all, err := t.People()
	if err != nil {
		return err
	}
	for _, other := range all {
		switch {
		case other.ID == p.ID:
		case look(other.Name) == look(p.Name):
			return workflow.Fail(workflow.Invalid, "person.name-taken", "Name", other.Name)
		case emailLook(other.Email) == emailLook(p.Email), strings.EqualFold(other.Email, p.Email),
			emailLook(p.Email) != p.Email && emailLook(p.Email) == look(other.Email):
			return workflow.Fail(workflow.Conflict, "person.email-taken")
		}
	}
	return nil
}
