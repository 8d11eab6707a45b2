package main

import (
	"bufio"
	"context"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"truchement/workflow"
	"truchement/workflow/access"
	"truchement/workflow/newsroom"
)

func (p *program) user(ctx context.Context, args []string) error {
	var l place
	f := p.flags("user")
	l.flags(f, p.env)
	role := f.String("role", "", "translator, editor, chief or reader")
	name := f.String("name", "", "name as it is shown")
	language := f.String("language", "fr", "language of the pages: fr, ar or en")
	fromStdin := f.Bool("password-stdin", false,
		"read the password from the first line of standard input")
	rest, err := p.parse(f, args)
	if err != nil {
		return err
	}
	if err := checkUser(rest, *role, *language); err != nil {
		return p.refuse(f, err)
	}
	switch {
	case len(rest) == 1 && rest[0] == "list":
		return p.use(ctx, l, func(d newsroom.Newsroom) error { return p.listUsers(ctx, d) })
	case len(rest) == 2 && rest[0] == "add":
		in := access.NewPerson{
			Email: rest[1], Name: *name, Role: workflow.Role(*role), Language: *language,
		}
		return p.useOrMake(ctx, l, func(d newsroom.Newsroom) error { return p.addUser(ctx, d, in, *fromStdin) })
	case len(rest) == 3 && rest[0] == "role":
		to := workflow.Role(rest[2])
		return p.use(ctx, l, func(d newsroom.Newsroom) error {
			return editUser(ctx, d, rest[1], access.PersonEdit{Role: &to})
		})
	case len(rest) == 2 && (rest[0] == "disable" || rest[0] == "enable"):
		disabled := rest[0] == "disable"
		return p.use(ctx, l, func(d newsroom.Newsroom) error {
			return editUser(ctx, d, rest[1], access.PersonEdit{Disabled: &disabled})
		})
	case len(rest) == 3 && (rest[0] == "email" || rest[0] == "erase"):
		do := (*access.UseCases).SetEmail
		if rest[0] == "erase" {
			do = (*access.UseCases).Erase
		}
		return p.use(ctx, l, func(d newsroom.Newsroom) error {
			who, err := d.Access.As(ctx, rest[1])
			if err != nil {
				return err
			}
			return do(d.Access, ctx, workflow.Operator(), who.ID, rest[2])
		})
	case len(rest) == 2 && rest[0] == "password":
		return p.use(ctx, l, func(d newsroom.Newsroom) error { return p.setPassword(ctx, d, rest[1]) })
	}
	return p.wrong(f)
}

// checkUser refuses roles and languages that there are not, before the desk is opened.
func checkUser(operands []string, role, language string) error {
	if len(operands) == 3 && operands[0] == "role" {
		role = operands[2]
	}
	if role != "" || len(operands) == 2 && operands[0] == "add" {
		if _, err := workflow.ParseRole(role); err != nil {
			return err
		}
	}
	_, err := workflow.ParseInterface(language)
	return err
}

func (p *program) listUsers(ctx context.Context, d newsroom.Newsroom) error {
	people, err := d.Access.People(ctx, workflow.Operator())
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(p.out, 0, 8, 2, ' ', 0)
	for _, q := range people {
		state := ""
		if q.Disabled {
			state = "disabled"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", q.Email, q.Role, q.Name, state)
	}
	return w.Flush()
}

func (p *program) addUser(
	ctx context.Context, d newsroom.Newsroom, in access.NewPerson, fromStdin bool,
) error {
	var err error
	if fromStdin {
		if in.Password, err = p.readPassword(); err != nil {
			return err
		}
	}
	q, err := d.Access.AddPerson(ctx, workflow.Operator(), in)
	if err != nil {
		return err
	}
	if fromStdin {
		fmt.Fprintln(p.out, q.ID)
		return nil
	}
	secret, err := d.Access.ResetLink(ctx, workflow.Operator(), q.ID)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.out, "%s\n%s /reset/%s\n", q.ID, p.speech.T("cli.reset-link"), secret)
	return nil
}

// readPassword takes the first line of standard input.
func (p *program) readPassword() (string, error) {
	line, err := bufio.NewReader(p.in).ReadString('\n')
	if line == "" && err != nil {
		return "", workflow.Fail(workflow.Invalid, "password.short", "Count", access.MinPassword)
	}
	return strings.TrimRight(line, "\r\n"), nil
}

func (p *program) setPassword(ctx context.Context, d newsroom.Newsroom, email string) error {
	password, err := p.readPassword()
	if err != nil {
		return err
	}
	return editUser(ctx, d, email, access.PersonEdit{Password: &password})
}

func editUser(ctx context.Context, d newsroom.Newsroom, email string, in access.PersonEdit) error {
	who, err := d.Access.As(ctx, email)
	if err != nil {
		return err
	}
	return d.Access.EditPerson(ctx, workflow.Operator(), who.ID, in)
}

func (p *program) token(ctx context.Context, args []string) error {
	var l place
	f := p.flags("token")
	l.flags(f, p.env)
	email := f.String("user", "", "whose token it is")
	scope := f.String("scope", string(workflow.WriteScope), "read, write or full")
	expires := f.String("expires", "",
		"when it ends: a date (2027-01-31) or a duration (720h); empty: never")
	name := f.String("name", "command line", "what the token is for")
	rest, err := p.parse(f, args)
	if err != nil {
		return err
	}
	switch verb := strings.Join(rest, " "); {
	case *email == "":
		return p.wrong(f)
	case verb == "list":
		return p.use(ctx, l, func(d newsroom.Newsroom) error { return p.listTokens(ctx, d, *email) })
	case len(rest) == 2 && rest[0] == "revoke":
		return p.use(ctx, l, func(d newsroom.Newsroom) error { return revokeToken(ctx, d, *email, rest[1]) })
	case verb != "create":
		return p.wrong(f)
	}
	in := access.NewToken{Name: *name}
	if in.Scope, err = workflow.ParseScope(*scope); err == nil {
		in.Expires, err = workflow.ParseExpiry(*expires, time.Now())
	}
	if err != nil {
		return p.refuse(f, err)
	}
	return p.use(ctx, l, func(d newsroom.Newsroom) error {
		who, err := d.Access.As(ctx, *email)
		if err != nil {
			return err
		}
		secret, err := d.Access.CreateToken(ctx, who, in)
		if err != nil {
			return err
		}
		fmt.Fprintln(p.out, secret)
		return nil
	})
}

// listTokens prints a person's tokens, never their secrets.
func (p *program) listTokens(ctx context.Context, d newsroom.Newsroom, email string) error {
	who, err := d.Access.As(ctx, email)
	if err != nil {
		return err
	}
	tokens, err := d.Access.Grants(ctx, who, who.ID, workflow.TokenGrant)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(p.out, 0, 8, 2, ' ', 0)
	for _, t := range tokens {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", t.ID, t.Scope, t.Name, day(t.Used), day(t.Expires))
	}
	return w.Flush()
}

// day is a day in a table; there is none for never.
func day(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.Format(time.DateOnly)
}

func revokeToken(ctx context.Context, d newsroom.Newsroom, email, id string) error {
	who, err := d.Access.As(ctx, email)
	if err != nil {
		return err
	}
	if err = d.Access.Revoke(ctx, who, who.ID, id); workflow.KindOf(err) == workflow.NotFound {
		err = workflow.Fail(workflow.NotFound, "cli.no-token", "Name", id)
	}
	return err
}
