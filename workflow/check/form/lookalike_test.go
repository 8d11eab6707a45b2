package form

import (
	"testing"

	"truchement/workflow/check/checktest"
)

func TestLookalike(t *testing.T) {
	checktest.Examples(t, &lookalike, []checktest.Example{
		{"ar-fr", "نص.", "Le Maroc, Москва, μm, 2l5 et O2.", []string{"2l5|215|Le Maroc, Москва, μm, 215 et O2."}},
		{"ar-fr", "نص.", "Le Mаroc en 2O24.", []string{"Mаroc|Maroc|Le Maroc en 2O24.", "2O24|2024|Le Mаroc en 2024."}},
		{"fr-ar", "Un.", "کتاب في پاریس.", []string{"کتاب|كتاب|كتاب في پاریس."}},
		{"fr-ar", "Un.", "فی.", []string{"فی|في|فی."}},
	})
}
