package web

import (
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"truchement/ui/word"
	"truchement/workflow"
)

// Form is a form as it was sent, so that it can be shown again with every field as typed and
// the reason beside the field that needs mending. The zero form is an empty one.
type Form struct {
	Values   url.Values
	problems map[string]string // field name to message
	Problem  string            // of the form as a whole
	focused  bool              // a field has taken the focus
}

// problemLine is the data of the part "problem".
type problemLine struct{ ID, Text string }

// ReadForm reads the form of the request. A body over the route's limit is refused as too large.
func (c *Call) ReadForm() (*Form, error) {
	if err := c.Request().ParseForm(); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return nil, err
		}
		return nil, &Fault{Status: http.StatusBadRequest, ID: "fault.invalid", Cause: err}
	}
	return &Form{Values: c.Request().PostForm}, nil
}

// NewForm makes a form that was not sent yet; pairs are field names and values in turn.
func NewForm(pairs ...string) *Form {
	f := &Form{Values: url.Values{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Values.Set(pairs[i], pairs[i+1])
	}
	return f
}

// Value answers a field as typed.
func (f *Form) Value(name string) string {
	if f == nil {
		return ""
	}
	return f.Values.Get(name)
}

// Has reports whether a field has this value, for selects and boxes.
func (f *Form) Has(name, value string) bool {
	if f == nil {
		return false
	}
	for _, v := range f.Values[name] {
		if v == value {
			return true
		}
	}
	return false
}

// Chosen is the attribute of an option that was chosen.
func (f *Form) Chosen(name, value string) template.HTMLAttr {
	if f.Has(name, value) {
		return "selected"
	}
	return ""
}

// Checked is the attribute of a box or button that was checked.
func (f *Form) Checked(name, value string) template.HTMLAttr {
	if f.Has(name, value) {
		return "checked"
	}
	return ""
}

// Invalid are the attributes of a field: they name its problem when it has one, and the elements with
// these ids, which say more about it. The page opens with the caret in the first field that is wrong.
func (f *Form) Invalid(name string, about ...string) template.HTMLAttr {
	attributes := ""
	if f != nil && f.problems[name] != "" {
		about = append(about, problemID(name))
		attributes = `aria-invalid="true"` + f.takeFocus()
	}
	if len(about) > 0 {
		attributes += ` aria-describedby="` + strings.Join(about, " ") + `"`
	}
	return template.HTMLAttr(attributes) //nolint:gosec // names of fields and elements are ours
}

// Begin is Invalid for the field where one begins: the page opens with the caret there unless
// another field is wrong.
func (f *Form) Begin(name string, about ...string) template.HTMLAttr {
	attributes := f.Invalid(name, about...)
	if f != nil && len(f.problems) == 0 {
		attributes += template.HTMLAttr(f.takeFocus()) //nolint:gosec // a constant
	}
	return attributes
}

// takeFocus is the attribute that has a page open with the caret in a field: of one field of a form.
func (f *Form) takeFocus() string {
	if f.focused {
		return ""
	}
	f.focused = true
	return " autofocus"
}

// Wrong reports whether one of these fields has a problem, for parts of a form that are folded
// otherwise.
func (f *Form) Wrong(names ...string) bool {
	return f != nil && slices.ContainsFunc(names, func(name string) bool { return f.problems[name] != "" })
}

// Of answers the problem of a field, for the part "problem".
func (f *Form) Of(name string) problemLine {
	if f == nil {
		return problemLine{}
	}
	return problemLine{ID: problemID(name), Text: f.problems[name]}
}

func problemID(name string) string { return name + "-problem" }

// SetProblem puts a message at a field; an empty name means the form as a whole.
func (f *Form) SetProblem(name, message string) {
	if name == "" {
		f.Problem = message
		return
	}
	if f.problems == nil {
		f.problems = map[string]string{}
	}
	f.problems[name] = message
}

// Refused puts err at the field it is about and answers true when err is the reader's to mend:
// the page is then shown again with status statusOfForm. Any other error is for fail. fields
// maps message IDs to field names; those not in it are about the form as a whole.
func (c *Call) Refused(f *Form, err error, fields map[string]string) bool {
	var w *workflow.Error
	if !errors.As(err, &w) {
		return false
	}
	switch w.Kind {
	case workflow.Invalid, workflow.Conflict, workflow.TooMany, workflow.TooLarge,
		workflow.Unavailable, workflow.Unknown:
		f.SetProblem(fields[w.ID], c.T(w.ID, word.ArgsOf(w.Args)...))
		c.setRetryAfter(statusOf(w.Kind))
		return true
	}
	return false
}

// FormStatus is the status of a form that is shown again because of err.
func FormStatus(err error) int { return FailureOf(err).Status }

// Number writes a number as forms have it, in any language.
func Number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// ParseQuery reads the filter a form carries; a damaged one is no filter.
func ParseQuery(view string) url.Values {
	q, err := url.ParseQuery(view)
	if err != nil {
		return url.Values{}
	}
	return q
}

// Int is a field as a whole number; -1 when it is none.
func (f *Form) Int(name string) int {
	n, err := strconv.Atoi(f.Value(name))
	if err != nil {
		return -1
	}
	return n
}
