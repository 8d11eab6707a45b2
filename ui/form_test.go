package ui_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// elements are those of a page that have an attribute, in their order.
func elements(t *testing.T, page, attribute string) []*html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var found []*html.Node
	for n := range doc.Descendants() {
		if slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == attribute }) {
			found = append(found, n)
		}
	}
	return found
}

func attributeOf(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// caret is the id of the element that a page opens with the caret in; empty: none.
func caret(t *testing.T, page string) string {
	t.Helper()
	found := elements(t, page, "autofocus")
	switch len(found) {
	case 0:
		return ""
	case 1:
		return attributeOf(found[0], "id")
	}
	t.Errorf("the caret is to stand in %d places", len(found))
	return ""
}

func TestPagesOpenWhereOneBegins(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	empty := uitest.EmptyNewsroom(t)
	secret, err := empty.Access.Setup(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	link, err := n.Access.ResetLink(t.Context(), workflow.Operator(), n.People[workflow.Reader].ID)
	if err != nil {
		t.Fatal(err)
	}
	chief := n.As(workflow.Chief)
	tests := []struct {
		b          *uitest.Browser
		path, want string
	}{
		{n.Browser(), "/signin", "email"},
		{empty.Browser(), "/setup/" + secret, "name"},
		{n.Browser(), "/reset/" + link, "password"},
		{chief, "/articles/new", "text"},
		{chief, "/publications", "name"},
	}
	for _, tt := range tests {
		if got := caret(t, n.See(tt.b.Get(tt.path), 200)); got != tt.want {
			t.Errorf("%s opens in %q, want %q", tt.path, got, tt.want)
		}
	}
	page := n.See(n.Browser().Post("/signin", "email", "a@b.example", "password", "x"), 422)
	if got := caret(t, page); got != "password" {
		t.Errorf("after a wrong password the caret stands in %q", got)
	}
}

// writtenForm is a form of a page in which something is written.
type writtenForm struct {
	path   string
	fields []string // names and values in turn, of what is written empty
}

// writtenForms finds the forms of a page that a person writes in, with nothing written.
func writtenForms(t *testing.T, address, page string) []writtenForm {
	t.Helper()
	var all []writtenForm
	for _, form := range elements(t, page, "method") {
		if !strings.EqualFold(attributeOf(form, "method"), http.MethodPost) {
			continue
		}
		f := writtenForm{path: attributeOf(form, "action")}
		if f.path == "" {
			f.path = address
		}
		if strings.Contains(f.path, "#") && !has(form, "data-edit") {
			t.Errorf("%s: a form posts to %s: a browser goes there and not to the field that is wrong", address, f.path)
		}
		written := false
		for e := range form.Descendants() {
			name, kind := attributeOf(e, "name"), attributeOf(e, "type")
			switch {
			case name == "":
			case e.Data == "textarea" || e.Data == "input" && !slices.Contains(
				[]string{"hidden", "checkbox", "radio", "submit", "file"}, kind):
				written = written || !has(e, "readonly")
				f.fields = append(f.fields, name, "")
			case e.Data == "input" && (kind == "hidden" || kind == "radio" && has(e, "checked")):
				f.fields = append(f.fields, name, attributeOf(e, "value"))
			}
		}
		if written {
			all = append(all, f)
		}
	}
	return all
}

func has(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// TestRefusedFormsOpenWhereTheyAreWrong walks the forms of the desk, sends each with nothing written
// in it, and looks where the page that refuses it has the caret: in the first field that is wrong,
// which is not folded away.
func TestRefusedFormsOpenWhereTheyAreWrong(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	n.Translate(v.ID, "Un texte.")
	empty := uitest.EmptyNewsroom(t)
	secret, err := empty.Access.Setup(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p, err := n.Publication.Add(t.Context(), n.Actor(workflow.Chief), workflow.Publication{
		Name: "L’Écho", SourceLang: "ar", TargetLang: "fr"})
	if err != nil {
		t.Fatal(err)
	}
	segment := v.Segments[1].ID
	chief := n.As(workflow.Chief)
	refused := 0
	for _, path := range []string{"/setup/" + secret, "/account", "/people", "/publications",
		"/publications/" + p.ID, "/articles/new", "/align", "/articles/" + v.ID,
		"/articles/" + v.ID + "/comments", "/articles/" + v.ID + "/segments/" + segment + "/correct",
		"/segments/" + segment + "/comments", "/articles/" + v.ID + "/review"} {
		b := chief
		if strings.HasPrefix(path, "/setup/") {
			b = empty.Browser()
		}
		for _, f := range writtenForms(t, path, n.See(b.Get(path), 200)) {
			w := b.Post(f.path, f.fields...)
			if checkRefused(t, f.path, w) {
				refused++
			}
		}
	}
	if refused < 8 {
		t.Errorf("only %d forms were refused at a field: the walk looks at nothing", refused)
	}
}

// checkRefused looks at an answer, and reports whether it refuses a field.
func checkRefused(t *testing.T, path string, w *httptest.ResponseRecorder) bool {
	t.Helper()
	page := w.Body.String()
	wrong := elements(t, page, "aria-invalid")
	if w.Code < 400 || len(wrong) == 0 {
		return false
	}
	at := elements(t, page, "autofocus")
	if len(at) != 1 || attributeOf(at[0], "name") != attributeOf(wrong[0], "name") {
		t.Errorf("%s: the caret is not in the first field that is wrong, %q", path, attributeOf(wrong[0], "name"))
		return true
	}
	for fold := range at[0].Ancestors() {
		if fold.Data == "details" && !has(fold, "open") {
			t.Errorf("%s: the field that is wrong, %q, is folded away", path, attributeOf(at[0], "name"))
		}
	}
	return true
}
