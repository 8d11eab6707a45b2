package font

import "slices"

// Subset makes a TrueType file of some glyphs of the face for a PDF, which finds glyphs by number:
// glyphs[i] becomes glyph i+1, after the one for a missing character. It has neither layout tables
// nor characters.
func (f *Face) Subset(glyphs []GID) []byte {
	order := append([]GID{0}, glyphs...)
	at := make(map[GID]uint16, len(order))
	for i, id := range order {
		if _, ok := at[id]; !ok {
			at[id] = uint16(i)
		}
	}
	var outlines [][]byte
	for i := 0; i < len(order); i++ { // grows as parts are found
		outline := slices.Clone(f.glyph(order[i]))
		for _, p := range parts(outline) {
			part := GID(be.Uint16(outline[p:]))
			if _, ok := at[part]; !ok {
				at[part] = uint16(len(order))
				order = append(order, part)
			}
			be.PutUint16(outline[p:], at[part])
		}
		outlines = append(outlines, outline)
	}
	var hmtx []byte
	for _, id := range order {
		m := f.metric(id)
		hmtx = append(hmtx, m[:]...)
	}
	return build(f.withOutlines(outlines, map[string][]byte{"hmtx": hmtx}))
}

// withOutlines adds to tables those that hold the outlines and say how many there are.
func (f *Face) withOutlines(outlines [][]byte, tables map[string][]byte) map[string][]byte {
	var glyf []byte
	offsets := []uint32{0}
	for _, outline := range outlines {
		glyf = append(glyf, outline...)
		if len(glyf)%2 != 0 {
			glyf = append(glyf, 0)
		}
		offsets = append(offsets, uint32(len(glyf)))
	}
	short := len(glyf) <= 2*0xFFFF
	var loca []byte
	for _, o := range offsets {
		if short {
			loca = be.AppendUint16(loca, uint16(o/2))
		} else {
			loca = be.AppendUint32(loca, o)
		}
	}
	head, hhea, maxp := slices.Clone(f.tables["head"]), slices.Clone(f.tables["hhea"]), slices.Clone(f.tables["maxp"])
	be.PutUint16(head[50:], 1)
	if short {
		be.PutUint16(head[50:], 0)
	}
	be.PutUint16(maxp[4:], uint16(len(outlines)))
	be.PutUint16(hhea[34:], uint16(len(outlines)))
	tables["head"], tables["hhea"], tables["maxp"] = head, hhea, maxp
	tables["glyf"], tables["loca"] = glyf, loca
	return tables
}
