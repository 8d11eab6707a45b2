package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// readmeLine is a line of README that a reader types: one that is indented by four spaces.
var readmeLine = regexp.MustCompile(`(?m)^    (.+)$`)

// readmeCommand is a command of README, wherever it is named.
var readmeCommand = regexp.MustCompile("(?:^|[`(/]) ?truchement ([a-z]+)")

// TestReadmeCommandsRun types the commands of README as they are, one after the other, in a folder with the files that
// they name. Those that serve run for ever and are tried in other scripts.
func TestReadmeCommandsRun(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var script strings.Builder
	for _, line := range readmeLine.FindAllStringSubmatch(string(text), -1) {
		if strings.Contains(line[1], "truchement ") && !strings.Contains(line[1], "go run") {
			script.WriteString(line[1] + "\n")
		}
	}
	if n := strings.Count(script.String(), "\n"); n < 5 {
		t.Fatalf("README has %d commands, want some:\n%s", n, script.String())
	}
	for _, name := range readmeCommand.FindAllStringSubmatch(string(text), -1) {
		if !isCommand(name[1]) && name[1] != "help" {
			t.Errorf("README names the command %q, which there is not", name[1])
		}
	}
	testscript.Run(t, params("testdata/readme/*.txtar", func(env *testscript.Env) error {
		env.Setenv("TRUCHEMENT_DATA", filepath.Join(env.WorkDir, "data"))
		return os.WriteFile(filepath.Join(env.WorkDir, "readme.sh"), []byte(script.String()), 0o600)
	}))
}
