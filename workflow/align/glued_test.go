package align

import (
	"strings"
	"testing"

	"truchement/workflow/lang"
)

// TestUnglueFindsWords has words that were typed without spaces, and long words that are one.
func TestUnglueFindsWords(t *testing.T) {
	c := New("ar", "fr").readPairs(nil)
	for word, want := range map[string]string{
		"اجتمعمجلسالأمنأمس":           "اجتمع مجلس الامن امس",
		"منالولاياتالمتحدة":           "من الولايات المتحده",
		"التابعللأممالمتحدةيومالخميس": "التابع للامم المتحده يوم الخميس",
		"المستشفيات":                  "",
		"وللمستخدمين":                 "",
		"والديمقراطيين":               "",
		"الاستراتيجيات":               "",
		"وبالمسؤوليات":                "",
		"فسيكفيكهم":                   "",
	} {
		if got := strings.Join(unglue(lang.Fold(word, "ar"), c.source.known), " "); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}

// TestTextsWithoutSpacesAreAligned has the Arabic text of the development set without its spaces.
func TestTextsWithoutSpacesAreAligned(t *testing.T) {
	d := openDevSet(t, "pud.hard")
	pairs := d.pairs[:8]
	for i := range pairs {
		for k, s := range pairs[i].Source {
			pairs[i].Source[k].Text = strings.ReplaceAll(s.Text, " ", "")
		}
	}
	right, all := 0, 0
	for i, beads := range New("ar", "fr").Align(pairs) {
		gold := map[[2][2]int]bool{}
		for _, b := range d.gold[i] {
			gold[[2][2]int{b.Source, b.Target}] = true
		}
		for _, b := range beads {
			all++
			if gold[[2][2]int{b.Source, b.Target}] {
				right++
			}
		}
	}
	if share := float64(right) / float64(all); share < 0.75 { // without cutting: 0.52
		t.Errorf("%d of %d beads are right, want 75 of 100", right, all)
	}
}
