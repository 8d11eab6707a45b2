package check

import "testing"

func TestTatweel(t *testing.T) {
	checkExamples(t, "tatweel", []example{
		{"fr-ar", "Bonjour.", "مرحـــبا.", []string{"ـــ||مرحبا."}},
		{"fr-ar", "En l’an 1445.", "الـ84 وبـ«هذا» سنة 1445هـ ـ وـربما.", nil},
	})
}
