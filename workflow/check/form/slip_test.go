package form

import (
	"testing"

	"truchement/workflow/check/checktest"
)

func TestSlip(t *testing.T) {
	checktest.Examples(t, &slip, []checktest.Example{
		{"fr-ar", "À Rabat.", "إلى الرباط، بلدية وهذه.", nil},
		{"fr-ar", "À Rabat.", "الى الرباط والحكومه.", []string{"الى|إلى|إلى الرباط والحكومه.", "والحكومه|والحكومة|الى الرباط والحكومة."}},
		{"fr-ar", "Si Dieu veut.", "ان شاء الله.", []string{"ان شاء|إن شاء|إن شاء الله."}},
		{"fr-ar", "Aussi.", "ايضاً.", []string{"ايضاً|أيضاً|أيضاً."}},
		{"fr-ar", "Qui.", "الذى.", []string{"الذى|الذي|الذي."}},
		{"fr-ar-EG", "Qui.", "الذى.", nil},
	})
}

// A right spelling is never a wrong one, after any clitic.
func TestSlipsAreSound(t *testing.T) {
	for wrong, right := range slips {
		if got, ok := rightSpelling(right.text, false); ok {
			t.Errorf("%s is right, but changed to %s", right.text, got)
		}
		if wrong == right.text {
			t.Errorf("%s is its own correction", wrong)
		}
	}
}
