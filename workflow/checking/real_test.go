package checking_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/checking"
	"truchement/workflow/story"
	"truchement/workflow/term"
	"truchement/workflow/termbase"
)

// realArticle is a real article, of which a person is in bold, with its terms and its translation, a text a segment.
func realArticle(t *testing.T) (r *story.Runner, targets []string) {
	t.Helper()
	body, err := os.ReadFile("../../ui/uitest/testdata/rabat-paris.fr.txt")
	if err != nil {
		t.Fatal(err)
	}
	targets = strings.Split(strings.TrimSpace(string(body)), "\n")
	targets[1] = strings.Replace(targets[1], "Bruno Retailleau", "⟦1⟧Bruno Retailleau⟦/1⟧", 1)
	r = checked(t, nil)
	for _, terms := range [][2]string{{"الشراكة", "partenariat"}, {"وزير الداخلية", "ministre de l’Intérieur"}} {
		_, _, err := r.Termbase.Add(r.Ctx(), r.People["luc"], termbase.NewConcept{Concept: term.Concept{Terms: []term.Term{
			{Lang: "ar", Text: terms[0], Status: term.Preferred}, {Lang: "fr", Text: terms[1], Status: term.Preferred}}}})
		r.CheckNow("term", err)
	}
	source := r.AddRealArticle().View()
	doc := &bitext.Document{}
	for _, b := range source.Blocks {
		var text bitext.Text
		for _, s := range source.Segments {
			if s.Block == b.ID {
				text = append(append(text, s.Source...), s.After...)
			}
		}
		if before, after, found := strings.Cut(text.String(), "برونو روتايو"); found && len(doc.Blocks) == 1 {
			bold := bitext.Code{ID: "1", Type: bitext.Bold}
			text = bitext.Text{{Chars: before}, {Kind: bitext.Open, Code: bold}, {Chars: "برونو روتايو"}, {Kind: bitext.Close, Code: bold}, {Chars: after}}
		}
		doc.Blocks = append(doc.Blocks, bitext.NewBlock(b.Kind, text))
	}
	r.AddDocument(doc)
	if n := len(r.View().Segments); n != len(targets) {
		t.Fatalf("%d segments, %d translations", n, len(targets))
	}
	return r, targets
}

// In a real article nothing is found as it was translated, and each kind of mistake where it is planted.
func TestRealArticleWithAMistakeOfEachKind(t *testing.T) {
	r, targets := realArticle(t)
	v := r.View()
	find := func(targets []string) []checking.Checked {
		t.Helper()
		looked := v
		looked.Segments = slices.Clone(v.Segments)
		for i, markup := range targets {
			text, err := workflow.ParseMarkup(markup, v.Segments[i].Source.Codes())
			r.CheckNow("markup", err)
			looked.Segments[i].Target = text
		}
		all, err := r.Checking.Article(r.Ctx(), r.Who, &looked)
		r.CheckNow("article", err)
		return all
	}
	for _, c := range find(targets) {
		t.Errorf("segment %d, as it was translated: %+v", c.Segment.Position, c.Findings)
	}
	for _, c := range []struct {
		kind     string
		position int
		old, new string
		checks   string // any of these finds it
	}{
		{"a number", 6, "plusieurs réseaux", "12 réseaux", "number"},
		{"a date", 4, "en octobre 2024", "en novembre 2024", "month date"},
		{"a year", 4, "en octobre 2024", "en octobre 2014", "date number"},
		{"a day", 2, "ce lundi", "ce mardi", "weekday"},
		{"a name", 8, "M. Laftit", "M. Laffite", "name name-two-ways name-known"},
		{"another name", 4, "Emmanuel Macron", "Nicolas Sarkozy", "name name-other name-known"},
		{"an omission", 9, ", estimant que la question migratoire ne peut être traitée efficacement que dans le cadre de partenariats fondés sur la confiance et le partage équitable des responsabilités", "", "omission too-short"},
		{"a negation", 4, "n’a pas été une simple", "a été une simple", "negation"},
		{"quotes", 10, "« comité de migration permanente mixte »", "comité de migration permanente mixte", "quote-lost quotes"},
		{"left-over source", 11, "Dans ce contexte", "وفي هذا السياق", "untranslated"},
		{"a code", 2, "⟦1⟧Bruno Retailleau⟦/1⟧", "Bruno Retailleau", "codes"},
		{"a doubled word", 5, "sur des bases", "sur des des bases", "doubled-word"},
		{"the final sign", 7, "à la prévention.", "à la prévention", "final-sign"},
		{"spacing", 12, "de coopération entre", "de coopération  entre", "spacing"},
		{"a contradictory term", 7, "la logique du partenariat", "la logique de l’accord", "term-missing inconsistent"},
	} {
		wrong := slices.Clone(targets)
		wrong[c.position-1] = strings.Replace(wrong[c.position-1], c.old, c.new, 1)
		if wrong[c.position-1] == targets[c.position-1] {
			t.Errorf("%s: %q is not in segment %d", c.kind, c.old, c.position)
			continue
		}
		found, elsewhere := false, 0
		for _, one := range find(wrong) {
			for _, f := range one.Findings {
				if slices.Contains(strings.Fields(c.checks), string(f.Check)) {
					found = found || one.Segment.Position == c.position
				} else {
					elsewhere++
					t.Logf("%s: also %s in segment %d: %q", c.kind, f.Check, one.Segment.Position, f.Found)
				}
			}
		}
		if !found {
			t.Errorf("%s in segment %d is not found", c.kind, c.position)
		}
	}
}
