package tmx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"truchement/workflow/bitext"
	"truchement/workflow/format/decode"
	"truchement/workflow/format/limit"
	"truchement/workflow/format/xmlpull/xmltest"
)

// unitsOf reads the units of a file after the first n.
func unitsOf(t testing.TB, file string, n int) []Unit {
	t.Helper()
	var units []Unit
	_, err := UnitsAfter(strings.NewReader(file), n, func(_ Header, u Unit) error {
		units = append(units, u.Clone())
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return units
}

// whole is a unit with all that a unit has.
func whole(t *testing.T) Unit {
	at := func(day int) time.Time { return time.Date(2026, 11, day, 8, 7, 6, 0, time.UTC) }
	origin := Origin{Document: "مقال 7", Publication: "Le Matin", Way: "alignment", Key: "s-12",
		Approver: "Luc", Before: "Avant <ceci> & cela", After: "بعد ذلك"}
	return Unit{Number: 1, ID: "u-1", SourceLang: "ar-MA",
		Variants: []Variant{
			{Lang: "ar-MA", Text: text(t, "قال ⟦1⟧الوزير⟦/1⟧⟦3/⟧")},
			{Lang: "fr-FR", Text: text(t, "Le ⟦1⟧ministre⟦/1⟧ dit⟦3/⟧"), Notes: []string{"à revoir"},
				Props:   []Prop{{"p", "1"}, {"p", "2"}},
				History: History{Created: at(1), Author: "Amina", Changed: at(2), By: "Luc", Uses: 2}},
			{Lang: "en", Text: text(t, "The minister says")}},
		Notes: []string{"one", "two\nlines"},
		Props: append(origin.Props(), StateProp(bitext.Translated, bitext.Stale)),
		History: History{Created: at(3), Author: "Amina <a>", Changed: at(4), By: "Luc", Used: at(5),
			Uses: 12}}
}

func TestUnitsAreWrittenAndReadWithTheirOrigin(t *testing.T) {
	bare := Unit{Number: 2, SourceLang: All, Variants: []Variant{{Lang: "ar", Text: bitext.Plain("أ")}}}
	want := []Unit{whole(t), bare}
	var b bytes.Buffer
	w := NewUnitWriter(&b, Header{Title: "memory", Created: want[0].Created})
	for _, u := range want {
		if err := w.Write(u); err != nil {
			t.Fatal(err)
		}
	}
	bad := Unit{Variants: []Variant{{Lang: "??"}}}
	if err := w.Write(bad); !errors.Is(err, ErrLanguage) {
		t.Errorf("Write of a unit without a language: %v", err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var header Header
	var got []Unit
	_, err := Units(&b, func(h Header, u Unit) error {
		header, got = h, append(got, u.Clone())
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got, cmpopts.IgnoreFields(Unit{}, "Line")); d != "" {
		t.Errorf("units (-want +got):\n%s", d)
	}
	if want := (Header{All, tool, "memory", want[0].Created}); header != want {
		t.Errorf("header %+v, want %+v", header, want)
	}
	state, sub := got[0].State()
	if got[0].Origin().Before != "Avant <ceci> & cela" || state != bitext.Translated || sub != bitext.Stale {
		t.Errorf("%+v, %s %s", got[0].Origin(), state, sub)
	}
}

func TestOriginReadsOtherTools(t *testing.T) {
	tests := []struct {
		name, in string
		want     Origin
		state    bitext.State
		sub      bitext.SubState
	}{
		{"OmegaT", `<prop type="file">a.docx</prop><prop type="prev">Un</prop><prop type="next">Trois</prop>` +
			`<prop type="id">7</prop><prop type="origin">tm.tmx</prop>`,
			Origin{Document: "a.docx", Before: "Un", After: "Trois", Key: "7", Way: "tm.tmx"}, bitext.Translated, ""},
		{"memoQ", `<prop type="x-document">a.docx</prop><prop type="project">P</prop><prop type="x-context-pre">` +
			`&lt;seg&gt;Un &lt;bpt i='1'/&gt;&amp;amp;&lt;ept i='1'/&gt; e&#x301;&lt;/seg&gt;</prop>`,
			Origin{Document: "a.docx", Publication: "P", Before: "Un & é"}, bitext.Translated, ""},
		{"Trados", `<prop type="x-Origin">TM</prop><prop type="x-ConfirmationLevel">ApprovedTranslation</prop>` +
			`<prop type="x-filename:SingleString">a.docx</prop>`,
			Origin{Document: "a.docx", Way: "TM"}, bitext.Reviewed, ""},
		{"Trados rejected", `<prop type="x-ConfirmationLevel">RejectedSignOff</prop>`, Origin{},
			bitext.Translated, bitext.Returned},
		{"Trados signed off", `<prop type="x-ConfirmationLevel">ApprovedSignOff</prop>`, Origin{},
			bitext.Final, ""},
		{"Trados draft", `<prop type="x-ConfirmationLevel">Draft</prop>`, Origin{}, bitext.Initial,
			bitext.Draft},
		{"MyMemory", `<tuv xml:lang="fr"><prop type="x-context-pre">Un</prop><prop type="x-context-post">Deux</prop>` +
			`<seg>x</seg></tuv>`, Origin{Before: "Un", After: "Deux"}, bitext.Translated, ""},
		{"Okapi", `<prop type="Txt::FileName">a.html</prop>`, Origin{Document: "a.html"}, bitext.Translated, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u := unitsOf(t, tmxFile("fr", "<tu>"+tt.in+"</tu>"), 0)[0]
			state, sub := u.State()
			if d := cmp.Diff(tt.want, u.Origin()); d != "" || state != tt.state || sub != tt.sub {
				t.Errorf("%s %s, -want +got:\n%s", state, sub, d)
			}
		})
	}
}

// TestUnitsGoOnAfterAnyUnit cancels a reading after each unit and goes on.
func TestUnitsGoOnAfterAnyUnit(t *testing.T) {
	var b bytes.Buffer
	if err := xmltest.WriteTMX(&b, 100_000); err != nil {
		t.Fatal(err)
	}
	all := unitsOf(t, b.String(), 0)
	if len(all) < 150 {
		t.Fatalf("%d units", len(all))
	}
	for _, n := range []int{0, 1, 2, 5, 77, len(all) - 1, len(all), len(all) + 1} {
		want := all[min(n, len(all)):]
		got := unitsOf(t, b.String(), n)
		if d := cmp.Diff(append([]Unit{}, want...), append([]Unit{}, got...)); d != "" {
			t.Errorf("after %d (-want +got):\n%s", n, d)
		}
	}
	broken := b.String()[:50_000]
	if _, err := UnitsAfter(strings.NewReader(broken), 10_000, nil); err == nil {
		t.Error("damage in units that are passed over is not found")
	}
}

// TestTimesAreThoseOfPackageTime holds the quick way to the slow one.
func TestTimesAreThoseOfPackageTime(t *testing.T) {
	for _, s := range []string{"20260102T030405Z", "20240229T235959Z", "20230229T000000Z", "20260230T000000Z",
		"20261301T000000Z", "20260100T000000Z", "20260101T240000Z", "20260101T006000Z", "20260101T000060Z",
		"20260101t000000Z", "2026010:T000000Z", "20260101T000000z", "20260101T000000.5Z", "", "x",
		"00000101T000000Z", "99991228T235959Z", "20260131T000000Z"} {
		want, err := time.Parse(stamp, s)
		if err != nil {
			want = time.Time{}
		}
		if got := parseTime([]byte(s)); !got.Equal(want) || got.Location() != want.Location() {
			t.Errorf("%s = %v, want %v", s, got, want)
		}
	}
}

func TestStreamIsNotBoundedButUnitIs(t *testing.T) {
	pad := strings.Repeat("<tu/>\n", 1000)
	many := strings.NewReader(tmxFile("en", strings.Repeat(pad, limit.XMLTokens/2000+1)))
	n := 0
	if _, err := Units(many, func(Header, Unit) error { n++; return nil }); err != nil || n <= limit.XMLTokens/2 {
		t.Errorf("%d units, %v", n, err)
	}
	for name, seg := range map[string]string{"text": strings.Repeat("x", maxUnit+1),
		"codes": strings.Repeat("<ph>&lt;br/></ph>", maxUnit/17+1),
		"texts": strings.Repeat(strings.Repeat("x", 1000)+"<!---->", maxUnit/1000),
		"variants": "</seg></tuv>" + strings.Repeat("<tuv xml:lang='fr'><seg>x</seg></tuv>", maxUnit/37+1) +
			"<tuv><seg>"} {
		var e *limit.Error
		large := tmxFile("en", tu("", "en", seg))
		_, err := Units(strings.NewReader(large), func(Header, Unit) error { return nil })
		want := limit.TooLarge
		if name == "codes" {
			want = limit.TooMany
		}
		if !errors.As(err, &e) || e.Kind != want {
			t.Errorf("too large for its %s: %v", name, err)
		}
	}
}

// kit names the folder of the TMX Compliance Kit of LISA, which its makers gave to the public; it
// is in the sources of OmegaT as test data.
const kit = "TRUCHEMENT_TEST_TMX_KIT"

// TestComplianceKit imports the kit's 23 files. Where the kit has a text and its translation, each
// line must be found with the translation that the kit has for it.
func TestComplianceKit(t *testing.T) {
	folder := os.Getenv(kit)
	if folder == "" {
		t.Skipf("%s does not name the TMX Compliance Kit", kit)
	}
	tests := []struct {
		file, target    string
		pairs, skipped  int
		dropped, torn   int
		text, translate string // files of the kit; none for content beyond text
	}{
		{"ExportTest1A", "fr-CA", 4, 0, 0, 0, "", ""},
		{"ExportTest1B", "fr-CA", 2, 0, 0, 0, "", ""},
		{"ExportTest1C", "fr-CA", 4, 0, 0, 0, "", ""},
		{"ExportTest1D", "fr-CA", 4, 0, 0, 0, "", ""},
		{"ExportTest1E", "fr-CA", 4, 0, 0, 0, "", ""},
		{"ExportTest2A", "fr-CA", 6, 0, 2, 2, "", ""},
		{"ImportTest1A", "fr-CA", 2, 0, 0, 0, "ImportTest1A.txt", "ImportTest1A_fr-ca.txt"},
		{"ImportTest1B", "fr-CA", 1, 0, 0, 0, "ImportTest1B.txt", "ImportTest1B_fr-ca.txt"},
		{"ImportTest1C", "fr-CA", 3, 0, 0, 0, "ImportTest1C.txt", "ImportTest1C_fr-ca.txt"},
		{"ImportTest1D", "en-GB", 3, 0, 0, 0, "ImportTest1D.txt", "ImportTest1D_en-gb.txt"},
		{"ImportTest1E", "en-GB", 3, 0, 0, 0, "ImportTest1E.txt", "ImportTest1E_en-gb.txt"},
		{"ImportTest1F", "en-GB", 3, 0, 0, 0, "ImportTest1F.txt", "ImportTest1F_en-gb.txt"},
		{"ImportTest1G", "en-GB", 3, 0, 0, 0, "ImportTest1G.txt", "ImportTest1G_en-gb.txt"},
		{"ImportTest1H", "en-GB", 3, 0, 0, 0, "ImportTest1H.txt", "ImportTest1H_en-gb.txt"},
		{"ImportTest1I", "ja-JP", 1, 0, 0, 0, "ImportTest1I.txt", "ImportTest1I_ja-jp.txt"},
		{"ImportTest1J", "en-GB", 2, 0, 0, 0, "", ""},
		{"ImportTest1J_many", "en-GB", 2, 1, 0, 0, "", ""},
		{"ImportTest1K", "en-GB", 0, 2, 0, 0, "", ""}, // nothing to import
		{"ImportTest1L", "fr", 1, 0, 0, 0, "", ""},
		{"ImportTest2A", "fr-CA", 7, 0, 0, 4, "", ""},
		{"ImportTest2A-0index", "fr-CA", 7, 0, 0, 4, "", ""},
		{"ImportTest2B", "fr-CA", 7, 0, 0, 4, "", ""},
		{"ImportTest2C", "fr", 1, 0, 0, 3, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			b, err := os.ReadFile(filepath.Join(folder, tt.file+".tmx"))
			if err != nil {
				t.Fatal(err)
			}
			d, report, err := ReadReport(bytes.NewReader(b), Pair{"en-US", tt.target})
			if err != nil {
				t.Fatal(err)
			}
			want := Report{tt.pairs + tt.skipped, tt.skipped, tt.dropped, tt.torn}
			if report != want || len(d.Segments()) != tt.pairs {
				t.Errorf("%d segments, %+v, want %+v", len(d.Segments()), report, want)
			}
			if tt.text != "" {
				checkTranslations(t, d, kitLines(t, folder, tt.text), kitLines(t, folder, tt.translate))
			}
		})
	}
}

func kitLines(t *testing.T, folder, name string) []string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	s, _, err := decode.Text(b, "")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimRight(strings.ReplaceAll(s, "\r\n", "\n"), "\n"), "\n")
}

func checkTranslations(t *testing.T, d *bitext.Document, sources, targets []string) {
	t.Helper()
	if len(sources) != len(targets) {
		t.Fatalf("%d lines and %d", len(sources), len(targets))
	}
	found := map[string]string{}
	for _, s := range d.Segments() {
		found[s.Source.String()] = s.Target.String()
	}
	for i, s := range sources {
		s, want := strings.TrimPrefix(s, "\uFEFF"), strings.TrimPrefix(targets[i], "\uFEFF")
		if got := found[s]; got != want {
			t.Errorf("%q is translated as %q, want %q", s, got, want)
		}
	}
}

// FuzzUnits reads anything as units, whole and in two parts, which give the same.
func FuzzUnits(f *testing.F) {
	f.Add([]byte(tmxFile("en", tu("", "en", "<bpt i='1' x='1' type='bold'/>a<ept i='1'/>", "fr", "b")+
		"<tu><note>n</note><prop type='p'>v</prop></tu><tu/>")), 1)
	f.Add([]byte("\xFF\xFE<\x00t\x00m\x00x\x00>\x00"), 0)
	f.Fuzz(func(t *testing.T, b []byte, n int) {
		read := func(after int) (rows []string, err error) {
			_, err = UnitsAfter(bytes.NewReader(b), after, func(_ Header, u Unit) error {
				for _, v := range u.Variants {
					if !v.Text.Nested() {
						t.Fatalf("not nested: %+v", v)
					}
				}
				rows = append(rows, fmt.Sprintf("%+v", u))
				return nil
			})
			return rows, err
		}
		all, err := read(0)
		if err != nil {
			return
		}
		n = max(0, min(n, len(all)))
		rest, err := read(n)
		if err != nil || !cmp.Equal(append([]string{}, all[n:]...), append([]string{}, rest...)) {
			t.Fatalf("after %d: %v\n%q\n%q", n, err, all[n:], rest)
		}
	})
}

// BenchmarkMemory reads 50 and 500 MB and reports the most that the heap held.
func BenchmarkMemory(b *testing.B) {
	for _, size := range []int64{50_000_000, 500_000_000} {
		b.Run(fmt.Sprint(size/1_000_000, "MB"), func(b *testing.B) {
			for b.Loop() {
				b.ReportMetric(float64(peakHeap(b, size))/1e6, "MB-heap")
			}
		})
	}
}

func peakHeap(b *testing.B, size int64) (most uint64) {
	in, out := io.Pipe()
	go func() { out.CloseWithError(xmltest.WriteTMX(out, size)) }()
	n := 0
	_, err := Units(in, func(Header, Unit) error {
		if n++; n%10_000 == 0 {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return most
}
