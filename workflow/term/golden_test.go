package term

import (
	"os"
	"strings"
	"testing"
)

// goldenCase is a line of a golden table: the type of a concept, its term, a text, what the term is
// found as there (several: between spaced bars; -: not at all), and the rule.
type goldenCase struct {
	kind Type
	term Term
	text string
	want []string
	rule string
}

func readGolden(t *testing.T, name, tag string) []goldenCase {
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var cases []goldenCase
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) < 4 {
			t.Fatalf("%s: %q has %d fields", name, line, len(f))
		}
		c := goldenCase{kind: Type(f[0]), text: f[2]}
		c.term = Term{Lang: tag, Text: f[1]}
		if text, plural, ok := strings.Cut(f[1], " / "); ok {
			c.term.Text, c.term.Plural = text, plural
		}
		if f[3] != "-" {
			c.want = strings.Split(f[3], " | ")
		}
		if len(f) > 4 {
			c.rule = f[4]
		}
		cases = append(cases, c)
	}
	return cases
}

// TestFindGolden holds Find to the tables of inflected terms.
func TestFindGolden(t *testing.T) {
	for _, tag := range []string{"ar", "fr"} {
		for _, c := range readGolden(t, "inflection-"+tag+".tsv", tag) {
			x := New()
			x.Put(Concept{ID: "c", Type: c.kind, Terms: []Term{c.term}})
			var got, rules []string
			for _, h := range x.Find(c.text, tag, "") {
				got = append(got, c.text[h.Start:h.End])
				rules = append(rules, h.Form.Rule)
			}
			if strings.Join(got, " | ") != strings.Join(c.want, " | ") {
				t.Errorf("%s %s in %q: found %q (%s), want %q", c.kind, c.term.Text, c.text, got,
					strings.Join(rules, ", "), c.want)
				continue
			}
			if len(rules) > 0 && c.rule != rules[0] {
				t.Errorf("%s %s in %q: by %q, want %q", c.kind, c.term.Text, c.text, rules[0], c.rule)
			}
		}
	}
}
