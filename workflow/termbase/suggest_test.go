package termbase

import (
	"testing"

	"truchement/workflow/term"
)

func TestTypeOfSuggestion(t *testing.T) {
	for _, tt := range []struct {
		source, target string
		want           term.Type
	}{
		{"الرباط", "Rabat", term.Place},
		{"فرنسا", "France", term.Place},
		{"باريس", "Paris", term.Place},
		{"France", "فرنسا", term.Place},
		{"الولايات المتحدة", "États-Unis", term.Place},
		{"القاهرة", "Caire", term.Place},
		{"Côte d’Ivoire", "كوت ديفوار", term.Place},
		{"ماكرون", "Macron", term.Person},
		{"عبد الوافي لفتيت", "Abdelouafi Laftit", term.Person},
		{"إيمانويل ماكرون", "Emmanuel Macron", term.Person},
		{"مجلس الوزراء", "conseil des ministres", term.General},
		{"الاتحاد الأوروبي", "Union européenne", term.General},
		{"اتصالات المغرب", "Maroc Telecom", term.General},
		{"الأمم المتحدة", "ONU", term.General},
		{"محمد", "petit prophète", term.General}, // not written as a name
	} {
		s := Suggestion{Source: tt.source, Target: tt.target}
		if got := s.guessType(); got != tt.want {
			t.Errorf("%s, %s: %s, want %s", tt.source, tt.target, got, tt.want)
		}
	}
}
