package form

import (
	"strings"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/check/checktest"
	"truchement/workflow/check/look"
)

func TestCodes(t *testing.T) {
	known := []bitext.Code{{ID: "1", Type: bitext.Bold}, {ID: "2", Type: bitext.Link}, {ID: "3", Type: bitext.NoteMark, Equiv: "1"},
		{ID: "4", Type: bitext.NoteMark, Equiv: "2"}, {ID: "5", Type: bitext.Superscript}}
	for _, e := range []struct{ source, target, want string }{
		{"قال ⟦1⟧الوزير⟦/1⟧ أمس⟦3/⟧.", "Le ⟦1⟧ministre⟦/1⟧ l’a dit hier⟦3/⟧.", ""},
		{"قال ⟦1⟧الوزير⟦/1⟧.", "Le ministre l’a dit.", "check.codes-missing"},
		{"قال الوزير.", "Le ⟦1⟧ministre⟦/1⟧ l’a dit.", "check.codes-extra"},
		{"قال ⟦1⟧الوزير⟦/1⟧.", "Le ⟦1⟧ministre⟦/1⟧ l’a ⟦1⟧dit⟦/1⟧.", "check.codes-doubled"},
		{"قال ⟦1⟧الوزير⟦/1⟧.", "Le ⟦1⟧⟦/1⟧ministre l’a dit.", "check.codes-empty"},
		{"قال ⟦2⟧الوزير ⟦1⟧الأول⟦/1⟧⟦/2⟧ ذلك.", "Le ⟦1⟧premier⟦/1⟧ ⟦2⟧ministre⟦/2⟧ l’a dit.", "check.codes-moved"},
		{"قال ⟦1⟧الوزير⟦/1⟧.", "⟦1⟧Le ministre l’a dit⟦/1⟧.", "check.codes-moved"},
		{"قال ⟦1⟧الوزير⟦/1⟧ ذلك.", "Le⟦1⟧ministre⟦/1⟧ l’a dit.", "check.codes-glued"},
		{"قال أمس⟦3/⟧.", "⟦3/⟧Il l’a dit hier.", "check.codes-moved"},
		{"قال⟦3/⟧ أمس⟦4/⟧ ذلك.", "Il l’a⟦4/⟧ dit⟦3/⟧ hier.", "check.codes-order"},
		{"السطر ⟦5⟧الأول⟦/5⟧ هنا.", "La ligne nume⟦5⟧ro⟦/5⟧ un.", ""},
	} {
		source, err := bitext.Parse(e.source, known)
		if err != nil {
			t.Fatal(err)
		}
		target, err := bitext.Parse(e.target, known)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range checktest.Find(look.Rules{}, look.Pair{SourceLang: "ar", TargetLang: "fr", Source: source, Target: target}, &codes) {
			got = append(got, f.Message)
		}
		if s := strings.Join(got, " "); s != e.want {
			t.Errorf("%s: found %q, want %q", e.target, s, e.want)
		}
	}
}

func TestCodesLetsArabicCliticsStand(t *testing.T) {
	checktest.Examples(t, &codes, []checktest.Example{
		{"fr-ar", "Le ⟦1⟧ministre⟦/1⟧ et le ⟦2⟧roi⟦/2⟧.", "ال⟦1⟧وزير⟦/1⟧ وبال⟦2⟧ملك⟦/2⟧.", nil},
	})
}

func TestCodesFindsWrongNesting(t *testing.T) {
	one := bitext.Code{ID: "1", Type: bitext.Bold}
	p := look.Pair{SourceLang: "ar", TargetLang: "fr", Source: bitext.Text{{Kind: bitext.Open, Code: one}, {Chars: "نص"}, {Kind: bitext.Close, Code: one}},
		Target: bitext.Text{{Kind: bitext.Open, Code: one}, {Chars: "texte"}}}
	for _, f := range checktest.Find(look.Rules{}, p, &codes) {
		if f.Message == "check.codes-nested" {
			return
		}
	}
	t.Error("a code that is not closed is not found")
}

// Markup cannot be written crossed; files can.
func TestCrossedCodes(t *testing.T) {
	bold, italic := bitext.Code{ID: "1", Type: bitext.Bold}, bitext.Code{ID: "2", Type: bitext.Italic}
	crossed := bitext.Text{{Kind: bitext.Open, Code: bold}, {Kind: bitext.Open, Code: italic}, {Chars: "نعم"},
		{Kind: bitext.Close, Code: bold}, {Kind: bitext.Close, Code: italic}}
	found := checktest.Find(look.Rules{}, look.Pair{SourceLang: "fr", TargetLang: "ar", Source: crossed, Target: crossed}, &codes)
	if len(found) != 1 || found[0].Message != "check.codes-nested" {
		t.Errorf("found %+v", found)
	}
}
