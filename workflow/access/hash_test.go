package access

import (
	"errors"
	"strings"
	"testing"
	"time"

	"truchement/workflow"
)

// cheap hashes at the least cost.
func cheap() *UseCases { return New(nil, 64) }

func TestPasswordHashIsOfThePasswordAlone(t *testing.T) {
	u := cheap()
	hash, err := u.hashPassword("une fin très longue")
	if err != nil {
		t.Fatal(err)
	}
	again, err := u.hashPassword("une fin très longue")
	if err != nil || again == hash {
		t.Errorf("two hashes of one password are the same (%v): no salt", err)
	}
	tests := []struct {
		name, password string
		want           bool
	}{
		{"the password", "une fin très longue", true},
		{"typed with combining accents", "une fin tre\u0300s longue", true},
		{"typed with a ligature", "une \ufb01n très longue", true},
		{"in other case", "Une fin très longue", false},
		{"with a space more", "une fin très longue ", false},
		{"nothing", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := u.checkPassword(hash, tt.password); got != tt.want {
				t.Errorf("accepted: %v, want %v", got, tt.want)
			}
		})
	}
}

func TestBrokenHashesOpenNothing(t *testing.T) {
	u := cheap()
	hash, err := u.hashPassword("un mot de passe long")
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(hash, "$")
	with := func(i int, s string) string {
		all := append([]string{}, parts...)
		all[i] = s
		return strings.Join(all, "$")
	}
	for name, broken := range map[string]string{
		"none":           "",
		"a part less":    strings.Join(parts[:5], "$"),
		"a cost of none": with(3, "m=x"),
		"a salt of none": with(4, "!"),
		"a key of none":  with(5, "!"),
		"no key":         with(5, ""),
		"another key":    with(5, strings.Repeat("A", 43)),
		"another salt":   with(4, strings.Repeat("A", 22)),
		"another cost":   with(3, "m=128,t=2,p=1"),
	} {
		if u.checkPassword(broken, "un mot de passe long") || u.checkPassword(broken, "") {
			t.Errorf("%s: a broken hash is accepted", name)
		}
	}
	if !u.checkPassword(hash, "un mot de passe long") {
		t.Error("the whole hash is refused")
	}
}

// An account without a password takes the work of hashing too, or its absence could be timed;
// and only two hashes are made at a time, which bounds the memory.
func TestHashingIsBoundedAndAlwaysDone(t *testing.T) {
	u := cheap()
	hash, err := u.hashPassword("un mot de passe long")
	if err != nil {
		t.Fatal(err)
	}
	for name, kept := range map[string]string{"no account": "", "an account": hash} {
		for range 2 {
			u.hashing <- struct{}{}
		}
		done := make(chan bool, 1)
		go func() { done <- u.checkPassword(kept, "un mot de passe long") }()
		early := false
		select {
		case got := <-done:
			done <- got
			early = true
		case <-time.After(50 * time.Millisecond):
		}
		for range 2 {
			<-u.hashing
		}
		if early {
			t.Errorf("%s: answered without hashing, or by a third hash at a time", name)
		}
		if got := <-done; got != (kept != "") {
			t.Errorf("%s: accepted: %v", name, got)
		}
	}
}

func TestPasswordStrength(t *testing.T) {
	amina := workflow.Person{Email: "Amina@desk.example"}
	luc := workflow.Person{Email: "luc@desk.example"}
	tests := []struct {
		name, password string
		person         workflow.Person
		want           string
	}{
		{"11 characters", "abcdefghijk", amina, "password.short"},
		{"12 characters", "abcdefghijkl", amina, ""},
		{"11 characters of more bytes", "كلمةطويلةجد", amina, "password.short"},
		{"12 characters of Arabic", "كلمةطويلةجدا", amina, ""},
		{"256 characters", strings.Repeat("abcdefgh", 32), amina, ""},
		{"256 characters of Arabic", strings.Repeat("كلمةطويل", 32), amina, ""},
		{"257 characters", strings.Repeat("abcdefgh", 32) + "i", amina, "password.long"},
		{"four kinds of characters", "abcdabcdabcd", amina, "password.easy"},
		{"four kinds in two cases", "ABCDabcdABCD", amina, "password.easy"},
		{"five kinds of characters", "abcdeabcdeabcde", amina, ""},
		{"password", "xyz PassWord xyz", amina, "password.easy"},
		{"motdepasse", "monMotDePasse7", amina, "password.easy"},
		{"the French keyboard", "azertyuiop12", amina, "password.easy"},
		{"the English keyboard", "12QWERTYUIOP", amina, "password.easy"},
		{"the digits", "x1234567890x", amina, "password.easy"},
		{"begins with the name", "aMina et la suite", amina, "password.easy"},
		{"has the name within", "pour amina, la suite", amina, ""},
		{"begins with a name of three letters", "luc et la suite", luc, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			var e *workflow.Error
			if err := checkPasswordStrength(tt.password, tt.person); errors.As(err, &e) {
				got = e.ID
			} else if err != nil {
				t.Fatal(err)
			}
			if got != tt.want {
				t.Errorf("refused with %q, want %q", got, tt.want)
			}
		})
	}
}

func TestBrowserNamesAreCut(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"short", "Firefox 1", "Firefox 1"},
		{"too long", "Firefox 12345", "Firefox 12"},
		{"cut within a character", "Firefox 1é", "Firefox 1"},
		{"controls and marks", "Fi\x00re\u202efo", "Firefo"},
	}
	for _, tt := range tests {
		if got := truncate(tt.in, 10); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestSecretsAreRandomAndKeptAsHashes(t *testing.T) {
	seen := map[string]bool{}
	for range 8 {
		secret, hash, err := workflow.NewSecret()
		if err != nil || len(secret) != 43 || seen[secret] {
			t.Fatalf("secret %q (%v), want 32 random bytes in base64", secret, err)
		}
		seen[secret] = true
		if len(hash) != 32 || string(hash) != string(workflow.HashSecret(secret)) ||
			string(hash) == string(workflow.HashSecret("")) {
			t.Errorf("hash %x of %q", hash, secret)
		}
	}
}
