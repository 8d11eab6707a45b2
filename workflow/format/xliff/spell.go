package xliff

import (
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/xliff/inline"
	"truchement/workflow/format/xliff/xmlfile"
)

// codeSyntax is how one version of XLIFF writes inline codes.
type codeSyntax interface {
	name(c bitext.Code) string // the element id of the next occurrence of c
	open(c bitext.Code, id string) string
	close(c bitext.Code) string
	lone(c bitext.Code, id string) string
	// start and end write the two ends of a pair that does not nest; half says that the other
	// end is missing. An end without a start has no id.
	start(c bitext.Code, id string, half bool) string
	end(c bitext.Code, id string, half bool) string
}

// writeText writes a text. When one of its pairs is torn or crosses another, all are written as
// separate ends, since XML elements cannot cross.
func writeText(t bitext.Text, s codeSyntax) string {
	mates, nested := inline.Pairs(t)
	names := make([]string, len(t))
	var b strings.Builder
	for i, r := range t {
		mate := mates[i]
		switch {
		case r.Kind == bitext.Chars:
			b.WriteString(xmlfile.Escape(r.Chars))
			continue
		case r.Kind == bitext.Close:
			if mate >= 0 {
				names[i] = names[mate]
			}
		default:
			names[i] = s.name(r.Code)
		}
		switch {
		case r.Kind == bitext.Lone:
			b.WriteString(s.lone(r.Code, names[i]))
		case r.Kind == bitext.Open && nested:
			b.WriteString(s.open(r.Code, names[i]))
		case r.Kind == bitext.Close && nested:
			b.WriteString(s.close(r.Code))
		case r.Kind == bitext.Open:
			b.WriteString(s.start(r.Code, names[i], mate < 0))
		default:
			b.WriteString(s.end(r.Code, names[i], mate < 0))
		}
	}
	return b.String()
}

// syntax2 is that of XLIFF 2: pc, ph, sc, ec.
type syntax2 struct{ take, fresh func(bitext.Code) string }

func (s syntax2) name(c bitext.Code) string { return s.take(c) }

func (syntax2) open(c bitext.Code, id string) string {
	typ, sub := type2(c.Type)
	return xmlfile.Tag("pc", ">", "id", id, "type", typ, "subType", sub,
		"dataRefStart", dataID(c), "dataRefEnd", dataID(c)+dataEnd)
}

func (syntax2) close(bitext.Code) string { return "</pc>" }

func (syntax2) lone(c bitext.Code, id string) string {
	typ, sub := type2(c.Type)
	return xmlfile.Tag("ph", "/>", "id", id, "type", typ, "subType", sub, "equiv", c.Equiv,
		"dataRef", dataID(c))
}

func (syntax2) start(c bitext.Code, id string, half bool) string {
	typ, sub := type2(c.Type)
	return xmlfile.Tag("sc", "/>", "id", id, "type", typ, "subType", sub, "equiv", c.Equiv,
		"dataRef", dataID(c), "isolated", yesIf(half))
}

func (s syntax2) end(c bitext.Code, id string, half bool) string {
	if !half {
		return xmlfile.Tag("ec", "/>", "startRef", id, "dataRef", dataID(c)+dataEnd)
	}
	typ, sub := type2(c.Type)
	return xmlfile.Tag("ec", "/>", "id", s.fresh(c), "type", typ, "subType", sub,
		"dataRef", dataID(c)+dataEnd, "isolated", "yes")
}

func yesIf(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// type2 is the type and subType of a code in XLIFF 2.
func type2(t bitext.CodeType) (typ, sub string) {
	switch t {
	case bitext.Bold:
		return "fmt", "xlf:b"
	case bitext.Italic:
		return "fmt", "xlf:i"
	case bitext.Underline:
		return "fmt", "xlf:u"
	case bitext.Break:
		return "fmt", "xlf:lb"
	case bitext.Link:
		return "link", ""
	case bitext.Image:
		return "image", ""
	case bitext.NoteMark, bitext.Placeholder, bitext.Span:
		return "other", ownPrefix + string(t)
	}
	return "fmt", ownPrefix + string(t)
}

// codeType2 is the code type that type and subType say; ok is false when they say none.
func codeType2(typ, sub string) (t bitext.CodeType, ok bool) {
	for _, t := range codeTypes() {
		if wantType, wantSub := type2(t); typ == wantType && sub == wantSub {
			return t, true
		}
	}
	switch typ {
	case "link":
		return bitext.Link, true
	case "image":
		return bitext.Image, true
	}
	return "", false
}

func codeTypes() []bitext.CodeType {
	return []bitext.CodeType{bitext.Bold, bitext.Italic, bitext.Underline, bitext.Strike,
		bitext.Superscript, bitext.Subscript, bitext.Monospace, bitext.Link, bitext.Break,
		bitext.Image, bitext.NoteMark, bitext.Placeholder, bitext.Span}
}
