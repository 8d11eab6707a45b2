package align

import (
	"slices"
	"strings"
	"testing"
)

func TestWordsLinkBothTexts(t *testing.T) {
	source, target := "أعلن الوزير بوتين في 12 مارس زقزوقا", "Le ministre Poutine a annoncé le 12 mars un frimas"
	from, to := New("ar", "fr").Words(source, target)
	text := func(words []Word, of string, i int) string { return of[words[i].Start:words[i].End] }
	var got []string
	for _, w := range from {
		for _, j := range w.Links {
			got = append(got, source[w.Start:w.End]+" "+text(to, target, j))
			if !slices.ContainsFunc(to[j].Links, func(i int) bool { return from[i].Start == w.Start }) {
				t.Errorf("%s has no link back", text(to, target, j))
			}
		}
	}
	want := "أعلن annoncé|الوزير ministre|بوتين Poutine|12 12|مارس mars"
	if strings.Join(got, "|") != want {
		t.Errorf("got %s\nwant %s", strings.Join(got, "|"), want)
	}
	known := map[string]bool{}
	for i, w := range from {
		known[text(from, source, i)] = w.Known
	}
	for i, w := range to {
		known[text(to, target, i)] = w.Known
	}
	for word, want := range map[string]bool{"الوزير": true, "زقزوقا": false, "ministre": true, "frimas": false, "12": true} {
		if known[word] != want {
			t.Errorf("%s: known %v", word, known[word])
		}
	}
}
