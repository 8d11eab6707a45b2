package docx

import (
	"encoding/xml"
	"path"
	"strings"

	"truchement/workflow/format/limit"
)

// relation is one relationship of a part (ISO/IEC 29500-2).
type relation struct {
	kind     string // the last word of its type: hyperlink, styles, officeDocument, …
	target   string // an address when external, else the name of a part
	external bool
}

// relations are those of one part, by id.
type relations map[string]relation

// rels reads the relationships of a part, or of the whole package for "".
func (p *pkg) rels(part string) (relations, error) {
	dir, file := path.Split(part)
	out := relations{}
	err := p.each(dir+"_rels/"+file+".rels", func(_ *limit.XML, s xml.StartElement) error {
		if s.Name.Local != "Relationship" {
			return nil
		}
		r := relation{
			kind:     path.Base(plainAttr(s, "Type")),
			target:   plainAttr(s, "Target"),
			external: plainAttr(s, "TargetMode") == "External",
		}
		if !r.external {
			r.target = partName(dir, r.target)
		}
		out[plainAttr(s, "Id")] = r
		return nil
	})
	return out, err
}

// partName is the name of the part that a target names, seen from a folder.
func partName(dir, target string) string {
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(path.Clean(target), "/")
	}
	return path.Join(dir, target)
}

// byType is the name of the first part of a type, or "".
func (r relations) byType(kind string) string {
	name := ""
	for _, rel := range r {
		if rel.kind == kind && !rel.external && (name == "" || rel.target < name) {
			name = rel.target
		}
	}
	return name
}

// plainAttr is the value of an attribute without a namespace.
func plainAttr(s xml.StartElement, name string) string {
	for _, a := range s.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}
