package markdown

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

func TestRead(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"a paragraph", "Un\nmot  et\tdeux.\n\nDeux.", []string{"paragraph: Un mot et deux.",
			"paragraph: Deux."}},
		{"headings", "# a\n\nb\n---\n\n# c\n\n###### d", []string{"headline: a", "heading2: b",
			"heading1: c", "heading6: d"}},
		{"emphasis", "*a* **b** ***c*** ~~d~~ `e *f*` __g__",
			[]string{"paragraph: <italic>a</italic> <bold>b <italic>c</italic></bold> " +
				"<strike>d</strike> <code>e *f*</code> <bold>g</bold>"}},
		{"Arabic", "غادر **الوزير** الرباط\u200F.", []string{
			"paragraph: غادر <bold>الوزير</bold> الرباط\u200F."}},
		{"links", "[a](https://x.example/?b=é 'c') [d][e] <https://y.example> <m@x.example> " +
			"[f](javascript:g) [h](/i)\n\n[e]: mailto:m@x.example",
			[]string{"paragraph: <linkhttps://x.example/?b=%C3%A9>a</link> " +
				"<linkmailto:m@x.example>d</link> " +
				"<linkhttps://y.example>https://y.example</link> <linkmailto:m@x.example>" +
				"m@x.example</link> f h"}},
		{"bold in a link", "[a **b**](https://x.example/)", []string{
			"paragraph: <linkhttps://x.example/>a <bold>b</bold></link>"}},
		{"breaks", "a  \nb\\\nc\nd<br>e", []string{"paragraph: a<break/>b<break/>c d<break/>e"}},
		{"pictures", "a ![b *c*](https://x.example/i.png) d\n\n![e](f.png)", []string{
			"paragraph: a <image https://x.example/i.pngb c/> d"}},
		{"pictures with scripts", "a ![b](javascript://x.example/%0Aalert(1)) ![c](data:image/svg+xml,d)",
			[]string{"paragraph: a <image b/> <image c/>"}},
		{"escapes", `a \* \& &amp; &eacute; \&amp; &#x41; <b`, []string{
			"paragraph: a * & & é &amp; A <b"}},
		{"lists", "- a\n- b\n\n  c\n  1. d\n\n* * *\n\n- [ ] e",
			[]string{"listitem: a", "listitem: b", "listitem: c", "listitem: d",
				"listitem: [ ] e"}},
		{"quotes", "> a\n> > b\n>\n> - c\n\nd", []string{"quote: a", "quote: b", "listitem: c",
			"paragraph: d"}},
		{"code", "```go\na\n b\n```\n\n    c\n", []string{"paragraph: <code>a<break/>b</code>",
			"paragraph: <code>c</code>"}},
		{"a table", "| a | **b** |\n|---|---|\n| c | d |", []string{"paragraph: a",
			"paragraph: <bold>b</bold>", "paragraph: c", "paragraph: d"}},
		{"footnotes", "a[^x].\n\n[^x]: b *c*\n\nd", []string{"paragraph: a<note 1/>.",
			"paragraph: d", "paragraph: <note 1/> b <italic>c</italic>"}},
		{"tags in text", "H<sub>2</sub>O <u>a *b*</u> <span onclick='x'>c</span> <img src=x " +
			"onerror=y>d</b>",
			[]string{"paragraph: H<sub>2</sub>O <underline>a <italic>b</italic></underline> c d"}},
		{"a tag never closed", "<b>a\n\nb", []string{"paragraph: <bold>a</bold>", "paragraph: b"}},
		{"blocks of HTML", "<div align=center>\n<b>a</b> b<br>c\n</div>\n\n<script>" +
			"\nd\n</script>\n\n<!-- e -->\n\nf",
			[]string{"paragraph: a b", "paragraph: c", "paragraph: f"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Read(strings.NewReader(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, editiontest.Shown(d)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFrontMatterGivesTitleAndLanguage(t *testing.T) {
	tests := []struct{ name, in, title, lang, first string }{
		{"none", "# a *b*\n\nc", "a b", "", "a b"},
		{"yaml", "---\ntitle: \"L'« été »: \\\"un\\\"\"\nlang: ar-MA\nauthor: Mona\ntags:\n  " +
			"- x\n---\na", `L'« été »: "un"`, "ar-MA", "a"},
		{"single quotes", "---\ntitle: 'l''été'\nlang: fr_FR\n---\na", "l'été", "fr-FR", "a"},
		{"toml", "+++\ntitle = \"b\"\n+++\n\n# a", "b", "", "a"},
		{"no language tag", "---\nlang: in French\n---\na", "", "", "a"},
		{"windows line ends", "---\r\ntitle: b\r\n---\r\na", "b", "", "a"},
		{"a rule", "---\n\na\n\n---\n\nb", "", "", "a"},
		{"never closed", "---\ntitle: b", "", "", "title: b"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Read(strings.NewReader(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			first := d.Blocks[0].Source().String()
			if d.Title != tt.title || d.SourceLang != tt.lang || first != tt.first {
				t.Errorf("got %q, %q, %q; want %q, %q, %q", d.Title, d.SourceLang, first,
					tt.title, tt.lang, tt.first)
			}
		})
	}
}

func TestReadRefusesWhatExceedsLimits(t *testing.T) {
	tests := []struct {
		name, in string
		want     limit.Kind
	}{
		{"nothing", "", limit.Empty},
		{"no text", "---\ntitle: a\n---\n![b](c.png)\n\n* * *\n", limit.Empty},
		{"a PDF", "%PDF-1.7", limit.NotText},
		{"deep quotes", strings.Repeat(">", 100_000) + "a", limit.TooDeep},
		{"deep lists", strings.Repeat("- ", 1000) + "a", limit.TooDeep},
		{"deep emphasis", strings.Repeat("*a **b ", 1000) + strings.Repeat("c** d*", 1000),
			limit.TooDeep},
		{"large", strings.Repeat("mot ", limit.Article/4+1), limit.TooLarge},
		{"large with little text", "a" + strings.Repeat(" ", limit.Article), limit.TooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read(strings.NewReader(tt.in))
			var e *limit.Error
			if !errors.As(err, &e) || e.Kind != tt.want {
				t.Errorf("got %v; want kind %s", err, tt.want)
			}
		})
	}
	for _, in := range []string{"a\u202Eb", "a&#x202E;b"} {
		d, err := Read(strings.NewReader(in))
		if err != nil || d.Blocks[0].Source().String() != "ab" || len(d.Oddities) != 1 {
			t.Errorf("a bidi override in %q: %+v, %v", in, d, err)
		}
	}
}

func TestReadOfHostileTextsIsQuick(t *testing.T) {
	for _, s := range []string{
		"[", "![", "*a_", "`a``", "<!--", "[a](", "[a]: b\n", "- a\n", "> a\n", "|a", "[^a]",
		"a  \n", "_a __b ",
	} {
		for _, n := range []int{5_000, limit.Blocks} {
			t.Run(fmt.Sprint(s, n), func(t *testing.T) {
				start := time.Now()
				_, err := Read(strings.NewReader(strings.Repeat(s, n)))
				if took := time.Since(start); took > 10*time.Second {
					t.Errorf("took %v, %v", took, err)
				} else {
					t.Log(took, err)
				}
			})
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("---\ntitle: a\n---\n# b\n\n> *c* **d** [e](https://x.example)\n\n- f\n  1. g\n")
	f.Add("| a | b |\n|---|---|\n| `c` | ~~d~~ |\n\n<div>e</div>\n\nf[^1]\n\n[^1]: g\n")
	f.Add("H<sub>2</sub>O\\\n![a](https://x.example/i.png) &eacute;")
	f.Fuzz(func(t *testing.T, in string) {
		d, err := Read(strings.NewReader(in))
		if err != nil {
			return
		}
		for _, b := range d.Blocks {
			checkText(t, b.Source())
		}
	})
}

// checkText checks what is true of every text that a reader makes.
func checkText(t *testing.T, text bitext.Text) {
	t.Helper()
	if !text.Nested() || text.Empty() {
		t.Errorf("torn or empty: %s", editiontest.ShownText(text))
	}
	for _, r := range text {
		if clean, err := lang.Clean(r.Chars); err != nil || clean != r.Chars {
			t.Errorf("not clean: %q, %v", r.Chars, err)
		}
		if r.Code.Type == bitext.Link && !strings.HasPrefix(r.Code.Data, "http") &&
			!strings.HasPrefix(r.Code.Data, "mailto:") {
			t.Errorf("link to %q", r.Code.Data)
		}
	}
}
