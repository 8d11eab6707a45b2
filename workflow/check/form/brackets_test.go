package form

import (
	"testing"

	"truchement/workflow/check/checktest"
)

func TestBrackets(t *testing.T) {
	checktest.Examples(t, &brackets, []checktest.Example{
		{"ar-fr", "الأمم المتحدة (نيويورك).", "L’ONU (New York).", nil},
		{"ar-fr", "الأمم المتحدة (نيويورك).", "L’ONU (New York.", []string{"(|)|L’ONU (New York."}},
		{"ar-fr", "الأمم المتحدة (نيويورك).", "L’ONU New York).", []string{")|(|L’ONU New York)."}},
		{"ar-fr", "الأمم المتحدة (نيويورك).", "L’ONU (New York].", []string{"(|)|L’ONU (New York].", "]|[|L’ONU (New York]."}},
		{"ar-fr", "أ) الأول", "a) le premier", nil},
		{"ar-fr", "شكرا", "Merci :-)", nil},
		{"ar-fr", "في الخارج (أو", "À l’étranger (ou", nil},
		{"fr-ar", "Ici (là).", "هنا (هناك.", []string{"(|)|هنا (هناك."}},
	})
}
