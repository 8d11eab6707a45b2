package json

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
)

func written(t *testing.T, d *bitext.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestShapeIsStable compares with a file that programs elsewhere read: what is in it may be added to
// and never changed.
func TestShapeIsStable(t *testing.T) {
	got := written(t, editiontest.Kinds())
	editiontest.CheckGolden(t, "kinds.json", string(got))
}

// read reads an edition as a strict program would: no member is unknown.
func read(t *testing.T, file []byte) Edition {
	t.Helper()
	var e Edition
	d := json.NewDecoder(bytes.NewReader(file))
	d.DisallowUnknownFields()
	if err := d.Decode(&e); err != nil {
		t.Fatal(err)
	}
	return e
}

func TestEditionReadsBack(t *testing.T) {
	for _, d := range []*bitext.Document{editiontest.Article(), editiontest.Kinds(), editiontest.Article().ByBlock()} {
		e := read(t, written(t, d))
		if diff := cmp.Diff(Of(d), e); diff != "" {
			t.Errorf("%s: %s", d.ID, diff)
		}
		segments := d.Segments()
		seen := 0
		for _, b := range e.Blocks {
			for _, s := range b.Segments {
				seen++
				want := segments[s.Number-1]
				if got := rebuild(s.Source); !got.Equal(plainData(want.Source)) {
					t.Errorf("segment %d is %s, want %s", s.Number, got.Markup(), want.Source.Markup())
				}
				if (s.Target == nil) != want.Target.Empty() {
					t.Errorf("segment %d: target %v", s.Number, s.Target)
				} else if s.Target != nil && !rebuild(*s.Target).Equal(plainData(want.Target)) {
					t.Errorf("segment %d is %s, want %s", s.Number, rebuild(*s.Target).Markup(), want.Target.Markup())
				}
				for i, m := range want.Matches() {
					if len(want.Matches()) == 1 {
						break
					}
					source, target := []rune(s.Source.Text), []rune(s.Target.Text)
					at := s.Sentences[i]
					if got := string(source[at.Source[0]:at.Source[1]]); got != m.Source.Text.String() {
						t.Errorf("sentence %d.%d is %q, want %q", s.Number, i, got, m.Source.Text.String())
					}
					if got := string(target[at.Target[0]:at.Target[1]]); got != m.Target.Text.String() {
						t.Errorf("sentence %d.%d is %q, want %q", s.Number, i, got, m.Target.Text.String())
					}
				}
			}
		}
		if seen != len(segments) {
			t.Errorf("%s: %d segments, want %d", d.ID, seen, len(segments))
		}
	}
}

// plainData is a text as a reader gets it: without addresses that are no links, and without what an
// object is called, which is in the text.
func plainData(t bitext.Text) bitext.Text {
	out := slices.Clone(t)
	for i := range out {
		address, ok := edition.SafeLink(out[i].Code.Data)
		if out[i].Code.Data = address; !ok {
			out[i].Code.Data = ""
		}
	}
	return out
}

// rebuild makes a text of what a file has of it.
func rebuild(t Text) bitext.Text {
	var out bitext.Text
	chars := []rune(t.Text)
	at := 0
	put := func(to int) {
		if to > at {
			out = append(out, bitext.Run{Chars: string(chars[at:to])})
			at = to
		}
	}
	var open []Code
	closeUntil := func(start int) {
		for len(open) > 0 && open[len(open)-1].End <= start {
			c := open[len(open)-1]
			put(c.End)
			out = append(out, bitext.Run{Kind: bitext.Close, Code: bitext.Code{ID: c.ID, Type: bitext.CodeType(c.Type), Data: c.Data}})
			open = open[:len(open)-1]
		}
	}
	for _, c := range t.Codes {
		closeUntil(c.Start)
		put(c.Start)
		code := bitext.Code{ID: c.ID, Type: bitext.CodeType(c.Type), Data: c.Data}
		switch code.Type {
		case bitext.Break, bitext.Image, bitext.NoteMark:
			if code.Type != bitext.Break {
				code.Equiv = string(chars[c.Start:c.End])
			}
			out = append(out, bitext.Run{Kind: bitext.Lone, Code: code})
			at = c.End
		default:
			out = append(out, bitext.Run{Kind: bitext.Open, Code: code})
			open = append(open, c)
		}
	}
	closeUntil(len(chars))
	put(len(chars))
	return out
}

func TestCodesOfTornTextsNest(t *testing.T) {
	bold := bitext.Code{ID: "1", Type: bitext.Bold}
	italic := bitext.Code{ID: "2", Type: bitext.Italic}
	torn := bitext.Text{{Kind: bitext.Close, Code: italic}, {Kind: bitext.Open, Code: bold}, {Chars: "غامق"},
		{Kind: bitext.Open, Code: italic}, {Chars: "😀é"}, {Kind: bitext.Close, Code: bold}, {Chars: "fin"}}
	want := Text{Text: "غامق😀éfin", Codes: []Code{{ID: "1", Type: "bold", Start: 0, End: 6}, {ID: "2", Type: "italic", Start: 4, End: 6}}}
	if d := cmp.Diff(want, textOf(torn)); d != "" {
		t.Error(d)
	}
}

func TestUnsafeAddressesStayAtHome(t *testing.T) {
	if file := string(written(t, editiontest.Kinds())); strings.Contains(file, "javascript:") {
		t.Error("the file has an address of a script")
	}
}

func TestHiddenPeopleAreNowhere(t *testing.T) {
	d := editiontest.Kinds()
	d.HiddenFacts = []string{edition.Translator, edition.Editor, edition.Override}
	for i := range d.Blocks {
		for j := range d.Blocks[i].Segments {
			d.Blocks[i].Segments[j].Notes = nil
		}
	}
	file := string(written(t, d))
	for _, name := range []string{"Salma", "Youssef", "seule de garde"} {
		if strings.Contains(file, name) {
			t.Errorf("the file has %s, which its publication hides", name)
		}
	}
}

// TestMembersAreNamedAlike keeps names in one style, which is what programs see.
func TestMembersAreNamedAlike(t *testing.T) {
	for _, typ := range []any{Edition{}, Side{}, Credit{}, Fact{}, Block{}, Segment{}, Text{}, Code{}, Sentence{}, Note{}} {
		for i := range reflect.TypeOf(typ).NumField() {
			f := reflect.TypeOf(typ).Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if name == "" || name != strings.ToLower(name) {
				t.Errorf("%T.%s is %q", typ, f.Name, name)
			}
		}
	}
}
