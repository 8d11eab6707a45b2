package ui

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// importLine finds what a module imports: from './fx.js', or import './fx.js' for its effects, or
// what it waits for at once, const x = await import('./x.js'), and does without where that fails.
const importLine = `(?m)^(?:(?:import|export)\b[^;(]*?'(\.[^']+)';|const \w+ = await import\('(\.[^']+)'\))`

// module is a page's module as the part "module" writes it: the script and, before it, what it
// imports, near or far. Without these a browser finds each import only when it has read the
// module that names it, one way to the server and back for every step.
type module struct {
	Path    string
	Imports []string
}

// Module answers a module of the page, "js/bench.js" for example.
func (b base) Module(name string) module {
	one := module{Path: b.Static(name)}
	for _, imported := range b.imports[name] {
		one.Imports = append(one.Imports, b.Static(imported))
	}
	return one
}

// imports lists for every module what it imports, near or far, in the order of their names.
// What is imported when it is needed, import('./x.js') in a function, is not among them.
func (a *assets) imports() map[string][]string {
	line := regexp.MustCompile(importLine)
	near := map[string][]string{}
	for name, file := range a.files {
		if path.Ext(name) != ".js" {
			continue
		}
		for _, found := range line.FindAllStringSubmatch(string(file.plain), -1) {
			near[name] = append(near[name], path.Join(path.Dir(name), found[1]+found[2]))
		}
	}
	far := map[string][]string{}
	for name := range near {
		var all []string
		for todo := slices.Clone(near[name]); len(todo) > 0; todo = todo[1:] {
			if next := todo[0]; next != name && !slices.Contains(all, next) {
				all, todo = append(all, next), append(todo, near[next]...)
			}
		}
		slices.SortFunc(all, strings.Compare)
		far[name] = all
	}
	return far
}
