package html

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	stdhtml "html"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
)

func TestPolicyAllowsOwnStyle(t *testing.T) {
	for _, c := range goldens {
		got := string(write(t, c.doc, c.o))
		_, style, _ := strings.Cut(got, "<style>")
		style, _, _ = strings.Cut(style, "</style>")
		sum := sha256.Sum256([]byte(style))
		want := "style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
		if !strings.Contains(stdhtml.UnescapeString(got), want) {
			t.Errorf("%s: the policy does not allow its own style, want %s", c.name, want)
		}
	}
}

// TestEditionLoadsAndRunsNothing checks that a saved edition loads nothing and
// runs nothing, whatever texts and addresses the document has.
func TestEditionLoadsAndRunsNothing(t *testing.T) {
	for _, c := range goldens {
		root, err := html.Parse(bytes.NewReader(write(t, c.doc, c.o)))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			switch n.Data {
			case "script", "link", "iframe", "object", "embed", "base", "form":
				if !inert(n) && (n.Data != "base" || c.o.Reading == nil || !c.o.Reading.Framed) {
					t.Errorf("%s: <%s>", c.name, n.Data)
				}
			}
			for _, a := range n.Attr {
				switch {
				case a.Key == "href" && c.o.Reading != nil && n.Data == "a" && strings.HasPrefix(a.Val, "/"):
					// The page is on a server, and its masthead leads to others there.
				case n.Data == "img" && a.Key == "src" && strings.HasPrefix(a.Val, "data:image/png;base64,"):
					// The logo is in the page.
				case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "src":
					t.Errorf("%s: <%s %s=%q>", c.name, n.Data, a.Key, a.Val)
				case a.Key == "href" && !strings.HasPrefix(a.Val, "#") &&
					!strings.HasPrefix(a.Val, "https://"):
					t.Errorf("%s: href=%q", c.name, a.Val)
				}
			}
		}
	}
}

// inert reports whether an element is data that no browser runs or loads: JSON-LD, and the addresses of
// the edition.
func inert(n *html.Node) bool {
	rule := map[string]string{"script": "application/ld+json", "canonical": "link", "alternate": "link"}
	for _, a := range n.Attr {
		switch {
		case n.Data == "script" && a.Key != "type", a.Key == "type" && a.Val != rule["script"]:
			return false
		case a.Key == "rel" && rule[a.Val] == n.Data:
			return true
		}
	}
	return n.Data == "script"
}

// TestHostileTextStaysText writes a document in which every text that a person or a file
// gave tries to be markup.
func TestHostileTextStaysText(t *testing.T) {
	const bad = `"></q><script>alert(1)</script><img src=x onerror=alert(1)>`
	codes := []bitext.Code{
		{ID: "1", Type: bitext.Image, Data: "https://example.org/" + bad, Equiv: bad},
		{ID: "2", Type: bitext.Image, Data: "data:image/svg+xml;base64,AAAA", Equiv: bad},
		{ID: "3", Type: bitext.Image, Data: bad, Equiv: bad},
		{ID: "4", Type: bitext.NoteMark, Equiv: bad},
		{ID: "5", Type: bitext.CodeType(bad), Equiv: bad},
	}
	source := bitext.Plain(bad)
	for _, c := range codes {
		source = append(source, bitext.Run{Kind: bitext.Lone, Code: c})
	}
	link := bitext.Code{ID: "6", Type: bitext.Link, Data: "javascript://example.org/%0Aalert(1)"}
	source = append(source, bitext.Run{Kind: bitext.Open, Code: link}, bitext.Run{Chars: bad},
		bitext.Run{Kind: bitext.Close, Code: link})
	labels := map[string]string{}
	for _, key := range append(edition.Keys(), "language.fr", "language.ar") {
		labels[key] = bad
	}
	d := &bitext.Document{ID: bad, Title: bad, Origin: bad, SourceLang: "fr", TargetLang: "ar",
		Address: "https://desk.example/" + bad, Date: time.Date(2025, 4, 14, 0, 0, 0, 0, time.UTC),
		Labels:  map[string]map[string]string{"fr": labels, "ar": labels},
		Credits: []bitext.Credit{{Role: edition.Publication, Names: []string{bad}}},
		Blocks: []bitext.Block{{Kind: bitext.BlockKind(bad), Segments: []bitext.Segment{{
			ID: bad, Source: source, Target: source, Translator: bad, Reviewer: bad, Override: bad,
			Notes: []bitext.Remark{{Author: bad, Text: bad}},
		}, {Source: bitext.Plain("x")}}}}}
	for _, o := range []Options{{}, {TargetOnly: true}} {
		root, err := html.Parse(bytes.NewReader(write(t, d, o)))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if n.DataAtom == atom.Script && !inert(n) || n.DataAtom == atom.Img {
				t.Errorf("target only %v: text became <%s>", o.TargetOnly, n.Data)
			}
			if n.DataAtom == atom.Script && !json.Valid([]byte(n.FirstChild.Data)) {
				t.Errorf("target only %v: text broke out of %s", o.TargetOnly, n.FirstChild.Data)
			}
			if n.DataAtom == atom.Style && strings.Contains(n.FirstChild.Data, "alert(1)</") {
				t.Errorf("target only %v: text broke out of the style sheet", o.TargetOnly)
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "href" &&
					!strings.HasPrefix(a.Val, "#") && !strings.HasPrefix(a.Val, "https://") {
					t.Errorf("target only %v: <%s %s=%q>", o.TargetOnly, n.Data, a.Key, a.Val)
				}
			}
		}
	}
}

// TestEveryTextHasALanguage finds text that would inherit the direction of the
// page instead of having its own (UX rule: data is never in a bare element).
func TestEveryTextHasALanguage(t *testing.T) {
	for _, c := range goldens {
		root, err := html.Parse(bytes.NewReader(write(t, c.doc, c.o)))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if n.Type == html.TextNode && strings.TrimSpace(n.Data) != "" && !directed(n) {
				t.Errorf("%s: %q has no direction of its own", c.name, strings.TrimSpace(n.Data))
			}
		}
	}
}

func directed(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		switch p.Data {
		case "bdi", "head", "style", "header", "time":
			return true
		case "html":
			return false
		case "article":
			return true // all of it is in the language of the page
		case "dt", "dd":
			if p.Parent.Parent.Parent.Data == "footer" {
				return true // so are the credits of an article
			}
		}
		for _, a := range p.Attr {
			if a.Key == "dir" || a.Key == "class" && a.Val == "n" {
				return true
			}
		}
		if p.Parent != nil && p.Parent.Data == "aside" && n.Parent.Data == "a" {
			return true // the number of a segment
		}
	}
	return false
}

func TestIDsAreUniqueAndLinked(t *testing.T) {
	for _, c := range goldens {
		seen := map[string]bool{}
		got := string(write(t, c.doc, c.o))
		for _, m := range regexp.MustCompile(`\bid="([^"]*)"`).FindAllStringSubmatch(got, -1) {
			if seen[m[1]] {
				t.Errorf("%s: id %q is used twice", c.name, m[1])
			}
			seen[m[1]] = true
		}
		for _, m := range regexp.MustCompile(`href="#([^"]*)"`).FindAllStringSubmatch(got, -1) {
			if !seen[m[1]] {
				t.Errorf("%s: #%s leads nowhere", c.name, m[1])
			}
		}
	}
}

func TestStylesUseLogicalProperties(t *testing.T) {
	physical := regexp.MustCompile(`(?m)[\s;{(-](left|right)\s*[:;]|text-align:\s*(left|right)|` +
		`(margin|padding|border)-(left|right)|[^-]\b(width|height)\s*:\s*[\d.]`)
	for _, name := range []string{"write.css", "article.css", "reading.css"} {
		b, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if m := physical.FindString(string(b)); m != "" {
			t.Errorf("%s: %q is not logical", name, m)
		}
	}
}

func TestArabicColumnIsOnTheRight(t *testing.T) {
	for _, c := range []struct {
		source, target, page string
		flip                 bool
	}{
		{"ar", "fr", "fr", true}, {"ar", "fr", "ar", false},
		{"fr", "ar", "ar", true}, {"fr", "ar", "fr", false}, {"fr", "en", "en", false},
	} {
		d := &bitext.Document{Title: "t", SourceLang: c.source, TargetLang: c.target}
		got := strings.Contains(string(write(t, d, Options{Lang: c.page})), "bilingual flip")
		if got != c.flip {
			t.Errorf("%s to %s on a page in %s: flip %v, want Arabic right of French: %v",
				c.source, c.target, c.page, got, c.flip)
		}
	}
}

func TestHeadingsSkipNoLevel(t *testing.T) {
	d := &bitext.Document{Title: "t", SourceLang: "fr", TargetLang: "ar"}
	for _, b := range []struct {
		kind  bitext.BlockKind
		level int
	}{{bitext.Heading, 4}, {bitext.Headline, 0}, {bitext.Heading, 6}, {bitext.Headline, 0}, {bitext.Heading, 0}} {
		block := bitext.NewBlock(b.kind, bitext.Plain("x"))
		block.Level = b.level
		d.Blocks = append(d.Blocks, block)
	}
	var got []string
	for _, m := range regexp.MustCompile(`<(h\d)`).FindAllStringSubmatch(string(write(t, d, Options{})), -1) {
		got = append(got, m[1])
	}
	if want := "h1 h2 h3 h2 h2 h2 h2"; strings.Join(got, " ") != want {
		t.Errorf("headings %v, want %s", got, want)
	}
}

func TestCrossedCodesAreNested(t *testing.T) {
	b, i := bitext.Code{ID: "1", Type: bitext.Bold}, bitext.Code{ID: "2", Type: bitext.Italic}
	crossed := bitext.Text{
		{Kind: bitext.Close, Code: i}, {Kind: bitext.Open, Code: b}, {Kind: bitext.Open, Code: i},
		{Chars: "x"}, {Kind: bitext.Close, Code: b}, {Chars: "y"}, {Kind: bitext.Open, Code: i},
	}
	var out strings.Builder
	inline(&out, crossed)
	if want := "<strong><em>x</em></strong>y<em></em>"; out.String() != want {
		t.Errorf("inline = %q, want %q", out.String(), want)
	}
}

// TestSizeGrowsWithTextAlone writes a book: the file grows with the text, and the style sheet
// does not grow.
func TestSizeGrowsWithTextAlone(t *testing.T) {
	size := func(n int) int { return len(write(t, book(n), Options{})) }
	thousand, ten := size(1000), size(10_000)
	if ratio := float64(ten) / float64(thousand); ratio > 10.2 {
		t.Errorf("%d bytes for 1,000 segments, %d for 10,000", thousand, ten)
	}
	one := book(500)
	for i := range one.Blocks[1:] {
		one.Blocks[0].Segments = append(one.Blocks[0].Segments, one.Blocks[i+1].Segments...)
	}
	one.Blocks = one.Blocks[:1]
	got := string(write(t, one, Options{}))
	if strings.Contains(got, fmt.Sprintf(".k%d{", rowLimit+1)) || !strings.Contains(got, `id="t500"`) {
		t.Error("a block of 500 segments is not split into further rows")
	}
}

func book(n int) *bitext.Document {
	d := editiontest.Article()
	var segments []bitext.Segment
	for len(segments) < n {
		segments = append(segments, d.Segments()...)
	}
	d.Blocks = nil
	for i := 0; i < n; i += 2 {
		d.Blocks = append(d.Blocks, bitext.Block{Kind: bitext.Paragraph, Segments: segments[i : i+2 : i+2]})
	}
	return d
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errDiskFull }

var errDiskFull = errors.New("disk full")

func TestWriteReturnsErrorOfWriter(t *testing.T) {
	if err := Write(failingWriter{}, editiontest.Article(), Options{}); !errors.Is(err, errDiskFull) {
		t.Errorf("Write = %v, want %v", err, errDiskFull)
	}
}

func BenchmarkWrite(b *testing.B) {
	d := book(10_000)
	for b.Loop() {
		var w bytes.Buffer
		if err := Write(&w, d, Options{}); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(w.Len()))
	}
}
