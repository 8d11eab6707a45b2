package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"truchement/workflow"
	"truchement/workflow/machine"
)

// secretFile is where the secret is that keys of other services are sealed with: beside the data of SQLite unless it is named.
// A backup does not have it, so that a backup alone opens no key. Empty: nowhere.
func (l place) secretFile() string {
	if l.secret == "" && l.database == "" {
		return filepath.Join(l.data, "secret.key")
	}
	return l.secret
}

// readSecret reads the secret, and makes it when it is asked for first.
func (l place) readSecret() ([]byte, error) {
	name := l.secretFile()
	if name == "" {
		return nil, workflow.Fail(workflow.Invalid, "machine.no-secret")
	}
	secret, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return makeSecret(name)
	}
	if err != nil {
		return nil, fmt.Errorf("secret of keys: %w", err)
	}
	if len(secret) != machine.SecretSize {
		return nil, fmt.Errorf("secret of keys: %s has %d bytes, not %d", name, len(secret), machine.SecretSize)
	}
	return secret, nil
}

// makeSecret writes a new secret that is on disk before it is used.
func makeSecret(name string) ([]byte, error) {
	secret := make([]byte, machine.SecretSize)
	if _, err := rand.Read(secret); err != nil {
		return nil, fmt.Errorf("secret of keys: %w", err)
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("secret of keys: %w", err)
	}
	_, err = f.Write(secret)
	return secret, errors.Join(err, f.Sync(), f.Close())
}
