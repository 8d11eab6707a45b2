package tbx

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/format/limit"
	"truchement/workflow/format/terms/entry"
	"truchement/workflow/term"
)

var update = flag.Bool("update", false, "write the golden files anew")

var styles = []Style{DCA, DCT, V2}

// samples are concepts with something in every field, and with nothing.
func samples() []term.Concept {
	return []term.Concept{
		{ID: "0191f3a4-5b6c-7d8e-9f00-112233445566", Type: term.Person, Domain: "politique, Maroc",
			Note: "Ministre de l’Intérieur <depuis 2017> & après.\nplural: non", Source: "https://example.org/a?b=1&c=%D8%A7",
			Publication: "Le Matin : édition", Terms: []term.Term{
				{Lang: "ar", Text: "عبد الوافي لفتيت", Status: term.Preferred, Gender: term.Masculine, Number: term.Singular,
					Short: "لفتيت"},
				{Lang: "fr", Text: "Abdelouafi Laftit", Status: term.Preferred, Gender: term.Masculine, Short: "Laftit"},
				{Lang: "fr", Text: "Abdelwafi Lefteet", Status: term.Deprecated, Note: "number: une graphie anglaise\nqui court"},
				{Lang: "fr", Text: "A. Laftit", Status: term.Admitted, Short: "A. L."}}},
		{ID: "wazir", Type: term.General, Source: "Journal officiel, n\u00ba 7", Note: "note: à voir", Terms: []term.Term{
			{Lang: "ar-MA", Text: "وزير", Status: term.Preferred, Plural: "وزراء ; \u202bوزر\u202c"},
			{Lang: "fr", Text: "«\u00a0ministre\u00a0»", Status: term.Preferred, Number: term.Dual},
			{Lang: "fr", Text: "femme ministre", Status: term.Admitted, Gender: term.Feminine, Number: term.Plural}}},
		{ID: "_7", Type: term.Work, Note: "type: person", Terms: []term.Term{{Lang: "fr", Text: "a", Status: term.Preferred}}},
		{ID: "c5", Type: term.General, Note: "type: film\nnote: b", Terms: []term.Term{{Lang: "fr", Text: "b", Status: term.Preferred}}},
	}
}

func write(t testing.TB, h Header, concepts []term.Concept) string {
	t.Helper()
	var b bytes.Buffer
	w := NewWriter(&b, h)
	for _, c := range concepts {
		if err := w.Write(c); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func read(in io.Reader) (all []entry.Entry, err error) {
	err = Read(in, func(e entry.Entry) error {
		all = append(all, e)
		return nil
	})
	return all, err
}

// concepts are the concepts of a file that has nothing else.
func concepts(t testing.TB, file string) (all []term.Concept) {
	t.Helper()
	entries, err := read(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if len(e.Problems) > 0 || len(e.LeftOut) > 0 {
			t.Errorf("line %d: %v, left out: %v", e.Line, e.Problems, e.LeftOut)
		}
		all = append(all, e.Concept)
	}
	return all
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

func TestConceptsComeBackAsTheyWere(t *testing.T) {
	for _, style := range styles {
		t.Run(string(style), func(t *testing.T) {
			file := write(t, Header{Style: style, Title: "Noms & titres"}, samples())
			if diff := cmp.Diff(samples(), concepts(t, file)); diff != "" {
				t.Errorf("(-want +got):\n%s\n%s", diff, file)
			}
			checkGolden(t, "samples."+string(style)+".tbx", file)
		})
	}
}

// TestReadMatchesGolden reads files as other programs write them.
func TestReadMatchesGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/read/*.tbx")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			f, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			entries, err := read(f)
			if err != nil {
				t.Fatal(err)
			}
			checkGolden(t, "read/"+strings.TrimSuffix(filepath.Base(name), ".tbx")+".txt", listing(entries))
		})
	}
}

// listing is what was read, for people to check.
func listing(entries []entry.Entry) string {
	var b strings.Builder
	for _, e := range entries {
		fmt.Fprintf(&b, "%d %s %s\n", e.Line, e.ID, e.Type)
		for _, f := range [][2]string{{"domain", e.Domain}, {"note", e.Note}, {"source", e.Source},
			{"publication", e.Publication}, {"left out", strings.Join(e.LeftOut, " ")}} {
			if f[1] != "" {
				fmt.Fprintf(&b, "  %s: %q\n", f[0], f[1])
			}
		}
		for _, t := range e.Terms {
			fmt.Fprintf(&b, "  %s %q %s", t.Lang, t.Text, t.Status)
			for _, f := range [][2]string{{"gender", string(t.Gender)}, {"number", string(t.Number)}, {"plural", t.Plural},
				{"short", t.Short}, {"note", t.Note}} {
				if f[1] != "" {
					fmt.Fprintf(&b, ", %s %q", f[0], f[1])
				}
			}
			b.WriteString("\n")
		}
		for _, p := range e.Problems {
			fmt.Fprintf(&b, "  line %d: %s %q\n", p.Line, p.Kind, p.What)
		}
	}
	return b.String()
}

func TestIDsAreNamesAndThereOnce(t *testing.T) {
	one := []term.Term{{Lang: "fr", Text: "a", Status: term.Preferred}}
	ids := []string{"c2", "", "a b", "é.1", "7", "_7", "__7", "c2", "<"}
	var in []term.Concept
	for _, id := range ids {
		in = append(in, term.Concept{ID: id, Terms: one})
	}
	var got []string
	for _, c := range concepts(t, write(t, Header{}, in)) {
		got = append(got, c.ID)
	}
	if want := []string{"c2", "c3", "c4", "é.1", "7", "_7", "__7", "c8", "c9"}; !cmp.Equal(want, got) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestWriteRefusesWhatTBXDoesNotHave(t *testing.T) {
	var b bytes.Buffer
	w := NewWriter(&b, Header{})
	if err := w.Write(term.Concept{ID: "a"}); !errors.Is(err, ErrNoTerm) {
		t.Errorf("no terms: %v", err)
	}
	if err := w.Write(term.Concept{Terms: []term.Term{{Text: "a", Lang: "fr"}, {Text: "a"}}}); !errors.Is(err, ErrLanguage) {
		t.Errorf("no language: %v", err)
	}
	if err := w.Close(); err != nil || strings.Contains(b.String(), "body") {
		t.Errorf("%v\n%s", err, b.String())
	}
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestCloseReturnsErrorOfWriter(t *testing.T) {
	if err := NewWriter(failingWriter{}, Header{}).Close(); !errors.Is(err, io.ErrShortWrite) {
		t.Error(err)
	}
}

func TestReadRefusesOtherFiles(t *testing.T) {
	const begin = `<martif><text><body><termEntry>`
	for name, c := range map[string]struct {
		in   string
		want limit.Kind
		root error
	}{
		"empty":            {"", limit.Damaged, ErrNotTBX},
		"text":             {"a\tb\n", limit.Damaged, ErrNotTBX},
		"TMX":              {"<tmx/>", limit.Damaged, ErrNotTBX},
		"torn":             {begin + "<langSet>", limit.Damaged, nil},
		"an entity":        {`<!DOCTYPE martif [<!ENTITY e "x">]>` + begin + "<note>&e;</note></termEntry></body></text></martif>", limit.Damaged, nil},
		"a concept of 12M": {begin + strings.Repeat("<note>"+strings.Repeat("a", 1<<20)+"</note>", 12), limit.TooLarge, nil},
		"too deep":         {begin + strings.Repeat("<x>", limit.Depth+1), limit.TooDeep, nil},
	} {
		var e *limit.Error
		_, err := read(strings.NewReader(c.in))
		if !errors.As(err, &e) || e.Kind != c.want || c.root != nil && !errors.Is(err, c.root) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadGivesWhatIsBeforeTheDamage(t *testing.T) {
	all, err := read(strings.NewReader("<tbx><text><body>\n<conceptEntry id='a'><langSec xml:lang='fr'><termSec><term>x</term></termSec>" +
		"</langSec></conceptEntry>\n<conceptEntry><oops>"))
	var e *limit.Error
	if len(all) != 1 || all[0].Line != 2 || !errors.As(err, &e) || e.Line != 3 {
		t.Errorf("%v, %v", all, err)
	}
	stop := errors.New("stop")
	err = Read(strings.NewReader(write(t, Header{}, samples())), func(entry.Entry) error { return stop })
	if !errors.Is(err, stop) {
		t.Error(err)
	}
}

// FuzzRead reads anything; what is read is written in each style, and comes back.
func FuzzRead(f *testing.F) {
	for _, style := range styles {
		f.Add([]byte(write(f, Header{Style: style}, samples())))
	}
	files, _ := filepath.Glob("testdata/read/*.tbx")
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		entries, err := read(bytes.NewReader(b))
		var want []term.Concept
		ids := map[string]bool{}
		for _, e := range entries {
			if len(e.Terms) > 0 {
				e.ID = NewWriter(io.Discard, Header{}).id(e.ID) // as XML has it
				if e.ID = readID(e.ID); !ids[e.ID] {
					want = append(want, byLanguage(e.Concept))
				}
				ids[e.ID] = true
			}
		}
		if err != nil && len(want) == 0 {
			return
		}
		for _, style := range styles {
			file := write(t, Header{Style: style}, want)
			got, err := read(strings.NewReader(file))
			if err != nil {
				t.Fatalf("%s: %v\n%s", style, err, file)
			}
			for i, c := range want {
				if diff := cmp.Diff(c, got[i].Concept); diff != "" {
					t.Fatalf("%s (-want +got):\n%s\n%s", style, diff, file)
				}
			}
		}
	})
}

// byLanguage is a concept with its terms in the order in which they are written, and without a short form
// that is the term itself.
func byLanguage(c term.Concept) term.Concept {
	var tags []string
	terms := map[string][]term.Term{}
	for _, t := range c.Terms {
		if terms[t.Lang] == nil {
			tags = append(tags, t.Lang)
		}
		terms[t.Lang] = append(terms[t.Lang], t)
	}
	c.Terms = nil
	for _, tag := range tags {
		c.Terms = append(c.Terms, terms[tag]...)
	}
	return c
}
