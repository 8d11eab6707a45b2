package align

import "testing"

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
