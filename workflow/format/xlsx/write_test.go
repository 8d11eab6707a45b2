package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/outside"
)

var goldens = []struct {
	name string
	doc  *bitext.Document
	o    Options
}{
	{"article", editiontest.Article(), Options{}},
	{"kinds", editiontest.Kinds(), Options{}},
	{"look", edition.WithoutCredits(editiontest.Article()), Options{Paper: edition.A5,
		Look: edition.Look{Accent: "#7a1f2b", Typeface: edition.Modern}}},
	{"hostile", hostile(), Options{}},
}

// hostile is a document in which every text that a person or a file gave tries to be a formula, markup,
// or more than a cell holds.
func hostile() *bitext.Document {
	const bad = `=cmd|' /C calc'!A0</t><evil a="'&_x0041_` + "\n"
	return &bitext.Document{ID: bad, Title: bad, Origin: bad, SourceLang: "ar", TargetLang: "fr",
		Credits: []bitext.Credit{{Role: "translator", Names: []string{bad}}},
		Labels: map[string]map[string]string{"fr": {edition.Bilingual: `a/b:c*[d]?'é` + strings.Repeat("x", 40),
			edition.Credits: "Crédits"}},
		Blocks: []bitext.Block{{Kind: bitext.Paragraph, Segments: []bitext.Segment{
			{ID: bad, Source: bitext.Plain(bad), Target: bitext.Plain(" \u200f+1" + bad), Translator: "@" + bad, Reviewer: bad,
				Override: "-" + bad, Notes: []bitext.Remark{{Author: bad, Text: bad}}},
			{ID: "long", Source: bitext.Plain("س"), Target: bitext.Plain(strings.Repeat("é", maxCell+9)), State: bitext.Final},
		}}}}
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
	for _, c := range goldens[:2] {
		got := strings.ReplaceAll(editiontest.Part(t, write(t, c.doc, c.o), "xl/worksheets/sheet1.xml"), "<row", "\n<row")
		editiontest.CheckGolden(t, "write/"+c.name+".xml", got)
	}
}

// sheetCell is a cell of a sheet as a program reads it.
type sheetCell struct {
	R string `xml:"r,attr"`
	T string `xml:"t,attr"`
	S int    `xml:"s,attr"`
	F string `xml:"f"`
	V string `xml:"v"`
	I struct {
		T string   `xml:"t"`
		R []string `xml:"r>t"`
	} `xml:"is"`
}

func cells(t *testing.T, file []byte, sheet string) map[string]sheetCell {
	t.Helper()
	var data struct {
		Rows []struct {
			Cells []sheetCell `xml:"c"`
		} `xml:"sheetData>row"`
	}
	if err := xml.Unmarshal([]byte(editiontest.Part(t, file, sheet)), &data); err != nil {
		t.Fatal(err)
	}
	all := map[string]sheetCell{}
	for _, row := range data.Rows {
		for _, c := range row.Cells {
			c.I.T += strings.Join(c.I.R, "")
			all[c.R] = c
		}
	}
	return all
}

// TestTextIsNeverAFormula has texts that begin like formulas, and what Excel would read as a character
// of its own.
func TestTextIsNeverAFormula(t *testing.T) {
	d := hostile()
	file := write(t, d, Options{})
	for _, sheet := range []string{"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"} {
		for at, c := range cells(t, file, sheet) {
			if c.F != "" || c.T != "inlineStr" && c.V == "" && c.I.T != "" {
				t.Errorf("%s: %s is of type %q with formula %q", sheet, at, c.T, c.F)
			}
			if isFormula(c.I.T) && c.S != guardedLTR && c.S != guardedRTL {
				t.Errorf("%s: %q becomes a formula when somebody edits it", at, c.I.T)
			}
		}
	}
	got := cells(t, file, "xl/worksheets/sheet1.xml")
	for at, what := range map[string]string{"C2": "=", "D2": "+ after spaces and a mark", "F2": "@", "H2": "-"} {
		if got[at].S != guardedLTR && got[at].S != guardedRTL {
			t.Errorf("%s, which begins with %s, becomes a formula when somebody edits it", at, what)
		}
	}
	want := strings.ReplaceAll(d.Blocks[0].Segments[0].Source.String(), "_x0041_", "_x005F_x0041_")
	if text := got["C2"].I.T; text != want {
		t.Errorf("the source is %q, want %q", text, want)
	}
	if n := len([]rune(got["D3"].I.T)); n > maxCell || !strings.HasSuffix(got["D3"].I.T, "[…]") {
		t.Errorf("a cell of %d characters that ends in %q", n, got["D3"].I.T[len(got["D3"].I.T)-9:])
	}
	if book := editiontest.Part(t, file, "xl/workbook.xml"); !strings.Contains(book, `name="a b c  d   é`+strings.Repeat("x", 19)+`"`) {
		t.Errorf("the tab has another name: %s", book)
	}
}

// TestRowsAreReadInTheirDirection has the Arabic article run from the right and the French one from the
// left, with pairs side by side, states, people and comments.
func TestRowsAreReadInTheirDirection(t *testing.T) {
	article, kinds := write(t, editiontest.Article(), Options{}), write(t, editiontest.Kinds(), Options{})
	if sheet := editiontest.Part(t, article, "xl/worksheets/sheet1.xml"); !strings.Contains(sheet, `rightToLeft="1"`) {
		t.Error("the Arabic source is not on the right")
	}
	if sheet := editiontest.Part(t, kinds, "xl/worksheets/sheet1.xml"); strings.Contains(sheet, `rightToLeft`) {
		t.Error("the French source is not on the left")
	}
	for _, c := range []struct {
		name, at, text string
		style          int
		file           []byte
	}{
		{"heading of the source", "C1", "العربية", headRTL, article},
		{"heading of the target", "D1", "français", headLTR, article},
		{"headline", "C2", "الرباط وباريس تعززان شراكتهما في مجالي الأمن والهجرة في أفق تعاون استراتيجي شامل", textRTL, article},
		{"state", "E2", "Publié", textLTR, article},
		{"translator", "F2", "Salma Bennani", textLTR, article},
		{"formatted source", "C7", "Gras et italique, un lien.", textLTR, kinds},
		{"formatted target", "D7", "غامق ومائل، رابط.", textRTL, kinds},
		{"comment", "I8", "\u200f\u200fليلى\u200f\u200f (14\u200f/4\u200f/2025)\u00a0: \u200f\u200eÀ vérifier <vite>\u200e\n\u200emerci\u200e\u200f", textRTL, kinds},
		{"a byline like a formula", "D5", "=أ. كاتب", guardedRTL, kinds},
		{"no translation, no state", "E9", "", textRTL, kinds},
	} {
		if got := cells(t, c.file, "xl/worksheets/sheet1.xml")[c.at]; got.I.T != c.text || got.S != c.style {
			t.Errorf("%s: %s is %q in format %d, want %q in %d", c.name, c.at, got.I.T, got.S, c.text, c.style)
		}
	}
	if got := cells(t, article, "xl/worksheets/sheet2.xml")["B1"]; got.I.T != "Crédits" {
		t.Errorf("the credits are headed %q", got.I.T)
	}
}

func TestLookAndCreditsAreOptions(t *testing.T) {
	file := write(t, goldens[2].doc, goldens[2].o)
	if style := editiontest.Part(t, file, "xl/styles.xml"); !strings.Contains(style, "FF7A1F2B") || !strings.Contains(style, "IBM Plex Sans") {
		t.Error("the sheet has another look")
	}
	if sheet := editiontest.Part(t, file, "xl/worksheets/sheet1.xml"); !strings.Contains(sheet, `paperSize="11"`) {
		t.Error("the sheet is on other paper")
	}
	if types := editiontest.Part(t, file, "[Content_Types].xml"); strings.Contains(types, "sheet2") {
		t.Error("the credits are there")
	}
}

func TestSameDocumentGivesSameBytes(t *testing.T) {
	for _, c := range goldens {
		if !bytes.Equal(write(t, c.doc, c.o), write(t, c.doc, c.o)) {
			t.Errorf("%s: the bytes differ from one time to the next", c.name)
		}
	}
}

func TestPartsAreWellFormed(t *testing.T) {
	for _, c := range goldens {
		file := write(t, c.doc, c.o)
		z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			for x := xml.NewDecoder(strings.NewReader(editiontest.Part(t, file, f.Name))); ; {
				token, err := x.Token()
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatalf("%s: %s: %v", c.name, f.Name, err)
				}
				if s, ok := token.(xml.StartElement); ok && s.Name.Local == "evil" {
					t.Errorf("%s: text became an element", f.Name)
				}
			}
		}
	}
}

// TestWorkbooksAreValidOpenXML validates the workbooks with Microsoft's Open XML SDK.
func TestWorkbooksAreValidOpenXML(t *testing.T) {
	for _, c := range goldens {
		path := filepath.Join(t.TempDir(), c.name+".xlsx")
		if err := os.WriteFile(path, write(t, c.doc, c.o), 0o600); err != nil {
			t.Fatal(err)
		}
		outside.CheckOpenXML(t, path)
	}
}

// TestLibreOfficeOpensWorkbooks has LibreOffice write the sheet of segments as CSV: its texts are there,
// and none was computed.
func TestLibreOfficeOpensWorkbooks(t *testing.T) {
	outside.Package(t, "")
	dir := t.TempDir()
	var files []string
	for _, c := range goldens {
		path := filepath.Join(dir, c.name+".xlsx")
		if err := os.WriteFile(path, write(t, c.doc, c.o), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, path)
	}
	outside.Convert(t, `csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true,false,false,false,1`, dir, files...)
	for _, c := range goldens {
		found, err := filepath.Glob(filepath.Join(dir, c.name+"*.csv"))
		if err != nil || len(found) != 1 {
			t.Fatalf("%s: %v, %v", c.name, found, err)
		}
		text, err := os.ReadFile(found[0])
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range c.doc.Segments() {
			for _, side := range []bitext.Text{s.Source, s.Target} {
				line, _, _ := strings.Cut(strings.ReplaceAll(side.String(), `"`, `""`), "\n")
				line = strings.ReplaceAll(line, "une <photo>", "")
				if len(line) < 1000 && !strings.Contains(string(text), line) {
					t.Errorf("%s: LibreOffice does not show %q", c.name, line)
				}
			}
		}
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
