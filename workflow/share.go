package workflow

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"time"
)

// Share is a link by which the edition of an article is read without an account. Only the SHA-256 of
// its secret is kept.
type Share struct {
	ID        string
	Article   string
	Hash      []byte // SHA-256 of the secret
	Name      string // what it is for, in the words of its maker
	By        string // person id
	Created   time.Time
	Until     time.Time // it opens nothing from then on
	Indexed   bool      // search engines may list it
	Revoked   time.Time // zero: it was not
	RevokedBy string
}

// Opens reports whether the link leads to its edition at a time.
func (s Share) Opens(now time.Time) bool { return s.Revoked.IsZero() && now.Before(s.Until) }

// NewSecret is 256 random bits and the hash that is kept of them.
func NewSecret() (secret string, hash []byte, err error) {
	b := make([]byte, 32)
	if _, err := rand.Read(b); err != nil {
		return "", nil, err
	}
	secret = base64.RawURLEncoding.EncodeToString(b)
	return secret, HashSecret(secret), nil
}

// HashSecret is what is kept of a secret.
func HashSecret(secret string) []byte {
	h := sha256.Sum256([]byte(secret))
	return h[:]
}
