package edition

import (
	"bytes"
	"image"
	_ "image/jpeg" // the logos that Picture knows
	_ "image/png"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// Sheet is a page of an office document and its margins, in twentieths of a point.
type Sheet struct{ Width, Height, Margin int }

// Sheet is the page of a paper.
func (p Paper) Sheet() Sheet {
	switch p {
	case A5:
		return Sheet{8391, 11906, 624}
	case Tabloid:
		return Sheet{15874, 24378, 964}
	}
	return Sheet{11906, 16838, 850}
}

// Columns are the widths of the source's column and the target's: the longer text gets the wider one,
// within bounds, so that the two sides of a pair end close to each other.
func (s Sheet) Columns(d *bitext.Document) (source, target int) {
	source, target = 1, 1 // characters
	for _, one := range d.Segments() {
		source += one.Source.Len()
		target += one.Target.Len()
	}
	whole := s.Width - 2*s.Margin
	share := min(max(float64(source)/float64(source+target), 0.42), 0.58)
	source = int(share * float64(whole))
	return source, whole - source
}

// Face is a typeface as office programs name and measure it. Both scripts stand on one grid of lines,
// of an exact height: by themselves Arabic fonts take half as much again as Latin ones, and the
// shorter text of a pair leaves a hole.
type Face struct {
	Latin, Arabic string
	Other, Family string // what Windows and macOS have, where these fonts are not there
	Size, Complex int    // of the text in Latin and Arabic letters, in half points
	Line          int    // in twentieths of a point
}

// Face is how office programs set a typeface.
func (t Typeface) Face() Face {
	switch t {
	case Press:
		return Face{"Source Serif 4", "Noto Naskh Arabic", "Times New Roman", "roman", 18, 21, 285}
	case Modern:
		return Face{"IBM Plex Sans", "IBM Plex Sans Arabic", "Arial", "swiss", 17, 19, 275}
	}
	return Face{"Amiri", "Amiri", "Times New Roman", "roman", 20, 22, 280}
}

// Colour is the accent of a look, or the usual one, as "0B5F5A".
func (l Look) Colour() string {
	if _, ok := l.RGB(); ok {
		return strings.ToUpper(l.Accent[1:])
	}
	return "0B5F5A"
}

// Picture is the logo of a masthead: 12 mm high, or 80 mm wide if it is very wide.
type Picture struct {
	Data          []byte
	Kind          string  // png or jpeg
	Width, Height float64 // in millimetres
}

// Picture is the logo of a look; nil without one, or for what is no PNG and no JPEG image.
func (l Look) Picture() *Picture {
	c, kind, err := image.DecodeConfig(bytes.NewReader(l.Logo))
	if err != nil || c.Width <= 0 || c.Height <= 0 {
		return nil
	}
	p := &Picture{Data: l.Logo, Kind: kind, Height: 12}
	p.Width = p.Height * float64(c.Width) / float64(c.Height)
	if p.Width > 80 {
		p.Width, p.Height = 80, 80*float64(c.Height)/float64(c.Width)
	}
	return p
}

// Marked puts marks in the place of the isolates of a line, which older office programs show as boxes:
// inside, of the direction of what they hold, outside of the line's.
func Marked(line string, rtl bool) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(line, "\u2068")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		held, after, _ := strings.Cut(rest, "\u2069")
		inside := Mark(lang.FirstStrong(held) == lang.RTL)
		held = strings.ReplaceAll(held, "\n", inside+"\n"+inside) // a mark reaches to the end of its line
		b.WriteString(Mark(rtl) + inside + held + inside + Mark(rtl))
		line = after
	}
}

// Mark is the mark of a direction, RLM or LRM.
func Mark(rtl bool) string {
	if rtl {
		return "\u200F"
	}
	return "\u200E"
}

// ColumnHeading is the words over a column of a table: its language, and the day of the edition.
func ColumnHeading(d *bitext.Document, tag string) string {
	name := LanguageName(d, tag, tag)
	if day := Dateline(d, tag); day != "" {
		name += " · " + day
	}
	return name
}
