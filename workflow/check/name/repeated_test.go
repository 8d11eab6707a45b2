package name

import "testing"

func TestRepeated(t *testing.T) {
	checkArticles(t, &repeated, []articleExample{
		{"a sentence translated alike", "ar-fr", []string{"وصل الوزير أمس إلى باريس.|Le ministre est arrivé hier à Paris.", "وصل الوزير أمس إلى باريس.|Le ministre est arrivé hier à Paris !"}, nil},
		{"short sentences", "ar-fr", []string{"نعم.|Oui.", "نعم.|C’est vrai.", "أجل.|Oui."}, nil},
		{"a sentence translated in two ways", "ar-fr", []string{"وصل الوزير أمس إلى باريس.|Le ministre est arrivé hier à Paris.", "وصل الوزير أمس إلى باريس.|Hier, le ministre a gagné Paris."},
			[]string{"2: Hier, le ministre a gagné Paris.|Le ministre est arrivé hier à Paris."}},
		{"a translation of two sentences", "ar-fr", []string{"وصل الوزير أمس إلى باريس.|Le ministre est arrivé hier à Paris.", "خسر الفريق مباراته الأخيرة.|Le ministre est arrivé hier à Paris."},
			[]string{"2: Le ministre est arrivé hier à Paris.|وصل الوزير أمس إلى باريس."}},
	})
}
