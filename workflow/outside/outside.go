// Package outside runs the programs of others that judge what ours writes. Only tests import it.
package outside

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// tools is the variable by which make test names the folder of its npm packages, and says that the
// programs of .ci/deps are installed.
const tools = "TRUCHEMENT_TEST_TOOLS"

// Tool returns a path below the value of an environment variable that make test sets. Without the
// variable it skips the test; a missing file fails it.
func Tool(t testing.TB, variable, below string) string {
	t.Helper()
	path := os.Getenv(variable)
	if path == "" {
		t.Skipf("%s is not set: run make test", variable)
	}
	path = filepath.Join(path, below)
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("%s: %v", variable, err)
	}
	return path
}

// Package returns a path below the folder of the npm packages.
func Package(t testing.TB, below string) string {
	t.Helper()
	return Tool(t, tools, below)
}

// Need skips the test when a program or a file is not there, and fails it when make test says that
// it must be. Each item is the name of a program or an absolute path.
func Need(t testing.TB, items ...string) {
	t.Helper()
	for _, item := range items {
		_, err := exec.LookPath(item)
		if filepath.IsAbs(item) {
			_, err = os.Stat(item)
		}
		if err == nil {
			continue
		}
		if os.Getenv(tools) != "" {
			t.Fatalf("%s is not installed: see .ci/deps", item)
		}
		t.Skipf("%s is not installed; `make test` brings it", item)
	}
}

// Convert has LibreOffice save files in another format, named as its --convert-to wants it, in the
// folder dir.
func Convert(t testing.TB, format, dir string, files ...string) {
	t.Helper()
	Need(t, "soffice")
	args := append([]string{"-env:UserInstallation=file://" + filepath.Join(t.TempDir(), "profile"), "--headless",
		"--convert-to", format, "--outdir", dir}, files...)
	if out, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
}

// CheckOpenXML validates a DOCX or XLSX file with Microsoft's Open XML SDK. It skips the test on a machine
// for which there is no validator: it is an optional package.
func CheckOpenXML(t testing.TB, file string) {
	t.Helper()
	validator := filepath.Join(Package(t, ""), "@xarsh", "ooxml-validator-linux-x64", "ooxml-validator")
	if _, err := os.Stat(validator); err != nil {
		t.Skipf("no validator for this machine: %v", err)
	}
	run := exec.Command(validator, file)
	run.Env = append(os.Environ(), "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1")
	out, err := run.Output()
	if err != nil {
		t.Fatal(err)
	}
	var report struct{ OK bool }
	if err := json.Unmarshal(out, &report); err != nil || !report.OK {
		t.Errorf("%s: %v\n%s", filepath.Base(file), err, out)
	}
}
