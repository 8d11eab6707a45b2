package xmlfile

import (
	"strings"

	"truchement/workflow/format/limit"
	"truchement/workflow/format/xmlpull"
)

// xmlSpace is the namespace of the attributes that start with xml:.
const xmlSpace = "http://www.w3.org/XML/1998/namespace"

// Element is a part of a file with all that is in it.
type Element struct {
	Name  string
	Space string // the namespace
	attrs []attr
	Kids  []any // string or *Element
	Keep  bool  // xml:space="preserve" applies
	Line  int   // on which its start tag ends

	// Where it is in the file as UTF-8 without byte order mark: its start tag is from From to Inside, its end tag from End to
	// To. An empty element has no end tag. End and To are set by Fill.
	From, Inside, End, To int64
}

// attr is an attribute, its name as Attr has it.
type attr struct{ name, value string }

// StartOf makes an element of the Start token that x has read last. Keep is the parent's.
func StartOf(x *xmlpull.Reader, keep bool) *Element {
	e := &Element{Name: x.Kept(x.Local()), Space: x.Space(), Keep: keep, Line: x.Line(), From: x.From(), Inside: x.Offset()}
	if n := len(x.Attrs()); n > 0 {
		e.attrs = make([]attr, 0, n)
	}
	for _, a := range x.Attrs() {
		if a.Declares() {
			continue
		}
		name := x.Kept(a.Local())
		switch space := x.AttrSpace(a); space {
		case "":
		case xmlSpace:
			name = "xml:" + name
		default:
			name = space + " " + name
		}
		e.attrs = append(e.attrs, attr{name, string(a.Value)})
	}
	if s := e.Attr("xml:space"); s != "" {
		e.Keep = s == "preserve"
	}
	return e
}

// Attr is the value of an attribute, "" for none: by local name, with the prefix xml: for those of
// XML itself, and with a namespace and a space before those of others.
func (e *Element) Attr(name string) string {
	for i := range e.attrs {
		if e.attrs[i].name == name {
			return e.attrs[i].value
		}
	}
	return ""
}

// SetAttr adds an attribute that e does not have.
func (e *Element) SetAttr(name, value string) { e.attrs = append(e.attrs, attr{name, value}) }

// Fill reads what is in e, to its end tag. The limits of x bound its depth.
func (e *Element) Fill(x *xmlpull.Reader) error {
	open := []*Element{e}
	for n := 0; len(open) > 0; n++ {
		if n > limit.Elements {
			return x.Fail(limit.TooMany, nil)
		}
		k, err := x.Next()
		if err != nil {
			return err
		}
		top := open[len(open)-1]
		switch k {
		case xmlpull.Start:
			kid := StartOf(x, top.Keep)
			top.Kids = append(top.Kids, kid)
			open = append(open, kid)
		case xmlpull.End:
			top.End, top.To = x.From(), x.Offset()
			open = open[:len(open)-1]
		case xmlpull.Text, xmlpull.CData:
			top.Kids = append(top.Kids, string(x.Text()))
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
