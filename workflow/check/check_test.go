package check

import (
	"slices"
	"strings"
	"testing"
	"time"

	"truchement/workflow/bitext"
)

// example is a pair, and what a check finds in it: of each finding "found|expected|target with its fix", the target
// without a change where there is no fix.
type example struct {
	langs          string // "ar-fr"
	source, target string // markup of bitext
	want           []string
}

// checkExamples runs one check over examples.
func checkExamples(t *testing.T, id ID, examples []example) {
	t.Helper()
	checkWith(t, Rules{}, id, examples)
}

func checkWith(t *testing.T, rules Rules, id ID, examples []example) {
	t.Helper()
	c := New(rules)
	for _, e := range examples {
		var got []string
		p := pairOf(t, e.langs, e.source, e.target)
		for _, f := range c.Pair(p) {
			checkMessage(t, f)
			if f.Check == id {
				got = append(got, f.Found+"|"+f.Expected+"|"+fixed(p.Target.Flat(), f.Fix))
			}
		}
		if strings.Join(got, "\n") != strings.Join(e.want, "\n") {
			t.Errorf("%s\n%s\ngot:\n%s\nwant:\n%s", e.source, e.target, strings.Join(got, "\n"), strings.Join(e.want, "\n"))
		}
	}
}

// checkMessage holds that a finding says what its check says it may: the locales are held to that.
func checkMessage(t *testing.T, f Finding) {
	t.Helper()
	for _, k := range checks {
		if k.ID == f.Check && !slices.Contains(k.Messages(), f.Message) {
			t.Errorf("%s reports %q, which is not among its messages %q", f.Check, f.Message, k.Messages())
		}
	}
}

// pairOf reads a pair. Its codes are those that the markup names.
func pairOf(t *testing.T, langs, source, target string) Pair {
	t.Helper()
	from, to, _ := strings.Cut(langs, "-")
	codes := []bitext.Code{{ID: "4", Type: bitext.NoteMark, Equiv: "*"}, {ID: "5", Type: bitext.Break}}
	for _, id := range []string{"1", "2", "3"} {
		codes = append(codes, bitext.Code{ID: id, Type: bitext.Bold})
	}
	p := Pair{SourceLang: from, TargetLang: to}
	var err error
	if p.Source, err = bitext.Parse(source, codes); err != nil {
		t.Fatalf("%q: %v", source, err)
	}
	if p.Target, err = bitext.Parse(target, codes); err != nil {
		t.Fatalf("%q: %v", target, err)
	}
	return p
}

func fixed(flat string, f *Fix) string {
	if f == nil {
		return flat
	}
	return flat[:f.Start] + f.Text + flat[f.End:]
}

// Markup cannot be written crossed; files can.
func TestCrossedCodes(t *testing.T) {
	bold, italic := bitext.Code{ID: "1", Type: bitext.Bold}, bitext.Code{ID: "2", Type: bitext.Italic}
	crossed := bitext.Text{{Kind: bitext.Open, Code: bold}, {Kind: bitext.Open, Code: italic}, {Chars: "نعم"},
		{Kind: bitext.Close, Code: bold}, {Kind: bitext.Close, Code: italic}}
	found := New(Rules{}).Pair(Pair{SourceLang: "fr", TargetLang: "ar", Source: crossed, Target: crossed})
	if len(found) != 1 || found[0].Message != "check.codes-nested" {
		t.Errorf("found %+v", found)
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
	f.Add("ar", "fr", "وصل", " «Un\" d’ eau ,le coeur PRésident. puis à 1ère 5% http://a.b ( x) “a” Œ ")
	f.Fuzz(func(t *testing.T, from, to, source, target string) {
		p := Pair{SourceLang: from, TargetLang: to, Source: bitext.Plain(source), Target: bitext.Plain(target)}
		c := New(Rules{})
		c.Article([]Pair{p, p})
		for _, x := range c.Pair(p) {
			checkMessage(t, x)
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
