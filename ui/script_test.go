package ui

import (
	"io/fs"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func modules(t *testing.T) []string {
	t.Helper()
	names, err := fs.Glob(staticFiles, "static/js/*.js")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	return names
}

// Markup and code are made from text in one module only.
func TestModulesAreSafe(t *testing.T) {
	comment := regexp.MustCompile(`(?m)^\s*(//|/?\*).*$`)
	unsafe := regexp.MustCompile(`\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|` +
		`new Function|createContextualFragment|setAttribute\('style')\b`)
	for _, name := range modules(t) {
		body, err := staticFiles.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(body), "// @ts-check\n") {
			t.Errorf("%s does not begin with // @ts-check", name)
		}
		if found := unsafe.FindString(comment.ReplaceAllString(string(body), "")); found != "" {
			t.Errorf("%s uses %s; make elements, or parse with trust.js", name, found)
		}
	}
}

func TestModulesTypeCheck(t *testing.T) {
	compiler := tool(t, "TRUCHEMENT_TEST_TOOLS", "typescript/bin/tsc")
	arguments := append([]string{compiler, "--noEmit", "--allowJs", "--checkJs", "--strict",
		"--target", "es2022", "--module", "es2022", "--moduleResolution", "bundler",
		"--lib", "es2024,dom,dom.iterable"}, modules(t)...)
	if out, err := exec.Command("node", arguments...).CombinedOutput(); err != nil {
		t.Errorf("tsc: %v\n%s", err, out)
	}
}

// TestModulesRun runs the unit tests of the modules, testdata/js, in Node's own test runner.
func TestModulesRun(t *testing.T) {
	tool(t, "TRUCHEMENT_TEST_TOOLS", "")
	tests, err := filepath.Glob("testdata/js/*.test.mjs")
	if err != nil || len(tests) == 0 {
		t.Fatal(tests, err)
	}
	out, err := exec.Command("node", append([]string{"--test"}, tests...)...).CombinedOutput()
	if err != nil {
		t.Errorf("node --test: %v\n%s", err, out)
	}
}
