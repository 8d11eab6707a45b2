package tmx

import (
	"errors"
	"fmt"
	"io"
	"strconv"

	"truchement/workflow/format/limit"
	"truchement/workflow/format/xmlpull"
	"truchement/workflow/lang"
)

// file is a TMX file while it is read.
type file struct {
	x      *xmlpull.Reader
	after  int // units that are passed over
	each   func(Header, Unit) error
	header Header
	root   bool // it was seen
	unit   Unit // the last, whose slices the next one uses
	names  recent
	tags   recent
	seg    segReader
	text   []byte // of a note or a prop
}

func (f *file) read() error {
	for {
		k, err := f.x.NextTag()
		var e *xmlpull.SyntaxError
		switch {
		case err == io.EOF:
			return nil
		case !f.root && errors.As(err, &e):
			return f.x.Fail(limit.Damaged, fmt.Errorf("%w: %w", ErrNotTMX, e))
		case err == nil && k == xmlpull.Start:
			err = f.start()
		}
		if err != nil {
			return err
		}
	}
}

func (f *file) start() error {
	switch name := string(f.x.Local()); {
	case !f.root && name != "tmx":
		return f.x.Fail(limit.Damaged, ErrNotTMX)
	case !f.root:
		f.root = true
		return nil
	case name == "body":
		return nil
	case name == "header":
		return f.readHeader()
	case name != "tu":
		return f.x.Skip()
	}
	if f.unit.Number++; f.unit.Number <= f.after {
		return f.x.Skip()
	}
	if err := f.readUnit(); err != nil {
		return err
	}
	return f.each(f.header, f.unit)
}

func (f *file) readHeader() error {
	f.header = Header{}
	for _, a := range f.x.Attrs() {
		switch string(a.Name) {
		case "srclang":
			f.header.SourceLang = tagOf(string(a.Value))
		case "creationtool":
			f.header.Tool = cleanOrEmpty(string(a.Value))
		case "creationdate":
			f.header.Created = parseTime(a.Value)
		}
	}
	space := f.x.Space()
	for {
		name, err := f.child(space)
		switch {
		case err != nil || name == nil:
			return err
		case string(name) != "prop":
			err = f.x.Skip()
		default:
			var p Prop
			if p, err = f.prop(); p.Type == propTitle {
				f.header.Title = p.Value
			}
		}
		if err != nil {
			return err
		}
	}
}

// child reads on to the next child of an element in a namespace, and returns its name, or nil at
// the end of the element. Children of other namespaces are passed over. The name is valid until
// the child is read.
func (f *file) child(space string) ([]byte, error) {
	for {
		k, err := f.x.NextTag()
		switch {
		case err != nil:
			return nil, err
		case f.seg.tooLarge():
			return nil, &limit.Error{Kind: limit.TooLarge, Max: maxUnit, Line: f.x.Line()}
		case k == xmlpull.End:
			return nil, nil
		case f.x.Space() == space:
			return f.x.Local(), nil
		}
		if err := f.x.Skip(); err != nil {
			return nil, err
		}
	}
}

func (f *file) readUnit() error {
	u := &f.unit
	*u = Unit{Number: u.Number, Line: f.x.Line(), SourceLang: f.header.SourceLang, Variants: u.Variants[:0],
		Notes: u.Notes[:0], Props: u.Props[:0]}
	for _, a := range f.x.Attrs() {
		switch string(a.Name) {
		case "tuid":
			u.ID = cleanOrEmpty(string(a.Value))
		case "srclang":
			if tag := f.tags.of(a.Value, tagOf); tag != "" {
				u.SourceLang = tag
			}
		default:
			f.history(&u.History, a)
		}
	}
	u.complete()
	f.seg.start(u)
	space := f.x.Space()
	for {
		name, err := f.child(space)
		switch {
		case err != nil || name == nil:
			return err
		case string(name) == "tuv":
			err = f.variant(u)
		default:
			err = f.remark(name, &u.Notes, &u.Props)
		}
		if err != nil {
			return err
		}
	}
}

// remark reads a note or a prop, or passes over what is neither.
func (f *file) remark(name []byte, notes *[]string, props *[]Prop) error {
	switch string(name) {
	case "note":
		var err error
		if f.text, err = f.x.AppendText(f.text[:0]); err != nil {
			return err
		}
		if s := cleanOrEmpty(string(f.text)); s != "" {
			*notes = append(*notes, s)
		}
		return nil
	case "prop":
		p, err := f.prop()
		if err != nil {
			return err
		}
		*props = append(*props, p)
		return nil
	}
	return f.x.Skip()
}

func (f *file) prop() (Prop, error) {
	var p Prop
	if typ, ok := f.x.Value("type"); ok {
		p.Type = f.names.of(typ, cleanOrEmpty)
	}
	var err error
	if f.text, err = f.x.AppendText(f.text[:0]); err != nil {
		return p, err
	}
	p.Value = f.names.of(f.text, cleanOrEmpty)
	return p, nil
}

// variant reads a tuv into u. One without a language or a seg is left out.
func (f *file) variant(u *Unit) error {
	v := u.spareVariant()
	var tag, old []byte // lang was the attribute before TMX 1.4
	for _, a := range f.x.Attrs() {
		switch string(a.Name) {
		case "xml:lang":
			tag = a.Value
		case "lang":
			old = a.Value
		default:
			f.history(&v.History, a)
		}
	}
	if len(tag) == 0 {
		tag = old
	}
	v.Lang = f.tags.of(tag, tagOf)
	v.complete()
	usable := v.Lang != "" && v.Lang != All
	found := false
	space := f.x.Space()
	for {
		name, err := f.child(space)
		switch {
		case err != nil:
			return err
		case name == nil:
			if found {
				u.Variants = u.Variants[:len(u.Variants)+1]
			}
			return nil
		case string(name) != "seg" || found || !usable:
			err = f.remark(name, &v.Notes, &v.Props)
		default:
			found = true
			v.Text, err = f.seg.read(v.Text)
			var refused *lang.Error
			if errors.As(err, &refused) {
				u.Refused = fmt.Errorf("unit %q, line %d: %w", u.ID, f.x.Line(), err)
				v.Text, err = nil, nil
			}
		}
		if err != nil {
			return err
		}
	}
}

// spareVariant is an empty variant after the last one of u, which does not count yet. It has the
// slices of one that an earlier unit had there.
func (u *Unit) spareVariant() *Variant {
	n := len(u.Variants)
	if n == cap(u.Variants) {
		u.Variants = append(u.Variants, Variant{})[:n]
	}
	v := &u.Variants[:n+1][n]
	*v = Variant{Text: v.Text[:0], Notes: v.Notes[:0], Props: v.Props[:0]}
	return v
}

// history reads an attribute that a tu and a tuv share.
func (f *file) history(h *History, a xmlpull.Attr) {
	switch string(a.Name) {
	case "creationdate":
		h.Created = parseTime(a.Value)
	case "creationid":
		h.Author = f.names.of(a.Value, cleanOrEmpty)
	case "changedate":
		h.Changed = parseTime(a.Value)
	case "changeid":
		h.By = f.names.of(a.Value, cleanOrEmpty)
	case "lastusagedate":
		h.Used = parseTime(a.Value)
	case "usagecount":
		if n, err := strconv.Atoi(string(a.Value)); err == nil && n > 0 {
			h.Uses = n
		}
	}
}

// complete says of what was never changed that it was changed when it was made.
func (h *History) complete() {
	if h.Changed.IsZero() {
		h.Changed = h.Created
	}
	if h.By == "" {
		h.By = h.Author
	}
}

// recent keeps the short strings that repeat from unit to unit (people, languages, types), so that
// each is checked and held once.
type recent struct {
	slots [256]struct{ raw, made string }
}

// of is what made makes of raw.
func (r *recent) of(raw []byte, made func(string) string) string {
	const longest = 64
	n := len(raw)
	if n == 0 || n > longest {
		return made(string(raw))
	}
	at := uint(n)*31 + uint(raw[0])*7 + uint(raw[n/2])*3 + uint(raw[n-1])*13
	slot := &r.slots[at%uint(len(r.slots))]
	if slot.raw != string(raw) {
		slot.raw = string(raw)
		slot.made = made(slot.raw)
	}
	return slot.made
}
