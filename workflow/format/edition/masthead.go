package edition

import (
	"slices"

	"truchement/workflow/bitext"
)

// Blocks lists the blocks of d in the order of an edition: front matter, then text.
func Blocks(d *bitext.Document) []Placed {
	front, text := Arrange(d)
	return slices.Concat(front, text)
}

// Publishers names the publication of d, as its masthead does; there may be none.
func Publishers(d *bitext.Document) []string {
	for _, c := range d.Credits {
		if c.Role == Publication {
			return c.Names
		}
	}
	return nil
}

// Dateline is the day of d in the words of the language of tag; empty where the edition has none or
// hides it.
func Dateline(d *bitext.Document, tag string) string {
	if d.Date.IsZero() || slices.Contains(d.HiddenFacts, Date) {
		return ""
	}
	return Day(d, tag)
}
