package form

import (
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/check/checktest"
	"truchement/workflow/check/look"
)

func TestCapital(t *testing.T) {
	checktest.Examples(t, &capital, []checktest.Example{
		{"ar-fr", "نص.", "Le président de YouTube, iPhone, EMicro, LGBTphobie, IXe et McDonald.", nil},
		{"ar-fr", "نص.", "Le PRésident du maRoc.", []string{"PRésident|Président|Le Président du maRoc.", "maRoc|maroc|Le PRésident du maroc."}},
		{"ar-fr", "نص.", "Il est parti. elle reste.", []string{"elle|Elle|Il est parti. Elle reste."}},
		{"ar-fr", "نص.", "Voir le boul. principal, « Oui ! » dit-il, à le360.ma.", nil},
		{"ar-fr", "نص.", "Le 3 Octobre 2024.", nil},
		{"ar-fr", "أعلنت CDiscount.", "La société CDiscount.", nil},
	})
	checktest.ExamplesBy(t, look.Rules{Modes: map[look.ID]look.Mode{"capital": look.Warn}}, &capital, []checktest.Example{
		{"ar-fr", "نص.", "Le 3 Octobre 2024, le 1er Mai.", []string{"Octobre|octobre|Le 3 octobre 2024, le 1er Mai."}},
		{"ar-fr", "نص.", "Le Lundi 3.", []string{"Lundi|lundi|Le lundi 3."}},
	})
}

func TestCapitalOfHeadline(t *testing.T) {
	p := look.Pair{SourceLang: "ar", TargetLang: "fr", Kind: bitext.Headline, Source: bitext.Plain("نص"), Target: bitext.Plain("le ministre arrive")}
	if found := checktest.Find(look.Rules{}, p, &capital); len(found) != 1 || found[0].Expected != "Le" {
		t.Errorf("found %+v, want one capital", found)
	}
}
