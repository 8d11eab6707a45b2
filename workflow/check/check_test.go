package check

import (
	"slices"
	"strings"
	"testing"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/check/checktest"
	"truchement/workflow/term"
)

// A check that is in a family and not in order would come first.
func TestOrderHasEveryCheckOnce(t *testing.T) {
	var got []ID
	for _, k := range Checks() {
		got = append(got, k.ID)
	}
	if !slices.Equal(got, order) {
		t.Errorf("checks %q, want %q", got, order)
	}
}

// Every finding says where it is, inside its text, and its fix is inside the target.
func FuzzPair(f *testing.F) {
	f.Add("ar", "fr", "هل وصل 12 وزيرا؟", "Est-il arrivé arrivé.")
	f.Add("fr", "ar", "« Oui », dit-il.", "قال: \"نعم\".")
	f.Add("ar", "fr", "في السبعينيات و١٢ مارس ٢٠٢٤ الساعة 7.55 و20 قدما", "les années 1970, 12/03/2024 à 07h55, 6 m, 24h/24, XVIII ème")
	f.Add("fr", "ar", "plus de 1 %, entre 2 et 3 millions, (1954), 0800 555 111", "أكثر من % وبين مليونين و3 ملايين (1955) 111 555 0800")
	f.Add("ar", "fr", "قال: \"لن نوقع الاتفاق في هذه الظروف أبدا\"", "Il n’a pas signé وزير de l’accord, et l’")
	f.Add("fr", "ar", "Le ministre n’a pas signé l’accord hier soir, a-t-il dit.", "وقع hier soir الاتفاق في")
	f.Add("en", "fr", "The minister said that the deal was off.", "Le ministre said that the deal était")
	f.Add("fr", "ar", "Le 2ème (coeur", "\u202a ،قال\u0651\u0651 »و  هو ; ـ یک \u2069 الى 2O24")
	f.Add("ar", "fr", "قال لفتيت وOpenAI وترامب إن مجلس النواب في باريس.", "M. Lefteet, OpenIA et Tramp à Lyon, l’Assemblée nationale.")
	f.Add("fr", "ar", "Joe Sternlieb est à Londres.", "جو روبنسون في باريس.")
	f.Add("ar", "fr", "وصل", " «Un\" d’ eau ,le coeur PRésident. puis à 1ère 5% http://a.b ( x) “a” Œ ")
	f.Fuzz(func(t *testing.T, from, to, source, target string) {
		p := Pair{SourceLang: from, TargetLang: to, Source: bitext.Plain(source), Target: bitext.Plain(target)}
		c := New(Rules{Concepts: []term.Concept{{ID: "1", Terms: []term.Term{{Lang: "ar", Text: "مجلس النواب", Status: term.Preferred},
			{Lang: "fr", Text: "Chambre des représentants", Status: term.Preferred}, {Lang: "fr", Text: "Assemblée nationale", Status: term.Deprecated}}}}})
		c.Article([]Pair{p, p, p})
		for _, x := range c.Pair(p) {
			checktest.Message(t, x, checks...)
			for _, r := range []struct {
				Range
				n int
			}{{x.Source, len(source)}, {x.Target, len(target)}} {
				if r.Start < 0 || r.End > r.n || r.Start > r.End {
					t.Errorf("%s: %v of %d bytes", x.Check, r.Range, r.n)
				}
			}
			if x.Fix != nil && (x.Fix.Start < 0 || x.Fix.End > len(target) || x.Fix.Start > x.Fix.End) {
				t.Errorf("%s: fix %v", x.Check, *x.Fix)
			}
		}
	})
}

// A text of ten times the length takes about ten times as long, whatever signs it has.
func TestPairTakesLinearTime(t *testing.T) {
	for _, part := range []string{" a: \"b ( @x ) : « mot ! ) ", "«\"“ ", "» ) \" ", " le le", " ة ,، ? ", "a'", " \u0651", " 1,2er. a", "((((", " و "} {
		for _, to := range []string{"fr", "ar"} {
			took := func(times int) time.Duration {
				p := Pair{SourceLang: "en", TargetLang: to, Source: bitext.Plain("word"), Target: bitext.Plain(strings.Repeat(part, times))}
				best := time.Hour
				for range 3 {
					start := time.Now()
					New(Rules{}).Pair(p)
					best = min(best, time.Since(start))
				}
				return best
			}
			if short, long := took(300), took(3000); long > 50*short+100*time.Millisecond {
				t.Errorf("%s of %q: %v for 300, %v for 3,000", to, part, short, long)
			}
		}
	}
}
