package hypertext

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"truchement/workflow/bitext"
)

// TestSyntaxOfHTMLAndXHTML writes what the two write in different ways, and what neither may.
func TestSyntaxOfHTMLAndXHTML(t *testing.T) {
	link := bitext.Code{ID: "1", Type: bitext.Link, Data: "https://example.org/?a=1&b=2"}
	inner := bitext.Code{ID: "2", Type: bitext.Link, Data: "https://example.org/inner"}
	picture := bitext.Code{ID: "3", Type: bitext.Image, Equiv: "a \"dot\"", Data: "data:image/gif;base64,AAAA"}
	brk := bitext.Code{ID: "4", Type: bitext.Break}
	bold := bitext.Code{ID: "5", Type: bitext.Bold}
	open := func(c bitext.Code) bitext.Run { return bitext.Run{Kind: bitext.Open, Code: c} }
	end := func(c bitext.Code) bitext.Run { return bitext.Run{Kind: bitext.Close, Code: c} }
	lone := func(c bitext.Code) bitext.Run { return bitext.Run{Kind: bitext.Lone, Code: c} }
	inFile := Syntax{XML: true, Picture: func(string) string { return "picture.gif" }}
	notInFile := Syntax{XML: true, Picture: func(string) string { return "" }}
	for _, c := range []struct {
		name   string
		syntax Syntax
		text   bitext.Text
		want   string
	}{
		{"a link of a page", Syntax{}, bitext.Text{open(link), {Chars: "a"}, end(link)},
			`<a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer">a</a>`},
		{"a link of a book", inFile, bitext.Text{open(link), {Chars: "a"}, end(link)},
			`<a href="https://example.org/?a=1&amp;b=2">a</a>`},
		{"a link in a link", inFile, bitext.Text{open(link), {Chars: "a"}, open(inner), {Chars: "b"}, end(inner), end(link)},
			`<a href="https://example.org/?a=1&amp;b=2">ab</a>`},
		{"a link of nothing", inFile, bitext.Text{open(link), {Chars: " "}, end(link)}, " "},
		{"a break", Syntax{}, bitext.Text{lone(brk)}, "<br>"},
		{"a break of a book", inFile, bitext.Text{lone(brk)}, "<br/>"},
		{"a picture", Syntax{}, bitext.Text{lone(picture)}, `<img src="data:image/gif;base64,AAAA" alt="a &#34;dot&#34;">`},
		{"a picture of a book", inFile, bitext.Text{lone(picture)}, `<img src="picture.gif" alt="a &#34;dot&#34;"/>`},
		{"a picture that the book does not take", notInFile, bitext.Text{lone(picture)},
			`<span class="image" dir="auto">a &#34;dot&#34;</span>`},
		{"what XML has no character for", inFile, bitext.Text{{Chars: "a\x01\uFFFE\tb<&"}}, "a\tb&lt;&amp;"},
		{"torn codes", inFile, bitext.Text{end(bold), open(bold), open(link), {Chars: "a"}, end(bold), {Chars: "b"}},
			`<strong><a href="https://example.org/?a=1&amp;b=2">a</a></strong>b`},
	} {
		var b strings.Builder
		c.syntax.Write(&b, c.text)
		if b.String() != c.want {
			t.Errorf("%s: got %s, want %s", c.name, b.String(), c.want)
		}
		if c.syntax.XML {
			d := xml.NewDecoder(strings.NewReader("<p>" + b.String() + "</p>"))
			for {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Errorf("%s: %v", c.name, err)
					break
				}
			}
		}
	}
}

func TestAttrsNameLanguageAndDirection(t *testing.T) {
	if got, want := (Syntax{}).Attrs("ar-MA"), ` lang="ar-MA" dir="rtl"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := (Syntax{XML: true}).Attrs(`fr"`), ` xml:lang="fr&#34;" lang="fr&#34;" dir="ltr"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
