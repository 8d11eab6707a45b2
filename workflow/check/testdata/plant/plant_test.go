package plant

import (
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// news are clean pairs of the repository, in both directions.
func news(t *testing.T, n int) (pairs []Pair) {
	t.Helper()
	var sides [2][]string
	for i, tag := range []string{"ar", "fr"} {
		text, err := os.ReadFile("../../../term/testdata/news/pud." + tag + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		sides[i] = strings.Split(string(text), "\n")
	}
	for i := range n {
		if ar, fr := sides[0][i], sides[1][i]; ar != "" {
			pairs = append(pairs, Pair{"ar", "fr", ar, fr}, Pair{"fr", "ar", fr, ar})
		}
	}
	return pairs
}

// A mistake changes the target in its place alone, and the source not at all; the same seed gives the same.
func TestMistakesAreWhereTheySay(t *testing.T) {
	pairs := news(t, 300)
	p := New(pairs, 7)
	mistakes, skipped := p.All()
	kinds := map[Kind]int{}
	for _, m := range mistakes {
		kinds[m.Kind]++
		pair := pairs[m.Pair]
		clean, target := m.Clean.Flat(), m.Target.Flat()
		if back := target[:m.Start] + m.Was + target[m.End:]; back != clean || m.Clean.Equal(m.Target) || !utf8.ValidString(target) {
			t.Errorf("%s, %s: %q at %d–%d is not\n%q", m.Kind, m.Variant, target, m.Start, m.End, clean)
		}
		if m.Kind != Code && (m.Source.Flat() != pair.Source || clean != pair.Target) || m.SourceLang != pair.SourceLang ||
			m.TargetLang != pair.TargetLang || m.Variant == "" {
			t.Errorf("%s, %s: the pair is not clean:\n%q\n%q", m.Kind, m.Variant, m.Source.Flat(), clean)
		}
		if script := target[m.Start:m.End]; m.Kind == Name && strings.ContainsAny(script, "ابتنمر") != (m.TargetLang == "ar") && len(script) > 8 {
			t.Errorf("%s, %s: %q is no name of the language", m.Kind, m.Variant, script)
		}
		if (m.Other != nil || m.Concepts != nil) != (m.Kind == Term) {
			t.Errorf("%s, %s: other pair %v, termbase %v", m.Kind, m.Variant, m.Other, m.Concepts)
		}
	}
	for _, k := range Kinds() {
		if kinds[k] == 0 || kinds[k]+skipped[k] != len(pairs) {
			t.Errorf("%s: %d planted, %d skipped of %d", k, kinds[k], skipped[k], len(pairs))
		}
	}
	again, _ := New(pairs, 7).All()
	if !reflect.DeepEqual(mistakes, again) {
		t.Error("the same seed gives others")
	}
	one, ok := New(pairs, 7).Plant(mistakes[40].Pair, mistakes[40].Kind)
	if !ok || !reflect.DeepEqual(one, mistakes[40]) {
		t.Error("a mistake planted alone is another")
	}
	others, _ := New(pairs, 8).All()
	if reflect.DeepEqual(mistakes, others) {
		t.Error("another seed gives the same")
	}
}

// Each kind has the places that a text shows, and none where there is none.
func TestPlaces(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	with := func(f func(Pair, *rand.Rand) []edit) func(Pair) []edit {
		return func(p Pair) []edit { return f(p, random) }
	}
	for _, tt := range []struct {
		name           string
		find           func(Pair) []edit
		tag            string // of the target
		source, target string
		want           []string // variant: what was there
	}{
		{"numbers", with(numbers), "fr", "", "Il a payé 25 euros.", []string{"digit: 25", "left out:  25", "swapped: 25", "zero: 25"}},
		{"decimals", with(numbers), "fr", "", "Il pèse 7,5 kilos.", []string{"digit: 7,5", "left out:  7,5"}},
		{"number words", with(numbers), "fr", "", "Les trois, un million.", []string{"magnitude: million", "word: trois"}},
		{"Arabic numbers", with(numbers), "ar", "", "دفع ٢٥ دولارا لثلاثة.", []string{"digit: ٢٥", "left out:  ٢٥", "swapped: ٢٥", "zero: ٢٥"}},
		{"no numbers", with(numbers), "fr", "", "Le G20 en 2012, un A380 à 14:05.", nil},
		{"dates", with(dates), "fr", "", "Lundi, le 12 mai 2012, un mercredi de mars.", []string{"day: 12", "month: mai", "month: mars", "year: 2012"}},
		{"Arabic dates", with(dates), "ar", "", "يوم الجمعة 3 تشرين الأول عام 1999.", []string{"day: 3", "month: تشرين الأول", "weekday: الجمعة", "year: 1999"}},
		{"no dates", with(dates), "fr", "", "La planète mars, 2000 euros, vol 1999.", nil},
		{"no Arabic dates", with(dates), "ar", "", "مارس الرياضة قرب المسجد الجمعة.", nil},
		{"negation lost", negations, "fr", "", "Il n’est pas venu et ne viendra plus.", []string{"lost: ne viendra plus", "lost: n’est pas"}},
		{"negation added", negations, "fr", "", "Le ministre est venu.", []string{"added: est"}},
		{"none in a question of elision", negations, "fr", "", "Je n’ai pas faim.", nil},
		{"Arabic negation", negations, "ar", "", "لم يصل الوزير ولا يزال هنا.", []string{"lost: لم "}},
		{"Arabic negation added", negations, "ar", "", "كان هنا.", []string{"added: كان"}},
		{"quotes", quotes, "fr", "", "Il dit « oui » .", []string{"another:  »", "both lost: « oui »", "not closed:  »", "not opened: « "}},
		{"straight quotes", quotes, "ar", "", `قال "نعم".`, []string{`both lost: "نعم"`, `not closed: "`, `not opened: "`}},
		{"quotes that are wrong already", quotes, "fr", "", "Il dit « oui.", nil},
		{"final sign", finals, "fr", "هل؟", "Oui ?", []string{"another: ?", "left out:  ?"}},
		{"another final sign already", finals, "fr", "هل؟", "Oui.", nil},
		{"spaces", spacings, "fr", "", "Oui, lui aussi ?", []string{"before a sign: ", "none after a sign:  ", "none before a sign:  ", "two: "}},
		{"doubled", doubled, "fr", "", "L’25 a a.", nil},
		{"doubled word", doubled, "fr", "", "L’ami 25 vient.", []string{"word: "}},
		{"sentence", with(omissions), "fr", "", "Il est venu très tard. Elle est partie très tôt.",
			[]string{"sentence:  Elle est partie très tôt.", "sentence: Il est venu très tard. ", "words:  est venu très tard"}},
		{"clause", with(omissions), "fr", "", "Il est venu, un peu plus tard, chez moi hier.",
			[]string{"clause: , un peu plus tard", "words:  peu plus tard"}},
		{"too short to omit", with(omissions), "ar", "", "وصل الوزير.", nil},
		{"left over", with(leftovers), "ar", "Le ministre est arrivé hier.", "وصل الوزير.", []string{"whole: وصل الوزير.", "word: الوزير", "words: وصل الوزير"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, e := range tt.find(Pair{TargetLang: tt.tag, SourceLang: map[string]string{"ar": "fr", "fr": "ar"}[tt.tag],
				Source: tt.source, Target: tt.target}) {
				got = append(got, e.variant+": "+tt.target[e.start:e.end])
				if tt.target[e.start:e.end] == e.text {
					t.Errorf("%s: %q is no change", e.variant, e.text)
				}
			}
			slices.Sort(got)
			if got = slices.Compact(got); !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// Names are those that both texts have.
func TestNames(t *testing.T) {
	for _, tt := range []struct {
		pair Pair
		want []string
	}{
		{Pair{"ar", "fr", "قالت كلينتون لأوباما.", "Hier, Hillary Clinton a parlé à Barack Obama."}, []string{"Clinton"}},
		{Pair{"fr", "ar", "Hier, Hillary Clinton a parlé à Berlin.", "تحدثت وكلينتون ببرلين."}, []string{"كلينتون", "برلين"}},
		{Pair{"ar", "fr", "قال الوزير.", "Le Ministre a dit."}, nil},
	} {
		var got []string
		for _, n := range findNames(tt.pair) {
			if tt.pair.Target[n.start:n.end] != n.text {
				t.Errorf("%q is not at %d", n.text, n.start)
			}
			got = append(got, n.text)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q: got %q, want %q", tt.pair.Target, got, tt.want)
		}
	}
}

// What is wrong of a code, and what contradicts a termbase or another pair, is what the variant says.
func TestCodesAndTerms(t *testing.T) {
	pairs := []Pair{{"ar", "fr", "وصل الوزير.", "Le ministre est arrivé."}, {"ar", "fr", "ذهب الوزير.", "Le ministre est parti."}}
	variants := map[string]bool{}
	for seed := range uint64(40) {
		p := New(pairs, seed)
		m, _ := p.Plant(0, Code)
		variants[m.Variant] = true
		lost := map[string]int{"formatting lost": 1, "mark lost": 1}[m.Variant]
		added := map[string]int{"formatting added": 1}[m.Variant]
		if !m.Clean.Nested() || len(m.Source.Missing(m.Clean)) > 0 || len(m.Source.Missing(m.Target)) != lost ||
			len(m.Target.Missing(m.Source)) != added || m.Target.Nested() == (m.Variant == "crossed") {
			t.Errorf("%s: %s, %s", m.Variant, m.Source.Markup(), m.Target.Markup())
		}
		m, _ = p.Plant(0, Term)
		variants[m.Variant] = true
		ok := m.Variant == "another in the article" && m.Other != nil && *m.Other == pairs[1] ||
			m.Variant == "forbidden" && len(m.Concepts[0].Terms) == 3 || m.Variant == "not in the termbase" && len(m.Concepts[0].Terms) == 2
		if !ok || m.Target.Flat() != "Le directeur est arrivé." {
			t.Errorf("%+v", m)
		}
	}
	if len(variants) != 7 {
		t.Errorf("variants %v, want 4 of codes and 3 of terms", variants)
	}
}
