package name

import "testing"

func TestNameTwoWays(t *testing.T) {
	checkArticles(t, &nameTwoWays, []articleExample{
		{"one spelling", "ar-fr", []string{"قال لفتيت ذلك.|C’est ce qu’a dit Laftit.", "أكد لفتيت الخبر.|La nouvelle vient de M. Laftit."}, nil},
		{"two spellings", "ar-fr", []string{"قال لفتيت ذلك.|C’est ce qu’a dit Laftit.", "أكد لفتيت الخبر.|La nouvelle vient de M. Lefteet.",
			"وصل لفتيت أمس.|Hier, Laftit est arrivé."}, []string{"2: Lefteet|Laftit"}},
		{"one spelling of a demonym", "ar-fr", []string{"في كوسوفو.|C’est au Kosovo.", "الشعب الكوسوفي.|C’est le peuple des Kosovars."}, nil},
		{"two people of one first name", "ar-fr", []string{"قال محمد السادس ذلك.|C’est ce qu’a dit Mohammed VI.", "كتب محمد هويدي هذا.|L’auteur est Mohamed Houidi."}, nil},
		{"two spellings of one person", "ar-fr", []string{"قال محمد هويدي ذلك.|C’est ce qu’a dit Mohammed Houidi.", "كتب محمد هويدي هذا.|L’auteur est Mohamed Houidi."},
			[]string{"2: Mohamed|Mohammed"}},
		{"two spellings in Arabic", "fr-ar", []string{"C’est Kavanaugh qui l’a dit.|قال كافانو ذلك.", "Ce juge est Kavanaugh.|هذا القاضي هو كفانو.",
			"Il a vu Kavanaugh.|التقى بكافانو."}, []string{"2: كفانو|كافانو"}},
	})
}
