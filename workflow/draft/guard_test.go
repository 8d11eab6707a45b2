package draft

import (
	"strings"
	"testing"

	"truchement/workflow/bitext"
)

func TestJudge(t *testing.T) {
	const arabic = "وصل الوزير إلى الرباط أمس في زيارة رسمية تستغرق ثلاثة أيام."
	for name, c := range map[string]struct {
		source, made, target string
		want                 Fault
	}{
		"good":                      {arabic, "Le ministre est arrivé hier à Rabat pour une visite officielle de trois jours.", "fr", NoFault},
		"good, to Arabic":           {"Le ministre est arrivé hier à Rabat.", "وصل الوزير أمس إلى الرباط.", "ar", NoFault},
		"a name alone":              {"الرباط", "Rabat", "fr", NoFault},
		"numbers":                   {"12 – 3", "12 – 3", "fr", NoFault},
		"empty":                     {arabic, " ", "fr", Empty},
		"the source":                {arabic, arabic, "fr", Same},
		"English for French":        {arabic, "The minister arrived in Rabat yesterday for an official visit of three days.", "fr", Language},
		"Arabic for French":         {"نعم", "نعم", "fr", Language},
		"French for Arabic":         {"Oui.", "Oui.", "ar", Language},
		"talks":                     {arabic, "Voici la traduction : Le ministre est arrivé hier à Rabat.", "fr", Talks},
		"talks, in English":         {arabic, "Here is the translation: Le ministre est arrivé hier.", "fr", Talks},
		"talks, in Arabic":          {"Le ministre est arrivé.", "إليك الترجمة: وصل الوزير.", "ar", Talks},
		"fenced":                    {arabic, "```\nLe ministre est arrivé hier à Rabat.\n```", "fr", Talks},
		"about a translation":       {"هذه هي الترجمة التي نشرها الكاتب في بيروت.", "Voici la traduction que l’auteur a publiée à Beyrouth.", "fr", NoFault},
		"repeats a word":            {arabic, "Le ministre ministre ministre ministre est arrivé à Rabat.", "fr", Repeats},
		"repeats some words":        {arabic, strings.Repeat("est arrivé à Rabat ", 5), "fr", Repeats},
		"repeats as the source":     {"لا لا لا لا لا", "Non non non non non", "fr", NoFault},
		"far too long":              {"نعم، هذا صحيح.", strings.Join([]string{"Le ministre, venu hier à Rabat avec une délégation,", "a dit que la chose était exacte", "et que les autres pays devaient en tenir compte."}, " "), "fr", TooLong},
		"far too short":             {arabic, "Il vient.", "fr", TooShort},
		"short for what is short":   {"انتهى الكلام في هذا", "Fin.", "fr", NoFault},
		"one English word, a short": {"نعم", "OK", "fr", NoFault},
	} {
		if got := Judge(bitext.Plain(c.source), bitext.Plain(c.made), c.target); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
