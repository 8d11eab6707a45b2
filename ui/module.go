package ui

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// The browser gets the modules of static/js as one file, js/joined.js: as files of their own they
// were more than forty requests of a first visit, which cost it more than their bytes. There each
// is a function that runs when it is first imported, once, as a module does; comments stay behind.
const (
	joinedModules = "js/joined.js"
	joinedHead    = `const made = {};
const use = (name) => (made[name] ??= modules[name]());
const later = async (name, ...outside) => {
  for (const path of outside) made[path] ??= await import(path);
  return use(name);
};
const modules = {
`
	joinedTail = `};
for (const { content } of document.querySelectorAll('meta[name="module"]')) queueMicrotask(() => use(content));
`
)

var (
	comments    = regexp.MustCompile(`(?m)^[ \t]*//.*\n|(?s:/\*\*.*?\*/) ?`)
	importNames = regexp.MustCompile(`(?m)^import (\{[^}]*\}) from '(\.[^']+)';`)
	importAlone = regexp.MustCompile(`(?m)^import '(\.[^']+)';`)
	importLater = regexp.MustCompile(`\bimport\('(\.[^']+)'\)`)
	exported    = regexp.MustCompile(`(?m)^export ((?:async )?function|class|const) (\w+)`)
	unjoined    = regexp.MustCompile(`(?m)^(?:import|export)\b.*|\bimport\(.*|^await\b.*`)
)

// joinModules puts the joined file in the place of the modules; the worker, which is no module,
// stays by itself.
func (a *assets) joinModules() error {
	texts := map[string]string{}
	for name, file := range a.files {
		if path.Dir(name) == "js" && name != "js/worker.js" {
			texts[path.Base(name)] = comments.ReplaceAllString(string(file.plain), "")
			delete(a.files, name)
		}
	}
	a.outside = map[string][]string{}
	for name := range texts {
		a.outside[name] = outsideOf(texts, name)
	}
	joined := []byte(joinedHead)
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		text, err := a.joinable(texts[name])
		if err != nil {
			return fmt.Errorf("module %s: %w", name, err)
		}
		joined = fmt.Appendf(joined, "'%s'() {\n%s},\n", name, text)
	}
	a.files[joinedModules] = asset{mediaType(joinedModules), pack(joinedModules, append(joined, joinedTail...))}
	return nil
}

// joinable writes a module as the body of a function that answers what the module exports.
func (a *assets) joinable(text string) (string, error) {
	text = importNames.ReplaceAllStringFunc(text, func(line string) string {
		found := importNames.FindStringSubmatch(line)
		return fmt.Sprintf("const %s = use('%s');", strings.ReplaceAll(found[1], " as ", ": "), path.Clean(found[2]))
	})
	text = importAlone.ReplaceAllStringFunc(text, func(line string) string {
		return fmt.Sprintf("use('%s');", path.Clean(importAlone.FindStringSubmatch(line)[1]))
	})
	text = importLater.ReplaceAllStringFunc(text, func(call string) string {
		name := path.Clean(importLater.FindStringSubmatch(call)[1])
		return fmt.Sprintf("later('%s')", strings.Join(append([]string{name}, a.outside[name]...), "', '"))
	})
	var names []string
	for _, found := range exported.FindAllStringSubmatch(text, -1) {
		names = append(names, found[2])
	}
	text = exported.ReplaceAllString(text, "$1 $2")
	if left := unjoined.FindString(text); left != "" {
		return "", fmt.Errorf("what cannot be joined: %s", left)
	}
	return fmt.Sprintf("%sreturn { %s };\n", text, strings.Join(names, ", ")), nil
}

// outsideOf lists the files beside static/js that a module needs, by itself or by what it
// imports, at once or later.
func outsideOf(texts map[string]string, name string) (outside []string) {
	all := []string{name}
	for i := 0; i < len(all); i++ {
		for _, find := range []*regexp.Regexp{importNames, importAlone, importLater} {
			for _, found := range find.FindAllStringSubmatch(texts[all[i]], -1) {
				if next := path.Clean(found[len(found)-1]); !slices.Contains(all, next) {
					all = append(all, next)
				}
			}
		}
	}
	for _, one := range all {
		if strings.HasPrefix(one, "../") {
			outside = append(outside, one)
		}
	}
	return outside
}

// module is a module of the page as the part "module" writes it: its name among those that are
// joined, and the files outside that it will need.
type module struct {
	Name    string
	Outside []string
}

// Module answers a module of the page, "js/bench.js" for example.
func (b base) Module(name string) module {
	one := module{Name: path.Base(name)}
	for _, file := range b.outside[one.Name] {
		one.Outside = append(one.Outside, b.Static(path.Join("js", file)))
	}
	return one
}

// Modules answers the address of the file that has them all.
func (b base) Modules() string { return b.Static(joinedModules) }
