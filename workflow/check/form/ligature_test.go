package form

import (
	"testing"

	"truchement/workflow/check/checktest"
	"truchement/workflow/check/look"
)

func TestLigature(t *testing.T) {
	checktest.Examples(t, &ligature, []checktest.Example{
		{"ar-fr", "نص.", "Le coeur et la soeur.", nil},
		{"ar-fr", "نص.", "Le cœur et les Soeurs, la moelle, coexister.", []string{"Soeurs|Sœurs|Le cœur et les Sœurs, la moelle, coexister."}},
	})
	checktest.ExamplesBy(t, look.Rules{Modes: map[look.ID]look.Mode{"ligature": look.Warn}}, &ligature, []checktest.Example{
		{"ar-fr", "نص.", "Oeuvre et voeux.", []string{"Oeuvre|Œuvre|Œuvre et voeux.", "voeux|vœux|Oeuvre et vœux."}},
	})
}
