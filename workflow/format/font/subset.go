package font

import "slices"

// Placed is a glyph as a PDF has it: how wide it is, and how far its outline is moved to the right.
type Placed struct {
	ID      GID
	Advance int
	X       int
}

// Subset makes a TrueType file of some glyphs of the face for a PDF, which finds glyphs by number:
// glyphs[i] becomes glyph i+1, after the one for a missing character. It has neither layout tables
// nor characters. A glyph that is there more than once is drawn from one outline.
func (f *Face) Subset(glyphs []Placed) []byte {
	order := append([]Placed{{Advance: int(f.HorizontalAdvance(0))}}, glyphs...)
	at := make(map[GID]uint16, len(order)) // where the outline of a glyph is
	for i, g := range order {
		if _, ok := at[g.ID]; !ok && g.X == 0 {
			at[g.ID] = uint16(i)
		}
	}
	place := func(id GID) uint16 {
		if _, ok := at[id]; !ok {
			at[id] = uint16(len(order))
			order = append(order, Placed{ID: id, Advance: int(f.HorizontalAdvance(id))})
		}
		return at[id]
	}
	var outlines [][]byte
	var hmtx []byte
	for i := 0; i < len(order); i++ { // grows as outlines are needed
		g := order[i]
		outline := slices.Clone(f.glyph(g.ID))
		if g.X != 0 || at[g.ID] != uint16(i) {
			outline = moved(outline, place(g.ID), g.X)
		} else {
			for _, p := range parts(outline) {
				be.PutUint16(outline[p:], place(GID(be.Uint16(outline[p:]))))
			}
		}
		outlines = append(outlines, outline)
		hmtx = be.AppendUint16(hmtx, uint16(g.Advance))
		left := 0
		if len(outline) >= 4 {
			left = int(int16(be.Uint16(outline[2:])))
		}
		hmtx = be.AppendUint16(hmtx, uint16(left))
	}
	return build(f.withOutlines(outlines, map[string][]byte{"hmtx": hmtx}))
}

// moved is a glyph that draws another one further to the right.
func moved(outline []byte, of uint16, x int) []byte {
	if len(outline) < 10 {
		return nil // a space
	}
	out := be.AppendUint16(nil, 0xFFFF)
	for i := range 4 { // the box: left, bottom, right, top
		v := int(int16(be.Uint16(outline[2+2*i:])))
		if i%2 == 0 {
			v += x
		}
		out = be.AppendUint16(out, uint16(v))
	}
	out = be.AppendUint16(out, wordArguments|offsets)
	out = be.AppendUint16(out, of)
	out = be.AppendUint16(out, uint16(x))
	return be.AppendUint16(out, 0)
}

// withOutlines adds to tables those that hold the outlines and say how many there are.
func (f *Face) withOutlines(outlines [][]byte, tables map[string][]byte) map[string][]byte {
	var glyf []byte
	ends := []uint32{0}
	for _, outline := range outlines {
		glyf = append(glyf, outline...)
		if len(glyf)%2 != 0 {
			glyf = append(glyf, 0)
		}
		ends = append(ends, uint32(len(glyf)))
	}
	short := len(glyf) <= 2*0xFFFF
	var loca []byte
	for _, end := range ends {
		if short {
			loca = be.AppendUint16(loca, uint16(end/2))
		} else {
			loca = be.AppendUint32(loca, end)
		}
	}
	head, hhea := slices.Clone(f.tables["head"]), slices.Clone(f.tables["hhea"])
	maxp := slices.Clone(f.tables["maxp"])
	be.PutUint16(head[50:], 1)
	if short {
		be.PutUint16(head[50:], 0)
	}
	be.PutUint16(maxp[4:], uint16(len(outlines)))
	be.PutUint16(maxp[30:], be.Uint16(maxp[30:])+1) // moved glyphs are a level deeper
	be.PutUint16(hhea[34:], uint16(len(outlines)))
	tables["head"], tables["hhea"], tables["maxp"] = head, hhea, maxp
	tables["glyf"], tables["loca"] = glyf, loca
	return tables
}
