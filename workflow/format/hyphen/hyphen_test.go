package hyphen_test

import (
	"strings"
	"testing"

	"truchement/workflow/format/hyphen"
)

func TestFrenchWordsAreDivided(t *testing.T) {
	words := hyphen.Of("fr")
	for _, want := range []string{
		"an-ti-cons-ti-tu-tion-nel-le-ment", "gou-ver-ne-ment", "Maroc", "com-pa-gnie", "pays",
		"in-for-ma-tion", "évè-ne-ment", "l’in-ves-tis-se-ment", "main-tenu", "Casablanca", "réunion",
		"ONU", "OpenStreetMap", "example.org", "porte2024", "œcu-mé-nique", "الدارالبيضاء",
		"l’Organisation",
	} {
		word := []rune(strings.ReplaceAll(want, "-", ""))
		var got strings.Builder
		at := 0
		for _, p := range words.Points(word) {
			got.WriteString(string(word[at:p]) + "-")
			at = p
		}
		got.WriteString(string(word[at:]))
		if got.String() != want {
			t.Errorf("divided %s, want %s", got.String(), want)
		}
	}
}

func TestOtherLanguagesAreNotDivided(t *testing.T) {
	if got := hyphen.Of("en").Points([]rune("information")); got != nil {
		t.Errorf("Points = %v, want none", got)
	}
}
