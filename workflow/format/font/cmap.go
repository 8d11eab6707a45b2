package font

import (
	"slices"

	"golang.org/x/text/unicode/norm"
)

// reachRune adds the glyphs that a shaper may begin with for r: its own and those of its parts.
func (f *Face) reachRune(r rune, keep map[GID]bool) {
	for _, part := range string(r) + norm.NFD.String(string(r)) {
		if id, ok := f.NominalGlyph(part); ok {
			keep[id] = true
		}
	}
}

// cmap makes the table that finds the glyphs of runes, in format 4.
func (f *Face) cmap(runes []rune) []byte {
	type segment struct{ first, last, glyph int }
	var segments []segment
	all := slices.Clone(runes)
	for _, r := range runes { // a shaper takes a letter apart, or joins it with its marks
		all = append(all, []rune(norm.NFD.String(string(r)))...)
	}
	slices.Sort(all)
	for _, r := range slices.Compact(all) {
		id, ok := f.NominalGlyph(r)
		if !ok || r > 0xFFFE {
			continue
		}
		if n := len(segments); n > 0 && segments[n-1].last == int(r)-1 &&
			int(id)-segments[n-1].glyph == int(r)-segments[n-1].first {
			segments[n-1].last++
			continue
		}
		segments = append(segments, segment{int(r), int(r), int(id)})
	}
	segments = append(segments, segment{0xFFFF, 0xFFFF, 0})
	n := len(segments)
	power := 1
	log := 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	var t []byte
	put := func(values ...int) {
		for _, v := range values {
			t = be.AppendUint16(t, uint16(v))
		}
	}
	put(0, 1, 3, 1, 0, 12, 4, 16+8*n, 0, 2*n, 2*power, log, 2*n-2*power)
	for _, s := range segments {
		put(s.last)
	}
	put(0)
	for _, s := range segments {
		put(s.first)
	}
	for _, s := range segments {
		put(s.glyph - s.first)
	}
	for range segments {
		put(0)
	}
	return t
}
