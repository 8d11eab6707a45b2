package edition_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/lang"
)

func TestTestArticleIsItsText(t *testing.T) {
	var want, got []string
	for _, line := range strings.Split(editiontest.ArticleText, "\n") {
		if strings.TrimSpace(line) != "" {
			want = append(want, line)
		}
	}
	for _, b := range editiontest.Article().Blocks {
		got = append(got, b.Source().String())
		if n := len(b.Target().Flat()); n == 0 {
			t.Errorf("block %q has no target", b.Source().String())
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestTestDocumentHasEveryKindAndCode(t *testing.T) {
	kinds, codes := map[bitext.BlockKind]bool{}, map[bitext.CodeType]bool{}
	for _, b := range editiontest.Kinds().Blocks {
		kinds[b.Kind] = true
		for _, c := range b.Source().Codes() {
			codes[c.Type] = true
		}
	}
	for _, k := range bitext.Kinds() {
		if !kinds[k] {
			t.Errorf("no block is a %s", k)
		}
	}
	if len(codes) != 11 {
		t.Errorf("%d types of codes, want 11: %v", len(codes), codes)
	}
}

func TestFactsListCreditsAndProvenance(t *testing.T) {
	got := edition.Facts(editiontest.Kinds(), "fr-FR")
	want := []edition.Fact{
		{Key: "translator", Label: "Traduction", Names: []string{"Salma"}},
		{Key: "editor", Label: "Relecture", Names: []string{"Youssef", "Salma"}},
		{Key: "origin", Label: "Provenance", Names: []string{"https://example.org/a?b=1&c=2"}},
		{Key: "date", Label: "Date", Names: []string{"lundi 14 avril 2025"}},
		{Key: "unreviewed", Label: "Phrases non approuvées", Segments: []int{5}},
		{Key: "override", Label: "Approuvé par qui l’a traduit", Names: []string{"Salma"},
			Segments: []int{7}, Place: "phrase", Text: "seule de garde <ce soir>"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestFactLineIsolatesOtherDirection(t *testing.T) {
	f := edition.Fact{Label: "X", Names: []string{"Salma", "ليلى"}, Segments: []int{2, 3}, Place: "phrases", Text: "ok"}
	for tag, want := range map[string]string{
		"fr": "X\u00A0: Salma, \u2068ليلى\u2069 · phrases 2\u20133 (ok)",
		"ar": "X: \u2068Salma\u2069\u060C ليلى · phrases 2\u20133 (\u2068ok\u2069)",
		"en": "X: Salma, \u2068ليلى\u2069 · phrases 2\u20133 (ok)",
	} {
		if got := f.Line(tag, lang.LocaleOf(tag)); got != want {
			t.Errorf("Line(%s) = %q, want %q", tag, got, want)
		}
	}
}

func TestNumbersJoinRuns(t *testing.T) {
	for want, in := range map[string][]int{
		"": nil, "3": {3}, "1\u20132": {1, 2}, "1\u20133, 7, 9\u201310": {1, 2, 3, 7, 9, 10},
	} {
		if got := (edition.Fact{Segments: in}).Numbers(lang.LocaleOf("fr")); got != want {
			t.Errorf("Numbers(%v) = %q, want %q", in, got, want)
		}
	}
}

func TestWordFallsBackToLanguageAndKey(t *testing.T) {
	d := &bitext.Document{Labels: map[string]map[string]string{
		"fr": {"page": "Page", "language.ar": "arabe"}, "fr-CA": {"page": "La page"},
	}}
	for _, c := range [][3]string{
		{"fr", "page", "Page"}, {"fr-CA", "page", "La page"}, {"fr-BE", "page", "Page"},
		{"ar", "page", "page"},
	} {
		if got := edition.Word(d, c[0], c[1]); got != c[2] {
			t.Errorf("Word(%s, %s) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
	if got := edition.LanguageName(d, "fr-BE", "ar-MA"); got != "arabe" {
		t.Errorf("LanguageName = %q, want arabe", got)
	}
	if got := edition.LanguageName(d, "ar", "ar-MA"); got != "ar-MA" {
		t.Errorf("LanguageName = %q, want the tag", got)
	}
}

func TestTestLabelsAreComplete(t *testing.T) {
	for tag, words := range editiontest.Labels() {
		for _, key := range edition.Keys() {
			if words[key] == "" {
				t.Errorf("%s has no word for %s", tag, key)
			}
		}
	}
}

func TestSafeLinkAllowsWebAndMailOnly(t *testing.T) {
	for address, want := range map[string]bool{
		"https://example.org/a?b=c#d": true, "HTTP://EXAMPLE.ORG": true, "mailto:a@example.org": true,
		"https://عربي.example/مقال": true,
		"javascript:alert(1)":       false, "JavaScript:alert(1)": false, "java\nscript:alert(1)": false,
		" https://example.org": false, "data:text/html,x": false, "//example.org/x": false,
		"/a": false, "a.html": false, "": false, "https://": false, "mailto:x": false, "file:///etc/passwd": false,
		"javascript://example.org/%0Aalert(1)": false, "vbscript://example.org/x": false,
		"https://example.org/\u0080": false, "https://example.org/a b": false,
		"https://user:pass@example.org": false, "https://example.org/\u202egpj.exe": false,
	} {
		if _, got := edition.SafeLink(address); got != want {
			t.Errorf("SafeLink(%q) = %v, want %v", address, got, want)
		}
	}
}

func TestSafeLinkEscapesForbiddenCharacters(t *testing.T) {
	got, _ := edition.SafeLink("https://example.org/?a=\"<2>\"&b=ت#{c}")
	if want := "https://example.org/?a=%22%3C2%3E%22&b=ت#%7Bc%7D"; got != want {
		t.Errorf("SafeLink = %q, want %q", got, want)
	}
}

func TestLineMarksOtherDirection(t *testing.T) {
	for _, c := range []struct{ name, line, tag, want string }{
		{"Arabic", "قال", "ar", "قال"},
		{"Arabic that begins with Latin", "ONU حسمت", "ar", "\u200FONU حسمت"},
		{"Arabic without letters", "2024", "ar-MA", "\u200F2024"},
		{"French", "Il dit", "fr", "Il dit"},
		{"French that begins with Arabic", "«\u00a0سوق\u00a0» veut dire", "fr", "\u200E«\u00a0سوق\u00a0» veut dire"},
		{"French without letters", "2024", "fr", "2024"},
		{"empty", "", "ar", ""},
	} {
		if got := edition.Line(c.line, c.tag); got != c.want {
			t.Errorf("%s: Line = %q, want %q", c.name, got, c.want)
		}
	}
}

// TestFactsHaveCorrectionsByDay corrects two segments for one reason and one of them again: what was
// done together is one fact, and no publication hides it.
func TestFactsHaveCorrectionsByDay(t *testing.T) {
	d := editiontest.Kinds()
	day := func(n int) time.Time { return time.Date(2025, 4, n, 9, 0, 0, 0, time.UTC) }
	name := bitext.Correction{Time: day(16), Grade: edition.FactError, Reason: "le nom du ministre"}
	d.Updated = day(17)
	d.Blocks[0].Segments[0].Corrections = []bitext.Correction{name, {Time: day(15), Grade: edition.Typo}}
	d.Blocks[1].Segments[0].Corrections = []bitext.Correction{name}
	d.Blocks[2].Segments[0].Began = bitext.FromMachine
	d.HiddenFacts = []string{edition.Translator, edition.Editor, edition.Date, edition.Override,
		edition.Unreviewed, edition.Correction}
	got := edition.Facts(d, "fr")
	want := []edition.Fact{
		{Key: "origin", Label: "Provenance", Names: []string{"https://example.org/a?b=1&c=2"}},
		{Key: "updated", Label: "Mise à jour", Names: []string{"jeudi 17 avril 2025"}},
		{Key: "machine", Label: "Première version par machine", Segments: []int{3}, Place: "phrase"},
		{Key: "correction", Label: "Correction", Names: []string{"mardi 15 avril 2025", "coquille"},
			Segments: []int{1}, Place: "phrase"},
		{Key: "correction", Label: "Correction", Names: []string{"mercredi 16 avril 2025", "erreur de fait"},
			Segments: []int{1, 2}, Place: "phrases", Text: "le nom du ministre"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	d.Origin = "depeche.docx"
	if got := edition.Facts(d, "fr"); got[0].Key != edition.Updated {
		t.Errorf("the name of a file is shown to readers: %v", got[0])
	}
}
