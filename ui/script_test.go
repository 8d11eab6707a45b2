package ui_test

import (
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"truchement/workflow/outside"
)

// Markup and code are made from text in one module only.
func TestModulesAreSafe(t *testing.T) {
	comment := regexp.MustCompile(`(?m)^\s*(//|/?\*).*$`)
	unsafe := regexp.MustCompile(`\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|` +
		`new Function|createContextualFragment|setAttribute\('style')\b`)
	for _, name := range modules(t) {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(body), "// @ts-check\n") {
			t.Errorf("%s does not begin with // @ts-check", name)
		}
		if found := unsafe.FindString(comment.ReplaceAllString(string(body), "")); found != "" {
			t.Errorf("%s uses %s; make elements, or parse with trustedtypes.js", name, found)
		}
	}
}

// moduleImports are the folders whose modules those of a folder may import; "room" is any folder
// outside of js.
var moduleImports = map[string][]string{
	"room":     {"js/core", "js/field", "js/kept", "js/live"},
	"js/core":  {},
	"js/field": {"js/core", "static/vendor"},
	"js/kept":  {"js/core"},
	"js/live":  {"js/core"},
}

// Modules import those of their own folder and shared ones; no room imports another.
func TestModulesImportByTheTable(t *testing.T) {
	imported := regexp.MustCompile(`(?m)^(?:import|.*\b(?:from|import\()) ?'(\.[^']+)'`)
	for _, name := range modules(t) {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		folder := path.Dir(name)
		allowed, shared := moduleImports[folder]
		if !shared {
			allowed = moduleImports["room"]
		}
		for _, found := range imported.FindAllStringSubmatch(string(body), -1) {
			to := path.Dir(path.Join(folder, found[1]))
			if to != folder && !slices.Contains(allowed, to) {
				t.Errorf("%s imports %s: %s may import only %v", name, found[1], folder, allowed)
			}
		}
	}
}

func TestModulesTypeCheck(t *testing.T) {
	compiler := outside.Tool(t, "TRUCHEMENT_TEST_TOOLS", "typescript/bin/tsc")
	arguments := append([]string{compiler, "--noEmit", "--allowJs", "--checkJs", "--strict",
		"--target", "es2022", "--module", "es2022", "--moduleResolution", "bundler",
		"--lib", "es2024,dom,dom.iterable"}, modules(t)...)
	if out, err := exec.Command("node", arguments...).CombinedOutput(); err != nil {
		t.Errorf("tsc: %v\n%s", err, out)
	}
}

// TestModulesRun runs the unit tests beside the modules, in Node's own test runner.
func TestModulesRun(t *testing.T) {
	outside.Tool(t, "TRUCHEMENT_TEST_TOOLS", "")
	tests := glob(t, "*/*.test.mjs", "js/*/*.test.mjs")
	out, err := exec.Command("node", append([]string{"--test"}, tests...)...).CombinedOutput()
	if err != nil {
		t.Errorf("node --test: %v\n%s", err, out)
	}
}

// modules are the paths of all our modules, with the worker.
func modules(t *testing.T) []string {
	t.Helper()
	return glob(t, "*/*.js", "js/*/*.js")
}

func glob(t *testing.T, patterns ...string) (names []string) {
	t.Helper()
	for _, pattern := range patterns {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatal(pattern, found, err)
		}
		names = append(names, found...)
	}
	return names
}
