package workflow

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// The argon2id parameters OWASP names first: 19 MiB, two passes, one lane.
const (
	argonMemory  = 19 << 10 // KiB
	argonTime    = 2
	argonThreads = 1
	argonKey     = 32
	argonSalt    = 16
)

// hashPassword returns the password's argon2id hash in PHC form.
func (d *Desk) hashPassword(password string) (string, error) {
	salt := make([]byte, argonSalt)
	if _, err := rand.Read(salt); err != nil {
		return "", err
	}
	key := d.argon(password, salt)
	enc := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory,
		argonTime, argonThreads, enc.EncodeToString(salt), enc.EncodeToString(key)), nil
}

func (d *Desk) argon(password string, salt []byte) []byte {
	d.hashing <- struct{}{}
	defer func() { <-d.hashing }()
	normal := []byte(norm.NFKC.String(password))
	return argon2.IDKey(normal, salt, argonTime, argonMemory, argonThreads, argonKey)
}

// checkPassword reports whether password has the PHC hash. It takes as long for
// an account that does not exist (an empty hash) as for one that does.
func (d *Desk) checkPassword(hash, password string) bool {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 {
		d.argon(password, make([]byte, argonSalt))
		return false
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil {
		return false
	}
	return subtle.ConstantTimeCompare(d.argon(password, salt), want) == 1
}

// The bounds of a password, in characters.
const (
	MinPassword = 12
	MaxPassword = 256
)

// goodPassword refuses what is too short, too long or too easily guessed.
func goodPassword(password string, p Person) error {
	n := utf8.RuneCountInString(password)
	switch {
	case n < MinPassword:
		return Fail(Invalid, "password.short", "Count", MinPassword)
	case n > MaxPassword:
		return Fail(Invalid, "password.long", "Count", MaxPassword)
	}
	low := strings.ToLower(password)
	name, _, _ := strings.Cut(p.Email, "@")
	kinds := map[rune]bool{}
	for _, r := range low {
		kinds[r] = true
	}
	for _, easy := range []string{"password", "motdepasse", "azertyuiop", "qwertyuiop", "1234567890"} {
		if strings.Contains(low, easy) {
			return Fail(Invalid, "password.easy")
		}
	}
	if len(kinds) < 5 || len(name) > 3 && strings.HasPrefix(low, strings.ToLower(name)) {
		return Fail(Invalid, "password.easy")
	}
	return nil
}
