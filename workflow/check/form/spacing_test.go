package form

import (
	"testing"

	"truchement/workflow/check/checktest"
	"truchement/workflow/check/look"
)

func TestSpacingOfFrench(t *testing.T) {
	checktest.Examples(t, &spacing, []checktest.Example{
		{"ar-fr", "هل وصل؟", "Est-il arrivé ?", nil},
		{"ar-fr", "هل وصل؟", "Est-il arrivé?", []string{"é?|é\u202f?|Est-il arrivé\u202f?"}},
		{"ar-fr", "قال: نعم.", "Il dit: « oui ».", []string{"t:|t\u00a0:|Il dit\u00a0: « oui »."}},
		{"ar-fr", "نعم.", "Il dit «oui ».", []string{"«o|«\u00a0o|Il dit «\u00a0oui »."}},
		{"ar-fr", "نعم.", "Il dit « oui».", []string{"i»|i\u00a0»|Il dit « oui\u00a0»."}},
		{"ar-fr", "نعم.", "Il dit « oui »et part.", []string{"»e|» e|Il dit « oui » et part."}},
		{"ar-fr", "نعم.", "Oui , dit-il .", []string{"i ,|i,|Oui, dit-il .", "l .|l.|Oui , dit-il."}},
		{"ar-fr", "نعم.", "Oui,dit-il.Non, dit-elle", []string{",d|, d|Oui, dit-il.Non, dit-elle", ".N|. N|Oui,dit-il. Non, dit-elle"}},
		{"ar-fr", "نعم.", "Oui,  dit-il à 10:30, à le360.ma.", []string{",  d|, d|Oui, dit-il à 10:30, à le360.ma."}},
		{"ar-fr", "نعم.", "De l’ eau ( douce ).", []string{"’ e|’e|De l’eau ( douce ).", "( d|(d|De l’ eau (douce ).", "e )|e)|De l’ eau ( douce)."}},
		{"ar-fr", "نعم.", " Oui. ", []string{" O|O|Oui. ", ". |.| Oui."}},
		{"ar-fr", "نعم.", "Vers 352 av. J.-C., le(s) P.I.B. de 1,5 % (re)vient… à https://a.ma/?q=a:b.", nil},
		{"ar-fr", "نعم.", "Soit 5% ou 6%.", nil},
		{"ar-fr", "نعم.", "Soit 5 % ou 6%.", []string{"6%|6\u00a0%|Soit 5 % ou 6\u00a0%."}},
		{"ar-fr", "نعم.", "Le film « AI: the Movie ».", nil},
	})
	checktest.ExamplesBy(t, look.Rules{French: "fr-FR"}, &spacing, []checktest.Example{
		{"ar-fr", "هل وصل؟", "Est-il arrivé ?", []string{"é ?|é\u202f?|Est-il arrivé\u202f?"}},
		{"ar-fr", "هل وصل؟", "Est-il arrivé\u202f?", nil},
		{"ar-fr", "نعم.", "« Oui\u00a0».", []string{"« O|«\u00a0O|«\u00a0Oui\u00a0»."}},
	})
	checktest.ExamplesBy(t, look.Rules{French: "eu"}, &spacing, []checktest.Example{
		{"ar-fr", "هل وصل؟", "Est-il arrivé?", nil},
		{"ar-fr", "هل وصل؟", "Est-il arrivé ?", []string{"é ?|é?|Est-il arrivé?"}},
	})
}

func TestSpacingOfArabic(t *testing.T) {
	checktest.Examples(t, &spacing, []checktest.Example{
		{"fr-ar", "Oui, dit-il.", "نعم، قال.", nil},
		{"fr-ar", "Oui, dit-il.", "نعم ،قال .", []string{"م ،|م،|نعم،قال .", "ل .|ل.|نعم ،قال."}},
		{"fr-ar", "Est-ce lui ?", "هل هو ؟", []string{"و ؟|و؟|هل هو؟"}},
		{"fr-ar", "Le ministre et lui.", "الوزير و الرئيس.", []string{"و ا|وا|الوزير والرئيس."}},
		{"fr-ar", "Il et « elle ».", "هو و \"هي\" و2 في 49 ق.م تقريبا.", nil},
		{"fr-ar", "Fin. Début.", "انتهى.وبدأ.", []string{".و|. و|انتهى. وبدأ."}},
		{"fr-ar", "Un mot.", "كلمة  واحدة.", []string{"ة  و|ة و|كلمة واحدة."}},
		{"fr-ar", "Une lettre à lui.", "رسالةإليه شيئًا معنًى.", []string{"ةإ|ة إ|رسالة إليه شيئًا معنًى."}},
	})
}
