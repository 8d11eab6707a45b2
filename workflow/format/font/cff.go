package font

// This file writes the Compact Font Format (Adobe Technical Note 5176), as a PDF has it.

// dict is the bytes of a dictionary of a font.
type dict []byte

// entry adds numbers and their operator. wide numbers take five bytes, whatever they are: those of
// places are not known when the length of the dictionary must be.
func (d *dict) entry(wide bool, op []byte, numbers ...int) {
	for _, v := range numbers {
		switch {
		case wide || v < -32768 || v > 32767:
			*d = append(*d, 29)
			*d = be.AppendUint32(*d, uint32(v))
		case v >= -107 && v <= 107:
			*d = append(*d, byte(v+139))
		default:
			*d = append(*d, 28)
			*d = be.AppendUint16(*d, uint16(v))
		}
	}
	*d = append(*d, op...)
}

// index is a list of items as the format has them.
func index[T ~[]byte](items ...T) []byte {
	out := be.AppendUint16(nil, uint16(len(items)))
	if len(items) == 0 {
		return out
	}
	total := 1
	for _, item := range items {
		total += len(item)
	}
	size := 1
	for total>>(8*size) != 0 {
		size++
	}
	out = append(out, byte(size))
	put := func(v int) {
		for i := size - 1; i >= 0; i-- {
			out = append(out, byte(v>>(8*i)))
		}
	}
	at := 1
	put(at)
	for _, item := range items {
		at += len(item)
		put(at)
	}
	for _, item := range items {
		out = append(out, item...)
	}
	return out
}

// program is the parts of a font that a PDF draws with.
type program struct {
	name    string
	box     [4]int
	width   int // the usual one, which a glyph need not name
	nominal int // what the others are written as a difference to
	glyphs  []charstring
	subrs   []charstring
}

// bytes writes the file: glyph i has the number i.
func (p program) bytes() []byte {
	out := []byte{1, 0, 4, 4}
	out = append(out, index([]byte(p.name))...)
	strings := index([]byte("Adobe"), []byte("Identity"))
	charset := be.AppendUint16([]byte{2, 0, 1}, uint16(max(0, len(p.glyphs)-2)))
	choice := be.AppendUint16([]byte{3, 0, 1, 0, 0, 0}, uint16(len(p.glyphs)))
	var private dict
	private.entry(false, []byte{20}, p.width)
	private.entry(false, []byte{21}, p.nominal)
	if len(p.subrs) > 0 {
		private.entry(false, []byte{19}, len(private)+2) // right after this entry of two bytes
	}
	glyphs, subrs := index(p.glyphs...), []byte(nil)
	if len(p.subrs) > 0 {
		subrs = index(p.subrs...)
	}
	var font dict
	font.entry(true, []byte{18}, len(private), 0)
	start := len(out) + len(index(p.top(0, 0, 0, 0))) + len(strings) + 2
	charsetAt := start
	choiceAt := charsetAt + len(charset)
	privateAt := choiceAt + len(choice)
	fontsAt := privateAt + len(private) + len(subrs)
	glyphsAt := fontsAt + len(index(font))
	font = nil
	font.entry(true, []byte{18}, len(private), privateAt)
	out = append(out, index(p.top(charsetAt, choiceAt, fontsAt, glyphsAt))...)
	for _, part := range [][]byte{strings, {0, 0}, charset, choice, private, subrs, index(font), glyphs} {
		out = append(out, part...)
	}
	return out
}

// top is the dictionary that says where the parts are.
func (p program) top(charset, choice, fonts, glyphs int) dict {
	var d dict
	d.entry(false, []byte{12, 30}, 391, 392, 0) // numbers instead of names, after Adobe-Identity-0
	d.entry(false, []byte{5}, p.box[:]...)
	d.entry(false, []byte{12, 34}, len(p.glyphs))
	d.entry(true, []byte{15}, charset)
	d.entry(true, []byte{12, 37}, choice)
	d.entry(true, []byte{12, 36}, fonts)
	d.entry(true, []byte{17}, glyphs)
	return d
}
