package edition

import (
	"net/url"
	"strings"
	"unicode"
)

// SafeLink returns the address that an edition may link to, and whether it may: an
// absolute http or https address, or mailto. Anything else (javascript:, data:, an
// address relative to a page that is not there) is left as plain text. Characters
// that RFC 3987 forbids in an address are escaped.
func SafeLink(address string) (string, bool) {
	if strings.ContainsFunc(address, func(r rune) bool {
		return unicode.IsControl(r) || unicode.IsSpace(r) || unicode.Is(unicode.Bidi_Control, r)
	}) {
		return "", false
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", false
	}
	switch u.Scheme {
	case "http", "https":
		return escapeForbidden.Replace(address), u.Host != "" && u.User == nil
	case "mailto":
		return escapeForbidden.Replace(address), strings.Contains(u.Opaque, "@")
	}
	return "", false
}

var escapeForbidden = strings.NewReplacer(`"`, "%22", "<", "%3C", ">", "%3E", `\`, "%5C", "^", "%5E",
	"`", "%60", "{", "%7B", "|", "%7C", "}", "%7D")
