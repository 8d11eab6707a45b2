package html

import (
	"bytes"
	"slices"
	"strings"

	"truchement/workflow/format/limit"
)

// checkAttributes refuses a page with a tag of more than limit.XMLAttrs attributes, or with more than limit.HTMLAttrs of
// them in all. It runs before the tokenizer, which holds those of a whole tag, at many times their bytes.
func checkAttributes(s string) error {
	all, line, counted := 0, 1, 0
	for at := 0; ; {
		next := strings.IndexByte(s[at:], '<')
		if next < 0 {
			return nil
		}
		at += next
		n, end, name := countAttributes(s[at:])
		if all += n; n > limit.XMLAttrs || all > limit.HTMLAttrs {
			line += strings.Count(s[counted:at], "\n")
			return &limit.Error{Kind: limit.TooMany, Max: limit.XMLAttrs, Line: line}
		}
		at += end
		if isRawText(name) {
			at += rawTextEnd(s[at:], name)
		}
	}
}

// countAttributes counts the attributes of the tag that s begins with, and returns its length and its name; of what is no
// start tag the length to the next place where one may be.
func countAttributes(s string) (n, end int, name string) {
	if strings.HasPrefix(s, "<!--") {
		if at := strings.Index(s, "-->"); at >= 0 {
			return 0, at + 3, ""
		}
		return 0, len(s), ""
	}
	if len(s) < 2 || !isLetter(s[1]) {
		return 0, 1, ""
	}
	at := 1
	for at < len(s) && !isTagSpace(s[at]) && s[at] != '>' && s[at] != '/' {
		at++
	}
	name = strings.ToLower(s[1:at])
	inName, value := false, false
	for ; at < len(s) && s[at] != '>'; at++ {
		switch c := s[at]; {
		case isTagSpace(c) || c == '/' && !value:
			inName = false
		case c == '=' && inName:
			value = true
			if quoted := quotedEnd(s[at+1:]); quoted > 0 {
				at, inName, value = at+quoted, false, false
			}
			continue
		case !inName:
			inName = true
			if !value {
				n++
			}
		}
		if isTagSpace(s[at]) && value && !inName {
			value = false
		}
	}
	return n, min(at+1, len(s)), name
}

// quotedEnd is the length of a quoted value, with the space before it; 0 for one without quotes. One that does not close
// goes to the end.
func quotedEnd(s string) int {
	at := 0
	for at < len(s) && isTagSpace(s[at]) {
		at++
	}
	if at == len(s) || s[at] != '"' && s[at] != '\'' {
		return 0
	}
	end := strings.IndexByte(s[at+1:], s[at])
	if end < 0 {
		return len(s)
	}
	return at + 1 + end + 1
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isTagSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }

// isRawText reports whether an element holds characters alone, up to its end tag.
func isRawText(name string) bool {
	return slices.Contains([]string{"script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes"}, name)
}

// rawTextEnd is where such an element ends.
func rawTextEnd(s, name string) int {
	for at := 0; ; {
		next := strings.Index(s[at:], "</")
		if next < 0 {
			return len(s)
		}
		at += next + 2
		if len(s) >= at+len(name) && bytes.EqualFold([]byte(s[at:at+len(name)]), []byte(name)) {
			return at
		}
	}
}
