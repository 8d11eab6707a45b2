package form

import (
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/check/checktest"
	"truchement/workflow/check/look"
)

func TestLength(t *testing.T) {
	rules := look.Rules{Headline: 10}
	p := look.Pair{SourceLang: "ar", TargetLang: "fr", Source: bitext.Plain("نص"), Target: bitext.Plain("Été à Rabat")}
	if found := checktest.Find(rules, p, &length); len(found) != 0 {
		t.Errorf("a paragraph: %v", found)
	}
	p.Kind = bitext.Headline
	found := checktest.Find(rules, p, &length)
	if len(found) != 1 || found[0].Check != "length" || found[0].Found != "11" || found[0].Expected != "10" {
		t.Errorf("found %v, want 11 characters for 10", found)
	}
	if found := checktest.Find(look.Rules{}, p, &length); len(found) != 0 {
		t.Errorf("without a limit: %v", found)
	}
}
