package limit

import (
	"strings"
	"unicode/utf8"
)

// MarkControls puts U+FFFD in the place of each control character that no text has: of ASCII, all but the
// tab and what ends a line or a page. A reader of tables can then refuse the row that has one, and not
// the file.
func MarkControls(s string) string {
	return strings.Map(func(r rune) rune {
		if isControl(r) {
			return utf8.RuneError
		}
		return r
	}, s)
}

// isControl reports whether r is a control character that no text has.
func isControl(r rune) bool {
	return r < ' ' && !strings.ContainsRune("\t\n\v\f\r", r) || r == 0x7F
}
