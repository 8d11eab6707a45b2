package epub

import (
	"cmp"
	"crypto/sha256"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/format/archive"
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

//go:embed book.css
var sheet string

const xmlHead = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

// item is a file of the book, as its list of files has it.
type item struct {
	id, name, kind string
	properties     string
	content        string
	inSpine        bool
}

// items are the files of the book in reading order, those that are not read last.
func (p *publication) items() ([]item, error) {
	const page = "application/xhtml+xml"
	list := []item{{id: "cover", name: "cover.xhtml", kind: page, properties: "svg", content: p.coverPage(), inSpine: true},
		{id: "nav", name: "nav.xhtml", kind: page, properties: "nav", content: p.nav(), inSpine: p.collection}}
	for _, a := range p.articles {
		for i, f := range a.files {
			list = append(list, item{id: fmt.Sprintf("a%d-%d", a.n, i+1), name: f.name, kind: page, content: f.content, inSpine: true})
		}
	}
	faces, rules, err := p.fonts(list)
	if err != nil {
		return nil, err
	}
	list = append(list,
		item{id: "cover-image", name: "cover.svg", kind: "image/svg+xml", properties: "cover-image", content: xmlHead + p.coverImage()},
		item{id: "ncx", name: "toc.ncx", kind: "application/x-dtbncx+xml", content: p.ncx()},
		item{id: "css", name: "book.css", kind: "text/css", content: p.style(rules)})
	for i, pic := range p.pictures.all {
		list = append(list, item{id: fmt.Sprintf("picture-%d", i+1), name: pic.name, kind: pic.kind, content: pic.data})
	}
	return append(list, faces...), nil
}

// zip packs the files.
func (p *publication) zip(w io.Writer) error {
	items, err := p.items()
	if err != nil {
		return err
	}
	parts := []archive.Part{{Name: "mimetype", Content: "application/epub+zip"},
		{Name: "META-INF/container.xml", Content: container}, {Name: "EPUB/package.opf", Content: p.opf(items)}}
	for _, it := range items {
		parts = append(parts, archive.Part{Name: "EPUB/" + it.name, Content: it.content})
	}
	return archive.Write(w, parts)
}

const container = xmlHead + `<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`

// identifier is the same for the same articles in the same languages and order, however often they
// are corrected: a reader's library then takes the new edition for one it has. A book that is read
// another way is another book.
func (p *publication) identifier() string {
	h := sha256.New()
	fmt.Fprintf(h, "truchement\n%q %q %q\n", p.ID, p.Mode, p.sides[0].Lang)
	for _, d := range p.Documents {
		fmt.Fprintf(h, "%q %q %q\n", d.ID, d.SourceLang, d.TargetLang)
		if d.ID == "" { // of a file that never was on a desk
			fmt.Fprintf(h, "%q %q\n", edition.Title(d, d.SourceLang, false), edition.Title(d, d.TargetLang, true))
		}
	}
	sum := h.Sum(nil)[:16]
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80 // a UUID of version 8, see RFC 9562
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:])
}

// modified is when the book was changed last, as far as its articles say.
func (p *publication) modified() string {
	last := p.Date
	for _, d := range p.Documents {
		for _, t := range []time.Time{d.Date, d.Updated} {
			if t.After(last) {
				last = t
			}
		}
	}
	if last.IsZero() {
		last = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return last.UTC().Format("2006-01-02T15:04:05Z")
}

// opf writes the package document: what the book is, its files and their order.
func (p *publication) opf(items []item) string {
	var b strings.Builder
	lead := p.sides[0]
	direction := lang.Direction(lead.Lang)
	fmt.Fprintf(&b, xmlHead+"<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" "+
		"xml:lang=\"%s\" dir=\"%s\">\n", escape(cmp.Or(lead.Lang, "und")), direction)
	p.metadata(&b)
	b.WriteString("<manifest>\n")
	for _, it := range items {
		properties := ""
		if it.properties != "" {
			properties = " properties=\"" + it.properties + "\""
		}
		fmt.Fprintf(&b, "<item id=\"%s\" href=\"%s\" media-type=\"%s\"%s/>\n", it.id, it.name, it.kind, properties)
	}
	fmt.Fprintf(&b, "</manifest>\n<spine toc=\"ncx\" page-progression-direction=\"%s\">\n", direction)
	for _, it := range items {
		if it.inSpine {
			fmt.Fprintf(&b, "<itemref idref=\"%s\"/>\n", it.id)
		}
	}
	b.WriteString("</spine>\n<guide>\n")
	for _, l := range p.landmarks() {
		fmt.Fprintf(&b, "<reference type=\"%s\" title=\"%s\" href=\"%s\"/>\n", l.old, escape(l.title), l.href)
	}
	b.WriteString("</guide>\n</package>\n")
	return b.String()
}

func (p *publication) metadata(b *strings.Builder) {
	b.WriteString("<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n")
	element := func(name, content string) {
		if content != "" {
			fmt.Fprintf(b, "<%s>%s</%[1]s>\n", name, escape(content))
		}
	}
	fmt.Fprintf(b, "<dc:identifier id=\"id\">%s</dc:identifier>\n", p.identifier())
	lead, other := p.sides[0], p.sides[1]
	fmt.Fprintf(b, "<dc:title id=\"title\" xml:lang=\"%s\" dir=\"%s\">%s</dc:title>\n", escape(cmp.Or(lead.Lang, "und")),
		lang.Direction(lead.Lang), escape(lead.Title))
	if other.Title != lead.Title {
		fmt.Fprintf(b, "<meta refines=\"#title\" property=\"alternate-script\" xml:lang=\"%s\" dir=\"%s\">%s</meta>\n",
			escape(cmp.Or(other.Lang, "und")), lang.Direction(other.Lang), escape(other.Title))
	}
	for _, tag := range p.languages {
		element("dc:language", tag)
	}
	if len(p.languages) == 0 {
		element("dc:language", "und")
	}
	n := 0
	for _, role := range []struct{ key, element, code string }{
		{edition.Author, "dc:creator", "aut"}, {edition.Translator, "dc:contributor", "trl"},
		{edition.Editor, "dc:contributor", "edt"},
	} {
		for _, name := range namesOf(p.Documents, role.key) {
			n++
			fmt.Fprintf(b, "<%s id=\"person-%d\">%s</%[1]s>\n<meta refines=\"#person-%[2]d\" property=\"role\" "+
				"scheme=\"marc:relators\">%[4]s</meta>\n", role.element, n, escape(name), role.code)
		}
	}
	element("dc:publisher", p.Publisher)
	if !p.Date.IsZero() {
		element("dc:date", p.Date.Format("2006-01-02"))
	}
	var sources []string
	for _, d := range p.Documents {
		for _, source := range append([]string{d.Address}, namesOf([]*bitext.Document{d}, edition.Origin)...) {
			if source != "" && !slices.Contains(sources, source) {
				sources = append(sources, source)
				element("dc:source", source)
			}
		}
	}
	fmt.Fprintf(b, "<meta property=\"dcterms:modified\">%s</meta>\n", p.modified())
	p.accessibility(b)
	b.WriteString("<meta name=\"cover\" content=\"cover-image\"/>\n<meta name=\"generator\" content=\"Truchement\"/>\n</metadata>\n")
}

// accessibility says what the book has for those who do not read it by eye, in the words of
// schema.org.
func (p *publication) accessibility(b *strings.Builder) {
	facts := [][2]string{{"accessMode", "textual"}}
	if len(p.pictures.all) > 0 {
		facts = append(facts, [2]string{"accessMode", "visual"})
	}
	facts = append(facts, [2]string{"accessModeSufficient", "textual"}, [2]string{"accessibilityFeature", "alternativeText"},
		[2]string{"accessibilityFeature", "displayTransformability"}, [2]string{"accessibilityFeature", "readingOrder"},
		[2]string{"accessibilityFeature", "structuralNavigation"}, [2]string{"accessibilityFeature", "tableOfContents"},
		[2]string{"accessibilityHazard", "none"})
	for _, f := range facts {
		fmt.Fprintf(b, "<meta property=\"schema:%s\">%s</meta>\n", f[0], f[1])
	}
}

// page is a whole XHTML file in the language of a side.
func (p *publication) page(s side, title, kind, body string) string {
	class := ""
	if kind == "cover" {
		class = " class=\"cover\"" // for readers that select by no attribute of EPUB
	}
	return xmlHead + "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" " +
		"xmlns:epub=\"http://www.idpf.org/2007/ops\"" + attrs(s.Lang) + ">\n<head>\n<title>" + escape(title) + "</title>\n" +
		"<link rel=\"stylesheet\" type=\"text/css\" href=\"book.css\"/>\n</head>\n<body epub:type=\"" + kind + "\"" + class + ">\n" + body +
		"</body>\n</html>\n"
}

// style is the style sheet: the declarations of the fonts, and the book's own with the colour and the
// typeface of the publication.
func (p *publication) style(fonts string) string {
	accent := usualAccent
	if _, ok := p.Look.RGB(); ok {
		accent = p.Look.Accent
	}
	generic, arabic := "serif", "1.08em" // Amiri is drawn for both scripts; the others need more
	switch p.Look.Typeface {
	case edition.Press:
		arabic = "1.15em"
	case edition.Modern:
		generic, arabic = "sans-serif", "1.1em"
	}
	return fonts + strings.NewReplacer(usualAccent, accent, "ACCENT-TEXT", readable(accent), "GENERIC", generic, "ARABIC-SIZE", arabic).Replace(sheet)
}

const usualAccent = "#0b5f5a"

// readable is a colour as dark as text on white must be.
func readable(colour string) string {
	rgb, ok := edition.Look{Accent: colour}.RGB()
	if !ok {
		return usualAccent
	}
	return edition.Colour(rgb).ReadableOn(edition.Colour{}, edition.Colour{1, 1, 1}).String()
}
