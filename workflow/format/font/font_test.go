package font_test

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	gotext "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"

	"truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/format/font"
)

// needed is what every family has letters for, by its own faces or those of another.
var needed = []struct{ name, text string }{
	{"ASCII", ascii()},
	{"French", "àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ«»“”‘’–—…€£§°№·•†‡‰×÷±"},
	{"spaces", "\u00A0\u202F\u2009\u2060"},
	{"Latin Extended-A", span(0x100, 0x17F)},
	{"transliteration", "āīūḥṣḍṭẓġḫṯḏšžʿʾǧ"},
	{"Arabic", "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيـ،؛؟٪٫٬٭"},
	{"Maghreb", "ڭڤگپچژڥڨݣ"},
	{"Arabic digits", "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"},
	{"marks", span(0x64B, 0x655) + "\u0670" + span(0x6D6, 0x6DC) + span(0x6DF, 0x6E8)},
	{"presentation forms", "ﷺﷲﻻﻼﺎﺏ﴾﴿"},
	{"Greek and Cyrillic", "αβγΩ Москва"},
	{"Tifinagh", "ⵜⴰⵎⴰⵣⵉⵖⵜ"},
}

func TestEveryFamilyHasNeededLetters(t *testing.T) {
	for _, typeface := range edition.Typefaces() {
		family := font.Of(typeface)
		for _, n := range needed {
			if missing := family.Missing(n.text); missing != nil {
				t.Errorf("%q, %s: missing %q", typeface, n.name, missing)
			}
		}
	}
}

func TestMissingNamesLettersOnce(t *testing.T) {
	got := font.Of(edition.Press).Missing("a漢b😀漢\u200F\u2066\u00AD\uFE0F\n")
	if want := []rune{'漢', '😀'}; !slices.Equal(got, want) {
		t.Errorf("Missing = %q, want %q", got, want)
	}
}

func TestFaceFollowsScriptAndStyle(t *testing.T) {
	press := font.Of(edition.Press)
	for _, c := range []struct {
		char  rune
		style font.Style
		want  string
	}{
		{'a', font.Style{}, "serif-regular"},
		{'ب', font.Style{}, "naskh-regular"},
		{'ب', font.Style{Slanted: true}, "naskh-regular"},
		{'é', font.Style{Bold: true, Slanted: true}, "serif-bolditalic"},
		{'x', font.Style{Mono: true}, "mono-regular"},
		{'ⵜ', font.Style{Bold: true}, "tifinagh-regular"},
		{'Ω', font.Style{Slanted: true}, "serif-regular"},
	} {
		if got := press.For(c.char, c.style); got == nil || got.Name != c.want {
			t.Errorf("For(%c, %+v) = %v, want %s", c.char, c.style, got, c.want)
		}
	}
}

// TestShaperAgreesWithHarfBuzz holds words on what hb-shape 6.0 of HarfBuzz makes of them: glyphs
// with their places and widths. Versions 0.3.4 and 0.3.5 of the shaper skip rules and fail it.
func TestShaperAgreesWithHarfBuzz(t *testing.T) {
	for _, c := range []struct {
		typeface    edition.Typeface
		bold        bool
		script      font.Script
		text, shape string
	}{
		{edition.Book, false, font.Arabic, "تجمع", "1444+493|4389+216|3741+209|3721+354"},
		{edition.Book, false, font.Arabic, "بِسْمِ",
			"430@76,0+0|3942+565|432@-175,0+0|3572+291|430@-133,0+0|3549+219"},
		{edition.Book, true, font.Arabic, "الشراكة",
			"4260+336|4224+674|387+217|3586+553|3825+380|1723+175|387+217"},
		{edition.Press, false, font.Arabic, "نت", "51+817|478+275"},
		{edition.Press, true, font.Arabic, "الحرية", "516+507|558+343|207+395|136+657|440+217|3+284"},
		{edition.Press, false, font.Latin, "République",
			"19+680|264+523|43+617|48+628|29+609|39+329|36+329|44+601|48+618|32+533"},
		{edition.Modern, false, font.Arabic, "ڭلميم", "763+646|195+310|767+524|240+314|723+332"},
		{edition.Modern, true, font.Latin, "côté", "4+512|266+558|22+379|211+562"},
	} {
		face := font.Of(c.typeface).Face(c.script, font.Style{Bold: c.bold})
		var got []string
		for _, g := range shape(face.Face, c.text) {
			place := ""
			if g.X != 0 || g.Y != 0 {
				place = fmt.Sprintf("@%d,%d", g.X, g.Y)
			}
			got = append(got, fmt.Sprintf("%d%s+%d", g.Glyph, place, g.Advance))
		}
		if got := strings.Join(got, "|"); got != c.shape {
			t.Errorf("%s %s: shaped %s, want %s", face.Name, c.text, got, c.shape)
		}
	}
}

// TestSubsetDrawsSameOutlines draws each glyph of a text alone, again, and as the second part of another, and
// compares it with the face.
func TestSubsetDrawsSameOutlines(t *testing.T) {
	const dx, dy, wide = 40, -7, 99
	for _, typeface := range edition.Typefaces() {
		for _, script := range []font.Script{font.Latin, font.Arabic} {
			face := font.Of(typeface).Face(script, font.Style{})
			var glyphs []font.GID
			for _, g := range shape(face.Face, "Éœuf à l’ONU ½ Hgd"+"الحِبْرُ لا يُشرى ڭ ﷺ"+editiontest.ArticleText) {
				if id := font.GID(g.Glyph); id != 0 && !slices.Contains(glyphs, id) {
					glyphs = append(glyphs, id)
				}
			}
			var placed []font.Placed
			for _, id := range glyphs {
				placed = append(placed, font.Placed{Advance: int(face.HorizontalAdvance(id)), Parts: []font.Piece{{ID: id}}})
			}
			placed = append(placed, font.Placed{Advance: wide})
			for _, id := range glyphs[:len(glyphs)/2] {
				placed = append(placed, font.Placed{Advance: wide, Parts: []font.Piece{
					{ID: glyphs[0]}, {ID: id, X: dx, Y: dy},
				}})
			}
			sub := read(t, font.Readable(face, face.Subset(placed), 1+len(placed)))
			first, _ := face.GlyphDataOutline(uint16(glyphs[0]))
			for i, id := range glyphs {
				want, _ := face.GlyphDataOutline(uint16(id))
				got, _ := sub.GlyphDataOutline(uint16(i + 1))
				near(t, fmt.Sprint(face.Name, " glyph ", id), want.Segments, got.Segments)
				if i >= len(glyphs)/2 {
					continue
				}
				moved := slices.Clone(first.Segments)
				for _, s := range want.Segments {
					for k := range s.Args {
						s.Args[k].X, s.Args[k].Y = s.Args[k].X+dx, s.Args[k].Y+dy
					}
					moved = append(moved, s)
				}
				got, _ = sub.GlyphDataOutline(uint16(len(glyphs) + 2 + i))
				near(t, fmt.Sprint(face.Name, " moved glyph ", id), moved, got.Segments)
			}
		}
	}
}

// allowed is how far a curve may be from that of the face, in thousandths of the size: what joining curves
// and whole numbers may do.
const allowed = 1.9

// near fails the test unless the curves of two outlines go the same ways.
func near(t *testing.T, name string, want, got []gotext.Segment) {
	t.Helper()
	a, b := contours(want), contours(got)
	if len(a) != len(b) {
		t.Errorf("%s: %d contours, want %d", name, len(b), len(a))
		return
	}
	for i := range a {
		if far := max(farthest(a[i], b[i]), farthest(b[i], a[i])); far > allowed {
			t.Errorf("%s: contour %d is %.1f off", name, i, far)
		}
	}
}

// contours draws an outline as lines so short that they stand for the curves.
func contours(segments []gotext.Segment) [][][2]float64 {
	var all [][][2]float64
	for _, s := range segments {
		to := func(i int) [2]float64 { return [2]float64{float64(s.Args[i].X), float64(s.Args[i].Y)} }
		if s.Op == opentype.SegmentOpMoveTo {
			all = append(all, [][2]float64{to(0)})
			continue
		}
		last := &all[len(all)-1]
		control := [][2]float64{(*last)[len(*last)-1]}
		for i := range int(s.Op) {
			control = append(control, to(i))
		}
		const steps = 24
		for k := 1; k <= steps; k++ {
			p := slices.Clone(control)
			for n := len(p) - 1; n > 0; n-- { // de Casteljau
				for i := range n {
					for c := range 2 {
						p[i][c] += (p[i+1][c] - p[i][c]) * float64(k) / steps
					}
				}
			}
			*last = append(*last, p[0])
		}
	}
	for i := range all {
		all[i] = append(all[i], all[i][0])
	}
	return all
}

// farthest is how far points may be from a line. It begins where the point before was near, since both go the
// same way.
func farthest(points, line [][2]float64) float64 {
	far, near := 0.0, 1
	for _, p := range points {
		best := math.Inf(1)
		for k := 0; k < len(line) && best > allowed; k++ {
			i := (near+k)%(len(line)-1) + 1
			a, b := line[i-1], line[i]
			dx, dy := b[0]-a[0], b[1]-a[1]
			at := 0.0
			if n := dx*dx + dy*dy; n > 0 {
				at = max(0, min(1, ((p[0]-a[0])*dx+(p[1]-a[1])*dy)/n))
			}
			if d := math.Hypot(p[0]-a[0]-at*dx, p[1]-a[1]-at*dy); d < best {
				best = d
			}
			if best <= allowed {
				near = i - 1
			}
		}
		far = max(far, best)
	}
	return far
}

func TestWebFaceShapesLikeWholeFace(t *testing.T) {
	text := editiontest.Article().Blocks[3].Source().String() + " بِسْمِ ٱللَّهِ ڭلميم لا"
	for _, typeface := range edition.Typefaces() {
		family := font.Of(typeface)
		face := family.Face(font.Arabic, font.Style{})
		sub := read(t, font.Shapeable(face, []rune(text)))
		want, got := shape(face.Face, text), shape(sub, text)
		if !slices.Equal(want, got) {
			t.Errorf("%s: shaped otherwise\nwant %v\ngot  %v", face.Name, want, got)
		}
		for _, g := range want {
			sameGlyph(t, face.Name, face.Face, font.GID(g.Glyph), sub, font.GID(g.Glyph))
		}
	}
}

func TestWebFacesCoverTextOnce(t *testing.T) {
	faces, err := font.Of(edition.Press).Web("Été 2025 : «\u00A0سوق\u00A0» ⵜ", font.Style{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range faces {
		got = append(got, f.Name+" "+f.Range)
		if !bytes.HasPrefix(f.WOFF2, []byte("wOF2")) {
			t.Errorf("%s is no WOFF2", f.Name)
		}
	}
	want := []string{
		"serif-regular U+20,U+30,U+32,U+35,U+3A,U+74,U+A0,U+AB,U+BB,U+C9,U+E9",
		"naskh-regular U+633,U+642,U+648", "tifinagh-regular U+2D5C",
	}
	if !slices.Equal(got, want) {
		t.Errorf("Web = %q, want %q", got, want)
	}
}

func TestLicencesAreShipped(t *testing.T) {
	text, err := font.Licences()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Amiri", "Adobe", "IBM", "Noto", "Google", "SIL OPEN FONT LICENSE"} {
		if !strings.Contains(text, name) {
			t.Errorf("no licence of %s", name)
		}
	}
}

func BenchmarkArticleFaces(b *testing.B) {
	text := editiontest.ArticleText
	for b.Loop() {
		faces, err := font.Of(edition.Book).Web(text, font.Style{})
		if err != nil {
			b.Fatal(err)
		}
		size := 0
		for _, f := range faces {
			size += len(f.WOFF2)
		}
		b.ReportMetric(float64(size)/1024, "KB")
	}
}

func BenchmarkLoadFace(b *testing.B) {
	for b.Loop() {
		font.Of(edition.Book).Face(font.Arabic, font.Style{})
	}
}

type glyph struct {
	Glyph         uint32
	X, Y, Advance int32
}

func shape(face *gotext.Face, text string) []glyph {
	buf := harfbuzz.NewBuffer()
	buf.AddRunes([]rune(text), 0, -1)
	buf.Props.Language = language.NewLanguage("ar")
	buf.GuessSegmentProperties()
	buf.Shape(harfbuzz.NewFont(face), nil)
	var out []glyph
	for i, g := range buf.Info {
		p := buf.Pos[i]
		out = append(out, glyph{uint32(g.Glyph), p.XOffset, p.YOffset, p.XAdvance})
	}
	return out
}

func read(t *testing.T, sfnt []byte) *gotext.Face {
	t.Helper()
	face, err := gotext.ParseTTF(bytes.NewReader(sfnt))
	if err != nil {
		t.Fatal(err)
	}
	return face
}

func sameGlyph(t *testing.T, name string, a *gotext.Face, ai font.GID, b *gotext.Face, bi font.GID) {
	t.Helper()
	want, _ := a.GlyphDataOutline(uint16(ai))
	got, _ := b.GlyphDataOutline(uint16(bi))
	if !slices.Equal(want.Segments, got.Segments) || a.HorizontalAdvance(ai) != b.HorizontalAdvance(bi) {
		t.Errorf("%s: glyph %d is drawn otherwise as %d", name, ai, bi)
	}
}

func ascii() string { return span(0x21, 0x7E) }

func span(first, last rune) string {
	var b strings.Builder
	for r := first; r <= last; r++ {
		b.WriteRune(r)
	}
	return b.String()
}
