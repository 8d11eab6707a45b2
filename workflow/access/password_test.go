package access_test

import (
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/access"
	"truchement/workflow/newsroom"
	"truchement/workflow/story"
)

// A hash says what it cost, so that a desk that hashes at another cost still takes the password.
func TestPasswordsOutliveTheirCost(t *testing.T) {
	r := story.New(t)
	tests := []struct {
		name   string
		memory uint32
		want   string
	}{
		{"usual", 0, "$argon2id$v=19$m=19456,t=2,p=1$"},
		{"less", 64, "$argon2id$v=19$m=64,t=2,p=1$"},
	}
	for _, tt := range tests {
		desk := newsroom.New(r.Store, newsroom.Options{HashMemory: tt.memory})
		p, err := desk.Access.AddPerson(r.Ctx(), workflow.Operator(), access.NewPerson{Name: tt.name,
			Email: tt.name + "@desk.example", Role: workflow.Reader, Language: "fr", Password: secret})
		r.Check("add "+tt.name, err)
		r.Check("read "+tt.name, r.Store.View(r.Ctx(), func(tx workflow.Tx) error {
			kept, err := tx.Person(p.ID)
			if !strings.HasPrefix(kept.Password, tt.want) {
				t.Errorf("%s: hashed as %.40s, want %s…", tt.name, kept.Password, tt.want)
			}
			return err
		}))
		for _, try := range []string{secret, secret + "x"} {
			_, _, err := r.Access.SignIn(r.Ctx(), access.Credentials{Email: p.Email, Password: try,
				Address: "10.0.0.7"})
			if (err == nil) != (try == secret) {
				t.Errorf("%s: signing in with %q: %v", tt.name, try, err)
			}
		}
	}
}
