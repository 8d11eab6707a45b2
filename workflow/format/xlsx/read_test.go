package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/format/archive"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
	"truchement/workflow/outside"
)

func rowsOf(rows ...[]string) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}

func table(t testing.TB, rows ...[]string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteTable(&b, Table{Name: "مصطلحات: [a/b]", Lang: "ar"}, rowsOf(rows...)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// read reads a workbook as a line a row.
func read(file []byte) (rows []string, err error) {
	err = EachRow(bytes.NewReader(file), func(n int, cells []string) error {
		rows = append(rows, fmt.Sprintf("%d %s", n, strings.Join(cells, "|")))
		return nil
	})
	return rows, err
}

// sample is a table with what spreadsheets and XML are careful of.
func sample() [][]string {
	many := make([]string, 30)
	many[29] = "AD"
	return [][]string{{"المصطلح", "fr"}, {"=1+1", " a\nb ", "", "-ب"}, nil, {"<&>\"_x0041_", "\u200f+1"}, many, {"12", "é"}}
}

var sampleRows = []string{"1 المصطلح|fr", "2 =1+1| a\nb ||-ب", "4 <&>\"_x0041_|\u200f+1",
	"5 " + strings.Repeat("|", 29) + "AD", "6 12|é"}

func TestTableComesBackAsItWas(t *testing.T) {
	got, err := read(table(t, sample()...))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sampleRows, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	sheet := editiontest.Part(t, table(t, sample()...), "xl/worksheets/sheet1.xml")
	editiontest.CheckGolden(t, "write/table.xml", strings.ReplaceAll(sheet, "<row", "\n<row"))
}

func TestWriteTableStopsAtAnError(t *testing.T) {
	broken := errors.New("broken")
	err := WriteTable(&bytes.Buffer{}, Table{}, func(yield func([]string, error) bool) { yield(nil, broken) })
	if !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}

// TestReadsWhatOfficeSaves has LibreOffice save a table, which puts texts in the shared strings.
func TestReadsWhatOfficeSaves(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "in.xlsx")
	if err := os.WriteFile(name, table(t, sample()...), 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	outside.Convert(t, "xlsx", out, name)
	file, err := os.ReadFile(filepath.Join(out, "in.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := read(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sampleRows, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTableIsValid(t *testing.T) {
	name := filepath.Join(t.TempDir(), "t.xlsx")
	if err := os.WriteFile(name, table(t, sample()...), 0o644); err != nil {
		t.Fatal(err)
	}
	outside.CheckOpenXML(t, name)
}

const (
	rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="a" Type="x/worksheet" Target="/xl/hidden.xml"/>` +
		`<Relationship Id="b" Type="x/worksheet" Target="sheets/one.xml"/></Relationships>`
	workbook = `<workbook xmlns:q="r"><sheets><sheet name="h" sheetId="1" state="hidden" q:id="a"/>` +
		`<sheet name="o" sheetId="2" q:id="b"/></sheets></workbook>`
	shared = `<sst><si><t>أ</t></si><si><r><t>b</t></r><rPh><t>no</t></rPh><r><t xml:space="preserve"> c_x000D_</t></r></si></sst>`
)

// workbookOf packs a workbook with a sheet of these rows.
func workbookOf(t testing.TB, rows string) []byte {
	t.Helper()
	var b bytes.Buffer
	err := archive.Write(&b, []archive.Part{{Name: "xl/workbook.xml", Content: workbook},
		{Name: "xl/_rels/workbook.xml.rels", Content: rels}, {Name: "xl/sharedStrings.xml", Content: shared},
		{Name: "xl/hidden.xml", Content: `<worksheet/>`},
		{Name: "xl/sheets/one.xml", Content: `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`}})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadOtherWorkbooks(t *testing.T) {
	for _, c := range []struct{ name, rows, want string }{
		{"shared texts", `<row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c></row>`, "3 أ||b c\r"},
		{"no places", `<row><c t="str"><f>A1</f><v>x_x0041_</v></c><c><v>1.5</v></c></row><row><c><v>2</v></c></row>`, "1 xA|1.5,2 2"},
		{"an error, an empty cell", `<row><c t="e"><v>#REF!</v></c><c/><c t="inlineStr"><is><t>y</t></is></c></row>`, "1 ||y"},
		{"columns far away", `<row><c r="XFD1"><v>1</v></c></row>`, ""},
		{"a control", "<row><c t=\"str\"><v>a\x01b\uFFFE</v></c></row><row><c><v>2</v></c></row>", "1 a\uFFFDb\uFFFD,2 2"},
		{"references to controls", `<row><c t="str"><v>&#1;&#x1F;&#xfffE;&#31;&#65535;&#x9;&#13;&#32;&#233;</v></c></row>`,
			"1 \uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\t\r é"},
		{"a control as Excel writes it", `<row><c t="str"><v>a_x0001_b_x000D_</v></c></row>`, "1 a\uFFFDb\r"},
		{"numbers that run back", `<row r="5"><c><v>1</v></c></row><row r="2"><c><v>2</v></c></row>`, "5 1,6 2"},
	} {
		got, err := read(workbookOf(t, c.rows))
		if err != nil || strings.Join(got, ",") != c.want {
			t.Errorf("%s: %q, %v; want %q", c.name, got, err, c.want)
		}
	}
}

func TestReadRefusesOtherFiles(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		want limit.Kind
	}{
		"empty":            {"", limit.Empty},
		"text":             {"a,b\n", limit.Damaged},
		"a PDF":            {"%PDF-1.7", limit.NotText},
		"an old workbook":  {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", limit.Legacy},
		"no shared text":   {string(workbookOf(t, `<row><c t="s"><v>9</v></c></row>`)), limit.Damaged},
		"damaged":          {string(workbookOf(t, `<row><c>`)), limit.Damaged},
		"another archive":  {string(packed(t, archive.Part{Name: "word/document.xml", Content: "<x/>"})), limit.Damaged},
		"no visible sheet": {string(packed(t, archive.Part{Name: "xl/workbook.xml", Content: "<workbook/>"}, archive.Part{Name: "xl/_rels/workbook.xml.rels", Content: rels})), limit.Damaged},
		"a bomb":           {string(packed(t, archive.Part{Name: "xl/workbook.xml", Content: strings.Repeat(" ", 5<<20)})), limit.Bomb},
	} {
		var e *limit.Error
		if _, err := read([]byte(c.file)); !errors.As(err, &e) || e.Kind != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func packed(t testing.TB, parts ...archive.Part) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := archive.Write(&b, parts); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// FuzzSheet reads any rows of a sheet.
func FuzzSheet(f *testing.F) {
	f.Add(`<row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c></row>`)
	f.Add(`<row><c t="inlineStr"><is><r><t>y_x0041_</t></r></is></c></row>`)
	f.Fuzz(func(t *testing.T, rows string) {
		last := 0
		_ = EachRow(bytes.NewReader(workbookOf(t, rows)), func(n int, cells []string) error {
			if n <= last || len(cells) == 0 || len(cells) > MaxColumns || cells[len(cells)-1] == "" {
				t.Fatalf("row %d after %d: %q", n, last, cells)
			}
			last = n
			return nil
		})
	})
}

// FuzzCell writes any text that XML holds, and reads it back.
func FuzzCell(f *testing.F) {
	f.Add("_x005F_x0041_")
	f.Add("\r\n =_x_x0041_")
	f.Fuzz(func(t *testing.T, text string) {
		clean, err := lang.Clean(text)
		if err != nil || clean == "" || len(clean) > maxCell {
			return
		}
		got, err := read(table(t, []string{clean}))
		if want := "1 " + clean; err != nil || len(got) != 1 || got[0] != want {
			t.Fatalf("%q, %v; want %q", got, err, want)
		}
	})
}
