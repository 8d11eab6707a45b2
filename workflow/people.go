package workflow

import (
	"context"
	"net/mail"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"truchement/workflow/keymap"
)

func tidyEmail(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// tidyName is a name as it is shown: one line, no controls and no bidi marks,
// since those could make one person look like another.
func tidyName(s string) (string, error) {
	s = norm.NFKC.String(strings.Join(strings.Fields(s), " "))
	if !visible(s) {
		return "", Fail(Invalid, "person.name-marks")
	}
	if n := utf8.RuneCountInString(s); n == 0 || n > 80 || !utf8.ValidString(s) {
		return "", Fail(Invalid, "person.no-name")
	}
	return s, nil
}

// visible reports whether s has no controls, marks or broken characters.
func visible(s string) bool {
	return utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.C, unicode.Zl, unicode.Zp)
	}) < 0
}

// spoken reports whether the pages speak a language.
func spoken(language string) bool { return slices.Contains([]string{"fr", "ar", "en"}, language) }

// prepare checks a new person and hashes the password.
func (d *Desk) prepare(in NewPerson) (Person, error) {
	p := Person{Email: tidyEmail(in.Email), Role: in.Role, Language: in.Language}
	a, err := mail.ParseAddress(p.Email)
	if err != nil || a.Address != p.Email || len(p.Email) > 254 || !visible(p.Email) {
		return p, Fail(Invalid, "person.no-email")
	}
	if p.Name, err = tidyName(in.Name); err != nil {
		return p, err
	}
	if p.Role.rank() == 0 {
		return p, Fail(Invalid, "person.no-role")
	}
	if p.Language == "" {
		p.Language = "fr"
	}
	if !spoken(p.Language) {
		return p, Fail(Invalid, "person.language")
	}
	if in.Password != "" {
		p.Password, err = d.acceptPassword(in.Password, p)
	}
	return p, err
}

func (u *unit) addPerson(p *Person) error {
	p.ID, p.Created = u.NewID(), u.Now
	if err := u.AddPerson(*p); err != nil {
		return err
	}
	return u.AppendFeed(PersonChanged, "", "", map[string]any{"person": p.ID, "role": p.Role})
}

// AddPerson makes an account.
func (d *Desk) AddPerson(ctx context.Context, who Actor, in NewPerson) (Person, error) {
	if err := who.may(ManagePeople); err != nil {
		return Person{}, err
	}
	p, err := d.prepare(in)
	if err != nil {
		return p, err
	}
	err = d.update(ctx, who, func(u *unit) error { return u.addPerson(&p) })
	p.Password = ""
	return p, err
}

// People lists all accounts by name, without passwords.
func (d *Desk) People(ctx context.Context, who Actor) ([]Person, error) {
	if err := who.may(ReadDesk); err != nil {
		return nil, err
	}
	var all []Person
	err := d.view(ctx, func(tx *unit) error {
		var err error
		all, err = tx.People()
		return err
	})
	for i := range all {
		all[i].Password = ""
	}
	return all, err
}

// Operator is the actor of the command line: whoever may open the data may do
// what a chief may. Its id is that of no person.
func Operator() Actor {
	return Actor{Person: Person{ID: "operator", Role: Chief}, Scope: FullScope}
}

// As is the actor of a person named by e-mail, for the command line.
func (d *Desk) As(ctx context.Context, email string) (Actor, error) {
	var p Person
	err := d.view(ctx, func(tx *unit) error {
		var err error
		p, err = tx.PersonByEmail(tidyEmail(email))
		return err
	})
	p.Password = ""
	return Actor{Person: p, Scope: FullScope}, err
}

// PersonEdit changes an account; nil fields stand.
type PersonEdit struct {
	Role     *Role
	Disabled *bool
	Password *string // by the command line; ends all sessions and tokens
}

// EditPerson changes a person's role, disables an account or sets a password.
// The last chief keeps role and account.
func (d *Desk) EditPerson(ctx context.Context, who Actor, id string, in PersonEdit) error {
	if err := who.may(ManagePeople); err != nil {
		return err
	}
	var hash string
	if in.Password != nil {
		var err error
		if hash, err = d.acceptPassword(*in.Password, Person{}); err != nil {
			return err
		}
	}
	return d.update(ctx, who, func(u *unit) error {
		p, err := u.Person(id)
		if err != nil {
			return err
		}
		if err := u.editPerson(p, in); err != nil {
			return err
		}
		if in.Password != nil {
			return u.setPassword(id, hash, "")
		}
		return nil
	})
}

func (u *unit) editPerson(p Person, in PersonEdit) error {
	wasChief := p.Role == Chief && !p.Disabled
	if in.Role != nil {
		if in.Role.rank() == 0 {
			return Fail(Invalid, "person.no-role")
		}
		p.Role = *in.Role
	}
	if in.Disabled != nil {
		p.Disabled = *in.Disabled
	}
	if err := u.UpdatePerson(p); err != nil {
		return err
	}
	has, err := hasChief(u)
	if err != nil {
		return err
	}
	if wasChief && !has {
		return Fail(Invalid, "person.last-chief")
	}
	if p.Disabled {
		if err := u.endGrants(p.ID, ""); err != nil {
			return err
		}
	}
	return u.AppendFeed(PersonChanged, "", "", map[string]any{
		"person": p.ID, "role": p.Role, "disabled": p.Disabled,
	})
}

// SelfEdit is what the account page sends.
type SelfEdit struct {
	Name, Language, Digits string
}

// EditSelf changes the actor's own name, language and digits.
func (d *Desk) EditSelf(ctx context.Context, who Actor, in SelfEdit) error {
	if err := who.may(ManageSelf); err != nil {
		return err
	}
	name, err := tidyName(in.Name)
	if err != nil {
		return err
	}
	if !spoken(in.Language) || !slices.Contains([]string{"", "latn", "arab"}, in.Digits) {
		return Fail(Invalid, "person.language")
	}
	return d.update(ctx, who, func(u *unit) error {
		p, err := u.Person(who.ID)
		if err != nil {
			return err
		}
		p.Name, p.Language, p.Digits = name, in.Language, in.Digits
		return u.UpdatePerson(p)
	})
}

// ChooseKeys keeps the actor's keyboard map. One that clashes is refused with keymap.Faults.
func (d *Desk) ChooseKeys(ctx context.Context, who Actor, choice keymap.Choice) error {
	if err := who.may(ManageSelf); err != nil {
		return err
	}
	if faults := choice.Check(); len(faults) > 0 {
		return &Error{Kind: Invalid, ID: "keys.refused", Err: faults}
	}
	return d.update(ctx, who, func(u *unit) error {
		p, err := u.Person(who.ID)
		if err != nil {
			return err
		}
		p.Keys = choice
		return u.UpdatePerson(p)
	})
}

// AddPublication makes a publication.
func (d *Desk) AddPublication(ctx context.Context, who Actor, p Publication) (Publication, error) {
	if err := who.may(ManagePublication); err != nil {
		return p, err
	}
	err := d.update(ctx, who, func(u *unit) error {
		p.ID, p.Created = u.NewID(), u.Now
		return u.keepPublication(&p, u.AddPublication)
	})
	return p, err
}

// EditPublication changes a publication.
func (d *Desk) EditPublication(ctx context.Context, who Actor, p Publication) error {
	if err := who.may(ManagePublication); err != nil {
		return err
	}
	return d.update(ctx, who, func(u *unit) error {
		old, err := u.Publication(p.ID)
		if err != nil {
			return err
		}
		p.Created = old.Created
		return u.keepPublication(&p, u.UpdatePublication)
	})
}

func (u *unit) keepPublication(p *Publication, keep func(Publication) error) error {
	name, err := tidyName(p.Name)
	if err != nil {
		return Fail(Invalid, "publication.no-name")
	}
	if !p.Style.Scheme.Sound() {
		return Fail(Invalid, "publication.scheme")
	}
	p.Name = name
	if err := keep(*p); err != nil {
		return err
	}
	return u.AppendFeed(PublicationChanged, "", "", map[string]any{"publication": p.ID})
}

// Publications lists publications by name.
func (d *Desk) Publications(ctx context.Context, who Actor) ([]Publication, error) {
	if err := who.may(ReadDesk); err != nil {
		return nil, err
	}
	var all []Publication
	err := d.view(ctx, func(tx *unit) error {
		var err error
		all, err = tx.Publications()
		return err
	})
	return all, err
}
