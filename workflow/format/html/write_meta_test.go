package html

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
)

// corrected is the article as a server publishes it, corrected two days later.
func corrected() *bitext.Document {
	d := editiontest.Article()
	zone := time.FixedZone("+01", 3600)
	d.Address = "https://desk.example.org/editions/rabat?a=1&b=2"
	d.Date, d.Updated = d.Date.In(zone), time.Date(2025, 4, 16, 9, 0, 0, 0, zone)
	return d
}

// rule is what a property of an article must be.
type rule struct {
	property string
	wanted   bool // it must be there
	sound    func(v any) bool
}

// newsArticleRules are the properties of Article that Google reads, with its rules for them: none is
// required, those that are wanted here are all that it recommends but pictures, which an article may
// lack, and the pages of authors, of which the desk has none.
// https://developers.google.com/search/docs/appearance/structured-data/article (read in November 2026),
// the limit of the headline as it was published there until 2022.
func newsArticleRules() []rule {
	text := func(v any) bool { s, ok := v.(string); return ok && strings.TrimSpace(s) != "" }
	instant := func(v any) bool {
		s, _ := v.(string)
		_, err := time.Parse(time.RFC3339, s)
		return err == nil // ISO 8601, with the zone
	}
	address := func(v any) bool {
		s, _ := v.(string)
		u, err := url.Parse(s)
		return err == nil && u.IsAbs() && strings.HasPrefix(u.Scheme, "http")
	}
	// A name is one person's and nothing else: no title, no "by", no publisher, no second name.
	people := func(v any) bool {
		list, ok := v.([]any)
		for _, p := range list {
			m, _ := p.(map[string]any)
			name, _ := m["name"].(string)
			ok = ok && m["@type"] == "Person" && name != "" && !strings.ContainsAny(name, ",،;") &&
				!by.MatchString(name)
		}
		return ok && len(list) > 0
	}
	return []rule{
		{"@type", true, func(v any) bool { return v == "NewsArticle" }},
		{"headline", true, func(v any) bool { s, _ := v.(string); return text(v) && utf8.RuneCountInString(s) <= 110 }},
		{"author", true, people},
		{"datePublished", true, instant},
		{"dateModified", true, instant},
		{"image", false, func(v any) bool {
			list, ok := v.([]any)
			for _, one := range list {
				ok = ok && address(one)
			}
			return ok
		}},
		// And of schema.org, for editions in two languages.
		{"inLanguage", true, text},
		{"publisher", true, func(v any) bool {
			m, ok := v.(map[string]any)
			return ok && m["@type"] == "Organization" && text(m["name"])
		}},
		{"url", true, address},
		{"description", true, text},
		{"editor", false, people},
		{"translator", false, people},
	}
}

// structured reads the JSON-LD of a page.
func structured(t *testing.T, page []byte) map[string]any {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var found map[string]any
	for n := range root.Descendants() {
		if n.DataAtom == atom.Script {
			if found != nil || json.Unmarshal([]byte(n.FirstChild.Data), &found) != nil {
				t.Fatalf("not one block of JSON: %s", n.FirstChild.Data)
			}
		}
	}
	return found
}

func TestStructuredDataKeepsTheRulesOfGoogle(t *testing.T) {
	for _, o := range []Options{{}, {TargetOnly: true}, {Lang: "ar", Reading: &Reading{}}} {
		target := structured(t, write(t, corrected(), o))
		source, _ := target["translationOfWork"].(map[string]any)
		for what, a := range map[string]map[string]any{"target": target, "source": source} {
			for _, r := range newsArticleRules() {
				v, there := a[r.property]
				if r.wanted && !there || there && !r.sound(v) {
					t.Errorf("%s of the %s is %v", r.property, what, v)
				}
			}
		}
		if target["@context"] != "https://schema.org" || target["inLanguage"] != "fr-MA" || source["inLanguage"] != "ar-MA" {
			t.Errorf("%v", target)
		}
		back, _ := source["workTranslation"].([]any)
		if len(back) != 1 || back[0].(map[string]any)["@id"] != target["@id"] || target["@id"] == source["@id"] {
			t.Errorf("the source names %v as its translation, which is %v", back, target["@id"])
		}
		if target["dateModified"] != "2025-04-16T09:00:00+01:00" || target["datePublished"] != "2025-04-14T19:30:00+01:00" {
			t.Errorf("published %v, modified %v", target["datePublished"], target["dateModified"])
		}
	}
}

func TestAuthorIsTheNameInTheByline(t *testing.T) {
	for byline, want := range map[string]string{
		"Par Mohamed El Habib – correspondant": "Mohamed El Habib", "بقلم: محمد الحبيب، الرباط": "محمد الحبيب",
		"By Jane Doe, Rabat": "Jane Doe", "Rabat, 14 avril 2025": "", "Le 14 avril 2025": "", "": "",
	} {
		d := &bitext.Document{SourceLang: "fr", TargetLang: "ar", Title: "t",
			Blocks: []bitext.Block{bitext.NewBlock(bitext.Byline, bitext.Plain(byline))}}
		source, _ := structured(t, write(t, d, Options{}))["translationOfWork"].(map[string]any)
		got := ""
		if list, ok := source["author"].([]any); ok {
			got, _ = list[0].(map[string]any)["name"].(string)
		}
		if got != want {
			t.Errorf("%q: author %q, want %q", byline, got, want)
		}
	}
}

// TestHeadOfAPage reads the data for search engines and other sites.
func TestHeadOfAPage(t *testing.T) {
	d := corrected()
	const at = `https://desk.example.org/editions/rabat?a=1&amp;b=2"`
	french, arabic := string(write(t, d, Options{})), string(write(t, d, Options{Lang: "ar"}))
	for _, c := range []struct{ page, want string }{
		{french, `<link rel="canonical" href="` + at}, {french, `<link rel="alternate" hreflang="ar-MA" href="` + at},
		{french, `<link rel="alternate" hreflang="fr-MA" href="` + at},
		{french, `<link rel="alternate" hreflang="x-default" href="` + at},
		{french, `<meta name="description" content="Alhoria Net – Maroc`},
		{arabic, `<meta name="description" content="الحرية نت – المغرب`},
		{french, `property="og:locale" content="fr_MA"`}, {arabic, `property="og:locale" content="ar_MA"`},
		{french, `property="og:locale:alternate" content="ar_MA"`}, {french, `property="og:site_name" content="الحرية نت"`},
		{french, `property="og:url" content="` + at}, {french, `property="og:type" content="article"`},
		{french, `property="article:modified_time" content="2025-04-16T09:00:00+01:00"`},
	} {
		if !strings.Contains(c.page, c.want) {
			t.Errorf("the page lacks %q", c.want)
		}
	}
	d.Address = "javascript:alert(1)"
	if bad := string(write(t, d, Options{})); strings.Contains(bad, "javascript") || strings.Contains(bad, "canonical") {
		t.Error("an address that is none is in the page")
	}
	d.Blocks = append(d.Blocks, bitext.NewBlock(bitext.Deck, bitext.Plain("x")))
	if strings.Contains(string(write(t, d, Options{})), `content="x"`) {
		t.Error("a deck below the text describes it")
	}
}

func TestShortenCutsAfterAWord(t *testing.T) {
	for s, want := range map[string]string{"court": "court", "un mot, puis un autre": "un mot, puis…", "abcdefghijklmnopqrst": "abcdefghijklmn…"} {
		if got := shorten(s, 15); got != want {
			t.Errorf("shorten(%q) = %q, want %q", s, got, want)
		}
	}
}

// TestPartsStandOverTheText has the parts of an article in an order that no reader wants, and a second
// article below whose parts stay with it.
func TestPartsStandOverTheText(t *testing.T) {
	d := &bitext.Document{SourceLang: "fr", TargetLang: "ar", Title: "t"}
	for _, kind := range []bitext.BlockKind{bitext.Headline, bitext.Paragraph, bitext.Deck, bitext.Byline,
		bitext.Kicker, bitext.Kicker, bitext.Headline, bitext.Byline} {
		d.Blocks = append(d.Blocks, bitext.NewBlock(kind, bitext.Plain("x")))
	}
	front, text := edition.Arrange(d)
	list := func(blocks []edition.Placed) (all []string) {
		for _, b := range blocks {
			all = append(all, string(b.Kind)+string(rune('0'+b.First)))
		}
		return all
	}
	if got := strings.Join(list(front), " "); got != "headline1 byline4" {
		t.Errorf("over the text: %s", got)
	}
	if got := strings.Join(list(text), " "); got != "paragraph2 deck3 kicker5 kicker6 headline7 byline8" {
		t.Errorf("the text: %s", got)
	}
	kinds := string(write(t, editiontest.Kinds(), Options{}))
	last := -1
	for _, want := range []string{`class="row kicker"`, "<h1", `class="row deck"`, `class="row byline"`, `class="row dateline"`,
		"</header>", "Un intertitre"} {
		at := strings.LastIndex(kinds, want)
		if want == "</header>" {
			at = strings.Index(kinds[last:], want) + last
		}
		if at < last {
			t.Errorf("%s stands too high", want)
		}
		last = at
	}
	if !strings.Contains(kinds, `id="s11"`) || !strings.Contains(string(write(t, editiontest.Article(), Options{})), `class="row byline">`) {
		t.Error("the numbers of segments changed with their places")
	}
}

func TestEmptyLinksAreLeftOut(t *testing.T) {
	link := bitext.Code{ID: "1", Type: bitext.Link, Data: "https://example.org"}
	pair := func(inside ...bitext.Run) bitext.Text {
		runs := append(bitext.Text{{Kind: bitext.Open, Code: link}}, inside...)
		return append(runs, bitext.Run{Kind: bitext.Close, Code: link})
	}
	image := bitext.Run{Kind: bitext.Lone, Code: bitext.Code{ID: "2", Type: bitext.Image, Equiv: "une photo"}}
	for _, c := range []struct {
		text bitext.Text
		kept bool
	}{{pair(), false}, {pair(bitext.Run{Chars: " \u00a0"}), false}, {pair(bitext.Run{Chars: "x"}), true}, {pair(image), true}} {
		var b strings.Builder
		inline(&b, c.text)
		if got := strings.Contains(b.String(), "<a href"); got != c.kept {
			t.Errorf("%s: kept %v, want %v", c.text.Markup(), got, c.kept)
		}
	}
}

// TestLookIsHonoured writes the article in looks of every kind.
func TestLookIsHonoured(t *testing.T) {
	png := []byte("\x89PNG\r\n\x1a\n<script>")
	for _, c := range []struct {
		look edition.Look
		want []string
	}{
		{edition.Look{}, []string{"--latin:Amiri", `<svg class="star"`}},
		{edition.Look{Typeface: edition.Press, Accent: "#8a1c2c"}, []string{`--latin:"Source Serif 4"`, "--accent:#8a1c2c"}},
		{edition.Look{Typeface: edition.Modern, Accent: "red;}"}, []string{`--arabic:"IBM Plex Sans Arabic"`}},
		{edition.Look{Logo: png}, []string{`<img class="logo" src="data:image/png;base64,`, `alt="الحرية نت"`}},
		{edition.Look{Logo: []byte("<svg>")}, []string{`<svg class="star"`}},
	} {
		got := string(write(t, editiontest.Article(), Options{Look: c.look}))
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%v: the page lacks %q", c.look, want)
			}
		}
		if strings.Contains(got, "red;") {
			t.Error("what is no colour is in the style sheet")
		}
	}
}

// TestColumnsNeedAsManyLines: the longer language has the wider column, by a little.
func TestColumnsNeedAsManyLines(t *testing.T) {
	f := faceOf(edition.Book)
	for _, c := range []struct {
		source, target string
		want           float64 // the share of the source
	}{{"ابجد", "", 0.5}, {"نص قصير هنا", "un texte trois fois plus long que celui-là", 0.4},
		{strings.Repeat("ابجد ", 20), strings.Repeat("abcd ", 20), 0.50}} {
		d := &bitext.Document{SourceLang: "ar", TargetLang: "fr"}
		b := bitext.NewBlock(bitext.Paragraph, bitext.Plain(c.source))
		b.Segments[0].Target = bitext.Plain(c.target)
		d.Blocks = []bitext.Block{b}
		p := &page{d: d, Source: side{Lang: "ar"}, Target: side{Lang: "fr"}}
		source, target := p.columns(f)
		if got := source / (source + target); got < c.want-0.02 || got > c.want+0.02 {
			t.Errorf("%q beside %q: %.2f, want %.2f", c.source, c.target, got, c.want)
		}
	}
}
