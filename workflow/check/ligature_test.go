package check

import "testing"

func TestLigature(t *testing.T) {
	checkExamples(t, "ligature", []example{
		{"ar-fr", "نص.", "Le coeur et la soeur.", nil},
		{"ar-fr", "نص.", "Le cœur et les Soeurs, la moelle, coexister.", []string{"Soeurs|Sœurs|Le cœur et les Sœurs, la moelle, coexister."}},
	})
	checkWith(t, Rules{Modes: map[ID]Mode{"ligature": Warn}}, "ligature", []example{
		{"ar-fr", "نص.", "Oeuvre et voeux.", []string{"Oeuvre|Œuvre|Œuvre et voeux.", "voeux|vœux|Oeuvre et vœux."}},
	})
}
