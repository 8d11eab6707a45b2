package sense

import (
	"testing"

	"truchement/workflow/check/checktest"
)

func TestQuoteLost(t *testing.T) {
	checktest.Examples(t, &quoteLost, []checktest.Example{
		{"fr-ar", "« Nous ne céderons jamais », dit-il.", "قال: \"لن نستسلم أبدا\".", nil},
		{"fr-ar", "« Nous ne céderons jamais », dit-il.", "قال لن نستسلم أبدا.",
			[]string{"|Nous ne céderons jamais|قال لن نستسلم أبدا."}},
		{"fr-ar", "Le film « La Nuit Américaine De Truffaut » sort.", "يخرج فيلم الليلة الأمريكية.", nil},
		{"fr-ar", "Un « vrai succès » pour lui.", "نجاح حقيقي له.", nil},
		{"fr-ar", "« Nous ne céderons jamais », dit-il.", "قال ⟦1⟧لن نستسلم أبدا⟦/1⟧.", nil},
		{"fr-ar", "« Nous ne céderons jamais, dit-il.", "قال لن نستسلم أبدا.", nil},
		{"ar-fr", "أضاف: \"لن نستسلم في هذه المعركة أبدا\".", "Selon lui, nous ne céderons jamais dans cette bataille.",
			[]string{"|لن نستسلم في هذه المعركة أبدا|Selon lui, nous ne céderons jamais dans cette bataille."}},
		{"ar-fr", "أضاف: \"لن نستسلم في هذه المعركة أبدا\".", "Nous ne céderons jamais, a déclaré le ministre.", nil},
		{"ar-fr", "فيلم \"ليلة في الجنوب\" جيد.", "Le film Nuit au sud est bon.", nil},
		{"ar-fr", "أضاف: \"يجب أن توقع الحكومة هذا الاتفاق الجديد\".", "Selon lui, le gouvernement doit signer ce nouvel accord.", nil},
		{"fr-ar", "« Le ministre arrive demain. »", "يصل الوزير غدا.", nil},
		// Others of the text have marks.
		{"fr-ar", "« Nous ne céderons jamais », dit-il, « à aucun prix ».", "قال: \"لن نستسلم أبدا\" بأي ثمن.",
			[]string{"|à aucun prix|قال: \"لن نستسلم أبدا\" بأي ثمن."}},
		{"fr-ar", "Il cite « le parlement » et « le gouvernement ».", "ذكر \"البرلمان\" و\"الحكومة\".", nil},
		{"fr-ar", "Il cite « le parlement » et « le gouvernement ».", "ذكر البرلمان و\"الحكومة\".",
			[]string{"|le parlement|ذكر البرلمان و\"الحكومة\"."}},
		{"fr-ar", "Il cite « le parlement » et « le gouvernement ».", "ذكر \"البرلمان\" و\"الحكومة.", nil},
		{"fr-ar", "Il parle d’une « dispute » et d’un « échange verbal ».", "تحدث عن شجار و\"تبادل لفظي\".", nil},
		{"ar-fr", "ندد الوزير ب\"سياسة الحكومة\" الجديدة.", "Le ministre a dénoncé « la politique du gouvernement ».", nil},
		{"ar-fr", "ندد الوزير ب\"سياسة الحكومة الجديدة\".", "Le ministre a dénoncé une nouvelle politique du gouvernement.",
			[]string{"|سياسة الحكومة الجديدة|Le ministre a dénoncé une nouvelle politique du gouvernement."}},
		{"ar-fr", "شاهد الوزير فيلم \"سياسة الحكومة الجديدة\".", "Le ministre a vu le film La Politique du gouvernement.", nil},
		{"ar-fr", "قال الوزير نعم.", "« Oui », dit le ministre.", nil},
	})
}
