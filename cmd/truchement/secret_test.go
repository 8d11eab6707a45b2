package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// The secret is made once, for its owner alone, and a file that is none is refused rather than replaced.
func TestSecretIsMadeOnce(t *testing.T) {
	l := place{data: t.TempDir()}
	first, err := l.readSecret()
	if err != nil {
		t.Fatal(err)
	}
	again, err := l.readSecret()
	if err != nil || !bytes.Equal(first, again) || len(first) != 32 {
		t.Errorf("%d bytes, then others: %v", len(first), err)
	}
	info, err := os.Stat(filepath.Join(l.data, "secret.key"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	l.secret = filepath.Join(l.data, "other")
	if err := os.WriteFile(l.secret, []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := l.readSecret(); err == nil {
		t.Error("a short secret is taken")
	}
	if _, err := (place{database: "postgres://x"}).readSecret(); err == nil {
		t.Error("a desk on PostgreSQL has a secret nowhere")
	}
}
