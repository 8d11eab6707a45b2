package form

import (
	"testing"

	"truchement/workflow/check/checktest"
)

func TestDoubledWord(t *testing.T) {
	checktest.Examples(t, &doubledWord, []checktest.Example{
		{"ar-fr", "وصل الوزير.", "Le ministre est est arrivé.", []string{"est est|est|Le ministre est arrivé."}},
		{"ar-fr", "وصل الوزير.", "Le le ministre est arrivé.", []string{"Le le|Le|Le ministre est arrivé."}},
		{"ar-fr", "وصلنا.", "Nous nous sommes réunis.", nil},
		{"ar-fr", "وصلنا.", "Nous Nous avons vu.", []string{"Nous Nous|Nous|Nous avons vu."}},
		{"ar-fr", "وصل.", "Il a à peine vu que l’Est est loin, que l’est est là ; donnez-les les jours.", nil},
		{"ar-fr", "وصل.", "L’appel de de Gaulle, tout en en parlant.", nil},
		{"ar-fr", "وصل.", "L’eau de de Rabat.", []string{"de de|de|L’eau de Rabat."}},
		{"ar-fr", "قال إن إن.", "Il l’l’homme", []string{"l’l’|l’|Il l’homme"}},
		{"ar-fr", "في بورا بورا.", "À Bora Bora.", nil},
		{"ar-fr", "في بورا بورا.", "À Bora Bora la la mer.", []string{"la la|la|À Bora Bora la mer."}},
		{"fr-ar", "Le ministre est arrivé.", "وصل وصل الوزير.", []string{"وصل وصل|وصل|وصل الوزير."}},
		{"fr-ar", "Il a parlé à la BBC de CNN.", "تحدث إلى بي بي سي عن سي إن إن.", nil},
		{"fr-ar", "On ne sait qui d’entre eux.", "لا نعرف من من بينهم.", nil},
		{"fr-ar", "Peu à peu, il dit que oui.", "رويدا رويدا قال إن أن.", nil},
		{"fr-ar", "Dans la ville.", "في في المدينة.", []string{"في في|في|في المدينة."}},
	})
}
