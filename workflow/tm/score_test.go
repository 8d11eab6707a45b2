package tm

import (
	"math"
	"testing"
)

func TestScore(t *testing.T) {
	for _, c := range []struct {
		name, tag, source, query string
		want                     float64
	}{
		{"the same", "ar", "غادر الوزير الرباط.", "غادر الوزير الرباط.", 100},
		{"other white space and marks of direction", "ar", "غادر الوزير\u200F الرباط", " غادر  الوزير الرباط", 100},
		{"composed and not", "fr", "\u00E9t\u00E9", "e\u0301te\u0301", 100},
		{"other punctuation", "fr", "Le ministre part.", "Le ministre part !", 99},
		{"no words", "fr", "***", "***", 100},
		{"other signs", "fr", "***", "---", 0},
		{"nothing", "fr", "", "", 0},
		{"one of four replaced", "fr", "Le ministre quitte Rabat", "Le ministre quitte Paris", 75},
		{"one of four deleted", "fr", "Le ministre quitte", "Le ministre quitte Rabat", 75},
		{"one of four inserted", "fr", "Le ministre quitte Rabat", "Le ministre quitte", 75},
		{"two words exchanged", "fr", "ministre Le quitte Rabat", "Le ministre quitte Rabat", 50},
		{"a clitic", "ar", "غادر الوزير مدينة الرباط", "غادر وزير مدينة الرباط", 100 - 100/12.},
		{"a hamza", "ar", "إلى الرباط", "الى الرباط", 100 - 100/6.},
		{"case", "fr", "Le ministre", "le ministre", 100 - 100/6.},
		{"an accent", "fr", "un éleve", "un élève", 100 - 100/6.},
		{"a plural", "fr", "loi nationale", "lois nationales", 100 - 200/6.},
		{"another number", "fr", "Les 12 lois", "Les 13 lois", 100 - 100/6.},
		{"the same number in other digits", "ar", "في 12 يوليو", "في ١٢ يوليو", 99},
		{"a number and a word", "fr", "Les 12 lois", "Les deux lois", 100 - 100/3.},
		{"nothing in common", "fr", "Paris", "Rabat", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Score(c.source, c.query, c.tag); math.Abs(got-c.want) > 1e-9 {
				t.Errorf("Score(%q, %q) = %v, want %v", c.source, c.query, got, c.want)
			}
			if got := Score(c.query, c.source, c.tag); math.Abs(got-c.want) > 1e-9 {
				t.Errorf("Score(%q, %q) = %v, want %v", c.query, c.source, got, c.want)
			}
		})
	}
}

// Keys are stored by callers, so they stay as they are.
func TestKeyStaysTheSame(t *testing.T) {
	for _, c := range []struct {
		text, tag string
		want      uint64
	}{
		{"", "ar", 0},
		{" \u200F", "ar", 0},
		{"غادر الوزير الرباط.", "ar", keyArabic},
		{"غادر الوزير الرباط.", "ar-MA", keyArabic},
		{"Le ministre a quitté Rabat.", "fr", keyFrench},
	} {
		if got := Key(c.text, c.tag); got != c.want {
			t.Errorf("Key(%q, %q) = %#x, want %#x", c.text, c.tag, got, c.want)
		}
	}
	if Key("a", "fr") == Key("a", "en") {
		t.Error("the language is not part of the key")
	}
}

const (
	keyArabic = 0x6b5c34eacb373a71
	keyFrench = 0x4567366b05cd0f4
)

func TestExplain(t *testing.T) {
	source, query := "Les 12 lois du Maroc", "Les 13 loi nouvelles du maroc"
	want := []struct {
		change        Change
		source, query string
	}{
		{Same, "Les", "Les"}, {Number, "12", "13"}, {Form, "lois", "loi"},
		{Added, "", "nouvelles"}, {Same, "du", "du"}, {Form, "Maroc", "maroc"},
	}
	steps := Explain(source, query, "fr")
	if len(steps) != len(want) {
		t.Fatalf("Explain = %v, want %v", steps, want)
	}
	for i, s := range steps {
		got := [2]string{source[s.Source.From:s.Source.To], query[s.Query.From:s.Query.To]}
		if w := want[i]; s.Change != w.change || got != [2]string{w.source, w.query} {
			t.Errorf("step %d = %v %q, want %v", i, s.Change, got, w)
		}
	}
}

func TestExplainCostsWhatScoreSays(t *testing.T) {
	costs := map[Change]int{Form: otherForm, Number: otherCount, Replaced: wholeWord,
		Added: wholeWord, Removed: wholeWord}
	c := newCorpus(testLines(t, "fr"), 3)
	for range 200 {
		source := c.lines[c.random.IntN(len(c.lines))]
		query := c.edit(source, c.random.Float64())
		sum := 0
		for _, s := range Explain(source, query, "fr") {
			sum += costs[s.Change]
		}
		n := max(len(words(source)), len(words(query)))
		if got, want := Score(source, query, "fr"), scoreOf(sum, n); got != want && got != 100 {
			t.Errorf("Score(%q, %q) = %v, the steps cost %v", source, query, got, want)
		}
	}
}
