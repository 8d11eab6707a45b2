package markdown

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	nethtml "golang.org/x/net/html"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
)

func written(t testing.TB, d *bitext.Document, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriteMatchesGolden(t *testing.T) {
	for _, c := range []struct {
		name string
		doc  *bitext.Document
		o    Options
	}{
		{"article.md", editiontest.Article(), Options{}}, {"kinds.md", editiontest.Kinds(), Options{}},
		{"kinds-target.md", editiontest.Kinds(), Options{TargetOnly: true}},
	} {
		got := written(t, c.doc, c.o)
		editiontest.CheckGolden(t, c.name, got)
	}
}

// formatted lists the characters of t, each with its formats and address, as a reader sees them:
// blanks are one and have no format, and so has what is no link.
func formatted(t bitext.Text) []string {
	var out []string
	var open []bitext.Code
	put := func(s string) {
		var formats []string
		for _, c := range open {
			address, ok := edition.SafeLink(c.Data)
			name := string(c.Type)
			if c.Type == bitext.Link {
				if name = ""; ok {
					name = "link " + address
				}
			}
			if name != "" && !slices.Contains(formats, name) {
				formats = append(formats, name)
			}
		}
		slices.Sort(formats)
		for _, r := range s {
			if strings.ContainsRune(" \t\n\r", r) {
				if n := len(out); n > 0 && out[n-1] != " " && out[n-1] != "<br>" {
					out = append(out, " ")
				}
				continue
			}
			out = append(out, string(r)+strings.Join(formats, ","))
		}
	}
	for _, r := range t {
		switch {
		case r.Kind == bitext.Open:
			open = append(open, r.Code)
		case r.Kind == bitext.Close:
			open = slices.DeleteFunc(slices.Clone(open), func(c bitext.Code) bool { return c.ID == r.Code.ID })
		case r.Kind == bitext.Chars:
			put(r.Chars)
		case r.Code.Type == bitext.Break:
			if n := len(out); n > 0 && out[n-1] == " " {
				out = out[:n-1]
			}
			out = append(out, "<br>")
		}
	}
	for len(out) > 0 && (out[len(out)-1] == " " || out[len(out)-1] == "<br>") {
		out = out[:len(out)-1]
	}
	for len(out) > 0 && out[0] == "<br>" {
		out = out[1:]
	}
	return out
}

// rendered reads the characters of a page of HTML in the same way.
func rendered(t testing.TB, page string) []string {
	t.Helper()
	types := map[string]bitext.CodeType{"strong": bitext.Bold, "em": bitext.Italic, "del": bitext.Strike, "u": bitext.Underline,
		"sup": bitext.Superscript, "sub": bitext.Subscript, "code": bitext.Monospace, "a": bitext.Link}
	var text bitext.Text
	ids := 0
	var walk func(n *nethtml.Node)
	walk = func(n *nethtml.Node) {
		if n.Type == nethtml.TextNode {
			text = append(text, bitext.Run{Chars: n.Data})
		}
		if n.Type == nethtml.ElementNode && n.Data == "br" {
			text = append(text, bitext.Run{Kind: bitext.Lone, Code: bitext.Code{Type: bitext.Break}})
		}
		c := bitext.Code{Type: types[n.Data]}
		if n.Type == nethtml.ElementNode && c.Type != "" {
			ids++
			c.ID = fmt.Sprint(ids)
			for _, a := range n.Attr {
				if a.Key == "href" {
					c.Data = a.Val
				}
			}
			text = append(text, bitext.Run{Kind: bitext.Open, Code: c})
		} else if n.Type == nethtml.ElementNode && !strings.Contains(" html head body p br ", " "+n.Data+" ") {
			t.Errorf("the page has an element %s", n.Data)
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child)
		}
		if c.ID != "" {
			text = append(text, bitext.Run{Kind: bitext.Close, Code: c})
		}
	}
	root, err := nethtml.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	walk(root)
	return formatted(text)
}

func render(t testing.TB, s string) string {
	t.Helper()
	var b bytes.Buffer
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))
	if err := md.Convert([]byte(s), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestHostileTextsAreTexts writes texts of what Markdown reads otherwise, by hand and at random, with
// formats anywhere. What goldmark makes of them, and what Read does, has the same characters with the
// same formats.
func TestHostileTextsAreTexts(t *testing.T) {
	var texts []bitext.Text
	for _, s := range []string{"# a", "#", "a #", "- a", "+ a", "* a", "1. a", "12) a", "> a", "    a", "\ta", "a\n\nb", "---", "===", "***", "~~~",
		"```", "`a`", "**a**", "_a_", "~~a~~", "[a](b)", "![a](b)", "[a]: b", "[^1]", "[^1]: a", "<b>a</b>", "<script>alert(1)</script>", "<!-- a -->",
		"&amp; &eacute; &#65;", `\*`, `\\`, `a\`, "| a | b |", ": a", "$x$", "{{< x >}}", "{% x %}", "{: .x}", "a  ", "!", "- [ ] a", "<div>", "<https://x.example>",
		"a*b*c", "«\u00A0a\u00A0»", "\u200Fab", "+1 = 2", "=A1", "2024. Une année", "a&", "C#", "# #"} {
		texts = append(texts, bitext.Plain(s))
	}
	types := []bitext.CodeType{bitext.Bold, bitext.Italic, bitext.Strike, bitext.Underline, bitext.Superscript, bitext.Subscript, bitext.Monospace, bitext.Link}
	alphabet := []rune("aب1 .*_~`[]()<>&\\#!-+:|${%é«“\"'=/")
	r := rand.New(rand.NewPCG(1, 2))
	for range 4000 {
		var text bitext.Text
		var open []bitext.Code
		for n := range 2 + r.IntN(9) {
			switch k := r.IntN(6); {
			case k == 0 && len(open) < 3:
				c := bitext.Code{ID: fmt.Sprint(n), Type: types[r.IntN(len(types))]}
				if c.Type == bitext.Link {
					c.Data = []string{"https://x.example/?a=1&copy;=2", "javascript:alert(1)", "https://x.example/a*b_c`(d)"}[r.IntN(3)]
				}
				if !slices.ContainsFunc(open, func(o bitext.Code) bool { return o.Type == c.Type }) {
					open = append(open, c)
					text = append(text, bitext.Run{Kind: bitext.Open, Code: c})
				}
			case k == 1 && len(open) > 0:
				text = append(text, bitext.Run{Kind: bitext.Close, Code: open[len(open)-1]})
				open = open[:len(open)-1]
			case k == 2 && n > 0 && r.IntN(3) == 0:
				text = append(text, bitext.Run{Kind: bitext.Lone, Code: bitext.Code{ID: fmt.Sprint(n), Type: bitext.Break}})
			default:
				var s []rune
				for range 1 + r.IntN(5) {
					s = append(s, alphabet[r.IntN(len(alphabet))])
				}
				text = append(text, bitext.Run{Chars: string(s)})
			}
		}
		for len(open) > 0 {
			text = append(text, bitext.Run{Kind: bitext.Close, Code: open[len(open)-1]})
			open = open[:len(open)-1]
		}
		texts = append(texts, text)
	}
	failed := 0
	for _, text := range texts {
		if text.Empty() {
			continue
		}
		want, md := formatted(text), write(text)
		if d := cmp.Diff(want, rendered(t, render(t, md))); d != "" {
			t.Errorf("%s\nis rendered from %q as %s\n%s", text.Markup(), md, render(t, md), d)
			failed++
		}
		back, err := Read(strings.NewReader(md))
		if err != nil {
			t.Errorf("%q: %v", md, err)
			failed++
			continue
		}
		if d := cmp.Diff(want, formatted(back.Blocks[0].Source())); d != "" || len(back.Blocks) != 1 {
			t.Errorf("%s\nis read from %q as %s\n%s", text.Markup(), md, editiontest.ShownText(back.Blocks[0].Source()), d)
			failed++
		}
		if failed > 5 {
			t.FailNow()
		}
	}
}

// TestEditionReadsBack writes the bilingual edition and reads it: each block comes twice, source and
// target, with all that was formatted in them.
func TestEditionReadsBack(t *testing.T) {
	for name, d := range map[string]*bitext.Document{"article": editiontest.Article(), "kinds": editiontest.Kinds()} {
		for i := range d.Blocks { // comments come between blocks
			for j := range d.Blocks[i].Segments {
				d.Blocks[i].Segments[j].Notes = nil
			}
		}
		back, err := Read(strings.NewReader(written(t, d, Options{})))
		if err != nil {
			t.Fatal(err)
		}
		front, text := edition.Arrange(d)
		e := writer{d: d}
		at := 0
		for _, b := range append(front, text...) {
			for side, want := range []bitext.Text{b.Source(), e.target(b.Block)} {
				got := back.Blocks[at]
				if diff := cmp.Diff(formatted(want), withoutMarks(formatted(got.Source()))); diff != "" {
					t.Errorf("%s, block %d, side %d: %s", name, at, side, diff)
				}
				kinds := map[bitext.BlockKind]bitext.BlockKind{bitext.Headline: bitext.Headline, bitext.Heading: bitext.Heading, bitext.Quote: bitext.Quote, bitext.ListItem: bitext.ListItem}
				kind := kinds[b.Kind]
				if kind == "" {
					kind = bitext.Paragraph
				}
				if b.Kind == bitext.Headline && side == 1 {
					kind = bitext.Heading // there is one headline
				}
				if got.Kind != kind {
					t.Errorf("%s, block %d is a %s, want a %s", name, at, got.Kind, kind)
				}
				at++
			}
		}
	}
}

// withoutMarks leaves out note marks, which come back as text that is raised.
func withoutMarks(chars []string) []string {
	return slices.DeleteFunc(chars, func(c string) bool { return c == "*sup" })
}

func TestLanguagesAndDirectionsAreMarked(t *testing.T) {
	page := render(t, written(t, editiontest.Article(), Options{}))
	for _, want := range []string{"<div lang=\"ar-MA\" dir=\"rtl\">\n<h1>الرباط", "<div lang=\"fr-MA\" dir=\"ltr\">\n<h1>Rabat", "</h1>\n</div>",
		"<li>Traduction\u00a0: Salma Bennani</li>", "<li>الترجمة: \u2068Salma Bennani\u2069</li>"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in %.3000s", want, page)
		}
	}
}
