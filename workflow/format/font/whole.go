package font

import (
	"slices"

	"truchement/workflow/format/edition"
)

// Part is a face of a typeface: the script and the style that it is for.
type Part struct {
	Name   string // of the face, such as "amiri-regular"
	Script Script
	Style  Style
}

// Parts lists the faces of a typeface. One that draws both scripts is there for each.
func Parts(t edition.Typeface) []Part {
	if !t.Known() {
		t = edition.Book
	}
	var parts []Part
	for _, script := range []Script{Latin, Arabic} {
		faces := names[t][script]
		for i, name := range faces {
			s := Style{Bold: i&1 != 0, Slanted: i&2 != 0}
			if s.Slanted && slices.Contains(faces[:2], name) {
				continue // no slanted Arabic was drawn
			}
			parts = append(parts, Part{Name: name, Script: script, Style: s})
		}
	}
	return parts
}

// Whole returns a face with all its characters as WOFF2, for a server from which browsers load it once
// for all editions. It takes a while, so a server keeps it.
func Whole(name string) ([]byte, error) {
	face, err := open(name)
	if err != nil {
		return nil, err
	}
	return WOFF2(face.tables)
}
