package lang

import "unicode"

// Isolate wraps s in FSI … PDI, so that text of another direction does not change the order of the
// sentence around it (UAX #9 §2.4.2). Isolates that s leaves open are closed, and PDIs without an
// isolate are dropped, since they would end the isolate early.
func Isolate(s string) string {
	if s == "" {
		return ""
	}
	out, open := make([]rune, 0, len(s)+2), 0
	out = append(out, '\u2068')
	for _, r := range s {
		switch r {
		case '\u2066', '\u2067', '\u2068':
			open++
		case '\u2069':
			if open == 0 {
				continue
			}
			open--
		}
		out = append(out, r)
	}
	for ; open >= 0; open-- {
		out = append(out, '\u2069')
	}
	return string(out)
}

// FirstStrong returns the direction of the first strong character of s outside isolates, "" if
// there is none (UAX #9, P2 and P3).
func FirstStrong(s string) string {
	depth := 0
	for _, r := range s {
		switch {
		case r >= '\u2066' && r <= '\u2068':
			depth++
		case r == '\u2069':
			depth = max(0, depth-1)
		case depth > 0:
		case isRTL(r):
			return RTL
		case r == '\u200E', unicode.IsLetter(r):
			return LTR
		}
	}
	return ""
}

// isRTL reports whether r is of bidi class R or AL: letters of the right-to-left blocks and the
// marks RLM and ALM. Digits and combining marks are not strong.
func isRTL(r rune) bool {
	if r == '\u200F' || r == '\u061C' {
		return true
	}
	block := r >= 0x590 && r <= 0x8FF || r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFF ||
		r >= 0x10800 && r <= 0x10FFF || r >= 0x1E800 && r <= 0x1EFFF
	return block && unicode.IsLetter(r)
}
