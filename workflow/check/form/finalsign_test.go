package form

import (
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/check/checktest"
	"truchement/workflow/check/look"
)

func TestFinalSign(t *testing.T) {
	checktest.Examples(t, &finalSign, []checktest.Example{
		{"ar-fr", "هل وصل؟", "Est-il arrivé ?", nil},
		{"ar-fr", "«وصل».", "« Il est arrivé. »", nil},
		{"ar-fr", "هل وصل؟", "Est-il arrivé.", []string{".|?|Est-il arrivé\u202f?"}},
		{"fr-ar", "Est-il arrivé ?", "هل وصل", []string{"|؟|هل وصل؟"}},
		{"ar-fr", "وصل.", "Il est arrivé", []string{"|.|Il est arrivé."}},
		{"ar-fr", "وصل.", "« Il est arrivé »", []string{"|.|« Il est arrivé »."}},
		{"ar-fr", "وصل", "Il est arrivé.", []string{".||Il est arrivé"}},
		{"ar-fr", "وصل...", "Il est arrivé…", nil},
		{"ar-fr", "وصل...", "Il est arrivé.", []string{".|…|Il est arrivé…"}},
		{"ar-fr", `سأل: "هل وصل؟".`, "« Est-il arrivé ? »", nil},
		{"ar-fr", "وصل.", "Il est arrivé !", nil},
		{"fr-ar", "Il est arrivé.", "وصل!", []string{"!|.|وصل."}},
		{"fr-ar", "Il est arrivé !", "وصل.", nil},
		{"ar-fr", "وصل الوزير.", "Le ministre est arrivé,", nil},
		{"ar-fr", "وصل الوزير أمس إلى الرباط مع وفد كبير من الخبراء", "Le ministre est arrivé hier à Rabat.", nil},
	})
}

func TestFinalSignOfHeadline(t *testing.T) {
	for target, want := range map[string]int{"Le ministre arrive.": 1, "Le ministre arrive": 0, "Une première aux U.S.A.": 0} {
		p := look.Pair{SourceLang: "ar", TargetLang: "fr", Kind: bitext.Headline, Source: bitext.Plain("الوزير يصل."), Target: bitext.Plain(target)}
		if got := len(checktest.Find(look.Rules{}, p, &finalSign)); got != want {
			t.Errorf("%s: %d findings, want %d", target, got, want)
		}
	}
}
