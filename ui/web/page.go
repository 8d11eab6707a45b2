package web

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"text/template/parse"

	"truchement/ui/word"
	"truchement/workflow/keymap"
)

// pages are the parsed templates. They are parsed once and never changed; what differs
// between two requests is a method or a field of the page's data.
type pages struct {
	parts *template.Template            // fragments: the *.part.html files
	full  map[string]*template.Template // page name to layout + parts + that page
}

// newPages parses layout.html and every *.part.html once, and each other file as a page of its
// own, named by its file: people.html is the page "people".
func newPages(files fs.FS) (*pages, error) {
	names, err := fs.Glob(files, "*/*.html")
	if err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	p := &pages{parts: template.New("parts"), full: map[string]*template.Template{}}
	isPart := func(name string) bool {
		return strings.HasSuffix(name, ".part.html") || path.Base(name) == "layout.html"
	}
	for _, name := range names {
		if !isPart(name) {
			continue
		}
		if err := parseTemplate(p.parts, files, name); err != nil {
			return nil, err
		}
	}
	for _, name := range names {
		if isPart(name) {
			continue
		}
		t := template.New("page") // no file has this name
		if err := parseTemplate(t, files, name); err != nil {
			return nil, err
		}
		if err := p.addCalled(t); err != nil {
			return nil, fmt.Errorf("template %s: %w", name, err)
		}
		p.full[strings.TrimSuffix(path.Base(name), ".html")] = t
	}
	return p, nil
}

// addCalled adds to the templates of a page the layout and all that they call. A page has no other:
// with every part of every room in each, the pages were two thirds of the program's memory.
func (p *pages) addCalled(page *template.Template) error {
	called := []string{"layout"}
	for i := 0; i < len(called); i++ {
		one := page.Lookup(called[i])
		if one == nil {
			part := p.parts.Lookup(called[i])
			if part == nil {
				return fmt.Errorf("no template %q", called[i])
			}
			var err error
			if one, err = page.AddParseTree(called[i], part.Tree.Copy()); err != nil {
				return err
			}
		}
		for _, name := range callsIn(one.Tree.Root) {
			if !slices.Contains(called, name) {
				called = append(called, name)
			}
		}
	}
	return nil
}

// callsIn lists the templates that a piece of a template calls.
func callsIn(n parse.Node) []string {
	branches := func(b *parse.BranchNode) []string {
		names := callsIn(b.List)
		if b.ElseList != nil {
			names = append(names, callsIn(b.ElseList)...)
		}
		return names
	}
	switch n := n.(type) {
	case *parse.ListNode:
		var names []string
		for _, inner := range n.Nodes {
			names = append(names, callsIn(inner)...)
		}
		return names
	case *parse.IfNode:
		return branches(&n.BranchNode)
	case *parse.RangeNode:
		return branches(&n.BranchNode)
	case *parse.WithNode:
		return branches(&n.BranchNode)
	case *parse.TemplateNode:
		return []string{n.Name}
	}
	return nil
}

// parseTemplate adds the defines of a file to t. The indentation of the file is for its readers
// and is not sent: in a page of 1,500 segments it would be 270 kB of spaces.
func parseTemplate(t *template.Template, files fs.FS, name string) error {
	body, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("template %s: %w", name, err)
	}
	lines := strings.Split(string(body), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimLeft(line, " ")
	}
	if _, err := t.New(name).Parse(strings.Join(lines, "\n")); err != nil {
		return fmt.Errorf("template %s: %w", name, err)
	}
	return nil
}

// page writes a whole page into a buffer, so that a template that fails half-way shows the
// error page and not half a page.
func (p *pages) page(name string, data any) ([]byte, error) {
	t, ok := p.full[name]
	if !ok {
		return nil, fmt.Errorf("page %s: no such template", name)
	}
	return execute(t, "layout", data)
}

// stream writes a whole page as it is made.
func (p *pages) stream(w io.Writer, name string, data any) error {
	t, ok := p.full[name]
	if !ok {
		return fmt.Errorf("page %s: no such template", name)
	}
	if err := t.ExecuteTemplate(w, "layout", data); err != nil {
		return fmt.Errorf("template %s: %w", name, err)
	}
	return nil
}

// part writes one fragment, by the name of its define.
func (p *pages) part(name string, data any) ([]byte, error) {
	return execute(p.parts, name, data)
}

func execute(t *template.Template, name string, data any) ([]byte, error) {
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, name, data); err != nil {
		return nil, fmt.Errorf("template %s: %w", name, err)
	}
	return b.Bytes(), nil
}

// Base is what the layout needs; every page struct embeds it. A fragment's data embeds it too
// when it says anything.
type Base struct {
	*word.Speech
	Title   string // plain text, for the title element and the h1
	Person  *viewer
	Nav     []navItem
	Pages   []navItem // and those elsewhere, for the palette
	Notice  *Notice
	Bell    Bell
	Path    string // of this request, for links that come back
	query   url.Values
	static  string
	outside map[string][]string // of modules, see Module
}

// viewer is the signed-in person as the layout shows them.
type viewer struct {
	ID, Name, Role string
	Keys           keymap.Choice
}

// Bell is what the header says of the person's notices, in the part "bell".
type Bell struct {
	Unread int
	Seq    int64 // of the feed, up to which Unread holds
	Live   bool  // the person may follow the feed
}

// navItem is one link of the main navigation.
type navItem struct {
	Path, Word, Icon string
	Find             string // other words by which people look for it in the palette
	Here             bool
}

// Notice is a sentence about what was just done. Kind is "ok", "warn" or "error".
type Notice struct {
	Kind, Text string
	Undo       *UndoForm `json:",omitempty"`
}

// UndoForm is the form that undoes what a notice reports.
type UndoForm struct {
	Path   string
	Fx     string // ids of the parts that are all of the page that changes; empty: the page is loaded anew
	Fields []word.Option
}

// Static answers the address of a static file.
func (b Base) Static(name string) string { return b.static + name }

// Icon answers the address of a symbol of the icon sprite.
func (b Base) Icon(name string) string { return b.static + "icon/i.svg#" + name }

// copied is a text with a button that copies it, for the define "copied".
type copied struct {
	*word.Speech
	ID, Text string
}

// Copied shows a text that is to be copied, as a link; id names its element.
func (b Base) Copied(id, text string) copied { return copied{b.Speech, id, text} }

// Languages are the interface languages, each named in itself.
func (b Base) Languages() []languageName { return languageNames(b.Lang()) }

// ThisPage is the address of this page with its query, such as what was searched for.
func (b Base) ThisPage() string {
	if len(b.query) == 0 {
		return b.Path
	}
	return b.Path + "?" + b.query.Encode()
}

// InLanguage answers the address of this page in another interface language.
func (b Base) InLanguage(tag string) string {
	query := maps.Clone(b.query)
	if query == nil {
		query = url.Values{}
	}
	query.Set("lang", tag)
	return b.Path + "?" + query.Encode()
}

// languageName is one interface language in its own words.
type languageName struct {
	Tag, Name, Dir string
	Here           bool
}

func languageNames(here string) []languageName {
	names := []languageName{
		{Tag: "fr", Name: "Français", Dir: "ltr"},
		{Tag: "ar", Name: "العربية", Dir: "rtl"},
		{Tag: "en", Name: "English", Dir: "ltr"},
	}
	for i := range names {
		names[i].Here = names[i].Tag == here
	}
	return names
}

// Mark is a segment's or an article's state as it is shown: a shape, a word and a colour.
type Mark struct {
	State, Word, Icon string
}

// Mark answers the mark of a state: initial, draft, memory, machine, translated, review,
// reviewed, final, returned, stale or late.
func (b Base) Mark(state string) (Mark, error) {
	one := b.MarkOf(state)
	if one.Word == "" {
		return Mark{}, errors.New("no mark for state " + state)
	}
	return one, nil
}

// MarkOf is Mark for states that are there.
func (b Base) MarkOf(state string) Mark {
	return Mark{State: state, Word: b.StateWord(state), Icon: b.Icon("s-" + state)}
}
