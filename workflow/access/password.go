package access

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"truchement/workflow"
)

// The argon2id parameters OWASP names first: 19 MiB, two passes, one lane.
const (
	argonMemory  = 19 << 10 // KiB
	argonTime    = 2
	argonThreads = 1
	argonKey     = 32
	argonSalt    = 16
)

// phc is an argon2id hash in PHC form, with the cost it was made at.
type phc struct {
	memory, time uint32
	salt, key    []byte
}

func (h phc) String() string {
	enc := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, h.memory, h.time,
		argonThreads, enc.EncodeToString(h.salt), enc.EncodeToString(h.key))
}

// parsePHC reads what String wrote.
func parsePHC(text string) (h phc, err error) {
	parts := strings.Split(text, "$")
	if len(parts) != 6 {
		return h, fmt.Errorf("a hash of %d parts", len(parts))
	}
	var threads int
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &h.memory, &h.time, &threads); err != nil {
		return h, fmt.Errorf("the cost of a hash: %w", err)
	}
	if h.salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil {
		return h, fmt.Errorf("the salt of a hash: %w", err)
	}
	h.key, err = base64.RawStdEncoding.DecodeString(parts[5])
	return h, err
}

// hashPassword returns the password's argon2id hash in PHC form.
func (u *UseCases) hashPassword(password string) (string, error) {
	h := phc{memory: u.hashMemory, time: argonTime, salt: make([]byte, argonSalt)}
	if _, err := rand.Read(h.salt); err != nil {
		return "", err
	}
	h.key = u.argon(password, h)
	return h.String(), nil
}

// argon is the key of a password at the cost and with the salt of h.
func (u *UseCases) argon(password string, h phc) []byte {
	u.hashing <- struct{}{}
	defer func() { <-u.hashing }()
	normal := []byte(norm.NFKC.String(password))
	return argon2.IDKey(normal, h.salt, h.time, h.memory, argonThreads, argonKey)
}

// checkPassword reports whether password has the PHC hash. It takes as long for
// an account that does not exist (an empty hash) as for one that does.
func (u *UseCases) checkPassword(hash, password string) bool {
	h, err := parsePHC(hash)
	if err != nil {
		u.argon(password, phc{memory: u.hashMemory, time: argonTime, salt: make([]byte, argonSalt)})
		return false
	}
	return subtle.ConstantTimeCompare(u.argon(password, h), h.key) == 1
}

// The bounds of a password, in characters.
const (
	MinPassword = 12
	MaxPassword = 256
)

// checkPasswordStrength refuses what is too short, too long or too easily guessed.
func checkPasswordStrength(password string, p workflow.Person) error {
	n := utf8.RuneCountInString(password)
	switch {
	case n < MinPassword:
		return workflow.Fail(workflow.Invalid, "password.short", "Count", MinPassword)
	case n > MaxPassword:
		return workflow.Fail(workflow.Invalid, "password.long", "Count", MaxPassword)
	}
	low := strings.ToLower(password)
	name, _, _ := strings.Cut(p.Email, "@")
	kinds := map[rune]bool{}
	for _, r := range low {
		kinds[r] = true
	}
	for _, easy := range []string{"password", "motdepasse", "azertyuiop", "qwertyuiop", "1234567890"} {
		if strings.Contains(low, easy) {
			return workflow.Fail(workflow.Invalid, "password.easy")
		}
	}
	if len(kinds) < 5 || len(name) > 3 && strings.HasPrefix(low, strings.ToLower(name)) {
		return workflow.Fail(workflow.Invalid, "password.easy")
	}
	return nil
}
