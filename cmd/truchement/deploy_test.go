package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	programs "truchement/workflow/outside"
)

// TestUnitIsSound has systemd read the unit, with a program that is there in the place of ours.
func TestUnitIsSound(t *testing.T) {
	programs.Need(t, "systemd-analyze")
	unit, err := os.ReadFile("deploy/truchement.service")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "truchement.service")
	text := strings.Replace(string(unit), "/usr/local/bin/truchement serve", "/bin/true serve", 1)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("systemd-analyze", "verify", "--man=no", file).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("systemd-analyze verify: %v\n%s", err, out)
	}
}
