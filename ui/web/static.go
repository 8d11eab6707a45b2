package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"

	"truchement/ui/js"
	"truchement/ui/static"
)

// Files are the templates and all that browsers are sent as it is. They are the same for all
// servers of a process, and are read once.
type Files struct {
	pages  *pages
	assets *assets
}

// ReadFiles reads the templates, modules and style sheets of the rooms, each in the folder of its
// room, and the modules that rooms share.
func ReadFiles(rooms fs.FS) (*Files, error) {
	f := &Files{}
	var err error
	if f.pages, err = newPages(rooms); err != nil {
		return nil, err
	}
	f.assets, err = newAssets([]source{{"static", static.Files}, {"js", js.Files}, {"", roomFiles{rooms}}})
	return f, err
}

// Page answers the template of a whole page, nil when there is none.
func (f *Files) Page(name string) *template.Template {
	if t := f.pages.full[name]; t != nil {
		return t.Lookup("layout")
	}
	return nil
}

// Part answers the template of a fragment, nil when there is none.
func (f *Files) Part(name string) *template.Template { return f.pages.parts.Lookup(name) }

// roomFiles are the modules and style sheets of the rooms, in a tree that has other files too.
type roomFiles struct{ fs.FS }

// ReadDir leaves out what is neither a module nor a style sheet of a room.
func (f roomFiles) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(f.FS, name)
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		ext := path.Ext(e.Name())
		return e.IsDir() != (name == ".") || !e.IsDir() && ext != ".js" && ext != ".css"
	}), err
}

// source is a folder of files for the browser. Modules import one another, across folders too, by
// their relative paths in this tree.
type source struct {
	folder string
	files  fs.FS
}

// asset is one file under /static.
type asset struct {
	kind string // media type
	packed
}

// assets are the static files under one prefix that names their common content, so that a browser
// may keep everything for ever.
type assets struct {
	prefix  string              // "/static/<hash>/"
	files   map[string]asset    // by path in this tree, without "static/"
	outside map[string][]string // by module, what it fetches that is not in the bundle
}

func newAssets(sources []source) (*assets, error) {
	a := &assets{files: map[string]asset{}}
	for _, from := range sources {
		if err := a.read(from); err != nil {
			return nil, fmt.Errorf("static files: %w", err)
		}
	}
	if err := a.bundleModules(); err != nil {
		return nil, err
	}
	a.joinStyles()
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(a.files)) {
		body := a.files[name].plain
		fmt.Fprintf(sum, "%s %d\n%s", name, len(body), body)
	}
	a.prefix = "/static/" + hex.EncodeToString(sum.Sum(nil))[:12] + "/"
	return a, nil
}

func (a *assets) read(from source) error {
	return fs.WalkDir(from.files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(from.files, name)
		if err != nil {
			return err
		}
		name = strings.TrimPrefix(path.Join(from.folder, name), "static/")
		a.files[name] = asset{mediaType(name), pack(name, body)}
		return nil
	})
}

// mediaType does not ask the machine's own tables where it matters: a module served as
// text/plain does not run.
func mediaType(name string) string {
	switch ext := path.Ext(name); ext {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	case ".txt", ".lock":
		return "text/plain; charset=utf-8"
	default:
		if kind := mime.TypeByExtension(ext); kind != "" {
			return kind
		}
		return "application/octet-stream"
	}
}

// serve answers name under the prefix hash. An outdated hash is not found, so that no browser
// keeps a new file under an old name.
func (a *assets) serve(w http.ResponseWriter, r *http.Request) bool {
	name, ok := strings.CutPrefix(r.URL.Path, a.prefix)
	file, known := a.files[name]
	if !ok || !known {
		return false
	}
	h := w.Header()
	h.Set("Content-Type", file.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	body, coding := file.encoded(r.Header.Get("Accept-Encoding"))
	if coding != "" {
		h.Set("Content-Encoding", coding)
	}
	h.Set("Content-Length", fmt.Sprint(len(body)))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		// A reader that goes away needs no answer; the access log has the status.
		_, _ = w.Write(body)
	}
	return true
}
