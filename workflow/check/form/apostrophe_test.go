package form

import (
	"testing"

	"truchement/workflow/check/checktest"
	"truchement/workflow/check/look"
)

func TestApostrophe(t *testing.T) {
	checktest.Examples(t, &apostrophe, []checktest.Example{
		{"ar-fr", "نص.", "L'eau et l'air.", nil},
		{"ar-fr", "نص.", "L'eau, l’air, d'ici.", nil},
		{"ar-fr", "نص.", "L’eau, l’air, d’ici, qu’il n’a, c'est « Don't ».", []string{"'|’|L’eau, l’air, d’ici, qu’il n’a, c’est « Don't »."}},
	})
	checktest.ExamplesBy(t, look.Rules{Modes: map[look.ID]look.Mode{"apostrophe": look.Warn}}, &apostrophe, []checktest.Example{
		{"ar-fr", "نص.", "Aujourd'hui, l’air.", []string{"'|’|Aujourd’hui, l’air."}},
		{"fr-ar", "L'eau.", "ماء.", nil},
	})
}
