package tmx

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"truchement/workflow/bitext"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

var update = flag.Bool("update", false, "write the golden files anew")

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

// full is a document with all that Write carries.
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
				seg("s2", "قال ⟦1⟧الوزير إن ⟦2⟧الخبر⟦/2⟧ صحيح.⟦/1⟧⟦3/⟧\nنعم", "Le ministre ⟦1⟧dit que ⟦2⟧la nouvelle⟦/2⟧ est vraie.⟦/1⟧⟦3/⟧\n Oui ", bitext.Reviewed, ""),
				seg("s3", "⟦1⟧ثم⟦/1⟧ ⟦4/⟧⟦5/⟧", "⟦1⟧Puis⟦/1⟧ il ⟦1⟧partit⟦/1⟧. ⟦5/⟧⟦4/⟧", bitext.Translated, bitext.Stale)}},
			{ID: "b3", Kind: bitext.Quote, Segments: []bitext.Segment{
				seg("s4", "⟦6⟧أ⟦/6⟧⟦7⟧ب⟦/7⟧⟦8⟧ج⟦/8⟧", "⟦8⟧c⟦/8⟧⟦7⟧b⟦/7⟧⟦6⟧a⟦/6⟧", bitext.Initial, bitext.FromMemory),
				seg("s5", "⟦9⟧1⟦/9⟧⟦10⟧2⟦/10⟧⟦11⟧3⟦/11⟧", "⟦9⟧1⟦/9⟧⟦10⟧2⟦/10⟧", bitext.Initial, bitext.Draft)}},
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

func TestRoundTrip(t *testing.T) {
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

func TestWriteLeavesOut(t *testing.T) {
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

func TestGolden(t *testing.T) {
	name := filepath.Join("testdata", "full.tmx")
	got := write(t, full(t))
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s (-want +got):\n%s", name, d)
	}
}

// Codes whose ids are no numbers are numbered past those that are; pairs that cross stay pairs.
func TestWriteCodes(t *testing.T) {
	b, i := bitext.Code{ID: "b", Type: bitext.Bold}, bitext.Code{ID: "1", Type: bitext.Italic}
	run := func(k bitext.Kind, c bitext.Code) bitext.Run { return bitext.Run{Kind: k, Code: c} }
	crossed := bitext.Text{run(bitext.Open, b), {Chars: "a"}, run(bitext.Open, i), {Chars: "b"},
		run(bitext.Close, b), {Chars: "c"}, run(bitext.Close, i), run(bitext.Open, b), {Chars: "d"}}
	s := bitext.Segment{Source: crossed}
	want := `<bpt i="1" x="2" type="bold">&lt;b&gt;</bpt>a<bpt i="2" x="1" type="italic">&lt;i&gt;</bpt>b` +
		`<ept i="1">&lt;/b&gt;</ept>c<ept i="2">&lt;/i&gt;</ept><it pos="begin" x="2" type="bold">&lt;b&gt;</it>d`
	if got := spell(crossed, number(s)); got != want {
		t.Errorf("spell = %s\nwant    %s", got, want)
	}
}

// tmxFile is a file of units with this header language.
func tmxFile(srclang, units string) string {
	return `<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header srclang="` +
		srclang + `"/><body>` + units + `</body></tmx>`
}

func tu(attrs string, pairs ...string) string {
	s := "<tu " + attrs + ">"
	for i := 0; i+1 < len(pairs); i += 2 {
		s += `<tuv xml:lang="` + pairs[i] + `"><seg>` + pairs[i+1] + "</seg></tuv>"
	}
	return s + "</tu>"
}

func TestRead(t *testing.T) {
	tests := []struct {
		name, in     string
		pair         Pair
		source, want string // languages, and "source|target" of the segments
	}{
		{"inverted and mixed case", tmxFile("en-us", tu("", "FR-ca", "chat", "En-uS", "cat")), Pair{}, "en-US fr-CA", "cat|chat"},
		{"no source language", tmxFile("*all*", tu("", "ar", "أ", "fr", "a")), Pair{}, "ar fr", "أ|a"},
		{"language of the unit", tmxFile("en", tu("srclang='de'", "en", "x", "de", "y")), Pair{}, "de en", "y|x"},
		{"asked for", tmxFile("en", tu("", "en", "x", "de", "y", "fr", "z")), Pair{"fr", "de"}, "fr de", "z|y"},
		{"asked for by language", tmxFile("en", tu("", "en-GB", "x", "fr-CA", "z")), Pair{"en", "fr-FR"}, "en fr-FR", "x|z"},
		{"one language twice", tmxFile("fr", tu("", "fr", "x", "fr", "z")), Pair{}, "fr ", ""},
		{"one dialect for both", tmxFile("en-US", tu("", "en-US", "x", "en-GB", "y")+tu("", "en-US", "z")), Pair{}, "en-US en-GB", "x|y"},
		{"old attribute and underscore", strings.ReplaceAll(tmxFile("fr", tu("", "fr_FR", "x", "ar_MA", "z")), "xml:lang", "lang"), Pair{}, "fr-FR ar-MA", "x|z"},
		{"language of no shape", tmxFile("fr", tu("", "fr", "x", "??", "y", "ar", "z")), Pair{}, "fr ar", "x|z"},
		{"nested pairs", tmxFile("en", tu("", "en", "<bpt i='1' x='1' type='bold'>&lt;b></bpt><bpt i='2' x='2' type='italic'/>x<ept i='2'/><ept i='1'/>",
			"fr", "<bpt i='1' x='2'>&lt;i></bpt>y<ept i='1'/><bpt i='2' x='1'/>z<ept i='2'/>")), Pair{}, "en fr",
			"⟦1⟧⟦2⟧x⟦/2⟧⟦/1⟧|⟦2⟧y⟦/2⟧⟦1⟧z⟦/1⟧"},
		{"no x", tmxFile("en", tu("", "en", "<bpt i='1'>&lt;b></bpt>x<ept i='1'/><ph>&lt;br></ph>", "fr", "<ph>&lt;br></ph><bpt i='1'>&lt;b></bpt>x<ept i='1'/>")), Pair{}, "en fr",
			"⟦1⟧x⟦/1⟧⟦2/⟧|⟦2/⟧⟦1⟧x⟦/1⟧"},
		{"hi, ut, sub, unknown", tmxFile("en", tu("", "en", "a <hi x='1' type='t'>b</hi> <ut>{\\b </ut>c<ph type='image'>&lt;IMG SRC='x' ALT='<sub>Go</sub>'></ph><bpt i='1'>{\\i</bpt>d<ept i='1'/>",
			"fr", "e")), Pair{}, "en fr", "a b c⟦1/⟧d|e"},
		{"isolated", tmxFile("en", tu("", "en", "a <it pos='begin' type='bold'/>b", "fr", "c<it pos='end' type='bold' x='1'>&lt;/b></it> d")), Pair{}, "en fr",
			"a ⟦1⟧b⟦/1⟧|⟦2⟧c⟦/2⟧ d"},
		{"spaces are meant", tmxFile("en", tu("", "en", " a\n  b ", "fr", "\tc ")), Pair{}, "en fr", " a\n  b |\tc "},
		{"decomposed and hidden", tmxFile("en", tu("", "en", "e\u0301\uFEFF", "fr", "x")), Pair{}, "en fr", "é|x"},
		{"empty side", tmxFile("en", tu("", "en", "a", "fr", " ")), Pair{}, "en fr", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, _, err := ReadReport(strings.NewReader(tt.in), tt.pair)
			if err != nil {
				t.Fatal(err)
			}
			if got := d.SourceLang + " " + d.TargetLang; got != tt.source {
				t.Errorf("languages %q, want %q", got, tt.source)
			}
			var got []string
			for _, s := range d.Segments() {
				got = append(got, s.Source.Markup()+"|"+s.Target.Markup())
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestReadEncodings(t *testing.T) {
	const body = `<tmx version="1.4"><header srclang="fr"/><body><tu><tuv xml:lang="fr"><seg>é</seg></tuv><tuv xml:lang="ar"><seg>&#x628;</seg></tuv></tu></body></tmx>`
	declared := func(name string) string { return `<?xml version="1.0" encoding="` + name + `"?>` + body }
	latin, err := charmap.Windows1252.NewEncoder().String(declared("windows-1252"))
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]string{"UTF-8 with mark": "\uFEFF" + declared("UTF-8"), "windows-1252": latin,
		"us-ascii": strings.Replace(declared("us-ascii"), "é", "&#233;", 1)}
	for name, e := range map[string]unicode.Endianness{"UTF-16LE": unicode.LittleEndian, "UTF-16BE": unicode.BigEndian} {
		for policy, p := range map[string]unicode.BOMPolicy{" with mark": unicode.UseBOM, "": unicode.IgnoreBOM} {
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
			if s := d.Segments(); len(s) != 1 || s[0].Source.String() != "é" || s[0].Target.String() != "ب" {
				t.Errorf("got %+v", s)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	tests := []struct {
		name, in string
		want     limit.Kind
	}{
		{"nothing", "", limit.Damaged},
		{"other XML", "<xliff version='1.2'/>", limit.Damaged},
		{"cut short", "<tmx><body><tu>", limit.Damaged},
		{"entity", `<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + tu("", "en", "&x;"), limit.Damaged},
		{"too deep", tmxFile("en", tu("", "en", strings.Repeat("<hi>", 300))), limit.TooDeep},
		{"too many", tmxFile("en", strings.Repeat("<tu/>", limit.XMLTokens/2)), limit.TooMany},
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
	var e *lang.Error
	_, err := Read(strings.NewReader(tmxFile("en", tu("tuid='u7'", "en", "\u202Eb"))))
	if !errors.As(err, &e) || !strings.Contains(err.Error(), `"u7"`) {
		t.Errorf("Read of an override = %v", err)
	}
}

func TestUnits(t *testing.T) {
	in := tmxFile("en", `<tu tuid="1" changedate="20260102T030405Z" creationid="a" changeid="b"><note>n</note><prop type="p">v</prop>`+
		`<tuv xml:lang="en" creationid="c"><seg>x</seg></tuv></tu>`+tu("", "fr", "y"))
	var got []Unit
	stop := errors.New("stop")
	_, err := Units(strings.NewReader(in), func(_ Header, u Unit) error {
		got = append(got, u)
		return stop
	})
	if !errors.Is(err, stop) {
		t.Errorf("Units = %v, want the error of each", err)
	}
	want := []Unit{{ID: "1", SourceLang: "en", Notes: []string{"n"}, Props: map[string]string{"p": "v"}, By: "b",
		Changed:  time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
		Variants: []Variant{{Lang: "en", Text: bitext.Plain("x"), By: "c"}}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("units (-want +got):\n%s", d)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(tmxFile("en", tu("", "en", "<bpt i='1' x='1' type='bold'/>a<it pos='end' x='1'/><ept i='1'/>", "fr", "<ph>&lt;br></ph>b"))))
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
			if want[i].Source.String() != got[i].Source.String() || want[i].Target.String() != got[i].Target.String() {
				t.Fatalf("got %+v, want %+v", got[i], want[i])
			}
		}
	})
}

// needs skips the test when a program or file is not there, and fails it when
// TRUCHEMENT_TEST_TOOLS says that it must be.
func needs(t *testing.T, items ...string) {
	t.Helper()
	for _, item := range items {
		_, err := exec.LookPath(item)
		if filepath.IsAbs(item) {
			_, err = os.Stat(item)
		}
		if err == nil {
			continue
		}
		if os.Getenv("TRUCHEMENT_TEST_TOOLS") != "" {
			t.Fatalf("%s is not installed: see .ci/deps", item)
		}
		t.Skipf("%s is not installed; `make test` brings it", item)
	}
}

// omegat is where the Debian package omegat keeps the LISA DTD, as schemas/tmx14.dtd.
const omegat = "/usr/share/omegat/OmegaT.jar"

func TestDTD(t *testing.T) {
	needs(t, "xmllint", "unzip", omegat)
	dir := t.TempDir()
	if out, err := exec.Command("unzip", "-q", "-j", omegat, "schemas/tmx14.dtd", "-d", dir).CombinedOutput(); err != nil {
		t.Fatalf("unzip: %v\n%s", err, out)
	}
	valid := func(file []byte) error {
		cmd := exec.Command("xmllint", "--noout", "--nonet", "--dtdvalid", filepath.Join(dir, "tmx14.dtd"), "-")
		cmd.Stdin = bytes.NewReader(file)
		if out, err := cmd.CombinedOutput(); err != nil {
			return errors.New(string(out))
		}
		return nil
	}
	for name, d := range map[string]*bitext.Document{"full": full(t), "empty": {SourceLang: "ar", TargetLang: "fr"}} {
		if err := valid(write(t, d)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if valid(bytes.Replace(write(t, full(t)), []byte("datatype"), []byte("date"), 1)) == nil {
		t.Error("a header with a wrong attribute is valid")
	}
}

const toolkit = `
import json, sys
from translate.storage import factory
json.dump([[str(u.source), str(u.target)] for u in factory.getobject(sys.argv[1]).units], sys.stdout)`

func TestTranslateToolkit(t *testing.T) {
	needs(t, "/usr/bin/python3", "pofilter")
	d := full(t)
	d.Blocks = d.Blocks[:1]
	name := filepath.Join(t.TempDir(), "f.tmx")
	if err := os.WriteFile(name, write(t, d), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("/usr/bin/python3", "-c", toolkit, name).Output()
	if err != nil {
		t.Fatal(err)
	}
	var got [][2]string
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	s := d.Blocks[0].Segments[0]
	if want := [][2]string{{s.Source.String(), s.Target.String()}}; !cmp.Equal(want, got) {
		t.Errorf("translate-toolkit reads %q, want %q", got, want)
	}
}
