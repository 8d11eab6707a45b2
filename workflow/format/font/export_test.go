package font

// Shapeable makes the TrueType file that WOFF2 packs.
func Shapeable(f *Face, runes []rune) []byte { return build(f.shapeable(runes)) }

// Readable gives a file that Subset made a table of characters, without which no program but a PDF
// viewer reads it.
func Readable(f *Face, sfnt []byte) ([]byte, error) {
	tables, err := parse(sfnt)
	if err != nil {
		return nil, err
	}
	tables["cmap"] = f.cmap(nil)
	return build(tables), nil
}
