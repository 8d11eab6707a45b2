package check

import (
	"testing"

	"truchement/workflow/term"
)

type fakeSpeller map[string][]string

func (s fakeSpeller) Unknown(_ string, words []string) map[string][]string {
	found := map[string][]string{}
	for _, w := range words {
		if meant, ok := s[w]; ok {
			found[w] = meant
		}
	}
	return found
}

func TestSpelling(t *testing.T) {
	speller := fakeSpeller{"minitre": {"ministre"}, "Rabta": {"rabat"}, "gnaoua": nil, "zzz": nil}
	p := pairOf(t, "ar-fr", "قال zzz.", "Le minitre de Rabta aime gnaoua et zzz.")
	p.TargetTerms = []term.Hit{{WordStart: 25, WordEnd: 31}}
	asked := Rules{Modes: map[ID]Mode{"spelling": Warn}}
	var got []Finding
	for _, f := range New(asked).WithSpeller(speller).Pair(p) {
		if f.Check == "spelling" {
			got = append(got, f)
		}
	}
	if len(got) != 1 || got[0].Found != "minitre" || got[0].Expected != "ministre" || got[0].Fix == nil {
		t.Errorf("found %+v, want minitre alone", got)
	}
	for name, c := range map[string]*Checker{"off": New(Rules{}).WithSpeller(speller), "no speller": New(asked)} {
		for _, f := range c.Pair(p) {
			if f.Check == "spelling" {
				t.Errorf("%s: found %+v", name, f)
			}
		}
	}
}

// An Arabic word that the dictionary does not know is most often a name.
func TestSpellingOfArabic(t *testing.T) {
	speller := fakeSpeller{"هوارد": {"وارد"}, "الاخبار": {"الأخبار", "الاختبار"}}
	c := New(Rules{Modes: map[ID]Mode{"spelling": Warn}}).WithSpeller(speller)
	found := c.Pair(pairOf(t, "fr-ar", "Les nouvelles de Howard.", "الاخبار عن هوارد."))
	if len(found) != 1 || found[0].Expected != "الأخبار" || found[0].Fix == nil {
		t.Errorf("found %+v, want الاخبار alone", found)
	}
}
