package edition

import (
	"net/url"
	"strings"
	"unicode"
)

// SafeLink reports whether an edition may link to address: an absolute http or
// https address, or mailto. Anything else (javascript:, data:, an address
// relative to a page that is not there) is left as plain text.
func SafeLink(address string) bool {
	if strings.ContainsFunc(address, func(r rune) bool {
		return unicode.IsControl(r) || unicode.IsSpace(r) || unicode.Is(unicode.Bidi_Control, r)
	}) {
		return false
	}
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	switch u.Scheme {
	case "http", "https":
		return u.Host != "" && u.User == nil
	case "mailto":
		return strings.Contains(u.Opaque, "@")
	}
	return false
}
