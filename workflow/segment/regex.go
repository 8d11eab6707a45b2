package segment

import (
	"fmt"
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// parseRegex parses a regular expression of SRX 2.0 (ICU syntax, Unicode classes) that a linear
// engine can run: without lookaround, back references and possessive quantifiers.
func parseRegex(pattern string) (*syntax.Regexp, error) {
	if i := strings.IndexFunc(pattern, isUnprintable); i >= 0 {
		return nil, &fault{Unprintable, fmt.Sprintf("%q: a character no file can hold", pattern)}
	}
	translated, err := translate(pattern)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", pattern, err)
	}
	re, err := syntax.Parse(translated, syntax.Perl)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", pattern, err)
	}
	return re, nil
}

// isUnprintable reports whether XML forbids r, or r is U+FFFD, the replacement of a broken
// character.
func isUnprintable(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == utf8.RuneError ||
		r == 0xFFFE || r == 0xFFFF
}

// translate rewrites ICU's syntax as Go's, and refuses what Go would accept with another meaning.
func translate(pattern string) (string, error) {
	var b strings.Builder
	class := false
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '\\':
			out, n, err := translateEscape(pattern[i:], class)
			if err != nil {
				return "", err
			}
			b.WriteString(out)
			i += n - 1
		case class && c == '[' && !strings.HasPrefix(pattern[i:], "[:"):
			return "", &fault{SetInSet, "a set inside a set"}
		case class && strings.HasPrefix(pattern[i:], "&&"):
			return "", &fault{Intersection, "an intersection of sets"}
		case class && strings.HasPrefix(pattern[i:], "[:"):
			n := strings.Index(pattern[i:], ":]")
			if n < 0 {
				return "", &fault{OpenSet, "missing :]"}
			}
			b.WriteString(pattern[i : i+n+2])
			i += n + 1
		default:
			if c == '[' || c == ']' {
				class = c == '['
			}
			b.WriteByte(c)
		}
	}
	return b.String(), nil
}

// translateEscape translates the escape at the beginning of s, and returns its length in bytes.
func translateEscape(s string, class bool) (out string, n int, err error) {
	if len(s) < 2 {
		return s, len(s), nil
	}
	open, not, shut := "[", "[^", "]"
	if class {
		open, shut = "", ""
	}
	switch s[1] {
	case 'u':
		return hexEscape(s, 4)
	case 'U':
		return hexEscape(s, 8)
	case 's', 'h':
		return open + `\s\v\p{Z}` + shut, 2, nil
	case 'd':
		return `\p{Nd}`, 2, nil
	case 'D':
		return `\P{Nd}`, 2, nil
	case 'w':
		return open + `\p{L}\p{M}\p{Nd}\p{Pc}` + shut, 2, nil
	case 'S', 'W':
		if class {
			return "", 0, &fault{NegatedInSet, s[:2] + " inside a set"}
		}
		return not + map[byte]string{'S': `\s\v\p{Z}`, 'W': `\p{L}\p{M}\p{Nd}\p{Pc}`}[s[1]] + shut, 2, nil
	}
	return s[:2], 2, nil
}

func hexEscape(s string, digits int) (out string, n int, err error) {
	if len(s) < 2+digits {
		return "", 0, &fault{BadEscape, s + " is cut short"}
	}
	return `\x{` + s[2:2+digits] + "}", 2 + digits, nil
}
