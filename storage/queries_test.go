package storage

import (
	"database/sql"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var statement = regexp.MustCompile(`^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\s`)

// TestQueriesPrepare has every engine prepare every statement of the package, so
// that a misspelt column is found before a page asks for it.
func TestQueriesPrepare(t *testing.T) {
	queries := findQueries(t)
	if len(queries) < 50 {
		t.Fatalf("only %d statements found: the search is broken", len(queries))
	}
	onEngines(t, func(t *testing.T, c Config) {
		open(t, c)
		db := connect(t, c)
		prepare := db.Prepare
		if c.Database == "" { // as the engine writes parameters for SQLite
			parameter := regexp.MustCompile(`\$(\d+)`)
			prepare = func(query string) (*sql.Stmt, error) {
				return db.Prepare(parameter.ReplaceAllString(query, "+?$1"))
			}
		}
		for query, where := range queries {
			s, err := prepare(query)
			if err != nil {
				t.Errorf("%s: %v\n%s", where, err, query)
				continue
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
		if s, err := prepare(`SELECT emial FROM person WHERE id = $1`); err == nil {
			s.Close()
			t.Error("a misspelt column was prepared")
		}
	})
}

// sources are the files of the package.
type sources []*ast.File

func (s sources) inspect(fn func(ast.Node) bool) {
	for _, file := range s {
		ast.Inspect(file, fn)
	}
}

// findQueries maps the text of each statement of the package to its position.
func findQueries(t *testing.T) map[string]string {
	t.Helper()
	files := token.NewFileSet()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var source sources
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(files, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		source = append(source, file)
	}
	constants := map[string]ast.Expr{}
	source.inspect(func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok && len(v.Values) == len(v.Names) {
			for i, name := range v.Names {
				constants[name.Name] = v.Values[i]
			}
		}
		return true
	})
	queries := map[string]string{}
	source.inspect(func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok && len(v.Names) == 1 && v.Names[0].Name == "chosenArticles" {
			return false // the beginning of statements, and none itself
		}
		e, ok := n.(ast.Expr)
		if !ok {
			return true
		}
		text, ok := constantString(e, constants)
		if !ok {
			return true
		}
		// What is put together while it runs has no one text, and begins so; storagetest runs it.
		begins := strings.HasSuffix(text, " ") || strings.HasSuffix(text, "(")
		if statement.MatchString(text) && !begins {
			queries[text] = files.Position(n.Pos()).String()
		}
		return false
	})
	return queries
}

// constantString returns the value of a constant string expression.
func constantString(e ast.Expr, constants map[string]ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil && e.Kind == token.STRING
	case *ast.Ident:
		v, ok := constants[e.Name]
		if !ok {
			return "", false
		}
		return constantString(v, constants)
	case *ast.BinaryExpr:
		left, ok1 := constantString(e.X, constants)
		right, ok2 := constantString(e.Y, constants)
		return left + right, ok1 && ok2 && e.Op == token.ADD
	}
	return "", false
}
