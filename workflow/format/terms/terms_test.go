package terms

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"truchement/workflow/format/limit"
	"truchement/workflow/format/terms/entry"
	"truchement/workflow/format/terms/table"
	"truchement/workflow/term"
)

var update = flag.Bool("update", false, "write the golden files anew")

// samples are concepts with something in every field, and with nothing.
func samples() []term.Concept {
	return []term.Concept{
		{ID: "laftit", Type: term.Person, Domain: "politique", Note: "Ministre de l’Intérieur,\ndepuis 2017",
			Source: "https://example.org/a?b=1", Publication: "Le Matin : édition", Terms: []term.Term{
				{Lang: "ar", Text: "عبد الوافي لفتيت", Status: term.Preferred, Gender: term.Masculine, Number: term.Singular, Short: "لفتيت"},
				{Lang: "fr", Text: "Abdelouafi Laftit", Status: term.Preferred, Gender: term.Masculine, Short: "Laftit", Note: "sur sa carte"},
				{Lang: "fr", Text: "A. Laftit", Status: term.Admitted},
				{Lang: "fr", Text: "Abdelwafi Lefteet", Status: term.Deprecated, Note: "graphie anglaise"}}},
		{ID: "0191f3a4", Type: term.General, Terms: []term.Term{
			{Lang: "ar", Text: "وزير", Status: term.Preferred, Plural: "وزراء ; وزر"},
			{Lang: "fr", Text: "=ministre", Status: term.Preferred, Number: term.Dual},
			{Lang: "fr", Text: "femme \"ministre\"", Status: term.Admitted, Gender: term.Feminine, Number: term.Plural}}},
	}
}

func all(concepts []term.Concept) iter.Seq2[term.Concept, error] {
	return func(yield func(term.Concept, error) bool) {
		for _, c := range concepts {
			if !yield(c, nil) {
				return
			}
		}
	}
}

func write(t testing.TB, f Format, o Options, concepts []term.Concept) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, f, o, all(concepts)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func read(t testing.TB, f Format, p table.Pair, file string) (entries []entry.Entry) {
	t.Helper()
	_, err := Read(strings.NewReader(file), f, p, func(e entry.Entry) error {
		entries = append(entries, e)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

// concepts are those of entries that have nothing else.
func concepts(t testing.TB, entries []entry.Entry) (all []term.Concept) {
	t.Helper()
	for _, e := range entries {
		if len(e.Problems) > 0 || len(e.LeftOut) > 0 {
			t.Errorf("line %d: %v, left out: %v", e.Line, e.Problems, e.LeftOut)
		}
		all = append(all, e.Concept)
	}
	return all
}

var arabicFrench = table.Pair{Source: "ar", Target: "fr"}

func TestConceptsComeBackAsTheyWere(t *testing.T) {
	for _, f := range Formats() {
		for _, tag := range []string{"en", "fr", "ar"} {
			t.Run(string(f)+" "+tag, func(t *testing.T) {
				o := Options{Title: "Noms", Pair: arabicFrench, Table: table.Options{Lang: tag}}
				file := write(t, f, o, append(samples(), term.Concept{ID: "none"}))
				want := samples()
				if f == OmegaT {
					want = fromGlossary()
				}
				got := concepts(t, read(t, f, arabicFrench, file))
				if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("(-want +got):\n%s\n%s", diff, file)
				}
				if f != XLSX && tag == "fr" {
					checkGolden(t, "samples."+string(f)+f.Ext(), file)
				}
			})
		}
	}
}

// fromGlossary is what a glossary keeps of the samples: a concept a line.
func fromGlossary() (all []term.Concept) {
	for _, line := range [][3]string{
		{"عبد الوافي لفتيت", "Abdelouafi Laftit", "politique | Ministre de l’Intérieur, depuis 2017 | sur sa carte | ≠ Abdelwafi Lefteet"},
		{"عبد الوافي لفتيت", "A. Laftit", "politique | Ministre de l’Intérieur, depuis 2017 | ≠ Abdelwafi Lefteet"},
		{"وزير", "=ministre", ""}, {"وزير", `femme "ministre"`, ""},
	} {
		all = append(all, term.Concept{Type: term.General, Note: line[2], Terms: []term.Term{
			{Lang: "ar", Text: line[0], Status: term.Preferred}, {Lang: "fr", Text: line[1], Status: term.Preferred}}})
	}
	return all
}

// A table for people, a row a concept, keeps all but what is said of the terms after the first.
func TestTableOfConceptsComesBack(t *testing.T) {
	want := samples()
	want[0].Terms[3].Note = ""
	want[1].Terms[2].Gender, want[1].Terms[2].Number = "", ""
	for _, f := range []Format{XLSX, CSV, TSV} {
		for _, tag := range []string{"en", "fr", "ar"} {
			o := Options{Table: table.Options{Lang: tag, ByConcept: []string{"ar", "fr"}}}
			file := write(t, f, o, samples())
			if diff := cmp.Diff(want, concepts(t, read(t, f, table.Pair{}, file))); diff != "" {
				t.Errorf("%s %s (-want +got):\n%s\n%s", f, tag, diff, file)
			}
			if f == CSV {
				checkGolden(t, "concepts."+tag+".csv", file)
			}
		}
	}
}

func TestWriteStopsAtAnError(t *testing.T) {
	broken := errors.New("broken")
	for _, f := range Formats() {
		err := Write(&bytes.Buffer{}, f, Options{Pair: arabicFrench},
			func(yield func(term.Concept, error) bool) { yield(term.Concept{}, broken) })
		if !errors.Is(err, broken) {
			t.Errorf("%s: %v", f, err)
		}
	}
}

func TestFormatsAreFound(t *testing.T) {
	for name, want := range map[string]Format{"a.TBX": TBX, `C:\b.utf8`: OmegaT, "c.xlsx": XLSX, "d.csv": CSV, "e.docx": "", "": ""} {
		if got, ok := ByFile(name); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", name, got, ok)
		}
	}
	for _, f := range Formats() {
		if f.MIME() == "" || !strings.Contains(Extensions(), f.Ext()) {
			t.Errorf("%s has no type or no extension", f)
		}
	}
}

// brief is an entry in a line.
func brief(e entry.Entry) string {
	parts := []string{fmt.Sprint(e.Line)}
	for _, s := range []string{e.ID, e.Domain, e.Note, e.Source, e.Publication} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if e.Type != term.General {
		parts = append(parts, string(e.Type))
	}
	for _, t := range e.Terms {
		s := t.Lang + ":" + t.Text + "/" + string(t.Status)
		for _, more := range []string{string(t.Gender), string(t.Number), t.Plural, t.Short, t.Note} {
			if more != "" {
				s += "/" + more
			}
		}
		parts = append(parts, s)
	}
	for _, p := range e.Problems {
		parts = append(parts, fmt.Sprintf("!%d %s %s", p.Line, p.Kind, p.What))
	}
	if len(e.LeftOut) > 0 {
		parts = append(parts, "-"+strings.Join(e.LeftOut, ","))
	}
	return strings.Join(parts, " | ")
}

// TestReadTablesAsPeopleHaveThem has tables of others: headings, separators and encodings.
func TestReadTablesAsPeopleHaveThem(t *testing.T) {
	tests := []struct {
		name   string
		format Format
		pair   table.Pair
		in     string
		want   []string
	}{
		{"two columns of Excel in French", CSV, table.Pair{}, "\ufeffArabe;Français\r\nوزير;ministre\r\n;\r\nملك;roi; \r\n",
			[]string{"2 | ar:وزير/preferred | fr:ministre/preferred", "4 | ar:ملك/preferred | fr:roi/preferred"}},
		{"what is said of the French", CSV, table.Pair{}, "Type,AR,FR,Statut,Variantes interdites,Genre,Pluriel,Forme courte,Catégorie grammaticale,Remarque\n" +
			"Personne,لفتيت,Laftit,préféré,\"Lefteet; لفتيط\",m.,,L.,nom,ministre\n,x,,,,f,,,,\n",
			[]string{"2 | ministre | person | ar:لفتيت/preferred | fr:Laftit/preferred/masculine/L. | fr:Lefteet/deprecated | ar:لفتيط/deprecated | -Catégorie grammaticale",
				"3 | ar:x/preferred | !3 no-main-term fr"}},
		{"headings in Arabic", TSV, table.Pair{}, "المصطلح بالعربية\tالمصطلح بالفرنسية\tالنوع\tممنوع (الفرنسية)\tالمجال\tجمع العربية\nوزارة\tministère\tمؤسسة\tministere | Ministère\tسياسة\tوزارات\n",
			[]string{"2 | سياسة | institution | ar:وزارة/preferred/وزارات | fr:ministère/preferred | fr:ministere/deprecated | fr:Ministère/deprecated"}},
		{"terme en français, terme en arabe", CSV, table.Pair{}, "Terme en français,Terme en arabe,Term in English\nroi,ملك,king\n",
			[]string{"2 | fr:roi/preferred | ar:ملك/preferred | en:king/preferred"}},
		{"regions, synonyms", CSV, table.Pair{}, "ar-MA,fr-FR,Synonymes fr-FR\nولي العهد; ولي عهد,prince héritier,héritier\n",
			[]string{"2 | ar-MA:ولي العهد/preferred | ar-MA:ولي عهد/admitted | fr-FR:prince héritier/preferred | fr-FR:héritier/admitted"}},
		{"source and target", CSV, table.Pair{Source: "en", Target: "ar"}, "Source,Target,Comment,Status\nking,ملك,n,forbidden\n",
			[]string{"2 | n | en:king/preferred | ar:ملك/deprecated"}},
		{"one tag and another column", CSV, table.Pair{}, "Notre terme,fr\nملك,roi\n", []string{"2 | ar:ملك/preferred | fr:roi/preferred"}},
		{"one tag and another column, of a pair", CSV, table.Pair{Source: "fr", Target: "en"}, "fr,x\nroi,king\n", []string{"2 | fr:roi/preferred | en:king/preferred"}},
		{"one tag and a column that is known", CSV, table.Pair{}, "fr,note\nroi,n\n", []string{"2 | n | fr:roi/preferred"}},
		{"source and target by script", CSV, table.Pair{}, "source,target\nroi,ملك\n", []string{"2 | fr:roi/preferred | ar:ملك/preferred"}},
		{"a row a term, sorted by term", CSV, table.Pair{}, "Concept,Langue,Terme,Statut,Domaine\n2,fr,a,,\n1,français,b,interdit,d\n2,ar,ج,,\n1,ar,د,,\n,fr,e,,\n1,ar,د,,\n1,xx yy,z,,\n",
			[]string{"2 | 2 | fr:a/preferred | ar:ج/preferred", "3 | 1 | d | fr:b/deprecated | ar:د/preferred | !7 same-term د | !8 no-language xx yy", "6 | fr:e/preferred"}},
		{"a broken row, a bidi override", CSV, table.Pair{}, "ar,fr\nأ,\"a\"b\nب,b\u202ec\nج,c\n",
			[]string{"2 | !2 broken-row ", "3 | !3 bad-text b\ufffdc", "4 | ar:ج/preferred | fr:c/preferred"}},
		{"a control", TSV, table.Pair{}, "ar\tfr\tx\x01\nوزير\tmin\x01istre\nملك\troi\tn\n",
			[]string{"2 | !2 bad-text min\ufffdistre", "3 | ar:ملك/preferred | fr:roi/preferred | -"}},
		{"a cell that is too long", TSV, table.Pair{}, "ar\tfr\tnote\nأ\t" + strings.Repeat("b", entry.MaxTerm+1) + "\nب\tc\t" + strings.Repeat("d", entry.MaxNote+1) + "\nج\te\n",
			[]string{"2 | !2 long-text " + strings.Repeat("b", 80) + "…", "3 | !3 long-text " + strings.Repeat("d", 80) + "…", "4 | ar:ج/preferred | fr:e/preferred"}},
		{"a heading that is too long", TSV, table.Pair{}, "ar\tfr\t" + strings.Repeat("x", entry.MaxTerm+1) + "\nأ\tb\tc\n", []string{"2 | ar:أ/preferred | fr:b/preferred | -"}},
		{"OmegaT", OmegaT, arabicFrench, "# Glossary\nوزير\tministre\tn. m.\n\nملك\troi\n\"س\tx\nseul\n",
			[]string{"2 | n. m. | ar:وزير/preferred | fr:ministre/preferred", "4 | ar:ملك/preferred | fr:roi/preferred",
				"5 | ar:\"س/preferred | fr:x/preferred", "6 | ar:seul/preferred"}},
		{"OmegaT without a pair", OmegaT, table.Pair{}, "ministre\tوزير\n", []string{"1 | fr:ministre/preferred | ar:وزير/preferred"}},
		{"OmegaT of numbers", OmegaT, table.Pair{}, "1\t2\n", []string{"1 | !1 no-language 1"}},
		{"windows-1256", CSV, table.Pair{}, "ar;fr\r\n\xe6\xd2\xed\xd1;ministre\r\n", []string{"2 | ar:وزير/preferred | fr:ministre/preferred"}},
		{"windows-1252", CSV, table.Pair{}, "fr;en\r\nmin\xeestre d\xe9l\xe9gu\xe9;delegate minister\r\n", []string{"2 | fr:minîstre délégué/preferred | en:delegate minister/preferred"}},
		{"values that are none", CSV, table.Pair{}, "fr,type,status\na,robot,neuf\n", []string{"2 | fr:a/preferred | !2 bad-value robot | !2 bad-value neuf"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, e := range read(t, tt.format, tt.pair, tt.in) {
				got = append(got, brief(e))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadRefusesOtherFiles(t *testing.T) {
	for _, f := range Formats() {
		for _, in := range []string{"", "%PDF-1.7\n%\xe2\xe3"} {
			var e *limit.Error
			_, err := Read(strings.NewReader(in), f, table.Pair{}, func(entry.Entry) error { return nil })
			if !errors.As(err, &e) {
				t.Errorf("%s, %q: %v", f, in, err)
			}
		}
	}
}

// checkGolden compares a text with a file of testdata.
func checkGolden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// FuzzTables reads anything as each format of text; what is read comes back from a table.
func FuzzTables(f *testing.F) {
	f.Add("ar;fr;interdit fr\nوزير;ministre;m\n")
	f.Add("# x\na\tb\tc\n")
	f.Add("id,fr\n\"a\rb\",c\n")
	f.Add("id,lang,term\n1,fr,a\n1,ar,b\n")
	f.Fuzz(func(t *testing.T, in string) {
		for _, format := range []Format{CSV, OmegaT} {
			var want []term.Concept
			ids := map[string]bool{}
			_, _ = Read(strings.NewReader(in), format, arabicFrench, func(e entry.Entry) error {
				if len(e.Terms) > 0 && e.ID != "" && !ids[e.ID] {
					want = append(want, e.Concept)
				}
				ids[e.ID] = true
				return nil
			})
			if len(want) == 0 {
				continue
			}
			file := write(t, TSV, Options{}, want)
			got := concepts(t, read(t, TSV, table.Pair{}, file))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("(-want +got):\n%s\n%q", diff, file)
			}
		}
	})
}
