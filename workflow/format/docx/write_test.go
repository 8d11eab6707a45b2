package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
)

var goldens = []struct {
	name string
	doc  *bitext.Document
	o    Options
}{
	{"article", editiontest.Article(), Options{}},
	{"article-target", editiontest.Article(), Options{TargetOnly: true}},
	{"kinds", editiontest.Kinds(), Options{}},
	{"kinds-target", editiontest.Kinds(), Options{TargetOnly: true}},
	{"numbered", numbered(editiontest.Kinds()), Options{}},
	{"look", edition.WithoutCredits(editiontest.Article()), Options{Paper: edition.A5, Look: edition.Look{
		Logo: editiontest.Logo(), Accent: "#7a1f2b", Typeface: edition.Press}}},
	{"tabloid", editiontest.Kinds(), Options{Paper: edition.Tabloid,
		Look: edition.Look{Logo: []byte("no image"), Accent: "red", Typeface: edition.Modern}}},
}

func write(t *testing.T, d *bitext.Document, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unpack lists the parts, a line a paragraph or row, so that goldens can be read.
func unpack(t *testing.T, file []byte) string {
	t.Helper()
	var b strings.Builder
	for _, p := range editiontest.Parts(t, file) {
		switch p.Name {
		case "word/document.xml", "word/comments.xml", "docProps/core.xml", "word/_rels/document.xml.rels":
			text := strings.ReplaceAll(p.Content, "<w:p>", "\n<w:p>")
			fmt.Fprintf(&b, "-- %s --\n%s\n", p.Name, strings.ReplaceAll(text, "<w:tr>", "\n<w:tr>"))
		default:
			fmt.Fprintf(&b, "-- %s --\n%d bytes\n", p.Name, len(p.Content))
		}
	}
	return b.String()
}

func TestWriteMatchesGolden(t *testing.T) {
	for _, c := range goldens {
		got := unpack(t, write(t, c.doc, c.o))
		editiontest.CheckGolden(t, "write/"+c.name+".txt", got)
	}
}

// TestEditionHasTheLookOfItsPublication has the colour and fonts of a look in the style sheet, its
// logo in a part, its paper in the section, and nothing of a look that is none.
func TestEditionHasTheLookOfItsPublication(t *testing.T) {
	for _, c := range []struct {
		golden    int
		part      string
		has, lack []string
	}{
		{5, "word/styles.xml", []string{`"7A1F2B"`, `"Source Serif 4"`, `"Noto Naskh Arabic"`},
			[]string{"0B5F5A", "{"}},
		{5, "word/document.xml", []string{`w:w="8391"`, `r:embed="rLogo"`}, []string{"Salma"}},
		{5, "word/_rels/document.xml.rels", []string{`Target="media/logo.png"`}, nil},
		{5, "word/fontTable.xml", []string{`"Source Serif 4"`}, []string{"{"}},
		{6, "word/styles.xml", []string{"0B5F5A", "IBM Plex Sans Arabic"}, []string{`"RED"`, `"ED"`}},
		{6, "word/document.xml", []string{`w:h="24378"`, "Salma"}, []string{"drawing>"}},
		{0, "word/styles.xml", []string{`"Amiri"`}, nil},
	} {
		file := write(t, goldens[c.golden].doc, goldens[c.golden].o)
		z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			t.Fatal(err)
		}
		text, err := fs.ReadFile(z, c.part)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range c.has {
			if !strings.Contains(string(text), want) {
				t.Errorf("%s of %s lacks %s", c.part, goldens[c.golden].name, want)
			}
		}
		for _, none := range c.lack {
			if strings.Contains(string(text), none) {
				t.Errorf("%s of %s has %s", c.part, goldens[c.golden].name, none)
			}
		}
		if logo, _ := fs.ReadFile(z, "word/media/logo.png"); c.golden == 5 && !bytes.Equal(logo, editiontest.Logo()) {
			t.Error("the logo is another")
		}
	}
}

func TestSameDocumentGivesSameBytes(t *testing.T) {
	for _, c := range goldens {
		if !bytes.Equal(write(t, c.doc, c.o), write(t, c.doc, c.o)) {
			t.Errorf("%s: the bytes differ from one time to the next", c.name)
		}
	}
}

// TestPartsAreWellFormedAndLinked reads every part, and finds every relationship and style that
// the document names.
func TestPartsAreWellFormedAndLinked(t *testing.T) {
	for _, c := range goldens {
		file := write(t, c.doc, c.o)
		z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			t.Fatal(err)
		}
		defined, used, types := map[string]bool{}, map[string]bool{}, ""
		for _, f := range z.File {
			if strings.HasPrefix(f.Name, "word/media/") {
				continue
			}
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			for x := xml.NewDecoder(r); ; {
				token, err := x.Token()
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatalf("%s: %s: %v", c.name, f.Name, err)
				}
				if s, ok := token.(xml.StartElement); ok {
					note(s, defined, used)
					for _, a := range s.Attr {
						if a.Name.Local == "PartName" {
							types += a.Value + " "
						}
					}
				}
			}
		}
		for name := range used {
			if !defined[name] {
				t.Errorf("%s: %s is used and not there", c.name, name)
			}
		}
		for _, part := range strings.Fields(types) {
			if _, err := z.Open(strings.TrimPrefix(part, "/")); err != nil {
				t.Errorf("%s: content type of a part that is not there: %v", c.name, err)
			}
		}
	}
}

// TestHostileTextStaysText writes a document in which every text that a person or a file
// gave tries to be markup: all parts stay well-formed, and hold the text.
func TestHostileTextStaysText(t *testing.T) {
	const bad = `</w:t><evil a="'&`
	image := bitext.Code{ID: "1", Type: bitext.Image, Data: "https://example.org/" + bad, Equiv: bad}
	source := append(bitext.Plain(bad), bitext.Run{Kind: bitext.Lone, Code: image})
	d := &bitext.Document{ID: bad, Title: bad, Origin: bad, SourceLang: "fr", TargetLang: "ar",
		Credits: []bitext.Credit{{Role: "translator", Names: []string{bad}}},
		Blocks: []bitext.Block{{Kind: bitext.Paragraph, Segments: []bitext.Segment{{
			ID: bad, Source: source, Target: source, Translator: bad, Reviewer: bad, Override: bad,
			Notes: []bitext.Remark{{Author: bad, Text: bad}},
		}}}}}
	for _, o := range []Options{{}, {TargetOnly: true}} {
		file := write(t, d, o)
		z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			for x := xml.NewDecoder(r); ; {
				token, err := x.Token()
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatalf("%s: %v", f.Name, err)
				}
				if s, ok := token.(xml.StartElement); ok && s.Name.Local == "evil" {
					t.Errorf("%s: text became an element", f.Name)
				}
			}
		}
	}
}

func note(s xml.StartElement, defined, used map[string]bool) {
	for _, a := range s.Attr {
		switch {
		case a.Name.Local == "styleId":
			defined["style "+a.Value] = true
		case strings.HasSuffix(s.Name.Local, "Style") && a.Name.Local == "val":
			used["style "+a.Value] = true
		case s.Name.Local == "Relationship" && a.Name.Local == "Id":
			defined["rel "+a.Value] = true
		case a.Name.Space == relNS && a.Name.Local == "id":
			used["rel "+a.Value] = true
		}
	}
}

func TestTextIsSplitByDirection(t *testing.T) {
	for _, c := range []struct {
		name, text string
		rtl        bool
		want       string
	}{
		{"Arabic", "قال الوزير.", true, "[قال الوزير.]"},
		{"Latin in Arabic", "قالت ONU (UE) أمس.", true, "[قالت ]<ONU (UE>[) أمس.]"},
		{"digits stay", "في 2024.", true, "[في 2024.]"},
		{"digits between Latin", "هاتف iPhone 15 Pro الجديد", true, "[هاتف ]<iPhone 15 Pro>[ الجديد]"},
		{"Arabic in French", "Le «\u00a0سوق\u00a0» (marché).", false, "[Le «\u00a0]<سوق>[\u00a0» (marché).]"},
		{"Latin alone", "ONU", true, "<ONU>"},
		{"empty", "", true, ""},
	} {
		got := ""
		for _, s := range splitByDirection(c.text, c.rtl) {
			if s.rtl == c.rtl {
				got += "[" + s.text + "]"
			} else {
				got += "<" + s.text + ">"
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestTargetReadsBack reads the target-only document with Read: kinds of blocks,
// words and formatting come back.
func TestTargetReadsBack(t *testing.T) {
	// What does not come back: a link that may not be followed; note marks and
	// pictures, which became text.
	lost := strings.NewReplacer("<link>فخ</link><note>", "فخ<sup>*</sup>", "code()", "code()\u200e",
		"x<sup>2</sup>.", "x<sup>2</sup>. [ترجمة غير متوفرة]", "<image>", "<link>[\u200f\u200eune <photo>\u200e\u200f]</link>")
	for _, d := range []*bitext.Document{editiontest.Article(), editiontest.Kinds()} {
		back, err := Read(bytes.NewReader(write(t, d, Options{TargetOnly: true})))
		if err != nil {
			t.Fatal(err)
		}
		var want, got []string
		for _, b := range edition.Blocks(d) {
			want = append(want, fmt.Sprint(b.Kind, b.Level, " ", lost.Replace(readable(b.Target()))))
		}
		for i, b := range back.Blocks {
			if i < len(want) {
				got = append(got, fmt.Sprint(b.Kind, b.Level, " ", readable(b.Source())))
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", d.ID, diff)
		}
		if back.SourceLang != d.TargetLang {
			t.Errorf("%s: reads back as %q, want %q", d.ID, back.SourceLang, d.TargetLang)
		}
	}
}

// readable writes codes by type, because a DOCX file does not keep their ids.
func readable(t bitext.Text) string {
	var b strings.Builder
	for _, r := range t {
		switch r.Kind {
		case bitext.Chars:
			b.WriteString(r.Chars)
		case bitext.Close:
			b.WriteString("</" + string(r.Code.Type) + ">")
		default:
			b.WriteString("<" + string(r.Code.Type) + ">")
		}
	}
	return b.String()
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errDiskFull }

var errDiskFull = errors.New("disk full")

func TestWriteReturnsErrorOfWriter(t *testing.T) {
	if err := Write(failingWriter{}, editiontest.Article(), Options{}); !errors.Is(err, errDiskFull) {
		t.Errorf("Write = %v, want %v", err, errDiskFull)
	}
}
