package build

import (
	"strconv"
	"strings"

	"truchement/workflow/bitext"
)

// StyleKind is the kind and level of paragraphs by the name of their built-in style; "" for any other name. Names are
// English in every language of Word and LibreOffice.
func StyleKind(name string) (bitext.BlockKind, int) {
	name = strings.ToLower(name)
	if digit, ok := strings.CutPrefix(name, "heading "); ok {
		if n, err := strconv.Atoi(digit); err == nil && n >= 1 && n <= 9 {
			return bitext.Heading, min(n, 6)
		}
	}
	switch name {
	case "title":
		return bitext.Headline, 0
	case "subtitle":
		return bitext.Deck, 0
	case "kicker", "overline", "surtitre":
		return bitext.Kicker, 0
	case "quote", "intense quote", "block text", "quotations":
		return bitext.Quote, 0
	case "caption":
		return bitext.Caption, 0
	case "author", "byline", "signature", "dateline":
		return bitext.Byline, 0
	}
	if strings.HasPrefix(name, "list bullet") || strings.HasPrefix(name, "list number") {
		return bitext.ListItem, 0
	}
	return "", 0
}

// IsCodeStyle reports whether a style of this name is for code, which is monospaced.
func IsCodeStyle(name string) bool {
	switch strings.ToLower(name) {
	case "html code", "html typewriter", "html keyboard", "html sample", "source text",
		"teletype", "verbatim char", "code char", "inline code":
		return true
	}
	return false
}
