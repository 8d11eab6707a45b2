package form

import (
	"testing"

	"truchement/workflow/term"

	"truchement/workflow/check/checktest"
	"truchement/workflow/check/look"
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
	p := checktest.Pair(t, "ar-fr", "قال zzz.", "Le minitre de Rabta aime gnaoua et zzz.")
	p.TargetTerms = []term.Hit{{WordStart: 25, WordEnd: 31}}
	asked := look.Rules{Modes: map[look.ID]look.Mode{"spelling": look.Warn}}
	got := checktest.FindSpelling(asked, speller, p, &spelling)
	if len(got) != 1 || got[0].Found != "minitre" || got[0].Expected != "ministre" || got[0].Fix == nil {
		t.Errorf("found %+v, want minitre alone", got)
	}
	if found := checktest.FindSpelling(look.Rules{}, speller, p, &spelling); len(found) > 0 {
		t.Errorf("not asked: found %+v", found)
	}
	if found := checktest.Find(asked, p, &spelling); len(found) > 0 {
		t.Errorf("no speller: found %+v", found)
	}
}

// An Arabic word that the dictionary does not know is most often a name.
func TestSpellingOfArabic(t *testing.T) {
	speller := fakeSpeller{"هوارد": {"وارد"}, "الاخبار": {"الأخبار", "الاختبار"}}
	asked := look.Rules{Modes: map[look.ID]look.Mode{"spelling": look.Warn}}
	found := checktest.FindSpelling(asked, speller, checktest.Pair(t, "fr-ar", "Les nouvelles de Howard.", "الاخبار عن هوارد."), &spelling)
	if len(found) != 1 || found[0].Expected != "الأخبار" || found[0].Fix == nil {
		t.Errorf("found %+v, want الاخبار alone", found)
	}
}
