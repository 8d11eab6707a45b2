package xliff

import (
	"bytes"
	"errors"
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

// row is a segment as tests look at it.
type row struct {
	Source, Target, After string
	State                 bitext.State
	Sub                   bitext.SubState
}

func rows(d *bitext.Document) []row {
	var all []row
	for _, s := range d.Segments() {
		all = append(all, row{s.Source.Markup(), s.Target.Markup(), s.After.Markup(), s.State, s.SubState})
	}
	return all
}

func kinds(p []Problem) string {
	var all []string
	for _, p := range p {
		all = append(all, string(p.Kind)+":"+p.Code)
	}
	return strings.Join(all, " ")
}

func TestReadInline(t *testing.T) {
	const data = `<originalData><data id="a">&lt;b class="x"></data><data id="z">&lt;/b></data></originalData>`
	tests := []struct{ name, in, source, problems string }{
		{"pc by data", unit2(data + `<segment><source>x<pc id="p-1" dataRefStart="a">y</pc></source></segment>`),
			"x⟦p1⟧y⟦/p1⟧", ""},
		{"sc and ec", unit2(`<segment><source><sc id="1" type="fmt" subType="xlf:i"/>y<ec startRef="1"/>z</source></segment>`),
			"⟦1⟧y⟦/1⟧z", ""},
		{"crossing pairs", unit2(`<segment><source><sc id="1" type="fmt" subType="xlf:i"/>a` +
			`<sc id="2" type="fmt" subType="xlf:b"/>b<ec startRef="1"/>c<ec startRef="2"/></source></segment>`),
			"⟦1⟧a⟦2⟧b⟦/2⟧⟦/1⟧⟦2⟧c⟦/2⟧", "code_torn:2"},
		{"no end", unit2(`<segment><source>a<sc id="1" type="fmt" subType="xlf:i" isolated="yes"/>b</source></segment>`),
			"a⟦1⟧b⟦/1⟧", "code_torn:1"},
		{"unknown pair", unit2(`<segment><source>a<pc id="1" type="ui">b</pc></source></segment>`), "ab", "code_dropped:1"},
		{"unknown placeholder", unit2(`<segment><source>a <ph id="1" equiv="%s" type="ui" subType="xlf:var"/></source></segment>`),
			"a %s", "code_dropped:1"},
		{"placeholder of type link", unit2(`<segment><source>a<ph id="1" type="link"/></source></segment>`), "a", ""},
		{"two breaks", unit2(`<segment><source>a<ph id="1" type="fmt" subType="xlf:lb"/>b<ph id="2" type="fmt" subType="xlf:lb"/></source></segment>`),
			"a⟦1/⟧b⟦2/⟧", ""},
		{"ids that look alike", unit2(`<segment><source><ph id="a-1" type="image"/><ph id="a1" type="image"/><ph id="--" type="image"/></source></segment>`),
			"⟦a1/⟧⟦a1x2/⟧⟦c/⟧", ""},
		{"marks and invalid characters", unit2(`<segment><source><mrk id="m" translate="no">a</mrk><sm id="n"/>b<cp hex="0001"/>c<em startRef="n"/></source></segment>`),
			"abc", ""},
		{"bpt and ept", unit1("", `<source>a<bpt id="1" rid="7">&lt;strong></bpt>b<ept id="2" rid="7">&lt;/strong></ept><ph id="3">&lt;br/></ph><it id="4" pos="open">&lt;i></it></source>`),
			"a⟦1⟧b⟦/1⟧⟦3/⟧⟦4⟧⟦/4⟧", "code_torn:4"},
		{"ept tied by id", unit1("", `<source><bpt id="1" ctype="bold">x</bpt>b<ept id="1">y</ept></source>`), "⟦1⟧b⟦/1⟧", ""},
		{"g by name of element", unit1("", `<source><g id="1" ctype="x-html-EM">b</g><g id="2" ctype="x-b">c</g></source>`),
			"⟦1⟧b⟦/1⟧⟦2⟧c⟦/2⟧", ""},
		{"g without type", unit1("", `<source>a <g id="1">b <x id="2"/></g></source>`), "a b ", "code_dropped:1 code_dropped:2"},
		{"base64 equivalent", unit1("", `<source>a<ph id="mtc_1" equiv-text="base64:eA=="/></source>`), "a", "code_dropped:mtc_1"},
		{"bx and ex", unit1("", `<source><bx id="1" rid="9" ctype="bold"/>b<ex id="2" rid="9"/></source>`), "⟦1⟧b⟦/1⟧", ""},
		{"indented", unit1("", "<source>\n   a\n   <g id='1' ctype='bold'>b</g> c\n  </source>"), "a ⟦1⟧b⟦/1⟧ c", ""},
		{"indented on purpose", unit1("xml:space='preserve'", "<source>\n  a\n</source>"), "\n  a\n", ""},
		{"controls and decomposed letters", unit1("", "<source>a\u0085b\uFEFFe\u0301</source>"), "a\nb\u00e9", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, report := read(t, []byte(tt.in))
			if got := d.Blocks[0].Segments[0].Source; got.Markup() != tt.source || !got.Nested() {
				t.Errorf("source = %q, want %q", got.Markup(), tt.source)
			}
			if got := kinds(report.Problems); got != tt.problems {
				t.Errorf("problems = %q, want %q", got, tt.problems)
			}
		})
	}
}

func TestReadSegments(t *testing.T) {
	const g = `<g id="1" ctype="bold">`
	tests := []struct {
		name, in string
		want     []row
		problems string
	}{
		{"states of 2", unit2(`<segment id="1" state="final"><source>a</source><target>b</target></segment>` +
			`<ignorable><source> </source></ignorable><segment state="odd"><source>c</source><target>d</target></segment>` +
			`<segment state="translated" subState="other:x"><source>e</source><target>f</target></segment>` +
			`<segment state="final" subState="truchement:draft"><source>g</source><target>h</target></segment>`),
			[]row{{"a", "b", " ", bitext.Final, ""}, {"c", "d", "", bitext.Initial, bitext.Draft},
				{"e", "f", "", bitext.Translated, ""}, {"g", "h", "", bitext.Final, ""}}, "state_unknown:odd"},
		{"pair over two segments", unit2(`<segment><source>a<sc id="1" type="link"/>b.</source><target>A<sc id="1" type="link"/>B.</target></segment>` +
			`<ignorable><source> </source></ignorable><segment><source>c<ec startRef="1"/>d</source><target>C<ec startRef="1"/>D</target></segment>`),
			[]row{{"a⟦1⟧b.⟦/1⟧", "A⟦1⟧B.⟦/1⟧", " ", bitext.Initial, bitext.Draft},
				{"⟦1⟧c⟦/1⟧d", "⟦1⟧C⟦/1⟧D", "", bitext.Initial, bitext.Draft}}, ""},
		{"copied code", unit2(`<segment><source><pc id="1" type="fmt" subType="xlf:b">a</pc></source>` +
			`<target><pc id="1">b</pc><pc id="9" copyOf="1">c</pc></target></segment>`),
			[]row{{"⟦1⟧a⟦/1⟧", "⟦1⟧b⟦/1⟧⟦1⟧c⟦/1⟧", "", bitext.Initial, bitext.Draft}}, ""},
		{"codes lost, added and repeated", unit2(`<segment><source><pc id="1" type="link">a</pc><ph id="2" type="image"/></source>` +
			`<target><pc id="3" type="link">b</pc><ph id="2"/><ph id="4" copyOf="2"/></target></segment>`),
			[]row{{"⟦1⟧a⟦/1⟧⟦2/⟧", "⟦3⟧b⟦/3⟧⟦2/⟧⟦2/⟧", "", bitext.Initial, bitext.Draft}},
			"code_missing:1 code_unknown:3 code_twice:2"},
		{"gap before", unit2(`<ignorable><source> « </source></ignorable><segment><source>a</source></segment>`),
			[]row{{"«a", "", "", bitext.Initial, ""}}, ""},
		{"1.2 without state", unit1("", `<source>a</source><target>b</target>`), []row{{"a", "b", "", bitext.Translated, ""}}, ""},
		{"1.2 empty target", unit1("", `<source>a</source><target/>`), []row{{"a", "", "", bitext.Initial, ""}}, ""},
		{"1.2 source copy", unit1("", `<source>`+g+`a</g></source><target state="needs-translation">a</target>`),
			[]row{{"⟦1⟧a⟦/1⟧", "", "", bitext.Initial, ""}}, ""},
		{"1.2 same and translated", unit1("", `<source>2026</source><target state="translated">2026</target>`),
			[]row{{"2026", "2026", "", bitext.Translated, ""}}, ""},
		{"1.2 draft of others", unit1("", `<source>a</source><target state="needs-translation">b</target>`),
			[]row{{"a", "b", "", bitext.Initial, bitext.Draft}}, ""},
		{"1.2 machine", unit1("", `<source>a</source><target state="new" state-qualifier="mt-suggestion">b</target>`),
			[]row{{"a", "b", "", bitext.Initial, bitext.FromMachine}}, ""},
		{"1.2 approved", unit1("approved='yes'", `<source>a</source><target>b</target>`), []row{{"a", "b", "", bitext.Reviewed, ""}}, ""},
		{"1.2 not approved", unit1("approved='no'", `<source>a</source><target state="signed-off">b</target>`),
			[]row{{"a", "b", "", bitext.Translated, ""}}, ""},
		{"1.2 odd state", unit1("", `<source>a</source><target state="odd">b</target>`),
			[]row{{"a", "b", "", bitext.Initial, bitext.Draft}}, "state_unknown:odd"},
		{"1.2 rejected", unit1("", `<source>a</source><target state="needs-review-translation" state-qualifier="rejected-grammar">b</target>`),
			[]row{{"a", "b", "", bitext.Translated, bitext.Returned}}, ""},
		{"1.2 cut into marks", unit1("", `<source>a. b.</source><seg-source><mrk mtype="seg" mid="1">a.</mrk> <mrk mtype="seg" mid="2">b.</mrk></seg-source>`+
			`<target state="translated"><mrk mtype="seg" mid="2">B.</mrk> <mrk mtype="seg" mid="1">A.</mrk></target>`),
			[]row{{"a.", "A.", " ", bitext.Translated, ""}, {"b.", "B.", "", bitext.Translated, ""}}, ""},
		{"1.2 one mark", unit1("", `<source>a</source><seg-source><mrk mtype="seg" mid="1">a</mrk></seg-source><target><mrk mtype="seg" mid="1">b</mrk></target>`),
			[]row{{"a", "b", "", bitext.Translated, ""}}, ""},
		{"not for translation", unit1("translate='no'", `<source>a</source>`), nil, ""},
		{"without namespace", `<xliff version='1.0'><file source-language='ar_MA'><body><group><trans-unit id='1'><source>a</source></trans-unit></group></body></file></xliff>`,
			[]row{{"a", "", "", bitext.Initial, ""}}, ""},
		{"namespace of 2.2", strings.ReplaceAll(strings.Replace(unit2(`<segment><source>a</source></segment>`), "2.0\" v", "2.2\" v", 1), `version="2.0"`, `version="2.2"`),
			[]row{{"a", "", "", bitext.Initial, ""}}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, report := read(t, []byte(tt.in))
			if diff := cmp.Diff(tt.want, rows(d)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if got := kinds(report.Problems); got != tt.problems {
				t.Errorf("problems = %q, want %q", got, tt.problems)
			}
		})
	}
}

// What a tool that leaves states alone, OmegaT for one, does to our 1.2 file.
func TestReadFilledByOthers(t *testing.T) {
	in := string(write(t, full(t), V12))
	old := `<target state="needs-translation">بلا ترجمة &amp; &lt;بعد&gt; ]]&gt;</target>`
	if !strings.Contains(in, old) {
		t.Fatal("no target to fill")
	}
	d, _ := read(t, []byte(strings.Replace(in, old, `<target state="needs-translation">enfin</target>`, 1)))
	s := d.Blocks[1].Segments[2]
	if s.Target.Markup() != "enfin" || s.State != bitext.Translated || s.ID != "s-none" || s.Version != 3 {
		t.Errorf("got %+v", s)
	}
}

// A tool may drop the types and data of codes in targets, and metadata it does not know.
func TestReadStripped(t *testing.T) {
	for _, v := range versions() {
		in := write(t, full(t), v)
		for _, attr := range []string{` type="fmt"`, ` type="link"`, ` type="image"`, ` subType="xlf:b"`,
			` ctype="bold"`, ` ctype="link"`, ` ctype="image"`, ` equiv="¹"`} {
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

func TestReadRefuses(t *testing.T) {
	tests := []struct {
		name, in string
		want     limit.Kind
		cause    error
	}{
		{"nothing", "", limit.Damaged, ErrNotXLIFF},
		{"other XML", "<tmx version='1.4'/>", limit.Damaged, ErrNotXLIFF},
		{"text", "bonjour", limit.Damaged, ErrNotXLIFF},
		{"cut short", "<xliff version='1.2'><file><body>", limit.Damaged, nil},
		{"cut short inside a unit", strings.TrimSuffix(unit2("<segment><source>"), "</unit></file></xliff>"), limit.Damaged, nil},
		{"entity", `<!DOCTYPE xliff [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + unit1("", "<source>&x;</source>"), limit.Damaged, nil},
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
	var e *lang.Error
	_, err := Read(strings.NewReader(unit1("", "<source>a</source><target>\u202Eb</target>")))
	if !errors.As(err, &e) || !strings.Contains(err.Error(), `segment "t"`) {
		t.Errorf("Read of an override = %v", err)
	}
}

func TestReadDoctype(t *testing.T) {
	in := `<!DOCTYPE xliff PUBLIC "-//XLIFF//DTD XLIFF//EN" "http://example.org/xliff.dtd">` + unit1("", "<source>a</source>")
	if d, _ := read(t, []byte(in)); len(d.Blocks) != 1 {
		t.Errorf("got %+v", d)
	}
}

// torn is a document whose pairs cross, as no reader makes them.
func torn() *bitext.Document {
	b, i := bitext.Code{ID: "1", Type: bitext.Bold}, bitext.Code{ID: "2", Type: bitext.Italic}
	run := func(k bitext.Kind, c bitext.Code) bitext.Run { return bitext.Run{Kind: k, Code: c} }
	crossed := bitext.Text{run(bitext.Open, b), {Chars: "a"}, run(bitext.Open, i), {Chars: "b"},
		run(bitext.Close, b), {Chars: "c"}, run(bitext.Close, i), run(bitext.Open, b), {Chars: "d"}}
	orphan := bitext.Text{{Chars: "a"}, run(bitext.Close, b), {Chars: "b"}, run(bitext.Open, i)}
	seg := bitext.Segment{ID: "s", Source: crossed, Target: orphan, State: bitext.Translated}
	return &bitext.Document{ID: "d", SourceLang: "ar", TargetLang: "fr", Origin: "o",
		Blocks: []bitext.Block{{ID: "b", Segments: []bitext.Segment{seg}}}}
}

// Pairs that cross are written as separate ends and read back nested.
func TestTorn(t *testing.T) {
	for _, v := range versions() {
		out := write(t, torn(), v)
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

func TestMatch(t *testing.T) {
	have, got := full(t), full(t)
	got.Blocks[0].Segments[0].ID = "gone"
	s := &got.Blocks[1].Segments[0]
	s.Target = bitext.Text{{Kind: bitext.Open, Code: bitext.Code{ID: "2", Type: bitext.Link, Data: "other"}},
		{Chars: "neuf"}, {Kind: bitext.Close, Code: bitext.Code{ID: "2", Type: bitext.Link, Data: "other"}}}
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
	f.Add([]byte(unit2(`<segment><source><sc id="1" type="link"/>b</source></segment><segment><source>c<ec startRef="1"/></source></segment>`)))
	f.Add([]byte(unit1("", `<source>a <x id="1"/><x id="1"/></source><target>b</target>`)))
	f.Add([]byte("\xFF\xFE<\x00a\x00>\x00"))
	f.Add([]byte(unit1("", "<source>"+strings.Repeat("<g id='1'>", 300))))
	f.Add([]byte(`<xliff version="2.0"><unit/><trans-unit/><group/><header/><file><file/></file></xliff>`))
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
	if err := Write(&b, d, Options{Version: version}); err != nil {
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
