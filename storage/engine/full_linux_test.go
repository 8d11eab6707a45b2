package engine

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"truchement/workflow"
)

// TestRealFullDisk fills a small file system: saves are refused as not saved, Ready knows it before anybody saves,
// and all goes on by itself when there is room again.
func TestRealFullDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("no file system may be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	db := open(t, Config{Data: filepath.Join(dir, "data")})
	if err := db.Update(t.Context(), person("p1")); err != nil {
		t.Fatal(err)
	}
	filler := filepath.Join(dir, "filler")
	f, err := os.Create(filler)
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = f.WriteString(strings.Repeat("x", 512))
	}
	if err := errors.Join(f.Close()); err != nil {
		t.Fatal(err)
	}
	db.writer.written.Store(0) // some time ago
	if err := db.Ready(t.Context()); !isKind(err, workflow.Unavailable, "store.full") {
		t.Errorf("Ready on a full disk: %v", err)
	}
	if err := db.Update(t.Context(), person(strings.Repeat("p", 9000))); !isKind(err, workflow.Unavailable, "store.full") {
		t.Errorf("Update on a full disk: %v", err)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	if err := db.Update(t.Context(), person("p2")); err != nil {
		t.Errorf("Update once there is room: %v", err)
	}
	db.probed = time.Time{}
	if err := db.Ready(t.Context()); err != nil {
		t.Errorf("Ready once there is room: %v", err)
	}
}
