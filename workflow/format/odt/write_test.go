package odt

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

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
	{"look", edition.WithoutCredits(editiontest.Article()), Options{Paper: edition.A5, Look: edition.Look{
		Logo: editiontest.Logo(), Accent: "#7a1f2b", Typeface: edition.Press}}},
}

func write(t *testing.T, d *bitext.Document, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWriteMatchesGolden(t *testing.T) {
	for _, c := range goldens {
		got := editiontest.Part(t, write(t, c.doc, c.o), "content.xml")
		got = strings.NewReplacer("<table:table-row", "\n<table:table-row", "<style:style", "\n<style:style",
			"<text:p", "\n<text:p").Replace(got)
		editiontest.CheckGolden(t, "write/"+c.name+".xml", got)
	}
}

func TestSameDocumentGivesSameBytes(t *testing.T) {
	for _, c := range goldens {
		if !bytes.Equal(write(t, c.doc, c.o), write(t, c.doc, c.o)) {
			t.Errorf("%s: the bytes differ from one time to the next", c.name)
		}
	}
}

// TestKindOfFileStandsFirst is for programs that look at the first bytes of a file.
func TestKindOfFileStandsFirst(t *testing.T) {
	file := write(t, editiontest.Article(), Options{})
	if got := string(file[30:][:len("mimetype")+len(mime)]); got != "mimetype"+mime {
		t.Errorf("the file begins with %q", got)
	}
}

// TestPartsAreWellFormedAndNamed reads every part, and finds every style that the text names and every
// part that the manifest does.
func TestPartsAreWellFormedAndNamed(t *testing.T) {
	for _, c := range goldens {
		file := write(t, c.doc, c.o)
		defined, used := map[string]bool{}, map[string]bool{}
		z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			defined["part "+f.Name] = true
			if !strings.HasSuffix(f.Name, ".xml") {
				continue
			}
			for x := xml.NewDecoder(strings.NewReader(editiontest.Part(t, file, f.Name))); ; {
				token, err := x.Token()
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatalf("%s: %s: %v", c.name, f.Name, err)
				}
				s, ok := token.(xml.StartElement)
				for _, a := range s.Attr {
					switch {
					case !ok || a.Value == "/":
					case strings.HasSuffix(a.Name.Local, "style-name"):
						used["style "+a.Value] = true
					case a.Name.Local == "full-path":
						used["part "+a.Value] = true
					case a.Name.Local == "name" && strings.HasSuffix(a.Name.Space, "style:1.0"):
						defined["style "+a.Value] = true
					}
				}
			}
		}
		for name := range used {
			if !defined[name] {
				t.Errorf("%s: %s is used and not there", c.name, name)
			}
		}
	}
}

// TestHostileTextStaysText writes a document in which every text that a person or a file gave tries
// to be markup.
func TestHostileTextStaysText(t *testing.T) {
	const bad = `</text:p><evil a="'&`
	image := bitext.Code{ID: "1", Type: bitext.Image, Data: "https://example.org/" + bad, Equiv: bad}
	source := append(bitext.Plain(bad), bitext.Run{Kind: bitext.Lone, Code: image})
	d := &bitext.Document{ID: bad, Title: bad, Origin: bad, SourceLang: "fr", TargetLang: "ar",
		Credits: []bitext.Credit{{Role: "translator", Names: []string{bad}}, {Role: "publication", Names: []string{bad}}},
		Blocks: []bitext.Block{{Kind: bitext.Paragraph, Segments: []bitext.Segment{{
			ID: bad, Source: source, Target: source, Translator: bad, Reviewer: bad, Override: bad,
			Notes: []bitext.Remark{{Author: bad, Text: bad}},
		}}}}}
	for _, o := range []Options{{Look: edition.Look{Logo: editiontest.Logo(), Accent: bad}}, {TargetOnly: true}} {
		file := write(t, d, o)
		for _, name := range []string{"content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"} {
			text := editiontest.Part(t, file, name)
			if strings.Contains(text, "<evil") {
				t.Errorf("%s: text became an element", name)
			}
			for x := xml.NewDecoder(strings.NewReader(text)); ; {
				if _, err := x.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
			}
		}
	}
}

// TestTextKeepsItsSpacesAndDirection has what a program would drop, or order otherwise, written so that
// it does not.
func TestTextKeepsItsSpacesAndDirection(t *testing.T) {
	for _, c := range []struct {
		name string
		text bitext.Text
		v    side
		want string
	}{
		{"two spaces", bitext.Plain("a  b"), side{tag: "fr"}, "a <text:s/>b"},
		{"a space first", bitext.Plain(" a"), side{tag: "fr"}, "<text:s/>a"},
		{"a tab", bitext.Plain("a\tb"), side{tag: "fr"}, "a<text:tab/>b"},
		{"no-break spaces", bitext.Plain("« a »"), side{tag: "fr"}, "« a »"},
		{"code in Arabic", bitext.Text{{Kind: bitext.Open, Code: bitext.Code{ID: "1", Type: bitext.Monospace}},
			{Chars: "f()"}, {Kind: bitext.Close, Code: bitext.Code{ID: "1", Type: bitext.Monospace}}},
			side{tag: "ar", rtl: true}, `<text:span text:style-name="S1">f()` + "\u200e</text:span>"},
	} {
		e := &writer{styles: map[string]string{}}
		e.text(c.text, c.v)
		if got := e.body.String(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestEditionHasTheLookOfItsPublication has the colour, the fonts, the logo and the paper of a look.
func TestEditionHasTheLookOfItsPublication(t *testing.T) {
	look := goldens[4]
	file := write(t, look.doc, look.o)
	for _, c := range []struct {
		part string
		has  []string
	}{
		{"styles.xml", []string{"#7a1f2b", `"Source Serif 4"`, `"Noto Naskh Arabic"`, `fo:page-width="419.55pt"`}},
		{"content.xml", []string{`xlink:href="Pictures/logo.png"`, "#7a1f2b"}},
		{"Pictures/logo.png", []string{string(editiontest.Logo())}},
		{"META-INF/manifest.xml", []string{`"Pictures/logo.png"`}},
	} {
		for _, want := range c.has {
			if !strings.Contains(editiontest.Part(t, file, c.part), want) {
				t.Errorf("%s lacks %.40q", c.part, want)
			}
		}
	}
	if text := editiontest.Part(t, file, "content.xml"); strings.Contains(text, "Salma") {
		t.Error("the credits are there")
	}
	if text := editiontest.Part(t, file, "styles.xml"); strings.Contains(text, "{") {
		t.Error("a measure was not filled in")
	}
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errDiskFull }

var errDiskFull = errors.New("disk full")

func TestWriteReturnsErrorOfWriter(t *testing.T) {
	if err := Write(failingWriter{}, editiontest.Article(), Options{}); !errors.Is(err, errDiskFull) {
		t.Errorf("Write = %v, want %v", err, errDiskFull)
	}
}
