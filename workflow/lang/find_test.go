package lang

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFindReturnsSpansOfFoldedMatches(t *testing.T) {
	tests := []struct{ name, text, tag, query, want string }{
		{"as it stands", "Le ministre marocain", "fr", "ministre", "Le [ministre] marocain"},
		{"case and accents", "À l’ÉTÉ, l’été", "fr", "ete", "À l’[ÉTÉ], l’[été]"},
		{"an accent by itself", "E\u0301te\u0301", "fr", "ÉTÉ", "[E\u0301te\u0301]"},
		{"a ligature", "Le cœur", "fr", "coeur", "Le [cœur]"},
		{"half a ligature", "Le cœur", "fr", "coe", "Le [cœ]ur"},
		{"the apostrophe", "aujourd’hui", "fr", "d'h", "aujour[d’h]ui"},
		{"no-break spaces", "« oui »", "fr", `" oui "`, "[« oui »]"},
		{"tashkeel", "قَالَ الوَزِيرُ", "ar", "الوزير", "قَالَ [الوَزِيرُ]"},
		{"tashkeel asked for", "قال الوزير", "ar", "الوَزِير", "قال [الوزير]"},
		{"alef, ya, ta marbuta", "أُخرى إلى المدرسة", "ar", "اخري الي المدرسه", "[أُخرى إلى المدرسة]"},
		{"tatweel inside and after", "محـــمـد", "ar", "محم", "[محـــمـ]د"},
		{"a presentation form", "ﻻ شك", "ar", "لا", "[ﻻ] شك"},
		{"Arabic digits", "في ٢٠٢٤", "ar", "2024", "في [٢٠٢٤]"},
		{"a bidi control between", "الوز\u200fير", "ar", "الوزير", "[الوز\u200fير]"},
		{"twice, side by side", "ها ها ههههه", "ar", "هه", "ها ها [هههه]ه"},
		{"the dotless i", "Isparta", "tr", "ısparta", "[Isparta]"},
		{"not there", "Le ministre", "fr", "premier", "Le ministre"},
		{"nothing asked", "Le ministre", "fr", " ", "Le ministre"},
		{"broken UTF-8 before", "a\xff\xfeb été", "fr", "ete", "a\xff\xfeb [été]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := bracketed(tt.text, Find(tt.text, tt.tag, Fold(tt.query, tt.tag))); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func bracketed(text string, spans []Span) string {
	var b strings.Builder
	at := 0
	for _, s := range spans {
		b.WriteString(text[at:s.From] + "[" + text[s.From:s.To] + "]")
		at = s.To
	}
	return b.String() + text[at:]
}

func TestHasNumbers(t *testing.T) {
	for _, c := range []struct {
		text, query string
		want        bool
	}{
		{"texte 11", "texte", true},
		{"texte 11 et 12", "12 texte 11", true},
		{"نص ١١", "texte 11", true},
		{"texte 111", "texte 11", false},
		{"texte", "texte 11", false},
		{"1 200 euros", "1.200", true},
		{"le G20", "20", true},
	} {
		if got := HasNumbers(c.text, c.query); got != c.want {
			t.Errorf("%q has the numbers of %q: %t", c.text, c.query, got)
		}
	}
}

// FuzzFind checks that foldSpans and Fold return the same key, and that spans are in the text and
// in order.
func FuzzFind(f *testing.F) {
	f.Add("قَالَ الوَزِيرُ محـمد ﻻ", "الوزير")
	f.Add("L’œuvre a\xffb\u0301 «  x »", "œuvre")
	f.Add("각\u11a8 e\u0301\u0327", "e")
	f.Fuzz(func(t *testing.T, text, query string) {
		for _, tag := range []string{"ar", "tr"} {
			got := foldSpans(text, tag)
			if diff := cmp.Diff(Fold(text, tag), got.key); diff != "" {
				t.Fatalf("the key (-Fold +spans):\n%s", diff)
			}
			last := 0
			for _, s := range Find(text, tag, Fold(query, tag)) {
				if s.From < last || s.To <= s.From || s.To > len(text) {
					t.Fatalf("span %v after %d of %d bytes", s, last, len(text))
				}
				last = s.To
			}
		}
	})
}

func TestFoldSpansHasARangeForEachByteOfTheKey(t *testing.T) {
	key, spans := FoldSpans("كَ ﻻé", "ar")
	want := []Span{{0, 4}, {0, 4}, {4, 5}, {5, 5}, {5, 5}, {5, 8}, {5, 8}, {8, 10}}
	if key != Fold("كَ ﻻé", "ar") {
		t.Errorf("the key is %q", key)
	}
	if diff := cmp.Diff(want, spans); diff != "" {
		t.Error(diff)
	}
}
