package csv

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/format/limit"
)

var goldens = []struct {
	name string
	doc  *bitext.Document
	o    Options
}{
	{"article.csv", editiontest.Article(), Options{}},
	{"kinds.csv", editiontest.Kinds(), Options{}},
	{"kinds.tsv", editiontest.Kinds(), Options{Comma: '\t'}},
	{"kinds-semicolon.csv", editiontest.Kinds(), Options{Comma: ';'}},
}

func write(t *testing.T, d *bitext.Document, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWriteMatchesGolden(t *testing.T) {
	for _, c := range goldens {
		got := write(t, c.doc, c.o)
		editiontest.CheckGolden(t, c.name, string(got))
	}
}

// TestReadGivesBackWhatWasWritten reads back all that a table holds: everything
// but the ids of blocks, the version, the space between sentences and what belongs
// to the article as a whole.
func TestReadGivesBackWhatWasWritten(t *testing.T) {
	for _, c := range goldens {
		got, err := Read(bytes.NewReader(write(t, c.doc, c.o)))
		if err != nil {
			t.Fatal(err)
		}
		want := &bitext.Document{Encoding: got.Encoding}
		number := 0
		for i, b := range c.doc.Blocks {
			b.ID = itoa(i + 1)
			b.Segments = append([]bitext.Segment{}, b.Segments...)
			for j := range b.Segments {
				number++
				b.Segments[j].ID, b.Segments[j].Version = itoa(number), 0
			}
			want.Blocks = append(want.Blocks, b)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

func TestGuardMakesFormulasText(t *testing.T) {
	for s, want := range map[string]string{
		"=1+1": "'=1+1", "+33": "'+33", "-5": "'-5", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx",
		"\n=1": "'\n=1", " =1": "' =1", "'=1": "''=1", "＝1": "'＝1", "'\tx": "''\tx", "=": "'=",
		"": "", "x": "x", "x=1": "x=1", "'hui": "'hui", "'": "'", "« -5 »": "« -5 »", "ـ": "ـ",
	} {
		if got := guard(s); got != want {
			t.Errorf("guard(%q) = %q, want %q", s, got, want)
		}
		if back := unguard(guard(s)); back != s {
			t.Errorf("unguard(guard(%q)) = %q", s, back)
		}
	}
}

func FuzzGuard(f *testing.F) {
	for _, s := range []string{"=1", "'=1", "''-", " '\t=", "x", "'x", "\u00a0+1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		cell := guard(s)
		if strings.IndexAny(cell, "=+-@\t\r\n") == 0 {
			t.Errorf("guard(%q) = %q begins as a formula", s, cell)
		}
		if got := unguard(cell); got != s {
			t.Errorf("unguard(guard(%q)) = %q", s, got)
		}
	})
}

// TestWriteHasNoFormula looks at every cell of a hostile document.
func TestWriteHasNoFormula(t *testing.T) {
	bad := "=cmd|' /C calc'!A0"
	d := &bitext.Document{Blocks: []bitext.Block{{Kind: bitext.BlockKind(bad), Segments: []bitext.Segment{{
		ID: bad, Source: bitext.Plain(bad), Target: bitext.Plain("@" + bad), State: bitext.State(bad),
		Translator: bad, Reviewer: bad, Override: bad, Notes: []bitext.Remark{{Author: bad, Text: bad}},
	}}}}}
	for _, cell := range strings.Split(string(write(t, d, Options{Comma: '\t'})), "\t") {
		if strings.IndexAny(strings.Trim(cell, "\"\r\n"), "=+-@") == 0 {
			t.Errorf("cell %q is a formula", cell)
		}
	}
}

func TestWriteTableGuardsItsCells(t *testing.T) {
	var b bytes.Buffer
	rows := [][]string{{"name", "words"}, {"=1+1", "-5"}, {"a,b", "12"}}
	if err := WriteTable(&b, rows, Options{}); err != nil {
		t.Fatal(err)
	}
	if want := "\ufeffname,words\r\n'=1+1,'-5\r\n\"a,b\",12\r\n"; b.String() != want {
		t.Errorf("WriteTable wrote %q, want %q", b.String(), want)
	}
	if err := WriteTable(failingWriter{}, rows, Options{}); !errors.Is(err, errDiskFull) {
		t.Errorf("WriteTable = %v, want %v", err, errDiskFull)
	}
}

func TestReadOtherTables(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string // source | target | state
	}{
		{"two columns without names", "Bonjour\tمرحبا\nMerci\tشكرا\n", []string{"Bonjour|مرحبا|translated", "Merci|شكرا|translated"}},
		{"columns in another order, semicolons", "\ufeffTarget;Source;State\r\nمرحبا;Bonjour;reviewed\r\n",
			[]string{"Bonjour|مرحبا|reviewed"}},
		{"a state we do not know", "source,target,state\na,b,fertig\n", []string{"a|b|initial"}},
		{"empty rows", "source,target\n,\na,\n\n", []string{"a||initial"}},
		{"short rows", "source,target,state\na\n", []string{"a||initial"}},
		{"quotes and newlines", "source,target\n\"a \"\"b\"\",\nc\",d\n", []string{"a \"b\",\nc|d|translated"}},
		{"brackets without codes", "source,target\n⟦1⟧a,⟦⟦b\n", []string{"⟦1⟧a|⟦b|translated"}},
		{"decomposed letters", "source,target\ne\u0301,\u0627\u0653\n", []string{"é|آ|translated"}},
		{"a guarded cell", "source,target\n'-5,'aujourd'hui\n", []string{"-5|'aujourd'hui|translated"}},
	} {
		d, err := Read(strings.NewReader(c.in))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for _, s := range d.Segments() {
			got = append(got, s.Source.String()+"|"+s.Target.String()+"|"+string(s.State))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestReadRefusesDamagedTables(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"torn quote", "source,target\n\"a,b\n", "damaged at line 2"},
		{"codes that are no JSON", "source,codes\na,[\n", "line 2: column codes"},
		{"an unknown tag", "source,codes\n⟦9⟧a⟦/9⟧,\"[{\"\"id\"\":\"\"1\"\",\"\"type\"\":\"\"bold\"\"}]\"\n",
			"line 2: markup: tag ⟦9⟧ is unknown"},
	} {
		_, err := Read(strings.NewReader(c.in))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	for in, want := range map[string]limit.Kind{
		"": limit.Empty, "source,target\n": limit.Empty,
		"source,target\n" + strings.Repeat("a,b\n", limit.Blocks+1): limit.TooMany,
	} {
		var e *limit.Error
		if _, err := Read(strings.NewReader(in)); !errors.As(err, &e) || e.Kind != want {
			t.Errorf("%.20q: %v, want %s", in, err, want)
		}
	}
}

// TestReadHeadings reads tables whose first row names a pair, and those whose first row is one.
func TestReadHeadings(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"fr,ar\na,b\n", "fr>ar a|b"},
		{"Texte français;النص العربي\na;b\n", "fr>ar a|b"},
		{"Cible (ar)\tSource (fr)\na\tb\n", "fr>ar b|a"},
		{"sep=;\r\nSource;Traduction\r\na;b\r\n", "> a|b"},
		{"id,fr,ar,en,Commentaire\n7,a,b,c,d\n", "fr>ar a|b (d) !column [2] en"},
		{"français,فرنسي\na,b\n", "> français|فرنسي a|b"}, // a row of a glossary
		{"Il parle français,إنه يتحدث العربية\n", "> Il parle français|إنه يتحدث العربية"},
		{"a,b,c\n,e\n", "> a|b !column [1] c !no-source [2] e"},
		{"source\na\n", "> a|"},
	} {
		d, err := Read(strings.NewReader(tt.in))
		if err != nil {
			t.Errorf("%q: %v", tt.in, err)
			continue
		}
		got := d.SourceLang + ">" + d.TargetLang
		for _, s := range d.Segments() {
			if s.Source.Empty() {
				continue
			}
			got += " " + s.Source.String() + "|" + s.Target.String()
			for _, n := range s.Notes {
				got += " (" + n.Text + ")"
			}
		}
		for _, o := range d.Oddities {
			got += fmt.Sprintf(" !%s %v %s", o.Kind, o.Lines, o.Text)
		}
		if got != tt.want {
			t.Errorf("%q: %q, want %q", tt.in, got, tt.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, c := range goldens {
		var b bytes.Buffer
		if err := Write(&b, c.doc, c.o); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Add([]byte("a\tb\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		again, err := Read(bytes.NewReader(write(t, d, Options{})))
		if err != nil {
			t.Fatalf("what was written is refused: %v", err)
		}
		if len(again.Segments()) != len(d.Segments()) {
			t.Errorf("%d segments came back of %d", len(again.Segments()), len(d.Segments()))
		}
	})
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errDiskFull }

var errDiskFull = errors.New("disk full")

func TestWriteReturnsErrorOfWriter(t *testing.T) {
	if err := Write(failingWriter{}, editiontest.Article(), Options{}); !errors.Is(err, errDiskFull) {
		t.Errorf("Write = %v, want %v", err, errDiskFull)
	}
}

// records reads a table as a line a row: its line, and its cells or its error.
func records(t *testing.T, in string) (rows []string) {
	t.Helper()
	err := EachRecord(strings.NewReader(in), func(r Record) error {
		row := strings.Join(r.Cells, "|")
		if r.Err != nil {
			row = "broken"
		}
		rows = append(rows, fmt.Sprintf("%d %s", r.Line, row))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestEachRecordReadsOnAfterABrokenRow(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"commas", "a,b\n\"c\nd\",'=e\n", []string{"1 a|b", "2 c\nd|=e"}},
		{"semicolons of a French Excel", "\ufeffa;b\r\nc,5;d\r\n", []string{"1 a|b", "2 c,5|d"}},
		{"what the first line says", "sep=;\na,b;c\n", []string{"2 a,b|c"}},
		{"quotes in tabs", "l'\"a\"\tb\n\"c\"\td\n\"e\tf\r\ng\th\n",
			[]string{"1 l'\"a\"|b", "2 c|d", "3 \"e|f", "4 g|h"}},
		{"tabs after a comment", "# a, b\nc, d, e\tf\n", []string{"1 # a, b", "2 c, d, e|f"}},
		{"a stray quote", "a,b\nc\"d,e\nf,g\n", []string{"1 a|b", "2 broken", "3 f|g"}},
		{"a quote that is not closed", "a,b\n\n\n\"c,d\ne,f\n\ng,h", []string{"1 a|b", "4 broken", "5 e|f", "7 g|h"}},
		{"a broken end", "a,b\n\"c", []string{"1 a|b", "2 broken"}},
		{"two broken rows", "a\"\n\"b\"c\nd\n", []string{"1 broken", "2 broken", "3 d"}},
		{"a control, the end of a file of DOS", "a,b\nc\x01d,e\nf,une ligne\n\x1a", []string{"1 a|b", "2 c\uFFFDd|e", "3 f|une ligne"}},
		{"a NUL, a DEL", "a\x00b,c d e f g h i j k l m n o p\nl\x7fm,n\n", []string{"1 a\uFFFDb|c d e f g h i j k l m n o p", "2 l\uFFFDm|n"}},
		{"windows-1256", "\xe6\xd2\xed\xd1,ministre\n", []string{"1 وزير|ministre"}},
	} {
		if diff := cmp.Diff(c.want, records(t, c.in)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestEachRecordStopsAtAnError(t *testing.T) {
	for _, in := range []string{"a\nb\n", "a\"\nb\n"} {
		n := 0
		err := EachRecord(strings.NewReader(in), func(Record) error { n++; return errDiskFull })
		if !errors.Is(err, errDiskFull) || n != 1 {
			t.Errorf("%q: %v after %d rows", in, err, n)
		}
	}
}

// FuzzEachRecord reads anything, and loses no line without a quote outside of quotes.
func FuzzEachRecord(f *testing.F) {
	f.Add("a,b\n\"c,d\ne,f\n")
	f.Add("sep=;\n\n\"\"\"\n'=a\r\n")
	f.Fuzz(func(t *testing.T, in string) {
		last := 0
		_ = EachRecord(strings.NewReader(in), func(r Record) error {
			if r.Line <= last || r.Err == nil && len(r.Cells) == 0 {
				t.Fatalf("row of line %d after that of %d: %q", r.Line, last, r.Cells)
			}
			last = r.Line
			return nil
		})
		if end := strings.Count(in, "\n") + 1; last > end {
			t.Fatalf("a row on line %d of %d", last, end)
		}
	})
}
