package exchange

import (
	"bytes"
	"errors"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

func bold(before, inside, after string) bitext.Text {
	c := bitext.Code{ID: "1", Type: bitext.Bold}
	return bitext.Text{{Kind: bitext.Chars, Chars: before}, {Kind: bitext.Open, Code: c},
		{Kind: bitext.Chars, Chars: inside}, {Kind: bitext.Close, Code: c}, {Kind: bitext.Chars, Chars: after}}
}

// samples are units with something in every field that a file keeps, and with nothing.
func samples() []workflow.Unit {
	at := time.Date(2026, 3, 2, 10, 0, 5, 0, time.UTC)
	return []workflow.Unit{
		{ID: "u1", SourceLang: "ar", TargetLang: "fr", Source: bold("قال ", "الوزير", " <اليوم>."),
			Target: bold("Le ", "ministre", " a dit & redit ⟦ceci⟦."), State: workflow.UnitApproved,
			Before: -1 << 63, After: 7, At: at, UnitOrigin: workflow.UnitOrigin{Origin: "مقال.docx",
				Publication: "Le Matin : édition", Bead: "0,1:0", Date: "2024-05-12", Licence: "CC BY 4.0",
				Translator: "Luc", Approver: "أمينة", Confidence: 0.125}},
		{ID: "u2", SourceLang: "ar", TargetLang: "fr", Source: bitext.Plain("=1+1\tنعم\nلا \"كلا\""),
			Target: bitext.Plain("-oui'"), State: workflow.UnitTranslated, At: at.Add(time.Hour),
			UnitOrigin: workflow.UnitOrigin{Confidence: 1}},
	}
}

func all(units []workflow.Unit) iter.Seq2[workflow.Unit, error] {
	return func(yield func(workflow.Unit, error) bool) {
		for _, u := range units {
			if !yield(u, nil) {
				return
			}
		}
	}
}

func read(t *testing.T, f Format, p Pair, file string) (items []Item) {
	t.Helper()
	_, err := Read(strings.NewReader(file), f, p, func(i Item) error {
		items = append(items, i)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return items
}

// What is written comes back, in every format.
func TestUnitsComeBackAsTheyWere(t *testing.T) {
	for _, f := range Formats() {
		t.Run(string(f), func(t *testing.T) {
			want := samples()
			var b bytes.Buffer
			h := Header{SourceLang: "ar", TargetLang: "fr", Date: want[0].At}
			if err := Write(&b, f, h, all(want)); err != nil {
				t.Fatal(err)
			}
			var got []workflow.Unit
			for _, i := range read(t, f, Pair{}, b.String()) {
				if i.Fault != "" {
					t.Errorf("fault %s", i.Fault)
				}
				got = append(got, i.Unit)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s\n%s", diff, b.String())
			}
		})
	}
}

func TestWriteStopsAtAnError(t *testing.T) {
	broken := errors.New("broken")
	for _, f := range Formats() {
		err := Write(&bytes.Buffer{}, f, Header{SourceLang: "ar", TargetLang: "fr"},
			func(yield func(workflow.Unit, error) bool) { yield(workflow.Unit{}, broken) })
		if !errors.Is(err, broken) {
			t.Errorf("%s: %v", f, err)
		}
	}
}

const several = `<tmx version="1.4"><header srclang="fr-FR" creationtool="x"/><body>
<tu tuid="1" changedate="20240102T030405Z"><prop type="x-project">Le Monde</prop><prop type="x-filename">a.docx</prop><prop type="prev">قبل.</prop>
<tuv xml:lang="fr-FR" creationid="Léa"><seg>Oui.</seg></tuv><tuv xml:lang="ar-MA" changeid="منى"><seg>نعم.</seg></tuv>
<tuv xml:lang="en"><seg>Yes.</seg></tuv></tu>
<tu tuid="2"><tuv xml:lang="fr"><seg>Seul.</seg></tuv></tu>
<tu tuid="3"><tuv xml:lang="fr"><seg> </seg></tuv><tuv xml:lang="ar"><seg>فارغ</seg></tuv></tu>
<tu tuid="4"><prop type="x-state">translated/stale</prop><tuv xml:lang="fr"><seg>Vieux.</seg></tuv><tuv xml:lang="ar"><seg>قديم.</seg></tuv></tu>
</body></tmx>`

// brief is an item in a line.
func brief(i Item) string {
	return i.ID + " " + i.SourceLang + ":" + i.Source.String() + " " + i.TargetLang + ":" + i.Target.String() +
		" " + string(i.State) + " " + i.Translator + " " + i.Fault
}

func TestReadTMXOfSeveralLanguages(t *testing.T) {
	tests := []struct {
		name string
		pair Pair
		want string // of the first unit
	}{
		{"of the file", Pair{}, "1 fr-FR:Oui. ar-MA:نعم. approved منى "},
		{"asked for, in the other direction", Pair{"ar", "fr"}, "1 ar:نعم. fr:Oui. approved Léa "},
		{"a third", Pair{"ar", "en"}, "1 ar:نعم. en:Yes. approved  "},
		{"the target alone", Pair{"", "en"}, "1 fr-FR:Oui. en:Yes. approved  "},
		{"none", Pair{"ar", "de"}, "1 : :   memory.bad-languages"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			items := read(t, TMX, tt.pair, several)
			got := brief(items[0])
			if items[0].Fault != "" {
				got = "1 : :   " + items[0].Fault
			}
			if got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
			if diff := cmp.Diff([]string{"fr-FR", "ar-MA", "en"}, items[0].Langs); diff != "" {
				t.Error(diff)
			}
		})
	}
	items := read(t, TMX, Pair{"ar", "fr"}, several)
	if items[0].Origin != "a.docx" || items[0].Before != keyOf("قبل.", "ar") || items[0].After != 0 {
		t.Errorf("origin %q between %d and %d", items[0].Origin, items[0].Before, items[0].After)
	}
	if items[0].Publication != "Le Monde" || items[0].At != time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC) {
		t.Errorf("publication %q at %v", items[0].Publication, items[0].At)
	}
	for n, want := range []string{"", "memory.bad-languages", "memory.bad-empty", "memory.bad-state"} {
		if items[n].Fault != want {
			t.Errorf("unit %d: fault %q, want %q", n+1, items[n].Fault, want)
		}
	}
}

func TestReadTables(t *testing.T) {
	tests := []struct {
		name, file string
		pair       Pair
		want       []string
	}{
		{"bare", "نعم\tOui\nلا\tNon\n", Pair{"ar", "fr"}, []string{
			" ar:نعم fr:Oui approved  ", " ar:لا fr:Non approved  "}},
		{"bare, without languages", "نعم\tOui\n", Pair{}, []string{" :نعم :Oui approved  memory.bad-languages"}},
		{"languages of three letters", "source,target,source_lang,target_lang\nنعم,Oui,ara,fre-CA\n", Pair{},
			[]string{" ar:نعم fr-CA:Oui approved  "}},
		{"of a spreadsheet", "Target;Source;Target_Lang;source_lang;STATE\r\nOui;نعم;fr;ar;translated\r\n", Pair{},
			[]string{" ar:نعم fr:Oui translated  "}},
		{"other languages", "source,target,source_lang,target_lang\nOui,Yes,fr,en\n", Pair{"ar", "fr"},
			[]string{" :Oui :Yes approved  memory.bad-languages"}},
		{"a quote that is not closed", "نعم,Oui\n\"لا,Non\nشكرا,Merci\n", Pair{"ar", "fr"},
			[]string{" ar:نعم fr:Oui approved  ", " : :   memory.bad-row", " ar:شكرا fr:Merci approved  "}},
		{"such a quote among tabs", "نعم\tOui\n\"لا\tNon\nشكرا\tMerci\n", Pair{"ar", "fr"},
			[]string{" ar:نعم fr:Oui approved  ", " ar:\"لا fr:Non approved  ", " ar:شكرا fr:Merci approved  "}},
		{"a control", "نعم\tO\x01ui\nلا\tNon\nشكرا\tMerci\n", Pair{"ar", "fr"},
			[]string{" ar:نعم fr:O\uFFFDui approved  memory.bad-text", " ar:لا fr:Non approved  ", " ar:شكرا fr:Merci approved  "}},
		{"a NUL in Arabic", "نع\x00م\tOui\nلا\tNon\nشكرا\tMerci\n", Pair{"ar", "fr"},
			[]string{" ar:نع\uFFFDم fr:Oui approved  memory.bad-text", " ar:لا fr:Non approved  ", " ar:شكرا fr:Merci approved  "}},
		{"codes that are none", "source,target,codes\nنعم,Oui,{\n", Pair{"ar", "fr"},
			[]string{" ar:نعم fr:Oui approved  memory.bad-codes"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, i := range read(t, TSV, tt.pair, tt.file) {
				got = append(got, brief(i))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadRefusesDamagedFiles(t *testing.T) {
	for f, file := range map[Format]string{TMX: "<tmx><body><tu>", XLIFF: "<html/>", TSV: ""} {
		_, err := Read(strings.NewReader(file), f, Pair{"ar", "fr"}, func(Item) error { return nil })
		var bad *limit.Error
		if !errors.As(err, &bad) {
			t.Errorf("%s: %v", f, err)
		}
	}
}

func TestFormatsByName(t *testing.T) {
	for name, want := range map[string]Format{"a.TMX": TMX, "x/b.csv": CSV, "x/b.tab": TSV, "c.sdlxliff": XLIFF, "d.doc": "", "e": ""} {
		got, err := FormatOf(name)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	for name, want := range map[string]Format{"": TMX, "tsv": TSV, "csv": CSV, "xliff": XLIFF, "doc": ""} {
		got, err := ParseFormat(name)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", name, got, err)
		}
	}
}

// FuzzRead holds that nothing a file holds stops the program, and that what is read without fault can be kept.
func FuzzRead(f *testing.F) {
	f.Add(several, uint8(0))
	f.Add("نعم\tOui\n", uint8(1))
	var b bytes.Buffer
	if err := Write(&b, XLIFF, Header{SourceLang: "ar", TargetLang: "fr"}, all(samples())); err != nil {
		f.Fatal(err)
	}
	f.Add(b.String(), uint8(2))
	f.Fuzz(func(t *testing.T, file string, format uint8) {
		formats := Formats()
		_, _ = Read(strings.NewReader(file), formats[int(format)%len(formats)], Pair{}, func(i Item) error {
			if i.Fault == "" && (i.Source.Empty() || i.Target.Empty() || i.SourceLang == "" || i.Confidence < 0 || i.Confidence > 1) {
				t.Errorf("a unit that cannot be kept: %+v", i)
			}
			return nil
		})
	})
}

// The first row of a table may name the languages of its columns, in any of the three.
func TestHeaderOfLanguagesIsNoUnit(t *testing.T) {
	for _, head := range []string{"fr\tar", "Français\tArabe", "French\tArabic", "الفرنسية\tالعربية", "fr-MA\tar-MA"} {
		for _, p := range []Pair{{}, {"fr", "ar"}, {"ar", "fr"}} {
			var got []string
			_, err := Read(strings.NewReader(head+"\nOui.\tنعم.\n"), TSV, p, func(i Item) error {
				got = append(got, i.Fault+lang.Base(i.SourceLang)+" "+i.Source.String()+" "+lang.Base(i.TargetLang)+" "+i.Target.String())
				return nil
			})
			want := "fr Oui. ar نعم."
			if p.Source == "ar" {
				want = "ar نعم. fr Oui."
			}
			if err != nil || len(got) != 1 || got[0] != want {
				t.Errorf("%s as %v: %q, %v", head, p, got, err)
			}
		}
	}
}

func TestTableWithCommas(t *testing.T) {
	f, err := FormatOf("x.csv")
	var out bytes.Buffer
	if err == nil {
		err = Write(&out, f, Header{}, all(samples()))
	}
	if head, _, _ := strings.Cut(out.String(), "\n"); err != nil || !strings.Contains(head, ",source,") || strings.Contains(head, "\t") {
		t.Errorf("%v: %s", err, head)
	}
}

// A unit of XLIFF with a text that is refused is left out, and the others are read.
func TestReadXLIFFLeavesOutARefusedUnit(t *testing.T) {
	for name, file := range map[string]string{
		"2.1": `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="ar" trgLang="fr"><file id="f">` +
			`<unit id="1"><segment id="a" state="final"><source>نعم</source><target>Oui</target></segment></unit>` +
			"<unit id=\"2\"><segment id=\"b\" state=\"final\"><source>لا</source><target>N\u202Eon</target></segment></unit>" +
			`<unit id="3"><segment id="c" state="final"><source>شكرا</source><target>Merci</target></segment></unit></file></xliff>`,
		"1.2": `<xliff version="1.2"><file source-language="ar" target-language="fr" original="x" datatype="plaintext"><body>` +
			`<trans-unit id="a" approved="yes"><source>نعم</source><target state="final">Oui</target></trans-unit>` +
			"<trans-unit id=\"b\" approved=\"yes\"><source>ل\u202Dا</source><target state=\"final\">Non</target></trans-unit>" +
			`<trans-unit id="c" approved="yes"><source>شكرا</source><target state="final">Merci</target></trans-unit></body></file></xliff>`,
	} {
		var got []string
		for _, i := range read(t, XLIFF, Pair{}, file) {
			got = append(got, i.ID+" "+i.Fault)
		}
		if diff := cmp.Diff([]string{"a ", "b memory.bad-override", "c "}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
