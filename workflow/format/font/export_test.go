package font

// Shapeable makes the TrueType file that WOFF2 packs.
func Shapeable(f *Face, runes []rune) []byte { return build(f.shapeable(runes)) }

// Readable puts the program that Subset made in a file with the tables without which no program but
// a PDF viewer reads it.
func Readable(f *Face, program []byte, glyphs int) []byte {
	maxp := be.AppendUint16(be.AppendUint32(nil, 0x00005000), uint16(glyphs))
	hhea := append([]byte{}, f.tables["hhea"]...)
	be.PutUint16(hhea[34:], 1)
	return build(map[string][]byte{
		"CFF ": program, "maxp": maxp, "hhea": hhea, "hmtx": make([]byte, 2+2*glyphs), "head": f.tables["head"],
		"cmap": f.cmap(nil),
	})
}
