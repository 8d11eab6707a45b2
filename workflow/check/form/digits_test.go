package form

import (
	"testing"

	"truchement/workflow/check/checktest"
	"truchement/workflow/check/look"
)

func TestDigits(t *testing.T) {
	checktest.Examples(t, &digits, []checktest.Example{
		{"fr-ar", "12 et 15.", "12 و15.", nil},
		{"fr-ar", "12 et 15.", "١٢ و١٥ من F-16 وG20.", nil},
		{"fr-ar", "De 12 à 15 ou 17.", "من 12 إلى ١٥ أو 17.", []string{"١٥|15|من 12 إلى 15 أو 17."}},
		{"fr-ar", "De 12 à 15 ou 1,7.", "من ١٢ إلى 15 أو ١٫٧.", []string{"15|١٥|من ١٢ إلى ١٥ أو ١٫٧."}},
	})
	checktest.ExamplesBy(t, look.Rules{Digits: "latn"}, &digits, []checktest.Example{{"fr-ar", "12", "١٢٫٥", []string{"١٢٫٥|12.5|12.5"}}})
	checktest.ExamplesBy(t, look.Rules{Digits: "arab"}, &digits, []checktest.Example{{"fr-ar", "12", "12", []string{"12|١٢|١٢"}}})
}
