package docx

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"slices"
	"testing"

	"truchement/workflow/format/edition/editiontest"

	"github.com/google/go-cmp/cmp"
)

// parts are the parts of a DOCX file by name.
type parts map[string]string

const (
	spaces = ` xmlns:w="` + wordSpace + `" xmlns:r="` + relSpace + `"` +
		` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
		` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"` +
		` xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`
	relsOpen = `<Relationships ` +
		`xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	relType = `Type="` + relSpace + `/`
)

// withBody makes a DOCX file with this inside <w:body>, with styles, links and notes.
func withBody(inner string) parts {
	return parts{
		"[Content_Types].xml": `<Types ` +
			`xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels": relsOpen + `<Relationship Id="r1" ` + relType + `officeDocument" ` +
			`Target="word/document.xml"/></Relationships>`,
		"word/_rels/document.xml.rels": relsOpen +
			`<Relationship Id="s" ` + relType + `styles" Target="styles.xml"/>` +
			`<Relationship Id="f" ` + relType + `footnotes" Target="/word/footnotes.xml"/>` +
			`<Relationship Id="t" ` + relType + `attachedTemplate" ` +
			`Target="file:///etc/passwd" TargetMode="External"/>` +
			`<Relationship Id="a" ` + relType + `hyperlink" Target="https://x.example/a" ` +
			`TargetMode="External"/>` +
			`<Relationship Id="j" ` + relType + `hyperlink" Target="javascript:alert(1)" ` +
			`TargetMode="External"/>` +
			`<Relationship Id="l" ` + relType + `hyperlink" Target="file:///etc/passwd" ` +
			`TargetMode="External"/>` +
			`</Relationships>`,
		"word/styles.xml":    testStyles,
		"word/footnotes.xml": testNotes,
		"word/document.xml": `<w:document` + spaces + `><w:body>` + inner +
			`<w:sectPr/></w:body></w:document>`,
	}
}

const testStyles = `<w:styles` + spaces + `><w:docDefaults><w:rPrDefault><w:rPr>` +
	`<w:lang w:val="fr-FR" w:bidi="ar-MA"/></w:rPr></w:rPrDefault></w:docDefaults>` +
	`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>` +
	`</w:style>` +
	`<w:style w:type="paragraph" w:styleId="Titre"><w:name w:val="Title"/><w:rPr><w:b/>` +
	`</w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Sous"><w:name w:val="Subtitle"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Titre2"><w:name w:val="Heading 2"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Inter"><w:name w:val="Intertitre"/><w:basedOn ` +
	`w:val="Titre2"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Niveau"><w:name w:val="Niveau"/><w:pPr>` +
	`<w:outlineLvl w:val="2"/></w:pPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Cit"><w:name w:val="Intense Quote"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Leg"><w:name w:val="caption"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Puce"><w:name w:val="Puce"/><w:pPr><w:numPr>` +
	`<w:numId w:val="2"/></w:numPr></w:pPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/>` +
	`</w:style>` +
	`<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/>` +
	`</w:style>` +
	`<w:style w:type="character" w:styleId="Fort"><w:name w:val="Strong"/><w:rPr><w:b/>` +
	`<w:bCs/></w:rPr></w:style>` +
	`<w:style w:type="character" w:styleId="TitreCar"><w:name w:val="Titre Car"/><w:link ` +
	`w:val="Titre"/><w:rPr><w:b/></w:rPr></w:style>` +
	`<w:style w:type="character" w:styleId="Lien"><w:name w:val="Hyperlink"/><w:rPr><w:u ` +
	`w:val="single"/></w:rPr></w:style>` +
	`<w:style w:type="character" w:styleId="Appel"><w:name w:val="footnote reference"/><w:rPr>` +
	`<w:vertAlign w:val="superscript"/></w:rPr></w:style>` +
	`<w:style w:type="character" w:styleId="Code"><w:name w:val="HTML Code"/></w:style></w:styles>`

const testNotes = `<w:footnotes` + spaces + `><w:footnote w:type="separator" w:id="-1"><w:p>` +
	`<w:r><w:separator/></w:r></w:p></w:footnote>` +
	`<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t xml:space="preserve"> Première ` +
	`note.</w:t></w:r></w:p></w:footnote>` +
	`<w:footnote w:id="3"><w:p><w:r><w:t>Note sans appel.</w:t></w:r></w:p></w:footnote>` +
	`</w:footnotes>`

func (p parts) zip(t testing.TB) []byte {
	t.Helper()
	var names []string
	for name := range p {
		names = append(names, name)
	}
	slices.Sort(names)
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range names {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, p[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// p and r write a paragraph and a run.
func p(props, inner string) string { return "<w:p><w:pPr>" + props + "</w:pPr>" + inner + "</w:p>" }
func r(props, text string) string {
	return `<w:r><w:rPr>` + props + `</w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
}

func styled(id, text string) string { return p(`<w:pStyle w:val="`+id+`"/>`, r("", text)) }

func fld(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
func instr(s string) string  { return `<w:r><w:instrText>` + s + `</w:instrText></w:r>` }

const bullet = `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`

func TestRead(t *testing.T) {
	tests := []struct {
		name, body string
		want       []string
	}{
		{"kinds", styled("Titre", "a") + styled("Sous", "b") + styled("Titre1", "c") +
			styled("Inter", "d") +
			styled("Niveau", "e") + styled("Cit", "f") + styled("Leg", "g") + styled("Puce", "h") +
			p(bullet, r("", "i")) + styled("Nowhere", "j") + styled("A", "k") + p("", r("", "l")) +
			p(`<w:outlineLvl w:val="0"/>`, r("", "m")) + styled("Titre", "n"),
			[]string{"headline: a", "deck: b", "heading1: c", "heading2: d", "heading3: e",
				"quote: f",
				"caption: g", "listitem: h", "listitem: i", "paragraph: j", "paragraph: k",
				"paragraph: l",
				"heading1: m", "heading1: n"}},
		{"the first heading is the headline", styled("Titre1", "a") + styled("Titre1", "b"),
			[]string{"headline: a", "heading1: b"}},
		{"body text by hand", p(`<w:pStyle w:val="Titre2"/><w:outlineLvl w:val="9"/>`, r("", "a")) +
			p(`<w:pStyle w:val="Puce"/><w:numPr><w:numId w:val="0"/></w:numPr>`, r("", "b")),
			[]string{"paragraph: a", "paragraph: b"}},
		{"formats", p("", r("<w:b/>", "b")+r("<w:i/>", "i")+r(`<w:u w:val="single"/>`,
			"u")+r("<w:strike/>", "s")+
			r("<w:dstrike/>", "d")+r(`<w:vertAlign w:val="superscript"/>`,
			"p")+r(`<w:vertAlign w:val="subscript"/>`, "q")+
			r(`<w:rStyle w:val="Code"/>`, "c")+r(`<w:rStyle w:val="Fort"/>`, "f")+
			r(`<w:rStyle w:val="Fort"/><w:b w:val="0"/>`, "n")+r(`<w:u w:val="none"/><w:i `+
			`w:val="false"/>`, "o")),
			[]string{"paragraph: <bold>b</bold><italic>i</italic><underline>u</underline>" +
				"<strike>sd</strike>" +
				"<sup>p</sup><sub>q</sub><code>c</code><bold>f</bold>no"}},
		{"runs that look the same", p("", r(`<w:b/><w:lang w:val="fr-FR"/>`,
			"a")+`<w:proofErr w:type="spellStart"/>`+
			r(`<w:rFonts w:ascii="X"/><w:b/><w:noProof/>`, "b")+r("",
			" ")+r(`<w:b w:val="1"/><w:sz w:val="20"/>`, "c")),
			[]string{"paragraph: <bold>ab c</bold>"}},
		{"bold of complex script", p("", r("<w:rtl/><w:bCs/>", "ا")+r("<w:b/><w:rtl/>",
			"ب")+r("<w:bCs/>", "c")+
			r("<w:i/><w:iCs/><w:cs/>", "د")),
			[]string{"paragraph: <bold>ا</bold>بc<italic>د</italic>"}},
		{"style of the paragraph", p(`<w:pStyle w:val="Titre"/>`,
			r(`<w:rStyle w:val="TitreCar"/>`, "a")),
			[]string{"headline: a"}},
		{"white space", p("", `<w:r><w:t> a </w:t></w:r>`+r("",
			"  b\n  c ")+`<w:r><w:tab/><w:t>d</w:t></w:r>`),
			[]string{"paragraph: a  b   c \td"}},
		{"breaks", p("", `<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t><w:br `+
			`w:type="page"/></w:r>`),
			[]string{"paragraph: a<break/>b<break/>c"}},
		{"hyphens", p("", `<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>`+
			`c</w:t></w:r>`),
			[]string{"paragraph: a\u2011b\u00ADc"}},
		{"symbols", p("", `<w:r><w:sym w:font="Symbol" w:char="F061"/><w:sym `+
			`w:font="Wingdings" w:char="F0FC"/>`+
			`<w:sym w:font="Webdings" w:char="F031"/><w:sym w:font="X" w:char="00E9"/><w:sym `+
			`w:char="x"/></w:r>`),
			[]string{"paragraph: α✓\u25A1é"}},
		{"links", p("", `<w:hyperlink r:id="a">`+r(`<w:rStyle w:val="Lien"/>`, "a")+r("<w:b/>",
			"b")+`</w:hyperlink>`+
			`<w:hyperlink r:id="j">`+r("", "c")+`</w:hyperlink><w:hyperlink r:id="l">`+r("", "d")+
			`</w:hyperlink><w:hyperlink w:anchor="x">`+r("",
			"e")+`</w:hyperlink><w:hyperlink r:id="s">`+r("", "f")+
			`</w:hyperlink>`),
			[]string{"paragraph: <linkhttps://x.example/a>a<bold>b</bold></link>cdef"}},
		{"tracked changes", p("", r("", "a")+`<w:ins>`+r("",
			"b")+`</w:ins><w:del><w:r><w:delText>c</w:delText></w:r></w:del>`+
			`<w:moveFrom>`+r("", "d")+`</w:moveFrom><w:moveTo>`+r("", "e")+`</w:moveTo>`+
			r(`<w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange>`, "f")),
			[]string{"paragraph: abef"}},
		{"a deleted end of a paragraph", p(`<w:rPr><w:del/></w:rPr>`, r("", "a ")) + styled("Cit",
			"b") + p("", r("", "c")),
			[]string{"quote: a b", "paragraph: c"}},
		{"a deleted end of the last paragraph", p(`<w:rPr><w:del/></w:rPr>`, r("", "a")),
			[]string{"paragraph: a"}},
		{"fields", p("", fld("begin")+instr(" DATE ")+fld("separate")+r("", "a")+fld("end")+
			`<w:fldSimple w:instr="PAGE">`+r("", "b")+`</w:fldSimple>`+
			fld("begin")+instr(`HYPERLINK "https://x.example/f"`)+fld("separate")+r("",
			"c")+fld("end")+
			fld("begin")+instr("IF ")+fld("begin")+instr("X")+fld("separate")+r("",
			"no")+fld("end")+
			fld("separate")+r("", "d")+fld("end")+r("", "e")),
			[]string{"paragraph: ab<linkhttps://x.example/f>c</link>de"}},
		{"a field with a script", p("", fld("begin")+instr(`HYPERLINK "javascript://x.example/a"`)+
			fld("separate")+r("", "a")+fld("end")+
			`<w:fldSimple w:instr="HYPERLINK javascript:alert(1)">`+r("", "b")+`</w:fldSimple>`),
			[]string{"paragraph: ab"}},
		{"a table of contents", p("", fld("begin")+instr(`TOC \o "1-3"`)+fld("separate")+r("",
			"a")) +
			p("", r("", "b")+fld("end")) + p("", r("", "c")), []string{"paragraph: c"}},
		{"a field that never ends", p("", r("", "a")+fld("begin")+instr("X")) + p("", r("", "b")),
			[]string{"paragraph: a", "paragraph: b"}},
		{"notes", p("", r("", "a")+`<w:r><w:rPr><w:rStyle w:val="Appel"/></w:rPr>`+
			`<w:footnoteReference w:id="2"/></w:r>`+r("", ".")),
			[]string{"paragraph: a<note 1/>.", "paragraph: <note 1/> Première note."}},
		{"a mark of the author's own", p("", r("", "a")+`<w:r><w:footnoteReference `+
			`w:customMarkFollows="1" w:id="2"/></w:r>`+r("", "*")),
			[]string{"paragraph: a*", "paragraph: <note 1/> Première note."}},
		{"hidden", p("", r("", "a")+r("<w:vanish/>", "b")), []string{"paragraph: a"}},
		{"a table", `<w:tbl><w:tblPr/><w:tr><w:tc><w:p>` + r("", "a") +
			`</w:p></w:tc><w:tc><w:tbl><w:tr><w:tc>` +
			p("", r("", "b")) + `</w:tc></w:tr></w:tbl>` + p("", r("", "c")) +
			`</w:tc></w:tr></w:tbl>`,
			[]string{"paragraph: a", "paragraph: b", "paragraph: c"}},
		{"controls", `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>` + p("", r("",
			"a")) + `</w:sdtContent></w:sdt>` +
			`<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` +
			p("", r(`<w:rStyle w:val="PlaceholderText"/>`, "b")+r("", "own")) + `</w:sdtContent></w:sdt>` +
			p("", `<w:smartTag><w:smartTagPr/><w:customXml>`+r("",
				"c")+`</w:customXml></w:smartTag>`),
			[]string{"paragraph: a", "paragraph: own", "paragraph: c"}},
		{"a dropped initial", p(`<w:framePr w:dropCap="drop" w:lines="3"/>`, r("", "L")) + p("", r("", "’été finit.")) +
			p(`<w:framePr w:w="1"/>`, r("", "Encadré")), []string{"paragraph: L’été finit.", "paragraph: Encadré"}},
		{"a text box", p("", r("", "a")+`<w:r><mc:AlternateContent><mc:Choice Requires="wps">`+
			`<w:drawing><wp:inline>`+
			`<w:txbxContent>`+styled("Leg", "b")+`</w:txbxContent></wp:inline></w:drawing>`+
			`</mc:Choice><mc:Fallback><w:pict>`+
			`<w:txbxContent>`+p("", r("", "b"))+`</w:txbxContent></w:pict></mc:Fallback>`+
			`</mc:AlternateContent></w:r>`+r("", "c")),
			[]string{"caption: b", "paragraph: ac"}},
		{"a picture", p("", r("", "a ")+`<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" `+
			`descr="Le ministre"/></wp:inline></w:drawing></w:r>`) +
			p("", `<w:r><w:drawing><wp:inline><wp:docPr descr="seule"/></wp:inline>`+
				`</w:drawing></w:r>`),
			[]string{"paragraph: a <image Le ministre/>"}},
		{"ruby and formulas", p("", `<w:r><w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt>`+
			`<w:rubyBase><w:r><w:t>a</w:t></w:r></w:rubyBase></w:ruby></w:r>`+
			`<m:oMath><m:r><m:t>y=2</m:t></m:r></m:oMath>`), []string{"paragraph: ay=2"}},
		{"text from elsewhere", p("", r("", "a")+`<w:altChunk r:id="a"/>`+`<w:t>b</w:t>`) + r("",
			"c"),
			[]string{"paragraph: ab", "paragraph: c"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Read(bytes.NewReader(withBody(tt.body).zip(t)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, editiontest.Shown(d)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadFileOfLibreOffice(t *testing.T) {
	data, err := os.ReadFile("testdata/read/libreoffice.docx")
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
			"<linkhttps://news.example/visite?a=1&b=2>زيارة</link> جديدة.<break/>سطر ثان، ١٢٪ " +
			"و 2024.",
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
