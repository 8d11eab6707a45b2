package tmx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/format/limit"
	"truchement/workflow/format/xliff/xmlfile"
	"truchement/workflow/lang"
)

// ErrNotTMX is the cause of the *limit.Error for XML of another kind.
var ErrNotTMX = errors.New("tmx: the root element is not tmx")

// All is the source language of a file or a unit in which any language may be the source.
const All = "*all*"

// Header is what a file says about itself.
type Header struct {
	SourceLang string // BCP 47, or All; empty when there is no valid one
	Tool       string // that made the file
	Title      string // in files of this program
	Created    time.Time
}

// Unit is a tu: one text in some languages.
type Unit struct {
	ID         string
	SourceLang string // the unit's own, or the header's
	Variants   []Variant
	Notes      []string
	Props      map[string]string // by type
	Changed    time.Time
	By         string // who changed it last, or made it
	Dropped    int    // codes that were left out because bitext does not have them
	Torn       int    // pairs that were closed or opened so that all nest
}

// Variant is a tuv. Codes that the languages of a unit share have the same id and are equal.
type Variant struct {
	Lang    string // BCP 47, in its usual case: fr-CA
	Text    bitext.Text
	Changed time.Time
	By      string
}

// Units reads a file and calls each for every unit in turn, holding one at a time. Languages
// whose tag is not valid are left out. It stops at the first error of each. A file that is no
// TMX, is damaged or passes a limit is a *limit.Error; a text that lang.Clean refuses wraps
// a *lang.Error.
func Units(r io.Reader, each func(Header, Unit) error) (Header, error) {
	f := &file{x: limit.NewXML(r, ""), each: each}
	if err := f.read(); err != nil {
		return f.header, fmt.Errorf("read tmx: %w", err)
	}
	return f.header, nil
}

// file is a TMX file while it is read.
type file struct {
	x      *limit.XML
	each   func(Header, Unit) error
	header Header
	root   bool // it was seen
}

func (f *file) read() error {
	for {
		t, err := f.x.Token()
		if err == io.EOF && f.root {
			return nil
		}
		if err == io.EOF {
			return f.x.Fail(limit.Damaged, ErrNotTMX)
		}
		if err != nil {
			return err
		}
		if s, ok := t.(xml.StartElement); ok {
			if err := f.start(s); err != nil {
				return err
			}
		}
	}
}

func (f *file) start(t xml.StartElement) error {
	e := xmlfile.StartOf(t, true)
	switch {
	case !f.root && e.Name != "tmx":
		return f.x.Fail(limit.Damaged, ErrNotTMX)
	case !f.root:
		f.root = true
		return nil
	case e.Name == "body":
		return nil
	}
	if err := e.Fill(f.x); err != nil {
		return err
	}
	switch e.Name {
	case "header":
		f.header = Header{
			SourceLang: tagOf(e.Attrs["srclang"]), Tool: cleanOrEmpty(e.Attrs["creationtool"]),
			Created: parseTime(e.Attrs["creationdate"]), Title: propsOf(e)[propTitle],
		}
	case "tu":
		u, err := f.unit(e)
		if err != nil {
			return err
		}
		return f.each(f.header, u)
	}
	return nil
}

func (f *file) unit(e *xmlfile.Element) (Unit, error) {
	u := Unit{ID: cleanOrEmpty(e.Attrs["tuid"]), SourceLang: f.header.SourceLang, Props: propsOf(e),
		Changed: changed(e), By: author(e)}
	if s := tagOf(e.Attrs["srclang"]); s != "" {
		u.SourceLang = s
	}
	for _, n := range e.All("note") {
		if s := cleanOrEmpty(n.Text()); s != "" {
			u.Notes = append(u.Notes, s)
		}
	}
	s := &codeRegistry{unit: &u, known: map[string]bitext.Code{}, taken: map[string]bool{}}
	for _, v := range e.All("tuv") {
		tag := v.Attrs["xml:lang"]
		if tag == "" {
			tag = v.Attrs["lang"]
		}
		seg := v.First("seg")
		if tag = tagOf(tag); tag == "" || tag == All || seg == nil {
			continue
		}
		text, err := s.read(seg)
		if err != nil {
			return u, fmt.Errorf("unit %q, line %d: %w", u.ID, f.x.Line(), err)
		}
		u.Variants = append(u.Variants, Variant{tag, text, changed(v), author(v)})
	}
	return u, nil
}

func changed(e *xmlfile.Element) time.Time {
	if t := parseTime(e.Attrs["changedate"]); !t.IsZero() {
		return t
	}
	return parseTime(e.Attrs["creationdate"])
}

func author(e *xmlfile.Element) string {
	if s := cleanOrEmpty(e.Attrs["changeid"]); s != "" {
		return s
	}
	return cleanOrEmpty(e.Attrs["creationid"])
}

func propsOf(e *xmlfile.Element) map[string]string {
	props := map[string]string{}
	for _, p := range e.All("prop") {
		props[p.Attrs["type"]] = cleanOrEmpty(p.Text())
	}
	return props
}

// parseTime reads a TMX date; it returns the zero time for anything else.
func parseTime(s string) time.Time {
	t, err := time.Parse(stamp, s)
	if err != nil {
		return time.Time{}
	}
	return t
}

// cleanOrEmpty is the cleaned s, or "" when lang.Clean refuses it. It is for names, which the
// text does not depend on.
func cleanOrEmpty(s string) string {
	s, err := lang.Clean(s)
	if err != nil {
		return ""
	}
	return s
}

// tagOf is a language tag in its usual case, All, or "" for what is no tag.
func tagOf(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	if strings.EqualFold(s, All) {
		return All
	}
	if !lang.Valid(s) {
		return ""
	}
	subs := strings.Split(strings.ToLower(s), "-")
	for i := 1; i < len(subs) && len(subs[i]) > 1; i++ {
		switch len(subs[i]) {
		case 2:
			subs[i] = strings.ToUpper(subs[i])
		case 4:
			if c := subs[i][0]; c >= 'a' {
				subs[i] = strings.ToUpper(subs[i][:1]) + subs[i][1:]
			}
		}
	}
	return strings.Join(subs, "-")
}
