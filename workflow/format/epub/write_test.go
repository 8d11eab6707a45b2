package epub

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
)

// testBook is a book that the tests look at.
type testBook struct {
	name string
	book Book // of one document: the article alone
	o    Options
}

// testBooks are the real article, the hostile one and a collection of three, in both directions and
// both modes.
func testBooks() []testBook {
	var all []testBook
	for _, mode := range []Mode{Pairs, Popup} {
		for _, lead := range []string{"ar", "fr"} {
			end := "-" + lead
			if mode != "" {
				end += "-" + string(mode)
			}
			o := Options{Mode: mode, Lead: lead}
			all = append(all, testBook{"article" + end, Book{Documents: []*bitext.Document{editiontest.Article()}}, o},
				testBook{"kinds" + end, Book{Documents: []*bitext.Document{editiontest.Kinds()}}, o})
			o.Look = edition.Look{Accent: "#e9c46a", Logo: dot()}
			all = append(all, testBook{"collection" + end, collection(), o})
		}
	}
	return all
}

// collection has three articles: one from Arabic, one from French, and one whose segments have
// several sentences and a picture.
func collection() Book {
	third := editiontest.Article().ByBlock()
	third.ID, third.Origin = "third", "depeche.txt"
	image := bitext.Code{ID: "9", Type: bitext.Image, Equiv: "une \"photo\"", Data: pictureAddress}
	third.Blocks[0].Segments[0].Source = bitext.Plain("مقال ثالث")
	third.Blocks[0].Segments[0].Target = bitext.Plain("Un troisième article")
	caption := bitext.Block{Kind: bitext.Caption, Segments: []bitext.Segment{{State: bitext.Final,
		Source: bitext.Text{{Kind: bitext.Lone, Code: image}}, Target: bitext.Text{{Kind: bitext.Lone, Code: image}}}}}
	third.Blocks = append(third.Blocks, caption)
	return Book{ID: "collection", Titles: map[string]string{"fr": "Rabat, Paris & <ailleurs>", "ar": "الرباط وباريس"},
		Publisher: "الحرية نت", Documents: []*bitext.Document{editiontest.Article(), editiontest.Kinds(), third}}
}

// pictureAddress is a picture of one dot in its own address.
const pictureAddress = "data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=="

// dot is a logo of one red dot.
func dot() []byte {
	return []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89" +
		"\x00\x00\x00\rIDATx\xdac\xfc\xcf\xc0P\x0f\x00\x04\x85\x01\x80\x84\xa9\x8c!\x00\x00\x00\x00IEND\xaeB`\x82")
}

// written are the books of testBooks by name, since fonts take time to pack.
var written = map[string][]byte{}

func (c testBook) bytes(t testing.TB) []byte {
	t.Helper()
	if done := written[c.name]; done != nil {
		return done
	}
	var b bytes.Buffer
	err := WriteBook(&b, c.book, c.o)
	if len(c.book.Documents) == 1 {
		b.Reset()
		err = Write(&b, c.book.Documents[0], c.o)
	}
	if err != nil {
		t.Fatal(err)
	}
	if c.name != "" {
		written[c.name] = b.Bytes()
	}
	return b.Bytes()
}

// content is one file of a book.
func content(t testing.TB, book []byte, name string) string {
	t.Helper()
	for _, f := range editiontest.Parts(t, book) {
		if f.Name == "EPUB/"+name {
			return f.Content
		}
	}
	t.Fatalf("no %s in the book", name)
	return ""
}

func TestBooksMatchGolden(t *testing.T) {
	for _, c := range testBooks() {
		if c.name != "kinds-ar" && c.name != "article-fr-popup" && c.name != "collection-fr" {
			continue
		}
		var got txtar.Archive
		for _, f := range editiontest.Parts(t, c.bytes(t)) {
			if text := strings.HasSuffix(f.Name, "ml") || strings.Contains("mimetype package.opf toc.ncx cover.svg", filepath.Base(f.Name)); text {
				got.Files = append(got.Files, txtar.File{Name: f.Name, Data: []byte(f.Content + "\n")})
			}
		}
		editiontest.CheckGolden(t, c.name+".txtar", string(txtar.Format(&got)))
	}
}

func TestSameArticleGivesSameBytes(t *testing.T) {
	for _, c := range testBooks()[:3] {
		again := c
		again.name = ""
		if !bytes.Equal(c.bytes(t), again.bytes(t)) {
			t.Errorf("%s: the bytes differ", c.name)
		}
	}
}

// TestMimetypeComesFirstAndAsItIs looks where programs look that know a book by its first bytes.
func TestMimetypeComesFirstAndAsItIs(t *testing.T) {
	book := testBooks()[0].bytes(t)
	if want := "mimetypeapplication/epub+zip"; string(book[30:30+len(want)]) != want {
		t.Errorf("the file begins %q", book[:60])
	}
}

func identifierOf(t *testing.T, d *bitext.Document, o Options) string {
	t.Helper()
	found := newPublication(Book{ID: d.ID, Documents: []*bitext.Document{d}}, o, false).identifier()
	if !regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`).MatchString(found) {
		t.Errorf("identifier %q", found)
	}
	return found
}

func TestIdentifierOutlivesCorrections(t *testing.T) {
	first := identifierOf(t, editiontest.Article(), Options{})
	corrected := editiontest.Article()
	corrected.Blocks[0].Segments[0].Target = bitext.Plain("Un autre titre")
	corrected.Updated = corrected.Date.Add(time.Hour)
	if got := identifierOf(t, corrected, Options{}); got != first {
		t.Errorf("a correction changes %s to %s", first, got)
	}
	other := editiontest.Article()
	other.ID = "other"
	seen := map[string]string{first: "the article"}
	for what, got := range map[string]string{
		"as notes":           identifierOf(t, editiontest.Article(), Options{Mode: Popup}),
		"with Arabic first":  identifierOf(t, editiontest.Article(), Options{Lead: "ar"}),
		"of another article": identifierOf(t, other, Options{}),
	} {
		if seen[got] != "" {
			t.Errorf("the book %s has the identifier of %s", what, seen[got])
		}
		seen[got] = what
	}
}

// TestLeadingLanguageGivesDirection reads who comes first, and how pages are turned.
func TestLeadingLanguageGivesDirection(t *testing.T) {
	for _, c := range []struct {
		lead, direction, language, first string
	}{
		{"", "ltr", "fr-MA", "ltr"}, // the target's
		{"fr", "ltr", "fr-MA", "ltr"}, {"ar", "rtl", "ar-MA", "rtl"}, {"ar-EG", "rtl", "ar-MA", "rtl"}, {"en", "ltr", "fr-MA", "ltr"},
	} {
		book := testBook{book: Book{Documents: []*bitext.Document{editiontest.Article()}}, o: Options{Lead: c.lead}}.bytes(t)
		opf := content(t, book, "package.opf")
		if !strings.Contains(opf, `page-progression-direction="`+c.direction+`"`) {
			t.Errorf("lead %q: pages do not go %s", c.lead, c.direction)
		}
		languages := regexp.MustCompile(`<dc:language>([^<]*)<`).FindAllStringSubmatch(opf, -1)
		if len(languages) != 2 || languages[0][1] != c.language {
			t.Errorf("lead %q: languages %v, want %s first", c.lead, languages, c.language)
		}
		page := content(t, book, "article-1-1.xhtml")
		if !strings.Contains(page, `<p class="lead" xml:lang="`+c.language+`" lang="`+c.language+`" dir="`+c.first+`">`) {
			t.Errorf("lead %q: no leading paragraph in %s", c.lead, c.language)
		}
	}
}

func TestPackageSaysWhoMadeTheBook(t *testing.T) {
	d := editiontest.Article()
	d.Address = "https://alhoria.example/rabat-paris"
	opf := content(t, testBook{book: Book{Documents: []*bitext.Document{d}}}.bytes(t), "package.opf")
	for _, want := range []string{
		`<dc:creator id="person-1">محمد الحبيب هويدي</dc:creator>`, `<meta refines="#person-1" property="role" scheme="marc:relators">aut</meta>`,
		`<dc:contributor id="person-2">Salma Bennani</dc:contributor>`, `<meta refines="#person-2" property="role" scheme="marc:relators">trl</meta>`,
		`<dc:contributor id="person-3">Youssef Khaldi</dc:contributor>`, `<meta refines="#person-3" property="role" scheme="marc:relators">edt</meta>`,
		"<dc:publisher>الحرية نت</dc:publisher>", "<dc:date>2025-04-14</dc:date>", "<dc:source>https://alhoria.example/rabat-paris</dc:source>",
		`<meta property="dcterms:modified">2025-04-14T18:30:00Z</meta>`, `<meta property="schema:accessMode">textual</meta>`,
		`<meta property="schema:accessibilityHazard">none</meta>`,
	} {
		if !strings.Contains(opf, want) {
			t.Errorf("the package lacks %s", want)
		}
	}
	d.HiddenFacts = []string{edition.Translator, edition.Origin}
	d.Origin = "secret.docx"
	book := testBook{book: Book{Documents: []*bitext.Document{d}}}.bytes(t)
	for _, f := range editiontest.Parts(t, book) {
		for _, hidden := range []string{"Salma", "secret.docx"} {
			if strings.Contains(f.Content, hidden) {
				t.Errorf("%s has %s, which its publication hides", f.Name, hidden)
			}
		}
	}
}

func TestCreditsAreInBothLanguages(t *testing.T) {
	for _, c := range testBooks() {
		if !strings.HasPrefix(c.name, "kinds") {
			continue
		}
		page := content(t, c.bytes(t), "article-1-1.xhtml")
		for _, want := range []string{"Relecture</dt>\n<dd><bdi>Youssef</bdi> · <bdi>Salma</bdi></dd>", "المراجعة</dt>",
			"Phrases non approuvées</dt>\n<dd><a href=\"article-1-1.xhtml#s5\"><bdi>5</bdi></a></dd>", "جمل لم تُعتمد</dt>",
			"<q dir=\"auto\">seule de garde &lt;ce soir&gt;</q>", "lundi 14 avril 2025", "الاثنين، 14 أبريل 2025"} {
			if !strings.Contains(page, want) {
				t.Errorf("%s lacks %q", c.name, want)
			}
		}
	}
}

// TestEverySentenceOpensItsTranslation goes from each mark to its note and back.
func TestEverySentenceOpensItsTranslation(t *testing.T) {
	d := editiontest.Article().ByBlock() // its segments have several sentences
	book := testBook{book: Book{Documents: []*bitext.Document{d}}, o: Options{Mode: Popup, Lead: "ar"}}.bytes(t)
	page := content(t, book, "article-1-1.xhtml")
	marks := regexp.MustCompile(`([^<>]*)<a class="n" epub:type="noteref" role="doc-noteref" id="(r[0-9-]+)" href="#(n[0-9-]+)">`).
		FindAllStringSubmatch(page, -1)
	want := 0
	_, text := edition.Arrange(d)
	for _, b := range text {
		for _, s := range b.Segments {
			for i, m := range s.Matches() {
				if want >= len(marks) {
					t.Fatalf("%d marks, too few", len(marks))
				}
				mark := marks[want]
				want++
				if got := strings.TrimSpace(mark[1]); got != escape(m.Source.Text.String()) {
					t.Errorf("mark %d is after %q, want %q", i, got, m.Source.Text.String())
				}
				note := `id="` + mark[3] + `" xml:lang="fr-MA" lang="fr-MA" dir="ltr"><p><a class="n" role="doc-backlink" href="#` + mark[2] + `">`
				_, after, ok := strings.Cut(page, note)
				if _, after, _ = strings.Cut(after, "</a> "); !ok || !strings.HasPrefix(after, escape(m.Target.Text.String())+"</p>") {
					t.Errorf("the note of %q is %.80q", mark[1], after)
				}
			}
		}
	}
	if want != len(marks) {
		t.Errorf("%d marks, want %d", len(marks), want)
	}
}

// long is a book of n segments under headings, with one paragraph that alone is a tenth of it.
func long(n int) *bitext.Document {
	d := editiontest.Article()
	pairs := d.Segments()
	d.Blocks = d.Blocks[:1]
	for at := 1; at < n; {
		size := 4
		b := bitext.Block{Kind: bitext.Paragraph}
		switch {
		case at%50 == 1:
			b.Kind, b.Level, size = bitext.Heading, 2, 1
		case at > n/2 && at < n/2+8:
			size = n / 10
		}
		for range min(size, n-at) {
			s := pairs[at%len(pairs)]
			s.Source, s.Target = bitext.Plain(fmt.Sprintf("%s [%d]", s.Source, at)), bitext.Plain(fmt.Sprintf("%s {%d}", s.Target, at))
			b.Segments = append(b.Segments, s)
			at++
		}
		d.Blocks = append(d.Blocks, b)
	}
	return d
}

// TestFilesStaySmall writes a book of 10,000 segments: no file is larger than a reader lays out
// quickly, each segment is there once, and every link leads somewhere.
func TestFilesStaySmall(t *testing.T) {
	const segments = 10_000
	d := long(segments)
	for _, mode := range []Mode{Pairs, Popup} {
		book := testBook{book: Book{Documents: []*bitext.Document{d}}, o: Options{Mode: mode}}.bytes(t)
		ids, links := map[string]bool{}, map[string]bool{}
		var sources, targets int
		for _, f := range editiontest.Parts(t, book) {
			name := strings.TrimPrefix(f.Name, "EPUB/")
			if strings.HasPrefix(name, "article") && len(f.Content) > 200_000 {
				t.Errorf("%s has %d bytes", name, len(f.Content))
			}
			for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(f.Content, -1) {
				if ids[name+"#"+m[1]] {
					t.Errorf("%s has the id %s twice", name, m[1])
				}
				ids[name+"#"+m[1]] = true
			}
			ids[name] = true
			for _, m := range regexp.MustCompile(` (?:href|src)="([^":]*)"`).FindAllStringSubmatch(f.Content, -1) {
				to := m[1]
				if strings.HasPrefix(to, "#") {
					to = name + to
				}
				links[to] = true
			}
			if strings.HasPrefix(name, "article") {
				sources += len(regexp.MustCompile(`\[\d+\]`).FindAllString(f.Content, -1))
				targets += len(regexp.MustCompile(`\{\d+\}`).FindAllString(f.Content, -1))
			}
			if opens := regexp.MustCompile(`</h2>\n(</section>|<section class="notes)`).FindString(f.Content); opens != "" {
				t.Errorf("%s ends with a heading", name)
			}
		}
		for to := range links {
			if !ids[to] {
				t.Errorf("a link leads to %s, which is not there", to)
			}
		}
		if sources != segments-1 || targets != segments-1 {
			t.Errorf("%d sources and %d targets, want %d of each", sources, targets, segments-1)
		}
	}
}

func TestTitleOfCollectionIsAWordWithoutOne(t *testing.T) {
	b := collection()
	b.Titles = nil
	opf := content(t, testBook{book: b, o: Options{Lead: "ar"}}.bytes(t), "package.opf")
	for _, want := range []string{"مجموعة ثنائية اللغة</dc:title>", "Recueil bilingue</meta>"} {
		if !strings.Contains(opf, want) {
			t.Errorf("no %q in %s", want, opf)
		}
	}
}

// TestContentsNameArticlesInBothLanguages reads the page of contents and the one of older readers.
func TestContentsNameArticlesInBothLanguages(t *testing.T) {
	book := testBook{book: collection(), o: Options{Lead: "ar"}}.bytes(t)
	nav, ncx := content(t, book, "nav.xhtml"), content(t, book, "toc.ncx")
	for _, want := range []string{`dir="rtl">مقال ثالث</span>`, `dir="ltr">Un troisième article</span>`, `dir="rtl">المحتويات</span>`,
		`dir="ltr">Sommaire</span>`, `dir="ltr">Un intertitre</span>`} {
		if !strings.Contains(nav, want) {
			t.Errorf("the contents lack %s", want)
		}
	}
	if want := "<text>مقال ثالث · Un troisième article</text>"; !strings.Contains(ncx, want) {
		t.Errorf("the old contents lack %s\n%s", want, ncx)
	}
	if spine := content(t, book, "package.opf"); !strings.Contains(spine, `<itemref idref="nav"/>`) {
		t.Error("the contents are no page of the book")
	}
}

// TestPictureThatIsNoneStaysOut has data of another kind than its address says: its words are shown.
func TestPictureThatIsNoneStaysOut(t *testing.T) {
	var p publication
	var b strings.Builder
	p.inline(&b, bitext.Text{{Kind: bitext.Lone, Code: bitext.Code{Type: bitext.Image, Equiv: "un graphique",
		Data: "data:image/png;base64,PHN2Zy8+"}}})
	if want := `<span class="image" dir="auto">un graphique</span>`; b.String() != want || p.pictures.all != nil {
		t.Errorf("got %s, want %s", b.String(), want)
	}
}

func TestPicturesAreFilesOnce(t *testing.T) {
	files := editiontest.Parts(t, testBook{book: collection()}.bytes(t))
	var pictures []string
	for _, f := range files {
		if strings.Contains(f.Name, "picture") {
			pictures = append(pictures, f.Name)
		}
		if strings.HasSuffix(f.Name, "xhtml") && strings.Contains(f.Content, "src=\"data:") {
			t.Errorf("%s has a picture in an address", f.Name)
		}
	}
	if d := cmp.Diff([]string{"EPUB/picture-1.gif"}, pictures); d != "" {
		t.Error(d)
	}
}

type failingWriter struct{ room int }

var errFull = errors.New("disk full")

func (w *failingWriter) Write(b []byte) (int, error) {
	if w.room -= len(b); w.room < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestErrorOfWriterIsReturned(t *testing.T) {
	for _, room := range []int{0, 100, 5000} {
		if err := Write(&failingWriter{room}, editiontest.Article(), Options{}); !errors.Is(err, errFull) {
			t.Errorf("after %d bytes: %v", room, err)
		}
	}
}

func TestEmptyDocumentIsABook(t *testing.T) {
	for _, b := range []Book{{}, {Documents: []*bitext.Document{{}}}, {Documents: []*bitext.Document{{SourceLang: "ar", TargetLang: "fr"}}}} {
		if got := editiontest.Parts(t, testBook{book: b}.bytes(t)); len(got) < 6 {
			t.Errorf("%d files", len(got))
		}
	}
}
