package html

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/text/encoding/charmap"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

func TestReadWholePage(t *testing.T) {
	data, err := os.ReadFile("testdata/read/page.html")
	if err != nil {
		t.Fatal(err)
	}
	d, err := Read(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"headline: الرباط وباريس تعززان شراكتهما",
		"deck: اجتماع في مجالي <italic>الأمن</italic> والهجرة.",
		"byline: محمد الحبيب هويدي – AFP",
		"caption: لفتيت وروتايو، <italic>الإثنين</italic>",
		"paragraph: شهدت العاصمة <bold>الرباط</bold>\u200F، اليوم الإثنين، " +
			"<linkhttps://news.example/ar/2024/visite?a=1&b=2>زيارة</link> جديدة." +
			"<break/>سطر ثان<note 1/>",
		"quote: «شراكة واقعية»",
		"quote: قال الوزير.",
		"heading2: الهجرة",
		"listitem: أولا",
		"listitem: ثانيا",
		"listitem: فرع",
		"caption: أرقام",
		"paragraph: سنة",
		"paragraph: 2024",
		"paragraph: اقرأ أيضا",
	}
	if diff := cmp.Diff(want, editiontest.Shown(d)); diff != "" {
		t.Error(diff)
	}
	if d.Title != "الرباط وباريس تعززان "+
		"شراكتهما" || d.SourceLang != "ar-MA" || d.Encoding != "utf-8" {
		t.Errorf("title %q, language %q, encoding %q", d.Title, d.SourceLang, d.Encoding)
	}
}

func TestRead(t *testing.T) {
	long := strings.Repeat("mot ", 80)
	tests := []struct {
		name, in string
		want     []string
	}{
		{"a pasted piece", "Un <b>mot</b>", []string{"paragraph: Un <bold>mot</bold>"}},
		{"text between blocks", "a<p>b</p>c<div>d<p>e</div>f", []string{
			"paragraph: a", "paragraph: b", "paragraph: c", "paragraph: d", "paragraph: e",
			"paragraph: f"}},
		{"white space", "<p> a\n\t b <b> c </b> d&nbsp;: e </p>",
			[]string{"paragraph: a b <bold>c</bold> d\u00A0: e"}},
		{"every format", "<p><b>b</b><strong>b</strong><em>i</em><u>u</u><del>s</del><sup>p</sup>" +
			"<sub>d</sub><kbd>k</kbd><mark>m</mark></p>",
			[]string{"paragraph: <bold>bb</bold><italic>i</italic><underline>u</underline>" +
				"<strike>s</strike><sup>p</sup><sub>d</sub><code>k</code>m"}},
		{"style instead of tags", `<p><span style="font-weight:700; FONT-STYLE: italic">a</span>` +
			`<b style="font-weight:normal">b</b></p>`,
			[]string{"paragraph: <bold><italic>a</italic></bold>b"}},
		{"links", `<a href="https://x.example/">a</a> <a href="mailto:a@x.example">b</a> ` +
			`<a href="ftp://x.example">c</a> <a href="/d">d</a> <a href="data:text/html,e">e</a> ` +
			`<a href=" JavaScript:alert(1)">f</a> <a href="https:///g">g</a>`,
			[]string{"paragraph: <linkhttps://x.example/>a</link> " +
				"<linkmailto:a@x.example>b</link> c d e f g"}},
		{"links and pictures with scripts", `<a href="javascript://x.example/%0Aalert(1)">a</a> ` +
			`<img src="javascript://x.example/%0Aalert(1)" alt="b"> ` +
			`<img src="mailto:a@x.example" alt="c">`,
			[]string{"paragraph: a <image b/> <image c/>"}},
		{"a break, two breaks", "a<br>b<br><br>c<br> \n<br/>d<br>",
			[]string{"paragraph: a<break/>b", "paragraph: c", "paragraph: d"}},
		{"bold across paragraphs", "<b>a<br><br>b</b>",
			[]string{"paragraph: <bold>a</bold>", "paragraph: <bold>b</bold>"}},
		{"pre", "<pre>\na  b\n c</pre>", []string{"paragraph: a  b<break/>c"}},
		{"picture in text", `<p>a <img src="https://x.example/i.png" alt="b">` +
			`<img src="data:image/png;base64,AA"></p>`,
			[]string{"paragraph: a <image https://x.example/i.pngb/>"}},
		{"picture alone", `<p><img alt="b"></p><p>c</p>`, []string{"paragraph: c"}},
		{"quotation", `<p lang="fr">Un <q>mot</q></p><p lang="ar"><q>كلمة</q></p><p><q>c</q></p>`,
			[]string{"paragraph: Un «\u00A0mot\u00A0»", "paragraph: «كلمة»", "paragraph: “c”"}},
		{"headings", "<h2>a</h2><h1>b</h1><h1>c</h1><h6>d</h6>",
			[]string{"heading2: a", "headline: b", "heading1: c", "heading6: d"}},
		{"an empty first heading", "<h1><img src=logo.png></h1><h1>b</h1>", []string{
			"headline: b"}},
		{"author", `<p>Par <a rel="author" href="https://x.example/m">Mona</a></p>` +
			`<div class="Author bio">` + long + `</div>`,
			[]string{"byline: Par <linkhttps://x.example/m>Mona</link>",
				"paragraph: " + strings.TrimSpace(long)}},
		{"headline above the article", "<h1>a</h1><nav>n</nav><article><p>" + long +
			"</p></article>",
			[]string{"headline: a", "paragraph: " + strings.TrimSpace(long)}},
		{"teasers", "<article>a a a</article><article>b b b</article>",
			[]string{"paragraph: a a a", "paragraph: b b b"}},
		{"a short article in a long page", "<p>" + long + "</p><article>a</article>",
			[]string{"paragraph: " + strings.TrimSpace(long), "paragraph: a"}},
		{"the page in a form", "<form><p>a</p><input value=b></form>", []string{"paragraph: a"}},
		{"not shown", "<script>a</script><style>b</style><template>c</template><svg><text>" +
			"d</text>" +
			"</svg><noscript>e</noscript><iframe>f</iframe><!-- g --><textarea>h</textarea><p>i",
			[]string{"paragraph: i"}},
		{"from Word", `<p class=MsoNormal><span lang=FR>a<o:p></o:p></span></p><xml><w:a>` +
			`b</w:a></xml>`,
			[]string{"paragraph: a"}},
		{"markup in text", "<p>a &lt;script&gt; &amp;amp; b</p>", []string{
			"paragraph: a <script> &amp; b"}},
		{"overlapping tags", "<p><b>a<i>b</b>c</i></p>",
			[]string{"paragraph: <bold>a<italic>b</italic></bold><italic>c</italic>"}},
		{"characters that XML forbids", "<p>a&#0;&#1;b\x0c</p>", []string{"paragraph: a\uFFFDb"}},
		{"soft hyphen and marks", "<p>a&shy;b&lrm;&zwnj;c<wbr>d</p>",
			[]string{"paragraph: a\u00ADb\u200E\u200Ccd"}},
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

func TestReadTitleAndLanguage(t *testing.T) {
	tests := []struct{ name, in, title, lang string }{
		{"none", "<p>a", "", ""},
		{"title alone", "<title> Un \n titre </title><p>a", "Un titre", ""},
		{"headline alone", "<h1>Un <b>titre</b></h1>", "Un titre", ""},
		{"headline in the title", "<title>Un titre - Le Journal</title><h1>Un titre</h1>",
			"Un titre", ""},
		{"another title", "<title>Autre</title><h1>Un titre</h1>", "Autre", ""},
		{"a title with an override", "<title>a\u202Eb</title><p>a", "ab", ""},
		{"language", "<html lang=fr-CA><p>a", "", "fr-CA"},
		{"xml:lang", "<html xml:lang='ar'><p>a", "", "ar"},
		{"language of the article", "<html lang=en><main lang=ar>a a a</main>", "", "ar"},
		{"no language tag", "<html lang='arabic (morocco)'><p>a", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Read(strings.NewReader(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if d.Title != tt.title || d.SourceLang != tt.lang {
				t.Errorf("title %q, language %q; want %q, %q", d.Title, d.SourceLang, tt.title,
					tt.lang)
			}
		})
	}
}

func TestReadEncodings(t *testing.T) {
	const want = "paragraph: غادر الوزير الرباط"
	encode := func(page *charmap.Charmap, s string) string {
		out, err := page.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	body := "<p>غادر الوزير الرباط"
	tests := []struct{ name, in, want string }{
		{"utf-8", body, "utf-8"},
		{"declared", "<meta charset=windows-1256>" + encode(charmap.Windows1256, body),
			"windows-1256"},
		{"declared the old way", `<meta http-equiv="Content-Type" content="text/html; charset=` +
			`iso-8859-6">` + encode(charmap.ISO8859_6, body), "iso-8859-6"},
		{"undeclared", encode(charmap.Windows1256, body), "windows-1256"},
		{"declared wrongly", "<meta charset=utf-8>" + encode(charmap.Windows1256, body),
			"windows-1256"},
		{"declared wrongly the other way", "<meta charset=iso-8859-1>" + body, "utf-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Read(strings.NewReader(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if got := editiontest.Shown(d); d.Encoding != tt.want || len(got) != 1 || got[0] != want {
				t.Errorf("got %q in %s; want %s", got, d.Encoding, tt.want)
			}
		})
	}
}

// TestDeclaredEncodingDecides reads bytes that would be taken for another encoding without the
// declaration.
func TestDeclaredEncodingDecides(t *testing.T) {
	tests := []struct{ name, in, want, encoding string }{
		{"html 5", "<meta charset='koi8-r'><p>\xD7\xD3\xC5", "все", "koi8-r"},
		{"html 4", "<META HTTP-EQUIV=content-type CONTENT='text/html; charset=\"KOI8-R\"; x'>" +
			"<p>\xD7\xD3\xC5", "все", "koi8-r"},
		{"latin 1", "<meta charset=ISO-8859-1><p>\x84Gr\xF6\xDFe", "„Größe", "windows-1252"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Read(strings.NewReader(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if got := d.Blocks[0].Source().String(); got != tt.want || d.Encoding != tt.encoding {
				t.Errorf("got %q in %s; want %q in %s", got, d.Encoding, tt.want, tt.encoding)
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
		{"no text", "<p><img alt=a><script>b</script>", limit.Empty},
		{"a PDF", "%PDF-1.7", limit.NotText},
		{"deep", strings.Repeat("<div>", 600) + "a", limit.TooDeep},
		{"less deep", strings.Repeat("<div>", limit.Depth+1) + "a", limit.TooDeep},
		{"a million tags", strings.Repeat("<i>", 1_000_000), limit.TooMany},
		{"much text", "<p>" + strings.Repeat("mot ", limit.Article/4+1), limit.TooLarge},
		{"many attributes of a tag", "<p " + attributes(limit.XMLAttrs+1) + ">b", limit.TooMany},
		{"many attributes of all tags", strings.Repeat("<p "+attributes(700)+">b", 900), limit.TooMany},
		{"too large a file", strings.Repeat(" ", limit.Upload+1), limit.TooLarge},
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
	d, err := Read(strings.NewReader("<p>a&#x202E;b"))
	if err != nil || d.Blocks[0].Source().String() != "ab" || len(d.Oddities) != 1 {
		t.Errorf("a bidi override: %+v, %v", d, err)
	}
}

func TestReadOfHostilePagesIsQuick(t *testing.T) {
	n := 20_000
	tests := []struct{ name, in string }{
		{"tiny stretches", "<p>" + strings.Repeat("<b>a</b><i>b</i>", n/2)},
		{"formats never closed", strings.Repeat("<p><font a=1>", n)},
		{"breaks", "a" + strings.Repeat("<br>", n) + "b"},
		{"a tag with many attributes", "<p " + strings.Repeat("a ", n) + ">b"},
		{"many attributes", "<p " + attributes(n) + ">b"},
		{"quotes that do not close", strings.Repeat("<p a='", n) + "b"},
		{"scripts that do not end", strings.Repeat("<script><", n) + "b"},
		{"many teasers", strings.Repeat("<article>a</article>", n)},
		{"many first headings", strings.Repeat("<h1>a</h1>", limit.Blocks)},
		{"tables in tables", strings.Repeat("<table>a", n)},
		{"unclosed comments", strings.Repeat("<!--", n*10)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			_, err := Read(strings.NewReader(tt.in))
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("took %v, %v", took, err)
			} else {
				t.Log(took, err)
			}
		})
	}
}

func attributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d=1 ", i)
	}
	return b.String()
}

// The attributes of a page are counted as its tokenizer finds them.
func TestAttributesAreCounted(t *testing.T) {
	for in, want := range map[string]int{
		"<p>": 0, "<p a>": 1, "<p a b=c d='e f' g=\"h > i\" j = k l/>": 8, // two too many: it may be no fewer
		"<p a='x'b>": 2, "</p a b>": 0, "< p a>": 0,
		"<br/>": 0, "<p\na\tb\rc\fd>": 4, "<p a=b/c d>": 2, "<p a==b c>": 2, "<p a='b": 1,
	} {
		n, _, _ := countAttributes(in)
		z := html.NewTokenizer(strings.NewReader(in))
		z.Next()
		if got := len(z.Token().Attr); n != want || got > n {
			t.Errorf("%q: counted %d, the tokenizer has %d; want %d", in, n, got, want)
		}
	}
	many := strings.Repeat("a ", limit.XMLAttrs+1)
	for _, in := range []string{"<script>if (a <b " + many + ")</script><p>x", "<!-- <p " + many + "> --><p>x",
		"<title>a <b " + many + "</TITLE><p>x", "<p>a < b " + many + "x"} {
		if err := checkAttributes(in); err != nil {
			t.Errorf("%.30q: %v", in, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	page, err := os.ReadFile("testdata/read/page.html")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(page)
	f.Add([]byte("<p><b>a<i>b</b>c</i><br><br><a href=https://x.example>d"))
	f.Add([]byte("<table><tr><td>a<p>b</table><meta charset=windows-1256>\xE3"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Read(strings.NewReader(string(data)))
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
	seen := map[string]bool{}
	for _, r := range text {
		if clean, err := lang.Clean(r.Chars); err != nil || clean != r.Chars {
			t.Errorf("not clean: %q, %v", r.Chars, err)
		}
		if r.Kind == bitext.Open || r.Kind == bitext.Lone {
			if seen[r.Code.ID] {
				t.Errorf("id %s twice: %s", r.Code.ID, editiontest.ShownText(text))
			}
			seen[r.Code.ID] = true
		}
		if r.Code.Type == bitext.Link && !strings.HasPrefix(r.Code.Data, "http") &&
			!strings.HasPrefix(r.Code.Data, "mailto:") {
			t.Errorf("link to %q", r.Code.Data)
		}
	}
}
