package check

import "testing"

func TestApostrophe(t *testing.T) {
	checkExamples(t, "apostrophe", []example{
		{"ar-fr", "نص.", "L'eau et l'air.", nil},
		{"ar-fr", "نص.", "L'eau, l’air, d'ici.", nil},
		{"ar-fr", "نص.", "L’eau, l’air, d’ici, qu’il n’a, c'est « Don't ».", []string{"'|’|L’eau, l’air, d’ici, qu’il n’a, c’est « Don't »."}},
	})
	checkWith(t, Rules{Modes: map[ID]Mode{"apostrophe": Warn}}, "apostrophe", []example{
		{"ar-fr", "نص.", "Aujourd'hui, l’air.", []string{"'|’|Aujourd’hui, l’air."}},
		{"fr-ar", "L'eau.", "ماء.", nil},
	})
}
