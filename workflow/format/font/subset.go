package font

import (
	"maps"
	"slices"
)

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

// Subset makes a font program for a PDF in the Compact Font Format, which finds glyphs by number:
// glyphs[i] becomes glyph i+1, after the one for a missing character. It has no characters, no layout
// tables and no hints. A glyph that is used more than once is drawn by one subroutine.
func (f *Face) Subset(glyphs []Placed) []byte {
	all := append([]Placed{{int(f.HorizontalAdvance(0)), []Piece{{}}}}, glyphs...)
	s := subset{face: f, uses: map[GID]int{}, outlines: map[GID][]contour{}, subrs: map[GID]subr{}}
	widths := map[int]int{}
	for _, g := range all {
		widths[g.Advance]++
		for _, part := range g.Parts {
			s.uses[part.ID]++
		}
	}
	p := program{name: f.PostScriptName(), box: f.Metrics().Box, nominal: nominal}
	for width, n := range widths {
		if most := widths[p.width]; n > most || n == most && width < p.width {
			p.width = width
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.uses)) {
		if s.uses[id] > 1 && len(s.of(id)) > 0 {
			s.share(id)
		}
	}
	for _, g := range all {
		var c charstring
		if g.Advance != p.width {
			c.number(g.Advance - nominal)
		}
		s.draw(&c, g.Parts)
		c.operator(opEndChar)
		p.glyphs = append(p.glyphs, c)
	}
	p.subrs = s.list
	return p.bytes()
}

// nominal is the width that others are written as a difference to: near the middle of those of letters.
const nominal = 400

// subset is the outlines of a font that is being made.
type subset struct {
	face     *Face
	uses     map[GID]int
	outlines map[GID][]contour
	subrs    map[GID]subr
	list     []charstring
}

// subr is a subroutine: its number, and where it ends, seen from where it starts.
type subr struct {
	number int
	end    point
}

// of returns the outline of a glyph.
func (s *subset) of(id GID) []contour {
	c, ok := s.outlines[id]
	if !ok {
		c = s.face.contours(id)
		s.outlines[id] = c
	}
	return c
}

// mostSubrs is how many subroutines a font may have.
const mostSubrs = 65535

func (s *subset) share(id GID) {
	if len(s.list) == mostSubrs {
		return
	}
	var c charstring
	end := c.draw(s.of(id))
	c.operator(opReturn)
	s.subrs[id] = subr{len(s.list), end}
	s.list = append(s.list, c)
}

// draw draws the parts of a glyph, one after the other.
func (s *subset) draw(c *charstring, parts []Piece) {
	var at point
	for _, part := range parts {
		outline := s.of(part.ID)
		if len(outline) == 0 {
			continue // a space
		}
		start := outline[0].start.add(point{float64(part.X), float64(part.Y)})
		c.number(int(start.x - at.x))
		c.number(int(start.y - at.y))
		r, shared := s.subrs[part.ID]
		if shared {
			c.number(r.number - s.bias())
			c.operator(opCallSubr)
		} else {
			r.end = c.draw(outline)
		}
		at = start.add(r.end)
	}
}

// bias is what the numbers of subroutines are counted from.
func (s *subset) bias() int {
	switch n := len(s.list); {
	case n < 1240:
		return 107
	case n < 33900:
		return 1131
	}
	return 32768
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
	be.PutUint16(hhea[34:], uint16(len(outlines)))
	tables["head"], tables["hhea"], tables["maxp"] = head, hhea, maxp
	tables["glyf"], tables["loca"] = glyf, loca
	return tables
}
