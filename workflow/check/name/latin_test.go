package name

import (
	"testing"

	"truchement/workflow/check/checktest"
)

func TestLatinName(t *testing.T) {
	checktest.Examples(t, &latinNameCheck, []checktest.Example{
		{"ar-fr", "أطلقت شركة OpenAI نموذجها.", "La société OpenAI a lancé son modèle.", nil},
		{"ar-fr", "أعضاء البرلمان MWPs في ويلز.", "Les MWP du pays de Galles.", nil},
		{"ar-fr", "اسم Keira أكثر من Kiera.", "Le prénom Keira plus que Kiera.", nil},
		{"ar-fr", "أطلقت شركة Spotify خدمتها.", "Hier, Spotfiy a lancé son service.", []string{"Spotfiy|Spotify|Hier, Spotify a lancé son service."}},
		{"fr-ar", "Hier, Spotify a lancé son service.", "أطلقت شركة Spotifi خدمتها.", []string{"Spotifi|Spotify|أطلقت شركة Spotify خدمتها."}},
	})
}
