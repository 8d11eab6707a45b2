package xmlpull

import "bytes"

// The namespaces that Namespaces 1.0 itself binds.
const (
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
	xmlnsSpace = "http://www.w3.org/2000/xmlns/"
)

// How many names are kept for what comes, and how long they may be.
const (
	mostKnown    = 256
	longestKnown = 256
)

// spaces is the namespaces that apply.
type spaces struct {
	bindings []binding         // innermost last
	known    map[string]string // names that were met
}

// binding gives a prefix, or the elements without one, a namespace.
type binding struct{ prefix, uri string }

// bind reads the namespaces that the attributes of a start tag declare and checks the names that
// depend on them.
func (r *Reader) bind(element []byte, colon int) error {
	before := len(r.bindings)
	for _, a := range r.attrs {
		if !r.marks.declares || !a.Declares() {
			continue
		}
		if err := r.declare(a); err != nil {
			r.bindings = r.bindings[:before]
			return err
		}
	}
	if string(element[:colon]) == "xmlns" {
		return &fault{0, "an element with the prefix xmlns"}
	}
	if r.marks.prefixed < 2 {
		return nil
	}
	if err := r.checkExpanded(); err != nil {
		r.bindings = r.bindings[:before]
		return err
	}
	return nil
}

// declare adds what one xmlns attribute declares. The rules are those of Namespaces 1.0, section
// 3 and the constraint No Prefix Undeclaring.
func (r *Reader) declare(a Attr) error {
	var prefix []byte
	if a.colon > 0 {
		prefix = a.Local()
	}
	switch uri := string(a.Value); {
	case string(prefix) == "xmlns":
		return &fault{0, "a declaration of the prefix xmlns"}
	case (string(prefix) == "xml") != (uri == xmlSpace):
		return &fault{0, "a wrong declaration of the prefix xml or of its namespace"}
	case uri == xmlnsSpace:
		return &fault{0, "a declaration of the namespace of xmlns"}
	case a.colon > 0 && uri == "":
		return &fault{0, "a prefix without a namespace"}
	}
	r.bindings = append(r.bindings, binding{r.Kept(prefix), r.Kept(a.Value)})
	return nil
}

// Kept is b as a string. The first of a document are kept, so that a name which it repeats is
// made once.
func (r *Reader) Kept(b []byte) string {
	if old, ok := r.known[string(b)]; ok {
		return old
	}
	s := string(b)
	if r.known == nil {
		r.known = map[string]string{}
	}
	if len(r.known) < mostKnown && len(s) <= longestKnown {
		r.known[s] = s
	}
	return s
}

// spaceOf is the namespace of a prefix. Without one it is that of elements, or none.
func (r *Reader) spaceOf(prefix []byte, element bool) string {
	if len(prefix) == 0 && !element {
		return ""
	}
	for i := len(r.bindings) - 1; i >= 0; i-- {
		if r.bindings[i].prefix == string(prefix) {
			return r.bindings[i].uri
		}
	}
	switch string(prefix) {
	case "":
		return ""
	case "xml":
		return xmlSpace
	case "xmlns":
		return xmlnsSpace
	}
	return r.Kept(prefix) // not declared: it stands for itself
}

// checkExpanded finds two attributes of one name in one namespace, under different prefixes.
func (r *Reader) checkExpanded() error {
	if len(r.attrs) >= manyAttrs {
		r.forgetSeen()
	}
	for i, a := range r.attrs {
		if a.colon == 0 || a.Declares() {
			continue
		}
		if len(r.attrs) >= manyAttrs {
			key := r.AttrSpace(a) + " " + string(a.Local())
			if r.seen[key] {
				return &fault{0, "an attribute is there twice, under two prefixes"}
			}
			r.seen[key] = true
			continue
		}
		for _, b := range r.attrs[:i] {
			if b.colon > 0 && bytes.Equal(a.Local(), b.Local()) && r.AttrSpace(a) == r.AttrSpace(b) {
				return &fault{0, "an attribute is there twice, under two prefixes"}
			}
		}
	}
	return nil
}
