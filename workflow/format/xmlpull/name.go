package xmlpull

import (
	"unicode/utf8"

	"truchement/workflow/format/limit"
)

// What a byte may be. Those of characters beyond ASCII have no class.
const (
	nameStart uint8 = 1 << iota // may start a name
	nameByte                    // may be in a name
	space                       // white space
	valueStop                   // needs a look inside the value of an attribute
	control                     // is not allowed at all
)

// class is the classes of each byte. The colon is in none: it parts a prefix from a name.
var class = classes()

func classes() (c [256]uint8) {
	for b := range 0x20 {
		c[b] = control
	}
	for b := 'a'; b <= 'z'; b++ {
		c[b] = nameStart | nameByte
		c[b-'a'+'A'] = nameStart | nameByte
	}
	for b := '0'; b <= '9'; b++ {
		c[b] = nameByte
	}
	c['_'] = nameStart | nameByte
	c['-'], c['.'] = nameByte, nameByte
	c[' '] = space
	for _, b := range "\t\n\r" {
		c[b] = space | valueStop
	}
	for _, b := range "\"'<&\x00" {
		c[b] |= valueStop
	}
	return c
}

// scanName reads a name with at most one colon (QName of Namespaces 1.0) that starts at b[at]. It
// returns where the name ends and where its colon is, 0 for none.
func scanName(b []byte, at int) (end, colon int, err error) {
	i, first := at, true // first: a name, or what follows the colon, starts here
	for {
		c := class[b[i]]
		switch {
		case c&nameByte != 0 && (!first || c&nameStart != 0):
			i++
			for class[b[i]]&nameByte != 0 {
				i++
			}
		case b[i] >= utf8.RuneSelf:
			n := nameRune(b[i:], first)
			if n == 0 {
				return 0, 0, &fault{i, "a character that no name may have here"}
			}
			i += n
		case b[i] == ':' && !first && colon == 0:
			colon = i
			i++
			first = true
			continue
		case b[i] == 0:
			return 0, 0, tooLongOrShort(i - at)
		case first:
			return 0, 0, &fault{i, "no name where one must be"}
		case b[i] == ':':
			return 0, 0, &fault{i, "a name with two colons"}
		default:
			if i-at > limit.XMLName {
				return 0, 0, tooLongOrShort(i - at)
			}
			return i, colon, nil
		}
		first = false
	}
}

func tooLongOrShort(length int) error {
	if length > limit.XMLName {
		return &limit.Error{Kind: limit.TooLarge, Max: limit.XMLName}
	}
	return errShort
}

// nameRune is the length of the character at the start of b when a name may have it, or may start
// with it; else 0.
func nameRune(b []byte, first bool) int {
	r, n := utf8.DecodeRune(b)
	if isNameStart(r) || !first && isNameExtra(r) {
		return n
	}
	return 0
}

// isNameStart is NameStartChar of XML 1.0, fifth edition, beyond ASCII.
func isNameStart(r rune) bool {
	switch {
	case r < 0xC0 || r == 0xD7 || r == 0xF7:
		return false
	case r <= 0x2FF, r >= 0x370 && r <= 0x1FFF && r != 0x37E:
		return true
	case r == 0x200C || r == 0x200D, r >= 0x2070 && r <= 0x218F, r >= 0x2C00 && r <= 0x2FEF:
		return true
	case r >= 0x3001 && r <= 0xD7FF, r >= 0xF900 && r <= 0xFDCF, r >= 0xFDF0 && r <= 0xFFFD:
		return true
	}
	return r >= 0x10000 && r <= 0xEFFFF
}

// isNameExtra is what NameChar adds to NameStartChar, beyond ASCII.
func isNameExtra(r rune) bool {
	return r == 0xB7 || r >= 0x300 && r <= 0x36F || r == 0x203F || r == 0x2040
}
