package form

import (
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/check/checktest"
	"truchement/workflow/check/look"
)

func TestQuotesFindsMarksAlone(t *testing.T) {
	checktest.Examples(t, &quotes, []checktest.Example{
		{"ar-fr", `قال: "نعم".`, "« Oui », dit-il.", nil},
		{"ar-fr", `قال: "نعم".`, "« Oui, dit-il.", []string{"«|»|« Oui, dit-il."}},
		{"ar-fr", `قال: "نعم".`, "Oui », dit-il.", []string{"»|«|Oui », dit-il."}},
		{"fr-ar", "La société Uber a répondu.", `أجابت شركة "أوبر.`, []string{`"|"|أجابت شركة "أوبر.`}},
		{"fr-ar", "Il a dit oui.", `قال: نعم".`, []string{`"|"|قال: نعم".`}},
		{"fr-ar", "Uber et Lyft.", `"أوبر" و"ليفت".`, nil},
		{"fr-ar", "Il l’a dit.", `قالها ”هكذا“.`, nil},
		{"ar-fr", `سماه "أبا".`, "Il l’a nommé “père”.", nil},
		{"ar-fr", "جاء.", "L’homme d’aujourd’hui n’est pas l’‘autre’.", nil},
		{"en-fr", "„So“ he said.", "Il dit „oui“.", nil},
	})
}

// A quotation of several segments is open in the source, or begins and ends where speech does.
func TestQuotesLetsSpeechRunOn(t *testing.T) {
	checktest.Examples(t, &quotes, []checktest.Example{
		{"ar-fr", `قال: "نعم.`, "Il a dit : « Oui.", nil},
		{"ar-fr", "نعم، جئنا.", "« Nous sommes venus.", nil},
		{"ar-fr", "جئنا أمس.", "Nous sommes venus hier », dit-il.", nil},
		{"fr-ar", "Nous sommes venus hier, et c’est tout.", `جئنا أمس، وهذا كل شيء."`, nil},
		{"fr-ar", "Nous sommes venus hier.", `قال: "جئنا أمس.`, []string{`"|"|قال: "جئنا أمس.`}},
		{"fr-ar", "Il travaille chez Slack.", `يعمل في سلاك".`, []string{`"|"|يعمل في سلاك".`}},
		{"fr-ar", "Nous sommes venus, dit-il : « Oui.", `قال "جئنا: "نعم".`, nil},
		{"ar-fr", "جئنا أمس.", "Le mot « oui est court.", []string{"«|»|Le mot « oui est court."}},
	})
}

func TestQuotesFindsMixedPairs(t *testing.T) {
	checktest.Examples(t, &quotes, []checktest.Example{
		{"ar-fr", "الكلمة.", `Le mot « oui".`, []string{"\"|»|Le mot « oui\u00a0»."}},
		{"ar-fr", "الكلمة.", `Le mot "oui ».`, []string{"\"|«|Le mot «\u00a0oui »."}},
		{"ar-fr", "الكلمة.", `Le mot « oui " est court.`, []string{`"|»|Le mot « oui » est court.`}},
		{"fr-ar", "Le mot.", `كلمة "نعم“ قصيرة.`, []string{`“|"|كلمة "نعم“ قصيرة.`}},
		{"fr-ar", "Le mot.", `كلمة «نعم" قصيرة.`, []string{`"|»|كلمة «نعم» قصيرة.`}},
		{"ar-fr", "قال.", "« Il a lu “Le Monde” hier. »", nil},
	})
}

func TestQuotesFindsWrongStyle(t *testing.T) {
	checktest.Examples(t, &quotes, []checktest.Example{
		{"ar-fr", "كلمتان.", `« Oui » et "non".`, []string{"\"…\"|«…»|« Oui » et «\u00a0non\u00a0»."}},
		{"ar-fr", "كلمتان.", `"Oui" et "non".`, nil},
	})
	checktest.ExamplesBy(t, look.Rules{Modes: map[look.ID]look.Mode{"quotes": look.Warn}}, &quotes, []checktest.Example{
		{"fr-ar", "Deux mots.", `"نعم".`, []string{`"…"|«…»|«نعم».`}},
	})
}

// In an article, the rarer style of quotation is found, and speech that goes on in the next segment is not.
func TestQuotesLooksAtArticle(t *testing.T) {
	var all []look.Pair
	for _, target := range []string{"« Un »", "« Deux »", "« Trois »", "« Quatre »", `"Cinq"`, "Il dit « six", "sept »"} {
		all = append(all, look.Pair{SourceLang: "ar", TargetLang: "fr", Source: bitext.Plain(`"كلمة"`), Target: bitext.Plain(target)})
	}
	var got []string
	for i, found := range checktest.FindInArticle(look.Rules{}, all, &quotes) {
		for _, f := range found {
			got = append(got, all[i].Target.Flat()+": "+f.Message)
		}
	}
	if want := `"Cinq": check.quotes-style`; len(got) != 1 || got[0] != want {
		t.Errorf("found %q, want %q", got, want)
	}
}
