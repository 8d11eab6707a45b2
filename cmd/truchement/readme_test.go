package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"truchement/workflow/format"
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

// TestReadmeTableSaysWhatIsRead compares the column "in" of the table of formats with the formats that are read.
func TestReadmeTableSaysWhatIsRead(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile(`(?m)^\| ([^|]+) \|([^|]*)\|[^|]*\|[^|]*\|$`).FindAllStringSubmatch(string(text), -1)
	words := map[string]string{"text": "plain text", "xliff12": "xliff", "fragment": "html"}
	for _, f := range format.All() {
		name := f.Name
		if words[name] != "" {
			name = words[name]
		}
		found := false
		for _, row := range rows {
			if !strings.Contains(strings.ToLower(row[1]), name) || name == "html" && !strings.HasPrefix(row[1], "HTML") {
				continue
			}
			found = true
			if read := strings.HasPrefix(strings.TrimSpace(row[2]), "yes"); f.Name != "fragment" && read != (f.Read != nil) {
				t.Errorf("README says of %s that it is read: %t, want %t", f.Name, read, f.Read != nil)
			}
		}
		if !found {
			t.Errorf("README has no row for %s", f.Name)
		}
	}
}
