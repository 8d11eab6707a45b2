package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

func core(title string) string {
	return `<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
		`<dc:title>` +
		title + `</dc:title></cp:coreProperties>`
}

func TestReadTitleAndLanguage(t *testing.T) {
	const coreRels = relsOpen + `<Relationship Id="r1" ` + relType +
		`officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="r2" ` +
		`Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" ` +
		`Target="docProps/core.xml"/></Relationships>`
	arabic := p("", r("<w:rtl/>", "غادر الوزير الرباط")) + p("", r("", "AFP"))
	french := p("", r("", "Le ministre")) + p("", r(`<w:lang w:val="x-none"/>`, "a quitté Rabat"))
	other := p("", r(`<w:lang w:val="fr-CA"/>`, "Le ministre")) + p("", r("", "ici"))
	tests := []struct{ name, body, core, title, lang string }{
		{"no title", french, "", "", "fr-FR"},
		{"a title", french, "Un  titre", "Un titre", "fr-FR"},
		{"the headline for a title", styled("Titre", "Titre") + french, "", "Titre", "fr-FR"},
		{"Arabic", arabic, "", "", "ar-MA"},
		{"language of the runs", other, "", "", "fr-CA"},
		{"no letters", p("", r("", "2024")), "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			file := withBody(tt.body)
			if tt.core != "" {
				file["docProps/core.xml"], file["_rels/.rels"] = core(tt.core), coreRels
			}
			d, err := Read(bytes.NewReader(file.zip(t)))
			if err != nil {
				t.Fatal(err)
			}
			if d.Title != tt.title || d.SourceLang != tt.lang {
				t.Errorf("title %q, language %q; want %q, %q", d.Title, d.SourceLang, tt.title,
					tt.lang)
			}
		})
	}
}

func TestReadOtherPackages(t *testing.T) {
	strict := withBody(p("", r("<w:b/>", "a")))
	strict["word/document.xml"] = strings.ReplaceAll(strict["word/document.xml"], wordSpace,
		wordStrictSpace)
	moved := withBody(p("", r("", "a")))
	moved["other/main.xml"] = moved["word/document.xml"]
	moved["_rels/.rels"] = strings.Replace(moved["_rels/.rels"], "word/document", "/other/main", 1)
	bare := parts{"word/document.xml": strict["word/document.xml"]}
	wide := parts{"word/document.xml": "\xFF\xFE" + utf16le(strict["word/document.xml"])}
	for name, file := range map[string]parts{"strict": strict, "moved": moved, "bare": bare,
		"utf-16": wide} {
		d, err := Read(bytes.NewReader(file.zip(t)))
		if err != nil || d.Blocks[0].Source().String() != "a" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func utf16le(ascii string) string {
	var b strings.Builder
	for _, c := range []byte(ascii) {
		b.WriteByte(c)
		b.WriteByte(0)
	}
	return b.String()
}

func kindOf(err error) limit.Kind {
	var e *limit.Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

func with(name, content string) parts {
	file := withBody(p("", r("", "a")))
	file[name] = content
	return file
}

func TestReadRefusesDamagedParts(t *testing.T) {
	doc := func(inner string) string {
		return "<w:document" + spaces + "><w:body>" + inner + "</w:body></w:document>"
	}
	tests := []struct {
		name string
		file parts
		want limit.Kind
	}{
		{"no text", withBody(p("", "")), limit.Empty},
		{"text that is elsewhere", withBody(`<w:altChunk r:id="a"/>`), limit.Empty},
		{"a spreadsheet", parts{"xl/workbook.xml": "<a/>"}, limit.NotText},
		{"an empty part", with("word/document.xml", ""), limit.Empty},
		{"cut short", with("word/document.xml", "<w:document"+spaces+"><w:body><w:p><w:r><w:t>a"),
			limit.Damaged},
		{"another root", with("word/document.xml", "<html/>"), limit.Damaged},
		{"broken styles", with("word/styles.xml", "<a"), limit.Damaged},
		{"broken relationships", with("word/_rels/document.xml.rels", "<a>"), limit.Damaged},
		{"a million elements deep", with("word/document.xml", doc(strings.Repeat("<w:tbl>",
			1_000_000))), limit.Bomb},
		{"deep", with("word/document.xml", doc(strings.Repeat("<w:tbl>", 1000))), limit.TooDeep},
		{"deep styles", with("word/styles.xml", strings.Repeat("<a>", 1000)), limit.TooDeep},
		{"an entity", with("word/document.xml", `<!DOCTYPE a [<!ENTITY e SYSTEM `+
			`"file:///etc/passwd">]>`+
			doc(p("", r("", "&e;")))), limit.Damaged},
		{"a bomb", with("word/document.xml", doc(p("", r("", strings.Repeat("a", 4<<20))))),
			limit.Bomb},
		{"a name that climbs", with("../../etc/cron.d/x", "a"), limit.Damaged},
		{"an unknown encoding", with("word/document.xml",
			`<?xml version="1.0" encoding="x"?>`+doc("")), limit.Encoding},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Read(bytes.NewReader(tt.file.zip(t))); kindOf(err) != tt.want {
				t.Errorf("got %v; want kind %s", err, tt.want)
			}
		})
	}
	d, err := Read(bytes.NewReader(withBody(p("", r("", "a\u202Eb"))).zip(t)))
	if err != nil || d.Blocks[0].Source().String() != "ab" || len(d.Oddities) != 1 {
		t.Errorf("a bidi override: %+v, %v", d, err)
	}
}

func TestReadRefusesOtherFiles(t *testing.T) {
	link := func(w *zip.Writer) error {
		h := &zip.FileHeader{Name: "word/document.xml"}
		h.SetMode(fs.ModeSymlink | 0o777)
		f, err := w.CreateHeader(h)
		if err != nil {
			return err
		}
		_, err = io.WriteString(f, "/etc/passwd")
		return err
	}
	encrypted := func(w *zip.Writer) error {
		f, err := w.CreateRaw(&zip.FileHeader{Name: "word/document.xml", Flags: 1,
			CompressedSize64: 3, UncompressedSize64: 3})
		if err != nil {
			return err
		}
		_, err = io.WriteString(f, "abc")
		return err
	}
	zipped := func(fill func(*zip.Writer) error) string {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		if err := errors.Join(fill(w), w.Close()); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	good := string(withBody(p("", r("", "a"))).zip(t))
	tests := []struct {
		name, file string
		want       limit.Kind
	}{
		{"nothing", "", limit.Empty},
		{"text", "Bonjour", limit.Damaged},
		{"a PDF", "%PDF-1.7", limit.NotText},
		{"an old doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", limit.Legacy},
		{"half a file", good[:len(good)/2], limit.Damaged},
		{"a flipped byte", strings.Replace(good, "\x50\x4B\x01\x02", "\x50\x4B\x01\x03", 1),
			limit.Damaged},
		{"a symbolic link", zipped(link), limit.Damaged},
		{"encrypted", zipped(encrypted), limit.Encrypted},
		{"too large a file", good + strings.Repeat("a", limit.Upload), limit.TooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Read(strings.NewReader(tt.file)); kindOf(err) != tt.want {
				t.Errorf("got %v; want kind %s", err, tt.want)
			}
		})
	}
}

func TestReadOfHostileFilesIsQuick(t *testing.T) {
	n := 20_000
	tests := []struct{ name, body string }{
		{"tiny runs", p("", strings.Repeat(r("<w:b/>", "a")+r("<w:i/>", "b"), n/2))},
		{"breaks", p("", strings.Repeat("<w:br/>", n)+r("", "a"))},
		{"fields", p("", strings.Repeat(fld("begin"), n)+r("", "a")) + p("", r("", "b"))},
		{"deleted ends", strings.Repeat(p("<w:rPr><w:del/></w:rPr>", r("", "a")), n/4)},
		{"notes", p("", strings.Repeat(`<w:r><w:footnoteReference w:id="2"/></w:r>`, n)+r("",
			"a"))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			// Stored, since all that repeats so much would be refused as a bomb.
			var b bytes.Buffer
			w := zip.NewWriter(&b)
			f, err := w.CreateHeader(&zip.FileHeader{Name: "word/document.xml", Method: zip.Store})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(f, withBody(tt.body)["word/document.xml"]); err != nil {
				t.Fatal(err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			start := time.Now()
			_, err = Read(&b)
			if took := time.Since(start); took > 10*time.Second || err != nil {
				t.Errorf("took %v, %v", took, err)
			} else {
				t.Log(took)
			}
		})
	}
}

// FuzzRead fuzzes the body of a file that is otherwise sound, since random bytes are hardly
// ever a zip archive.
func FuzzRead(f *testing.F) {
	f.Add(p(bullet, r("<w:b/>", "a")+`<w:hyperlink r:id="a">`+r("<w:rtl/>",
		"ب")+`</w:hyperlink>`), testStyles)
	f.Add(p("", fld("begin")+instr("TOC")+fld("separate")+r("", "a")+fld("end")), "")
	f.Add(p(`<w:rPr><w:del/></w:rPr>`, r("", "a"))+`<w:tbl><w:tr><w:tc/></w:tr></w:tbl>`, "<a/>")
	f.Add(p("", `<w:r><w:footnoteReference w:id="2"/><w:sym w:font="Symbol" w:char="F061"/>`+
		`</w:r>`), testStyles)
	f.Fuzz(func(t *testing.T, inner, styles string) {
		file := withBody(inner)
		file["word/styles.xml"] = styles
		checkRead(t, file.zip(t))
	})
}

// FuzzReadFile fuzzes the whole file.
func FuzzReadFile(f *testing.F) {
	office, err := os.ReadFile("testdata/read/libreoffice.docx")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(office)
	f.Add(withBody(p("", r("", "a"))).zip(f))
	f.Fuzz(checkRead)
}

// checkRead checks what is true of every document that Read makes.
func checkRead(t *testing.T, data []byte) {
	d, err := Read(bytes.NewReader(data))
	if err != nil {
		return
	}
	for _, b := range d.Blocks {
		text := b.Source()
		if !text.Nested() || text.Empty() {
			t.Errorf("torn or empty: %s", editiontest.ShownText(text))
		}
		seen := map[string]bool{}
		for _, r := range text {
			if clean, err := lang.Clean(r.Chars); err != nil || clean != r.Chars {
				t.Errorf("not clean: %q, %v", r.Chars, err)
			}
			if r.Kind == bitext.Open || r.Kind == bitext.Lone {
				if seen[r.Code.ID] {
					t.Errorf("id %s twice: %s", r.Code.ID, editiontest.ShownText(text))
				}
				seen[r.Code.ID] = true
			}
		}
	}
}
