package object

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"truchement/workflow/format/font"
)

// Fonts are the faces of a file, each with the glyphs that are used.
type Fonts struct {
	file  *File
	faces map[*font.Face]*Font
	order []*Font
}

// Font is a face as a file uses it.
type Font struct {
	Name   string // in the resources of pages
	face   *font.Face
	ref    Ref
	glyphs []font.Placed // of CID 1, 2, …
	texts  []string      // the characters of each
	cids   map[cid]uint16
}

// cid is what has a number of its own in a font: a glyph at its place, with its characters,
// so that two letters that are drawn alike are copied apart.
type cid struct {
	advance int
	first   font.Piece
	more    string
	text    string
}

func cidOf(g font.Placed, text string) cid {
	c := cid{advance: g.Advance, text: text}
	if len(g.Parts) == 0 {
		c.more = "nothing"
		return c
	}
	c.first = g.Parts[0]
	if len(g.Parts) > 1 {
		c.more = fmt.Sprint(g.Parts[1:])
	}
	return c
}

// NewFonts returns the fonts of a file.
func NewFonts(f *File) *Fonts { return &Fonts{file: f, faces: map[*font.Face]*Font{}} }

// Of returns the font for a face.
func (fs *Fonts) Of(face *font.Face) *Font {
	f := fs.faces[face]
	if f == nil {
		f = &Font{
			Name: fmt.Sprintf("F%d", len(fs.order)+1), face: face, ref: fs.file.Ref(), cids: map[cid]uint16{},
		}
		fs.faces[face] = f
		fs.order = append(fs.order, f)
	}
	return f
}

// CID is the number under which a page draws a glyph for these characters.
func (f *Font) CID(glyph font.Placed, text string) uint16 {
	key := cidOf(glyph, text)
	n, ok := f.cids[key]
	if !ok {
		f.glyphs = append(f.glyphs, glyph)
		f.texts = append(f.texts, text)
		n = uint16(len(f.glyphs))
		f.cids[key] = n
	}
	return n
}

// Resources is the dictionary of all fonts.
func (fs *Fonts) Resources() string {
	var b strings.Builder
	b.WriteString("<<")
	for _, f := range fs.order {
		fmt.Fprintf(&b, "/%s %s", f.Name, f.ref)
	}
	return b.String() + ">>"
}

// Write writes the fonts, when all pages are done.
func (fs *Fonts) Write() {
	for i, f := range fs.order {
		f.write(fs.file, i)
	}
}

func (f *Font) write(file *File, i int) {
	program := f.face.Subset(f.glyphs)
	data, descriptor, down, unicode := file.Ref(), file.Ref(), file.Ref(), file.Ref()
	file.Stream(data, "/Subtype/CIDFontType0C", program)
	name := fmt.Sprintf("TRUC%c%c+%s", 'A'+i/26%26, 'A'+i%26, f.face.PostScriptName())
	m := f.face.Metrics()
	flags := 4 // with characters of its own
	if f.face.Slanted() {
		flags |= 1 << 6
	}
	file.Put(descriptor, fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%d %d %d %d]"+
		"/ItalicAngle %s/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile3 %s>>",
		name, flags, m.Box[0], m.Box[1], m.Box[2], m.Box[3], Number(m.Angle), m.Ascent, m.Descent, m.CapHeight,
		m.Stem, data))
	file.Put(down, fmt.Sprintf("<</Type/Font/Subtype/CIDFontType0/BaseFont/%s/CIDSystemInfo"+
		"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %s"+
		"/DW 0/W[%s]>>", name, descriptor, f.widths()))
	file.Stream(unicode, "", []byte(f.toUnicode()))
	file.Put(f.ref, fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H"+
		"/DescendantFonts[%s]/ToUnicode %s>>", name, down, unicode))
}

func (f *Font) widths() string {
	var b strings.Builder
	fmt.Fprintf(&b, "0[%d", int(f.face.HorizontalAdvance(0)))
	for _, g := range f.glyphs {
		fmt.Fprintf(&b, " %d", g.Advance)
	}
	return b.String() + "]"
}

// mostMapped is how many numbers one list of a CMap may have: those of one first byte.
const mostMapped = 256

// toUnicode maps each number to its text, a list at a time. PDF/UA wants a character of each (7.21.7): what
// is only a part of a letter, which marks by the dozen come to, is a space of no width.
func (f *Font) toUnicode() string {
	var lists []string
	for from := 1; from <= len(f.texts); {
		to := from
		var list strings.Builder
		for ; to <= len(f.texts) && to/mostMapped == from/mostMapped; to++ {
			list.WriteByte('<')
			for _, unit := range utf16.Encode([]rune(cmp.Or(f.texts[to-1], "\u200B"))) {
				fmt.Fprintf(&list, "%04X", unit)
			}
			list.WriteByte('>')
		}
		lists = append(lists, fmt.Sprintf("<%04X><%04X>[%s]\n", from, to-1, list.String()))
		from = to
	}
	var b strings.Builder
	b.WriteString("/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo" +
		"<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def/CMapName/Adobe-Identity-UCS def" +
		"/CMapType 2 def 1 begincodespacerange<0000><FFFF>endcodespacerange\n")
	for chunk := range slices.Chunk(lists, 100) {
		fmt.Fprintf(&b, "%d beginbfrange\n%sendbfrange\n", len(chunk), strings.Join(chunk, ""))
	}
	return b.String() + "endcmap CMapName currentdict/CMap defineresource pop end end"
}
