package sense

import (
	"strings"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/check/checktest"
	"truchement/workflow/check/look"
)

// A sentence in Arabic and French, and its parts.
const (
	sentenceArabic = "أعلن وزير الداخلية في مؤتمر صحفي أن الحكومة قررت تخصيص مليون درهم لبناء مدارس جديدة في القرى، " +
		"وأضاف أن الأشغال ستبدأ في شهر مارس المقبل بعد موافقة البرلمان على المشروع"
	sentenceFrench = "Le ministre de l’Intérieur a annoncé en conférence de presse que le gouvernement avait décidé de consacrer " +
		"un million de dirhams à la construction de nouvelles écoles dans les villages, et a ajouté que les travaux commenceront " +
		"en mars prochain après l’accord du parlement sur le projet"
)

func TestOmissionSaysWhatIsMissing(t *testing.T) {
	most := strings.Index(sentenceFrench, " avait décidé")
	for _, tt := range []struct {
		name             string
		from, to         string
		source, target   string
		omission, beside string // a word of what is found, empty for nothing
	}{
		{"complete", "ar", "fr", sentenceArabic, sentenceFrench, "", ""},
		{"complete, into Arabic", "fr", "ar", sentenceFrench, sentenceArabic, "", ""},
		{"all but the beginning", "ar", "fr", sentenceArabic, sentenceFrench[:most], "البرلمان", "وزير"},
		{"the second half, into Arabic", "fr", "ar", sentenceFrench, sentenceArabic[:strings.Index(sentenceArabic, "، ")], "parlement", "ministre"},
		{"a text too short to tell", "ar", "fr", "وصل وزير الداخلية اليوم", "Il est là", "", ""},
		{"languages without a lexicon", "en", "fr", "The minister announced in a press conference that all is well", "Il l’a dit", "", ""},
	} {
		found := checktest.Find(look.Rules{}, look.Pair{SourceLang: tt.from, TargetLang: tt.to,
			Source: bitext.Plain(tt.source), Target: bitext.Plain(tt.target)}, &omission)
		switch {
		case tt.omission == "" && len(found) > 0, tt.omission != "" && len(found) != 1:
			t.Errorf("%s: %+v", tt.name, found)
		case tt.omission != "" && (!strings.Contains(found[0].Expected, tt.omission) || strings.Contains(found[0].Expected, tt.beside)):
			t.Errorf("%s: missing %q", tt.name, found[0].Expected)
		}
	}
}

func TestAdditionSaysWhatIsAdded(t *testing.T) {
	half := strings.Index(sentenceArabic, "، ")
	found := checktest.Find(look.Rules{}, look.Pair{SourceLang: "ar", TargetLang: "fr",
		Source: bitext.Plain(sentenceArabic[:half]), Target: bitext.Plain(sentenceFrench)}, &addition)
	if len(found) != 1 || !strings.Contains(found[0].Found, "parlement") || strings.Contains(found[0].Found, "ministre") {
		t.Errorf("found %+v", found)
	}
}

func TestTooShort(t *testing.T) {
	checktest.Examples(t, &tooShort, []checktest.Example{
		{"ar-fr", sentenceArabic, "Le ministre.", []string{"Le ministre.||Le ministre."}},
		{"ar-fr", sentenceArabic, sentenceFrench, nil},
		{"en-fr", "The minister announced it in a press conference today.", "Le", []string{"Le||Le"}},
		{"fr-ar", sentenceFrench, strings.ReplaceAll(sentenceArabic, " ", ""), nil},
		{"fr-ar", "Le ministre arrive demain à Rabat avec son épouse.", "يصلالوزيرغداإلىالرباطمعزوجته.", nil},
		{"fr-ar", "Le ministre arrive demain à Rabat avec son épouse.", "يصلالوزير.", []string{"يصلالوزير.||يصلالوزير."}},
		{"fr-ar", sentenceFrench, "أعلن وزير الداخلية ذلك", []string{"أعلن وزير الداخلية ذلك||أعلن وزير الداخلية ذلك"}},
		{"en-fr", "12 13 14 15 16", "12", []string{"12||12"}},
		{"ar-fr", "في هذه المدينة اليوم", "Ici", nil},
	})
}
