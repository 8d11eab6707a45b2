package edition

import (
	"regexp"
	"slices"
	"strconv"
)

// Look is what the editions of a publication look like. The zero Look is the house's own.
type Look struct {
	Logo     []byte // a PNG or JPEG image; empty for none
	Accent   string // the colour of rules and links on white, "#rrggbb"; empty for the usual
	Typeface Typeface
}

// Typeface is a family of fonts that covers both scripts.
type Typeface string

// The typefaces.
const (
	Book   Typeface = ""       // Amiri, for both scripts: a printed book
	Press  Typeface = "press"  // Source Serif and Noto Naskh Arabic: a newspaper
	Modern Typeface = "modern" // IBM Plex Sans and IBM Plex Sans Arabic: a screen
)

// Typefaces lists the typefaces; the first is the usual one.
func Typefaces() []Typeface { return []Typeface{Book, Press, Modern} }

// Known reports whether t is one of the typefaces.
func (t Typeface) Known() bool { return slices.Contains(Typefaces(), t) }

var colour = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// RGB returns the accent as three parts from 0 to 1, or false where there is none, or one that is no
// colour.
func (l Look) RGB() (rgb [3]float64, ok bool) {
	if !colour.MatchString(l.Accent) {
		return rgb, false
	}
	for i := range rgb {
		n, err := strconv.ParseUint(l.Accent[1+2*i:3+2*i], 16, 8)
		if err != nil {
			return rgb, false
		}
		rgb[i] = float64(n) / 255
	}
	return rgb, true
}

// Paper is the size of a printed page.
type Paper string

// The papers. The zero Paper is A4.
const (
	A4      Paper = "a4"
	A5      Paper = "a5"
	Tabloid Paper = "tabloid" // 280 by 430 mm
)

// Papers lists the papers; the first is the usual one.
func Papers() []Paper { return []Paper{A4, A5, Tabloid} }
