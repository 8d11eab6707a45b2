package odt

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/format/archive"
	"truchement/workflow/format/docx"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/format/limit"
	"truchement/workflow/outside"
)

const spaces = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ` +
	`xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" ` +
	`xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" ` +
	`xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" ` +
	`xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" ` +
	`xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" ` +
	`xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" ` +
	`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"`

// flat is a text as one file.
func flat(styles, body string) string {
	return `<?xml version="1.0"?><office:document ` + spaces + `>` +
		`<office:meta><dc:title> Le  titre </dc:title></office:meta>` + styles +
		`<office:body><office:text>` + body + `</office:text></office:body></office:document>`
}

// named is a style of the author's, made one of the program's.
func named(family, name, rest, properties string) string {
	return `<style:style style:family="` + family + `" style:name="` + name + `" ` + rest + `><style:text-properties ` +
		properties + `/></style:style>`
}

var testStyles = `<office:styles>` +
	`<style:default-style style:family="paragraph"><style:text-properties fo:language="fr" fo:country="FR" ` +
	`style:language-complex="ar" style:country-complex="MA"/></style:default-style>` +
	named("paragraph", "Title", "", `fo:font-weight="bold"`) + named("paragraph", "Subtitle", "", "") +
	named("paragraph", "Heading_20_2", "", `fo:font-weight="bold"`) + named("paragraph", "Quotations", "", "") +
	named("paragraph", "Secret", "", `text:display="none"`) + named("text", "Source_20_Text", "", "") +
	named("text", "Emphasis", "", `fo:font-style="italic" style:font-weight-complex="bold"`) +
	named("paragraph", "Loop", `style:parent-style-name="Loop"`, "") + `</office:styles><office:automatic-styles>` +
	named("paragraph", "P1", `style:parent-style-name="Quotations"`, "") +
	named("paragraph", "P2", "", `fo:font-style="italic"`) +
	named("text", "B", "", `fo:font-weight="700" style:font-weight-complex="normal"`) +
	named("text", "BA", "", `style:font-weight-complex="bold"`) + named("text", "N", "", `fo:font-style="normal"`) +
	named("text", "I", "", `fo:font-style="italic"`) + named("text", "U", "", `style:text-underline-style="solid"`) +
	named("text", "S", "", `style:text-line-through-style="solid"`) + named("text", "Up", "", `style:text-position="33% 58%"`) +
	named("text", "Down", "", `style:text-position="sub 58%"`) + named("text", "Flat", "", `style:text-position="0% 100%"`) +
	named("text", "H", "", `text:display="none"`) + `</office:automatic-styles>`

// p and span write a paragraph and a stretch, with a style.
func p(style, inner string) string {
	return `<text:p text:style-name="` + style + `">` + inner + `</text:p>`
}
func span(style, inner string) string {
	return `<text:span text:style-name="` + style + `">` + inner + `</text:span>`
}

func TestRead(t *testing.T) {
	note := `<text:note><text:note-citation>1</text:note-citation><text:note-body>` + p("", "La note.") + `</text:note-body></text:note>`
	tests := []struct {
		name, body string
		want       []string
	}{
		{"kinds", p("Title", "T") + p("Subtitle", "D") + `<text:h text:outline-level="2">H</text:h>` + p("Heading_20_2", "G") +
			p("P1", "Q") + p("Loop", "p") + p("Title", "Z"),
			[]string{"headline: T", "deck: D", "heading2: H", "heading2: G", "quote: Q", "paragraph: p", "heading1: Z"}},
		{"a first heading is the headline", `<text:h text:outline-level="1">H</text:h>` + p("", "a"), []string{"headline: H", "paragraph: a"}},
		{"lists", `<text:list><text:list-item>` + p("", "a") + `<text:list><text:list-item>` + p("", "b") +
			`</text:list-item></text:list></text:list-item></text:list>` + p("", "c"),
			[]string{"listitem: a", "listitem: b", "paragraph: c"}},
		{"a numbered heading", `<text:list><text:list-item><text:h text:outline-level="3">H</text:h></text:list-item></text:list>`,
			[]string{"heading3: H"}},
		{"formats", p("", span("B", "b")+span("I", "i")+span("U", "u")+span("S", "s")+span("Up", "2")+span("Down", "3")+span("Flat", "f")+span("Source_20_Text", "c")),
			[]string{"paragraph: <bold>b</bold><italic>i</italic><underline>u</underline><strike>s</strike><sup>2</sup><sub>3</sub>f<code>c</code>"}},
		{"a stretch in another", p("", span("B", "a"+span("I", "b"))), []string{"paragraph: <bold>a<italic>b</italic></bold>"}},
		{"Arabic has a weight of its own", p("", span("B", "قال")+" "+span("BA", "الوزير")+" "+span("BA", "x")),
			[]string{"paragraph: قال <bold>الوزير</bold> x"}},
		{"emphasis is italic in both", p("", span("Emphasis", "a")+" "+span("Emphasis", "قال")), []string{"paragraph: <italic>a قال</italic>"}},
		{"a paragraph of its own look", p("P2", "a"+span("N", "b")), []string{"paragraph: <italic>a</italic>b"}},
		{"links", p("", `<text:a xlink:href="https://x.example/a">`+span("U", "a")+`</text:a> <text:a xlink:href="#b">b</text:a>`),
			[]string{"paragraph: <linkhttps://x.example/a>a</link> b"}},
		{"white space", p("", "\n  a \n\t b<text:s text:c=\"2\"/>c<text:s/>d<text:tab/>e<text:line-break/> f "),
			[]string{"paragraph: a b  c d\te<break/>f"}},
		{"spaces without end", p("", `a<text:s text:c="1000000000"/>b`), []string{"paragraph: a" + strings.Repeat(" ", maxSpaces) + "b"}},
		{"notes come last", p("", "a"+note+"b") + p("", "c"),
			[]string{"paragraph: a<note 1/>b", "paragraph: c", "paragraph: <note 1/> La note."}},
		{"pictures", p("", `a<draw:frame><svg:title>t</svg:title><svg:desc>Le  port</svg:desc></draw:frame><draw:frame><svg:title>t</svg:title></draw:frame><draw:frame/>`),
			[]string{"paragraph: a<image Le port/><image t/>"}},
		{"a text box comes before its place", p("", `a<draw:frame><draw:text-box>`+p("", "b")+`</draw:text-box></draw:frame>c`),
			[]string{"paragraph: b", "paragraph: ac"}},
		{"tables", `<table:table><table:table-row><table:table-cell>` + p("", "a") + `</table:table-cell><table:covered-table-cell>` +
			p("", "x") + `</table:covered-table-cell></table:table-row></table:table>`, []string{"paragraph: a"}},
		{"what is not shown", `<text:tracked-changes>` + p("", "x") + `</text:tracked-changes><text:table-of-content>` + p("", "x") +
			`</text:table-of-content><text:section text:display="none">` + p("", "x") + `</text:section>` + p("Secret", "x") +
			p("", "a"+span("H", "x<text:s/>")+`<office:annotation>`+p("", "x")+`</office:annotation><text:ruby><text:ruby-base>b</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby>`) +
			`<text:section>` + p("", "c") + `</text:section>`, []string{"paragraph: ab", "paragraph: c"}},
		{"a field", p("", `le <text:date>3 mars</text:date>`), []string{"paragraph: le 3 mars"}},
		{"what is unknown", `<text:new><office:newer>` + p("", "a<text:newest>b</text:newest>") + `</office:newer></text:new>`, []string{"paragraph: ab"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Read(strings.NewReader(flat(testStyles, tt.body)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, editiontest.Shown(d)); diff != "" {
				t.Error(diff)
			}
			if d.Title != "Le titre" {
				t.Errorf("title %q", d.Title)
			}
		})
	}
}

func TestReadFindsLanguage(t *testing.T) {
	for body, want := range map[string]string{"Le port": "fr-FR", "وصل Le": "ar-MA", "12": ""} {
		d, err := Read(strings.NewReader(flat(testStyles, p("", body))))
		if err != nil || d.SourceLang != want {
			t.Errorf("%s: %+v, %v", body, d, err)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	pack := func(parts ...archive.Part) string {
		var b bytes.Buffer
		if err := archive.Write(&b, parts); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	content := archive.Part{Name: "content.xml", Content: flat("", p("", "a"))}
	locked := archive.Part{Name: "META-INF/manifest.xml", Content: `<manifest:encryption-data/>`}
	for name, tt := range map[string]struct {
		file string
		want limit.Kind
	}{
		"no text":       {flat("", p("", " ")), limit.Empty},
		"nothing":       {"", limit.Empty},
		"another root":  {"<a/>", limit.Damaged},
		"cut off":       {flat("", p("", "a"))[:len(flat("", p("", "a")))-40], limit.Damaged},
		"another zip":   {pack(archive.Part{Name: "a", Content: "a"}), limit.NotText},
		"a spreadsheet": {strings.ReplaceAll(flat("", ""), "office:text", "office:spreadsheet"), limit.NotText},
		"a password":    {pack(content, locked), limit.Encrypted},
		"too deep":      {flat("", p("", strings.Repeat(`<text:span>`, limit.Depth+1))), limit.TooDeep},
	} {
		_, err := Read(strings.NewReader(tt.file))
		var e *limit.Error
		if !errors.As(err, &e) || e.Kind != tt.want {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
	if d, err := Read(strings.NewReader(pack(content))); err != nil || d.Title != "Le titre" {
		t.Errorf("packed: %+v, %v", d, err)
	}
}

func TestReadFileOfLibreOffice(t *testing.T) {
	data, err := os.ReadFile("testdata/read/libreoffice.odt")
	if err != nil {
		t.Fatal(err)
	}
	d, err := Read(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"headline: الرباط وباريس تعززان شراكتهما",
		"paragraph: شهدت العاصمة <bold>الرباط</bold>، اليوم <italic>الإثنين</italic>، " +
			"<linkhttps://news.example/visite?a=1&b=2>زيارة</link> جديدة.<break/>سطر ثان، ١٢٪ و 2024.",
		"heading2: الهجرة",
		"quote: شراكة واقعية.",
		"listitem: أولا",
		"listitem: ثانيا: <underline>مهم</underline>",
		"paragraph: سنة",
		"paragraph: H<sub>2</sub>O",
		"paragraph: Un paragraphe en <bold>français</bold>, m<sup>2</sup>.",
	}
	if diff := cmp.Diff(want, editiontest.Shown(d)); diff != "" {
		t.Error(diff)
	}
	if d.Title != "الرباط وباريس" || d.SourceLang != "ar-MA" {
		t.Errorf("title %q, language %q", d.Title, d.SourceLang)
	}
}

// TestReadsWhatDOCXHas has LibreOffice make texts of DOCX editions: both readers find the same in them.
func TestReadsWhatDOCXHas(t *testing.T) {
	outside.Need(t, "soffice")
	dir := t.TempDir()
	for _, c := range goldens {
		if !c.o.TargetOnly {
			continue
		}
		var b bytes.Buffer
		if err := docx.Write(&b, c.doc, docx.Options{TargetOnly: true}); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, c.name+".docx")
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		want, err := docx.Read(&b)
		if err != nil {
			t.Fatal(err)
		}
		outside.Convert(t, "odt", dir, path)
		data, err := os.ReadFile(filepath.Join(dir, c.name+".odt"))
		if err != nil {
			t.Fatal(err)
		}
		got, err := Read(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(editiontest.Shown(want), editiontest.Shown(got)); diff != "" {
			t.Errorf("%s (-docx +odt):\n%s", c.name, diff)
		}
	}
}

// FuzzRead fuzzes the text and the styles of a file that is otherwise sound, since random bytes are hardly ever XML.
func FuzzRead(f *testing.F) {
	f.Add(testStyles, p("", span("B", "a")+`<text:note><text:note-citation>1</text:note-citation><text:note-body>`+p("", "n")+`</text:note-body></text:note>`))
	f.Add("", `<text:list><text:h>a</text:h></text:list><draw:frame><svg:desc>a</svg:desc></draw:frame>`)
	f.Add("", `<text:a xlink:href="https://x.example/">a<text:tab/></text:a><text:section><text:p>`)
	f.Fuzz(func(t *testing.T, styles, body string) {
		d, err := Read(strings.NewReader(flat(styles, body)))
		if err != nil {
			return
		}
		for _, b := range d.Blocks {
			text := b.Source()
			if !text.Nested() || text.Empty() || !utf8.ValidString(text.String()) {
				t.Errorf("torn or empty: %s", editiontest.ShownText(text))
			}
		}
	})
}
