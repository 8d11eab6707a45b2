package backup

import (
	"bytes"
	"io"
	"os"

	"filippo.io/age"

	"truchement/workflow"
)

// Key encrypts backups, and decrypts them if its file holds a secret key.
type Key struct {
	recipients []age.Recipient
	identities []age.Identity
}

// ReadKey reads a file of keys as the program age has them: secret keys, or public keys alone, with which backups
// can be made but not be read.
func ReadKey(path string) (*Key, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if recipients, err := age.ParseRecipients(bytes.NewReader(text)); err == nil {
		return &Key{recipients: recipients}, nil
	}
	k := &Key{}
	if k.identities, err = age.ParseIdentities(bytes.NewReader(text)); err != nil {
		return nil, &workflow.Error{Kind: workflow.Invalid, ID: "backup.bad-key", Args: map[string]any{"File": path}, Err: err}
	}
	for _, identity := range k.identities {
		switch i := identity.(type) {
		case *age.X25519Identity:
			k.recipients = append(k.recipients, i.Recipient())
		case *age.HybridIdentity:
			k.recipients = append(k.recipients, i.Recipient())
		}
	}
	return k, nil
}

// Reads reports whether k opens what it encrypts.
func (k *Key) Reads() bool { return k == nil || len(k.identities) > 0 }

// encrypt copies from a reader to a writer, encrypted if there is a key.
func (k *Key) encrypt(to io.Writer, from io.Reader) error {
	if k == nil {
		_, err := io.Copy(to, from)
		return err
	}
	w, err := age.Encrypt(to, k.recipients...)
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, from); err != nil {
		return err
	}
	return w.Close()
}

const (
	encryptedMagic = "age-encryption.org/v1\n"
	plainMagic     = "SQLite format 3\x00"
)

// decrypt is what a backup holds, given all of it.
func (k *Key) decrypt(from io.Reader) (io.Reader, error) {
	magic := make([]byte, len(encryptedMagic))
	n, err := io.ReadFull(from, magic)
	if err != nil && n < len(plainMagic) {
		return nil, workflow.Fail(workflow.Invalid, "backup.no-backup")
	}
	whole := io.MultiReader(bytes.NewReader(magic[:n]), from)
	switch {
	case string(magic) == encryptedMagic && (k == nil || len(k.identities) == 0):
		return nil, workflow.Fail(workflow.Invalid, "backup.encrypted")
	case string(magic) == encryptedMagic:
		plain, err := age.Decrypt(whole, k.identities...)
		if err != nil {
			return nil, &workflow.Error{Kind: workflow.Invalid, ID: "backup.wrong-key", Err: err}
		}
		return plain, nil
	case string(magic[:len(plainMagic)]) != plainMagic:
		return nil, workflow.Fail(workflow.Invalid, "backup.no-backup")
	}
	return whole, nil
}
