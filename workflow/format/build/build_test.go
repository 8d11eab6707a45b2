package build

import (
	"errors"
	"strings"
	"testing"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

// formattedText is characters with formats by letter: b, i, u, a (a link), x (another).
type formattedText struct{ text, formats string }

func formats(letters string) []Format {
	all := map[rune]Format{
		'b': {Type: bitext.Bold}, 'i': {Type: bitext.Italic}, 'u': {Type: bitext.Underline},
		'a': {bitext.Link, "https://a.example"}, 'x': {bitext.Link, "https://x.example"},
	}
	var out []Format
	for _, r := range letters {
		out = append(out, all[r])
	}
	return out
}

// shown writes a text with its codes by type, as the tests have it.
func shown(t bitext.Text) string {
	var b strings.Builder
	for _, r := range t {
		switch r.Kind {
		case bitext.Chars:
			b.WriteString(r.Chars)
		case bitext.Open:
			b.WriteString("<" + string(r.Code.Type) + r.Code.ID + ">")
		case bitext.Close:
			b.WriteString("</" + string(r.Code.Type) + r.Code.ID + ">")
		case bitext.Lone:
			b.WriteString("<" + string(r.Code.Type) + r.Code.ID + "/>")
		}
	}
	return b.String()
}

func TestInlineMakesFewestCodes(t *testing.T) {
	tests := []struct {
		name string
		in   []formattedText
		want string
	}{
		{"plain", []formattedText{{"a", ""}, {"b", ""}}, "ab"},
		{"same format in a row", []formattedText{{"a", "b"}, {"b", "b"}}, "<bold1>ab</bold1>"},
		{"same formats in another order", []formattedText{{"a", "bi"}, {"b", "ib"}},
			"<bold1><italic2>ab</italic2></bold1>"},
		{"a plain space between bold words", []formattedText{{"a", "b"}, {" ", ""}, {"b", "b"}},
			"<bold1>a b</bold1>"},
		{"a space that hangs over", []formattedText{{"a ", "b"}, {"b", ""}}, "<bold1>a</bold1> b"},
		{"a space that leads", []formattedText{{"a", ""}, {" b", "u"}}, "a <underline1>b</underline1>"},
		{"a gap in an underline shows", []formattedText{{"a", "u"}, {" ", ""}, {"b", "u"}},
			"<underline1>a</underline1> <underline2>b</underline2>"},
		{"bold space alone", []formattedText{{"a", ""}, {" ", "b"}, {"b", ""}}, "a b"},
		{"inside", []formattedText{{"a", "i"}, {"b", "bi"}, {"c", "i"}},
			"<italic1>a<bold2>b</bold2>c</italic1>"},
		{"longer first", []formattedText{{"a", "bi"}, {"b", "i"}},
			"<italic1><bold2>a</bold2>b</italic1>"},
		{"overlap", []formattedText{{"a", "b"}, {"b", "bi"}, {"c", "i"}},
			"<bold1>a<italic2>b</italic2></bold1><italic3>c</italic3>"},
		{"two links", []formattedText{{"a", "a"}, {"b", "x"}}, "<link1>a</link1><link2>b</link2>"},
		{"a link in a link", []formattedText{{"a", "ax"}}, "<link1>a</link1>"},
		{"break in bold", []formattedText{{"a\n b", "b"}}, "<bold1>a<break2/>b</bold1>"},
		{"break between bold", []formattedText{{"a", "b"}, {" \n", ""}, {"b", "b"}},
			"<bold1>a<break2/>b</bold1>"},
		{"ends trimmed", []formattedText{{" \n", "b"}, {" a", ""}, {"\u00A0\n", "i"}}, "a"},
		{"mark joins its letter", []formattedText{{"e", ""}, {"\u0301t", "b"}}, "é<bold1>t</bold1>"},
		{"controls dropped", []formattedText{{"a\x00b\uFEFF", ""}}, "ab"},
		{"bidi marks kept", []formattedText{{"\u200Fa\u2067b\u2069", ""}}, "\u200Fa\u2067b\u2069"},
		{"nothing", []formattedText{{" ", "b"}}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var in Inline
			for _, s := range tt.in {
				in.Add(s.text, formats(s.formats))
			}
			got, err := in.takeText(false)
			if shown(got) != tt.want || err != nil || !got.Nested() {
				t.Errorf("got %s, %v\nwant %s", shown(got), err, tt.want)
			}
		})
	}
}

func TestManySmallPiecesTakeLinearTime(t *testing.T) {
	var in Inline
	for range 200_000 {
		in.Add("x", nil)
	}
	start := time.Now()
	got, err := in.takeText(false)
	if len(got) != 1 || err != nil || time.Since(start) > 10*time.Second {
		t.Errorf("%d runs after %v, %v", len(got), time.Since(start), err)
	}
}

func TestAddCollapsedShowsSpacesOnce(t *testing.T) {
	var in Inline
	in.AddCollapsed(" \n a \t", nil)
	in.AddCollapsed(" b\r\n", formats("b"))
	in.Break()
	in.AddCollapsed("  c\u00A0 d", nil)
	got, err := in.takeText(false)
	if want := "a <bold1>b</bold1><break2/>c\u00A0 d"; shown(got) != want || err != nil {
		t.Errorf("got %q, %v; want %q", shown(got), err, want)
	}
}

func TestArticleRefusesWhatExceedsLimits(t *testing.T) {
	var a Article
	var in Inline
	in.Lone(bitext.Code{Type: bitext.Image, Data: "https://x.example/i.png"}, nil)
	if err := a.Add(bitext.Paragraph, 0, &in); err != nil || a.Len() != 0 {
		t.Fatalf("a picture alone: %d blocks, %v", a.Len(), err)
	}
	if _, err := a.Document(); !is(err, limit.Empty) {
		t.Errorf("no block: %v", err)
	}
	in.Add("a\u202Eb", nil)
	var refused *lang.Error
	strict := Article{Strict: true}
	if err := strict.Add(bitext.Paragraph, 0, &in); !errors.As(err, &refused) {
		t.Errorf("override: %v", err)
	}
	in.Add("a\u202E\u202Ab\u202C\u202C", nil)
	var lax Article
	err := lax.Add(bitext.Paragraph, 0, &in)
	d, empty := lax.Document()
	if err != nil || empty != nil || d.Blocks[0].Source().String() != "a\u202Ab\u202C" || d.Oddities[0].Kind != bitext.OddOverride {
		t.Errorf("override: %+v, %v", d, err)
	}
	in.Add("Titre", nil)
	if err := a.Add(bitext.Heading, 2, &in); err != nil || a.Len() != 1 || !in.Blank() {
		t.Errorf("a heading: %d blocks, %v", a.Len(), err)
	}
	in.Add(strings.Repeat("x", limit.Article), nil)
	if err := a.Add(bitext.Paragraph, 0, &in); !is(err, limit.TooLarge) {
		t.Errorf("too large: %v", err)
	}
}

func TestArticleRefusesTooManyBlocks(t *testing.T) {
	var a Article
	var err error
	for i := 0; i <= limit.Blocks && err == nil; i++ {
		var in Inline
		in.Add("x", nil)
		err = a.Add(bitext.Paragraph, 0, &in)
	}
	if !is(err, limit.TooMany) || a.Len() != limit.Blocks {
		t.Errorf("%d blocks, %v", a.Len(), err)
	}
}

func is(err error, kind limit.Kind) bool {
	var e *limit.Error
	return errors.As(err, &e) && e.Kind == kind
}

func TestLineIsOneCleanLine(t *testing.T) {
	if got := Line(" a\n\tb\x00 "); got != "a b" {
		t.Errorf("Line = %q", got)
	}
	if got := Line("a\u202Eb"); got != "" {
		t.Errorf("Line of an override = %q", got)
	}
}

func TestAddressAllowsWebAndMailOnly(t *testing.T) {
	tests := []struct{ in, want string }{
		{"https://x.example/a?b=1#c", "https://x.example/a?b=1#c"},
		{" HTTP://x.example ", "http://x.example"},
		{"mailto:a@x.example", "mailto:a@x.example"},
		{"javascript:alert(1)", ""},
		{"javascript://x.example/%0Aalert(1)", ""},
		{"data:text/html,a", ""},
		{"file:///etc/passwd", ""},
		{"//x.example/a", ""},
		{"/a", ""},
		{"https:///a", ""},
		{"#a", ""},
		{"java\nscript:alert(1)", ""},
		{"", ""},
	}
	for _, tt := range tests {
		if got := Address(tt.in); got != tt.want {
			t.Errorf("Address(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}
