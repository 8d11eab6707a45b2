package html

import (
	"strings"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition/editiontest"
)

func TestReadingHasNoTraceOfTheWork(t *testing.T) {
	d := editiontest.Kinds()
	file := string(write(t, d, Options{}))
	reading := string(write(t, d, Options{Reading: &Reading{}}))
	for _, trace := range []string{`id="numbers"`, ">7</a>", "Phrases non approuvées", "Approuvé par qui l’a traduit",
		"seule de garde"} {
		if !strings.Contains(file, strings.ReplaceAll(trace, "&", "&amp;")) && !strings.Contains(file, trace) {
			t.Errorf("the file lacks %q: the test looks for nothing", trace)
		}
		_, body, _ := strings.Cut(reading, "<body")
		if strings.Contains(body, trace) {
			t.Errorf("a page to read has %q", trace)
		}
	}
	for _, kept := range []string{"Salma", "lundi 14 avril 2025", `id="s7"`,
		`<a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer">`} {
		if !strings.Contains(reading, kept) {
			t.Errorf("a page to read lacks %q", kept)
		}
	}
}

func TestReadingNamesItsPaper(t *testing.T) {
	named := string(write(t, editiontest.Article(), Options{Reading: &Reading{}}))
	bare := string(write(t, &bitext.Document{Title: "t", SourceLang: "ar", TargetLang: "fr",
		Labels: editiontest.Labels()}, Options{Reading: &Reading{}}))
	for page, want := range map[string]string{named: "<bdi>الحرية نت</bdi>", bare: "Édition bilingue</span></p>"} {
		if !strings.Contains(page, want) {
			t.Errorf("the masthead lacks %q", want)
		}
	}
}

func TestPolicyAllowsFontsOnlyWhereThereAreAny(t *testing.T) {
	for fonts, want := range map[string]bool{"": false, "@font-face{font-family:x;src:url(/x)}": true} {
		_, policy, err := Page(editiontest.Article(), Options{Reading: &Reading{Fonts: fonts}})
		if err != nil || strings.Contains(policy, "font-src 'self'") != want ||
			!strings.HasPrefix(policy, "default-src 'none'; ") {
			t.Errorf("with fonts %q: %s, %v", fonts, policy, err)
		}
	}
}

func TestMessageEscapesItsWords(t *testing.T) {
	page, _, err := MessagePage(Message{Lang: "ar", Paper: "<P>", Heading: "<H>", Text: "<T>"},
		Reading{Back: Link{Address: "/a?b&c", Words: "<B>"}, Robots: "noindex"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`<html lang="ar" dir="rtl">`, "<bdi>&lt;P&gt;</bdi>", "<h1>&lt;H&gt;</h1>", "<p>&lt;T&gt;</p>",
		`<a href="/a?b&amp;c">&lt;B&gt;</a>`, `<meta name="robots" content="noindex">`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q\n%s", want, page)
		}
	}
}
