package ui

import (
	"errors"
	"html/template"
	"net/http"
	"net/url"

	"truchement/workflow"
)

// form is a form as it was sent, so that it can be shown again with every field as typed and
// the reason beside the field that needs mending. The zero form is an empty one.
type form struct {
	values   url.Values
	problems map[string]string // field name to message
	Problem  string            // of the form as a whole
}

// problemLine is the data of the part "problem".
type problemLine struct{ ID, Text string }

// sent reads the form of the request. A body over the route's limit is refused as too large.
func (c *call) sent() (*form, error) {
	if err := c.Request().ParseForm(); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return nil, err
		}
		return nil, &fault{status: http.StatusBadRequest, id: "fault.invalid", cause: err}
	}
	return &form{values: c.Request().PostForm}, nil
}

// filled makes a form that was not sent yet; pairs are field names and values in turn.
func filled(pairs ...string) *form {
	f := &form{values: url.Values{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.values.Set(pairs[i], pairs[i+1])
	}
	return f
}

// Value answers a field as typed.
func (f *form) Value(name string) string {
	if f == nil {
		return ""
	}
	return f.values.Get(name)
}

// Has says whether a field has this value, for selects and boxes.
func (f *form) Has(name, value string) bool {
	if f == nil {
		return false
	}
	for _, v := range f.values[name] {
		if v == value {
			return true
		}
	}
	return false
}

// Chosen is the attribute of an option that was chosen.
func (f *form) Chosen(name, value string) template.HTMLAttr {
	if f.Has(name, value) {
		return "selected"
	}
	return ""
}

// Checked is the attribute of a box or button that was checked.
func (f *form) Checked(name, value string) template.HTMLAttr {
	if f.Has(name, value) {
		return "checked"
	}
	return ""
}

// Invalid are the attributes of a field: they name its problem when it has one.
func (f *form) Invalid(name string) template.HTMLAttr {
	if f == nil || f.problems[name] == "" {
		return ""
	}
	attributes := `aria-invalid="true" aria-describedby="` + problemID(name) + `"`
	return template.HTMLAttr(attributes) //nolint:gosec // field names are ours
}

// Of answers the problem of a field, for the part "problem".
func (f *form) Of(name string) problemLine {
	if f == nil {
		return problemLine{}
	}
	return problemLine{ID: problemID(name), Text: f.problems[name]}
}

func problemID(name string) string { return name + "-problem" }

// wrong puts a message at a field; an empty name means the form as a whole.
func (f *form) wrong(name, message string) {
	if name == "" {
		f.Problem = message
		return
	}
	if f.problems == nil {
		f.problems = map[string]string{}
	}
	f.problems[name] = message
}

// refused puts err at the field it is about and answers true when err is the reader's to mend:
// the page is then shown again with status statusOfForm. Any other error is for fail. fields
// maps message IDs to field names; those not in it are about the form as a whole.
func (c *call) refused(f *form, err error, fields map[string]string) bool {
	var w *workflow.Error
	if !errors.As(err, &w) {
		return false
	}
	switch w.Kind {
	case workflow.Invalid, workflow.Conflict, workflow.TooMany, workflow.TooLarge,
		workflow.Unavailable, workflow.Unknown:
		f.wrong(fields[w.ID], c.T(w.ID, argsOf(w.Args)...))
		c.comeBack(statusOf(w.Kind))
		return true
	}
	return false
}

// statusOfForm is the status of a form that is shown again because of err.
func statusOfForm(err error) int { return troubleOf(err).status }
