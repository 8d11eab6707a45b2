package term

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the rules of the golden tables anew")

// goldenCase is a line of a golden table: the type of a concept, its term, a text with what is
// found in brackets, and the rule.
type goldenCase struct {
	kind   Type
	term   Term
	text   string // without brackets
	want   string // with brackets
	rule   string
	fields []string
}

// readGolden reads a table, and its comments as cases without a term.
func readGolden(t *testing.T, name, tag string) []goldenCase {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var cases []goldenCase
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		f := strings.Split(line, "\t")
		if strings.HasPrefix(line, "#") {
			cases = append(cases, goldenCase{fields: f})
			continue
		}
		if len(f) < 3 || !slices.Contains(Types, Type(f[0])) {
			t.Fatalf("%s: %q is no case", name, line)
		}
		c := goldenCase{kind: Type(f[0]), want: f[2], fields: f}
		c.term.Lang = tag
		c.term.Text, c.term.Plural, _ = strings.Cut(f[1], " / ")
		c.text = strings.NewReplacer("[", "", "]", "").Replace(c.want)
		if len(f) > 3 {
			c.rule = f[3]
		}
		cases = append(cases, c)
	}
	return cases
}

// find returns the text of a case with what Find finds in brackets, and the rule of the first hit.
func (c goldenCase) find() (marked, rule string) {
	x := New()
	x.Put(Concept{ID: "c", Type: c.kind, Terms: []Term{c.term}})
	at := 0
	for _, h := range x.Find(c.text, c.term.Lang, "") {
		if rule == "" {
			rule = h.Form.Rule
		}
		marked += c.text[at:h.Start] + "[" + c.text[h.Start:h.End] + "]"
		at = h.End
	}
	return marked + c.text[at:], rule
}

// TestFindGolden holds Find to the tables of inflected terms and of words that only look like one.
func TestFindGolden(t *testing.T) {
	for _, tag := range []string{"ar", "fr"} {
		for _, name := range []string{"inflection-", "apart-"} {
			name += tag + ".tsv"
			t.Run(name, func(t *testing.T) {
				cases := readGolden(t, name, tag)
				for i, c := range cases {
					if c.kind == "" {
						continue
					}
					got, rule := c.find()
					if got != c.want {
						t.Errorf("%s %s: found %s (%s), want %s", c.kind, c.term.Text, got, rule, c.want)
					} else if rule != c.rule && !*update {
						t.Errorf("%s %s in %s: by %q, want %q", c.kind, c.term.Text, c.want, rule, c.rule)
					}
					cases[i].fields = c.fields[:3:3]
					if rule != "" {
						cases[i].fields = append(cases[i].fields, rule)
					}
				}
				if *update {
					writeGolden(t, name, cases)
				}
			})
		}
	}
}

func writeGolden(t *testing.T, name string, cases []goldenCase) {
	t.Helper()
	var b strings.Builder
	for _, c := range cases {
		b.WriteString(strings.Join(c.fields, "\t") + "\n")
	}
	if err := os.WriteFile("testdata/"+name, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
