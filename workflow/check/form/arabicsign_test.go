package form

import (
	"testing"

	"truchement/workflow/check/checktest"
	"truchement/workflow/check/look"
)

func TestArabicSign(t *testing.T) {
	checktest.Examples(t, &arabicSign, []checktest.Example{
		{"fr-ar", "Oui, non.", "نعم, لا.", nil},
		{"fr-ar", "Oui, non, si.", "نعم، لا, بلى.", []string{",|،|نعم، لا، بلى."}},
		{"fr-ar", "Est-il là ?", "هل هو هنا?", []string{"?|؟|هل هو هنا؟"}},
		{"fr-ar", "Soit 1,500 de Google, oui.", "نحو 1,500 من Google, نعم، نعم.", nil},
	})
	checktest.ExamplesBy(t, look.Rules{Modes: map[look.ID]look.Mode{"arabic-sign": look.Warn}}, &arabicSign, []checktest.Example{
		{"fr-ar", "Oui ; non.", "نعم; لا.", []string{";|؛|نعم؛ لا."}},
	})
}
