package html

import (
	"fmt"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// face is how a typeface sets both scripts so that they have the same colour on one grid of lines:
// sizes in rem, on a line of 2 rem.
type face struct {
	latin, arabic         string  // families
	latinSize, arabicSize float64 // of the text, in rem on a screen
	latinEm, arabicEm     float64 // the mean advance of a character, in em
}

const (
	serifs  = `"Iowan Old Style", Charter, "Palatino Linotype", Georgia, "Noto Serif", serif`
	naskhs  = `"Noto Naskh Arabic", Amiri, "Scheherazade New", "Sakkal Majalla", "Geeza Pro", "Traditional Arabic", serif`
	sans    = `system-ui, "Segoe UI", "Noto Sans", sans-serif`
	sansAra = `"Segoe UI", "Noto Sans Arabic", "Geeza Pro", Tahoma, sans-serif`
)

func faceOf(t edition.Typeface) face {
	switch t {
	case edition.Press:
		return face{`"Source Serif 4", "Source Serif Pro", ` + serifs, `"Noto Naskh Arabic", "Source Serif 4", ` + naskhs,
			1.1875, 1.3125, 0.464, 0.387}
	case edition.Modern:
		return face{`"IBM Plex Sans", ` + sans, `"IBM Plex Sans Arabic", "IBM Plex Sans", ` + sansAra, 1.0625, 1.125, 0.441, 0.387}
	}
	return face{`Amiri, "Source Serif 4", "EB Garamond", ` + serifs, `Amiri, ` + naskhs, 1.3125, 1.5, 0.391, 0.345}
}

// firstFamily is the font that a list of families begins with.
func firstFamily(families string) string {
	first, _, _ := strings.Cut(families, ",")
	return first
}

// papers are the sheets that an edition is printed on: size and margins for the page, points of a line.
func paperRules(paper edition.Paper) (size, margin string, line float64) {
	switch paper {
	case edition.A5:
		return "A5", "15mm 12mm 16mm", 13
	case edition.Tabloid:
		return "280mm 430mm", "20mm 18mm 20mm", 17
	}
	return "A4", "19mm 16mm 18mm", 15.5
}

// lookRules are the fonts and colours of a look.
func lookRules(look edition.Look) string {
	f := faceOf(look.Typeface)
	return fmt.Sprintf(":root{--latin:%s;--arabic:%s;--both:%s,%s;--latin-size:%.4frem;--arabic-size:%.4frem}\n", f.latin,
		f.arabic, firstFamily(f.latin), f.arabic, f.latinSize, f.arabicSize) + accentRules(look)
}

// pageRules are the widths of the columns and the printed page: its paper, and the texts in its margins.
func (p *page) pageRules(t edition.Typeface, paper edition.Paper) string {
	f := faceOf(t)
	var b strings.Builder
	source, target := p.columns(f)
	fmt.Fprintf(&b, ":root{--src:%.2ffr;--tgt:%.2ffr}\n", source, target)
	size, margin, line := paperRules(paper)
	fmt.Fprintf(&b, "@media print{:root{--line-height:%.1fpt;--latin-size:%.2fpt;--arabic-size:%.2fpt}}\n", line,
		f.latinSize/2*line, f.arabicSize/2*line)
	fmt.Fprintf(&b, "@page{size:%s;margin:%s;font:8pt %s;color:#444;%s}\n", size, margin, f.latin, p.edges())
	b.WriteString("@page :first{@top-left{content:none}@top-right{content:none}}\n")
	return b.String()
}

// accentRules give an accent that can be read on the paper and on a sentence that is lit, by day and by
// night.
func accentRules(look edition.Look) string {
	rgb, ok := look.RGB()
	if !ok {
		return ""
	}
	black, white := edition.Colour{}, edition.Colour{1, 1, 1}
	rule := func(paper, ink edition.Colour, share float64) string {
		lit := paper.Mix(rgb, share)
		accent := edition.Colour(rgb).ReadableOn(ink, paper, lit)
		on := white
		if edition.Contrast(accent, black) > edition.Contrast(accent, white) {
			on = black
		}
		return fmt.Sprintf(":root{--accent:%s;--on-accent:%s;--lit:%s}", accent, on, lit)
	}
	return rule(lightPaper, black, 0.14) + "\n@media screen and (prefers-color-scheme: dark){" +
		rule(darkPaper, white, 0.3) + "}\n@media print{:root{--lit:transparent}}\n"
}

// The papers of the style sheet, #faf8f3 and #16181b.
var (
	lightPaper = edition.Colour{250. / 255, 248. / 255, 243. / 255}
	darkPaper  = edition.Colour{22. / 255, 24. / 255, 27. / 255}
)

// columns shares the width of a row between source and target so that both need as many lines: French
// says in ten lines what Arabic says in seven of the same width.
func (p *page) columns(f face) (source, target float64) {
	a, b := 0.0, 0.0
	for _, block := range p.d.Blocks {
		for _, s := range block.Segments {
			if !s.Target.Empty() && !s.Source.Empty() {
				a += f.width(p.Source.Lang, s.Source)
				b += f.width(p.Target.Lang, s.Target)
			}
		}
	}
	if a == 0 || b == 0 {
		return 1, 1
	}
	share := min(max(a/(a+b), narrowest), 1-narrowest)
	return share * 2, (1 - share) * 2
}

// narrowest is the least share of a row that a language has.
const narrowest = 0.4

// width estimates how long a text is in one line, in rem.
func (f face) width(tag string, t bitext.Text) float64 {
	size := f.latinSize * f.latinEm
	if lang.Direction(tag) == lang.RTL {
		size = f.arabicSize * f.arabicEm
	}
	return float64(letters(t)) * size
}

// edges are the margins of a printed page: the title above, the address and the number below. A title
// begins where its page does.
func (p *page) edges() string {
	start, end := "left", "right"
	if p.Dir == lang.RTL {
		start, end = end, start
	}
	digits := "decimal"
	if l := p.leading().Locale; strings.HasPrefix(l.FormatNumeral(1), "١") {
		digits = "arabic-indic"
	}
	title, publisher := p.leading().Title, strings.Join(p.Publisher, " · ")
	edges := fmt.Sprintf("@top-%s{content:%s}@top-%s{content:%s}", start, cssString(shorten(title, 70)), end, cssString(publisher))
	if address, ok := edition.SafeLink(p.d.Address); ok {
		edges += fmt.Sprintf("@bottom-%s{content:%s}", start, cssString(shorten(address, 90)))
	}
	return edges + fmt.Sprintf("@bottom-%s{content:counter(page,%s) \" / \" counter(pages,%s)}", end, digits, digits)
}

// cssString is a text as a string of a style sheet, isolated from what is beside it. Nothing in it can
// end the string, the sheet or the element.
func cssString(s string) string {
	if s == "" {
		return "none"
	}
	var b strings.Builder
	for _, r := range lang.Isolate(s) {
		switch {
		case r < ' ' || strings.ContainsRune(`"\<>&{}`, r):
			fmt.Fprintf(&b, "\\%x ", r)
		default:
			b.WriteRune(r)
		}
	}
	return `"` + b.String() + `"`
}
