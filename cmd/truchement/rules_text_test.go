package main_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

const (
	maxFile     = 500 // lines of a Go file
	maxFunction = 80  // lines of a function
)

// walk calls do with each of our own files whose name ends as one of ends: not with test data,
// vendored files, or hidden folders.
func walk(tree fs.FS, ends []string, do func(name string, src []byte) error) error {
	return fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name != "." && foreign(entry.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		if !slices.Contains(ends, path.Ext(name)) {
			return nil
		}
		src, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		return do(name, src)
	})
}

// foreign reports whether a folder of this name holds files the rules do not bind.
func foreign(folder string) bool {
	return strings.HasPrefix(folder, ".") || strings.HasPrefix(folder, "_") ||
		slices.Contains([]string{"testdata", "vendor", "node_modules", "truchement-data"}, folder)
}

func walkGo(tree fs.FS, do func(name string, src []byte) error) error {
	return walk(tree, []string{".go"}, do)
}

// checkBidi finds bidi controls in source: they are invisible and can make code read as what it is
// not (CVE-2021-42574). Go writes them as \u escapes.
func checkBidi(tree fs.FS) ([]string, error) {
	var breaches []string
	ends := []string{".go", ".js", ".css", ".sql", ".sh", ".html", ".tmpl"}
	err := walk(tree, ends, func(name string, src []byte) error {
		for i, line := range strings.Split(string(src), "\n") {
			for _, r := range line {
				if isBidiControl(r) {
					breaches = append(breaches,
						fmt.Sprintf("%s:%d: holds the bidi control %U", name, i+1, r))
				}
			}
		}
		return nil
	})
	return breaches, err
}

// isBidiControl reports whether r is one of Unicode's Bidi_Control characters.
func isBidiControl(r rune) bool {
	return r == 0x061C || r == 0x200E || r == 0x200F || r >= 0x202A && r <= 0x202E ||
		r >= 0x2066 && r <= 0x2069
}

var (
	cssComment     = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssDeclaration = regexp.MustCompile(`(?:^|[;{])\s*([a-z-]+)\s*:\s*([^;{}]+)`)
	cssPhysical    = regexp.MustCompile(
		`^((scroll-)?(margin|padding)-(left|right)|border-(left|right)(-\w+)?|left|right` +
			`|border-(top|bottom)-(left|right)-radius)$`)
	cssSided = []string{"text-align", "text-align-last", "float", "clear"}
	cssFour  = []string{"margin", "padding", "inset", "border-width", "border-color",
		"border-style", "scroll-margin", "scroll-padding"}
)

// checkCSS finds what names left or right in a style sheet: our pages run both ways, so they say
// start and end.
func checkCSS(tree fs.FS) ([]string, error) {
	var breaches []string
	err := walk(tree, []string{".css"}, func(name string, src []byte) error {
		text := cssComment.ReplaceAllStringFunc(string(src), func(c string) string {
			return strings.Repeat("\n", strings.Count(c, "\n"))
		})
		for at := 0; ; {
			m := cssDeclaration.FindStringSubmatchIndex(text[at:])
			if m == nil {
				return nil
			}
			property, value := text[at+m[2]:at+m[3]], strings.TrimSpace(text[at+m[4]:at+m[5]])
			if physical(property, value) {
				line := 1 + strings.Count(text[:at+m[2]], "\n")
				breaches = append(breaches,
					fmt.Sprintf("%s:%d: %s: %s: say start and end", name, line, property, value))
			}
			at += m[5]
		}
	})
	return breaches, err
}

// physical reports whether a declaration names a left or right side, or gives the two in a
// shorthand of four.
func physical(property, value string) bool {
	if cssPhysical.MatchString(property) {
		return true
	}
	words := cssWords(strings.TrimSuffix(value, "!important"))
	if slices.Contains(cssSided, property) {
		return slices.Contains(words, "left") || slices.Contains(words, "right")
	}
	return slices.Contains(cssFour, property) && len(words) == 4 && words[1] != words[3]
}

// cssWords cuts a value at its spaces outside brackets, so that calc(1px + 2px) is one word.
func cssWords(value string) []string {
	depth := 0
	return strings.FieldsFunc(value, func(r rune) bool {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		return depth == 0 && (r == ' ' || r == '\n' || r == '\t')
	})
}

// checkLength keeps files within maxFile lines and functions within maxFunction. Lines of tables
// (composite literals) do not count, nor do tests.
func checkLength(tree fs.FS) ([]string, error) {
	var breaches []string
	err := walkGo(tree, func(name string, src []byte) error {
		if strings.HasSuffix(name, "_test.go") {
			return nil
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, src, withDocs)
		if err != nil {
			return err
		}
		lines := strings.Count(string(src), "\n") - tableLines(fset, file)
		if lines > maxFile {
			breaches = append(breaches,
				fmt.Sprintf("%s: %d lines, more than %d", name, lines, maxFile))
		}
		ast.Inspect(file, func(n ast.Node) bool {
			fn, ok := n.(*ast.FuncDecl)
			if !ok {
				return true
			}
			lines := span(fset, fn) - tableLines(fset, fn)
			if lines > maxFunction {
				breaches = append(breaches, fmt.Sprintf("%s:%d: %s has %d lines, more than %d",
					name, fset.Position(fn.Pos()).Line, fn.Name.Name, lines, maxFunction))
			}
			return true
		})
		return nil
	})
	return breaches, err
}

// tableLines counts the inner lines of the composite literals of a node. A literal that holds a
// function is code, and counts.
func tableLines(fset *token.FileSet, node ast.Node) int {
	lines := 0
	ast.Inspect(node, func(n ast.Node) bool {
		literal, ok := n.(*ast.CompositeLit)
		if !ok || holdsFunction(literal) {
			return true
		}
		lines += span(fset, literal) - 1
		return false
	})
	return lines
}

func holdsFunction(node ast.Node) bool {
	found := false
	ast.Inspect(node, func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok {
			found = true
		}
		return !found
	})
	return found
}

// span is the number of lines a node stands on.
func span(fset *token.FileSet, node ast.Node) int {
	return fset.Position(node.End()).Line - fset.Position(node.Pos()).Line + 1
}
