package xmlpull

import (
	"bytes"
	"unicode/utf8"

	"truchement/workflow/format/limit"
)

// dtd checks the grammar of a document type declaration (productions 28 to 83 of XML 1.0). It
// applies nothing of it: no entity is expanded and no default is set.
type dtd struct {
	b          []byte
	i          int
	root       []byte
	outside    bool            // there is an external subset
	entities   map[string]bool // general entities; true for those with a text in the document
	parameters map[string]bool // parameter entities
	partial    bool            // a parameter entity was referred to, which may declare others
}

// read reads a declaration from after its keyword to its end.
func (d *dtd) read() error {
	if err := d.gap(); err != nil {
		return err
	}
	from := d.i
	if err := d.name(); err != nil {
		return err
	}
	d.root = d.b[from:d.i]
	if d.spaces() && d.b[d.i] != '[' && d.b[d.i] != '>' {
		if err := d.externalID(false); err != nil {
			return err
		}
		d.outside = true
		d.spaces()
	}
	if d.b[d.i] == '[' {
		d.i++
		if err := d.subset(); err != nil {
			return err
		}
		d.spaces()
	}
	return d.take(">")
}

// subset reads the internal subset and its bracket.
func (d *dtd) subset() error {
	for {
		d.spaces()
		var err error
		switch {
		case d.b[d.i] == ']':
			d.i++
			return nil
		case d.b[d.i] == '%':
			err = d.parameter()
		case d.has("<!--"):
			d.i, err = scanComment(d.b, d.i)
		case d.has("<?"):
			err = d.instruction()
		case d.has("<!"):
			err = d.declaration()
		default:
			err = d.fault("what is no declaration in the internal subset")
		}
		if err != nil {
			return err
		}
	}
}

// parameter reads a reference to a parameter entity. One that cannot be declared is an
// error (WFC Entity Declared).
func (d *dtd) parameter() error {
	from := d.i
	name, err := d.reference()
	if err != nil {
		return err
	}
	if !d.parameters[name] && !d.outside && !d.partial {
		return &fault{from, "a reference to a parameter entity that is not declared"}
	}
	d.partial = true
	return nil
}

// declaration reads one markup declaration.
func (d *dtd) declaration() error {
	kinds := []struct {
		keyword string
		read    func() error
	}{{"<!ELEMENT", d.element}, {"<!ATTLIST", d.attributes}, {"<!ENTITY", d.entity},
		{"<!NOTATION", d.notation}}
	for _, k := range kinds {
		if !d.has(k.keyword) {
			continue
		}
		d.i += len(k.keyword)
		if err := d.gap(); err != nil {
			return err
		}
		if err := k.read(); err != nil {
			return err
		}
		d.spaces()
		return d.take(">")
	}
	if bytes.IndexByte(d.b[d.i:], '>') < 0 {
		return errShort
	}
	return d.fault("an unknown declaration in the internal subset")
}

func (d *dtd) element() error {
	if err := d.named(); err != nil {
		return err
	}
	switch {
	case d.skip("EMPTY"), d.skip("ANY"):
		return nil
	case d.b[d.i] != '(':
		return d.fault("an element type without a content model")
	}
	from := d.i
	d.i++
	d.spaces()
	switch {
	case d.skip("#PCDATA"):
		return d.mixed()
	case d.b[d.i] == '#':
		return d.fault("a broken content model")
	}
	d.i = from
	return d.group(1)
}

// mixed reads the rest of a mixed content model.
func (d *dtd) mixed() error {
	names := 0
	for d.spaces(); d.b[d.i] == '|'; d.spaces() {
		d.i++
		d.spaces()
		if err := d.name(); err != nil {
			return err
		}
		names++
	}
	if err := d.take(")"); err != nil {
		return err
	}
	if !d.skip("*") && names > 0 {
		return d.fault("a mixed content model without its star")
	}
	return nil
}

// group reads a choice or a sequence with what is in it.
func (d *dtd) group(depth int) error {
	if depth > limit.Depth {
		return &limit.Error{Kind: limit.TooDeep, Max: limit.Depth}
	}
	if err := d.take("("); err != nil {
		return err
	}
	for separator := byte(0); ; {
		d.spaces()
		if err := d.particle(depth); err != nil {
			return err
		}
		d.spaces()
		c := d.b[d.i]
		switch {
		case c == ')':
			d.i++
			d.quantifier()
			return nil
		case c != '|' && c != ',', separator != 0 && c != separator:
			return d.fault("a broken content model")
		}
		separator = c
		d.i++
	}
}

func (d *dtd) particle(depth int) error {
	if d.b[d.i] == '(' {
		return d.group(depth + 1)
	}
	if err := d.name(); err != nil {
		return err
	}
	d.quantifier()
	return nil
}

func (d *dtd) quantifier() {
	if c := d.b[d.i]; c == '?' || c == '*' || c == '+' {
		d.i++
	}
}

func (d *dtd) attributes() error {
	if err := d.name(); err != nil {
		return err
	}
	for d.spaces() && d.b[d.i] != '>' {
		if err := d.named(); err != nil {
			return err
		}
		if err := d.attributeType(); err != nil {
			return err
		}
		if err := d.gap(); err != nil {
			return err
		}
		if err := d.attributeDefault(); err != nil {
			return err
		}
	}
	return nil
}

func (d *dtd) attributeType() error {
	if d.b[d.i] == '(' {
		return d.choices(d.token)
	}
	// A longer keyword before the one it starts with.
	for _, t := range []string{"CDATA", "IDREFS", "IDREF", "ID", "ENTITY", "ENTITIES", "NMTOKENS",
		"NMTOKEN"} {
		if d.skip(t) {
			return nil
		}
	}
	if !d.skip("NOTATION") {
		return d.fault("an unknown type of attribute")
	}
	if err := d.gap(); err != nil {
		return err
	}
	return d.choices(d.name)
}

// choices reads a list in brackets, each item by read.
func (d *dtd) choices(read func() error) error {
	if err := d.take("("); err != nil {
		return err
	}
	for {
		d.spaces()
		if err := read(); err != nil {
			return err
		}
		d.spaces()
		if d.b[d.i] != '|' {
			return d.take(")")
		}
		d.i++
	}
}

func (d *dtd) attributeDefault() error {
	switch {
	case d.skip("#REQUIRED"), d.skip("#IMPLIED"):
		return nil
	case d.skip("#FIXED"):
		if err := d.gap(); err != nil {
			return err
		}
	}
	return d.literal("&<", d.checkUsable)
}

// checkUsable refuses what the value of an attribute may not refer to: an entity outside of the
// document, or one that is not declared although every declaration was read.
func (d *dtd) checkUsable(name string) error {
	switch internal, known := d.entities[name]; {
	case internal, ownEntity([]byte(name)) != 0, !known && (d.outside || d.partial):
		return nil
	}
	return d.fault("a reference to an entity that this value may not have")
}

// literal reads what is in quotes. Special says what is more than a character in it: "&" starts a
// reference, "<" and "%" are not allowed. Check, if not nil, is asked about every entity in it.
func (d *dtd) literal(special string, check func(name string) error) error {
	quote := d.b[d.i]
	if quote != '"' && quote != '\'' {
		return d.fault("no quotes where they must be")
	}
	d.i++
	for d.b[d.i] != quote {
		c := d.b[d.i]
		switch {
		case c == 0:
			return errShort
		case bytes.IndexByte([]byte(special), c) < 0:
			d.i++
		case c == '&':
			name, err := d.reference()
			if err == nil && check != nil && name != "" {
				err = check(name)
			}
			if err != nil {
				return err
			}
		default:
			return d.fault("a character that is not allowed in this value")
		}
	}
	d.i++
	return nil
}

// reference reads a reference and returns the name of the entity; none for a character.
func (d *dtd) reference() (string, error) {
	if d.b[d.i] == '&' && d.b[d.i+1] == '#' {
		_, end, err := scanCharReference(d.b, d.i)
		d.i = end
		return "", err
	}
	d.i++
	from := d.i
	if err := d.name(); err != nil {
		return "", err
	}
	name := string(d.b[from:d.i])
	return name, d.take(";")
}

func (d *dtd) instruction() error {
	_, n, err := new(Reader).instruction(d.b[d.i:])
	if err != nil {
		return d.shift(err)
	}
	d.i += n
	return nil
}

// shift moves a fault that counts from d.i.
func (d *dtd) shift(err error) error {
	if f, ok := err.(*fault); ok {
		return &fault{f.at + d.i, f.reason}
	}
	return err
}

// named reads a name and the space after it.
func (d *dtd) named() error {
	if err := d.name(); err != nil {
		return err
	}
	return d.gap()
}

// plainName reads a name without a colon and the space after it.
func (d *dtd) plainName() (string, error) {
	end, colon, err := scanName(d.b, d.i)
	if err != nil {
		return "", err
	}
	if colon > 0 {
		return "", &fault{colon, "a colon in the name of an entity or a notation"}
	}
	name := string(d.b[d.i:end])
	d.i = end
	return name, d.gap()
}

func (d *dtd) name() error {
	end, _, err := scanName(d.b, d.i)
	if err == nil {
		d.i = end
	}
	return err
}

// token reads a name token: the characters of a name in any order.
func (d *dtd) token() error {
	from := d.i
	for {
		c := d.b[d.i]
		if c >= utf8.RuneSelf {
			n := nameRune(d.b[d.i:], false)
			if n == 0 {
				break
			}
			d.i += n
			continue
		}
		if class[c]&nameByte == 0 && c != ':' {
			break
		}
		d.i++
	}
	if d.i == from || d.b[d.i] == 0 {
		return d.fault("no token where one must be")
	}
	return nil
}

func (d *dtd) spaces() bool {
	from := d.i
	for class[d.b[d.i]]&space != 0 {
		d.i++
	}
	return d.i > from
}

// gap reads white space that must be there.
func (d *dtd) gap() error {
	if !d.spaces() || d.b[d.i] == 0 {
		return d.fault("no space where one must be")
	}
	return nil
}

func (d *dtd) has(s string) bool { return bytes.HasPrefix(d.b[d.i:], []byte(s)) }

func (d *dtd) skip(s string) bool {
	if !d.has(s) {
		return false
	}
	d.i += len(s)
	return true
}

func (d *dtd) take(s string) error {
	if !d.skip(s) {
		return d.fault("no " + s + " where it must be")
	}
	return nil
}

// fault is errShort near the end of what is there, since a keyword may go on after it.
func (d *dtd) fault(reason string) error {
	const longest = len("<!NOTATION")
	if bytes.IndexByte(d.b[d.i:min(d.i+longest, len(d.b))], 0) >= 0 {
		return errShort
	}
	return &fault{d.i, reason}
}
