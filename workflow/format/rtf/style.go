package rtf

import (
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
)

// style is one of the file.
type style struct {
	name string
	base int // as para.style
	look look
	para para
}

// endStyle keeps the style that was read.
func (r *reader) endStyle() {
	name := strings.TrimSuffix(strings.TrimSpace(r.value.String()), ";")
	name, _, _ = strings.Cut(name, ",")
	switch {
	case r.look.style > 0:
		r.charStyles[r.look.style] = name
	case r.para.style > 0:
		r.styles[r.para.style] = &style{name: name, base: r.base, look: r.look, para: r.para}
	}
	r.value.Reset()
	r.base = 0
}

// maxStyleDepth is how many styles may be based on one another.
const maxStyleDepth = 16

// kind finds the kind of the paragraph by the names of its styles, then by its outline level, then by its numbering.
func (r *reader) kind() (bitext.BlockKind, int) {
	kind, level, outline := bitext.BlockKind(""), 0, r.outline
	listed := r.listed || r.marked
	n := r.para.style
	for range maxStyleDepth {
		s := r.styles[n]
		if s == nil || kind != "" {
			break
		}
		kind, level = build.StyleKind(s.name)
		if outline == 0 {
			outline = s.para.outline
		}
		listed = listed || s.para.listed
		n = s.base
	}
	switch {
	case outline > 0 && (kind == "" || kind == bitext.Heading || kind == bitext.ListItem):
		return bitext.Heading, min(outline, 6)
	case kind != "":
		return kind, level
	case listed:
		return bitext.ListItem, 0
	}
	return bitext.Paragraph, 0
}
