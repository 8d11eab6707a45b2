package name

import (
	"strings"
	"testing"

	"truchement/workflow/check/checktest"
	"truchement/workflow/check/look"
	"truchement/workflow/term"
)

// concepts are those of the examples.
func concepts() []term.Concept {
	return []term.Concept{
		{ID: "1", Type: term.Institution, Terms: []term.Term{
			{Lang: "ar", Text: "مجلس النواب", Status: term.Preferred},
			{Lang: "fr", Text: "Chambre des représentants", Status: term.Preferred, Gender: term.Feminine},
			{Lang: "fr", Text: "Assemblée nationale", Status: term.Deprecated, Gender: term.Feminine},
			{Lang: "fr", Text: "première Chambre", Status: term.Admitted, Gender: term.Feminine},
		}},
		{ID: "2", Terms: []term.Term{
			{Lang: "ar", Text: "حراك", Status: term.Deprecated},
			{Lang: "ar", Text: "حركة", Status: term.Preferred},
			{Lang: "fr", Text: "mouvement", Status: term.Preferred, Gender: term.Masculine},
			{Lang: "fr", Text: "hirak", Status: term.Deprecated, Gender: term.Masculine},
		}},
		{ID: "3", Type: term.Person, Terms: []term.Term{
			{Lang: "ar", Text: "عبد الوافي لفتيت", Status: term.Preferred},
			{Lang: "fr", Text: "Abdelouafi Laftit", Status: term.Preferred},
			{Lang: "fr", Text: "Abdelwafi Lefteet", Status: term.Deprecated},
			{Lang: "fr", Text: "Lefteet Abdelwafi", Status: term.Deprecated},
		}},
	}
}

// glossaryExamples runs a check over examples whose pairs have the terms of concepts.
func glossaryExamples(t *testing.T, k *look.Check, examples []checktest.Example) {
	t.Helper()
	g := NewGlossary(concepts())
	for _, e := range examples {
		p := checktest.Pair(t, e.Langs, e.Source, e.Target)
		g.Fill(&p)
		var got []string
		for _, f := range checktest.Find(look.Rules{}, p, k) {
			checktest.Message(t, f, k)
			got = append(got, f.Found+"|"+f.Expected+"|"+checktest.Fixed(p.Target.Flat(), f.Fix))
		}
		if strings.Join(got, "\n") != strings.Join(e.Want, "\n") {
			t.Errorf("%s\n%s\ngot:\n%s\nwant:\n%s", e.Source, e.Target, strings.Join(got, "\n"), strings.Join(e.Want, "\n"))
		}
	}
}

func TestTermMissing(t *testing.T) {
	glossaryExamples(t, &termMissing, []checktest.Example{
		{"ar-fr", "صادق مجلس النواب على القانون.", "La Chambre des représentants a adopté la loi.", nil},
		{"ar-fr", "صادق مجلس النواب على القانون.", "La première Chambre a adopté la loi.", nil},
		{"ar-fr", "صادق مجلس النواب على القانون.", "L’Assemblée nationale a adopté la loi.", nil}, // forbidden, not missing
		{"ar-fr", "صادق المجلس على القانون.", "Le Conseil a adopté la loi.", nil},
		{"ar-fr", "صادق مجلس النواب على القانون.", "Le parlement a adopté la loi.",
			[]string{"مجلس النواب|Chambre des représentants|Le parlement a adopté la loi."}},
		{"fr-ar", "La Chambre des représentants a voté.", "صوت البرلمان.", []string{"Chambre des représentants|مجلس النواب|صوت البرلمان."}},
	})
}

func TestTermForbidden(t *testing.T) {
	glossaryExamples(t, &termForbidden, []checktest.Example{
		{"ar-fr", "صادق مجلس النواب على القانون.", "La Chambre des représentants a adopté la loi.", nil},
		{"ar-fr", "صادقت الجمعية الوطنية على القانون.", "L’Assemblée nationale a adopté la loi.", nil}, // of another country
		{"ar-fr", "صادق مجلس النواب على القانون.", "L’Assemblée nationale a adopté la loi.",
			[]string{"L’Assemblée nationale|La Chambre des représentants|La Chambre des représentants a adopté la loi."}},
		{"fr-ar", "Le mouvement continue.", "يستمر الحراك.", []string{"الحراك|الحركة|يستمر الحركة."}},
		{"ar-fr", "وصل عبد الوافي لفتيت.", "Abdelwafi Lefteet est arrivé.",
			[]string{"Abdelwafi Lefteet|Abdelouafi Laftit|Abdelouafi Laftit est arrivé."}},
		{"ar-fr", "وصل وزير عبد الوافي لفتيت.", "Le ministre d’Abdelwafi Lefteet est arrivé.",
			[]string{"d’Abdelwafi Lefteet|d’Abdelouafi Laftit|Le ministre d’Abdelouafi Laftit est arrivé."}},
		{"ar-fr", "وصل وزير عبد الوافي لفتيت.", "Le ministre de Lefteet Abdelwafi est arrivé.",
			[]string{"Lefteet Abdelwafi|Abdelouafi Laftit|Le ministre de Lefteet Abdelwafi est arrivé."}}, // d’Abdelouafi
		{"ar-fr", "تستمر الحركة.", "Le hirak continue.", []string{"hirak|mouvement|Le mouvement continue."}},
	})
}

// Terms that the caller found are used, and those of the glossary are not.
func TestTermsOfTheCaller(t *testing.T) {
	p := checktest.Pair(t, "ar-fr", "صادق مجلس النواب.", "Le parlement a voté.")
	p.Concepts = map[string]term.Concept{}
	NewGlossary(concepts()).Fill(&p)
	if len(p.SourceTerms)+len(p.Concepts) > 0 {
		t.Errorf("%d terms of %d concepts", len(p.SourceTerms), len(p.Concepts))
	}
}
