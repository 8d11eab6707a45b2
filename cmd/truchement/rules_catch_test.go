package main_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestImportsCatch(t *testing.T) {
	for _, tt := range []struct {
		name, file, imported string
		want                 string // part of the one breach; empty: none
	}{
		{"storage from ui", "ui/a.go", "truchement/storage", "cmd -> ui"},
		{"storage from ui's test", "ui/a_test.go", "truchement/storage", ""},
		{"ui from storage", "storage/a.go", "truchement/ui", "cmd -> ui"},
		{"cmd from ui", "ui/a.go", "truchement/cmd/x", "cmd -> ui"},
		{"storage from workflow", "workflow/a.go", "truchement/storage", "cmd -> ui"},
		{"storage from cmd", "cmd/x/a.go", "truchement/storage", ""},
		{"workflow from ui", "ui/a.go", "truchement/workflow", ""},
		{"an engine from storage", "storage/a.go", "truchement/storage/engine", ""},
		{"an engine from cmd", "cmd/x/a.go", "truchement/storage/engine", "only storage opens"},
		{"workflow from an engine of storage", "storage/engine/a.go", "truchement/workflow", ""},
		{"a leaf from an engine of storage", "storage/engine/a.go", "truchement/workflow/bitext", "no noun"},
		{"leaf from storage", "storage/a.go", "truchement/workflow/bitext", ""},
		{"leaf from workflow", "workflow/a.go", "truchement/workflow/lang", ""},
		{"workflow from leaf", "workflow/lang/a.go",
			"truchement/workflow", "never imports workflow"},
		{"up", "workflow/lang/a.go", "truchement/workflow/bitext", "downward"},
		{"up between engines", "workflow/segment/a.go", "truchement/workflow/align", "downward"},
		{"use case from workflow", "workflow/a.go", "truchement/workflow/desk", "use cases ->"},
		{"use case from an engine", "workflow/align/a.go", "truchement/workflow/memory", "use cases ->"},
		{"workflow from a use case", "workflow/desk/a.go", "truchement/workflow", ""},
		{"engine from a use case", "workflow/desk/a.go", "truchement/workflow/lang", ""},
		{"use case from another", "workflow/desk/a.go", "truchement/workflow/memory", "small interfaces"},
		{"use case that is named", "workflow/board/a.go", "truchement/workflow/desk", ""},
		{"use case from a page", "ui/a.go", "truchement/workflow/desk", ""},
		{"storage from stories", "workflow/story/a.go", "truchement/storage", ""},
		{"stories from a use case", "workflow/desk/a.go", "truchement/workflow/story", "only tests"},
		{"stories from a test", "workflow/desk/a_test.go", "truchement/workflow/story", ""},
		{"format up from bitext", "workflow/bitext/a.go",
			"truchement/workflow/format/tmx", "downward"},
		{"down", "workflow/format/tmx/a.go", "truchement/workflow/bitext", ""},
		{"family", "workflow/format/odt/a.go", "truchement/workflow/format/html", ""},
		{"unknown leaf", "workflow/util/a.go", "truchement/workflow/lang", "leafRank"},
		{"echo in cmd", "cmd/x/a.go", "github.com/labstack/echo/v4", "echo"},
		{"echo in ui", "ui/a.go", "github.com/labstack/echo/v4/middleware", ""},
		{"go-i18n in workflow", "workflow/a.go",
			"github.com/nicksnyder/go-i18n/v2/i18n", "go-i18n"},
		{"net/http in workflow", "workflow/a.go", "net/http", "network"},
		{"net/http in a format", "workflow/format/html/a.go", "net/http", "network"},
		{"net/url in a format", "workflow/format/html/a.go", "net/url", ""},
		{"os in workflow", "workflow/a.go", "os", "files"},
		{"os/exec in a leaf", "workflow/align/a.go", "os/exec", "files"},
		{"os in a leaf's test", "workflow/align/a_test.go", "os", ""},
		{"embed in a leaf", "workflow/segment/a.go", "embed", ""},
		{"html/template in workflow", "workflow/a.go", "html/template", "renders"},
		{"html in workflow", "workflow/a.go", "html", ""},
		{"SQL in ui", "ui/a.go", "database/sql", "SQL"},
		{"SQL in storage", "storage/a.go", "database/sql", ""},
		{"sqlite3 in cmd", "cmd/x/a.go", "github.com/mattn/go-sqlite3", "SQLite"},
		{"sqlite3 beside the nouns", "storage/a.go", "github.com/mattn/go-sqlite3", "SQLite"},
		{"pgx in an engine", "storage/engine/a.go", "github.com/jackc/pgx/v5", ""},
		{"pgx in workflow", "workflow/a.go", "github.com/jackc/pgx/v5/stdlib", "PostgreSQL"},
		{"testify in a test", "ui/a_test.go", "github.com/stretchr/testify/require", "go-cmp"},
		{"word from a room", "ui/bench/a.go", "truchement/ui/word", ""},
		{"web from a room", "ui/bench/a.go", "truchement/ui/web", ""},
		{"live from a room", "ui/api/a.go", "truchement/ui/live", ""},
		{"a room from ui", "ui/ui.go", "truchement/ui/bench", ""},
		{"a room from a room", "ui/bench/a.go", "truchement/ui/article", "uiDoors"},
		{"a room from a new room", "ui/term/a.go", "truchement/ui/bench", "uiDoors"},
		{"the door", "ui/bench/a.go", "truchement/ui/review", ""},
		{"the door the other way", "ui/review/a.go", "truchement/ui/bench", "uiDoors"},
		{"ui from a room", "ui/bench/a.go", "truchement/ui", "never imports ui"},
		{"part from web", "ui/web/a.go", "truchement/ui/part", "rooms -> part"},
		{"web from word", "ui/word/a.go", "truchement/ui/web", "rooms -> part"},
		{"a room from part", "ui/part/a.go", "truchement/ui/bench", "rooms -> part"},
		{"what tests share from a room", "ui/bench/a.go", "truchement/ui/uitest", "only tests"},
		{"what tests share from a test", "ui/bench/a_test.go", "truchement/ui/uitest", ""},
		{"storage from what tests share", "ui/uitest/a.go", "truchement/storage", ""},
		{"word from cmd", "cmd/x/a.go", "truchement/ui/word", ""},
		{"a room from cmd", "cmd/x/a.go", "truchement/ui/bench", "cmd imports ui"},
		{"test data", "ui/testdata/a.go", "truchement/storage", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			catch(t, checkImports, tt.file, "package x\n\nimport _ \""+tt.imported+"\"\n", tt.want)
		})
	}
}

// catch wants of a rule one breach in a tree of one file, or none where want is empty: a rule that
// can never fail is none.
func catch(
	t *testing.T, check func(fs.FS) ([]string, error), file, src, want string,
) {
	t.Helper()
	got, err := check(fstest.MapFS{file: {Data: []byte(src)}})
	if err != nil {
		t.Fatal(err)
	}
	if want == "" && len(got) > 0 {
		t.Errorf("got %q, want no breach", got)
	}
	if want != "" && (len(got) != 1 || !strings.Contains(got[0], want)) {
		t.Errorf("got %q, want one breach with %q", got, want)
	}
}

// TestRulesCatch tries the other rules, each on a tree of one file.
func TestRulesCatch(t *testing.T) {
	const css = "ui/bench/a.css"
	long := func(n int) string { return strings.Repeat("\t_ = 0\n", n) }
	table := func(n int) string { return "\t_ = []int{\n" + strings.Repeat("\t\t0,\n", n) + "\t}\n" }
	for _, tt := range []struct {
		rule, name, file, src string
		want                  string // part of the one breach; empty: none
	}{
		{"docs", "package", "ui/a.go", "package ui\n", "ui: the package has no doc"},
		{"docs", "package documented", "ui/a.go", "// Package ui is.\npackage ui\n", ""},
		{"docs", "function", "ui/a.go", documented("func F() {}"), "F has no doc"},
		{"docs", "function documented", "ui/a.go", documented("// F is.\nfunc F() {}"), ""},
		{"docs", "hidden function", "ui/a.go", documented("func f() {}"), ""},
		{"docs", "method", "ui/a.go", documented("func (t *T[K]) M() {}"), "M has no doc"},
		{"docs", "method of a hidden type", "ui/a.go", documented("func (t *t) M() {}"), ""},
		{"docs", "type", "ui/a.go", documented("type T struct{}"), "T has no doc"},
		{"docs", "type in a documented group", "ui/a.go",
			documented("// Types.\ntype (\n\tT struct{}\n)"), "T has no doc"},
		{"docs", "constant", "ui/a.go", documented("const C = 1"), "C has no doc"},
		{"docs", "constants of a group", "ui/a.go",
			documented("// All.\nconst (\n\tC = 1\n\tD = 2\n)"), ""},
		{"docs", "variable beside its comment", "ui/a.go",
			documented("var (\n\tV = 1 // V is.\n)"), ""},
		{"docs", "directive only", "ui/a.go",
			documented("//go:noinline\nfunc F() {}"), "F has no doc"},

		{"bidi", "mark", "ui/a.go",
			"package ui // \u200f\n", "ui/a.go:1: holds the bidi control U+200F"},
		{"bidi", "override in a script", "ui/bench/a.js",
			"\n// \u202e\n", "a.js:2: holds the bidi control U+202E"},
		{"bidi", "isolate in a test", "ui/a_test.go", "package ui // \u2067\n", "U+2067"},
		{"bidi", "Arabic letter mark", "ui/a.go", "package ui // \u061c\n", "U+061C"},
		{"bidi", "Arabic and joiners", "ui/a.go", "package ui // \u0639\u200c\u200d\n", ""},

		{"css", "margin", css, "a {\n  margin-left: 1px;\n}", "a.css:2: margin-left"},
		{"css", "last without semicolon", css, "a{color:red;padding-right:1px}", "padding-right"},
		{"css", "nested", css, "@media print { a { color: red } b { right: 0 } }", "right: 0"},
		{"css", "border", css, "a { border-left-color: red }", "border-left-color"},
		{"css", "corner", css, "a { border-top-left-radius: 1px }", "radius"},
		{"css", "text-align", css, "a { text-align: right }", "text-align"},
		{"css", "float", css, "a { float: left !important }", "float"},
		{"css", "four sides", css, "a { margin: 0 1px 0 calc(1px + 2px) }", "margin"},
		{"css", "four even sides", css, "a { margin: 0 1px 2px 1px !important }", ""},
		{"css", "logical", css,
			"a { margin-inline-start: 1px; inset-inline: 0; text-align: start }", ""},
		{"css", "comment", css, "/* left: 0; */ a { color: red }", ""},
		{"css", "vendored", "ui/static/vendor/a.css", "a { left: 0 }", ""},

		{"length", "file", "ui/a.go",
			"package ui\n" + strings.Repeat("\n", 500), "ui/a.go: 501 lines"},
		{"length", "file at the limit", "ui/a.go", "package ui\n" + strings.Repeat("\n", 499), ""},
		{"length", "file of a table", "ui/a.go",
			"package ui\nvar _ = func() {\n}\nvar t = []int{\n" + strings.Repeat("0,\n", 600) + "}\n", ""},
		{"length", "function", "ui/a.go",
			"package ui\nfunc f() {\n" + long(79) + "}\n", "f has 81 lines"},
		{"length", "function at the limit", "ui/a.go",
			"package ui\nfunc f() {\n" + long(78) + "}\n", ""},
		{"length", "function with a table", "ui/a.go",
			"package ui\nfunc f() {\n" + long(50) + table(60) + "}\n", ""},
		{"length", "function in a table", "ui/a.go",
			"package ui\nfunc f() {\n_ = []func(){func() {\n" + long(80) + "}}\n}\n", "f has 84 lines"},
		{"size", "package", "ui/a.go", "package ui\n" + strings.Repeat("\n", 3500), "ui: 3501 lines"},
		{"size", "package of a test", "ui/a_test.go", "package ui\n" + strings.Repeat("\n", 3500), ""},
		{"size", "struct", "ui/a.go",
			"package ui\ntype T struct {\n" + strings.Repeat("a, b, c int\n", 7) + "}\n", "T has 21 fields"},
		{"size", "struct at the limit", "ui/a.go",
			"package ui\ntype T struct {\n" + strings.Repeat("a, b int\n", 10) + "}\n", ""},
		{"size", "interface", "ui/a.go", "package ui\ntype I interface {\n" +
			strings.Repeat("M()\n", 13) + "}\n", "ui.I: 13 methods"},
		{"size", "interface of interfaces", "ui/a.go", "package ui\ntype I interface {\nJ\n" +
			strings.Repeat("M()\n", 7) + "}\ntype J interface {\n" + strings.Repeat("N()\n", 6) + "}\n",
			"ui.I: 13 methods"},
		{"size", "use cases", "ui/a.go", "package ui\n" + strings.Repeat("func (t *T) M() {}\n", 26),
			"ui.T: 26 exported methods"},
		{"size", "use cases at the limit", "ui/a.go", "package ui\n" +
			strings.Repeat("func (t *T) M() {}\nfunc (t *T) m() {}\n", 25), ""},

		{"length", "function of a test", "ui/a_test.go",
			"package ui\nfunc f() {\n" + long(100) + "}\n", ""},
	} {
		t.Run(tt.rule+"/"+tt.name, func(t *testing.T) {
			i := slices.IndexFunc(rules(), func(r rule) bool { return r.name == tt.rule })
			catch(t, rules()[i].check, tt.file, tt.src, tt.want)
		})
	}
}

// documented is a Go file of a documented package, with one declaration.
func documented(decl string) string { return "// Package ui is.\npackage ui\n\n" + decl + "\n" }

func TestTopLevelCatches(t *testing.T) {
	whole := []string{
		".ci/run", ".gitignore", "Makefile", "README.md", "cmd/a/a.go", "go.mod", "go.sum",
		"storage/a.go", "ui/a.go", "workflow/a.go",
	}
	for _, tt := range []struct {
		name  string
		files []string
		want  []string
	}{
		{"whole", whole, nil},
		{"more", append(slices.Clone(whole), "package.json", "docs/a.md", "docs/b.md"), []string{
			"package.json: does not belong at the top level",
			"docs: does not belong at the top level",
		}},
		{"less", slices.Delete(slices.Clone(whole), 3, 4), []string{
			"README.md: is missing at the top level",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, checkTopLevel(tt.files)); diff != "" {
				t.Errorf("breaches (-want +got):\n%s", diff)
			}
		})
	}
}
