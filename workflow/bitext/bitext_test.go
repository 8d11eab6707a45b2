package bitext

import (
	"encoding/json"
	"testing"
)

func bold(id string) Code { return Code{ID: id, Type: Bold} }

func mustParse(t *testing.T, s string, codes ...Code) Text {
	t.Helper()
	text, err := Parse(s, codes)
	if err != nil {
		t.Fatalf("Parse(%q): %v", s, err)
	}
	return text
}

var testCodes = []Code{bold("1"), {ID: "2", Type: Italic}, {ID: "3", Type: Break}, {ID: "4", Type: Image, Equiv: "photo"}}

func TestMarkupRoundTrip(t *testing.T) {
	for _, s := range []string{
		"", "قال ⟦1⟧الوزير⟦/1⟧.", "a ⟦1⟧b ⟦2⟧c⟦/2⟧⟦/1⟧⟦3/⟧d ⟦4/⟧", "⟦⟦not a tag", "⟦⟦⟦1⟧x⟦/1⟧",
	} {
		text := mustParse(t, s, testCodes...)
		if got := text.Markup(); got != s {
			t.Errorf("Markup = %q, want %q", got, s)
		}
		b, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		var back Text
		if err := json.Unmarshal(b, &back); err != nil || !back.Equal(text) {
			t.Errorf("JSON %s reads back as %v (%v)", b, back, err)
		}
	}
}

func TestParseRefusesWrongTags(t *testing.T) {
	for s, want := range map[string]MarkupFault{
		"⟦1":                   BrokenTag,
		"⟦9⟧x⟦/9⟧":             UnknownTag,
		"⟦1/⟧":                 UnknownTag,
		"⟦3⟧":                  UnknownTag,
		"⟦1⟧x":                 TornTag,
		"x⟦/1⟧":                TornTag,
		"⟦1⟧a⟦2⟧b⟦/1⟧c⟦/2⟧":    CrossedTag,
		"⟦3/⟧ and again ⟦3/⟧.": TwiceTag,
	} {
		_, err := Parse(s, testCodes)
		if e, ok := err.(*MarkupError); !ok || e.Reason != want {
			t.Errorf("Parse(%q) = %v, want %s", s, err, want)
		}
	}
}

func TestJoinUndoesCut(t *testing.T) {
	text := mustParse(t, "⟦1⟧One. ⟦2⟧Two.⟦/2⟧ Three.⟦/1⟧⟦3/⟧Four.", testCodes...)
	flat := text.Flat()
	if flat != "One. Two. Three.\nFour." {
		t.Fatalf("Flat = %q", flat)
	}
	parts := text.Cut([]int{5, 10, 17})
	want := []string{"⟦1⟧One. ⟦/1⟧", "⟦1⟧⟦2⟧Two.⟦/2⟧ ⟦/1⟧", "⟦1⟧Three.⟦/1⟧⟦3/⟧", "Four."}
	if len(parts) != len(want) {
		t.Fatalf("%d parts, want %d", len(parts), len(want))
	}
	for i, p := range parts {
		if p.Markup() != want[i] || !p.Nested() {
			t.Errorf("part %d = %q, want %q", i, p.Markup(), want[i])
		}
	}
	if got := Join(parts...); !got.Equal(text) {
		t.Errorf("Join = %q, want %q", got.Markup(), text.Markup())
	}
}

func TestJoinUndoesCutAnywhere(t *testing.T) {
	text := mustParse(t, "قبل ⟦1⟧غامق ⟦2⟧مائل⟦/2⟧⟦/1⟧⟦3/⟧بعد ⟦4/⟧ نهاية", testCodes...)
	flat := text.Flat()
	for i := range flat {
		for j := i; j < len(flat); j++ {
			if !isRuneStart(flat[j]) {
				continue
			}
			parts := text.Cut([]int{i, j})
			for _, p := range parts {
				if !p.Nested() {
					t.Fatalf("cut at %d, %d: %q is not nested", i, j, p.Markup())
				}
			}
			if got := Join(parts...).String(); got != text.String() {
				t.Fatalf("cut at %d, %d joins to %q", i, j, got)
			}
		}
	}
}

func isRuneStart(b byte) bool { return b&0xC0 != 0x80 }

func TestPiecesMoveSpaceIntoAfter(t *testing.T) {
	text := mustParse(t, "One. ⟦1⟧Two. ⟦/1⟧⟦3/⟧ Three", testCodes...)
	pieces := text.Pieces([]int{5, 10, 12})
	b := Block{}
	for _, p := range pieces {
		b.Segments = append(b.Segments, Segment{Source: p.Text, After: p.After, Target: p.Text})
	}
	want := []string{"One.", "⟦1⟧Two.⟦/1⟧", "Three"}
	for i, p := range pieces {
		if p.Text.Markup() != want[i] {
			t.Errorf("piece %d = %q, want %q", i, p.Text.Markup(), want[i])
		}
	}
	if got := b.Source().String(); got != text.String() {
		t.Errorf("Source = %q, want %q", got, text.String())
	}
	if got := b.Target().String(); got != text.String() {
		t.Errorf("Target = %q, want %q", got, text.String())
	}
}
