package check

import "testing"

func TestArabicSign(t *testing.T) {
	checkExamples(t, "arabic-sign", []example{
		{"fr-ar", "Oui, non.", "نعم, لا.", nil},
		{"fr-ar", "Oui, non, si.", "نعم، لا, بلى.", []string{",|،|نعم، لا، بلى."}},
		{"fr-ar", "Est-il là ?", "هل هو هنا?", []string{"?|؟|هل هو هنا؟"}},
		{"fr-ar", "Soit 1,500 de Google, oui.", "نحو 1,500 من Google, نعم، نعم.", nil},
	})
	checkWith(t, Rules{Modes: map[ID]Mode{"arabic-sign": Warn}}, "arabic-sign", []example{
		{"fr-ar", "Oui ; non.", "نعم; لا.", []string{";|؛|نعم؛ لا."}},
	})
}
