package name

import "testing"

func TestInconsistent(t *testing.T) {
	checkArticles(t, &inconsistent, []articleExample{
		{"a term translated in two ways", "ar-fr", []string{"اجتمع المجلس الأعلى أمس.|Le Conseil supérieur s’est réuni.", "قرار المجلس الأعلى.|La décision du Conseil supérieur.",
			"انعقد المجلس الأعلى.|La Chambre supérieure s’est tenue."}, []string{"3: Chambre supérieure|Conseil supérieur"}},
		{"a term shortened", "ar-fr", []string{"اجتمع المجلس الأعلى أمس.|Le Conseil supérieur s’est réuni.", "قرار المجلس الأعلى.|La décision du Conseil supérieur.",
			"انعقد المجلس الأعلى.|Le Conseil s’est tenu."}, nil},
	})
}
