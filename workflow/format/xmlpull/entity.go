package xmlpull

import (
	"bytes"
	"unicode/utf8"
)

func (d *dtd) entity() error {
	parameter := d.b[d.i] == '%'
	if parameter {
		d.i++
		if err := d.gap(); err != nil {
			return err
		}
	}
	name, err := d.plainName()
	if err != nil {
		return err
	}
	internal := d.b[d.i] == '"' || d.b[d.i] == '\''
	d.know(name, parameter, internal)
	if internal {
		return d.literal("&%", nil)
	}
	if err := d.externalID(false); err != nil {
		return err
	}
	if parameter || !d.spaces() || !d.skip("NDATA") {
		return nil
	}
	if err := d.gap(); err != nil {
		return err
	}
	return d.name()
}

// know remembers an entity; the first declaration of a name counts.
func (d *dtd) know(name string, parameter, internal bool) {
	if d.entities == nil {
		d.entities, d.parameters = map[string]bool{}, map[string]bool{}
	}
	if parameter {
		d.parameters[name] = true
	} else if _, known := d.entities[name]; !known {
		d.entities[name] = internal
	}
}

func (d *dtd) notation() error {
	if _, err := d.plainName(); err != nil {
		return err
	}
	return d.externalID(true)
}

// externalID reads a system or public identifier. That of a notation may lack the system part.
func (d *dtd) externalID(notation bool) error {
	public := d.skip("PUBLIC")
	if !public && !d.skip("SYSTEM") {
		return d.fault("no identifier where one must be")
	}
	if err := d.gap(); err != nil {
		return err
	}
	if !public {
		return d.literal("", nil)
	}
	if err := d.publicID(); err != nil {
		return err
	}
	spaced := d.spaces()
	quoted := d.b[d.i] == '"' || d.b[d.i] == '\''
	switch {
	case notation && !quoted:
		return nil
	case !spaced:
		return d.fault("no space after a public identifier")
	}
	return d.literal("", nil)
}

// publicID reads a literal of the few characters that a public identifier may have.
func (d *dtd) publicID() error {
	from := d.i
	if err := d.literal("", nil); err != nil {
		return err
	}
	for i, c := range d.b[from+1 : d.i-1] {
		alone := class[c]&nameByte != 0 && c < utf8.RuneSelf || class[c]&space != 0 && c != '\t'
		if !alone && bytes.IndexByte([]byte("'()+,./:=?;!*#@$_%"), c) < 0 {
			return &fault{from + 1 + i, "a character that no public identifier may have"}
		}
	}
	return nil
}
