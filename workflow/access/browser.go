package access

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"time"

	"truchement/workflow"
)

// A browser keeps a mark of each of the last accounts that were signed in to in it. It opens nothing: it only
// says that the limits of strangers are not meant for this browser. Its key is the hash of the password, so it
// is kept nowhere else and a new password ends it.
const (
	BrowserMarkLife = 400 * 24 * time.Hour
	maxMarks        = 4
	markNonce       = 16
)

// markBrowser adds a mark of p to the marks that a browser sent.
func markBrowser(p workflow.Person, sent string) (string, error) {
	nonce := make([]byte, markNonce)
	if _, err := rand.Read(nonce); err != nil {
		return "", err
	}
	kept := slices.DeleteFunc(readMarks(sent), func(mark string) bool { return isMarkOf(p, mark) })
	kept = append([]string{encodeMark(p, nonce)}, kept...)
	return strings.Join(kept[:min(len(kept), maxMarks)], "."), nil
}

// markOf is the mark of p among those that a browser sent; empty: it has none.
func markOf(p workflow.Person, sent string) string {
	for _, mark := range readMarks(sent) {
		if isMarkOf(p, mark) {
			return mark
		}
	}
	return ""
}

func readMarks(sent string) []string {
	if sent == "" {
		return nil
	}
	marks := strings.SplitN(sent, ".", maxMarks+1)
	return marks[:min(len(marks), maxMarks)]
}

func isMarkOf(p workflow.Person, mark string) bool {
	b, err := base64.RawURLEncoding.DecodeString(mark)
	return err == nil && len(b) > markNonce && p.Password != "" &&
		hmac.Equal([]byte(encodeMark(p, b[:markNonce])), []byte(mark))
}

func encodeMark(p workflow.Person, nonce []byte) string {
	m := hmac.New(sha256.New, []byte("browser "+p.Password))
	m.Write([]byte(p.ID))
	m.Write(nonce)
	return base64.RawURLEncoding.EncodeToString(m.Sum(slices.Clone(nonce)))
}
