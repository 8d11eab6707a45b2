package font

import "slices"

// Placed is what a PDF draws under one number: a glyph, or a letter with its marks.
type Placed struct {
	Advance int
	Parts   []Piece
}

// Piece is a glyph and how far it is moved from its place.
type Piece struct {
	ID   GID
	X, Y int
}

// plain is the glyph of a Placed that is no more than it, or -1.
func (p Placed) plain() int {
	if len(p.Parts) == 1 && p.Parts[0].X == 0 && p.Parts[0].Y == 0 {
		return int(p.Parts[0].ID)
	}
	return -1
}

// Subset makes a TrueType file for a PDF, which finds glyphs by number: glyphs[i] becomes glyph i+1,
// after the one for a missing character. It has neither layout tables nor characters. A glyph that
// is used more than once is drawn from one outline.
func (f *Face) Subset(glyphs []Placed) []byte {
	plain := func(id GID) Placed {
		return Placed{int(f.HorizontalAdvance(id)), []Piece{{ID: id}}}
	}
	order := append([]Placed{plain(0)}, glyphs...)
	at := make(map[int]uint16, len(order)) // where the outline of a glyph is
	for i, g := range order {
		if _, ok := at[g.plain()]; !ok && g.plain() >= 0 {
			at[g.plain()] = uint16(i)
		}
	}
	place := func(id GID) uint16 {
		if _, ok := at[int(id)]; !ok {
			at[int(id)] = uint16(len(order))
			order = append(order, plain(id))
		}
		return at[int(id)]
	}
	var outlines [][]byte
	var hmtx []byte
	for i := 0; i < len(order); i++ { // grows as outlines are needed
		g := order[i]
		var outline []byte
		if id := g.plain(); id >= 0 && at[id] == uint16(i) {
			outline = slices.Clone(f.glyph(GID(id)))
			for _, p := range parts(outline) {
				be.PutUint16(outline[p:], place(GID(be.Uint16(outline[p:]))))
			}
		} else {
			outline = f.compose(g.Parts, place)
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

// compose makes a glyph that draws others, which place finds, at their places.
func (f *Face) compose(glyphs []Piece, place func(GID) uint16) []byte {
	var body []byte
	box := [4]int{1 << 14, 1 << 14, -1 << 14, -1 << 14} // left, bottom, right, top
	last := 0
	for _, g := range glyphs {
		outline := f.glyph(g.ID)
		if len(outline) < 10 {
			continue // a space
		}
		for i, move := range [4]int{g.X, g.Y, g.X, g.Y} {
			v := int(int16(be.Uint16(outline[2+2*i:]))) + move
			if i < 2 {
				box[i] = min(box[i], v)
			} else {
				box[i] = max(box[i], v)
			}
		}
		last = len(body)
		for _, v := range []int{wordArguments | offsets | moreParts, int(place(g.ID)), g.X, g.Y} {
			body = be.AppendUint16(body, uint16(v))
		}
	}
	if body == nil {
		return nil
	}
	be.PutUint16(body[last:], wordArguments|offsets)
	out := be.AppendUint16(nil, 0xFFFF)
	for _, v := range box {
		out = be.AppendUint16(out, uint16(v))
	}
	return append(out, body...)
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
