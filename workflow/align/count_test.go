package align

import "testing"

func TestSentencesAreCounted(t *testing.T) {
	for text, want := range map[string]int{
		"":                                1,
		"Le ministre est là.":             1,
		"Le ministre est là. Il parle.":   2,
		"« Est-ce vrai ? » Non ! Il rit.": 3,
		"Selon M. Adams et Mme. Dupont, tout va bien.": 1,
		"Il vit rue du 3. mai":                         1,
		"Il a dit oui... puis non.":                    1,
		"وصل الوزير. وتكلم.":                           2,
		"هل وصل؟ نعم! \"وصل.\" ثم غادر":                4,
		"بلغ 3.5 ملايين.":                              1,
	} {
		if got := sentencesIn(text); got != want {
			t.Errorf("%s: %d sentences, want %d", text, got, want)
		}
	}
}

// TestLineOfTwoSentencesHasTwoLines has words that no lexicon knows, and lengths that leave it open.
func TestLineOfTwoSentencesHasTwoLines(t *testing.T) {
	target := "Zut alors encore une fois ici.\nBof bien entendu pour rien."
	for source, want := range map[string]string{
		"قلقل بلبل زعزع مرمر هنا. قشقش طبطب هزهز كثيرا.": "0:0,1",
		"قلقل بلبل زعزع مرمر هنا قشقش":                   "0:0 :1",
	} {
		if got := links(New("ar", "fr").AlignOne(pairOf(source, target))); got != want {
			t.Errorf("%s: beads %s, want %s", source, got, want)
		}
	}
}
