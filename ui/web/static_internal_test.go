package web

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"truchement/ui/static"
)

func TestEveryModuleIsBundled(t *testing.T) {
	files, err := ReadFiles(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"*/*.js", "js/*/*.js"} {
		names, err := filepath.Glob("../" + pattern)
		if err != nil || len(names) == 0 {
			t.Fatal(names, err)
		}
		for _, name := range names {
			if _, bundled := files.assets.outside[strings.TrimPrefix(name, "../")]; !bundled && name != "../"+workerModule {
				t.Errorf("%s is not in the bundle", name)
			}
		}
	}
}

func TestTemplatesNameWhatThereIs(t *testing.T) {
	files, err := ReadFiles(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob("../*/*.html")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	a := files.assets
	named := regexp.MustCompile(`\.(Static|Module) "([^"]+)"`)
	for _, name := range names {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range named.FindAllStringSubmatch(string(body), -1) {
			_, known := a.files[found[2]]
			if found[1] == "Module" {
				_, known = a.outside[found[2]]
				known = known && !strings.HasPrefix(found[2], "js/")
			}
			if !known {
				t.Errorf("%s: no %s", name, found[2])
			}
		}
	}
}

// A module that cannot run is an error at the start.
func TestBundleRefusesBrokenModules(t *testing.T) {
	for text, want := range map[string]string{
		"import './none.js';":                   "none.js, which is no module",
		"import '../static/vendor/v.js';":       "vendor/v.js, which is no module",
		"import { b } from './b.js'; b();":      `No matching export in "ui:room/b.js"`,
		"const a = 1; const a = 2;":             `room/a.js:1: The symbol "a" has already been declared`,
		"let a = {":                             "room/a.js:1: Expected",
		"import { a } from './b.js'; a();":      "",
		"await import('../static/vendor/v.js')": "",
	} {
		a := &assets{files: map[string]asset{}}
		err := a.read(source{"", fstest.MapFS{
			pageModule:           {},
			"room/a.js":          {Data: []byte(text)},
			"room/b.js":          {Data: []byte("export const a = () => {};")},
			"static/vendor/v.js": {},
		}})
		if err != nil {
			t.Fatal(err)
		}
		err = a.bundleModules()
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

func TestVendorLock(t *testing.T) {
	lock, err := static.Files.ReadFile("vendor/vendor.lock")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for line := range strings.Lines(string(lock)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Fields(line)
		if len(f) != 5 {
			t.Fatalf("line %q: %d fields, want path, package, version, licence, sha256", line, len(f))
		}
		body, err := static.Files.ReadFile(f[0])
		if err != nil {
			t.Error(err)
			continue
		}
		sum := sha256.Sum256(body)
		if got := hex.EncodeToString(sum[:]); got != f[4] {
			t.Errorf("%s: sha256 %s, lock says %s", f[0], got, f[4])
		}
		listed[f[0]] = true
	}
	for _, dir := range []string{"font", "vendor"} {
		names, err := static.Files.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range names {
			name := path.Join(dir, n.Name())
			if !listed[name] && name != "vendor/vendor.lock" {
				t.Errorf("%s is not in vendor.lock", name)
			}
		}
	}
}

func stylesheets(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("../*/*.css")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	return names
}

// Physical directions are wrong in one of the two page directions.
func TestStylesAreLogical(t *testing.T) {
	physical := regexp.MustCompile(`(?m)(^|[\s;{-])(left|right)\b|(margin|padding|border)-(top|bottom)|` +
		`text-align:\s*(left|right)|float:|(^|[\s;{])(direction|unicode-bidi)\s*:`)
	comment := regexp.MustCompile(`(?s)/\*.*?\*/`)
	for _, name := range stylesheets(t) {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text := comment.ReplaceAllString(string(body), "")
		if m := physical.FindString(text); m != "" {
			t.Errorf("%s: physical %q; use the logical property", name, strings.TrimSpace(m))
		}
		if strings.Count(text, "{") != strings.Count(text, "}") {
			t.Errorf("%s: braces do not match", name)
		}
	}
}

// A line of a template is read in a diff: it is at most 120 columns long and indented by pairs
// of spaces.
func TestTemplatesAreWrapped(t *testing.T) {
	names, err := filepath.Glob("../*/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(body), "\n") {
			indent := len(line) - len(strings.TrimLeft(line, " \t"))
			switch {
			case utf8.RuneCountInString(line) > 120:
				t.Errorf("%s:%d has %d columns", name, i+1, utf8.RuneCountInString(line))
			case indent%2 != 0 || strings.ContainsRune(line, '\t'):
				t.Errorf("%s:%d is indented by tabs or an odd number of spaces", name, i+1)
			case strings.TrimRight(line, " ") != line:
				t.Errorf("%s:%d ends in a space", name, i+1)
			}
		}
	}
}
