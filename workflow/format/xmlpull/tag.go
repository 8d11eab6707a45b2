package xmlpull

import (
	"bytes"

	"truchement/workflow/format/limit"
)

// manyAttrs is from how many attributes on a table finds one that is there twice.
const manyAttrs = 24

func (r *Reader) startTag(b []byte) (Kind, int, error) {
	end, colon, err := scanName(b, 1)
	if err != nil {
		return 0, 0, err
	}
	r.attrs, r.marks = r.attrs[:0], marks{}
	i := end
	for {
		gap := i
		for class[b[i]]&space != 0 {
			i++
		}
		if b[i] == '>' || b[i] == '/' {
			break
		}
		if i == gap {
			return 0, 0, shortOr(b, i, "no space before an attribute")
		}
		if i, err = r.attribute(b, i); err != nil {
			return 0, 0, err
		}
	}
	empty := b[i] == '/'
	if empty {
		if i++; b[i] != '>' {
			return 0, 0, shortOr(b, i, "a slash inside a tag")
		}
	}
	if err := r.enter(b[1:end], max(colon-1, 0)); err != nil {
		return 0, 0, err
	}
	r.empty = empty
	return Start, i + 1, nil
}

// attribute reads the attribute that starts at b[i] and returns where it ends.
func (r *Reader) attribute(b []byte, i int) (int, error) {
	end, colon, err := scanName(b, i)
	if err != nil {
		return 0, err
	}
	a := Attr{Name: b[i:end], colon: max(colon-i, 0)}
	for i = end; class[b[i]]&space != 0; {
		i++
	}
	if b[i] != '=' {
		return 0, shortOr(b, i, "an attribute without a value")
	}
	for i++; class[b[i]]&space != 0; {
		i++
	}
	quote := b[i]
	if quote != '"' && quote != '\'' {
		return 0, shortOr(b, i, "the value of an attribute without quotes")
	}
	i++
	from := i
	for class[b[i]]&valueStop == 0 {
		i++
	}
	if b[i] == quote {
		a.Value = b[from:i]
	} else if a.Value, i, err = r.value(b, from, quote); err != nil {
		return 0, err
	}
	r.attrs = append(r.attrs, a)
	r.marks.add(a)
	if len(r.attrs) > limit.XMLAttrs {
		return 0, &limit.Error{Kind: limit.TooMany, Max: limit.XMLAttrs}
	}
	return i + 1, nil
}

// value reads a value with more in it than plain characters, from b[i] to its quote, into scratch.
func (r *Reader) value(b []byte, i int, quote byte) ([]byte, int, error) {
	from, start := i, len(r.scratch)
	for {
		for class[b[i]]&valueStop == 0 {
			i++
		}
		r.scratch = append(r.scratch, b[from:i]...)
		switch b[i] {
		case quote:
			return r.scratch[start:], i, nil
		case '<':
			return nil, 0, &fault{i, "a < in the value of an attribute"}
		case 0:
			return nil, 0, errShort
		case '&':
			n, err := r.reference(b, i)
			if err != nil {
				return nil, 0, err
			}
			i = n - 1
		case '\r':
			if b[i+1] == 0 {
				return nil, 0, errShort
			}
			if b[i+1] == '\n' {
				i++
			}
			r.scratch = append(r.scratch, ' ')
		case '\t', '\n':
			r.scratch = append(r.scratch, ' ')
		default: // the other quote
			r.scratch = append(r.scratch, b[i])
		}
		i++
		from = i
	}
}

// enter checks the start of an element as a whole and opens it.
func (r *Reader) enter(name []byte, colon int) error {
	if len(r.open) == 0 && r.rooted {
		return &fault{0, "a second root"}
	}
	if len(r.open) == limit.Depth {
		return &limit.Error{Kind: limit.TooDeep, Max: limit.Depth}
	}
	if r.marks.alike {
		if err := r.checkUnique(); err != nil {
			return err
		}
	}
	f := frame{name: len(r.names), colon: colon, bindings: len(r.bindings)}
	if colon > 0 || r.marks.declares || r.marks.prefixed > 1 {
		if err := r.bind(name, colon); err != nil {
			return err
		}
	}
	r.rooted = true
	r.open = append(r.open, f)
	r.names = append(r.names, name...)
	r.name, r.colon = r.names[f.name:], colon
	return nil
}

// marks are what the attributes of a start tag ask to be checked.
type marks struct {
	lengths  uint64 // a bit for the length and the ends of each name
	alike    bool   // two have the same bit, so that they may be the same
	declares bool   // one declares a namespace
	prefixed int    // how many have a prefix and declare none
}

func (m *marks) add(a Attr) {
	last := len(a.Name) - 1
	bit := uint64(1) << ((uint(last)*11 + uint(a.Name[0])*5 + uint(a.Name[last])) & 63)
	m.alike = m.alike || m.lengths&bit != 0
	m.lengths |= bit
	switch {
	case a.Name[0] == 'x' && a.Declares():
		m.declares = true
	case a.colon > 0:
		m.prefixed++
	}
}

// checkUnique finds two attributes of one name.
func (r *Reader) checkUnique() error {
	if len(r.attrs) >= manyAttrs {
		r.forgetSeen()
		for _, a := range r.attrs {
			if r.seen[string(a.Name)] {
				return &fault{0, "an attribute is there twice"}
			}
			r.seen[string(a.Name)] = true
		}
		return nil
	}
	for i := 1; i < len(r.attrs); i++ {
		for k := range i {
			if bytes.Equal(r.attrs[i].Name, r.attrs[k].Name) {
				return &fault{0, "an attribute is there twice"}
			}
		}
	}
	return nil
}

func (r *Reader) forgetSeen() {
	if r.seen == nil {
		r.seen = map[string]bool{}
	}
	clear(r.seen)
}

func (r *Reader) endTag(b []byte) (Kind, int, error) {
	if len(r.open) == 0 {
		return 0, 0, &fault{0, "an end tag outside of the root"}
	}
	last := r.open[len(r.open)-1]
	name := r.names[last.name:]
	if !bytes.HasPrefix(b[2:], name) {
		if len(b)-3 < len(name) && bytes.HasPrefix(name, b[2:len(b)-1]) {
			return 0, 0, errShort
		}
		return 0, 0, &fault{2, "the end tag is not that of the open element"}
	}
	i := 2 + len(name)
	for class[b[i]]&space != 0 {
		i++
	}
	if b[i] != '>' {
		return 0, 0, shortOr(b, i, "the end tag is not that of the open element")
	}
	r.name, r.colon = name, last.colon
	r.attrs = r.attrs[:0]
	return End, i + 1, nil
}
