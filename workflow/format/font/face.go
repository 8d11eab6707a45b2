package font

import (
	"bytes"
	"embed"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	gotext "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/text/unicode/norm"
)

//go:embed face/*.ttf.br
var files embed.FS

//go:embed face/OFL-*.txt
var licences embed.FS

// GID is the number of a glyph in a face.
type GID = opentype.GID

// Face is one font, as the shaper and the writers of files take it.
type Face struct {
	*gotext.Face
	Name   string // of its file, such as "amiri-regular"
	tables map[string][]byte
}

// load returns a face by name. The files are embedded and tested, so that one which cannot be read
// is a fault of the build.
func (f *Family) load(name string) *Face {
	if face := f.loaded[name]; face != nil {
		return face
	}
	face, err := open(name)
	if err != nil {
		panic(err)
	}
	f.loaded[name] = face
	return face
}

func open(name string) (*Face, error) {
	file, err := files.Open("face/" + name + ".ttf.br")
	if err != nil {
		return nil, fmt.Errorf("font: %w", err)
	}
	defer file.Close()
	sfnt, err := io.ReadAll(brotli.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("font: decompress %s: %w", name, err)
	}
	tables, err := parse(sfnt)
	if err != nil {
		return nil, fmt.Errorf("font: read %s: %w", name, err)
	}
	face, err := gotext.ParseTTF(bytes.NewReader(sfnt))
	if err != nil {
		return nil, fmt.Errorf("font: read %s: %w", name, err)
	}
	return &Face{Face: face, Name: name, tables: tables}, nil
}

// Covers reports whether the face can draw r, by itself or as a letter with its marks.
func (f *Face) Covers(r rune) bool {
	if _, ok := f.NominalGlyph(r); ok {
		return true
	}
	parts := norm.NFD.String(string(r))
	if parts == string(r) {
		return false
	}
	for _, part := range parts {
		if _, ok := f.NominalGlyph(part); !ok {
			return false
		}
	}
	return true
}

// Slanted reports whether the face is a slanted one. In Arabic only Amiri has one: elsewhere a
// writer shows emphasis by other means.
func (f *Face) Slanted() bool {
	switch f.Name {
	case "amiri-slanted", "amiri-boldslanted", "serif-italic", "serif-bolditalic", "sans-italic",
		"sans-bolditalic":
		return true
	}
	return false
}

// Licences returns the licences of the faces, to be shipped with the program.
func Licences() (string, error) {
	entries, err := licences.ReadDir("face")
	if err != nil {
		return "", fmt.Errorf("font: %w", err)
	}
	var all bytes.Buffer
	for _, entry := range entries {
		text, err := licences.ReadFile("face/" + entry.Name())
		if err != nil {
			return "", fmt.Errorf("font: %w", err)
		}
		all.Write(text)
		all.WriteString("\n\n")
	}
	return all.String(), nil
}

// Metrics are what a PDF says of a face, in thousandths of its size.
type Metrics struct {
	Box                        [4]int
	Ascent, Descent, CapHeight int
	Stem                       int
	Angle                      float64
}

// Metrics returns the measures of the face.
func (f *Face) Metrics() Metrics {
	signed := func(table string, at int) int { return int(int16(be.Uint16(f.tables[table][at:]))) }
	m := Metrics{Ascent: signed("hhea", 4), Descent: signed("hhea", 6), CapHeight: 650, Stem: 80}
	for i := range m.Box {
		m.Box[i] = signed("head", 36+2*i)
	}
	if os2 := f.tables["OS/2"]; len(os2) >= 90 {
		m.CapHeight = signed("OS/2", 88)
	}
	if strings.Contains(f.Name, "bold") {
		m.Stem = 140
	}
	if post := f.tables["post"]; len(post) >= 8 {
		m.Angle = float64(int32(be.Uint32(post[4:]))) / 65536
	}
	return m
}

// PostScriptName is the name of the face in a PDF.
func (f *Face) PostScriptName() string {
	family := f.Describe().Family
	if family == "" {
		family = f.Name
	}
	keep := func(r rune) rune {
		if r > ' ' && r < 0x7F && !strings.ContainsRune("()<>[]{}/%#", r) {
			return r
		}
		return -1
	}
	return strings.Map(keep, family) + "-" + strings.Map(keep, f.Name)
}
