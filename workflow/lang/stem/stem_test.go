package stem

import (
	_ "embed"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"truchement/workflow/lang"
)

func TestKeyUnifiesForms(t *testing.T) {
	for _, c := range []struct{ tag, words string }{
		{"ar", "وزير الوزير والوزير للوزير بالوزير ووزير وزيرهم وزيرها فالوزير كالوزير لوزيرنا"},
		{"ar", "وزارة الوزارة وزاره وزارته وزارتها بوزارتهم لوزارة وللوزارة"},
		{"ar", "مدينة المدينة المدينه مدينتنا مدينتي بمدينتهم"},
		{"ar", "الهجرة هجرة هجره للهجرة والهجرة بالهجره"},
		{"ar", "كتاب الكتاب كتابهم كتابها وكتابنا للكتاب ككتاب كِتَابٌ كتـــاب"},
		{"ar", "لجنة اللجنة للجنة لجنتها باللجنة"},
		{"ar", "على علي عليه عليها وعليهم"},
		{"ar", "إلى الى إليه إليهم"},
		{"ar", "أوروبا اوروبا بأوروبا لأوروبا وأوروبا"},
		{"ar", "ألمانيا المانيا بألمانيا وألمانيا"},
		{"ar", "أعضاء أعضاؤه أعضائها الأعضاء"},
		{"ar", "له لها لهم ولهم"},
		{"ar", "يقول سيقول ويقول وسيقول"},
		{"ar", "مؤسسة المؤسسة مؤسسه مؤسستها"},
		{"ar-MA", "بنك البنك بنكها للبنك"},
		{"fr", "ministre Ministres MINISTRE"},
		{"fr", "national nationale nationaux Nationales"},
		{"fr", "européen européenne européens européennes"},
		{"fr", "français française françaises"},
		{"fr", "journal journaux"},
		{"fr", "bureau bureaux"},
		{"fr", "travail travaux"},
		{"fr", "heureux heureuse heureuses"},
		{"fr", "premier première premières"},
		{"fr", "étranger étrangère étrangères"},
		{"fr", "élu élus élue élues"},
		{"fr", "tout toute tous toutes"},
		{"fr", "œuvre oeuvres"},
		{"fr", "actif active actives actifs"},
		{"fr", "directeur directrice directrices"},
	} {
		words := strings.Fields(c.words)
		for _, w := range words[1:] {
			if got, want := Key(w, c.tag), Key(words[0], c.tag); got != want {
				t.Errorf("Key(%q) = %q, Key(%q) = %q", w, got, words[0], want)
			}
		}
	}
}

func TestKeyKeepsWordsApart(t *testing.T) {
	for _, c := range []struct{ a, b, tag string }{
		{"ولد", "لد", "ar"}, {"باب", "اب", "ar"}, {"بلد", "لد", "ar"}, {"فكر", "كر", "ar"},
		{"لجنة", "جنة", "ar"}, {"كتاب", "تاب", "ar"}, {"كتاب", "كتب", "ar"},
		{"مغرب", "مغربي", "ar"}, {"وزير", "وزراء", "ar"}, {"سياسة", "سياسي", "ar"},
		{"بيان", "يان", "ar"}, {"كلمة", "لمة", "ar"}, {"فريق", "ريق", "ar"},
		{"ولاية", "لاية", "ar"}, {"وفد", "فد", "ar"}, {"إلا", "لا", "ar"},
		{"mois", "moi", "fr"}, {"année", "Anne", "fr"}, {"capital", "capitale", "fr"},
		{"port", "porte", "fr"}, {"France", "franc", "fr"}, {"cours", "cour", "fr"},
		{"parle", "parler", "fr"}, {"commentées", "comment", "fr"}, {"rappelle", "rappel", "fr"},
		{"abandonnée", "abandon", "fr"}, {"fonds", "fond", "fr"}, {"sens", "sen", "fr"},
	} {
		if Key(c.a, c.tag) == Key(c.b, c.tag) {
			t.Errorf("%q and %q both have the key %q", c.a, c.b, Key(c.a, c.tag))
		}
	}
}

func TestKeyOfOtherLanguagesIsFold(t *testing.T) {
	for _, c := range []struct{ word, tag string }{
		{"Parties", "en"}, {"والكتاب", "fa"}, {"1.234,5", "ar"}, {"CAF", "ar"}, {"", "ar"}, {"l’", "fr"},
	} {
		if got, want := Key(c.word, c.tag), lang.Fold(c.word, c.tag); got != want {
			t.Errorf("Key(%q, %s) = %q, want %q", c.word, c.tag, got, want)
		}
	}
}

func TestSplitNamesParts(t *testing.T) {
	for _, c := range []struct{ word, want string }{
		{"وبالوزارة", "و+ب+ال|وزارة|"},
		{"للكتاب", "ل+ل|كتاب|"},
		{"للجنة", "ل|لجنة|"},
		{"وَبِكِتَابِهِمْ", "وَ+بِ|كِتَابِ|هِمْ"},
		{"بـالرباط", "بـ+ال|رباط|"},
		{"وسيقولها", "و+س|يقول|ها"},
		{"سأدخل", "س|أدخل|"},
		{"مدينته", "|مدينت|ه"},
		{"كتابة", "|كتابة|"},
		{"نادرة", "|نادرة|"},
		{"الألعاب", "ال|ألعاب|"},
		{"ألمانيا", "|ألمانيا|"},
		{"معنى", "|معنى|"},
		{"له", "|ل|ه"},
		{"\uFEFBعب", "|\uFEFBعب|"},
		{"\uFEFBستقبال", "|\uFEFBستقبال|"},
		{"لاستقبال", "ل|استقبال|"},
		{"ألخاندرو", "|ألخاندرو|"},
		{"بألخاندرو", "ب|ألخاندرو|"},
		{"3G", "|3G|"},
		{"", "||"},
	} {
		p := Split(c.word, "ar")
		if got := strings.Join(p.Proclitics, "+") + "|" + p.Stem + "|" + p.Enclitic; got != c.want {
			t.Errorf("Split(%q) = %s, want %s", c.word, got, c.want)
		}
		if slices.Contains(p.Proclitics, "") {
			t.Errorf("Split(%q) has an empty proclitic", c.word)
		}
	}
	if p := Split("l’homme", "fr"); p.Stem != "l’homme" {
		t.Errorf("Split of a French word has the stem %q", p.Stem)
	}
}

//go:embed testdata/splits.tsv
var labelled string

// TestSplitAgreesWithLabels measures the cuts of running news text against those made by hand.
func TestSplitAgreesWithLabels(t *testing.T) {
	words, wrong, cuts, right := 0, 0, 0, 0
	for line := range strings.Lines(labelled) {
		word, want, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok {
			continue
		}
		p := Split(word, "ar")
		got := strings.Join(p.Proclitics, "+") + "|" + p.Stem + "|" + p.Enclitic
		words++
		if p.Stem != word {
			cuts++
		}
		switch {
		case got != want:
			wrong++
			t.Logf("Split(%q) = %s, want %s", word, got, want)
		case p.Stem != word:
			right++
		}
	}
	t.Logf("%d words, %d wrong; %d of %d cuts are right", words, wrong, right, cuts)
	if words < 200 || wrong*100 > words || right*100 < cuts*99 {
		t.Errorf("more than one in a hundred of %d words is cut wrongly: %d", words, wrong)
	}
}

func FuzzStem(f *testing.F) {
	for _, s := range []string{
		"وبالوزارة", "للكتاب", "وَبِكِتَابِهِمْ", "ﻻﻻ", "ه", "ال", "nationaux", "l’œuvres", "\xff", "وووووو",
		"أإآئؤا", "ـــ", "heureuses", "ائهائه", "تهتهته",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, word string) {
		for _, tag := range []string{"ar", "fr", "tr"} {
			key := Key(word, tag)
			if again := Key(key, tag); again != key || !utf8.ValidString(key) {
				t.Errorf("Key(%q, %s) = %q, again %q", word, tag, key, again)
			}
			if folded := Key(lang.Fold(word, tag), tag); folded != key {
				t.Errorf("Key(%q, %s) = %q, of its fold %q", word, tag, key, folded)
			}
		}
		p := Split(word, "ar")
		if got := strings.Join(p.Proclitics, "") + p.Stem + p.Enclitic; got != word {
			t.Errorf("Split(%q) joins to %q", word, got)
		}
		start, end := p.StemAt()
		if word[start:end] != p.Stem || word != "" && p.Stem == "" {
			t.Errorf("Split(%q): stem %q at %d-%d", word, p.Stem, start, end)
		}
	})
}

func BenchmarkKey(b *testing.B) {
	arabic := strings.Fields("وزير الداخلية المغربي وبالمسؤوليات والاقتصادية للهجرة استعدادهما كرّس الأمن بينهم")
	french := strings.Fields("ministère nationaux l’ européenne heureuses déclarations sécurité d’ élues pays")
	for _, c := range []struct {
		name, tag string
		words     []string
		key       func(word, tag string) string
	}{
		{"ar/fold", "ar", arabic, lang.Fold}, {"ar/key", "ar", arabic, Key},
		{"fr/fold", "fr", french, lang.Fold}, {"fr/key", "fr", french, Key},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				c.key(c.words[i%len(c.words)], c.tag)
			}
		})
	}
}
