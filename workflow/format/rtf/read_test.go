package rtf

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/bitext"
	"truchement/workflow/format/docx"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/format/limit"
	"truchement/workflow/outside"
)

// head is the beginning of the files of the tests.
const head = `{\rtf1\ansi\ansicpg1252\deff0\deflang1036\adeflang6145
{\fonttbl{\f0\fnil\fcharset0 Times;}{\f1\fcharset178 Arial {\*\falt Sakkal};}\f2\fcharset77 Geneva;}
{\colortbl;\red0\green0\blue0;}
{\stylesheet{\ql Normal;}{\s1\b\outlinelevel0 heading 1;}{\s2\b heading 2,Titre 2;}{\s3 Title;}{\s4 Quote;}{\s5\sbasedon4\i Intense;}
{\s6\sbasedon6 Loop;}{\*\cs7\additive HTML Code;}}
{\info{\title Le  titre}{\author Someone}}
`

func TestRead(t *testing.T) {
	note := `{\super\chftn}{\footnote\pard\plain {\super\chftn} La note.}`
	tests := []struct {
		name, body string
		want       []string
	}{
		{"kinds", `\pard\s3 T\par\pard\s1\b\outlinelevel0 H\par\pard\plain\s2\b G\par\pard\plain\s5\i Q\par\pard\plain\s6 L\par\pard p\par\pard\s3 Z`,
			[]string{"headline: T", "heading1: H", "heading2: G", "quote: Q", "paragraph: L", "paragraph: p", "heading1: Z"}},
		{"a first heading is the headline", `\pard\outlinelevel0 H\par\pard a`, []string{"headline: H", "paragraph: a"}},
		{"lists", `\pard{\listtext\'b7\tab}\ls1 a\par{\pntext 1.\tab}b\par\pard c`, []string{"listitem: a", "listitem: b", "paragraph: c"}},
		{"formats", `{\b b}{\i i}{\ul u}{\strike s}{\super 2}{\sub 3}{\up6 4}\b\ul x\plain y\b0{\cs7 c}`,
			[]string{"paragraph: <bold>b</bold><italic>i</italic><underline>u</underline><strike>s</strike><sup>2</sup><sub>3</sub><sup>4</sup><bold><underline>x</underline></bold>y<code>c</code>"}},
		{"Arabic has a look of its own", `\rtlch{\ab \u1602?\u1575?\u1604?} {\b \u1602?\u1575?\u1604?} {\b a}`, []string{"paragraph: <bold>قال</bold> قال <bold>a</bold>"}},
		{"or none", `{\b \u1602?\u1575?\u1604?}`, []string{"paragraph: <bold>قال</bold>"}},
		{"code pages", `\'e9\f1 \'de\'c7\'e1\f2 \'8e\f0 \'80`, []string{"paragraph: éقالé€"}},
		{"bytes that are not escaped", "\xe9t\xe9", []string{"paragraph: été"}},
		{"numbers of characters", `\u233\'e9\uc2\u233 xy{\uc0\u233 z}\uc1\u-355?\u-10179?\u-8704?.`, []string{"paragraph: ééézﺝ😀."}},
		{"text said twice", `a{\upr{b?}{\*\ud{\uc0 b\u233 }}}c{\v{\upr{b}{\*\ud{b}}}}`, []string{"paragraph: abéc"}},
		{"half a character", `a\u-10179?b\u-8704?c`, []string{"paragraph: abc"}},
		{"characters", `a\~b\_c\-d\emdash\endash\lquote\rquote\ldblquote\rdblquote\tab\{\}\\\line e\rtlmark`,
			[]string{"paragraph: a\u00A0b\u2011c\u00ADd—–‘’“”\t{}\\<break/>e\u200F"}},
		{"links", `{\field{\*\fldinst{HYPERLINK "https://x.example/a" \\t "_blank"}}{\fldrslt{\ul a}}} {\field{\*\fldinst HYPERLINK \\l "b"}{\fldrslt b}} {\field{\*\fldinst DATE}{\fldrslt 3 mars}}`,
			[]string{"paragraph: <linkhttps://x.example/a>a</link> b 3 mars"}},
		{"a table of contents", `{\field{\*\fldinst TOC \\o "1-3"}{\fldrslt x\par y}}a`, []string{"paragraph: a"}},
		{"notes come last", `a` + note + `b\par c`, []string{"paragraph: a<note 1/>b", "paragraph: c", "paragraph: <note 1/> La note."}},
		{"tables", `\trowd\cellx1\intbl a\cell b\cell\row\pard c`, []string{"paragraph: a", "paragraph: b", "paragraph: c"}},
		{"a text box comes before its place", `a{\shp{\*\shpinst\shpleft1{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard b\par}}}c`, []string{"paragraph: b", "paragraph: ac"}},
		{"pictures", `a{\*\shppict{\pict{\*\picprop{\sp{\sn wzName}{\sv x}}{\sp{\sn wzDescription}{\sv Le  port}}}\pngblip 89504e47}}{\nonshppict{\pict{\*\picprop{\sp{\sn wzDescription}{\sv x}}}}}b`,
			[]string{"paragraph: a<image Le port/>b"}},
		{"bytes of a picture", `{\pict\bin3 }}}}a`, []string{"paragraph: a"}},
		{"what is not shown", `{\header x\par}{\footer x\par}{\v x}{\deleted x}{\*\atnid x}{\*\annotation x\par}{\*\unknown x{\b x}}{\xe x}a{\revised b}`, []string{"paragraph: ab"}},
		{"lines of the file", "a\r\nb\\\nc", []string{"paragraph: ab", "paragraph: c"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Read(strings.NewReader(head + tt.body + `\par}trailing`))
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
	for body, want := range map[string]string{"Le port": "fr", `\u1602?\u1575?\u1604? a`: "ar", `\lang1033 port`: "en", "12": ""} {
		d, err := Read(strings.NewReader(head + body + "}"))
		if err != nil || d.SourceLang != want {
			t.Errorf("%s: %+v, %v", body, d, err)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		file string
		want limit.Kind
	}{
		"no text":        {head + "}", limit.Empty},
		"nothing":        {"", limit.Empty},
		"another file":   {"<html>", limit.NotText},
		"cut off":        {head + `a{\b b`, limit.Damaged},
		"cut in a word":  {head + `a\'e`, limit.Damaged},
		"too deep":       {head + strings.Repeat("{", limit.Depth+1), limit.TooDeep},
		"bytes that lie": {head + `a{\bin2000000000 `, limit.Damaged},
	} {
		_, err := Read(strings.NewReader(tt.file))
		var e *limit.Error
		if !errors.As(err, &e) || e.Kind != tt.want {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
}

func TestReadFileOfLibreOffice(t *testing.T) {
	data, err := os.ReadFile("testdata/libreoffice.rtf")
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
		"listitem: ثانيا: مهم", // LibreOffice underlines no Arabic in RTF
		"paragraph: سنة",
		"paragraph: H<sub>2</sub>O",
		"paragraph: Un paragraphe en <bold>français</bold>, m<sup>2</sup>.",
	}
	if diff := cmp.Diff(want, editiontest.Shown(d)); diff != "" {
		t.Error(diff)
	}
	if d.Title != "الرباط وباريس" || d.SourceLang != "ar" {
		t.Errorf("title %q, language %q", d.Title, d.SourceLang)
	}
}

// TestReadsWhatDOCXHas has LibreOffice make RTF of DOCX editions: both readers find the same in them.
func TestReadsWhatDOCXHas(t *testing.T) {
	outside.Need(t, "soffice")
	dir := t.TempDir()
	for name, doc := range map[string]*bitext.Document{"article": editiontest.Article(), "kinds": editiontest.Kinds()} {
		var b bytes.Buffer
		if err := docx.Write(&b, doc, docx.Options{TargetOnly: true}); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, name+".docx")
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		want, err := docx.Read(&b)
		if err != nil {
			t.Fatal(err)
		}
		outside.Convert(t, "rtf", dir, path)
		data, err := os.ReadFile(filepath.Join(dir, name+".rtf"))
		if err != nil {
			t.Fatal(err)
		}
		got, err := Read(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(withoutLost(want), withoutLost(got)); diff != "" {
			t.Errorf("%s (-docx +rtf):\n%s", name, diff)
		}
	}
}

// lost are the codes that LibreOffice writes of no Arabic text in RTF.
var lost = regexp.MustCompile("</?(italic|underline|strike|sup)>")

func withoutLost(d *bitext.Document) []string {
	out := editiontest.Shown(d)
	for i, s := range out {
		out[i] = lost.ReplaceAllString(s, "")
	}
	return out
}

// FuzzRead fuzzes what follows the tables of a file.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`\pard\s1 a\par{\footnote\pard b{\super\chftn}}{\field{\*\fldinst HYPERLINK "https://x.example/"}{\fldrslt c}}`))
	f.Add([]byte(`{\shp{\*\shpinst{\sp{\sn wzDescription}{\sv a}}{\shptxt b\par}}}\u-10179?\u-8704?\'e9\bin3 }}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		d, err := Read(strings.NewReader(head + string(body) + "}"))
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
