package xliff

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition/editiontest"
)

// flat is the tests' name of V21 with Options.Flat.
const flat = "flat"

func versions() []string { return []string{V21, V12, flat} }

func options(version string) Options {
	if version == flat {
		return Options{Flat: true}
	}
	return Options{Version: version}
}

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
		{ID: "11", Type: bitext.Monospace, Data: "go"},
	}
}

// full is a document with every construct that Write knows.
func full(t *testing.T) *bitext.Document {
	at := time.Date(2026, 11, 23, 9, 30, 0, 123e6, time.UTC)
	seg := func(id, source, target string, s bitext.State, sub bitext.SubState) bitext.Segment {
		return bitext.Segment{ID: id, Source: text(t, source), Target: text(t, target), State: s,
			SubState: sub, Version: 3}
	}
	first := seg("s-headline", "الرباط \u200Fو\u2067باريس\u2069", "Rabat et Paris", bitext.Final, "")
	first.Translator, first.Reviewer, first.Override = "Amina", "Luc & <Cie>", "seule au bureau"
	first.Notes = []bitext.Remark{{Author: "Luc, chef", Time: at, Text: "À vérifier :\n« 12 % »"},
		{Author: "Amina", Text: "vu"}, {Time: at, Text: "sans nom"}, {Text: "sans rien"}}
	torn := seg("s-torn-1", "قال ⟦1⟧الوزير إن ⟦2⟧الخبر⟦/2⟧ صحيح.⟦/1⟧",
		"Le ministre ⟦1⟧dit que ⟦2⟧la nouvelle⟦/2⟧ est vraie.⟦/1⟧", bitext.Reviewed, "")
	torn.After = text(t, " ⟦3/⟧\n")
	copied := seg("s-torn-2", "⟦1⟧ثم غادر.⟦/1⟧ ⟦4/⟧⟦5/⟧",
		"⟦1⟧Puis⟦/1⟧ il ⟦1⟧partit⟦/1⟧. ⟦5/⟧⟦4/⟧", bitext.Translated, "")
	copied.After = text(t, " ")
	return &bitext.Document{ID: "art-1", Title: "مقال <1>", SourceLang: "ar-MA", TargetLang: "fr-FR",
		Date: at, Origin: "https://example.org/a?b=1&c=2",
		Credits: []bitext.Credit{{Role: "translator", Names: []string{"Amina", "Luc"}},
			{Role: "publication", Names: []string{"Le Matin"}}},
		Blocks: []bitext.Block{
			{ID: "b1", Kind: bitext.Headline, Segments: []bitext.Segment{first}},
			{ID: "b2", Kind: bitext.Paragraph, Segments: []bitext.Segment{torn, copied,
				seg("s-none", "بلا ترجمة & <بعد> ]]>", "", bitext.Initial, "")}},
			{ID: "b3", Kind: bitext.Heading, Level: 2, Segments: []bitext.Segment{
				seg("s-draft", "⟦6⟧2026⟦/6⟧", "⟦6⟧2026⟦/6⟧", bitext.Initial, bitext.Draft),
				seg("s-memory", "⟦7⟧أ⟦/7⟧⟦8⟧ب⟦/8⟧", "⟦7⟧a⟦/7⟧⟦8⟧b⟦/8⟧",
					bitext.Initial, bitext.FromMemory),
				seg("s-machine", "⟦9⟧1⟦/9⟧⟦10⟧2⟦/10⟧", "⟦9⟧1⟦/9⟧⟦10⟧3⟦/10⟧",
					bitext.Initial, bitext.FromMachine),
				seg("s-returned", "⟦11⟧ج⟦/11⟧", "⟦11⟧j⟦/11⟧", bitext.Translated, bitext.Returned),
				seg("s-stale", "\tد  د ", " d  d\t", bitext.Translated, bitext.Stale),
				seg("s-merged", "هـ", "", bitext.Translated, "")}},
			{ID: "b4", Kind: bitext.Caption, Segments: []bitext.Segment{
				seg("1", "⟦1⟧اسم⟦/1⟧", "⟦1⟧nom⟦/1⟧", bitext.Translated, "")}},
		}}
}

func write(t *testing.T, d *bitext.Document, version string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d, options(version)); err != nil {
		t.Fatalf("Write: %v", err)
	}
	return b.Bytes()
}

func read(t *testing.T, b []byte) (*bitext.Document, *Report) {
	t.Helper()
	d, report, err := ReadReport(bytes.NewReader(b))
	if err != nil {
		t.Fatalf("Read: %v\n%s", err, b)
	}
	return d, report
}

// diff compares documents; texts by Equal.
func diff(want, got *bitext.Document) string {
	return cmp.Diff(want, got,
		cmpopts.IgnoreFields(bitext.Document{}, "Labels"),
		cmp.Comparer(func(a, b bitext.Text) bool { return a.Equal(b) }))
}

func TestReadGivesBackWhatWasWritten(t *testing.T) {
	for _, v := range versions() {
		t.Run(v, func(t *testing.T) {
			want := full(t)
			got, report := read(t, write(t, want, v))
			if d := diff(want, got); d != "" {
				t.Errorf("written and read (-want +got):\n%s", d)
			}
			if len(report.Problems) != 0 {
				t.Errorf("problems: %+v", report.Problems)
			}
		})
	}
}

func TestWriteMatchesGolden(t *testing.T) {
	for _, v := range versions() {
		got := write(t, full(t), v)
		editiontest.CheckGolden(t, "full-"+v+".xlf", string(got))
	}
}

func TestReadGivesBackAnyDocument(t *testing.T) {
	for seed := range uint64(300) {
		want := randomDocument(rand.New(rand.NewPCG(seed, 7)))
		for _, v := range versions() {
			b := write(t, want, v)
			got, report := read(t, b)
			if d := diff(want, got); d != "" {
				t.Fatalf("seed %d, %s (-want +got):\n%s\n%s", seed, v, d, b)
			}
			for _, p := range report.Problems {
				if p.Kind == CodeTorn || p.Kind == CodeDropped {
					t.Fatalf("seed %d, %s: %+v\n%s", seed, v, p, b)
				}
			}
		}
	}
}

// randomDocument makes a random document with what a desk can hold.
func randomDocument(r *rand.Rand) *bitext.Document {
	d := &bitext.Document{ID: "d", SourceLang: "ar", TargetLang: "fr", Origin: "o"}
	states := []struct {
		s   bitext.State
		sub bitext.SubState
	}{{bitext.Initial, bitext.Draft}, {bitext.Initial, bitext.FromMemory},
		{bitext.Translated, ""}, {bitext.Translated, bitext.Stale}, {bitext.Reviewed, ""},
		{bitext.Final, ""}}
	for b := range 1 + r.IntN(3) {
		block := bitext.Block{ID: fmt.Sprintf("b%d", b), Kind: bitext.Kinds()[r.IntN(8)]}
		whole := words(r, codes(), 4)
		flat := whole.Flat()
		var cuts []int
		for i, c := range flat {
			if c == ' ' && r.IntN(4) == 0 {
				cuts = append(cuts, i+1)
			}
		}
		for i, p := range whole.Pieces(cuts) {
			s := bitext.Segment{ID: fmt.Sprintf("%d.%d", b, i), Source: p.Text, After: p.After,
				State: bitext.Initial, Version: int64(r.IntN(5))}
			if r.IntN(3) > 0 {
				st := states[r.IntN(len(states))]
				s.Target, s.State, s.SubState = words(r, p.Text.Codes(), 3), st.s, st.sub
				if len(s.Target) == 0 {
					s.SubState, s.State = "", bitext.Initial
				}
			}
			block.Segments = append(block.Segments, s)
		}
		d.Blocks = append(d.Blocks, block)
	}
	return d
}

// words makes a nested text of these codes, each standalone one at most once.
func words(r *rand.Rand, codes []bitext.Code, depth int) bitext.Text {
	chars := []string{"كلمة ", "mot ", "\u200F", "\u2067أ\u2069 ", "<&>\" ", "\n", "\t", "1,5 % ",
		"]]>", "é"}
	used := map[string]bool{}
	var make func(depth int) bitext.Text
	make = func(depth int) bitext.Text {
		var out bitext.Text
		for range r.IntN(6) {
			if len(codes) == 0 || depth == 0 || r.IntN(2) == 0 {
				out = append(out, bitext.Run{Chars: chars[r.IntN(len(chars))]})
				continue
			}
			c := codes[r.IntN(len(codes))]
			switch {
			case c.Type.Standalone() && !used[c.ID]:
				used[c.ID] = true
				out = append(out, bitext.Run{Kind: bitext.Lone, Code: c})
			case !c.Type.Standalone():
				out = append(append(append(out, bitext.Run{Kind: bitext.Open, Code: c}),
					make(depth-1)...), bitext.Run{Kind: bitext.Close, Code: c})
			}
		}
		return out
	}
	return make(depth)
}

func TestWriteRefusesWithoutLanguage(t *testing.T) {
	seg := bitext.Segment{ID: "s", Source: bitext.Plain("أ"), Target: bitext.Plain("a")}
	blocks := []bitext.Block{{Segments: []bitext.Segment{seg}}}
	tests := []struct {
		name    string
		d       bitext.Document
		version string
		want    error
	}{
		{"no source language", bitext.Document{}, V21, ErrLanguage},
		{"bad target language", bitext.Document{SourceLang: "ar", TargetLang: "f r"}, V21, ErrLanguage},
		{"target without language", bitext.Document{SourceLang: "ar", Blocks: blocks}, V12, ErrLanguage},
		{"other version", bitext.Document{SourceLang: "ar"}, "3.0", ErrVersion},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			err := Write(&b, &tt.d, options(tt.version))
			if !errors.Is(err, tt.want) {
				t.Errorf("Write = %v, want %v", err, tt.want)
			}
		})
	}
}

// TestIDsAreUniqueAndQuick makes ids for a book without any, which must take linear time.
func TestIDsAreUniqueAndQuick(t *testing.T) {
	names, seen := ids{}, map[string]bool{}
	for i := range 60_000 {
		want := []string{"", "a b", "unit-7", "unit"}[i%4]
		id := names.unique(want, "unit")
		if seen[id] || !nmtoken(id) {
			t.Fatalf("take(%q) = %q", want, id)
		}
		seen[id] = true
	}
}
