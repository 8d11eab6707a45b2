package build

import (
	"net/url"
	"slices"
	"strings"
)

// Address is ref when it is an absolute http, https or mailto address, and else "": no other
// scheme belongs into an article, and a relative address leads nowhere outside of its file.
func Address(ref string) string {
	u, err := url.Parse(strings.TrimSpace(ref))
	if err != nil {
		return ""
	}
	return AddressOf(u, "http", "https", "mailto")
}

// AddressOf is u as text when it is absolute and has one of schemes, and else "".
func AddressOf(u *url.URL, schemes ...string) string {
	if !slices.Contains(schemes, u.Scheme) || u.Host == "" && u.Opaque == "" {
		return ""
	}
	return u.String()
}
