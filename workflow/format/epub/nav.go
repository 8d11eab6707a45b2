package epub

import (
	"fmt"
	"strings"

	"truchement/workflow/format/edition"
)

// landmark is a place that readers offer by name: kind by the vocabulary of EPUB 3, old by that of
// EPUB 2.
type landmark struct{ kind, old, title, href string }

func (p *publication) landmarks() []landmark {
	lead := p.sides[0]
	list := []landmark{{"cover", "cover", lead.word(edition.Cover), "cover.xhtml"}}
	if p.collection {
		list = append(list, landmark{"toc", "toc", lead.word(edition.Contents), "nav.xhtml"})
	}
	first := p.articles[0]
	list = append(list, landmark{"bodymatter", "text", first.sides[0].Title, first.files[0].name})
	if last := p.articles[len(p.articles)-1]; last.credits != "" {
		list = append(list, landmark{"colophon", "colophon", lead.word(edition.Credits), last.credits})
	}
	return list
}

// heads are the entries of the tables of contents: each article, with its headings below it.
func (p *publication) heads() []head {
	var all []head
	for _, a := range p.articles {
		all = append(all, a.heads...)
	}
	return all
}

// nav writes the table of contents, which a collection shows as a page of its own, and the
// landmarks. An entry names its article in both languages.
func (p *publication) nav() string {
	var b strings.Builder
	lead, other := p.sides[0], p.sides[1]
	b.WriteString("<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\">\n<h1>")
	fmt.Fprintf(&b, "<span class=\"lead\"%s>%s</span>", attrs(lead.Lang), escape(lead.word(edition.Contents)))
	if other.Lang != "" && other.word(edition.Contents) != lead.word(edition.Contents) {
		fmt.Fprintf(&b, " <span class=\"other\"%s>%s</span>", attrs(other.Lang), escape(other.word(edition.Contents)))
	}
	b.WriteString("</h1>\n<ol>\n")
	level := 1
	for i, h := range p.heads() {
		switch {
		case i == 0:
		case h.level > level:
			b.WriteString("\n<ol>\n")
		default:
			b.WriteString("</li>\n" + strings.Repeat("</ol>\n</li>\n", level-h.level))
		}
		level = h.level
		fmt.Fprintf(&b, "<li><a href=\"%s\">%s</a>", h.href, p.entry(h))
	}
	b.WriteString("</li>\n" + strings.Repeat("</ol>\n</li>\n", level-1) + "</ol>\n</nav>\n")
	fmt.Fprintf(&b, "<nav epub:type=\"landmarks\" hidden=\"hidden\">\n<ol>\n")
	for _, l := range p.landmarks() {
		fmt.Fprintf(&b, "<li><a epub:type=\"%s\" href=\"%s\">%s</a></li>\n", l.kind, l.href, escape(l.title))
	}
	b.WriteString("</ol>\n</nav>\n")
	return p.page(lead, lead.word(edition.Contents), "frontmatter", b.String())
}

// entry is a title in both languages of its article.
func (p *publication) entry(h head) string {
	var parts []string
	for i, title := range h.titles {
		if title != "" && (i == 0 || title != h.titles[0]) {
			parts = append(parts, fmt.Sprintf("<span class=\"%s\"%s>%s</span>", [2]string{"lead", "other"}[i],
				attrs(h.langs[i]), escape(title)))
		}
	}
	return strings.Join(parts, "<span class=\"dot\"> · </span>")
}

// ncx writes the table of contents for readers that are older than EPUB 3.
func (p *publication) ncx() string {
	var b strings.Builder
	depth := 1
	for _, h := range p.heads() {
		depth = max(depth, h.level)
	}
	fmt.Fprintf(&b, xmlHead+"<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\"%s>\n<head>\n"+
		"<meta name=\"dtb:uid\" content=\"%s\"/>\n<meta name=\"dtb:depth\" content=\"%d\"/>\n"+
		"<meta name=\"dtb:totalPageCount\" content=\"0\"/>\n<meta name=\"dtb:maxPageNumber\" content=\"0\"/>\n</head>\n"+
		"<docTitle><text>%s</text></docTitle>\n<navMap>\n",
		xmlLang(p.sides[0].Lang), p.identifier(), depth, escape(p.sides[0].Title))
	level := 0
	for i, h := range p.heads() {
		if i > 0 {
			b.WriteString(strings.Repeat("</navPoint>\n", max(0, level-h.level+1)))
		}
		level = h.level
		title := h.titles[0]
		if h.titles[1] != "" && h.titles[1] != title {
			title = strings.TrimPrefix(title+" · "+h.titles[1], " · ")
		}
		fmt.Fprintf(&b, "<navPoint id=\"p%d\" playOrder=\"%[1]d\"><navLabel><text>%s</text></navLabel><content src=\"%s\"/>\n",
			i+1, escape(title), h.href)
	}
	b.WriteString(strings.Repeat("</navPoint>\n", level) + "</navMap>\n</ncx>\n")
	return b.String()
}

func xmlLang(tag string) string {
	if tag == "" {
		return ""
	}
	return " xml:lang=\"" + escape(tag) + "\""
}
