package check_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/check"
	"truchement/workflow/check/testdata/plant"
	"truchement/workflow/term"
)

// The most false findings, in pairs of 100 in a direction, by which a desk would turn the checks off.
const (
	mostErrors   = 2.2
	mostFindings = 4.2
)

// least is how many of 100 mistakes of a kind are found at least, in either direction. `make bench-engines` shows which are
// missed.
var least = map[plant.Kind]int{
	plant.Code:     98,
	plant.Doubled:  90,
	plant.Final:    95,
	plant.Name:     65,
	plant.Negation: 45,
	plant.Number:   90,
	plant.Omission: 20,
	plant.Quotes:   70,
	plant.Term:     60,
}

// news are professional translations, in both directions.
func news(t *testing.T) (pairs []plant.Pair) {
	t.Helper()
	var sides [2][]string
	for i, tag := range []string{"ar", "fr"} {
		text, err := os.ReadFile("../term/testdata/news/pud." + tag + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		sides[i] = strings.Split(string(text), "\n")
	}
	for i, ar := range sides[0] {
		if fr := sides[1][i]; ar != "" {
			pairs = append(pairs, plant.Pair{SourceLang: "ar", TargetLang: "fr", Source: ar, Target: fr},
				plant.Pair{SourceLang: "fr", TargetLang: "ar", Source: fr, Target: ar})
		}
	}
	return pairs
}

// What is right is left alone.
func TestProfessionalTranslationsHaveFewFindings(t *testing.T) {
	checker := check.New(check.Rules{})
	for _, to := range []string{"fr", "ar"} {
		pairs, errors, findings := 0, 0, 0
		for _, p := range news(t) {
			if p.TargetLang != to {
				continue
			}
			pairs++
			found := checker.Pair(check.Pair{SourceLang: p.SourceLang, TargetLang: to, Source: bitext.Plain(p.Source), Target: bitext.Plain(p.Target)})
			if len(found) > 0 {
				findings++
			}
			if slices.ContainsFunc(found, func(f check.Finding) bool { return f.Severity == check.Error }) {
				errors++
			}
		}
		of := func(n int) float64 { return 100 * float64(n) / float64(pairs) }
		if of(errors) > mostErrors || of(findings) > mostFindings {
			t.Errorf("to %s: %.1f pairs of 100 have an error and %.1f any finding, more than %.1f and %.1f", to, of(errors), of(findings),
				mostErrors, mostFindings)
		}
	}
}

// What is wrong is found: there is a finding that the pair does not have without the mistake.
func TestPlantedMistakesAreFound(t *testing.T) {
	pairs := news(t)
	planter := plant.New(pairs, 11)
	for _, to := range []string{"fr", "ar"} {
		for _, k := range plant.Kinds() {
			planted, found := 0, 0
			for i := range pairs {
				if pairs[i].TargetLang != to || least[k] == 0 {
					continue
				}
				if m, ok := planter.Plant(i, k); ok && planted < 60 {
					planted++
					if len(lookAt(m, m.Target)) > len(lookAt(m, m.Clean)) {
						found++
					}
				}
			}
			if 100*found < least[k]*planted || planted == 0 && least[k] > 0 {
				t.Errorf("to %s, %s: %d of %d are found, fewer than %d of 100", to, k, found, planted, least[k])
			}
		}
	}
}

// lookAt is what is found in a pair of which a mistake is known, with this target.
func lookAt(m plant.Mistake, target bitext.Text) (found []check.Finding) {
	p := check.Pair{SourceLang: m.SourceLang, TargetLang: m.TargetLang, Source: m.Source, Target: target, Concepts: map[string]term.Concept{}}
	x := term.New()
	x.Put(m.Concepts...)
	for _, c := range m.Concepts {
		p.Concepts[c.ID] = c
	}
	p.SourceTerms, p.TargetTerms = x.Find(p.Source.Flat(), p.SourceLang, ""), x.Find(p.Target.Flat(), p.TargetLang, "")
	article := []check.Pair{p}
	if m.Other != nil {
		article = append(article, check.Pair{SourceLang: m.SourceLang, TargetLang: m.TargetLang, Source: bitext.Plain(m.Other.Source),
			Target: bitext.Plain(m.Other.Target)})
	}
	for _, of := range check.New(check.Rules{}).Article(article) {
		found = append(found, of...)
	}
	return found
}
