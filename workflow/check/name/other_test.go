package name

import (
	"testing"

	"truchement/workflow/check/checktest"
)

func TestOtherName(t *testing.T) {
	checktest.Examples(t, &otherNameCheck, []checktest.Example{
		{"ar-fr", "قال مايكل فالون إن العمل بدأ.", "Hier, Michael Fallon a dit que les travaux ont commencé.", nil},
		{"ar-fr", "حكم العالم أفلاطون.", "C’est Platon qui a jugé.", nil},
		{"ar-fr", "عرض الفيلم في دار الأوبرا.", "Le film Breaking Bad Society y est sorti.", nil},
		{"ar-fr", "سجل مهاجم مانشيستر هدفا.", "L’attaquant des Blues a marqué un but.", nil},
		{"ar-fr", "قال مايكل فالون لروبنسون إن العمل بدأ.", "Hier, Michael Guterres a dit à Kavanaugh que les travaux ont commencé.",
			[]string{"Guterres|فالون|Hier, Michael Guterres a dit à Kavanaugh que les travaux ont commencé."}}, // the likelier of two
		{"ar-fr", "وصل القطار أمس بعد الظهر وكتب المسافر قصيدة طويلة.", "La pluie a fini par tomber hier soir sur Kavanaugh.", nil}, // no word looks like a name
		{"fr-ar", "Hier, Viktor Orbán a dit que les travaux ont commencé.", "قال أوربان بتشجيع من الحكومة أمس إن العمل بدأ.", nil},  // a given name is left out
		{"fr-ar", "Kim Jong-un s’est montré favorable. Le ministre et Kim Jong-un l’ont dit.", "كان كيم مهتم. قال الوزير وكيم ذلك.", nil},
		{"ar-fr", "قال مايكل فالون إن العمل بدأ.", "Hier, Michael Guterres a dit que les travaux ont commencé.",
			[]string{"Guterres|فالون|Hier, Michael Guterres a dit que les travaux ont commencé."}},
		{"fr-ar", "Hier, Michael Fallon a dit que les travaux ont commencé.", "قال مايكل روبنسون أمس إن العمل بدأ.",
			[]string{"روبنسون|Fallon|قال مايكل روبنسون أمس إن العمل بدأ."}},
		{"fr-ar", "Le ministre a rencontré Kavanaugh hier.", "التقى الوزير أمس ليفينغستون.",
			[]string{"ليفينغستون|Kavanaugh|التقى الوزير أمس ليفينغستون."}},
	})
}
