package typeset

import (
	"slices"
	"strings"
	"testing"

	"truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/format/font"
)

func setter() *Setter { return NewSetter(font.Of(edition.Book), 1.15) }

func plain(text string) []Span { return []Span{{Text: text, Style: Style{Size: 10}}} }

// drawn sets text on one line and returns it as it is seen, from left to right.
func drawn(t *testing.T, text, tag string) string {
	t.Helper()
	lines := setter().Text(plain(text), tag).Lines(10000, Ragged)
	if len(lines) != 1 {
		t.Fatalf("%q is %d lines", text, len(lines))
	}
	return lines[0].String()
}

func TestRunsAreOrderedAsSeen(t *testing.T) {
	for _, c := range []struct{ name, tag, text, want string }{
		{"French", "fr", "Le prix, 12 %.", "Le prix, 12 %."},
		{"Arabic", "ar", "ابج دهو", "وهد جبا"},
		{"Arabic word in French", "fr", "le mot ابج, puis", "le mot جبا, puis"},
		{"number after Arabic in French", "fr", "le ابج 2024, puis", "le 2024 جبا, puis"},
		{"number before Arabic in French", "fr", "en 2024 ابج fin", "en 2024 جبا fin"},
		{"Arabic digits in French", "fr", "le ١٢ ابج fin", "le جبا ١٢ fin"},
		{"decimal number in French", "fr", "ابج 3.5 fin", "3.5 جبا fin"},
		{"French in Arabic", "ar", "قال ONU 2024 ابج", "جبا ONU 2024 لاق"},
		{"number in Arabic", "ar", "سنة 2024، ابج", "جبا ،2024 ةنس"},
		{"brackets in Arabic", "ar", "(ابج)", ")جبا("},
		{"isolated French", "ar", "ابج \u2066C++ (x)\u2069.", ".C++ (x) جبا"},
		{"isolated by its first letter", "fr", "x \u20682024 ابج\u2069 y", "x جبا 2024 y"},
		{"number first in an Arabic isolate", "fr", "x \u206712 ابج\u2069 y", "x جبا 12 y"},
		{"isolate that is not closed", "fr", "x \u2067ابج", "x جبا"},
		{"two isolates", "ar", "\u2068a\u2069 \u2068b\u2069", "b a"},
	} {
		if got := drawn(t, c.text, c.tag); got != c.want {
			t.Errorf("%s: drawn %q, want %q", c.name, got, c.want)
		}
	}
}

// lines breaks text and returns its lines in the order of reading, for text of one direction.
func lines(text, tag string, width float64, align Align) []string {
	var out []string
	for _, l := range setter().Text(plain(text), tag).Lines(width, align) {
		out = append(out, l.String())
	}
	return out
}

func TestLinesBreakWhereReadersExpect(t *testing.T) {
	for _, c := range []struct {
		name, text string
		width      float64
		align      Align
		want       []string
	}{
		{"break in the text", "un\ndeux", 200, Ragged, []string{"un", "deux"}},
		{"empty line", "un\n\ndeux", 200, Ragged, []string{"un", "", "deux"}},
		{"no-break space", "aaaa bbb\u202F! cc", 30, Ragged, []string{"aaaa", "bbb\u202F!", "cc"}},
		{"hyphen in the text", "porte-monnaie", 40, Ragged, []string{"porte-", "monnaie"}},
		{"signs stay together", "le C++ est", 22, Ragged, []string{"le", "C++", "est"}},
		{"soft hyphen", "anti\u00ADconsti\u00ADtution", 45, Ragged,
			[]string{"anticonsti\u00AD", "tution"}},
		{"even ragged lines", "aa bb cc dd ee ff", 62, Ragged, []string{"aa bb cc", "dd ee ff"}},
		{"spaces at the ends", "  un   deux  ", 200, Ragged, []string{"un deux"}},
	} {
		if got := lines(c.text, "fr", c.width, c.align); !slices.Equal(got, c.want) {
			t.Errorf("%s: lines %q, want %q", c.name, got, c.want)
		}
	}
}

func TestLongWordsBreakInNeed(t *testing.T) {
	for _, text := range []string{
		"https://example.org/a/tres/longue/adresse?avec=des&parametres=qui&ne=finissent&pas=du_tout",
		strings.Repeat("x", 400), strings.Repeat("ب", 400), strings.Repeat("e\u0301", 300),
	} {
		for _, tag := range []string{"fr", "ar"} {
			joined := ""
			for _, l := range setter().Text(plain(text), tag).Lines(60, Justified) {
				if l.Width > 60.5 {
					t.Errorf("%.10s: a line is %.1f wide", text, l.Width)
				}
				joined += l.String()
			}
			if len([]rune(joined)) < 10 {
				t.Errorf("%.10s: got %q", text, joined)
			}
		}
	}
}

// TestJustifiedLinesKeepEvenSpaces holds on the real article that no space grows past what looks
// even, that no line is wider than its column, and that few lines are ragged.
func TestJustifiedLinesKeepEvenSpaces(t *testing.T) {
	s := setter()
	for _, side := range []string{"fr", "ar"} {
		count, ragged := 0, 0
		for _, b := range editiontest.Article().ByBlock().Blocks {
			text := b.Target().String()
			if side == "ar" {
				text = b.Source().String()
			}
			set := s.Text(plain(text), side).Lines(200, Justified)
			for i, l := range set {
				if l.Width > 200.5 {
					t.Errorf("%s: a line is %.1f wide: %s", side, l.Width, l)
				}
				if i == len(set)-1 {
					continue
				}
				count++
				if l.Width < 199 {
					ragged++
				}
			}
		}
		t.Logf("%s: %d of %d lines are ragged", side, ragged, count)
		if ragged*12 > count {
			t.Errorf("%s: %d of %d lines are ragged", side, ragged, count)
		}
	}
}

// TestLooserLineCostsMore: a line that is too loose to be filled is never chosen before one that can be.
func TestLooserLineCostsMore(t *testing.T) {
	before := 0.0
	for room := 0.0; room < 150; room++ {
		cost := lineCost(room, 200, [2]float64{5, 12}, false, Justified)
		if cost <= before {
			t.Errorf("a line with %.0f left costs %.0f, one with less %.0f", room, cost, before)
		}
		before = cost
	}
}

// TestDigitsOfAddressAreAsItsLetters: in Arabic a number is as large as Arabic, but not within an
// address.
func TestDigitsOfAddressAreAsItsLetters(t *testing.T) {
	for text, want := range map[string]int{"a/2025/04/b": 1, "سنة 2025": 1, "سنة ONU 2025": 2} {
		sizes := map[float64]bool{}
		n := 0
		for _, r := range setter().Text(plain(text), "ar").Lines(1000, Ragged)[0].Runs {
			if !sizes[r.Size] {
				n++
			}
			sizes[r.Size] = true
		}
		if n != want {
			t.Errorf("%s is set in %d sizes, want %d", text, n, want)
		}
	}
}

// TestLinesEndWithSpace: the words on both sides of the end of a line stay two, and a word that is
// divided stays one.
func TestLinesEndWithSpace(t *testing.T) {
	for _, c := range []struct {
		text, tag string
		width     float64
		want      string
	}{
		{"un deux", "fr", 25, "un |deux"},
		{"un\ndeux", "fr", 100, "un |deux"},
		{"le long gouvernement", "fr", 76, "le long gouverne\u00AD|ment"},
		{"porte-monnaie", "fr", 40, "porte-|monnaie"},
		{"ابج دهو", "ar", 22, " جبا|وهد"},
	} {
		var got []string
		for _, l := range setter().Text(plain(c.text), c.tag).Lines(c.width, Justified) {
			line := ""
			for _, r := range l.Runs {
				for _, g := range r.Glyphs {
					line += g.Text
				}
			}
			got = append(got, line)
		}
		if got := strings.Join(got, "|"); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestMissingLetterIsNamed(t *testing.T) {
	if got := drawn(t, "un 漢 caractère", "fr"); got != "un [U+6F22] caractère" {
		t.Errorf("drawn %q", got)
	}
}

func TestGlyphsNameEveryCharacterOnce(t *testing.T) {
	text := "لا الأُمّة ﷺ officiel «\u202Fœuvre\u202F» مَكْتَبَة"
	var got []rune
	for _, k := range setter().Text(plain(text), "ar").tokens {
		for _, p := range k.parts {
			for _, g := range p.glyphs {
				got = append(got, []rune(g.Text)...)
			}
		}
	}
	want := []rune(strings.ReplaceAll(text, " ", ""))
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("glyphs stand for %q, want %q", string(got), string(want))
	}
}

func BenchmarkSetArticle(b *testing.B) {
	d := editiontest.Article().ByBlock()
	for b.Loop() {
		s := setter()
		for _, block := range d.Blocks {
			s.Text(plain(block.Source().String()), "ar").Lines(200, Justified)
			s.Text(plain(block.Target().String()), "fr").Lines(200, Justified)
		}
	}
}
