package feed

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/format/limit"
)

// rss is a feed with items.
func rss(items string) string {
	return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" ` +
		`xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>` +
		`<title>Le Quotidien &amp;amp; co</title><link>https://x.example</link><language>fr-MA</language>` + items + `</channel></rss>`
}

func TestRead(t *testing.T) {
	atom := func(entries string) string {
		return `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr-MA"><title type="html">Le Quotidien &amp;amp; co</title>` + entries + `</feed>`
	}
	tests := []struct {
		name, file string
		want       []string
	}{
		{"summaries", rss(`<item><title>Un</title><description>&lt;p&gt;Le &lt;b&gt;port&lt;/b&gt;.&lt;/p&gt;</description></item><item><title>وصل</title><description>Simple</description></item>`),
			[]string{"headline: Un", "paragraph: Le <bold>port</bold>.", "heading1: وصل", "paragraph: Simple"}},
		{"the whole text", rss(`<item><title>Un</title><description>court</description><content:encoded><![CDATA[<p>long</p><h1>H</h1>]]></content:encoded></item>`),
			[]string{"headline: Un", "paragraph: long", "heading1: H"}},
		{"an export of WordPress", rss(`<item><title>Un</title><content:encoded><![CDATA[a` + "\n\n" + `b <em>c</em>]]></content:encoded>` +
			`<excerpt:encoded><![CDATA[x]]></excerpt:encoded><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>` +
			`<item><title>x</title><wp:post_type>attachment</wp:post_type></item><item><title>x</title><wp:status>trash</wp:status><wp:post_type>post</wp:post_type></item>`),
			[]string{"headline: Un", "paragraph: a", "paragraph: b <italic>c</italic>"}},
		{"RSS 1.0", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>Le Quotidien &amp; co</title>` +
			`<language>fr-MA</language></channel><item><title>Un</title><description>a</description></item></rdf:RDF>`, []string{"headline: Un", "paragraph: a"}},
		{"Atom", atom(`<entry><title>1 &lt; 2</title><summary>court</summary><content type="html">&lt;p&gt;a &lt;i&gt;b&lt;/i&gt;&lt;/p&gt;</content></entry>` +
			`<entry><title type="text">Deux</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>c<br/><b>d</b> &amp; <a href="https://x.example/?a=1&amp;b=2">e</a></p></div></content></entry>` +
			`<entry><title>Trois</title><summary>a &lt;b&gt;</summary></entry>`),
			[]string{"headline: 1 < 2", "paragraph: a <italic>b</italic>", "heading1: Deux",
				"paragraph: c<break/><bold>d</bold> & <linkhttps://x.example/?a=1&b=2>e</link>", "heading1: Trois", "paragraph: a <b>"}},
		{"no title", rss(`<item><description>a</description></item>`), []string{"paragraph: a"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Read(strings.NewReader(tt.file))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, editiontest.Shown(d)); diff != "" {
				t.Error(diff)
			}
			if d.Title != "Le Quotidien & co" || d.SourceLang != "fr-MA" {
				t.Errorf("title %q, language %q", d.Title, d.SourceLang)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	for file, want := range map[string]limit.Kind{
		"": limit.Empty, "<a/>": limit.Damaged, rss(""): limit.Empty, rss("<item><title>a</title></item>")[:300]: limit.Damaged,
		`<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item></channel></rss>`: limit.Damaged,
	} {
		_, err := Read(strings.NewReader(file))
		var e *limit.Error
		if !errors.As(err, &e) || e.Kind != want {
			t.Errorf("%.40s: %v, want %s", file, err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`<item><title>a</title><description>&lt;p&gt;b</description></item>`)
	f.Add(`<entry><title type="html">a</title><content type="xhtml"><p>b<br/></p></content></entry>`)
	f.Fuzz(func(t *testing.T, items string) {
		d, err := Read(strings.NewReader(rss(items)))
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
