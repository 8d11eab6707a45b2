package name

import (
	"testing"

	"truchement/workflow/check/checktest"
)

func TestKnownName(t *testing.T) {
	checktest.Examples(t, &knownNameCheck, []checktest.Example{
		{"ar-fr", "وصل ترامب إلى باريس.", "Trump est arrivé à Paris.", nil},
		{"ar-fr", "سافر إلى القاهرة.", "Il est parti pour Le Caire.", nil},
		{"fr-ar", "Netanyahou a appelé Zelensky.", "اتصل نتانياهو بزيلينسكي.", nil},
		{"ar-fr", "قالت فرنسا إنها مستعدة.", "Le gouvernement français est prêt.", nil},
		{"ar-fr", "يعيش في كاليفورنيا سكان كثيرون.", "Les Californiens sont nombreux.", nil}, // its people
		{"fr-ar", "Singapour a gagné.", "فاز المنتخب السنغافوري.", nil},
		{"fr-ar", "Le Caire a répondu.", "ردت القاهرة.", nil},
		{"ar-fr", "هذه الجديدة من الدول الأوروبية وتلك من السودان.", "Voici la nouvelle, européenne, et celle du Soudan.", nil}, // El Jadida
		{"ar-fr", "نشرته جريدة جنوب الصين الصباحية.", "Le South China Morning Post l’a publié.", nil},
		{"ar-fr", "سافر إلى الإسكندرية.", "Il est parti pour Alexandria.", nil}, // in English
		{"ar-fr", "يعيش في تطوان.", "Il habite à Tanger.", []string{"Tanger|تطوان|Il habite à Tanger."}},
		{"fr-ar", "Il habite à Tombouctou et à Lattaquié.", "يسكن في تمبكتو واللاذفية.", []string{"لاذفية|لاذقية|يسكن في تمبكتو واللاذقية."}},
		{"ar-fr", "وصل ترامب إلى واشنطن.", "Hier, Tramp est arrivé à Washington.",
			[]string{"Tramp|Trump|Hier, Trump est arrivé à Washington."}},
		{"ar-fr", "قال ماكرون ذلك.", "C’est Macorn qui l’a dit.", []string{"Macorn|Macron|C’est Macron qui l’a dit."}},
		{"fr-ar", "Il a vu Macron à Berlin.", "التقى بماكررون في برلين.", []string{"ماكررون|ماكرون|التقى بماكرون في برلين."}},
		{"fr-ar", "Le roman se passe en Slovaquie.", "تدور أحداث الرواية في سلوفاكبا.", []string{"سلوفاكبا|سلوفاكيا|تدور أحداث الرواية في سلوفاكيا."}},
		{"fr-ar", "Il habite à Londres.", "يسكن في باريس.", []string{"باريس|Londres|يسكن في باريس."}},
		{"ar-fr", "قالت فرنسا إنها مستعدة.", "L’Allemagne a dit que la Belgique est prête.",
			[]string{"Allemagne|فرنسا|L’Allemagne a dit que la Belgique est prête."}},
	})
}
