package sense

import (
	"testing"

	"truchement/workflow/check/checktest"
)

func TestUntranslated(t *testing.T) {
	checktest.Examples(t, &untranslated, []checktest.Example{
		{"ar-fr", "وصل الوزير.", "Le ministre est arrivé.", nil},
		{"ar-fr", "وصل الوزير.", "وصل الوزير.", []string{"||وصل الوزير."}},
		{"ar-fr", "وصل الوزير.", "Le وزير est arrivé.", []string{"وزير||Le وزير est arrivé."}},
		{"ar-fr", "وصل الوزير أمس.", "الوزير أمس est arrivé.", []string{"الوزير أمس||الوزير أمس est arrivé."}},
		{"ar-fr", "أعلن تنظيم داعش ذلك.", "Daech (داعش) l’a annoncé.", nil},
		{"ar-fr", "قال نعم.", "Il a dit « نعم ».", nil},
		{"ar-fr", "اجتمع الوزراء في الرباط أمس.", "The ministers met in Rabat yesterday and they said that it was good.",
			[]string{"||The ministers met in Rabat yesterday and they said that it was good."}},
		{"fr-ar", "Le ministre est arrivé hier.", "وصل ministre أمس.", []string{"ministre||وصل ministre أمس."}},
		{"fr-ar", "Le ministre est arrivé hier soir.", "وصل hier soir الوزير.", []string{"hier soir||وصل hier soir الوزير."}},
		{"fr-ar", "Macron a signé avec Airbus.", "وقع ماكرون مع Airbus.", nil},
		{"fr-ar", "Écrivez à redaction@exemple.fr, à la rédaction.", "اكتبوا إلى redaction@exemple.fr.", nil},
		{"fr-ar", "Le « shutdown » américain dure.", "يستمر shutdown الأمريكي.", nil},
		{"fr-ar", "En gallois, twp signifie stupide.", "تعني twp في ويلز السخافة.", nil},
		{"fr-ar", "Le site meteo.com l’annonce ; la meteo est bonne.", "أعلن meteo.com ذلك.", nil},
		{"fr-ar", "Facebook", "Facebook", nil},
		{"fr-ar", "AFP, Reuters", "AFP, Reuters", nil},
		{"fr-ar", "photo de famille", "photo de famille", []string{"||photo de famille"}},
		{"en-fr", "The minister said that it was too late.", "Le ministre said that it était trop tard.",
			[]string{"said that it||Le ministre said that it était trop tard."}},
		{"en-fr", "The Bank of America met The New York Times.", "La Bank of America a rencontré The New York Times.", nil},
	})
}
