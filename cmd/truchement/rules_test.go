// Package main_test holds the rules of the whole tree: which package may import which, what is
// documented, what stands where, and how long things may grow. Each rule is a function over a
// tree of files, so that it is tried on bad trees as well (TestRulesCatch).
package main_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "truchement"

// withDocs is how the rules parse a file whose comments they need.
const withDocs = parser.ParseComments | parser.SkipObjectResolution

// rule reports every breach in a tree, one line each, the place first.
type rule struct {
	name  string
	check func(tree fs.FS) ([]string, error)
}

// rules are all that this file holds the tree to.
func rules() []rule {
	return []rule{
		{"imports", checkImports},
		{"docs", checkDocs},
		{"bidi", checkBidi},
		{"css", checkCSS},
		{"length", checkLength},
		{"size", checkSize},
	}
}

// TestRules holds every rule on the tree this test stands in.
func TestRules(t *testing.T) {
	tree := os.DirFS("../..")
	for _, r := range rules() {
		t.Run(r.name, func(t *testing.T) {
			breaches, err := r.check(tree)
			if err != nil {
				t.Fatal(err)
			}
			for _, b := range breaches {
				t.Error(b)
			}
		})
	}
}

// topLevel is all that may and must stand at the top, dotfiles apart.
var topLevel = []string{
	"Makefile", "README.md", "cmd", "go.mod", "go.sum", "storage", "ui", "workflow",
}

// ignored are the names at the top that .gitignore leaves out of the project.
var ignored = []string{"truchement", "truchement-data", "node_modules"}

func TestTopLevel(t *testing.T) {
	files, err := projectFiles("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range checkTopLevel(files) {
		t.Error(b)
	}
}

// projectFiles asks git what the project holds, since what else lies in a working folder is its
// owner's. Without git (an unpacked archive) it is all that is there.
func projectFiles(root string) ([]string, error) {
	_, noGit := exec.LookPath("git")
	_, noTree := os.Stat(path.Join(root, ".git"))
	if noGit == nil && noTree == nil {
		list := exec.Command("git", "-c", "safe.directory=*", "ls-files", "-z")
		list.Dir = root
		out, err := list.Output()
		if err != nil {
			return nil, fmt.Errorf("git ls-files: %w", err)
		}
		return strings.Split(strings.TrimRight(string(out), "\x00"), "\x00"), nil
	}
	entries, err := os.ReadDir(root)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, entry := range entries {
		if !slices.Contains(ignored, entry.Name()) {
			files = append(files, entry.Name())
		}
	}
	return files, nil
}

func checkTopLevel(tracked []string) []string {
	var breaches, there []string
	for _, file := range tracked {
		top, _, _ := strings.Cut(file, "/")
		if !strings.HasPrefix(top, ".") && !slices.Contains(there, top) {
			there = append(there, top)
		}
	}
	for _, name := range there {
		if !slices.Contains(topLevel, name) {
			breaches = append(breaches, name+": does not belong at the top level")
		}
	}
	for _, name := range topLevel {
		if !slices.Contains(there, name) {
			breaches = append(breaches, name+": is missing at the top level")
		}
	}
	return breaches
}

// leafRank orders the engines under workflow: each may import those of a lower rank, and its own
// subfolders and siblings within its family (format/…), but never workflow itself. A package that
// is neither here nor in useCases is a breach, so that its place is thought about.
var leafRank = map[string]int{
	"lang": 0, "keymap": 0, "attempt": 0, "status": 0, "ledger": 0, "machine": 0,
	"bitext": 1, "due": 1, "term": 1,
	"segment": 2, "mqm": 2, "tm": 2,
	"align": 3, "format": 3, "remote": 3,
	"check": 4,
}

// useCases are the packages of use cases under workflow. All of them may import workflow and the
// engines; of each other they import those that are named.
var useCases = map[string][]string{
	"access": nil, "audit": nil, "article": nil, "desk": nil, "edition": nil, "intake": nil, "job": nil,
	"memory": nil, "notice": nil, "plan": nil, "publication": nil, "quality": nil,
	"termbase": nil, "unit": nil, "checking": nil,
	// A move on the board is carried out by the use case that leads there.
	"board": {"article", "desk", "edition", "plan"},
	// A pre-translation asks the memory, and fills segments as the desk does.
	"pretranslate": {"desk", "memory"},
	// A draft fills segments as the desk does, is looked at by the checks, and has the terms sent along.
	"draft": {"checking", "desk", "termbase"},
	// newsroom wires them together.
	"newsroom": {"access", "article", "audit", "board", "checking", "desk", "draft", "edition", "intake", "job",
		"memory", "notice", "plan", "pretranslate", "publication", "quality", "termbase", "unit"},
}

// testSupport are packages for tests, which only tests and each other may import. They may import
// what a test may.
var testSupport = []string{"workflow/story", "workflow/outside", "workflow/format/edition/editiontest",
	"workflow/format/xmlpull/xmltest", "workflow/check/checktest", "workflow/remote/grammar/grammartest", "workflow/remote/draft/drafttest",
	"storage/storagetest", "ui/uitest", "ui/web/webtest"}

// layers says which of our folders a folder may import.
var layers = map[string][]string{
	"cmd":      {"cmd", "ui", "storage", "workflow"},
	"ui":       {"ui", "workflow"},
	"storage":  {"storage", "workflow"},
	"workflow": {"workflow"},
}

// uiKernel says what the packages of ui that are no room may import of ui. What is not listed is a
// room: it may import any of these, and no other room but those of uiDoors.
var uiKernel = map[string][]string{
	"word": nil, "report": nil, "js": nil, "static": nil,
	"web":  {"word", "js", "static"},
	"live": {"web", "word"},
	"part": {"web", "word"},
}

// uiDoors are the imports from room to room, each with its reason.
var uiDoors = map[[2]string]string{
	{"bench", "review"}: "a save or an issue that was sent from the review page and refused is answered by it",
}

// fence keeps an import path, and all below it, inside the folders named.
type fence struct {
	path    string
	folders []string
	why     string
}

var fences = []fence{
	{"github.com/labstack", []string{"ui"}, "only ui knows echo"},
	{"github.com/nicksnyder/go-i18n", []string{"ui"}, "only ui knows go-i18n"},
	{"html/template", []string{"ui"}, "only ui renders pages"},
	{"text/template", []string{"ui", "cmd"}, "no templates in workflow or storage"},
	{"net", []string{"ui", "cmd", "storage", "workflow/remote"}, "workflow does not know the network"},
	{"net/http", []string{"ui", "cmd", "workflow/remote"}, "only ui and the one client speak HTTP"},
	{"database/sql", []string{"storage"}, "only storage knows SQL"},
	{"github.com/mattn/go-sqlite3", []string{"storage/engine"}, "only storage/engine knows SQLite"},
	{"github.com/jackc", []string{"storage/engine"}, "only storage/engine knows PostgreSQL"},
	{"filippo.io", []string{"storage/backup"}, "only storage/backup encrypts"},
	{"os", []string{"ui", "cmd", "storage"}, "workflow touches no files"},
	{"io/ioutil", nil, "use io and os"},
	{"github.com/stretchr/testify", nil, "tests use testing and go-cmp only"},
}

// allows reports whether a folder is inside the fence.
func (f fence) allows(folder string) bool {
	return slices.ContainsFunc(f.folders, func(inside string) bool { return within(folder, inside) })
}

// always reports whether the fence holds in test files too. The others bind the program alone,
// since a test may set up what its package must not know (a page's test opens a real store).
func (f fence) always() bool { return f.folders == nil }

// netValues are the packages below net that hold values and rules of writing, and reach nothing.
var netValues = []string{"net/url", "net/netip", "net/mail"}

// checkImports holds DESIGN.md §3: cmd -> ui -> workflow <- storage, the leaves under workflow
// downward only, and each outside library in its one folder.
func checkImports(tree fs.FS) ([]string, error) {
	var breaches []string
	err := walkGo(tree, func(name string, src []byte) error {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, src, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			if why := importBreach(name, imported); why != "" {
				line := fset.Position(spec.Pos()).Line
				breaches = append(breaches,
					fmt.Sprintf("%s:%d: imports %s: %s", name, line, imported, why))
			}
		}
		return nil
	})
	return breaches, err
}

// importBreach says what is wrong with a file's import, or nothing.
func importBreach(file, imported string) string {
	folder, _, _ := strings.Cut(file, "/")
	isTest := strings.HasSuffix(file, "_test.go") ||
		slices.Contains(testSupport, path.Dir(file))
	for _, f := range fences {
		if within(imported, f.path) && !slices.Contains(netValues, imported) &&
			!f.allows(path.Dir(file)) && (f.always() || !isTest) {
			return f.why
		}
	}
	ours, isOurs := strings.CutPrefix(imported, module+"/")
	if !isOurs || isTest {
		return ""
	}
	if slices.Contains(testSupport, ours) {
		return "only tests import what supports them"
	}
	if within(ours, "storage/engine") && folder != "storage" {
		return "only storage opens an engine"
	}
	top, _, _ := strings.Cut(ours, "/")
	if !slices.Contains(layers[folder], top) {
		return "imports run cmd -> ui -> workflow <- storage"
	}
	switch from := path.Dir(file); folder {
	case "workflow":
		return leafBreach(from, ours)
	case "ui":
		return roomBreach(from, ours)
	case "storage":
		if from == "storage/engine" && ours != "workflow" && ours != "workflow/status" {
			return "storage/engine knows the errors of workflow and its own figures, and no noun"
		}
	case "cmd":
		if top == "ui" && !slices.Contains([]string{"ui", "ui/word", "ui/report"}, ours) {
			return "cmd imports ui to serve, word for its words and report for the report"
		}
	}
	return ""
}

// roomBreach judges an import between two packages of the ui folder.
func roomBreach(from, to string) string {
	room, other := leaf(from), leaf(to)
	if room == "" || !within(to, "ui") || room == other {
		return "" // ui itself opens the rooms
	}
	if other == "" {
		return "a room never imports ui"
	}
	if kernel, ok := uiKernel[room]; ok {
		if !slices.Contains(kernel, other) {
			return "imports of ui run rooms -> part, live -> web -> word"
		}
		return ""
	}
	_, known := uiKernel[other]
	if !known && uiDoors[[2]string{room, other}] == "" {
		return "a room imports another only where uiDoors says so"
	}
	return ""
}

// leafBreach judges an import between two packages of the workflow folder.
func leafBreach(from, to string) string {
	fromLeaf, toLeaf := leaf(from), leaf(to)
	_, toUseCase := useCases[toLeaf]
	if others, isUseCase := useCases[fromLeaf]; isUseCase {
		if toUseCase && toLeaf != fromLeaf && !slices.Contains(others, toLeaf) {
			return "use cases ask each other through small interfaces: see useCases"
		}
		return ""
	}
	if toUseCase {
		return "use cases -> workflow -> engines"
	}
	if fromLeaf == "" {
		return ""
	}
	if toLeaf == "" {
		return "a leaf under workflow never imports workflow"
	}
	fromRank, known := leafRank[fromLeaf]
	if !known {
		return fmt.Sprintf("give %s a place in leafRank", from)
	}
	toRank, known := leafRank[toLeaf]
	if !known {
		return fmt.Sprintf("give %s a place in leafRank", to)
	}
	if fromLeaf != toLeaf && fromRank <= toRank {
		return "leaves import downward only: format -> bitext -> lang"
	}
	return ""
}

// leaf is the first folder below workflow of a package's path, and empty for workflow itself.
func leaf(pkg string) string {
	_, below, _ := strings.Cut(pkg, "/")
	name, _, _ := strings.Cut(below, "/")
	return name
}

func within(imported, path string) bool {
	return imported == path || strings.HasPrefix(imported, path+"/")
}

// checkDocs wants a doc comment on every package and on every exported name at package level,
// methods of exported types included. A const or var group is documented by its own comment.
func checkDocs(tree fs.FS) ([]string, error) {
	var breaches []string
	documented := map[string]bool{}
	err := walkGo(tree, func(name string, src []byte) error {
		if strings.HasSuffix(name, "_test.go") {
			return nil
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, src, withDocs)
		if err != nil {
			return err
		}
		documented[path.Dir(name)] = documented[path.Dir(name)] || hasText(file.Doc)
		for _, decl := range file.Decls {
			for _, id := range undocumented(decl) {
				line := fset.Position(id.Pos()).Line
				breaches = append(breaches,
					fmt.Sprintf("%s:%d: %s has no doc comment", name, line, id.Name))
			}
		}
		return nil
	})
	for pkg, ok := range documented {
		if !ok {
			breaches = append(breaches, pkg+": the package has no doc comment")
		}
	}
	slices.Sort(breaches)
	return breaches, err
}

// undocumented lists the exported names of a declaration that have no doc comment.
func undocumented(decl ast.Decl) []*ast.Ident {
	if fn, ok := decl.(*ast.FuncDecl); ok {
		if fn.Name.IsExported() && exportedReceiver(fn) && !hasText(fn.Doc) {
			return []*ast.Ident{fn.Name}
		}
		return nil
	}
	group, ok := decl.(*ast.GenDecl)
	if !ok {
		return nil
	}
	var names []*ast.Ident
	for _, spec := range group.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			alone := !group.Lparen.IsValid() && hasText(group.Doc)
			if s.Name.IsExported() && !alone && !hasText(s.Doc) {
				names = append(names, s.Name)
			}
		case *ast.ValueSpec:
			if hasText(group.Doc) || hasText(s.Doc) || hasText(s.Comment) {
				continue
			}
			for _, n := range s.Names {
				if n.IsExported() {
					names = append(names, n)
				}
			}
		}
	}
	return names
}

// exportedReceiver reports whether a function is one of the package or of an exported type.
func exportedReceiver(fn *ast.FuncDecl) bool {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return true
	}
	expr := fn.Recv.List[0].Type
	for {
		switch e := expr.(type) {
		case *ast.StarExpr:
			expr = e.X
		case *ast.IndexExpr:
			expr = e.X
		case *ast.IndexListExpr:
			expr = e.X
		case *ast.Ident:
			return e.IsExported()
		default:
			return true
		}
	}
}

func hasText(doc *ast.CommentGroup) bool {
	return doc != nil && strings.TrimSpace(doc.Text()) != ""
}
