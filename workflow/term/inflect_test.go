package term

import (
	"strings"
	"testing"
)

func formOf(fields string) Form {
	f := Form{}
	for field := range strings.FieldsSeq(fields) {
		name, value, _ := strings.Cut(field, "=")
		switch name {
		case "plural", "dual":
			f.Number = Number(name)
		case "feminine":
			f.Gender = Feminine
		case "article":
			f.Article = true
		case "conjunction":
			f.Conjunction = value
		case "preposition":
			f.Preposition = value
		case "pronoun":
			f.Pronoun = value
		case "elision":
			f.Elision = value
		case "contraction":
			f.Contraction = value
		default:
			panic("no part of a form: " + name)
		}
	}
	return f
}

func TestInflect(t *testing.T) {
	for _, row := range readTestdata(t, "inflect.tsv") {
		want := row[3]
		term := Term{Lang: row[0], Text: row[1]}
		got, ok := Inflect(term, formOf(row[2]))
		if ok != (want != "") || ok && got != want || !ok && got != term.Text {
			t.Errorf("%s as %s: %s, %t; want %s", row[1], row[2], got, ok, want)
		}
	}
}

// TestInflectedTermIsFound finds what Inflect writes, as the form that was asked for.
func TestInflectedTermIsFound(t *testing.T) {
	for _, row := range readTestdata(t, "inflect.tsv") {
		term := Term{Lang: row[0], Text: row[1]}
		form := formOf(row[2])
		text, ok := Inflect(term, form)
		if !ok || row[0] == "en" {
			continue
		}
		x := New()
		x.Put(Concept{ID: "c", Type: Title, Terms: []Term{term}})
		hits := x.Find(text, term.Lang, "")
		if len(hits) != 1 {
			t.Errorf("%s is found %d times as %s", row[1], len(hits), text)
			continue
		}
		got := hits[0].Form
		sameNumber := got.Number == form.Number || form.Number == Dual || text == term.Text
		if !sameNumber || got.Preposition != form.Preposition && row[0] == "ar" ||
			got.Conjunction != form.Conjunction || got.Pronoun != form.Pronoun {
			t.Errorf("%s is found as %+v, want %+v", text, got, form)
		}
	}
}

func TestInflectKnowsThePluralOfTheTerm(t *testing.T) {
	term := Term{Lang: "ar", Text: "عون سلطة", Plural: "أعوان السلطة ; أعوان سلطة"}
	if got, ok := Inflect(term, Form{Number: Plural}); got != "أعوان السلطة" || !ok {
		t.Errorf("%s, %t", got, ok)
	}
	if got, ok := Inflect(Term{Lang: "fr", Text: "douane", Gender: Feminine}, Form{Elision: "l"}); got != "la douane" || !ok {
		t.Errorf("%s, %t", got, ok)
	}
}
