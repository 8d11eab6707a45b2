package align

import (
	"strings"
	"testing"
)

func FuzzAlign(f *testing.F) {
	f.Add("وصل الوزير.\nقال: «نعم».", "Le ministre est arrivé.\n« Oui », dit-il.")
	f.Add("١٬٢٣٤ 5 000\n\n؟", "1 234\u202f5\n?\n?\n?\n?")
	f.Add("ـَُ\n'\n’’", "\xff\xfe\nl’l’l’")
	a, b := New("ar", "fr"), New("fr", "ar")
	f.Fuzz(func(t *testing.T, source, target string) {
		if len(source)+len(target) > 4000 {
			return
		}
		p := Pair{Sentences(strings.Split(source, "\n")), Sentences(strings.Split(target, "\n"))}
		p.Source[0].Start, p.Target[0].Start = len(source)%2 == 0, true
		checkCoverage(t, p, a.AlignOne(p))
		p.Source, p.Target = p.Target, p.Source
		checkCoverage(t, p, b.AlignOne(p))
	})
}

func FuzzReadLexicon(f *testing.F) {
	f.Add("وزير|وزراء\tministre\n# x\n\na b\tc d\n")
	f.Fuzz(func(t *testing.T, text string) {
		l, err := ReadLexicon(strings.NewReader(text), "ar", "fr")
		if err == nil && l.Len() > 0 {
			New("ar", "fr", l, l.reversed())
		}
	})
}

func FuzzReadLinks(f *testing.F) {
	f.Add("0,1:0\n2:\n\n-\n\n[0]:[1, 2]:0.5\n")
	f.Fuzz(func(t *testing.T, text string) {
		beads, err := ReadLinks(strings.NewReader(text))
		if err != nil {
			return
		}
		for _, b := range beads {
			if len(b) > 1000 {
				return
			}
		}
		var out strings.Builder
		if err := WriteLinks(&out, beads); err != nil {
			t.Fatal(err)
		}
		again, err := ReadLinks(strings.NewReader(out.String()))
		if err != nil || len(again) != len(beads) {
			t.Fatalf("%q read back as %v, %v", out.String(), again, err)
		}
	})
}
