package docx

import (
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
)

// field is a complex field: an instruction, then, after a separator, its last result.
type field struct {
	instr  strings.Builder
	result bool
	hidden bool   // a table of contents repeats what the headings say
	link   string // the address of a HYPERLINK
}

// maxFieldDepth is how many fields may be inside one another.
const maxFieldDepth = 32

func (b *body) fieldChar(kind string) {
	n := len(b.fields)
	switch {
	case kind == "begin" && n < maxFieldDepth:
		b.fields = append(b.fields, &field{})
	case kind == "separate" && n > 0:
		f := b.fields[n-1]
		f.result = true
		f.link, f.hidden = readInstruction(f.instr.String())
	case kind == "end" && n > 0:
		b.fields = b.fields[:n-1]
	}
}

// instruction reads <w:instrText>.
func (b *body) instruction() error {
	s, err := b.x.Characters()
	if n := len(b.fields); n > 0 && err == nil {
		b.fields[n-1].instr.WriteString(s)
	}
	return err
}

// closeFields drops, at the end of a paragraph, the fields that have shown no result: an
// instruction has no paragraphs, so the end is missing, and the text that follows is text.
func (b *body) closeFields() {
	for i, f := range b.fields {
		if !f.result {
			b.fields = b.fields[:i]
			return
		}
	}
}

// isHidden reports whether the text that is read now belongs to a field and is not shown.
func (b *body) isHidden() bool {
	for _, f := range b.fields {
		if !f.result || f.hidden {
			return true
		}
	}
	return false
}

func (b *body) fieldLinks() []build.Format {
	var out []build.Format
	for _, f := range b.fields {
		if f.link != "" {
			out = append(out, build.Format{Type: bitext.Link, Data: f.link})
		}
	}
	return out
}

// simpleField reads <w:fldSimple>, a field whose children are its result.
func (b *body) simpleField(instr string) error {
	address, hidden := readInstruction(instr)
	if hidden {
		return b.x.Skip()
	}
	return b.childrenInLink(address)
}

// readInstruction returns the address of a HYPERLINK, and whether a field is a table of
// contents.
func readInstruction(instr string) (address string, hidden bool) {
	words := strings.Fields(instr)
	if len(words) == 0 {
		return "", false
	}
	switch strings.ToUpper(words[0]) {
	case "TOC":
		return "", true
	case "HYPERLINK":
		if len(words) > 1 && !strings.HasPrefix(words[1], `\`) {
			return build.Address(strings.Trim(words[1], `"“”`)), false
		}
	}
	return "", false
}
