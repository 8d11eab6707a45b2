package bitext

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func ids(codes []Code) string {
	var out []string
	for _, c := range codes {
		out = append(out, c.ID)
	}
	return strings.Join(out, " ")
}

func TestTextCountsStandaloneCodesAsCharacters(t *testing.T) {
	text := mustParse(t, "⟦1⟧é⟦/1⟧⟦3/⟧⟦4/⟧", testCodes...)
	if got := text.Flat(); got != "é\n\uFFFC" || text.Len() != 3 {
		t.Errorf("Flat = %q, Len = %d", got, text.Len())
	}
	if got := text.String(); got != "é\nphoto" {
		t.Errorf("String = %q", got)
	}
	for s, want := range map[string]bool{"": true, " ⟦3/⟧": true, "⟦1⟧ ⟦/1⟧": true, "⟦4/⟧": false, "a": false} {
		if got := mustParse(t, s, testCodes...).Empty(); got != want {
			t.Errorf("Empty(%q) = %v, want %v", s, got, want)
		}
	}
}

func TestMissingListsCodesThatTargetLacks(t *testing.T) {
	source := mustParse(t, "⟦2⟧a⟦/2⟧ ⟦1⟧b⟦/1⟧ ⟦3/⟧⟦4/⟧", testCodes...)
	for target, want := range map[string]string{
		"":              "2 1 3 4",
		"⟦1⟧b⟦/1⟧ ⟦3/⟧": "2 4",
		"⟦4/⟧⟦3/⟧ ⟦1⟧b⟦/1⟧ ⟦2⟧a⟦/2⟧ et": "",
	} {
		if got := ids(source.Missing(mustParse(t, target, testCodes...))); got != want {
			t.Errorf("%q lacks %q, want %q", target, got, want)
		}
	}
}

func TestInsideIsTheTextOfAPair(t *testing.T) {
	text := mustParse(t, "x ⟦1⟧a⟦2⟧b⟦/2⟧⟦/1⟧ ⟦3/⟧⟦2⟧⟦/2⟧", testCodes...)
	for id, want := range map[string]string{"1": "a⟦2⟧b⟦/2⟧", "2": "b", "3": "", "9": ""} {
		if got := text.Inside(id).Markup(); got != want {
			t.Errorf("in %s is %q, want %q", id, got, want)
		}
	}
}

func TestEqualIgnoresHowCharactersAreDivided(t *testing.T) {
	a := Text{{Chars: "a"}, {}, {Chars: "b"}}
	if !a.Equal(Plain("ab")) {
		t.Error("the same characters in other runs are not equal")
	}
	for _, b := range []Text{nil, Plain("abc"), {{Kind: Open, Code: bold("1")}, {Chars: "ab"},
		{Kind: Close, Code: bold("1")}}} {
		if a.Equal(b) {
			t.Errorf("%q equals %q", a.Markup(), b.Markup())
		}
	}
}

func TestNestedRefusesTornPairs(t *testing.T) {
	open := func(id string) Run { return Run{Kind: Open, Code: bold(id)} }
	shut := func(id string) Run { return Run{Kind: Close, Code: bold(id)} }
	tests := []struct {
		name string
		text Text
		want bool
	}{
		{"nothing", nil, true},
		{"nested", Text{open("1"), open("2"), shut("2"), shut("1"), open("1"), shut("1")}, true},
		{"crossed", Text{open("1"), open("2"), shut("1"), shut("2")}, false},
		{"not closed", Text{open("1")}, false},
		{"not opened", Text{shut("1")}, false},
	}
	for _, tt := range tests {
		if got := tt.text.Nested(); got != tt.want {
			t.Errorf("%s: Nested = %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestMapAndRenameKeepTheRest(t *testing.T) {
	text := mustParse(t, "a⟦1⟧b⟦/1⟧⟦4/⟧", testCodes...)
	upper, err := text.Map(func(s string) (string, error) { return strings.ToUpper(s), nil })
	if got := upper.Markup(); got != "A⟦1⟧B⟦/1⟧⟦4/⟧" || err != nil {
		t.Errorf("Map = %q, %v", got, err)
	}
	failure := errors.New("no")
	if _, err := text.Map(func(string) (string, error) { return "", failure }); !errors.Is(err, failure) {
		t.Errorf("error of Map is %v", err)
	}
	if got := text.Rename(map[string]string{"1": "7"}).Markup(); got != "a⟦7⟧b⟦/7⟧⟦4/⟧" {
		t.Errorf("Rename = %q", got)
	}
	if got := text.Markup(); got != "a⟦1⟧b⟦/1⟧⟦4/⟧" {
		t.Errorf("the text itself became %q", got)
	}
}

func TestTrimKeepsSpaceInside(t *testing.T) {
	text := mustParse(t, " ⟦5/⟧⟦1⟧ a ⟦3/⟧ b ⟦/1⟧ ⟦6/⟧",
		bold("1"), Code{ID: "3", Type: Break}, Code{ID: "5", Type: Break}, Code{ID: "6", Type: Break})
	if got := text.Trim().Markup(); got != "⟦1⟧a ⟦3/⟧ b⟦/1⟧" {
		t.Errorf("Trim = %q", got)
	}
}

func TestByBlockHasLowestState(t *testing.T) {
	of := func(s State, sub SubState, note string) Segment {
		return Segment{ID: note, Source: Plain("a."), Target: Plain("b."), State: s, SubState: sub,
			After: Plain(" "), Notes: []Remark{{Text: note}}}
	}
	d := &Document{Blocks: []Block{{}, {ID: "b", Segments: []Segment{of(Final, None, "1"),
		of(Translated, Returned, "2"), of(Reviewed, None, "3")}}}}
	got := d.ByBlock().Segments()
	want := []Segment{{ID: "b", Source: Plain("a. a. a."), Target: Plain("b. b. b."), State: Translated,
		SubState: Returned, Notes: []Remark{{Text: "1"}, {Text: "2"}, {Text: "3"}},
		Seams: []Seam{{3, 3}, {6, 6}}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(d.Blocks) != 2 || len(d.Blocks[1].Segments) != 3 {
		t.Error("ByBlock changed the document")
	}
}

func TestStatesRankFromInitialToFinal(t *testing.T) {
	for want, s := range []State{Initial, Translated, Reviewed, Final} {
		if got := s.Rank(); got != want {
			t.Errorf("%s ranks %d, want %d", s, got, want)
		}
	}
	if got := State("unknown").Rank(); got != 0 {
		t.Errorf("an unknown state ranks %d, want 0", got)
	}
}

func TestKnownKindsAndTypesOnly(t *testing.T) {
	for _, k := range Kinds() {
		if !k.Known() {
			t.Errorf("%s is unknown", k)
		}
	}
	for _, c := range []CodeType{Bold, Link, Break, Image, NoteMark} {
		if !c.Known() {
			t.Errorf("%s is unknown", c)
		}
	}
	if BlockKind("footer").Known() || CodeType("blink").Known() {
		t.Error("footer or blink is known")
	}
}

func TestLabelFallsBackToKey(t *testing.T) {
	d := &Document{Labels: map[string]map[string]string{"fr": {"translator": "Traduction"}}}
	if a, b := d.Label("fr", "translator"), d.Label("ar", "translator"); a != "Traduction" || b != "translator" {
		t.Errorf("labels %q and %q", a, b)
	}
}
