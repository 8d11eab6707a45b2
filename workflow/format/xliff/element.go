package xliff

import (
	"encoding/xml"
	"io"
	"strings"

	"truchement/workflow/format/limit"
)

// element is a part of a file with all that is in it.
type element struct {
	name  string
	space string // the namespace
	attrs map[string]string
	kids  []any // string or *element
	keep  bool  // xml:space="preserve" holds
}

// startOf makes an element of its start tag. Keep is the parent's.
func startOf(t xml.StartElement, keep bool) *element {
	e := &element{name: t.Name.Local, space: t.Name.Space, attrs: map[string]string{}, keep: keep}
	for _, a := range t.Attr {
		name := a.Name.Local
		switch {
		case a.Name.Space == "http://www.w3.org/XML/1998/namespace":
			name = "xml:" + name
		case a.Name.Space != "":
			name = a.Name.Space + " " + name
		}
		e.attrs[name] = a.Value
	}
	if s, ok := e.attrs["xml:space"]; ok {
		e.keep = s == "preserve"
	}
	return e
}

// fill reads what is in e, to its end tag. The limits of x bound its depth.
func (e *element) fill(x *limit.XML) error {
	open := []*element{e}
	for len(open) > 0 {
		t, err := x.Token()
		if err == io.EOF {
			return x.Fail(limit.Damaged, io.ErrUnexpectedEOF)
		}
		if err != nil {
			return err
		}
		top := open[len(open)-1]
		switch t := t.(type) {
		case xml.StartElement:
			kid := startOf(t, top.keep)
			top.kids = append(top.kids, kid)
			open = append(open, kid)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.kids = append(top.kids, string(t))
		}
	}
	return nil
}

// all lists the children called name, in e's own namespace.
func (e *element) all(name string) []*element {
	var found []*element
	for _, k := range e.kids {
		if k, ok := k.(*element); ok && k.name == name && k.space == e.space {
			found = append(found, k)
		}
	}
	return found
}

// first is the first child called name, or nil.
func (e *element) first(name string) *element {
	if all := e.all(name); len(all) > 0 {
		return all[0]
	}
	return nil
}

// each calls do for e and every element in it, outermost first.
func (e *element) each(do func(*element)) {
	do(e)
	for _, k := range e.kids {
		if k, ok := k.(*element); ok {
			k.each(do)
		}
	}
}

// text is the characters in e, as they stand. Cp elements, which hold what XML forbids, have
// none.
func (e *element) text() string {
	if e == nil {
		return ""
	}
	var b strings.Builder
	for _, k := range e.kids {
		switch k := k.(type) {
		case string:
			b.WriteString(k)
		case *element:
			b.WriteString(k.text())
		}
	}
	return b.String()
}
