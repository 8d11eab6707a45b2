package text

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"truchement/workflow/bitext"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

// sources lists the texts of the blocks of d.
func sources(d *bitext.Document) []string {
	var out []string
	for _, b := range d.Blocks {
		out = append(out, b.Source().String())
	}
	return out
}

const wrapped = `La ministre a quitté Rabat hier soir, a-t-on appris de source
officielle. Elle doit rencontrer son homologue à Paris, où les deux
délégations travailleront jusqu’à vendredi sur un projet d’accord-
cadre attendu depuis des années.

Un second paragraphe, lui aussi coupé par un programme de courrier
qui compte ses colonnes.
Une ligne courte finit un paragraphe, même sans ligne vide, et celle
qui suit continue.
- Un premier point, assez long pour que la ligne se coupe bien vers
la fin
- Un second
`

func TestRead(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"one line", "Bonjour.", []string{"Bonjour."}},
		{"a line is a paragraph", "Titre\n\nUn.\nDeux.\n", []string{"Titre", "Un.", "Deux."}},
		{"white space around lines", " \t a  b \r\n\u00A0\r\n c", []string{"a  b", "c"}},
		{"other line ends", "a\rb\u2028c\fd", []string{"a", "b", "c", "d"}},
		{"wrapped", wrapped, []string{
			"La ministre a quitté Rabat hier soir, a-t-on appris de source officielle. Elle doit " +
				"rencontrer son homologue à Paris, où les deux délégations travailleront jusqu’à " +
				"vendredi sur un projet d’accord-cadre attendu depuis des années.",
			"Un second paragraphe, lui aussi coupé par un programme de courrier qui compte " +
				"ses colonnes.",
			"Une ligne courte finit un paragraphe, même sans ligne vide, et celle qui suit " +
				"continue.",
			"- Un premier point, assez long pour que la ligne se coupe bien vers la fin",
			"- Un second",
		}},
		{"lines of one length that are sentences",
			strings.Repeat("Le ministre a quitté la capitale ce matin.\n", 6),
			strings.Split(strings.Repeat("Le ministre a quitté la capitale ce matin.|", 5)+
				"Le ministre a quitté la capitale ce matin.", "|")},
		{"verse", "Demain, dès l’aube,\nà l’heure où blanchit la campagne,\nJe partirai.",
			[]string{"Demain, dès l’aube,", "à l’heure où blanchit la campagne,", "Je partirai."}},
		{"bidi marks stay", "قال\u200F: \u2068OK\u2069", []string{"قال\u200F: \u2068OK\u2069"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Read(strings.NewReader(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, sources(d)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadArticleInTwoEncodings(t *testing.T) {
	data, err := os.ReadFile("testdata/article-rabat-paris.txt")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, l := range strings.Split(string(data), "\n") {
		if l = strings.TrimSpace(l); l != "" {
			want = append(want, l)
		}
	}
	old, err := charmap.Windows1256.NewEncoder().Bytes(data)
	if err != nil {
		t.Fatal(err)
	}
	for encoding, in := range map[string]string{"utf-8": string(data),
		"windows-1256": string(old)} {
		d, err := Read(strings.NewReader(in))
		if err != nil {
			t.Fatal(encoding, err)
		}
		if d.Encoding != encoding {
			t.Errorf("encoding = %q, want %q", d.Encoding, encoding)
		}
		if diff := cmp.Diff(want, sources(d)); diff != "" {
			t.Error(encoding, diff)
		}
	}
}

func TestReadJoinsWrappedArabic(t *testing.T) {
	data, err := os.ReadFile("testdata/article-rabat-paris.txt")
	if err != nil {
		t.Fatal(err)
	}
	var in, want []string
	for _, l := range strings.Split(string(data), "\n") {
		if l = strings.TrimSpace(l); l != "" {
			want = append(want, l)
			in = append(in, fold(l, 72))
		}
	}
	d, err := Read(strings.NewReader(strings.Join(in, "\n\n")))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, sources(d)); diff != "" {
		t.Error(diff)
	}
}

// fold wraps a paragraph at width characters.
func fold(s string, width int) string {
	var b strings.Builder
	column := 0
	for i, word := range strings.Fields(s) {
		n := len([]rune(word))
		switch {
		case i == 0:
		case column+1+n > width:
			b.WriteByte('\n')
			column = 0
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	return b.String()
}

func TestReadRefusesWhatIsNoText(t *testing.T) {
	tests := []struct {
		name, in string
		want     limit.Kind
	}{
		{"nothing", "", limit.Empty},
		{"white space", "\uFEFF \n\u00A0\n\u200F", limit.Empty},
		{"a PDF", "%PDF-1.7\n", limit.NotText},
		{"an old Word file", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", limit.Legacy},
		{"a 10 MB line", strings.Repeat("x", 10<<20), limit.TooLarge},
		{"too large a file", strings.Repeat("x", limit.Upload+1), limit.TooLarge},
		{"too many lines", strings.Repeat("x\n", limit.Blocks+1), limit.TooMany},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read(strings.NewReader(tt.in))
			var e *limit.Error
			if !errors.As(err, &e) || e.Kind != tt.want {
				t.Errorf("got %v; want kind %s", err, tt.want)
			}
		})
	}
}

// A bidi override is taken out with its end, and its place is told; the embedding inside stays.
func TestReadTakesOverridesOut(t *testing.T) {
	d, err := Read(strings.NewReader("un\n\u202Adeux\u202C\ntrois \u202Eet \u202Bquatre\u202C\u202C\u202D\n\uFFFD"))
	if err != nil {
		t.Fatal(err)
	}
	want := []bitext.Oddity{{Kind: bitext.OddOverride, Count: 2, Lines: []int{3}, Text: "trois"},
		{Kind: bitext.OddUnreadable, Count: 1, Lines: []int{4}, Text: "\uFFFD"}}
	if diff := cmp.Diff(want, d.Oddities); diff != "" {
		t.Error(diff)
	}
	if got := d.Blocks[2].Source().String(); got != "trois et \u202Bquatre\u202C" {
		t.Errorf("got %q", got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(wrapped))
	f.Add([]byte("\xFF\xFEa\x00\n\x00"))
	f.Add([]byte("\xE3\xCD\xE3\xCF"))
	f.Add([]byte("Ã©tÃ©"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Read(strings.NewReader(string(data)))
		if err != nil {
			return
		}
		for _, b := range d.Blocks {
			s := b.Source().String()
			if clean, err := lang.Clean(s); err != nil || clean != s || strings.TrimSpace(s) == "" {
				t.Errorf("block %q, cleaned %q, %v", s, clean, err)
			}
		}
	})
}
