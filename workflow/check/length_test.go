package check

import (
	"testing"

	"truchement/workflow/bitext"
)

func TestLength(t *testing.T) {
	c := New(Rules{Headline: 10})
	p := Pair{SourceLang: "ar", TargetLang: "fr", Source: bitext.Plain("نص"), Target: bitext.Plain("Été à Rabat")}
	if found := c.Pair(p); len(found) != 0 {
		t.Errorf("a paragraph: %v", found)
	}
	p.Kind = bitext.Headline
	found := c.Pair(p)
	if len(found) != 1 || found[0].Check != "length" || found[0].Found != "11" || found[0].Expected != "10" {
		t.Errorf("found %v, want 11 characters for 10", found)
	}
	if found := New(Rules{}).Pair(p); len(found) != 0 {
		t.Errorf("without a limit: %v", found)
	}
}
