package pdf

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"truchement/workflow/format/pdf/object"
)

// outline is the bookmarks of a file.
type outline struct{ entries []bookmark }

type bookmark struct {
	title string
	level int
	page  object.Ref
	y     float64
}

func (o *outline) add(title string, level int, page object.Ref, y float64) {
	title = strings.Join(strings.Fields(title), " ")
	o.entries = append(o.entries, bookmark{title, level, page, y})
}

// write writes the bookmarks, those of a lower level within the one before.
func (o *outline) write(file *object.File) string {
	if len(o.entries) == 0 {
		return ""
	}
	root := file.Ref()
	refs := make([]object.Ref, len(o.entries))
	parents := make([]int, len(o.entries)) // -1 for the root
	for i := range o.entries {
		refs[i] = file.Ref()
		parents[i] = -1
		for j := i - 1; j >= 0; j-- {
			if o.entries[j].level < o.entries[i].level {
				parents[i] = j
				break
			}
		}
	}
	kids := map[int][]int{}
	for i, p := range parents {
		kids[p] = append(kids[p], i)
	}
	for p := -1; p < len(o.entries); p++ {
		list := kids[p]
		for n, i := range list {
			b := o.entries[i]
			parent := root
			if p >= 0 {
				parent = refs[p]
			}
			body := fmt.Sprintf("<</Title%s/Parent %s/Dest[%s/XYZ null %s null]", object.String(b.title), parent,
				b.page, object.Number(b.y))
			if n > 0 {
				body += "/Prev " + refs[list[n-1]].String()
			}
			if n+1 < len(list) {
				body += "/Next " + refs[list[n+1]].String()
			}
			if own := kids[i]; len(own) > 0 {
				body += fmt.Sprintf("/First %s/Last %s/Count %d", refs[own[0]], refs[own[len(own)-1]], len(own))
			}
			file.Put(refs[i], body+">>")
		}
	}
	top := kids[-1]
	file.Put(root, fmt.Sprintf("<</Type/Outlines/First %s/Last %s/Count %d>>", refs[top[0]], refs[top[len(top)-1]], len(top)))
	return "/Outlines " + root.String()
}

// xmp describes the file to programs that sort files, and claims PDF/UA.
func xmp(title, author, language string, day time.Time) []byte {
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
		` xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"` +
		` xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">` +
		`<dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + escape(title) +
		`</rdf:li></rdf:Alt></dc:title><dc:language><rdf:Bag><rdf:li>` + escape(language) +
		`</rdf:li></rdf:Bag></dc:language>`)
	if author != "" {
		b.WriteString(`<dc:creator><rdf:Seq><rdf:li>` + escape(author) + `</rdf:li></rdf:Seq></dc:creator>`)
	}
	if !day.IsZero() {
		b.WriteString(`<xmp:CreateDate>` + day.UTC().Format(time.RFC3339) + `</xmp:CreateDate>`)
	}
	b.WriteString(`<xmp:CreatorTool>Truchement</xmp:CreatorTool><pdf:Producer>Truchement</pdf:Producer>` +
		`<pdfuaid:part>1</pdfuaid:part></rdf:Description></rdf:RDF></x:xmpmeta>` + "\n<?xpacket end=\"r\"?>")
	return []byte(b.String())
}

func escape(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return ""
	}
	return b.String()
}

// escapeAddress writes an address in ASCII, as a URI action wants it.
func escapeAddress(address string) string {
	var b strings.Builder
	for i := range len(address) {
		if c := address[i]; c > ' ' && c < 0x7F {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
