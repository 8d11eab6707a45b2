package form

import (
	"testing"

	"truchement/workflow/check/checktest"
)

func TestTatweel(t *testing.T) {
	checktest.Examples(t, &tatweel, []checktest.Example{
		{"fr-ar", "Bonjour.", "مرحـــبا.", []string{"ـــ||مرحبا."}},
		{"fr-ar", "En l’an 1445.", "الـ84 وبـ«هذا» سنة 1445هـ ـ وـربما.", nil},
	})
}
