package main_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// The sizes that a reader can live in.
const (
	mostPackageLines = 3500 // workflow, which has every word of the desk, is the largest
	mostFields       = 20   // of a struct
	mostMethods      = 12   // of an interface, with those of what it embeds in its package
	mostUseCases     = 25   // exported methods of a type
)

// checkSize holds packages, structs, interfaces and exported types with many methods to their
// sizes. Tests and what supports them do not count.
func checkSize(tree fs.FS) ([]string, error) {
	lines := map[string]int{}
	exported := map[string]int{} // methods, by package and type
	interfaces := map[string]*ast.InterfaceType{}
	var breaches []string
	err := walkGo(tree, func(name string, src []byte) error {
		if strings.HasSuffix(name, "_test.go") {
			return nil
		}
		pkg := path.Dir(name)
		lines[pkg] += bytes.Count(src, []byte("\n"))
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv != nil && fn.Name.IsExported() &&
				ast.IsExported(receiverName(fn)) && !slices.Contains(testSupport, pkg) {
				exported[pkg+"."+receiverName(fn)]++
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			switch t := spec.Type.(type) {
			case *ast.StructType:
				if f := t.Fields.NumFields(); f > mostFields {
					breaches = append(breaches, fmt.Sprintf("%s:%d: %s has %d fields, more than %d",
						name, fset.Position(spec.Pos()).Line, spec.Name.Name, f, mostFields))
				}
			case *ast.InterfaceType:
				interfaces[pkg+"."+spec.Name.Name] = t
			}
			return true
		})
		return nil
	})
	for pkg, n := range lines {
		if n > mostPackageLines {
			breaches = append(breaches, fmt.Sprintf("%s: %d lines, more than %d", pkg, n,
				mostPackageLines))
		}
	}
	for t, n := range exported {
		if n > mostUseCases {
			breaches = append(breaches, fmt.Sprintf("%s: %d exported methods, more than %d", t, n,
				mostUseCases))
		}
	}
	for name := range interfaces {
		if n := countMethods(interfaces, name); n > mostMethods {
			breaches = append(breaches, fmt.Sprintf("%s: %d methods, more than %d", name, n,
				mostMethods))
		}
	}
	slices.Sort(breaches)
	return breaches, err
}

// countMethods counts the methods of an interface and of those of its package that it embeds.
func countMethods(all map[string]*ast.InterfaceType, name string) int {
	t := all[name]
	if t == nil {
		return 0
	}
	n := 0
	for _, m := range t.Methods.List {
		n += len(m.Names)
		if id, ok := m.Type.(*ast.Ident); ok && len(m.Names) == 0 {
			n += countMethods(all, strings.TrimSuffix(name, path.Ext(name))+"."+id.Name)
		}
	}
	return n
}

func receiverName(fn *ast.FuncDecl) string {
	t := fn.Recv.List[0].Type
	if p, ok := t.(*ast.StarExpr); ok {
		t = p.X
	}
	if g, ok := t.(*ast.IndexExpr); ok {
		t = g.X
	}
	if id, ok := t.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}
