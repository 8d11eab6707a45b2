package pdf

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/format/font"
)

func written(t testing.TB, d *bitext.Document, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// goldens are the editions that every test of whole files looks at.
var goldens = []struct {
	name string
	doc  func() *bitext.Document
	o    Options
}{
	{"article", editiontest.Article, Options{}},
	{"paragraphs", func() *bitext.Document { return editiontest.Article().ByBlock() }, Options{Paper: edition.A5}},
	{"alternating", editiontest.Article, Options{Layout: Alternating, Paper: edition.Tabloid}},
	{"target", editiontest.Article, Options{Layout: TargetOnly, Look: edition.Look{Typeface: edition.Press}}},
	{"source", editiontest.Kinds, Options{Layout: SourceOnly}},
	{"kinds", editiontest.Kinds, Options{}},
	{"kinds in press", editiontest.Kinds, Options{Look: edition.Look{Typeface: edition.Press, Accent: "#ffee00"}}},
	{"kinds in modern", editiontest.Kinds, Options{Layout: Alternating, Look: edition.Look{Typeface: edition.Modern}}},
	{"page", pageDocument, Options{}},
	{"nothing", func() *bitext.Document { return &bitext.Document{SourceLang: "ar", TargetLang: "fr"} }, Options{}},
}

// TestArticleIsSmall holds how many bytes the real article takes in each typeface.
func TestArticleIsSmall(t *testing.T) {
	for _, typeface := range edition.Typefaces() {
		size := len(written(t, editiontest.Article(), Options{Look: edition.Look{Typeface: typeface}}))
		t.Logf("%q: %.1f KB", typeface, float64(size)/1024)
		if size > 40<<10 {
			t.Errorf("%q: %d bytes, more than 40 KB", typeface, size)
		}
	}
}

// TestTitlesAreHeavy: titles differ from text by their weight in each typeface.
func TestTitlesAreHeavy(t *testing.T) {
	for _, typeface := range edition.Typefaces() {
		e := &writer{o: Options{Look: edition.Look{Typeface: typeface}}}
		if style := e.strong(1); style.Bold == style.Heavy {
			t.Errorf("%q: titles are set as %+v", typeface, style)
		}
	}
	p, err := parse(written(t, editiontest.Article(), Options{}))
	if err != nil {
		t.Fatal(err)
	}
	for _, content := range p.streams {
		if bytes.Contains(content, []byte(" 2 Tr ")) && bytes.Contains(content, []byte(" 0 Tr ")) {
			return
		}
	}
	t.Error("no letters are heavy, or all are")
}

func BenchmarkArticle(b *testing.B) {
	d := editiontest.Article()
	for b.Loop() {
		out := written(b, d, Options{})
		b.ReportMetric(float64(len(out))/1024, "KB")
	}
}

// book is an article of so many segments.
func book(segments int) *bitext.Document {
	d := editiontest.Article()
	article := d.Blocks
	d.Blocks = nil
	for n := 0; n < segments; {
		for _, b := range article {
			if b.Kind == bitext.Headline {
				b.Kind, b.Level = bitext.Heading, 2
			}
			b.Segments = append([]bitext.Segment(nil), b.Segments...)
			for i := range b.Segments {
				n++
				// Every segment has a word of its own, so that not all are known from the one before.
				word := strings.Map(func(r rune) rune { return []rune("ابتجحدرسمن")[r-'0'] }, fmt.Sprint(n))
				b.Segments[i].Source = append(bitext.Plain(word+" "), b.Segments[i].Source...)
				b.Segments[i].Target = append(bitext.Plain(fmt.Sprintf("n%d ", n)), b.Segments[i].Target...)
			}
			d.Blocks = append(d.Blocks, b)
		}
	}
	return d
}

func BenchmarkBook(b *testing.B) {
	d := book(10_000)
	for b.Loop() {
		out := written(b, d, Options{})
		b.ReportMetric(float64(len(out))/1024/1024, "MB")
	}
}

// TestEditionBeginsWithItsLead has either language first: in the order of the pages, the title, the
// language of the file and the side that its pages turn to.
func TestEditionBeginsWithItsLead(t *testing.T) {
	d := editiontest.Article() // Arabic to French
	arabic, french := edition.Title(d, "ar", false), edition.Title(d, "fr", true)
	for _, c := range []struct{ lead, order, lang, direction, title string }{
		{"", "ar-MA fr-MA", "fr-MA", "L2R", french + " — " + arabic},
		{"ar", "ar-MA fr-MA", "ar-MA", "R2L", arabic + " — " + french},
		{"fr-MA", "fr-MA ar-MA", "fr-MA", "L2R", french + " — " + arabic},
	} {
		for _, layout := range []Layout{SideBySide, Alternating} {
			o := Options{Layout: layout, Lead: c.lead}
			e := newWriter(io.Discard, d, o, font.Of(""))
			order := e.sides[0].tag + " " + e.sides[1].tag
			if order != c.order || e.title() != c.title {
				t.Errorf("%q, %s: %s, %s; want %s, %s", c.lead, layout, order, e.title(), c.order, c.title)
			}
			for _, s := range e.sides {
				if layout == SideBySide && (s.column == 1) != s.rtl {
					t.Errorf("%q: %s is in column %d", c.lead, s.tag, s.column)
				}
			}
			file, err := parse(written(t, d, o))
			if err != nil {
				t.Fatal(err)
			}
			catalog := ""
			for _, object := range file.objects {
				if strings.Contains(object, "/Type/Catalog") {
					catalog = object
				}
			}
			if !strings.Contains(catalog, "/Direction/"+c.direction) || !strings.Contains(catalog, "/Lang("+c.lang+")") {
				t.Errorf("%q: the catalog is %s", c.lead, catalog)
			}
		}
	}
}
