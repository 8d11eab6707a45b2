package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// The browser gets the modules as one file: as files of their own they were more than forty
// requests of a first visit, which cost it more than their bytes.
const (
	bundleName      = "js/bundle.js"
	moduleNamespace = "ui"
	pageModule      = "web/app.js"        // runs on every page
	workerModule    = "js/kept/worker.js" // a script of its own, no part of the bundle
)

// bundleEntry runs pageModule, and then the modules that the page names. A page may name any module
// of a room; one that is neither named nor imported is a function that is not called.
const bundleEntry = `import './` + pageModule + `';
const modules = {
%s};
for (const { content } of document.querySelectorAll('meta[name="module"]')) modules[content]();
`

// bundleModules puts the bundle in the place of the modules, and notes which files outside of the
// bundle each of them will fetch.
func (a *assets) bundleModules() error {
	modules := map[string]string{}
	for name, file := range a.files {
		if path.Ext(name) == ".js" && !strings.HasPrefix(name, "vendor/") && name != workerModule {
			modules[name] = string(file.plain)
			delete(a.files, name)
		}
	}
	var entry strings.Builder
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		if !strings.HasPrefix(name, "js/") && name != pageModule {
			fmt.Fprintf(&entry, "  %q: () => import('./%[1]s'),\n", name)
		}
	}
	result := api.Build(api.BuildOptions{
		Stdin:             &api.StdinOptions{Contents: fmt.Sprintf(bundleEntry, entry.String())},
		Plugins:           []api.Plugin{a.moduleLoader(modules)},
		Bundle:            true,
		Format:            api.FormatESModule,
		Target:            api.ESNext,
		Charset:           api.CharsetUTF8,
		MinifyWhitespace:  true,
		MinifySyntax:      true,
		MinifyIdentifiers: true,
		Metafile:          true,
	})
	if err := messages(append(result.Errors, result.Warnings...)); err != nil {
		return fmt.Errorf("modules: %w", err)
	}
	a.files[bundleName] = asset{mediaType(bundleName), pack(bundleName, result.OutputFiles[0].Contents)}
	return a.noteOutside(result.Metafile)
}

// moduleLoader resolves imports among modules; any other file stays outside of the bundle.
func (a *assets) moduleLoader(modules map[string]string) api.Plugin {
	resolve := func(args api.OnResolveArgs) (api.OnResolveResult, error) {
		name := strings.TrimPrefix(path.Join(path.Dir(args.Importer), args.Path), "static/")
		if _, ok := modules[name]; ok {
			return api.OnResolveResult{Path: name, Namespace: moduleNamespace}, nil
		}
		if _, ok := a.files[name]; ok && args.Kind == api.ResolveJSDynamicImport {
			return api.OnResolveResult{Path: "../" + name, External: true}, nil
		}
		return api.OnResolveResult{}, fmt.Errorf("%s imports %s, which is no module", args.Importer, args.Path)
	}
	load := func(args api.OnLoadArgs) (api.OnLoadResult, error) {
		text := modules[args.Path]
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
	}
	return api.Plugin{Name: moduleNamespace, Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: `.*`}, resolve)
		build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: moduleNamespace}, load)
	}}
}

// messages makes one error of what esbuild says, nil of nothing.
func messages(all []api.Message) error {
	var list []error
	for _, m := range all {
		if m.Location != nil {
			m.Text = fmt.Sprintf("%s:%d: %s", m.Location.File, m.Location.Line, m.Text)
		}
		list = append(list, errors.New(m.Text))
	}
	return errors.Join(list...)
}

// noteOutside fills in a.outside from esbuild's list of what imports what.
func (a *assets) noteOutside(metafile string) error {
	type imported struct {
		Path     string
		External bool
	}
	var list struct {
		Inputs map[string]struct{ Imports []imported }
	}
	if err := json.Unmarshal([]byte(metafile), &list); err != nil {
		return fmt.Errorf("list of imports: %w", err)
	}
	a.outside = map[string][]string{}
	for name := range list.Inputs {
		all := []imported{{Path: name}}
		for i := 0; i < len(all); i++ {
			for _, next := range list.Inputs[all[i].Path].Imports {
				if !slices.Contains(all, next) {
					all = append(all, next)
				}
			}
		}
		name = strings.TrimPrefix(name, moduleNamespace+":")
		a.outside[name] = nil
		for _, one := range all {
			if one.External {
				a.outside[name] = append(a.outside[name], path.Join(path.Dir(bundleName), one.Path))
			}
		}
	}
	return nil
}

// module is a module of the page as the part "module" writes it: its name among those that are
// bundled, and the addresses of the files outside of the bundle that it will fetch.
type module struct {
	Name    string
	Outside []string
}

// Module answers a module of the page, "bench/bench.js" for example.
func (b Base) Module(name string) module {
	one := module{Name: name}
	for _, file := range b.outside[name] {
		one.Outside = append(one.Outside, b.Static(file))
	}
	return one
}

// Modules answers the address of the bundle.
func (b Base) Modules() string { return b.Static(bundleName) }
