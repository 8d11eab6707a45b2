package name

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func readTestdata(t *testing.T, name string) [][]string {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(data)) {
		if !strings.HasPrefix(line, "#") {
			rows = append(rows, strings.Split(strings.TrimRight(line, "\n"), "\t"))
		}
	}
	return rows
}

func TestRomanize(t *testing.T) {
	for _, row := range readTestdata(t, "romanize.tsv") {
		got := Romanize(row[0], Habit(row[1]))
		if len(got) == 0 || got[0] != (Proposal{row[2], Habit(row[1]), row[3] == "listed"}) {
			t.Errorf("%s in %s: %v, want %s (%s)", row[0], row[1], got, row[2], row[3])
		}
	}
}

func TestArabize(t *testing.T) {
	for _, row := range readTestdata(t, "arabize.tsv") {
		got := Arabize(row[0])
		if len(got) == 0 || got[0] != (Proposal{Text: row[1], Listed: row[2] == "listed"}) {
			t.Errorf("%s: %v, want %s (%s)", row[0], got, row[1], row[2])
		}
	}
}

// TestListedNamesComeBack writes each listed name in Latin letters and back.
func TestListedNamesComeBack(t *testing.T) {
	for arabic, spellings := range table().arabic {
		for _, latin := range spellings[Morocco] {
			if latin == "" {
				continue
			}
			back := Arabize(latin)
			if !slices.ContainsFunc(back, func(p Proposal) bool { return key(p.Text) == arabic && p.Listed }) {
				t.Errorf("%s is written %s, and that %v", arabic, latin, back)
			}
		}
	}
}

func TestProposalsAreDifferent(t *testing.T) {
	got := Romanize("محمد قنديل", Morocco)
	for i, p := range got {
		if slices.Index(got, p) != i {
			t.Errorf("%v has %s twice", got, p.Text)
		}
	}
	if len(got) < 3 || len(got) > mostProposals {
		t.Errorf("%d proposals: %v", len(got), got)
	}
	if none := Romanize("Paris", Morocco); none != nil {
		t.Errorf("Latin letters are romanized: %v", none)
	}
	if other := Romanize("محمد", "xx"); len(other) == 0 || other[0].Habit != Morocco {
		t.Errorf("a habit that is not known: %v", other)
	}
}

func FuzzNames(f *testing.F) {
	for _, s := range []string{"عبد الوافي لفتيت", "Emmanuel Macron", "الـ", "\xFFَ", "عبدال", "d’Œil-x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		for _, habit := range Habits {
			for _, p := range Romanize(name, habit) {
				if !utf8.ValidString(p.Text) || strings.ContainsFunc(p.Text, isArabic) {
					t.Errorf("%q: %q", name, p.Text)
				}
			}
		}
		for _, p := range Arabize(name) {
			if !utf8.ValidString(p.Text) || strings.ContainsFunc(p.Text, isLatin) {
				t.Errorf("%q: %q", name, p.Text)
			}
		}
	})
}

func isArabic(r rune) bool { return unicode.Is(unicode.Arabic, r) }

func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) }

func TestIsPlace(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"الرباط", "Rabat", true},
		{"فرنسا", "France", true},
		{"فرنسا", "la France", true},
		{"Paris", "باريس", true},
		{"رباط", "Rabat", true}, // of a word that lost its article with its particles
		{"القاهرة", "Le Caire", true},
		{"القاهرة", "Caire", true},
		{"ألمانيا", "Allemagne", true},
		{"ألمانيا", "Germany", true},
		{"اليابان", "le Japon", true},
		{"الولايات المتحدة", "États-Unis", true},
		{"السعودية", "Arabie Saoudite", true},
		{"الجزائر", "Alger", true},
		{"الجزائر", "l’Algérie", true},
		{"كوت ديفوار", "Côte d'Ivoire", true},
		{"الرباط", "Paris", false}, // another place
		{"ماري", "Marie", false},
		{"الدار البيضاء", "Maison-Blanche", false},
		{"لفتيت", "Laftit", false},
		{"مجلس الوزراء", "conseil des ministres", false},
		{"", "", false},
	} {
		if got := IsPlace(tt.a, tt.b); got != tt.want {
			t.Errorf("%s, %s: %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestPlaces(t *testing.T) {
	seen := map[string]bool{}
	for arabic, french := range Places() {
		if line := arabic[0] + " " + french[0]; seen[line] {
			t.Errorf("%s is in the list twice", line)
		} else {
			seen[line] = true
		}
		for _, spelling := range append(arabic, french...) {
			if spelling != strings.TrimSpace(spelling) || spelling == "" || !IsPlace(arabic[0], french[0]) {
				t.Errorf("%q is no spelling of %s", spelling, french[0])
			}
		}
		if strings.ContainsFunc(strings.Join(arabic, ""), isLatin) || strings.ContainsFunc(strings.Join(french, ""), isArabic) {
			t.Errorf("%q, %q: they changed places", arabic, french)
		}
	}
	if !seen["لندن Londres"] {
		t.Error("London is not in the list")
	}
	for range Places() {
		break // the list ends where a reader ends
	}
}

func TestHasListed(t *testing.T) {
	for text, want := range map[string]bool{"Emmanuel Macron": true, "Abdelouafi Laftit": true, "محمد": true,
		"يوسف المنصوري": true, "Union européenne": false, "Maroc Telecom": false, "II": false, "": false} {
		if got := HasListed(text); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
