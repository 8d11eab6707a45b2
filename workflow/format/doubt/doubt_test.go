package doubt

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// said is what there is to doubt about rows, each of an Arabic and a French text, a line a kind.
func said(rows ...string) (all []string) {
	var c Collector
	for i, row := range rows {
		arabic, french, _ := strings.Cut(row, "|")
		c.AddTexts(Place{Line: i + 1, Number: i + 1}, Text{"ar", arabic}, Text{"fr-MA", french})
	}
	for _, w := range c.Warnings() {
		line := fmt.Sprint(w.Kind, " ", w.Count, ":")
		for _, f := range w.First {
			line += fmt.Sprintf(" %d %s", f.Number, f.Lang)
		}
		all = append(all, line)
	}
	return all
}

func TestTextsOfOtherScriptsAreDoubted(t *testing.T) {
	for name, c := range map[string]struct {
		rows []string
		want []string
	}{
		"nothing to say":             {[]string{"وزير|ministre", "هاتف iPhone 15 Pro Max|téléphone iPhone", "19|19", "كلمة « mot »|le mot « كلمة »"}, nil},
		"Cyrillic":                   {[]string{"وزير|министр", "министр|ministre"}, []string{"other-script 2: 1 fr-MA 2 ar"}},
		"Hebrew, Greek, Chinese":     {[]string{"שר|ministre", "وزير|υπουργός", "部长|ministre"}, []string{"other-script 3: 1 ar 2 fr-MA 3 ar"}},
		"Hebrew in both":             {[]string{"שר|שר"}, []string{"other-script 1: 1 ar"}},
		"a letter among another's":   {[]string{"وزير|министр иностранных дел a"}, []string{"other-script 1: 1 fr-MA"}},
		"no letters":                 {[]string{"12|ministre", "وزير|—", "٢٠٣٠|2030"}, []string{"no-letters 2: 1 ar 2 fr-MA"}},
		"swapped":                    {[]string{"ministre|وزير", "roi|ملك"}, []string{"swapped-columns 2: 1 ar 2 ar"}},
		"swapped, with Latin":        {[]string{"téléphone iPhone|هاتف محمول iPhone", "roi|ملك A", "OTAN|OTAN", "5 %|5 %"}, []string{"swapped-columns 2: 1 ar 2 ar", "other-script 1: 3 ar"}},
		"swapped, but for a few":     {[]string{"ministre|وزير", "roi|ملك", "ملك|roi"}, []string{"swapped-columns 2: 1 ar 2 ar"}},
		"a few that are swapped":     {[]string{"وزير|ministre", "ministre|وزير"}, []string{"other-script 1: 2 ar"}},
		"no more than five":          {strings.Split(strings.Repeat("a|b\n", 7), "\n")[:7], []string{"other-script 7: 1 ar 2 ar 3 ar 4 ar 5 ar"}},
		"swapped, the first in none": {[]string{"1|1", "ministre|وزير"}, []string{"swapped-columns 1: 2 ar"}},
	} {
		if diff := cmp.Diff(c.want, said(c.rows...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// A language has the script that its tag names, or else its usual one; of a language without a known one nothing is
// doubted.
func TestScriptsOfLanguages(t *testing.T) {
	for _, c := range []struct{ tag, right, wrong string }{
		{"ar", "نص", "text"}, {"ar-Latn", "nass", "نص"}, {"fa", "متن", "text"}, {"ru", "текст", "نص"}, {"el", "κείμενο", "text"},
		{"he", "טקסט", "نص"}, {"zh", "文", "text"}, {"ja", "テキスト", "text"}, {"ko", "텍스트", "text"}, {"sr-Latn", "tekst", "текст"},
		{"zgh", "ⴰⴹⵕⵉⵚ", "نص"}, {"hi", "पाठ", "text"}, {"am", "ጽሑፍ", "text"}, {"hy", "տեքստ", "text"}, {"ka", "ტექსტი", "text"},
	} {
		for text, want := range map[string]int{c.right: 0, c.wrong: 1} {
			var all Collector
			all.AddTexts(Place{}, Text{c.tag, text})
			if got := len(all.Warnings()); got != want {
				t.Errorf("%s in %s: %d warnings, want %d", text, c.tag, got, want)
			}
		}
	}
	var all Collector
	all.AddTexts(Place{}, Text{"km", "អត្ថបទ"}, Text{"x-none", "text"})
	if got := all.Warnings(); len(got) > 0 {
		t.Errorf("scripts that are not known: %v", got)
	}
}

func TestBriefCutsBetweenCharacters(t *testing.T) {
	for text, want := range map[string]string{"a": "a", strings.Repeat("ب", 41): strings.Repeat("ب", 40) + "…",
		"a" + strings.Repeat("ب", 41): "a" + strings.Repeat("ب", 39) + "…", "a\u202Eb\xff": "a\uFFFDb\uFFFD"} {
		if got := Brief(text); got != want {
			t.Errorf("Brief(%q) = %q, want %q", text, got, want)
		}
	}
}
