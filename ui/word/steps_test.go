package word

import (
	"regexp"
	"testing"
	"time"

	"truchement/workflow/tm"
)

// What a match counts is marked by what it counts as; the rest of the text stays as it is.
func TestSteps(t *testing.T) {
	all, err := NewLocales(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	s, _ := all.In("fr")
	spoken := regexp.MustCompile(`<span class="vh"[^>]*>[^<]*</span>`)
	for _, c := range []struct{ tag, source, text, want string }{
		{"fr", "Le ministre est là.", "Le ministre est là !", "Le ministre est là !"},
		{"fr", "Les 5 ministres sont arrivés à Rabat.", "Les 7 ministres sont partis de <Rabat>.",
			`Les <del class="near">5</del><ins class="near">7</ins> ministres sont <del>arrivés à</del>` +
				`<ins>partis de</ins> &lt;Rabat&gt;.`},
		{"fr", "Il est venu hier soir.", "Il est venu.", "Il est venu <del>hier soir</del>."},
		{"fr", "Il est venu.", "Hier, il est venu.", "<ins>Hier</ins>, <del class=\"near\">Il</del><ins class=\"near\">il</ins> est venu."},
		{"ar", "وصل الوزير اليوم", "وصل والوزير اليوم",
			`وصل <del class="near">الوزير</del><ins class="near">والوزير</ins> اليوم`},
	} {
		got := spoken.ReplaceAllString(string(s.Steps(c.source, c.text, tm.Explain(c.source, c.text, c.tag))), "")
		if got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}
