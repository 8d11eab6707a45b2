package xmlfile

import (
	"encoding/xml"
	"io"
	"strings"

	"truchement/workflow/format/limit"
)

// Element is a part of a file with all that is in it.
type Element struct {
	Name  string
	Space string // the namespace
	// Attrs are by local name, with the prefix xml: for those of XML itself, and with a namespace
	// and a space before those of others.
	Attrs map[string]string
	Kids  []any // string or *Element
	Keep  bool  // xml:space="preserve" applies
}

// StartOf makes an element of its start tag. Keep is the parent's.
func StartOf(t xml.StartElement, keep bool) *Element {
	e := &Element{Name: t.Name.Local, Space: t.Name.Space, Attrs: map[string]string{}, Keep: keep}
	for _, a := range t.Attr {
		name := a.Name.Local
		switch {
		case a.Name.Space == "http://www.w3.org/XML/1998/namespace":
			name = "xml:" + name
		case a.Name.Space != "":
			name = a.Name.Space + " " + name
		}
		e.Attrs[name] = a.Value
	}
	if s, ok := e.Attrs["xml:space"]; ok {
		e.Keep = s == "preserve"
	}
	return e
}

// Fill reads what is in e, to its end tag. The limits of x bound its depth.
func (e *Element) Fill(x *limit.XML) error {
	open := []*Element{e}
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
			kid := StartOf(t, top.Keep)
			top.Kids = append(top.Kids, kid)
			open = append(open, kid)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.Kids = append(top.Kids, string(t))
		}
	}
	return nil
}

// All lists the children called name, in e's own namespace.
func (e *Element) All(name string) []*Element {
	var found []*Element
	for _, k := range e.Kids {
		if k, ok := k.(*Element); ok && k.Name == name && k.Space == e.Space {
			found = append(found, k)
		}
	}
	return found
}

// First is the first child called name, or nil.
func (e *Element) First(name string) *Element {
	if all := e.All(name); len(all) > 0 {
		return all[0]
	}
	return nil
}

// Each calls do for e and every element in it, outermost first.
func (e *Element) Each(do func(*Element)) {
	do(e)
	for _, k := range e.Kids {
		if k, ok := k.(*Element); ok {
			k.Each(do)
		}
	}
}

// Text is the characters in e, unchanged. Cp elements, which hold what XML forbids, have none.
func (e *Element) Text() string {
	if e == nil {
		return ""
	}
	var b strings.Builder
	for _, k := range e.Kids {
		switch k := k.(type) {
		case string:
			b.WriteString(k)
		case *Element:
			b.WriteString(k.Text())
		}
	}
	return b.String()
}
