package epub

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/format/archive"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/format/limit"
)

const containerOf = `<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>` +
	`<rootfile full-path="OPS/book.opf"/></rootfiles></container>`

const testPackage = `<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">` +
	`<dc:title> Le  livre </dc:title><dc:language>fr</dc:language></metadata><manifest>` +
	`<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav scripted"/>` +
	`<item id="n" href="notes.xhtml" media-type="application/xhtml+xml"/>` +
	`<item id="a" href="text/un%20deux.xhtml" media-type="application/xhtml+xml"/>` +
	`<item id="b" href="text/b.xhtml" media-type="application/xhtml+xml"/>` +
	`<item id="e" href="empty.xhtml" media-type="application/xhtml+xml"/>` +
	`<item id="p" href="p.svg" media-type="image/svg+xml"/></manifest><spine><itemref idref="nav"/><itemref idref="n" linear="no"/>` +
	`<itemref idref="a"/><itemref idref="p"/><itemref idref="e"/><itemref idref="b"/><itemref idref="b"/><itemref idref="none"/></spine></package>`

func page(body string) string {
	return `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>` + body + `</body></html>`
}

// parts are those of a sound book.
func parts(pack string) []archive.Part {
	return []archive.Part{{Name: "mimetype", Content: "application/epub+zip"}, {Name: "META-INF/container.xml", Content: containerOf},
		{Name: "OPS/book.opf", Content: pack}, {Name: "OPS/nav.xhtml", Content: page("<p>nav</p>")},
		{Name: "OPS/text/un deux.xhtml", Content: page("<h1>Un</h1><p>Le <b>port</b>.</p>")},
		{Name: "OPS/text/b.xhtml", Content: page("<h1>Deux</h1><aside><p>b</p></aside>")},
		{Name: "OPS/empty.xhtml", Content: page("<p> </p>")}, {Name: "OPS/notes.xhtml", Content: page("<p>note</p>")}}
}

func packed(t testing.TB, all []archive.Part) *bytes.Buffer {
	t.Helper()
	var b bytes.Buffer
	if err := archive.Write(&b, all); err != nil {
		t.Fatal(err)
	}
	return &b
}

func TestRead(t *testing.T) {
	d, err := Read(packed(t, parts(testPackage)))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"headline: Un", "paragraph: Le <bold>port</bold>.", "heading1: Deux", "paragraph: b", "paragraph: note"}
	if diff := cmp.Diff(want, editiontest.Shown(d)); diff != "" {
		t.Error(diff)
	}
	if d.Title != "Le livre" || d.SourceLang != "fr" {
		t.Errorf("title %q, language %q", d.Title, d.SourceLang)
	}
}

func TestReadRefuses(t *testing.T) {
	with := func(name, content string) []archive.Part {
		all := parts(testPackage)
		for i := range all {
			if all[i].Name == name {
				all[i].Content = content
			}
		}
		return all
	}
	locked := archive.Part{Name: "META-INF/encryption.xml", Content: `<encryption><EncryptedData><CipherData>` +
		`<CipherReference URI="OPS/text/b.xhtml"/></CipherData></EncryptedData></encryption>`}
	for name, tt := range map[string]struct {
		parts []archive.Part
		want  limit.Kind
	}{
		"another zip":          {[]archive.Part{{Name: "a", Content: "a"}}, limit.Damaged},
		"no package":           {with("OPS/book.opf", ""), limit.Damaged},
		"a broken package":     {with("OPS/book.opf", testPackage[:400]), limit.Damaged},
		"no root":              {with("META-INF/container.xml", "<container/>"), limit.Damaged},
		"a chapter is missing": {with("OPS/text/b.xhtml", ""), limit.Damaged},
		"no chapters":          {with("OPS/book.opf", "<package/>"), limit.Empty},
		"a key is needed":      {append(parts(testPackage), locked), limit.Encrypted},
		"out of the book":      {with("OPS/book.opf", strings.Replace(testPackage, "text/b.xhtml", "../../../etc/passwd", 1)), limit.Damaged},
	} {
		_, err := Read(packed(t, tt.parts))
		var e *limit.Error
		if !errors.As(err, &e) || e.Kind != tt.want {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
}

// TestReadsWhatIsWritten reads an edition, which has both languages, back.
func TestReadsWhatIsWritten(t *testing.T) {
	doc := editiontest.Article()
	var b bytes.Buffer
	if err := Write(&b, doc, Options{}); err != nil {
		t.Fatal(err)
	}
	d, err := Read(&b)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, s := range d.Segments() {
		text.WriteString(s.Source.String() + "\n")
	}
	for _, s := range doc.Segments() {
		for _, want := range []string{s.Source.String(), s.Target.String()} {
			if !strings.Contains(text.String(), strings.TrimSpace(want)) {
				t.Errorf("%q is lost", want)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(testPackage, page("<p>a</p>"))
	f.Add(strings.ToUpper(testPackage), "<a")
	f.Fuzz(func(t *testing.T, pack, chapter string) {
		all := parts(pack)
		all[4].Content = chapter
		d, err := Read(packed(t, all))
		if err != nil {
			return
		}
		for _, b := range d.Blocks {
			if text := b.Source(); !text.Nested() || text.Empty() || !utf8.ValidString(text.String()) {
				t.Errorf("torn or empty: %s", editiontest.ShownText(text))
			}
		}
	})
}
