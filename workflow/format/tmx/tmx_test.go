package tmx

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

func text(t *testing.T, s string) bitext.Text {
	t.Helper()
	out, err := bitext.Parse(s, codes())
	if err != nil {
		t.Fatalf("Parse(%q): %v", s, err)
	}
	return out
}

func codes() []bitext.Code {
	return []bitext.Code{
		{ID: "1", Type: bitext.Bold},
		{ID: "2", Type: bitext.Link, Data: `https://example.org/خبر?a=1&b="2"`},
		{ID: "3", Type: bitext.Break},
		{ID: "4", Type: bitext.Image, Data: "photo.jpg", Equiv: "صورة <الوزير>"},
		{ID: "5", Type: bitext.NoteMark, Data: "#n1", Equiv: "¹"},
		{ID: "6", Type: bitext.Italic, Equiv: "*"},
		{ID: "7", Type: bitext.Strike},
		{ID: "8", Type: bitext.Underline},
		{ID: "9", Type: bitext.Superscript},
		{ID: "10", Type: bitext.Subscript},
		{ID: "11", Type: bitext.Monospace},
	}
}

// full is a document with all that Write writes.
func full(t *testing.T) *bitext.Document {
	seg := func(id, source, target string, s bitext.State, sub bitext.SubState) bitext.Segment {
		return bitext.Segment{ID: id, Source: text(t, source), Target: text(t, target), State: s,
			SubState: sub, Translator: "Amina <A>"}
	}
	noted := seg("s1", "الرباط \u200Fو\u2067باريس\u2069", "Rabat & <Paris>", bitext.Final, "")
	noted.Notes = []bitext.Remark{{Text: "À vérifier :\n« 12 % »"}, {Text: "vu"}}
	return &bitext.Document{Title: "مقال <1>", SourceLang: "ar-MA", TargetLang: "fr-FR",
		Date: time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC),
		Blocks: []bitext.Block{
			{ID: "b1", Kind: bitext.Headline, Segments: []bitext.Segment{noted}},
			{ID: "b2", Kind: bitext.Heading, Level: 2, Segments: []bitext.Segment{
				seg("s2", "قال ⟦1⟧الوزير إن ⟦2⟧الخبر⟦/2⟧ صحيح.⟦/1⟧⟦3/⟧\nنعم",
					"Le ministre ⟦1⟧dit que ⟦2⟧la nouvelle⟦/2⟧ est vraie.⟦/1⟧⟦3/⟧\n Oui ",
					bitext.Reviewed, ""),
				seg("s3", "⟦1⟧ثم⟦/1⟧ ⟦4/⟧⟦5/⟧", "⟦1⟧Puis⟦/1⟧ il ⟦1⟧partit⟦/1⟧. ⟦5/⟧⟦4/⟧",
					bitext.Translated, bitext.Stale)}},
			{ID: "b3", Kind: bitext.Quote, Segments: []bitext.Segment{
				seg("s4", "⟦6⟧أ⟦/6⟧⟦7⟧ب⟦/7⟧⟦8⟧ج⟦/8⟧", "⟦8⟧c⟦/8⟧⟦7⟧b⟦/7⟧⟦6⟧a⟦/6⟧",
					bitext.Initial, bitext.FromMemory),
				seg("s5", "⟦9⟧1⟦/9⟧⟦10⟧2⟦/10⟧⟦11⟧3⟦/11⟧", "⟦9⟧1⟦/9⟧⟦10⟧2⟦/10⟧",
					bitext.Initial, bitext.Draft)}},
		}}
}

func write(t *testing.T, d *bitext.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatalf("Write: %v", err)
	}
	return b.Bytes()
}

func diff(want, got *bitext.Document) string {
	return cmp.Diff(want, got, cmp.Comparer(func(a, b bitext.Text) bool { return a.Equal(b) }))
}

func TestReadGivesBackWhatWasWritten(t *testing.T) {
	got, report, err := ReadReport(bytes.NewReader(write(t, full(t))), Pair{})
	if err != nil {
		t.Fatal(err)
	}
	if d := diff(full(t), got); d != "" {
		t.Errorf("written and read (-want +got):\n%s", d)
	}
	if want := (Report{Units: 5}); report != want {
		t.Errorf("report = %+v, want %+v", report, want)
	}
}

func TestWriteLeavesOutHalfPairs(t *testing.T) {
	d := full(t)
	d.Blocks[0].Segments[0].Target = nil
	d.Blocks[1].Segments[0].Source = bitext.Plain(" ")
	got, err := Read(bytes.NewReader(write(t, d)))
	if err != nil || len(got.Segments()) != 3 {
		t.Errorf("%d segments, %v; want 3", len(got.Segments()), err)
	}
	d.TargetLang = ""
	if err := Write(&bytes.Buffer{}, d); !errors.Is(err, ErrLanguage) {
		t.Errorf("Write without a target language: %v", err)
	}
}

func TestWriteMatchesGolden(t *testing.T) {
	got := write(t, full(t))
	editiontest.CheckGolden(t, "full.tmx", string(got))
}

// TestCodesAreNumberedAndPaired writes codes whose ids are no numbers, which get unused numbers,
// and pairs that cross, which stay pairs.
func TestCodesAreNumberedAndPaired(t *testing.T) {
	b, i := bitext.Code{ID: "b", Type: bitext.Bold}, bitext.Code{ID: "1", Type: bitext.Italic}
	run := func(k bitext.Kind, c bitext.Code) bitext.Run { return bitext.Run{Kind: k, Code: c} }
	crossed := bitext.Text{run(bitext.Open, b), {Chars: "a"}, run(bitext.Open, i), {Chars: "b"},
		run(bitext.Close, b), {Chars: "c"}, run(bitext.Close, i), run(bitext.Open, b), {Chars: "d"}}
	variants := []Variant{{Lang: "fr", Text: crossed}}
	want := `<bpt i="1" x="2" type="bold">&lt;b&gt;</bpt>a` +
		`<bpt i="2" x="1" type="italic">&lt;i&gt;</bpt>b<ept i="1">&lt;/b&gt;</ept>c` +
		`<ept i="2">&lt;/i&gt;</ept><it pos="begin" x="2" type="bold">&lt;b&gt;</it>d`
	if got := segContent(crossed, numberCodes(variants)); got != want {
		t.Errorf("spell = %s\nwant    %s", got, want)
	}
}

// tmxFile is a file of units with this header language.
func tmxFile(srclang, units string) string {
	return `<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4">` +
		`<header srclang="` + srclang + `"/><body>` + units + `</body></tmx>`
}

func tu(attrs string, pairs ...string) string {
	s := "<tu " + attrs + ">"
	for i := 0; i+1 < len(pairs); i += 2 {
		s += `<tuv xml:lang="` + pairs[i] + `"><seg>` + pairs[i+1] + "</seg></tuv>"
	}
	return s + "</tu>"
}

func TestReadFilesOfOtherTools(t *testing.T) {
	all, err := os.ReadFile(filepath.Join("testdata", "read.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split(string(all), "\n== ")[1:] {
		name, rest, _ := strings.Cut(part, "\n")
		head, rest, _ := strings.Cut(rest, "\n")
		in, want, ok := strings.Cut(rest, "\n--\n")
		if !ok {
			t.Fatalf("%s: no dashes", name)
		}
		tags := append(strings.Fields(head), "", "")
		t.Run(name, func(t *testing.T) {
			d, _, err := ReadReport(strings.NewReader(tmxFile(tags[0], in)), Pair{tags[1], tags[2]})
			if err != nil {
				t.Fatal(err)
			}
			got := strings.TrimSpace(d.SourceLang+" "+d.TargetLang) + "\n" + rows(d)
			if d := cmp.Diff(strings.TrimSuffix(want, "\n"), strings.TrimSuffix(got, "\n")); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
		})
	}
}

// rows is the segments as testdata/read.txt shows them.
func rows(d *bitext.Document) string {
	var b strings.Builder
	for _, s := range d.Segments() {
		row := s.Source.Markup() + "|" + s.Target.Markup()
		b.WriteString(strings.ReplaceAll(row, "\n", `\n`) + "\n")
	}
	return b.String()
}

func TestReadEncodings(t *testing.T) {
	_, body, _ := strings.Cut(tmxFile("fr", tu("", "fr", "é", "ar", "&#x628;")), "?>")
	declared := func(name string) string {
		return `<?xml version="1.0" encoding="` + name + `"?>` + body
	}
	latin, err := charmap.Windows1252.NewEncoder().String(declared("windows-1252"))
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]string{"UTF-8 with mark": "\uFEFF" + declared("UTF-8"),
		"windows-1252": latin,
		"us-ascii":     strings.Replace(declared("us-ascii"), "é", "&#233;", 1)}
	ends := map[string]unicode.Endianness{"UTF-16LE": unicode.LittleEndian,
		"UTF-16BE": unicode.BigEndian}
	policies := map[string]unicode.BOMPolicy{" with mark": unicode.UseBOM, "": unicode.IgnoreBOM}
	for name, e := range ends {
		for policy, p := range policies {
			tests[name+policy], err = unicode.UTF16(e, p).NewEncoder().String(declared("UTF-16"))
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, in := range tests {
		t.Run(name, func(t *testing.T) {
			d, err := Read(strings.NewReader(in))
			if err != nil {
				t.Fatal(err)
			}
			if got := rows(d); got != "é|ب\n" {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestReadRefusesDamagedFiles(t *testing.T) {
	tests := []struct {
		name, in string
		want     limit.Kind
	}{
		{"nothing", "", limit.Damaged},
		{"other XML", "<xliff version='1.2'/>", limit.Damaged},
		{"cut short", "<tmx><body><tu>", limit.Damaged},
		{"entity", `<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tmx>` +
			tu("", "en", "&x;") + `</tmx>`, limit.Damaged},
		{"too deep", tmxFile("en", tu("", "en", strings.Repeat("<hi>", 300))), limit.TooDeep},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read(strings.NewReader(tt.in))
			var e *limit.Error
			if !errors.As(err, &e) || e.Kind != tt.want {
				t.Errorf("Read = %v, want kind %s", err, tt.want)
			}
		})
	}
	d, err := Read(strings.NewReader(tmxFile("en", "<tu><tuv xml:lang='en'><seg>x\u202Ea</seg></tuv><tuv xml:lang='fr'><seg>b</seg></tuv></tu>")))
	if err != nil || d.Segments()[0].Source.String() != "xa" || d.Oddities[0].Kind != bitext.OddOverride {
		t.Errorf("Read of an override = %+v, %v", d, err)
	}
}

// A text that is refused is left out, and the units after it are read.
func TestUnitsGoOnAfterARefusedText(t *testing.T) {
	in := tmxFile("en", tu("tuid='u1'", "en", "\u202Eb")+"\n"+tu("", "en", "a<ph x='1'/>\u202Eb")+"\n"+tu("", "en", "c"))
	var got []string
	_, err := Units(strings.NewReader(in), func(_ Header, u Unit) error {
		var refused *lang.Error
		got = append(got, fmt.Sprint(u.Line, errors.As(u.Refused, &refused), len(u.Variants[0].Text)))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"1 true 0", "2 true 0", "3 false 1"}, got); d != "" {
		t.Errorf("line, refused, runs (-want +got):\n%s", d)
	}
}

func TestUnitsStopAtFirstError(t *testing.T) {
	in := tmxFile("en", `<tu tuid="1" changedate="20260102T030405Z" creationid="a" changeid="b">`+
		`<note>n</note><prop type="p">v</prop><tuv xml:lang="en" creationid="c"><seg>x</seg></tuv></tu>`+tu("", "fr", "y"))
	var got []Unit
	stop := errors.New("stop")
	_, err := Units(strings.NewReader(in), func(_ Header, u Unit) error {
		got = append(got, u)
		return stop
	})
	if !errors.Is(err, stop) {
		t.Errorf("Units = %v, want the error of each", err)
	}
	want := []Unit{{Number: 1, Line: 1, ID: "1", SourceLang: "en", Notes: []string{"n"},
		Props: []Prop{{"p", "v"}},
		History: History{Author: "a", By: "b",
			Changed: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)},
		Variants: []Variant{{Lang: "en", Text: bitext.Plain("x"),
			History: History{Author: "c", By: "c"}}}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("units (-want +got):\n%s", d)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(tmxFile("en", tu("", "en", "<bpt i='1' x='1' type='bold'/>a<it pos='end' x='1'/>"+
		"<ept i='1'/>", "fr", "<ph>&lt;br></ph>b"))))
	f.Add([]byte("\xFF\xFE<\x00t\x00m\x00x\x00>\x00"))
	f.Add([]byte(tmxFile("*all*", "<tu/><tuv/><header/>")))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := Read(bytes.NewReader(b))
		if err != nil {
			return
		}
		for _, s := range d.Segments() {
			if !s.Source.Nested() || !s.Target.Nested() {
				t.Fatalf("not nested: %+v", s)
			}
		}
		var out bytes.Buffer
		if err := Write(&out, d); err != nil {
			if !errors.Is(err, ErrLanguage) {
				t.Fatal(err)
			}
			return
		}
		again, err := Read(&out)
		if err != nil {
			t.Fatalf("Read of what was written: %v", err)
		}
		want, got := d.Segments(), again.Segments()
		if len(want) != len(got) {
			t.Fatalf("%d segments, want %d", len(got), len(want))
		}
		for i := range want {
			w, g := want[i], got[i]
			if w.Source.String() != g.Source.String() || w.Target.String() != g.Target.String() {
				t.Fatalf("got %+v, want %+v", g, w)
			}
		}
	})
}
