package entry

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/lang"
	"truchement/workflow/term"
)

func TestBuilderLeavesOutWhatIsWrong(t *testing.T) {
	b := NewBuilder(3)
	b.Add(4, term.Term{Lang: "FRA", Text: b.Word(4, "  Abdelouafi\n   Laftit ")})
	b.Add(5, term.Term{Lang: "fr", Text: "Abdelouafi Laftit"})
	b.Add(6, term.Term{Lang: "fr", Text: "Laftit"})
	b.Add(7, term.Term{Lang: "fr", Text: "Lefteet", Status: b.Status(7, "interdit")})
	b.Add(8, term.Term{Lang: "", Text: "لفتيت"})
	b.Add(9, term.Term{Lang: "ar_ma", Text: "لفتيت", Status: b.Status(9, "fertig"), Gender: b.Gender(9, " ")})
	b.Add(10, term.Term{Lang: "ar", Text: b.Word(10, strings.Repeat("ا", MaxTerm))})
	b.Add(11, term.Term{Lang: "ar", Text: b.Word(11, "a\u202eb")})
	b.SetType(12, "Personne")
	b.SetType(12, "robot")
	b.AddNote(13, b.Text(13, "a\n\n b"))
	b.AddNote(13, "c")
	b.AddNote(13, "a b")
	b.LeaveOut("partOfSpeech")
	b.LeaveOut("partOfSpeech")
	want := Entry{Line: 3, LeftOut: []string{"partOfSpeech"},
		Concept: term.Concept{Type: term.Person, Note: "a\nb\nc\na b", Terms: []term.Term{
			{Lang: "fr", Text: "Abdelouafi Laftit", Status: term.Preferred},
			{Lang: "fr", Text: "Laftit", Status: term.Admitted},
			{Lang: "fr", Text: "Lefteet", Status: term.Deprecated},
			{Lang: "ar-MA", Text: "لفتيت", Status: term.Preferred}}},
		Problems: []Problem{{5, SameTerm, "Abdelouafi Laftit"}, {8, NoLanguage, "لفتيت"}, {9, BadValue, "fertig"},
			{10, LongText, strings.Repeat("ا", 40) + "…"}, {11, BadText, "a\uFFFDb"}, {12, BadValue, "robot"}}}
	got := b.Done()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A note of one concept may have megabytes of short lines, which once were joined one by one.
func TestTidyTakesLongTextsAtOnce(t *testing.T) {
	if got := tidy("a" + strings.Repeat("\n b", 1<<20)); len(got) != 1+2<<20 {
		t.Errorf("%d bytes", len(got))
	}
}

func TestBuilderBoundsTerms(t *testing.T) {
	b := NewBuilder(1)
	for i := range MaxTerms + 3 {
		b.Add(i, term.Term{Lang: "fr", Text: strings.Repeat("a", i+1)})
	}
	for range 3 {
		b.AddNote(2, strings.Repeat(b.Entry.Note+"n", 1)+strings.Repeat("x", MaxNote/2))
	}
	e := b.Done()
	if len(e.Terms) != MaxTerms || len(e.Problems) != 3 || e.Problems[0].Kind != ManyTerms || len(e.Note) > MaxNote {
		t.Errorf("%d terms, %v, a note of %d", len(e.Terms), e.Problems, len(e.Note))
	}
}

func TestEntryWithoutTermsSaysSo(t *testing.T) {
	if got := NewBuilder(7).Done().Problems; !cmp.Equal(got, []Problem{{7, NoTerm, ""}}) {
		t.Errorf("%v", got)
	}
}

func TestTidyKeepsLinesAndSpacesOfText(t *testing.T) {
	for in, want := range map[string]string{
		"a": "a", " a  b ": "a b", "a\nb": "a\nb", "a\n\t\tb \nc": "a b\nc", "G\u00a07  «\u00a0x\u00a0»": "G\u00a07 «\u00a0x\u00a0»",
		"\n   \n": "", "a\n\nb\n": "a\n\nb", "a\n \n b": "a b",
	} {
		if got := tidy(in); got != want {
			t.Errorf("tidy(%q) = %q, want %q", in, got, want)
		}
	}
}

// Every word of the lists must be as wordKey makes it, or it is never found.
func TestValuesAreRead(t *testing.T) {
	for in, want := range map[string]term.Status{
		"preferredTerm-admn-sts": "preferred", "supersededTerm-admn-sts": "deprecated", "admittedTerm": "admitted",
		"Préféré": "preferred", "À ÉVITER": "deprecated", "مُفضَّل": "preferred", "موصى به": "preferred", "مقبول": "admitted",
		"notRecommended": "deprecated", "not recommended": "deprecated", "maybe": "",
	} {
		if got, ok := ParseStatus(in); got != want || ok != (want != "") {
			t.Errorf("status %q: %q", in, got)
		}
	}
	for in, want := range map[string]term.Type{"شخصية": term.Person, "Œuvre": term.Work, "مؤسسة": term.Institution, "مؤلف": term.Work,
		"Événement": term.Event, "منصب": term.Title, "صفة": term.Title, "": ""} {
		if got, ok := ParseType(in); got != want || ok != (want != "") {
			t.Errorf("type %q: %q", in, got)
		}
	}
	for in, want := range map[string]term.Gender{"n. f.": "", "n.f.": "feminine", "مؤنث": "feminine", "مذكّر": "masculine", "neuter": ""} {
		if got, _ := ParseGender(in); got != want {
			t.Errorf("gender %q: %q", in, got)
		}
	}
	for in, want := range map[string]term.Number{"مثنى": "dual", "Pl.": "plural", "مفرد": "singular"} {
		if got, _ := ParseNumber(in); got != want {
			t.Errorf("number %q: %q", in, got)
		}
	}
}

// FuzzTidy holds that tidying twice changes nothing, so that what is written comes back.
func FuzzTidy(f *testing.F) {
	f.Add("a\n \n b\n\n\tc")
	f.Fuzz(func(t *testing.T, in string) {
		clean, err := lang.Clean(in)
		if err != nil {
			return
		}
		once := tidy(clean)
		if again := tidy(once); again != once {
			t.Fatalf("%q, then %q, then %q", in, once, again)
		}
	})
}
