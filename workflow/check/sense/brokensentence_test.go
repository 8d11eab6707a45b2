package sense

import (
	"testing"

	"truchement/workflow/check/checktest"
)

func TestBrokenSentence(t *testing.T) {
	var examples []checktest.Example
	for _, right := range []string{
		"Il les a vus et l’un des deux l’on dit parti.", "De l’est à l’ouest, il y a de quoi rire.", "Est-ce à lui ? Oui, dis-le.",
		"Le onze de France, le oui, la une et le yaourt.", "L’ONU, l’OTAN, d’« ici » et le « où ».", "Il le leur a dit, au moins à un ami.",
		"Par rapport à il y a un an, le haut de la liste.", "Il n’y en a pas ; il ne les a pas.", "Un et demi, et, selon lui, deux.",
		"Il se peut que, de par la loi, on se le dise.", "au-delà de ces deux-là, du plus grand au moins grand",
		"Voter pour. C’est selon. D’est en ouest, un accident de car.", "Avec à sa tête le roi, pour à la fois rire et pleurer.",
		"Des sans-abri, des à-côtés, le qu’en-dira-t-on ; à l’écrit et/ou) à l’oral ; je le… de…", "Le un contre un, le e-commerce.",
		"Un retraité et un invité, du silence, au comité.", "Des gens, ses quatre fils, vos travaux, des ex-ministres, des People.", "Rien qu’un.",
		"Une fois, la vieux-lille, une extrêmement bonne idée, il la veut, je le mentionne.", "Il travaille à des plans, l’un des deux.",
		"Le scandale, au modèle, du détective ; la mieux placée.", "Il se le dit, et de là il part.",
	} {
		examples = append(examples, checktest.Example{"ar-fr", "نعم", right, nil})
	}
	for wrong, found := range map[string]string{
		"Il parle de.":                     "de.",
		"Il a vu le dans la rue.":          "le dans",
		"Il est l’ministre.":               "l’ministre",
		"La vue de avion est là, ce jour.": "de avion",
		"Il vient du et part.":             "du et",
		"Le président des nos villes.":     "des nos",
		"Il va à":                          "à",
		"Il ne de la ville, le roi.":       "ne de",
		"Il gagne des studio ici.":         "des studio",
		"Il vient au niveaux du port.":     "au niveaux",
		"Il défend un nation fière.":       "un nation",
		"C’est une national ici.":          "une national",
		"Il suit du nationale ici.":        "du nationale",
		"Il voit les situation du pays.":   "les situation",
		"Hier ils de la ville partent.":    "ils de",
		"Il parle de du pays.":             "de du",
	} {
		examples = append(examples, checktest.Example{"ar-fr", "نعم", wrong, []string{found + "||" + wrong}})
	}
	for _, right := range []string{
		"لم يصل الوزير من على المنبر، ولم لا؟", "شاهده على قناة بي بي سي وقناة إي تي في.", "وصل علي.", "لن يأتي، وقد لا يأتي.",
		"تأشيرات لم الشمل وعن لم شمل الأسر.", "هو من كان في البيت أو عند من قال ذلك.",
	} {
		examples = append(examples, checktest.Example{"fr-ar", "oui", right, nil})
	}
	for wrong, found := range map[string]string{
		"وصل الوزير إلى.":  "إلى.",
		"لم الوزير اليوم.": "لم الوزير",
		"تحدث عن في البيت": "عن في",
		"وصل بسبب، نعم":    "بسبب،",
	} {
		examples = append(examples, checktest.Example{"fr-ar", "oui", wrong, []string{found + "||" + wrong}})
	}
	checktest.Examples(t, &brokenSentence, examples)
}
