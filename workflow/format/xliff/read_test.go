package xliff

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/bitext"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

// unit2 is an XLIFF 2 file of one unit with this in it.
func unit2(inside string) string {
	return `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="ar"` +
		` trgLang="fr"><file id="f"><unit id="u">` + inside + `</unit></file></xliff>`
}

// unit1 is another tool's XLIFF 1.2 file of one trans-unit.
func unit1(attrs, inside string) string {
	return `<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="o"` +
		` source-language="ar" target-language="fr" datatype="x-t"><body><trans-unit id="t" ` +
		attrs + `>` + inside + `</trans-unit></body></file></xliff>`
}

// rows is the segments as testdata/read.txt shows them.
func rows(d *bitext.Document) string {
	var b strings.Builder
	for _, s := range d.Segments() {
		state := string(s.State)
		if s.SubState != bitext.None {
			state += "/" + string(s.SubState)
		}
		cells := []string{s.Source.Markup(), s.Target.Markup(), s.After.Markup(), state}
		b.WriteString(strings.ReplaceAll(strings.Join(cells, "|"), "\n", `\n`) + "\n")
	}
	return b.String()
}

func kinds(p []Problem) string {
	var all []string
	for _, p := range p {
		all = append(all, string(p.Kind)+":"+p.Code)
	}
	return strings.Join(all, " ")
}

func TestReadFilesOfOtherTools(t *testing.T) {
	all, err := os.ReadFile(filepath.Join("testdata", "read.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split(string(all), "\n== ")[1:] {
		name, rest, _ := strings.Cut(part, "\n")
		in, want, ok := strings.Cut(rest, "\n--")
		if !ok {
			t.Fatalf("%s: no dashes", name)
		}
		t.Run(name, func(t *testing.T) {
			d, report := read(t, []byte(example(in)))
			got := "\n" + rows(d)
			if k := kinds(report.Problems); k != "" {
				got += "! " + k + "\n"
			}
			if diff := cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			for _, s := range d.Segments() {
				if !s.Source.Nested() || !s.Target.Nested() {
					t.Errorf("not nested: %+v", s)
				}
			}
		})
	}
}

// example makes a file of a part of testdata/read.txt.
func example(s string) string {
	head, body, _ := strings.Cut(s, "\n")
	version, attrs, _ := strings.Cut(head, " ")
	switch version {
	case "2":
		return unit2(body)
	case "1":
		return unit1(attrs, body)
	}
	return body
}

// TestTargetFilledWithoutStateIsTranslated reads a 1.2 file that a tool such as OmegaT filled
// without changing states.
func TestTargetFilledWithoutStateIsTranslated(t *testing.T) {
	in := string(write(t, full(t), V12))
	old := `<target state="needs-translation">بلا ترجمة &amp; &lt;بعد&gt; ]]&gt;</target>`
	if !strings.Contains(in, old) {
		t.Fatal("no target to fill")
	}
	filled := `<target state="needs-translation">enfin</target>`
	d, _ := read(t, []byte(strings.Replace(in, old, filled, 1)))
	s := d.Blocks[1].Segments[2]
	if s.Target.Markup() != "enfin" || s.State != bitext.Translated || s.ID != "s-none" ||
		s.Version != 3 {
		t.Errorf("got %+v", s)
	}
}

// TestSegmentCutByAnotherToolIsReadWhole reads a segment that another tool, such as Trados, has
// cut again.
func TestSegmentCutByAnotherToolIsReadWhole(t *testing.T) {
	in := string(write(t, full(t), V12))
	const old = `<target state="final">Rabat et Paris</target>`
	const cut = `<seg-source><mrk mtype="seg" mid="1">أ</mrk> <mrk mtype="seg" mid="2">ب</mrk>` +
		`</seg-source><target state="final"><mrk mtype="seg" mid="1">Rabat.</mrk> ` +
		`<mrk mtype="seg" mid="2">Paris.</mrk></target>`
	if !strings.Contains(in, old) {
		t.Fatal("no target to cut")
	}
	d, _ := read(t, []byte(strings.Replace(in, old, cut, 1)))
	want := full(t)
	want.Blocks[0].Segments[0].Target = bitext.Plain("Rabat. Paris.")
	if diff := diff(want, d); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestReadRestoresStrippedCodes reads files without the types of the codes in targets, which some
// tools drop.
func TestReadRestoresStrippedCodes(t *testing.T) {
	for _, v := range versions() {
		in := write(t, full(t), v)
		for _, attr := range []string{` type="fmt"`, ` type="link"`, ` type="image"`,
			` subType="xlf:b"`, ` ctype="bold"`, ` ctype="link"`, ` ctype="image"`, ` equiv="¹"`} {
			lines := bytes.SplitAfter(in, []byte("\n"))
			for i, l := range lines {
				if bytes.Contains(l, []byte("<target")) {
					lines[i] = bytes.ReplaceAll(l, []byte(attr), nil)
				}
			}
			in = bytes.Join(lines, nil)
		}
		got, report := read(t, in)
		if d := diff(full(t), got); d != "" || len(report.Problems) > 0 {
			t.Errorf("%s (-want +got):\n%s\n%+v", v, d, report.Problems)
		}
	}
}

func TestReadRefusesDamagedFiles(t *testing.T) {
	tests := []struct {
		name, in string
		want     limit.Kind
		cause    error
	}{
		{"nothing", "", limit.Damaged, ErrNotXLIFF},
		{"other XML", "<tmx version='1.4'/>", limit.Damaged, ErrNotXLIFF},
		{"text", "bonjour", limit.Damaged, ErrNotXLIFF},
		{"cut short", "<xliff version='1.2'><file><body>", limit.Damaged, nil},
		{"cut short inside a unit", `<xliff version="2.0" srcLang="ar"><unit><segment>`,
			limit.Damaged, nil},
		{"entity", `<!DOCTYPE xliff [<!ENTITY x SYSTEM "file:///etc/passwd">]>` +
			unit1("", "<source>&x;</source>"), limit.Damaged, nil},
		{"too deep", unit1("", "<source>"+strings.Repeat("<g id='1'>", 300)), limit.TooDeep, nil},
		{"bad language", `<xliff version="2.0" srcLang="a b"/>`, limit.Damaged, ErrLanguage},
		{"version 3", `<xliff version="3.0"/>`, "", ErrVersion},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read(strings.NewReader(tt.in))
			var e *limit.Error
			if tt.want != "" && (!errors.As(err, &e) || e.Kind != tt.want) {
				t.Errorf("Read = %v, want kind %s", err, tt.want)
			}
			if tt.cause != nil && !errors.Is(err, tt.cause) {
				t.Errorf("Read = %v, want %v", err, tt.cause)
			}
		})
	}
	in := unit1("", "<source>a</source><target>x\u202Eb</target>")
	d, err := Read(strings.NewReader(in))
	if err != nil || d.Segments()[0].Target.String() != "xb" || d.Oddities[0].Kind != bitext.OddOverride || d.Oddities[0].Text != "x" {
		t.Errorf("Read of an override = %+v, %v", d, err)
	}
	var e *lang.Error
	if _, refused, err := ReadUnits(strings.NewReader(in)); err != nil || !errors.As(refused[Place{}], &e) {
		t.Errorf("ReadUnits of an override = %v, %v", refused, err)
	}
}

func TestReadIgnoresDoctype(t *testing.T) {
	in := `<!DOCTYPE xliff PUBLIC "-//XLIFF//DTD XLIFF//EN" "http://example.org/xliff.dtd">` +
		unit1("", "<source>a</source>")
	if d, _ := read(t, []byte(in)); len(d.Blocks) != 1 {
		t.Errorf("got %+v", d)
	}
}

// crossedDocument is a document whose pairs cross, which no reader makes.
func crossedDocument() *bitext.Document {
	b, i := bitext.Code{ID: "1", Type: bitext.Bold}, bitext.Code{ID: "2", Type: bitext.Italic}
	run := func(k bitext.Kind, c bitext.Code) bitext.Run { return bitext.Run{Kind: k, Code: c} }
	crossed := bitext.Text{run(bitext.Open, b), {Chars: "a"}, run(bitext.Open, i), {Chars: "b"},
		run(bitext.Close, b), {Chars: "c"}, run(bitext.Close, i), run(bitext.Open, b), {Chars: "d"}}
	orphan := bitext.Text{{Chars: "a"}, run(bitext.Close, b), {Chars: "b"}, run(bitext.Open, i)}
	seg := bitext.Segment{ID: "s", Source: crossed, Target: orphan, State: bitext.Translated}
	return &bitext.Document{ID: "d", SourceLang: "ar", TargetLang: "fr", Origin: "o",
		Blocks: []bitext.Block{{ID: "b", Segments: []bitext.Segment{seg}}}}
}

// TestCrossedPairsAreReadNested writes pairs that cross, as separate ends.
func TestCrossedPairsAreReadNested(t *testing.T) {
	for _, v := range versions() {
		out := write(t, crossedDocument(), v)
		got, report := read(t, out)
		s := got.Blocks[0].Segments[0]
		if want := "⟦1⟧a⟦2⟧b⟦/2⟧⟦/1⟧⟦2⟧c⟦/2⟧⟦1⟧d⟦/1⟧"; s.Source.Markup() != want {
			t.Errorf("%s: source = %q, want %q", v, s.Source.Markup(), want)
		}
		if want := "⟦1⟧a⟦/1⟧b⟦2⟧⟦/2⟧"; s.Target.Markup() != want {
			t.Errorf("%s: target = %q, want %q\n%s", v, s.Target.Markup(), want, out)
		}
		if !strings.Contains(kinds(report.Problems), string(CodeTorn)) {
			t.Errorf("%s: problems = %+v", v, report.Problems)
		}
	}
}

func TestMatchKeepsOwnSourcesAndReportsRest(t *testing.T) {
	have, got := full(t), full(t)
	got.Blocks[0].Segments[0].ID = "gone"
	s := &got.Blocks[1].Segments[0]
	other := bitext.Code{ID: "2", Type: bitext.Link, Data: "other"}
	s.Target = bitext.Text{{Kind: bitext.Open, Code: other}, {Chars: "neuf"},
		{Kind: bitext.Close, Code: other}}
	got.Blocks[1].Segments[1].Source = bitext.Plain("غير")
	got.Blocks[3].Segments = append(got.Blocks[3].Segments, got.Blocks[3].Segments[0])
	out, problems := Match(have, got)
	want := []Problem{
		{Kind: SegmentTwice, Block: "b4", Segment: "1", Text: "⟦1⟧nom⟦/1⟧"},
		{Kind: SegmentMissing, Block: "b1", Segment: "s-headline"},
		{Kind: CodeMissing, Block: "b2", Segment: "s-torn-1", Code: "1"},
		{Kind: SourceChanged, Block: "b2", Segment: "s-torn-2"},
		{Kind: SegmentUnknown, Block: "b1", Segment: "gone", Text: "Rabat et Paris"},
	}
	if d := cmp.Diff(want, problems); d != "" {
		t.Errorf("problems (-want +got):\n%s", d)
	}
	if n := len(out.Segments()); n != len(have.Segments())-1 {
		t.Errorf("%d segments, want one less than %d", n, len(have.Segments()))
	}
	first := out.Blocks[0].Segments[0]
	if first.Target[0].Code != codes()[1] || first.Target.Markup() != "⟦2⟧neuf⟦/2⟧" {
		t.Errorf("target = %+v, want the desk's own link", first.Target)
	}
	if s.Target[0].Code.Data != "other" {
		t.Error("Match changed what it was given")
	}
	if !out.Blocks[0].Segments[1].Source.Equal(have.Blocks[1].Segments[1].Source) {
		t.Error("the source is not the desk's")
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(unit2(`<segment><source><sc id="1" type="link"/>b</source></segment>` +
		`<segment><source>c<ec startRef="1"/></source></segment>`)))
	f.Add([]byte(unit1("", `<source>a <x id="1"/><x id="1"/></source><target>b</target>`)))
	f.Add([]byte("\xFF\xFE<\x00a\x00>\x00"))
	f.Add([]byte(unit1("", "<source>"+strings.Repeat("<g id='1'>", 300))))
	f.Add([]byte(`<xliff version="2.0"><unit/><trans-unit/><group/><header/><file><file/></file>` +
		`</xliff>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, report, err := ReadReport(bytes.NewReader(b))
		if err != nil {
			return
		}
		for _, s := range d.Segments() {
			if !s.Source.Nested() || !s.Target.Nested() || !s.After.Nested() {
				t.Fatalf("not nested: %+v", s)
			}
		}
		if report == nil {
			t.Fatal("no report")
		}
		for _, v := range versions() {
			again(t, d, v)
		}
	})
}

// again writes a document that was read and reads it once more: sources and targets stay.
func again(t *testing.T, d *bitext.Document, version string) {
	var b bytes.Buffer
	if err := Write(&b, d, options(version)); err != nil {
		if !errors.Is(err, ErrLanguage) {
			t.Fatal(err)
		}
		return
	}
	got, err := Read(&b)
	if err != nil {
		t.Fatalf("Read of what was written: %v", err)
	}
	want, have := d.Segments(), got.Segments()
	if len(want) != len(have) {
		t.Fatalf("%d segments, want %d", len(have), len(want))
	}
	for i := range want {
		if w, h := want[i].Source.String(), have[i].Source.String(); w != h {
			t.Fatalf("source %q, want %q", h, w)
		}
		if w, h := want[i].Target.String(), have[i].Target.String(); w != h {
			t.Fatalf("target %q, want %q", h, w)
		}
	}
}
