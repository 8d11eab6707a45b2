package align

import (
	"slices"
	"testing"
)

func TestStemsStripAffixes(t *testing.T) {
	for word, want := range map[string]string{
		"وبالوزاره": "وزاره", "للحكومه": "حكومه", "مدارسهم": "مدارس", "والكتاب": "كتاب",
		"وزير": "وزير", "سيكتب": "كتب",
	} {
		if got := arabicStems(word); !slices.Contains(got, want) {
			t.Errorf("%s: %v lacks %s", word, got, want)
		}
	}
	for word, want := range map[string]string{
		"ministeres": "ministere", "nationaux": "national", "annoncees": "annonc",
		"annonceront": "annonc",
	} {
		if got := frenchStems(word); !slices.Contains(got, want) {
			t.Errorf("%s: %v lacks %s", word, got, want)
		}
	}
}

func TestSkeletonsMatchAcrossScripts(t *testing.T) {
	for arabic, latin := range map[string]string{
		"شكسبير": "shakespeare", "خديجه": "khadija", "بوتين": "poutine", "القذافي": "kadhafi",
		"شولمان": "schulman", "جورج": "george", "اوباما": "obama", "فرنسوا": "François",
		"تشرشل": "churchill", "الجزيره": "jazira",
	} {
		var found bool
		v := newVocab("fr")
		skeleton := v.types[v.intern(latin)].skeleton
		for _, h := range nameForms(arabic) {
			found = found || arabicSkeleton(h) == skeleton
		}
		if !found {
			t.Errorf("%s %s, %s %s", arabic, arabicSkeleton(arabic), latin, skeleton)
		}
	}
}

func TestNumbersMatchAcrossScripts(t *testing.T) {
	a, b := newVocab("ar"), newVocab("fr")
	for arabic, french := range map[string]string{
		"١٬٢٣٤": "1 234", "٣٫٥": "3,5", "5000": "5\u202f000", "18:30": "18h30", "1.5": "1,5",
	} {
		var keys [2][]string
		for _, id := range a.typesIn(arabic) {
			keys[0] = append(keys[0], a.types[id].key)
		}
		for _, id := range b.typesIn(french) {
			keys[1] = append(keys[1], b.types[id].key)
		}
		if !slices.ContainsFunc(keys[0], func(k string) bool { return slices.Contains(keys[1], k) }) {
			t.Errorf("%s %v, %s %v", arabic, keys[0], french, keys[1])
		}
	}
}

func TestBoilerplateIsClassified(t *testing.T) {
	c := newBoilerplate()
	for line, want := range map[string]boilerplateKind{
		"شارك هذا المقال": furniture, "Photo : AFP": furniture, "© Reuters": furniture,
		"Commentaires (12)": furniture, "التعليقات (12)": furniture,
		"Mis à jour à 18 h 30": furniture, "آخر تحديث: الساعة 18:30": furniture,
		"Lire aussi : Le Maroc bat la France": crossReference, "اقرأ أيضا: فوز المغرب": crossReference,
		"Source de revenus essentielle, la pêche emploie 40 000 personnes au pays.": notBoilerplate,
		"Partager cet avis serait imprudent.":                                       notBoilerplate,
		"شارك الوزير في المؤتمر.":                                                   notBoilerplate,
		"صور الأقمار الصناعية أظهرت الدمار.":                                        notBoilerplate,
		"": notBoilerplate,
	} {
		if got := c.classify(line); got != want {
			t.Errorf("%s: got %d, want %d", line, got, want)
		}
	}
}
